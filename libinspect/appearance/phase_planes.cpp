// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/appearance/phase_planes.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>
#include <span>

#include <Eigen/Dense>

namespace waferglow::appearance {
namespace {

/// Sample (x, y) of the finer raster; beyond its border, the nearest one.
double sample(const GoldenDie& golden, int x, int y) {
    const DieWindow& w = golden.window;
    const int u = std::clamp(x, 0, w.fine_width() - 1);
    const int v = std::clamp(y, 0, w.fine_height() - 1);
    return static_cast<double>(golden.light[w.fine_index(u, v)]);
}

/// Half an edge blurred by a Gaussian, `d` inside of it.
double edge_share(double d, double blur_px) {
    return 0.5 * std::erfc(-d / (blur_px * std::numbers::sqrt2));
}

/// How much of a pixel's light comes from which surface.
struct Surface {
    double inside = 0.0;  ///< the die rather than the street
    double metal = 0.0;   ///< metal rather than body
};

Surface surface_at(const RegionMap& regions, const DieWindow& w, PixelPoint p, double light,
                   std::uint8_t part) {
    Surface s;
    s.inside = edge_share(0.5 * w.die_width_px - std::abs(p.x), regions.blur_px) *
               edge_share(0.5 * w.die_height_px - std::abs(p.y), regions.blur_px);
    const double step = regions.metal_light - regions.body_light;
    if (part != kNoPart) {
        s.metal = step > 0.0 ? std::clamp((light - regions.body_light) / step, 0.0, 1.0) : 1.0;
    }
    return s;
}

TailGroup group_of(RegionKind kind, std::uint8_t part) {
    if (kind == RegionKind::ignore || kind == RegionKind::street) return TailGroup::none;
    if (part != kNoPart) return TailGroup::metal;
    return kind == RegionKind::rim ? TailGroup::rim : TailGroup::body;
}

/// Values of the terms at a pixel, in units of light.
std::array<double, kMostTerms> terms_at(const GoldenDie& golden, const RegionMap& regions, std::size_t fine) {
    const DieWindow& w = golden.window;
    const int x = static_cast<int>(fine % static_cast<std::size_t>(w.fine_width()));
    const int y = static_cast<int>(fine / static_cast<std::size_t>(w.fine_width()));
    const double g = sample(golden, x, y);
    const double gx = (sample(golden, x + 1, y) - sample(golden, x - 1, y)) / (2.0 * kStep_px);
    const double gy = (sample(golden, x, y + 1) - sample(golden, x, y - 1)) / (2.0 * kStep_px);
    // A pixel to each side: nearer ones would show the golden die's own noise.
    const double curvature = sample(golden, x + kPhases, y) + sample(golden, x - kPhases, y) +
                             sample(golden, x, y + kPhases) + sample(golden, x, y - kPhases) - 4.0 * g;
    const PixelPoint p = w.fine_place(x, y);
    const std::uint8_t part = regions.part[fine];
    const Surface surface = surface_at(regions, w, p, g, part);
    std::array<double, kMostTerms> t{};
    t[static_cast<std::size_t>(Term::shift_x)] = -gx;
    t[static_cast<std::size_t>(Term::shift_y)] = -gy;
    t[static_cast<std::size_t>(Term::turn)] = gy * p.x - gx * p.y;
    t[static_cast<std::size_t>(Term::defocus)] = curvature;
    t[static_cast<std::size_t>(Term::body)] = g * surface.inside * (1.0 - surface.metal);
    t[static_cast<std::size_t>(Term::street)] = g * (1.0 - surface.inside);
    if (part != kNoPart) t.at(kFirstPart + part) = g * surface.metal * surface.inside;
    return t;
}

void solve_normal(PhasePlanes& planes, std::size_t terms, const DieWindow& window) {
    const std::size_t size = window.size();
    // What a die may differ by; keeps terms that it doesn't tell, the defocus of a featureless one, at zero.
    // On a die of a few pixels turn and defocus could explain any defect.
    constexpr double kFewPixels = 8.0;
    const bool small = std::min(window.die_width_px, window.die_height_px) < kFewPixels;
    const auto prior = [small](std::size_t term) {
        switch (static_cast<Term>(std::min(term, kFirstPart))) {
            case Term::shift_x:
            case Term::shift_y:
                return small ? 0.1 : 1.0;
            case Term::turn:
                return small ? 1e-3 : 0.05;
            case Term::defocus:
                return small ? 1e-2 : 0.3;
            default:
                return 0.3;
        }
    };
    const auto n = static_cast<Eigen::Index>(terms);
    const Eigen::Map<const Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic>> basis(
        planes.basis.data(), static_cast<Eigen::Index>(size), n);
    Eigen::MatrixXd normal = (basis.cast<double>().transpose() * basis.cast<double>());
    for (Eigen::Index k = 0; k < n; ++k) {
        const double sd = prior(static_cast<std::size_t>(k));
        normal(k, k) += 1.0 / (sd * sd);
    }
    const Eigen::MatrixXd inverse = normal.ldlt().solve(Eigen::MatrixXd::Identity(n, n));
    for (Eigen::Index i = 0; i < n; ++i) {
        for (Eigen::Index j = 0; j < n; ++j) {
            planes.solve.at(static_cast<std::size_t>(i) * kMostTerms + static_cast<std::size_t>(j)) =
                inverse(i, j);
        }
    }
}

PhasePlanes make_planes(const GoldenDie& golden, const RegionMap& regions, int phase, std::size_t terms) {
    const DieWindow& w = golden.window;
    const std::size_t size = w.size();
    PhasePlanes planes{.light = Floats(size, 0.0F),
                       .inverse = Floats(size, 0.0F),
                       .light_numbers = {},
                       .inverse_numbers = {},
                       .basis = Floats(terms * size, 0.0F),
                       .columns = {},
                       .group = std::vector<TailGroup>(size, TailGroup::none),
                       .group_bytes = {},
                       .column_bytes = {},
                       .kind = std::vector<RegionKind>(size, RegionKind::street),
                       .part = std::vector<std::uint8_t>(size, kNoPart),
                       .sensitivity = {}};
    const bool uneven = std::ranges::any_of(regions.sensitivity, [](float s) { return s != 1.0F; });
    if (uneven) planes.sensitivity.assign(size, 1.0F);
    for (int y = 0; y < w.height; ++y) {
        for (int x = 0; x < w.width; ++x) {
            const std::size_t fine = w.fine_index_of(x, y, phase);
            const std::size_t to = w.index(x, y);
            planes.light[to] = golden.light[fine];
            planes.kind[to] = regions.kind[fine];
            planes.part[to] = regions.part[fine];
            if (uneven) planes.sensitivity[to] = regions.sensitivity[fine];
            planes.group[to] = group_of(regions.kind[fine], regions.part[fine]);
            if (regions.kind[fine] == RegionKind::ignore) continue;
            const float inverse = 1.0F / golden.spread[fine];
            planes.inverse[to] = inverse;
            const std::array<double, kMostTerms> t = terms_at(golden, regions, fine);
            for (std::size_t k = 0; k < terms; ++k) {
                planes.basis[k * size + to] = static_cast<float>(t.at(k)) * inverse;
            }
        }
    }
    solve_normal(planes, terms, w);
    make_whole_numbers(planes, terms, w);
    return planes;
}

/// The largest sum without signs that a 32-bit lane of a vector of any length gathers from a column.
double lane_sum(std::span<const float> column) {
    constexpr std::size_t kLanes = 8;  // of the shortest vector
    std::array<double, kLanes> sums{};
    for (std::size_t i = 0; i < column.size(); ++i)
        sums.at(i % kLanes) += std::abs(static_cast<double>(column[i]));
    // A lane takes two of eight neighbours, which two depends on the processor.
    std::ranges::sort(sums, std::greater{});
    return sums[0] + sums[1];
}

}  // namespace

namespace {

void make_light_numbers(PhasePlanes& planes) {
    constexpr float kMost = 32767.0F;
    const auto number = [kMost](float value) {
        return static_cast<std::int16_t>(std::lround(std::clamp(value, -kMost, kMost)));
    };
    planes.light_numbers.resize(planes.light.size());
    std::ranges::transform(planes.light, planes.light_numbers.begin(),
                           [&](float light) { return number(kLightUnits * light); });
    const auto largest = std::ranges::max_element(planes.inverse);
    planes.inverse_unit = largest == planes.inverse.end() ? 0.0F : *largest / kMost;
    planes.inverse_numbers.assign(planes.inverse.size(), 0);
    if (planes.inverse_unit <= 0.0F) return;
    std::ranges::transform(planes.inverse, planes.inverse_numbers.begin(),
                           [&](float inverse) { return number(inverse / planes.inverse_unit); });
}

}  // namespace

void make_whole_numbers(PhasePlanes& planes, std::size_t terms, const DieWindow& window) {
    const std::size_t size = window.size();
    constexpr double kLargestNumber = 16000.0;
    constexpr double kLargestLane = 2.0e6;  // times 1024, the largest residual summed, is within 31 bits
    make_light_numbers(planes);
    planes.columns.assign(terms * size, 0);
    for (std::size_t k = 0; k < terms; ++k) {
        const std::span<const float> column = std::span(planes.basis).subspan(k * size, size);
        double most = 0.0;
        for (const float b : column) most = std::max(most, std::abs(static_cast<double>(b)));
        if (most <= 0.0) continue;
        const double scale = std::min(kLargestNumber / most, kLargestLane / lane_sum(column));
        planes.column_scale.at(k) = scale;
        planes.column_unit.at(k) = 1.0 / scale;
        for (std::size_t i = 0; i < size; ++i) {
            planes.columns[k * size + i] =
                static_cast<std::int16_t>(std::lround(scale * static_cast<double>(column[i])));
        }
    }
    const auto bytes_of = [](TailGroup group) {
        const int first = 2 * static_cast<int>(group);
        return static_cast<std::int16_t>(first | (first + 1) << 8);
    };
    planes.group_bytes.resize(size);
    std::ranges::transform(planes.group, planes.group_bytes.begin(), bytes_of);
    const DieWindow half = window.every_second_column();
    planes.column_bytes.assign(half.size(), bytes_of(TailGroup::none));
    for (int y = 0; y < half.height; ++y) {
        for (int x = 0; x < half.width; ++x)
            planes.column_bytes[half.index(x, y)] = bytes_of(planes.group[window.index(2 * x, y)]);
    }
}

double limit_of(std::size_t term) {
    switch (static_cast<Term>(std::min(term, kFirstPart))) {
        case Term::shift_x:
        case Term::shift_y:
            return 0.7;
        case Term::turn:
            return 0.08;
        case Term::defocus:
            return 0.5;
        case Term::body:
        case Term::street:
            return 0.35;
        case Term::first_part:
            break;
    }
    return 0.9;
}

PhaseSet make_phases(const GoldenDie& golden, const RegionMap& regions) {
    PhaseSet set{.window = golden.window, .terms = kFirstPart + regions.parts.size(), .phases = {}};
    for (int phase = 0; phase < kPhaseCells; ++phase) {
        set.phases.at(static_cast<std::size_t>(phase)) = make_planes(golden, regions, phase, set.terms);
    }
    return set;
}

}  // namespace waferglow::appearance
