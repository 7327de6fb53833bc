// SPDX-License-Identifier: GPL-3.0-or-later
// What a spot looks like: size, light, metal, place.
#include "libinspect/appearance/internal/spot_finder.h"

#include <cmath>
#include <utility>

namespace waferglow::appearance {
namespace {

constexpr double kDeep = 0.75;  // of the largest change: there it is hardly blurred with what is beside
constexpr double kSmoothVariance_px2 = 0.5;  // that the smoothing adds to the blur

DefectRegion region_of(RegionKind kind) {
    switch (kind) {
        case RegionKind::metal:
            return DefectRegion::metal;
        case RegionKind::finger:
            return DefectRegion::finger;
        case RegionKind::rim:
            return DefectRegion::rim;
        case RegionKind::street:
            return DefectRegion::street;
        default:
            return DefectRegion::body;
    }
}

}  // namespace

void SpotFinder::measure_shape(const Pixels& pixels, Spot& spot) const {
    double sx = 0.0, sy = 0.0, sxx = 0.0, sxy = 0.0, syy = 0.0;
    for (const std::size_t i : pixels.core) {
        const PixelPoint p = place(i);
        sx += p.x;
        sy += p.y;
        sxx += p.x * p.x;
        sxy += p.x * p.y;
        syy += p.y * p.y;
    }
    const auto n = static_cast<double>(pixels.core.size());
    const double mx = sx / n;
    const double my = sy / n;
    constexpr double kPixelVariance = 1.0 / 12.0;
    const double xx = sxx / n - mx * mx + kPixelVariance;
    const double yy = syy / n - my * my + kPixelVariance;
    const double xy = sxy / n - mx * my;
    const double middle = 0.5 * (xx + yy);
    const double apart = std::hypot(0.5 * (xx - yy), xy);
    // Of an even rectangle. What half of the strongest marks of a point is about 2.2 sd of the blur wide.
    const double blur2 = search_.regions->blur_px * search_.regions->blur_px + kSmoothVariance_px2;
    const double taken = 2.2 * 2.2 * blur2;
    constexpr double kLeast_px2 = 0.0625;
    const double seen_length = std::sqrt(12.0 * (middle + apart));
    const double seen_width = std::sqrt(12.0 * std::max(middle - apart, kPixelVariance));
    const double length = std::sqrt(std::max(seen_length * seen_length - taken, kLeast_px2));
    const double width = std::sqrt(std::max(seen_width * seen_width - taken, kLeast_px2));
    const double um = search_.pixel_um;
    const double area_px2 = n * std::min(1.0, length * width / (seen_length * seen_width));
    spot.x_um = mx * um;
    spot.y_um = -my * um;
    spot.angle_rad = -0.5 * std::atan2(2.0 * xy, xx - yy);
    spot.rms_width_um = std::sqrt(std::max(middle - apart, 0.0)) * um;
    DefectFeatures& f = spot.features;
    f[Feature::length_um] = length * um;
    f[Feature::width_um] = width * um;
    f[Feature::length_share] = length / std::min(window_.die_width_px, window_.die_height_px);
    f[Feature::area_um2] = area_px2 * um * um;
    f[Feature::share] = area_px2 / (window_.die_width_px * window_.die_height_px);
    // What is shorter than the optics tell has no direction.
    constexpr double kTold_px = 1.0;
    f[Feature::straightness] = 1.0 - std::max(width, kTold_px) / std::max(length, kTold_px);
}

void SpotFinder::measure_light(const Pixels& pixels, Spot& spot) const {
    double changed = 0.0;
    double good = 0.0;
    double deepest = 0.0;
    for (const std::size_t i : pixels.core) deepest = std::max(deepest, std::abs(change(i)));
    double lost = 0.0;
    double over_street = 0.0;
    for (const std::size_t i : pixels.core) {
        changed += change(i);
        good += static_cast<double>(planes_.light[i]);
        if (std::abs(change(i)) < kDeep * deepest) continue;
        lost -= change(i);
        over_street += static_cast<double>(planes_.light[i]) - search_.regions->street_light;
    }
    spot.features[Feature::contrast] = changed / std::max(good, 1e-6);
    if (over_street > 0.0) spot.features[Feature::street_like] = lost / over_street;
}

void SpotFinder::measure_metal(const Pixels& pixels, Spot& spot) const {
    constexpr double kDeep =
        0.75;  // of the largest change: what lies there is not blurred with what is beside
    std::array<double, kMostParts> covered{};
    double metal = 0.0;
    double lost = 0.0;
    double deepest = 0.0;
    for (const std::size_t i : pixels.core) {
        const bool on_metal = planes_.kind[i] == RegionKind::metal || planes_.kind[i] == RegionKind::finger;
        if (!on_metal || planes_.part[i] == kNoPart) continue;
        covered.at(planes_.part[i]) += 1.0;
        metal += static_cast<double>(planes_.light[i]);
        lost -= change(i);
        deepest = std::max(deepest, std::abs(change(i)));
    }
    const auto most = std::ranges::max_element(covered);
    if (*most <= 0.0) return;
    spot.part = static_cast<std::uint8_t>(most - covered.begin());
    const RegionMap& regions = *search_.regions;
    constexpr double kThinnest_px = 1.2;
    const auto sharp_px = [&](Feature f) {
        return std::max(spot.features[f] / search_.pixel_um, kThinnest_px);
    };
    const double sharp = std::min(1.0, sharp_px(Feature::length_um) * sharp_px(Feature::width_um) /
                                           static_cast<double>(pixels.core.size()));
    spot.features[Feature::pad_share] =
        std::min(1.0, sharp * *most / std::max(regions.parts.at(spot.part).area_px2, 1.0));
    spot.features[Feature::metal_loss] = lost / std::max(metal, 1e-6);
    // What metal sends beyond the body, and how much of that is gone.
    double beyond = 0.0;
    double gone = 0.0;
    for (const std::size_t i : pixels.core) {
        const bool on_metal = planes_.kind[i] == RegionKind::metal || planes_.kind[i] == RegionKind::finger;
        if (!on_metal || std::abs(change(i)) < kDeep * deepest) continue;
        beyond += static_cast<double>(planes_.light[i]) - regions.body_light;
        gone -= change(i);
    }
    if (beyond > 0.0) spot.features[Feature::body_like] = gone / beyond;
}

void SpotFinder::measure_place(const Pixels& pixels, Spot& spot) const {
    constexpr double kTouches_px = 1.0;
    constexpr double kCorner_px = 2.0;
    std::array<std::size_t, 5> shares{};  // by DefectRegion
    DefectFeatures& f = spot.features;
    bool inside = false;
    for (const std::size_t i : pixels.core) {
        const PixelPoint p = place(i);
        const double from_side = 0.5 * window_.die_width_px - std::abs(p.x);
        const double from_end = 0.5 * window_.die_height_px - std::abs(p.y);
        const double depth = std::min(from_side, from_end);
        inside = inside || depth >= -0.5;
        if (depth <= kTouches_px && f.touches == Touches::none) f.touches = Touches::edge;
        if (std::max(from_side, from_end) <= kCorner_px) f.touches = Touches::corner;
        ++shares.at(static_cast<std::size_t>(region_of(planes_.kind[i])));
    }
    // Metal counts from half on, whatever kinds the rest is of.
    const std::size_t metal = shares[static_cast<std::size_t>(DefectRegion::metal)];
    const std::size_t finger = shares[static_cast<std::size_t>(DefectRegion::finger)];
    if (!inside) {
        f.region = DefectRegion::street;
    } else if (2 * (metal + finger) >= pixels.core.size()) {
        f.region = finger >= metal ? DefectRegion::finger : DefectRegion::metal;
    } else {
        const std::size_t body = shares[static_cast<std::size_t>(DefectRegion::body)];
        const std::size_t rim = shares[static_cast<std::size_t>(DefectRegion::rim)];
        f.region = rim > body ? DefectRegion::rim : DefectRegion::body;
    }
}

Spot SpotFinder::describe(const Pixels& pixels) const {
    Spot spot;
    spot.score = pixels.score;
    spot.sensitivity = sensitivity(pixels.peak);
    spot.group = static_cast<TailGroup>(planes_.group[pixels.peak]);
    spot.features.polarity = pixels.polarity;
    measure_shape(pixels, spot);
    measure_light(pixels, spot);
    measure_metal(pixels, spot);
    measure_place(pixels, spot);
    return spot;
}

}  // namespace waferglow::appearance
