// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/scan/internal/dark_check.h"

#include "libinspect/base/error.h"
#include "libinspect/base/order_statistics.h"
#include "libinspect/geometry/tile_lattice.h"
#include "libinspect/registration/internal/lattice_locator.h"
#include "libinspect/scan/internal/die_middles.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include <fmt/format.h>

namespace waferglow {
namespace {

constexpr double kMostContrast = 0.05;
constexpr std::size_t kFewestDies = 8;

/// Median over dies of the middle pixel of a die over that of the crossing of streets beside it, DN; 0 with
/// too few dies.
double contrast(const ImageView& image, const TileLattice& lattice, const RegistrationSetup& setup) {
    std::vector<double> steps;
    for_die_middles(lattice, setup, [&](const PixelPoint& die, const PixelPoint& crossing) {
        steps.push_back(pixel_at(image, die) - pixel_at(image, crossing));
    });
    return steps.size() < kFewestDies ? 0.0 : upper_median(steps);
}

}  // namespace

void check_dark(const ImageView& dark, const ImageView& tile, StagePoint reported,
                const RegistrationSetup& setup, const PoseEstimate& estimate) {
    RegistrationSetup raw = setup;  // the dark frame is looked at as it is
    raw.dark = {};
    const LatticeLocator locator(raw, estimate);
    const std::unique_ptr<TileLocator::Scratch> scratch = locator.make_scratch();
    const auto contrast_of = [&](const ImageView& image) {
        const TileRegistration found = locator.locate(image, reported, nullptr, *scratch);
        if (found.source != RegistrationSource::own) return 0.0;
        return contrast(image,
                        lattice_in_tile(setup.grid, estimate.pose, setup.camera,
                                        {reported.x + found.shift_x_um, reported.y + found.shift_y_um}),
                        setup);
    };
    const double shown = contrast_of(dark);
    if (shown <= 0.0 || shown <= kMostContrast * contrast_of(tile)) return;
    throw Error(ErrorKind::input,
                fmt::format("the dark frame shows the grid of dies, {:.0f} DN over their streets: it was "
                            "taken with the light on and would take light off every tile; take it with the "
                            "light off, at the exposure of the tiles",
                            shown));
}

void check_dark_level(const ImageView& dark, std::span<const LocatedPilot> pilots,
                      const RegistrationSetup& setup, const std::string& channel) {
    constexpr double kLeastStep_dn = 3.0;
    constexpr double kMostOfDie = 0.75;  // what streets beside the dies take off does little harm
    std::vector<double> streets;         // over the dark frame
    std::vector<double> dies;            // over the streets
    for (const auto& [image, lattice] : pilots) {
        for_die_middles(lattice, setup, [&](const PixelPoint& die, const PixelPoint& crossing) {
            streets.push_back(pixel_at(image, crossing) - pixel_at(dark, crossing));
            dies.push_back(pixel_at(image, die) - pixel_at(image, crossing));
        });
    }
    if (streets.size() < kFewestDies) return;
    const double level = upper_median(streets);
    if (level >= -std::max(kLeastStep_dn, kMostOfDie * std::abs(upper_median(dies)))) return;
    throw Error(
        ErrorKind::input,
        fmt::format("the dark frame is {:.0f} DN brighter than the streets between the dies in channel "
                    "{}: it is of another exposure, gain or offset; take it at those of the tiles",
                    -level, channel));
}

}  // namespace waferglow
