// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/appearance/region_map.h"

#include "libinspect/appearance/internal/metal_parts.h"
#include "libinspect/base/order_statistics.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

#include <fmt/format.h>

namespace waferglow::appearance {
namespace {

constexpr double kRim_px = 3.0;
constexpr double kLeastPart_px2 = 2.0;
constexpr double kBeside_px = 1.5;  // metal's edge counts with the metal

/// Distance of a place from the die's edge, px: positive inside.
double inside_px(PixelPoint p, const DieWindow& w) {
    return std::min(0.5 * w.die_width_px - std::abs(p.x), 0.5 * w.die_height_px - std::abs(p.y));
}

float median_or(std::vector<float> values, float otherwise) {
    return values.empty() ? otherwise : upper_median(values);
}

/// Median light of the die.
double middle_light(const GoldenDie& golden) {
    const DieWindow& w = golden.window;
    std::vector<float> inner;
    for (int y = 0; y < w.fine_height(); ++y) {
        for (int x = 0; x < w.fine_width(); ++x) {
            if (inside_px(w.fine_place(x, y), w) >= 0.5) inner.push_back(golden.light[w.fine_index(x, y)]);
        }
    }
    return static_cast<double>(median_or(std::move(inner), 1.0F));
}

/// What is clearly brighter than the body, inside of the die.
Mask metal_of(const GoldenDie& golden, RegionMap& map) {
    const DieWindow& w = golden.window;
    Mask mask{w.fine_width(), w.fine_height(), std::vector<std::uint8_t>(w.fine_size(), 0)};
    const double inset = std::min(1.0, 0.15 * std::min(w.die_width_px, w.die_height_px));
    std::vector<float> inner;
    for (int y = 0; y < mask.height; ++y) {
        for (int x = 0; x < mask.width; ++x) {
            if (inside_px(w.fine_place(x, y), w) >= inset) inner.push_back(golden.light[w.fine_index(x, y)]);
        }
    }
    map.body_light = map.metal_light = static_cast<double>(median_or(inner, 1.0F));
    if (inner.size() < 2) return mask;
    const TwoClasses parted = two_classes(inner);
    constexpr double kLeastContrast = 0.12;  // of metal over the body
    constexpr double kMostShare = 0.9;
    const double step = parted.high_mean - parted.low_mean;
    if (step < kLeastContrast * std::abs(parted.low_mean) || step < 2.5 * parted.low_sigma ||
        parted.high_share > kMostShare) {
        return mask;
    }
    const auto half = static_cast<float>(0.5 * (parted.low_mean + parted.high_mean));
    std::vector<float> body;
    std::vector<float> metal;
    for (const float v : inner) (v < half ? body : metal).push_back(v);
    map.body_light = static_cast<double>(median_or(body, half));
    map.metal_light = static_cast<double>(median_or(metal, half));
    for (int y = 0; y < mask.height; ++y) {
        for (int x = 0; x < mask.width; ++x) {
            const std::size_t i = w.fine_index(x, y);
            if (inside_px(w.fine_place(x, y), w) >= 0.0 && golden.light[i] >= half) mask.set[i] = 1;
        }
    }
    return mask;
}

/// Adds the connected parts of a mask that are large enough, of one kind.
void add_parts(const Mask& mask, RegionKind kind, const DieWindow& w, RegionMap& map) {
    const Components found = components_of(mask);
    constexpr double kSample_px2 = kStep_px * kStep_px;
    for (std::size_t c = 0; c < found.area.size(); ++c) {
        const double area = static_cast<double>(found.area[c]) * kSample_px2;
        if (area < kLeastPart_px2) continue;
        const std::size_t part = std::min(map.parts.size(), kMostParts - 1);
        if (map.parts.size() < kMostParts) map.parts.emplace_back();
        MetalPart& to = map.parts[part];
        double left = 1e9, right = -1e9, top = 1e9, bottom = -1e9;
        PixelPoint sum{};
        for (int y = 0; y < mask.height; ++y) {
            for (int x = 0; x < mask.width; ++x) {
                const std::size_t i = w.fine_index(x, y);
                if (found.number[i] != c + 1) continue;
                map.kind[i] = kind;
                map.part[i] = static_cast<std::uint8_t>(part);
                const PixelPoint p = w.fine_place(x, y);
                left = std::min(left, p.x);
                right = std::max(right, p.x);
                top = std::min(top, p.y);
                bottom = std::max(bottom, p.y);
                sum = {sum.x + p.x, sum.y + p.y};
            }
        }
        const auto count = static_cast<double>(found.area[c]);
        to.finger = kind == RegionKind::finger;
        to.area_px2 += area;
        to.center = {sum.x / count, sum.y / count};
        to.width_px = right - left + kStep_px;
        to.height_px = bottom - top + kStep_px;
    }
}

/// Pads are where metal is thick, fingers what is left; crumbs at the corners of pads stay with these.
void part_metal(const Mask& metal, const DieWindow& w, RegionMap& map) {
    const std::vector<float> depth = depth_of(metal);
    const float thickest = *std::ranges::max_element(depth);
    if (thickest <= 0.0F) return;
    const Mask pads = opened(metal, 0.5 * static_cast<double>(thickest));
    Mask thin = metal;
    for (std::size_t i = 0; i < thin.set.size(); ++i) thin.set[i] = metal.set[i] != 0 && pads.set[i] == 0;
    const Components pieces = components_of(thin);
    Mask fingers = thin;
    Mask thick = metal;
    constexpr double kLeastFinger = 2.0;  // length over width: its area over the square of the width
    std::vector<float> widths(pieces.area.size(), 0.0F);
    const std::vector<float> thin_depth = depth_of(thin);
    for (std::size_t i = 0; i < thin.set.size(); ++i) {
        if (pieces.number[i] == 0) continue;
        float& width = widths[pieces.number[i] - 1U];
        width = std::max(width, 2.0F * thin_depth[i]);
    }
    for (std::size_t i = 0; i < thin.set.size(); ++i) {
        if (pieces.number[i] == 0) continue;
        const std::size_t piece = pieces.number[i] - 1U;
        const auto area = static_cast<double>(pieces.area[piece]);
        const auto width = static_cast<double>(widths[piece]);
        const bool finger =
            area * kStep_px * kStep_px >= kLeastPart_px2 && area >= kLeastFinger * width * width;
        (finger ? thick : fingers).set[i] = 0;
    }
    add_parts(thick, RegionKind::metal, w, map);
    add_parts(fingers, RegionKind::finger, w, map);
}

/// Names pads and fingers from left to right, then from above.
void name_parts(RegionMap& map) {
    std::vector<std::size_t> order(map.parts.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
        const PixelPoint p = map.parts[a].center;
        const PixelPoint q = map.parts[b].center;
        return std::pair(p.x, p.y) < std::pair(q.x, q.y);
    });
    int pads = 0;
    int fingers = 0;
    for (const std::size_t i : order) {
        MetalPart& part = map.parts[i];
        if (part.name.empty()) {
            part.name = part.finger ? fmt::format("finger {}", ++fingers) : fmt::format("pad {}", ++pads);
        }
    }
}

void apply(const RegionOverride& rect, double pixel_um, const DieWindow& w, RegionMap& map) {
    const bool metal = rect.kind == RegionKind::metal || rect.kind == RegionKind::finger;
    std::uint8_t part = kNoPart;
    if (metal) {
        part = static_cast<std::uint8_t>(std::min(map.parts.size(), kMostParts - 1));
        if (map.parts.size() < kMostParts) map.parts.emplace_back();
        map.parts[part] = {.name = rect.name,
                           .finger = rect.kind == RegionKind::finger,
                           .area_px2 = rect.width_um * rect.height_um / (pixel_um * pixel_um),
                           .center = {(rect.left_um + 0.5 * rect.width_um) / pixel_um,
                                      -(rect.bottom_um + 0.5 * rect.height_um) / pixel_um},
                           .width_px = rect.width_um / pixel_um,
                           .height_px = rect.height_um / pixel_um};
    }
    for (int y = 0; y < w.fine_height(); ++y) {
        for (int x = 0; x < w.fine_width(); ++x) {
            const PixelPoint p = w.fine_place(x, y);
            const double right_um = p.x * pixel_um - rect.left_um;
            const double up_um = -p.y * pixel_um - rect.bottom_um;
            if (right_um < 0.0 || right_um > rect.width_um || up_um < 0.0 || up_um > rect.height_um) continue;
            const std::size_t i = w.fine_index(x, y);
            map.kind[i] = rect.kind;
            map.part[i] = part;
            map.sensitivity[i] = static_cast<float>(rect.sensitivity);
        }
    }
}

/// Gives places beside metal to the part next to them.
void widen_parts(const DieWindow& w, RegionMap& map) {
    const std::vector<std::uint8_t> part = map.part;
    constexpr int kReach = static_cast<int>(kBeside_px * kPhases);
    for (int y = 0; y < w.fine_height(); ++y) {
        for (int x = 0; x < w.fine_width(); ++x) {
            if (part[w.fine_index(x, y)] != kNoPart) continue;
            int nearest = kReach * kReach + 1;
            for (int v = std::max(0, y - kReach); v <= std::min(w.fine_height() - 1, y + kReach); ++v) {
                for (int u = std::max(0, x - kReach); u <= std::min(w.fine_width() - 1, x + kReach); ++u) {
                    const std::uint8_t there = part[w.fine_index(u, v)];
                    const int r2 = (u - x) * (u - x) + (v - y) * (v - y);
                    if (there == kNoPart || r2 >= nearest) continue;
                    nearest = r2;
                    map.part[w.fine_index(x, y)] = there;
                }
            }
        }
    }
}

/// Steepest rise near the die's edge along a row of the finer raster, or a column of it, of light 1 a px.
double steepest_edge(const GoldenDie& golden, bool column, int line) {
    const DieWindow& w = golden.window;
    const int count = column ? w.fine_height() : w.fine_width();
    const auto at = [&](int i) { return column ? w.fine_index(line, i) : w.fine_index(i, line); };
    double steepest = 0.0;
    for (int i = 1; i + 1 < count; ++i) {
        const PixelPoint p = column ? w.fine_place(line, i) : w.fine_place(i, line);
        const double from_edge =
            column ? std::abs(p.y) - 0.5 * w.die_height_px : std::abs(p.x) - 0.5 * w.die_width_px;
        if (std::abs(from_edge) > 1.0) continue;
        const auto rise = static_cast<double>(golden.light[at(i + 1)] - golden.light[at(i - 1)]);
        steepest = std::max(steepest, std::abs(rise) / (2.0 * kStep_px));
    }
    return steepest;
}

/// sd of the mesa's edges: an edge of height h blurred by a Gaussian is at most h / (sd sqrt(2 pi)) steep.
/// Pads beside an edge make it look sharper, so that the blunter lines count.
double edge_blur(const GoldenDie& golden, const RegionMap& map) {
    constexpr double kUsual_px = 0.9;
    constexpr double kCorner_px = 2.0;
    constexpr double kBlunter = 0.75;
    const DieWindow& w = golden.window;
    const double step = std::abs(map.body_light - map.street_light);
    if (step <= 0.05 * std::abs(map.body_light)) return kUsual_px;
    std::vector<float> blurs;
    const auto add = [&](bool column, int line, double from_middle, double half) {
        if (from_middle > half - kCorner_px) return;
        const double steepest = steepest_edge(golden, column, line);
        if (steepest > 0.0) {
            blurs.push_back(static_cast<float>(step / (steepest * std::sqrt(2.0 * std::numbers::pi))));
        }
    };
    for (int y = 0; y < w.fine_height(); ++y)
        add(false, y, std::abs(w.fine_place(0, y).y), 0.5 * w.die_height_px);
    for (int x = 0; x < w.fine_width(); ++x)
        add(true, x, std::abs(w.fine_place(x, 0).x), 0.5 * w.die_width_px);
    if (blurs.empty()) return kUsual_px;
    return std::clamp(static_cast<double>(value_of_share(blurs, kBlunter)), 0.3, 3.0);
}

}  // namespace

