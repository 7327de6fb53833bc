// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/scan/internal/resume_check.h"

#include "libinspect/base/error.h"
#include "libinspect/intensity/frame_look.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <fmt/format.h>

namespace waferglow {
namespace {

/// A tile of the job and the digest of the pixels that an earlier run measured there.
struct SeenTile {
    std::size_t tile = 0;
    std::uint64_t pixels = 0;
};

/// Some of `seen` are enough: another wafer has all tiles otherwise.
void check(TileSource& source, std::span<const SeenTile> seen, const std::filesystem::path& output,
           const char* which_run) {
    constexpr std::size_t kTiles = 8;
    const ScanJob& job = source.job();
    const std::size_t count = std::min(kTiles, seen.size());
    Image scratch;
    for (std::size_t i = 0; i < count; ++i) {
        const auto [tile, pixels] = seen[i * seen.size() / count];
        if (!source.keeps(tile)) continue;
        const Image& image = source.load(tile, scratch);
        if (look_at_frame(image.view(), job.camera.saturation_dn).digest == pixels) continue;
        throw Error(ErrorKind::input,
                    fmt::format("{}: the {} run measured another image as {}; it is of another wafer, "
                                "or the recording was changed. Inspect it anew with --force",
                                output.string(), which_run, job.tiles[tile].name));
    }
}

}  // namespace

void check_same_pixels(TileSource& source, std::span<const TileRecord> done,
                       const std::filesystem::path& output) {
    std::vector<SeenTile> seen;
    for (const TileRecord& record : done) seen.push_back({record.tile, record.look.digest});
    check(source, seen, output, "interrupted");
}

void check_same_pixels(TileSource& source, std::span<const LedgerEntry> ledger,
                       const std::filesystem::path& output) {
    std::vector<SeenTile> seen;
    for (std::size_t i = 0; i < ledger.size(); ++i) {
        if (ledger[i].pixels != 0) seen.push_back({i, ledger[i].pixels});
    }
    check(source, seen, output, "finished");
}

}  // namespace waferglow
