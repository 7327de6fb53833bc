// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/registration/die_kernel.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace waferglow {
namespace {

constexpr double kTwoPi = 2.0 * std::numbers::pi;
constexpr double kLeastEdgeGapPx = 8.0;
constexpr double kLeastEdgeDiePx = 16.0;
constexpr double kBlurVariancePx2 = 0.6;  // of common optics and the pixel itself; only a correction needs it

/// Length of [lo, hi] inside pixel `i`, which covers [i - 1/2, i + 1/2].
double overlap(double lo, double hi, double i) {
    return std::max(0.0, std::min(hi, i + 0.5) - std::max(lo, i - 0.5));
}

int pixel_of(double position) {
    return static_cast<int>(std::floor(position + 0.5));
}

DieRowLine line_of(const TileLattice& lattice, std::int32_t row) {
    return {.first = lattice.center({row, 0}), .step = lattice.along_col};
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

}  // namespace

void DieCells::clear() {
    resize(0);
}

void DieCells::resize(std::size_t count) {
    row.resize(count);
    col.resize(count);
    for (std::vector<float>* values : {&x_px, &y_px, &x_r, &x_q, &y_r, &y_q}) values->resize(count);
}

/// Neighbouring dies of one row that share a strip of pixel rows.
struct DieKernel::Group {
    DieRowLine line;
    std::int32_t begin = 0;  // die columns
    std::int32_t end = 0;
    double y = 0.0;  // the strip's centre; each die's own is within half a pixel
    int first_column = 0;
    std::size_t out = 0;  // index of the first die in the result
};

DieKernel::Axis DieKernel::make_axis(double pitch_px, double die_px, DieMethod method) {
    Axis axis{.pitch_px = pitch_px, .die_px = die_px};
    if (method == DieMethod::period) {
        const double k = kTwoPi / pitch_px;
        // For light 1 + g x over the die and blur s: -B'(k) / (k B(k)), B = sin(k d / 2) exp(-k^2 s^2 / 2) /
        // k.
        const double half = 0.5 * std::min(die_px, 0.999 * pitch_px);
        axis.per_slope_px2 = (1.0 / k - half / std::tan(k * half)) / k + kBlurVariancePx2;
        axis.reach_px = 0.5 * pitch_px;
        axis.unit_px = 1.0 / k;
    } else {
        const double room = 0.5 * std::min(pitch_px - die_px, die_px);
        axis.half_width_px = std::min(0.55 * room, 4.0);
        axis.beside_px = std::min(room - axis.half_width_px, 6.0);
        axis.per_slope_px2 = 0.5 * axis.half_width_px * (axis.half_width_px + axis.beside_px);
        axis.reach_px = 0.5 * die_px + axis.half_width_px + axis.beside_px;
        axis.unit_px = 1.0;
    }
    return axis;
}

DieKernel::DieKernel(const TileLattice& lattice, const CameraInfo& camera, DieMethod method)
    : camera_(camera),
      method_(method),
      x_(make_axis(lattice.along_col.x, lattice.die_width_px, method)),
      y_(make_axis(lattice.along_row.y, lattice.die_height_px, method)) {
    if (method != DieMethod::period) return;
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

bool DieKernel::edges_possible(const TileLattice& lattice) {
    return lattice.die_width_px >= kLeastEdgeDiePx && lattice.die_height_px >= kLeastEdgeDiePx &&
           lattice.along_col.x - lattice.die_width_px >= kLeastEdgeGapPx &&
           lattice.along_row.y - lattice.die_height_px >= kLeastEdgeGapPx;
}

double DieKernel::slack_px() const {
    if (method_ == DieMethod::edges)
        return std::max(0.25, std::min(x_.half_width_px, y_.half_width_px) - 1.8);
    return 0.5 * std::min(x_.pitch_px - x_.die_px, y_.pitch_px - y_.die_px);
}

ColumnSpan DieKernel::rows(const TileLattice& lattice) const {
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
    // Rows of a group share their strip, so a die may lie half a pixel off its centre.
    constexpr double kShare = 0.5;
    const DieRowLine line = line_of(lattice, row);
    double lo = -1e9;
    double hi = 1e9;
    narrow(line.first.x, line.step.x, x_.reach_px - 0.5, camera_.width_px - 0.5 - x_.reach_px, lo, hi);
    narrow(line.first.y, line.step.y, y_.reach_px - 0.5 + kShare,
           camera_.height_px - 0.5 - y_.reach_px - kShare, lo, hi);
    if (hi < lo) return {};
    return {static_cast<std::int32_t>(lo), static_cast<std::int32_t>(hi) + 1};
}

void DieKernel::period_weights(double y, Scratch& scratch, int& first_row) const {
    const double k = kTwoPi / y_.pitch_px;
    const double begin = y - 0.5 * y_.pitch_px;
    const double end = y + 0.5 * y_.pitch_px;
    first_row = std::max(0, pixel_of(begin));
    const int last_row = std::min(camera_.height_px - 1, pixel_of(end));
    scratch.weights.resize(static_cast<std::size_t>(last_row - first_row + 1));
    // Antiderivative of exp(ik(t - y)) at the lower border of each row: (sin - i cos) / k; at both ends the
    // angle is pi. The angle goes on by k a row.
    const double angle = k * (first_row + 0.5 - y);
    double c = std::cos(angle);
    double s = std::sin(angle);
    const double step_c = std::cos(k);
    const double step_s = std::sin(k);
    double before_re = 0.0;
    double before_im = 1.0 / k;
    for (int j = first_row; j <= last_row; ++j) {
        const bool last = j == last_row;
        const double re = last ? 0.0 : s / k;
        const double im = last ? 1.0 / k : -c / k;
        scratch.weights[static_cast<std::size_t>(j - first_row)] = {
            static_cast<float>(overlap(begin, end, j)), static_cast<float>(re - before_re),
            static_cast<float>(im - before_im)};
        before_re = re;
        before_im = im;
        const double next_c = c * step_c - s * step_s;
        s = s * step_c + c * step_s;
        c = next_c;
    }
}

void DieKernel::edge_weights(double y, Scratch& scratch, int& first_row) const {
    const double e = 0.5 * y_.die_px;
    const double w = y_.half_width_px;
    const double v = y_.beside_px;
    const double inner = std::max(0.5 * e, e - w - v);
    first_row = std::max(0, pixel_of(y - y_.reach_px));
    const int last_row = std::min(camera_.height_px - 1, pixel_of(y + y_.reach_px));
    scratch.weights.resize(static_cast<std::size_t>(last_row - first_row + 1));
    for (int j = first_row; j <= last_row; ++j) {
        const auto box = [t = j - y](double lo, double hi) { return overlap(lo, hi, t); };
        const double lower_in = box(e - w - v, e - w) / v;
        const double lower_out = box(e + w, e + w + v) / v;
        const double upper_in = box(-e + w, -e + w + v) / v;
        const double upper_out = box(-e - w - v, -e - w) / v;
        const double gained = box(e - w, e + w) - w * (lower_in + lower_out);
        const double lost = box(-e - w, -e + w) - w * (upper_in + upper_out);
        scratch.weights[static_cast<std::size_t>(j - first_row)] = {
            static_cast<float>(box(-inner, inner)),
            static_cast<float>(lower_in - lower_out + upper_in - upper_out),
            static_cast<float>(gained - lost)};
    }
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
        group.end = std::min(cols.end, group.begin + std::min(most, cols.end - group.begin));
        group.out = start + static_cast<std::size_t>(group.begin - cols.begin);
        const PixelPoint first = group.line.at(group.begin);
        const PixelPoint last = group.line.at(group.end - 1);
        group.y = 0.5 * (first.y + last.y);
        group.first_column = std::max(0, pixel_of(first.x - x_.reach_px));
        const int last_column = std::min(camera_.width_px - 1, pixel_of(last.x + x_.reach_px));
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
        }
    }
}

