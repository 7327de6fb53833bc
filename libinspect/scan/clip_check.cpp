// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/scan/internal/clip_check.h"

#include "libinspect/base/error.h"
#include "libinspect/scan/internal/die_middles.h"

#include <algorithm>
#include <cstddef>

#include <fmt/format.h>

namespace waferglow {
namespace {

std::uint16_t brightest_value(std::span<const LocatedPilot> pilots) {
    std::uint16_t most = 0;
    for (const LocatedPilot& pilot : pilots) {
        for (int y = 0; y < pilot.image.height; ++y) {
            const std::uint16_t* row = pilot.image.row(y);
            most = std::max(most, *std::max_element(row, row + pilot.image.width));
        }
    }
    return most;
}

}  // namespace

// The brightest pixel of noisy images is one of few: that dies by the dozen stop at the very same value is no
// chance. Where light has few levels it may be one.
void check_clipping(std::span<const LocatedPilot> pilots, const RegistrationSetup& setup,
                    std::uint16_t saturation_dn, const std::string& channel) {
    constexpr std::size_t kFewestDies = 8;
    constexpr std::size_t kOneOf = 100;
    constexpr std::uint16_t kFewestLevels = 64;
    const std::uint16_t most = brightest_value(pilots);
    if (most >= saturation_dn || most < kFewestLevels) return;
    std::size_t dies = 0;
    std::size_t stopped = 0;
    for (const auto& [image, lattice] : pilots) {
        for_die_middles(lattice, setup, [&, &view = image](const PixelPoint& die, const PixelPoint&) {
            ++dies;
            stopped += pixel_at(view, die) == static_cast<double>(most) ? 1 : 0;
        });
    }
    if (stopped < std::max(kFewestDies, dies / kOneOf)) return;
    throw Error(
        ErrorKind::input,
        fmt::format(
            "channel '{}': {} of the {} dies looked at stop at exactly {} DN, where the camera so clips, and "
            "saturation_dn is {}: set saturation_dn to {}, so that clipped dies are known, and take the "
            "channel with a shorter exposure if they are many",
            channel, stopped, dies, most, saturation_dn, most));
}

}  // namespace waferglow
