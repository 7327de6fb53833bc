// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/scan/internal/dark_level.h"

#include "libinspect/base/error.h"
#include "libinspect/base/order_statistics.h"
#include "libinspect/geometry/channel_order.h"
#include "libinspect/intensity/frame_look.h"
#include "libinspect/scan/internal/channel_tiles.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace waferglow {
namespace {

constexpr std::size_t kTiles = 5;
constexpr std::size_t kDarkestShare = 20;  // one pixel in so many

std::uint16_t darkest(const Image& image) {
    std::vector<std::uint16_t> values(image.pixels().begin(), image.pixels().end());
    return value_of_rank(values, values.size() / kDarkestShare);
}

}  // namespace

std::uint16_t dark_level_of_tiles(TileSource& source) {
    const ScanJob& job = source.job();
    const auto dimmest = weakest(job.channels, &ChannelKindInfo::gives_dark_level);
    if (!dimmest) return 0;
    const std::vector<std::size_t> tiles = tiles_of(job, *dimmest);
    const std::size_t step = tiles.size() / kTiles + 1;
    std::vector<std::uint16_t> levels;
    std::vector<FrameLook> looks;
    Image scratch;
    for (std::size_t i = step / 2; i < tiles.size(); i += step) {
        try {
            const Image& image = source.load(tiles[i], scratch);
            levels.push_back(darkest(image));
            looks.push_back(look_at_frame(image.view(), job.camera.saturation_dn));
        } catch (const Error&) {  // it is reported when it is measured
            continue;
        }
    }
    const FrameLook typical = typical_look(looks);
    std::optional<std::uint16_t> level;
    for (std::size_t i = 0; i < levels.size(); ++i) {
        if (oddity_of(looks[i], typical) != FrameOddity::none) continue;
        level = level ? std::min(*level, levels[i]) : levels[i];
    }
    return level.value_or(0);
}

}  // namespace waferglow