RegionMap find_regions(const GoldenDie& golden, double pixel_um,
                       const std::vector<RegionOverride>& overrides) {
    const DieWindow& w = golden.window;
    RegionMap map;
    map.kind.assign(w.fine_size(), RegionKind::street);
    map.part.assign(w.fine_size(), kNoPart);
    map.sensitivity.assign(w.fine_size(), 1.0F);
    map.rim_px = std::min(kRim_px, std::min(w.die_width_px, w.die_height_px) / 6.0);
    std::vector<float> street;
    for (int y = 0; y < w.fine_height(); ++y) {
        for (int x = 0; x < w.fine_width(); ++x) {
            const std::size_t i = w.fine_index(x, y);
            const double inside = inside_px(w.fine_place(x, y), w);
            if (inside >= map.rim_px)
                map.kind[i] = RegionKind::body;
            else if (inside >= -kRim_px)
                map.kind[i] = RegionKind::rim;
            if (inside <= -1.5) street.push_back(golden.light[i]);
        }
    }
    // Where a pad is a pixel wide it can't be told from its edges: the die is one surface.
    constexpr double kLeastDie_px = 6.0;
    const bool small = std::min(w.die_width_px, w.die_height_px) < kLeastDie_px;
    const Mask metal =
        small ? Mask{w.fine_width(), w.fine_height(), std::vector<std::uint8_t>(w.fine_size(), 0)}
              : metal_of(golden, map);
    if (small) map.body_light = map.metal_light = middle_light(golden);
    map.street_light = static_cast<double>(median_or(std::move(street), 0.0F));
    part_metal(metal, w, map);
    for (const RegionOverride& rect : overrides) apply(rect, pixel_um, w, map);
    name_parts(map);
    widen_parts(w, map);
    map.blur_px = edge_blur(golden, map);
    return map;
}

}  // namespace waferglow::appearance
