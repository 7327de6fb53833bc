// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/registration/internal/die_kernel.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>

namespace waferglow {
namespace {

// Edges closer than a few widths of the blur disturb each other (0.01 px).
constexpr double kLeastEdgeGapPx = 7.9;
constexpr double kFreeEdgeGapPx = 11.9;
constexpr double kLeastEdgeDiePx = 15.9;
constexpr double kNarrowEdgePx = 4.0;
constexpr double kHalfWidthShare = 0.55;  // of the room around an edge; the rest is for the level beside it
constexpr double kRowShare = 0.5;  // px; dies of a group share their strip of rows and may lie so far off it
constexpr double kFewPitches = 4.0;  // in the image: whole windows are rare
// Of common optics (and the pixel itself): only the correction for shading needs them.
constexpr double kBlurVariancePx2 = 0.75;
constexpr double kBackgroundShare = 0.04;  // stray light, relative to a die's

/// The line on which the dies of a row lie around column `col`.
DieRowLine line_of(const TileLattice& lattice, std::int32_t row, std::int32_t col = 0) {
    const PixelPoint at = lattice.center({row, col});
    if (lattice.steps.uniform()) return {.first = lattice.center({row, 0}), .step = lattice.along_col};
    return {.first = {at.x - col * lattice.along_col.x, at.y - col * lattice.along_col.y},
            .step = lattice.along_col};
}

/// Narrows [lo, hi] to the k for which begin <= first + k * step <= end.
void narrow(double first, double step, double begin, double end, double& lo, double& hi) {
    constexpr double kLevel = 1e-12;  // px a die: even a million dies stay level
    if (std::abs(step) < kLevel) {
        if (first < begin || first > end) hi = lo - 1.0;
        return;
    }
    const double a = (begin - first) / step;
    const double b = (end - first) / step;
    lo = std::max(lo, std::ceil(std::min(a, b)));
    hi = std::min(hi, std::floor(std::max(a, b)));
}

/// Rows around those of the image's corners; columns() decides exactly.
ColumnSpan uneven_rows(const TileLattice& lattice, const CameraInfo& camera) {
    constexpr std::int32_t kMore = 2;
    std::int32_t first = std::numeric_limits<std::int32_t>::max();
    std::int32_t last = std::numeric_limits<std::int32_t>::min();
    for (const double x : {0.0, camera.width_px - 1.0}) {
        for (const double y : {0.0, camera.height_px - 1.0}) {
            const std::int32_t row = lattice.nearest({x, y}).row;
            first = std::min(first, row);
            last = std::max(last, row);
        }
    }
    return {first - kMore, last + kMore + 1};
}

}  // namespace

void DieCells::clear() {
    resize(0);
}

void DieCells::resize(std::size_t count) {
    row.resize(count);
    col.resize(count);
    for (std::vector<float>* values : {&x_px, &y_px, &x_r, &x_q, &y_r, &y_q}) values->resize(count);
}

DieKernel::Axis DieKernel::make_axis(double pitch_px, double die_px, double image_px, DieMethod method) {
    Axis axis{.pitch_px = pitch_px, .die_px = die_px};
    // Where whole windows are rare the image may cut off street; narrow edges mend what that spoils.
    const bool rare = image_px < kFewPitches * pitch_px && die_px >= kLeastEdgeDiePx;
    if (method == DieMethod::period) {
        const double k = kTwoPi / pitch_px;
        // For light 1 + g x over the die and blur s: -B'(k) / (k B(k)), B = sin(k d / 2) exp(-k^2 s^2 / 2) /
        // k.
        const double half = 0.5 * std::min(die_px, 0.999 * pitch_px);
        axis.per_slope_px2 = (1.0 / k - half / std::tan(k * half)) / k + kBlurVariancePx2;
        // A background of slope g: its first harmonic is g * pitch / k, the die's 2 sin(k d / 2) / k.
        axis.per_slope_px2 += kBackgroundShare * pitch_px / (2.0 * k * std::sin(k * half));
        axis.window_px = 0.5 * pitch_px;
        axis.reach_px = axis.window_px;
        if (rare) axis.reach_px = std::min(axis.window_px, 0.5 * die_px + 2.5 * kNarrowEdgePx);
        axis.unit_px = 1.0 / k;
    } else {
        const double room = 0.5 * std::min(pitch_px - die_px, die_px);
        axis.half_width_px = kHalfWidthShare * room;
        axis.beside_px = room - axis.half_width_px;
        if (method == DieMethod::edges) {
            axis.half_width_px = std::min(axis.half_width_px, kNarrowEdgePx);
            axis.beside_px = std::min(axis.beside_px, 1.5 * kNarrowEdgePx);
        }
        axis.per_slope_px2 = 0.5 * axis.half_width_px * (axis.half_width_px + axis.beside_px);
        axis.window_px = 0.5 * die_px + axis.half_width_px + axis.beside_px;
        axis.reach_px = axis.window_px;
        if (rare && method == DieMethod::wide_edges) axis.reach_px -= 0.6 * room;
        axis.unit_px = 1.0;
    }
    return axis;
}

DieKernel::DieKernel(const TileLattice& lattice, const CameraInfo& camera, DieMethod method)
    : camera_(camera),
      method_(method),
      x_(make_axis(lattice.along_col.x, lattice.die_width_px, camera.width_px, method)),
      y_(make_axis(lattice.along_row.y, lattice.die_height_px, camera.height_px, method)) {
    if (method != DieMethod::period) return;
    leans_ = phase_leans(lattice, std::sqrt(kBlurVariancePx2));
    const auto columns = static_cast<std::size_t>(camera.width_px);
    const double k = kTwoPi / x_.pitch_px;
    edge_re_.resize(columns + 1);
    edge_im_.resize(columns + 1);
    for (std::size_t i = 0; i <= columns; ++i) {
        const double phase = k * (static_cast<double>(i) - 0.5);
        edge_re_[i] = std::sin(phase) / k;
        edge_im_[i] = -std::cos(phase) / k;
    }
    re_.resize(columns);
    im_.resize(columns);
    for (std::size_t i = 0; i < columns; ++i) {
        re_[i] = static_cast<float>(edge_re_[i + 1] - edge_re_[i]);
        im_[i] = static_cast<float>(edge_im_[i + 1] - edge_im_[i]);
    }
}

DieMethods die_methods(const TileLattice& lattice) {
    const double gap =
        std::min(lattice.along_col.x - lattice.die_width_px, lattice.along_row.y - lattice.die_height_px);
    const double die = std::min(lattice.die_width_px, lattice.die_height_px);
    DieMethods methods{.order = {DieMethod::period}};
    if (die < kLeastEdgeDiePx || gap < kLeastEdgeGapPx) return methods;
    if (0.5 * kHalfWidthShare * std::min(gap, die) > kNarrowEdgePx)
        methods.order.push_back(DieMethod::wide_edges);
    methods.order.push_back(DieMethod::edges);
    methods.edges_if_uneven = gap < kFreeEdgeGapPx;
    return methods;
}

double DieKernel::slack_px() const {
    return 0.5 * std::min(x_.pitch_px - x_.die_px, y_.pitch_px - y_.die_px);
}

double DieKernel::Axis::room_share(double center, double image_px) const {
    const double room = std::min(center + 0.5, image_px - 0.5 - center) - 0.5 * die_px;
    return std::clamp(room / (half_width_px + beside_px), 0.1, 1.0);
}

double DieKernel::unevenness_px() const {
    // A tenth more light on one side than on the other moves the mean of a die by 1/120 of its width; dies
    // that are that uneven are few.
    constexpr double kShareOfDie = 0.0025;
    constexpr double kLeastPx = 0.04;
    return method_ == DieMethod::period ? std::max(kLeastPx, kShareOfDie * std::max(x_.die_px, y_.die_px))
                                        : kLeastPx;
}

ColumnSpan DieKernel::rows(const TileLattice& lattice) const {
    if (!lattice.steps.uniform()) return uneven_rows(lattice, camera_);
    // Fractional rows of the four corners; columns() decides exactly.
    const double det = lattice.along_col.x * lattice.along_row.y - lattice.along_row.x * lattice.along_col.y;
    double least = 1e300;
    double most = -1e300;
    for (const double x : {0.0, camera_.width_px - 1.0}) {
        for (const double y : {0.0, camera_.height_px - 1.0}) {
            const double row = ((y - lattice.origin.y) * lattice.along_col.x -
                                (x - lattice.origin.x) * lattice.along_col.y) /
                               det;
            least = std::min(least, row);
            most = std::max(most, row);
        }
    }
    return {static_cast<std::int32_t>(std::floor(least)), static_cast<std::int32_t>(std::ceil(most)) + 1};
}

ColumnSpan DieKernel::columns(const TileLattice& lattice, std::int32_t row) const {
    if (!lattice.steps.uniform()) return uneven_columns(lattice, row);
    const DieRowLine line = line_of(lattice, row);
    double lo = -1e9;
    double hi = 1e9;
    narrow(line.first.x, line.step.x, x_.reach_px - 0.5, camera_.width_px - 0.5 - x_.reach_px, lo, hi);
    narrow(line.first.y, line.step.y, y_.reach_px - 0.5 + kRowShare,
           camera_.height_px - 0.5 - y_.reach_px - kRowShare, lo, hi);
    if (hi < lo) return {};
    return {static_cast<std::int32_t>(lo), static_cast<std::int32_t>(hi) + 1};
}

/// Of a row with fields or staggers. Columns at two heights are taken where both would lie in the image.
ColumnSpan DieKernel::uneven_columns(const TileLattice& lattice, std::int32_t row) const {
    const auto x = [&](std::int32_t col) { return lattice.center({row, col}).x; };
    const double left = x_.reach_px - 0.5;
    const double right = camera_.width_px - 0.5 - x_.reach_px;
    const double middle_y = 0.5 * camera_.height_px;
    std::int32_t begin = lattice.nearest({left, middle_y}).col;
    while (x(begin - 1) >= left) --begin;
    while (x(begin) < left) ++begin;
    std::int32_t end = std::max(begin, lattice.nearest({right, middle_y}).col);
    while (x(end) <= right) ++end;
    while (end > begin && x(end - 1) > right) --end;
    const double odd_px = -lattice.steps.stagger_y_um / lattice.pitch_y_um * lattice.along_row.y;
    const auto outside = [&](std::int32_t col) {
        const double even_y = lattice.center({row, col}).y - (col % 2 != 0 ? odd_px : 0.0);
        return even_y + std::min(0.0, odd_px) < y_.reach_px - 0.5 + kRowShare ||
               even_y + std::max(0.0, odd_px) > camera_.height_px - 0.5 - y_.reach_px - kRowShare;
    };
    while (begin < end && outside(begin)) ++begin;
    while (begin < end && outside(end - 1)) --end;
    return {begin, end};
}

void DieKernel::measure_row(const ImageView& image, const ImageView& dark, const TileLattice& lattice,
                            std::int32_t row, ColumnSpan cols, const ShadingSlopes& slopes, DieCells& out,
                            Scratch& scratch) const {
    if (cols.size() <= 0) return;
    const std::size_t start = out.size();
    out.resize(start + static_cast<std::size_t>(cols.size()));
    Group group{.line = line_of(lattice, row)};
    const double per_die = std::abs(group.line.step.y);
    const auto most = static_cast<std::int32_t>(std::min(1e9, 1.0 / std::max(1e-9, per_die))) + 1;
    for (group.begin = cols.begin; group.begin < cols.end; group.begin = group.end) {
        const ColumnSpan even = lattice.even_columns(group.begin);
        group.line = line_of(lattice, row, group.begin);
        group.end = std::min({cols.end, group.begin + std::min(most, cols.end - group.begin), even.end});
        group.out = start + static_cast<std::size_t>(group.begin - cols.begin);
        const PixelPoint first = group.line.at(group.begin);
        const PixelPoint last = group.line.at(group.end - 1);
        group.y = 0.5 * (first.y + last.y);
        group.first_column = std::max(0, pixel_of(first.x - x_.window_px) - 1);
        const int last_column = std::min(camera_.width_px - 1, pixel_of(last.x + x_.window_px) + 1);
        const int columns = last_column - group.first_column + 1;
        for (std::vector<float>* sums : {&scratch.a, &scratch.b, &scratch.c}) {
            sums->resize(static_cast<std::size_t>(camera_.width_px));
        }
        int first_row = 0;
        if (method_ == DieMethod::period) {
            period_weights(group.y, scratch, first_row);
        } else {
            edge_weights(group.y, scratch, first_row);
        }
        weighted_column_sums(image, dark, first_row, scratch.weights, group.first_column, columns,
                             {scratch.a.data(), scratch.b.data(), scratch.c.data()});
        if (method_ == DieMethod::period) {
            measure_periods(group, out, scratch);
        } else {
            measure_edges(group, out, scratch);
        }
        for (std::int32_t col = group.begin; col < group.end; ++col) {
            const std::size_t i = group.out + static_cast<std::size_t>(col - group.begin);
            const PixelPoint at = group.line.at(col);
            out.row[i] = row;
            out.col[i] = col;
            out.x_px[i] = static_cast<float>(at.x - 0.5 * (camera_.width_px - 1));
            out.y_px[i] = static_cast<float>(at.y - 0.5 * (camera_.height_px - 1));
            // Take away what the fall-off of the light fakes, and for y that the strip was centred elsewhere.
            // For the period method turning the phase by a small angle is the same linear step.
            const ShadingSlopes::Slope slope = slopes.at(at.x, at.y);
            const auto turn_x = static_cast<float>(-slope.x * x_.per_slope_px2 / x_.unit_px);
            const auto turn_y =
                static_cast<float>((group.y - at.y - slope.y * y_.per_slope_px2) / y_.unit_px);
            const auto turn = [this](float angle, float& r, float& q) {
                const float r0 = r;
                if (method_ == DieMethod::period) {
                    const float c = 1.0F - 0.5F * angle * angle;
                    r = c * r0 - angle * q;
                    q = c * q + angle * r0;
                } else {
                    q += angle * r0;
                }
            };
            turn(turn_x, out.x_r[i], out.x_q[i]);
            turn(turn_y, out.y_r[i], out.y_q[i]);
            if (leans_.empty()) continue;
            const PhaseLean& lean = leans_[lean_number(lattice.steps, row, col)];
            const auto take_off = [](std::complex<double> by, float& r, float& q) {
                const std::complex<float> straight =
                    std::complex<float>(r, q) * std::complex<float>(std::conj(by));
                r = straight.real();
                q = straight.imag();
            };
            take_off(lean.x, out.x_r[i], out.x_q[i]);
            take_off(lean.y, out.y_r[i], out.y_q[i]);
        }
    }
}

}  // namespace waferglow
