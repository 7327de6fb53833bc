// SPDX-License-Identifier: GPL-3.0-or-later
// What a spot looks like: size, light, metal, place.
#include "libinspect/appearance/internal/spot_finder.h"

#include <cmath>
#include <numbers>
#include <utility>

namespace waferglow::appearance {
namespace {

constexpr double kDeep = 0.75;  // of the largest change: there it is hardly blurred with what is beside
constexpr double kSmoothVariance_px2 = 0.5;  // that the smoothing adds to the blur
constexpr double kThinnest_px = 1.2;         // what is thinner can't be told from that

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

double SpotFinder::blur_px() const {
    return std::sqrt(search_.regions->blur_px * search_.regions->blur_px + kSmoothVariance_px2);
}

double SpotFinder::without_blur(double seen_px) const {
    // What half of the strongest marks of a point is about 2.2 sd of the blur wide, and of what is wide, just
    // as wide. In between widths add up like fourth powers, to 4 % of the width of a blurred bar.
    constexpr double kPointWidth = 2.2;
    constexpr double kLeast_px = 0.25;
    const double point = kPointWidth * blur_px();
    const double left = seen_px * seen_px * seen_px * seen_px - point * point * point * point;
    return std::max(std::sqrt(std::sqrt(std::max(left, 0.0))), kLeast_px);
}

double SpotFinder::shown_depth(double width_px) const {
    return std::erf(std::max(width_px, kThinnest_px) / (2.0 * std::numbers::sqrt2 * blur_px()));
}

double SpotFinder::metal_gone(const Pixels& pixels, double length_px, std::size_t part) const {
    // A crack or a chip that runs over the metal is longer, or takes light beside it, too.
    const MetalPart& metal = search_.regions->parts.at(part);
    if (length_px > std::max(metal.width_px, metal.height_px) + 1.0) return 0.0;
    double gone = 0.0;
    double elsewhere = 0.0;
    for (const std::size_t i : pixels.all) (planes_.part[i] == part ? gone : elsewhere) -= change(i);
    constexpr double kWithin = 0.8;
    if (gone < kWithin * (gone + std::max(0.0, elsewhere))) return 0.0;
    const double all = metal_light(part);
    return all > 0.0 ? std::clamp(gone / all, 0.0, 1.0) : 0.0;
}

double SpotFinder::metal_light(std::size_t part) const {
    const double body = search_.regions->body_light;
    double all = 0.0;
    for (std::size_t i = 0; i < planes_.part.size(); ++i) {
        if (planes_.part[i] != part || planes_.inverse[i] <= 0.0F) continue;
        double smooth = 0.0;  // of the metal, in units of the spread, as differences are smoothed
        for_near(i, 1, [&](std::size_t k) {
            if (planes_.part[k] != part) return;
            const int steps = std::abs(column(k) - column(i)) + std::abs(row(k) - row(i));
            const double weight = 0.25 / (1 << steps);
            smooth += weight * std::max(0.0, static_cast<double>(planes_.light[k]) - body) *
                      static_cast<double>(planes_.inverse[k]);
        });
        all += smooth / static_cast<double>(planes_.inverse[i]);
    }
    return all;
}

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
    // Of an even rectangle.
    const double seen_length = std::sqrt(12.0 * (middle + apart));
    const double seen_width = std::sqrt(12.0 * std::max(middle - apart, kPixelVariance));
    const double length = without_blur(seen_length);
    const double width = without_blur(seen_width);
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
    const auto sharp_px = [&](Feature f) {
        return std::max(spot.features[f] / search_.pixel_um, kThinnest_px);
    };
    const double sharp = std::min(1.0, sharp_px(Feature::length_um) * sharp_px(Feature::width_um) /
                                           static_cast<double>(pixels.core.size()));
    spot.features[Feature::pad_share] =
        std::min(1.0, sharp * *most / std::max(regions.parts.at(spot.part).area_px2, 1.0));
    // What only grazes metal tells nothing of it; of a thin line the blur leaves a part.
    constexpr double kGrazes_px = 3.0;
    if (*most > kGrazes_px) {
        const double shown = shown_depth(spot.features[Feature::width_um] / search_.pixel_um);
        spot.features[Feature::metal_loss] = std::min(1.0, lost / std::max(metal, 1e-6) / shown);
    }
    // What metal sends beyond the body, and how much of that is gone.
    double beyond = 0.0;
    double gone = 0.0;
    for (const std::size_t i : pixels.core) {
        const bool on_metal = planes_.kind[i] == RegionKind::metal || planes_.kind[i] == RegionKind::finger;
        if (!on_metal || std::abs(change(i)) < kDeep * deepest) continue;
        beyond += static_cast<double>(planes_.light[i]) - regions.body_light;
        gone -= change(i);
    }
    if (beyond <= 0.0) return;
    double depth = gone / beyond;
    // A finger is as blurred across as what is missing of it; along it a gap may be shorter than the blur.
    if (regions.parts.at(spot.part).finger)
        depth /= shown_depth(spot.features[Feature::length_um] / search_.pixel_um);
    spot.features[Feature::body_like] = depth;
    // Where the metal is gone altogether, its light tells better than its outline how much of it is.
    constexpr double kGone = 0.55;
    if (depth < kGone) return;
    double& share = spot.features[Feature::pad_share];
    share =
        std::max(share, metal_gone(pixels, spot.features[Feature::length_um] / search_.pixel_um, spot.part) /
                            std::max(1.0, depth));
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
