// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/registration/die_kernel.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace waferglow {
namespace {

constexpr double kTwoPi = 2.0 * std::numbers::pi;
// Edges closer than a few widths of the blur disturb each other (0.01 px).
constexpr double kLeastEdgeGapPx = 7.9;
constexpr double kFreeEdgeGapPx = 11.9;
constexpr double kLeastEdgeDiePx = 15.9;
constexpr double kNarrowEdgePx = 4.0;
constexpr double kHalfWidthShare = 0.55;  // of the room around an edge; the rest is for the level beside it
constexpr double kFewPitches = 4.0;       // in the image: whole windows are rare
constexpr double kBlurVariancePx2 = 0.6;  // of common optics and the pixel itself; only a correction needs it

/// Length of [lo, hi] inside pixel `i`, which covers [i - 1/2, i + 1/2].
double overlap(double lo, double hi, double i) {
    return std::max(0.0, std::min(hi, i + 0.5) - std::max(lo, i - 0.5));
}

int pixel_of(double position) {
    return static_cast<int>(std::floor(position + 0.5));
}

/// The integral of pixels up to `position` (pixel i covers [i - 1/2, i + 1/2]), by Catmull-Rom interpolation
/// of their running sum: all pixels before index - 1, and shares of the three from there on; its slope, the
/// light at `position`, is `slope` of those three. Linear interpolation would pull edges towards pixel
/// borders.
struct RunningSumAt {
    RunningSumAt(double position, int count)
        : index(std::clamp(static_cast<int>(std::floor(position + 0.5)), 0, count - 1)) {
        const double f = std::clamp(position + 0.5 - index, 0.0, 1.0);
        share = {1.0 + f * (0.5 + f * (-1.0 + 0.5 * f)) - (index == 0 ? 1.0 : 0.0), f * (0.5 + f * (1.5 - f)),
                 f * f * (-0.5 + 0.5 * f)};
        slope = {0.5 + f * (-2.0 + 1.5 * f), 0.5 + f * (3.0 - 3.0 * f), f * (-1.0 + 1.5 * f)};
    }
    int index;
    std::array<double, 3> share{};
    std::array<double, 3> slope{};
};

/// The edge kernel by the integrals of light up to a few nodes. q = sum of q * integral. r is how q answers
/// to a small displacement, -sum of q * (light at the node), or for the wide kernel, where nodes may lie
/// beyond a neighbouring edge, the sum of both steps = sum of step * integral.
struct EdgeNode {
    double at = 0.0;  // from the die's centre
    double q = 0.0;
    double step = 0.0;
};

/// For edges at -e and +e, the integral within w of them, and levels over v beside it: light gained at the
/// far edge less light gained at the near one, each less w times the two levels beside it.
std::array<EdgeNode, 8> edge_nodes(double e, double w, double v) {
    const double level = 1.0 / v;
    std::array<EdgeNode, 8> nodes{{{e - w - v, w * level, -level},
                                   {e - w, -w * level - 1.0, level},
                                   {e + w, w * level + 1.0, level},
                                   {e + w + v, -w * level, -level}}};
    // Mirrored, where a running sum runs the other way: q is odd, the step is even.
    for (std::size_t i = 0; i < 4; ++i) nodes[4 + i] = {-nodes[i].at, nodes[i].q, -nodes[i].step};
    return nodes;
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
    const double begin = std::max(-0.5, y - 0.5 * y_.pitch_px);
    const double end = std::min(camera_.height_px - 0.5, y + 0.5 * y_.pitch_px);
    first_row = pixel_of(begin);
    const int last_row = std::min(camera_.height_px - 1, pixel_of(end));
    scratch.weights.resize(static_cast<std::size_t>(last_row - first_row + 1));
    // Antiderivative of exp(ik(t - y)): (sin - i cos) / k, at the window's ends and at the lower border of
    // each row, where the angle goes on by k a row.
    const double angle = k * (first_row + 0.5 - y);
    double c = std::cos(angle);
    double s = std::sin(angle);
    const double step_c = std::cos(k);
    const double step_s = std::sin(k);
    const double end_re = std::sin(k * (end - y)) / k;
    const double end_im = -std::cos(k * (end - y)) / k;
    double before_re = std::sin(k * (begin - y)) / k;
    double before_im = -std::cos(k * (begin - y)) / k;
    for (int j = first_row; j <= last_row; ++j) {
        const bool last = j == last_row;
        const double re = last ? end_re : s / k;
        const double im = last ? end_im : -c / k;
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
    const double share = y_.room_share(y, camera_.height_px);
    const double w = share * y_.half_width_px;
    const double v = share * y_.beside_px;
    const double inner = std::max(0.5 * e, e - w - v);
    first_row = std::max(0, pixel_of(y - y_.window_px) - 1);  // interpolation reaches a row further
    const int last_row = std::min(camera_.height_px - 1, pixel_of(y + y_.window_px) + 1);
    const int rows = last_row - first_row + 1;
    scratch.weights.assign(static_cast<std::size_t>(rows), {});
    const auto put = [&](float RowWeights::*sum, int row, double weight) {
        scratch.weights[static_cast<std::size_t>(std::clamp(row, 0, rows - 1))].*sum +=
            static_cast<float>(weight);
    };
    // Adds the integral up to t (about the die's centre), or the light there, times a factor to one of the
    // sums.
    const auto up_to = [&](float RowWeights::*sum, double factor, double t) {
        const RunningSumAt at(y + t - first_row, rows);
        for (int j = 0; j < at.index - 1; ++j) put(sum, j, factor);
        for (int k = 0; k < 3; ++k)
            put(sum, at.index - 1 + k, factor * at.share[static_cast<std::size_t>(k)]);
    };
    const auto light_at = [&](float RowWeights::*sum, double factor, double t) {
        const RunningSumAt at(y + t - first_row, rows);
        for (int k = 0; k < 3; ++k)
            put(sum, at.index - 1 + k, factor * at.slope[static_cast<std::size_t>(k)]);
    };
    up_to(&RowWeights::a, 1.0, inner);
    up_to(&RowWeights::a, -1.0, -inner);
    for (const EdgeNode& node : edge_nodes(e, w, v)) {
        up_to(&RowWeights::c, node.q, node.at);
        if (method_ == DieMethod::wide_edges) {
            up_to(&RowWeights::b, node.step, node.at);
        } else {
            light_at(&RowWeights::b, -node.q, node.at);
        }
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
    const double right = camera_.width_px - 0.5;
    const float* a = scratch.a.data() - group.first_column;
    const float* b = scratch.b.data() - group.first_column;
    const float* c = scratch.c.data() - group.first_column;
    for (std::int32_t col = group.begin; col < group.end; ++col) {
        const double center = group.line.at(col).x;
        const double begin = std::max(-0.5, center - x_.window_px);
        const double end = std::min(right, center + x_.window_px);
        const int first = pixel_of(begin);
        const int last = std::min(camera_.width_px - 1, pixel_of(end));
        const bool cut_left = begin == -0.5;
        const bool cut_right = end == right;
        const double begin_re = cut_left ? edge_re_.front() : border_re;
        const double begin_im = cut_left ? edge_im_.front() : border_im;
        const double end_re = cut_right ? edge_re_.back() : border_re;
        const double end_im = cut_right ? edge_im_.back() : border_im;
        const auto first_part = static_cast<float>(overlap(begin, end, first));
        const auto last_part = static_cast<float>(overlap(begin, end, last));
        float re = static_cast<float>(edge_re_[static_cast<std::size_t>(first) + 1] - begin_re) * a[first] +
                   static_cast<float>(end_re - edge_re_[static_cast<std::size_t>(last)]) * a[last];
        float im = static_cast<float>(edge_im_[static_cast<std::size_t>(first) + 1] - begin_im) * a[first] +
                   static_cast<float>(end_im - edge_im_[static_cast<std::size_t>(last)]) * a[last];
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
    const double inner = std::max(0.5 * e, e - x_.half_width_px - x_.beside_px);
    const int last_column =
        std::min(camera_.width_px - 1, pixel_of(group.line.at(group.end - 1).x + x_.window_px) + 1);
    const auto columns = static_cast<std::size_t>(last_column - group.first_column + 1);
    const auto run = [columns](const std::vector<float>& from, std::vector<double>& to) {
        to.resize(columns + 1);
        to[0] = 0.0;
        for (std::size_t i = 0; i < columns; ++i) to[i + 1] = to[i] + static_cast<double>(from[i]);
    };
    run(scratch.a, scratch.sum_a);
    run(scratch.b, scratch.sum_b);
    run(scratch.c, scratch.sum_c);
    const auto node_sum = [&group, columns](const std::vector<double>& sum, double x, double& light) {
        const RunningSumAt at(x - group.first_column, static_cast<int>(columns));
        const auto i = static_cast<std::size_t>(at.index);
        double value = sum[i == 0 ? 0 : i - 1];
        light = 0.0;
        for (std::size_t k = 0; k < 3; ++k) {
            const std::size_t j = std::min(i + k > 0 ? i + k - 1 : 0, columns - 1);
            value += at.share[k] * (sum[j + 1] - sum[j]);
            light += at.slope[k] * (sum[j + 1] - sum[j]);
        }
        return value;
    };
    for (std::int32_t col = group.begin; col < group.end; ++col) {
        const double x = group.line.at(col).x;
        const double share = x_.room_share(x, camera_.width_px);
        const auto nodes = edge_nodes(e, share * x_.half_width_px, share * x_.beside_px);
        double r = 0.0;
        double q = 0.0;
        double light = 0.0;
        for (const EdgeNode& node : nodes) {
            const double sum = node_sum(scratch.sum_a, x + node.at, light);
            q += node.q * sum;
            r += method_ == DieMethod::wide_edges ? node.step * sum : -node.q * light;
        }
        const auto inside = [&](const std::vector<double>& sum) {
            return node_sum(sum, x + inner, light) - node_sum(sum, x - inner, light);
        };
        const std::size_t at = group.out + static_cast<std::size_t>(col - group.begin);
        out.x_r[at] = static_cast<float>(r);
        out.x_q[at] = static_cast<float>(q);
        out.y_r[at] = static_cast<float>(inside(scratch.sum_b));
        out.y_q[at] = static_cast<float>(inside(scratch.sum_c));
    }
}

}  // namespace waferglow