void DieKernel::measure_periods(const Group& group, DieCells& out, Scratch& scratch) const {
    const double k = kTwoPi / x_.pitch_px;
    const double center0 = group.line.at(group.begin).x;
    // The same for every die of the row, since dies lie exactly one period apart.
    const double turn_c = std::cos(k * center0);
    const double turn_s = std::sin(k * center0);
    const double border_re =
        -turn_s / k;  // antiderivative at the window's ends, half a period from the centre
    const double border_im = turn_c / k;
    const float* a = scratch.a.data() - group.first_column;
    const float* b = scratch.b.data() - group.first_column;
    const float* c = scratch.c.data() - group.first_column;
    for (std::int32_t col = group.begin; col < group.end; ++col) {
        const double begin = group.line.at(col).x - x_.reach_px;
        const double end = begin + x_.pitch_px;
        const int first = std::max(0, pixel_of(begin));
        const int last = std::min(camera_.width_px - 1, pixel_of(end));
        const auto first_part = static_cast<float>(overlap(begin, end, first));
        const auto last_part = static_cast<float>(overlap(begin, end, last));
        float re = static_cast<float>(edge_re_[static_cast<std::size_t>(first) + 1] - border_re) * a[first] +
                   static_cast<float>(border_re - edge_re_[static_cast<std::size_t>(last)]) * a[last];
        float im = static_cast<float>(edge_im_[static_cast<std::size_t>(first) + 1] - border_im) * a[first] +
                   static_cast<float>(border_im - edge_im_[static_cast<std::size_t>(last)]) * a[last];
        float y_re = first_part * b[first] + last_part * b[last];
        float y_im = first_part * c[first] + last_part * c[last];
        for (int i = first + 1; i < last; ++i) {
            re += re_[static_cast<std::size_t>(i)] * a[i];
            im += im_[static_cast<std::size_t>(i)] * a[i];
            y_re += b[i];
            y_im += c[i];
        }
        const std::size_t at = group.out + static_cast<std::size_t>(col - group.begin);
        const auto tc = static_cast<float>(turn_c);
        const auto ts = static_cast<float>(turn_s);
        out.x_r[at] = re * tc + im * ts;
        out.x_q[at] = im * tc - re * ts;
        out.y_r[at] = y_re;
        out.y_q[at] = y_im;
    }
}

