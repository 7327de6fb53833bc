// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/scan/internal/resume_check.h"

#include "libinspect/base/error.h"
#include "libinspect/intensity/frame_look.h"

#include <algorithm>

#include <fmt/format.h>

namespace waferglow {

void check_same_pixels(TileSource& source, std::span<const TileRecord> done,
                       const std::filesystem::path& output) {
    constexpr std::size_t kTiles = 8;  // another wafer has all tiles otherwise
    const ScanJob& job = source.job();
    const std::size_t count = std::min(kTiles, done.size());
    Image scratch;
    for (std::size_t i = 0; i < count; ++i) {
        const TileRecord& record = done[i * done.size() / count];
        if (!source.keeps(record.tile)) continue;
        const Image& image = source.load(record.tile, scratch);
        if (look_at_frame(image.view(), job.camera.saturation_dn).digest == record.look.digest) continue;
        throw Error(
            ErrorKind::input,
            fmt::format("{}: the interrupted run measured another image as {}; it is of another wafer, "
                        "or the recording was changed. Inspect it anew with --force",
                        output.string(), job.tiles[record.tile].name));
    }
}

}  // namespace waferglow
