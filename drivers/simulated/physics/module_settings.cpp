// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/simulated/physics/module_settings.h"

#include "drivers/simulated/physics/counter_random.h"
#include "libinspect/base/error.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace waferglow::simulated {
namespace {

void require_module(bool good, const char* what, double value, const char* rule) {
    if (!good)
        throw Error(ErrorKind::input, fmt::format("module settings: {} = {} must be {}", what, value, rule));
}

void check_share(const char* what, double value) {
    require_module(value >= 0.0 && value <= 1.0, what, value, "between 0 and 1");
}

void check_optics(const ModuleOptics& optics) {
    constexpr double kWidestBlur_px = 100.0;
    require_module(optics.blur_px >= 0.0 && optics.blur_px <= kWidestBlur_px, "blur_px", optics.blur_px,
                   "between 0 and 100");
    require_module(optics.corner_blur >= 0.5 && optics.corner_blur <= 4.0, "corner_blur", optics.corner_blur,
                   "between 0.5 and 4");
    require_module(optics.vignetting >= 0.0 && optics.vignetting < 1.0, "vignetting", optics.vignetting,
                   "between 0 and 1");
    double shares = 0.0;
    for (const BlurTail& tail : optics.tails) {
        check_share("tail share", tail.share);
        require_module(tail.sigma_px >= 0.0 && tail.sigma_px <= kWidestBlur_px, "tail sigma_px",
                       tail.sigma_px, "between 0 and 100");
        shares += tail.share;
    }
    require_module(shares < 1.0, "shares of all tails", shares, "below 1");
}

void check_population(const ModuleSettings& s) {
    const ModuleFaultShares& f = s.faults;
    check_share("dead", f.dead);
    check_share("dim", f.dim);
    check_share("bright", f.bright);
    check_share("always_on", f.always_on);
    check_share("wrong_colour", f.wrong_colour);
    check_share("all faults", f.dead + f.dim + f.bright + f.always_on + f.wrong_colour);
    constexpr double kMostSpread = 0.5;
    require_module(s.uneven.spread >= 0.0 && s.uneven.spread <= kMostSpread, "spread", s.uneven.spread,
                   "between 0 and 0.5");
    require_module(s.uneven.gamma_spread >= 0.0 && s.uneven.gamma_spread <= kMostSpread, "gamma_spread",
                   s.uneven.gamma_spread, "between 0 and 0.5");
    for (const ModuleColour& colour : s.colours) {
        require_module(colour.electrons_per_ms > 0.0, "electrons_per_ms", colour.electrons_per_ms,
                       "positive");
        require_module(colour.gamma > 0.0, "gamma", colour.gamma, "positive");
    }
    require_module(s.colours.size() == s.module.sub_pixels.size(), "number of colours",
                   static_cast<double>(s.colours.size()), "that of the sub-pixels");
}

/// Pixels that a camera needs for one of `count` tiles, which overlap, over a module with its surround.
int pixels_of_tile(double module_um, double pixel_um, int margin_px, int count, int overlap_px) {
    const double all_px = module_um / pixel_um + 2.0 * margin_px + (count - 1.0) * overlap_px;
    return static_cast<int>(std::ceil(all_px / count));
}

ModuleView drawn_view(const ModuleSettings& s) {
    RandomStream random(stream_key(s.seed, Topic::module_view, 0));
    ModuleView view;
    view.pose.rotation_rad = random.uniform(-4e-3, 4e-3);
    view.pose.scale = 1.0 + random.uniform(-500e-6, 500e-6);
    view.pose.offset_x_um = random.uniform(-1.5, 1.5) * s.module.grid.pitch_x_um;
    view.pose.offset_y_um = random.uniform(-1.5, 1.5) * s.module.grid.pitch_y_um;
    view.k1 = random.uniform(-0.004, 0.004);
    view.keystone_x = random.uniform(-0.002, 0.002);
    view.keystone_y = random.uniform(-0.002, 0.002);
    return view;
}

}  // namespace

ModuleSettings resolve(ModuleSettings s) {
    DieGrid& grid = s.module.grid;
    grid.x0_um = 0.0;
    grid.y0_um = 0.0;
    validate(grid);
    const CenterSpan span = center_span_of(grid);
    grid.x0_um = -span.middle.x;
    grid.y0_um = -span.middle.y;
    validate(s.module);
    validate(s.patterns, s.module);
    check_optics(s.optics);
    check_population(s);
    require_module(s.camera.pixel_um > 0.0, "pixel_um", s.camera.pixel_um, "positive");
    require_module(s.tiles.across > 0, "tiles across", s.tiles.across, "at least 1");
    require_module(s.tiles.down > 0, "tiles down", s.tiles.down, "at least 1");
    s.camera.width_px = pixels_of_tile(span.width_um + grid.pitch_x_um, s.camera.pixel_um,
                                       s.tiles.margin_x_px, s.tiles.across, s.tiles.overlap_px);
    s.camera.height_px = pixels_of_tile(span.height_um + grid.pitch_y_um, s.camera.pixel_um,
                                        s.tiles.margin_y_px, s.tiles.down, s.tiles.overlap_px);
    require_module(s.tiles.overlap_px >= 0 && s.tiles.overlap_px < s.camera.width_px &&
                       s.tiles.overlap_px < s.camera.height_px,
                   "overlap_px", s.tiles.overlap_px, "less than a tile");
    if (s.random_view) s.view = drawn_view(s);
    s.random_view = false;
    return s;
}

}  // namespace waferglow::simulated