void DieKernel::measure_edges(const Group& group, DieCells& out, Scratch& scratch) const {
    const double e = 0.5 * x_.die_px;
    const double w = x_.half_width_px;
    const double v = x_.beside_px;
    const double inner = std::max(0.5 * e, e - w - v);
    const int last_column =
        std::min(camera_.width_px - 1, pixel_of(group.line.at(group.end - 1).x + x_.reach_px));
    const auto columns = static_cast<std::size_t>(last_column - group.first_column + 1);
    const auto run = [columns](const std::vector<float>& from, std::vector<double>& to) {
        to.resize(columns + 1);
        to[0] = 0.0;
        for (std::size_t i = 0; i < columns; ++i) to[i + 1] = to[i] + static_cast<double>(from[i]);
    };
    run(scratch.a, scratch.sum_a);
    run(scratch.b, scratch.sum_b);
    run(scratch.c, scratch.sum_c);
    const auto up_to = [&group, columns](const std::vector<double>& sum, double x) {
        const double t = std::clamp(x + 0.5 - group.first_column, 0.0, static_cast<double>(columns));
        const std::size_t i = std::min(static_cast<std::size_t>(t), columns - 1);
        return sum[i] + (t - static_cast<double>(i)) * (sum[i + 1] - sum[i]);
    };
    for (std::int32_t col = group.begin; col < group.end; ++col) {
        const double x = group.line.at(col).x;
        const auto box = [&](const std::vector<double>& sum, double lo, double hi) {
            return up_to(sum, x + hi) - up_to(sum, x + lo);
        };
        const std::vector<double>& a = scratch.sum_a;
        const double right_in = box(a, e - w - v, e - w) / v;
        const double right_out = box(a, e + w, e + w + v) / v;
        const double left_in = box(a, -e + w, -e + w + v) / v;
        const double left_out = box(a, -e - w - v, -e - w) / v;
        const double gained = box(a, e - w, e + w) - w * (right_in + right_out);
        const double lost = box(a, -e - w, -e + w) - w * (left_in + left_out);
        const std::size_t at = group.out + static_cast<std::size_t>(col - group.begin);
        out.x_r[at] = static_cast<float>(right_in - right_out + left_in - left_out);
        out.x_q[at] = static_cast<float>(gained - lost);
        out.y_r[at] = static_cast<float>(box(scratch.sum_b, -inner, inner));
        out.y_q[at] = static_cast<float>(box(scratch.sum_c, -inner, inner));
    }
}

}  // namespace waferglow
