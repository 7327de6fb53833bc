// SPDX-License-Identifier: GPL-3.0-or-later
// The period method: first harmonics of windows of one pitch.
#include "libinspect/registration/internal/die_kernel.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace waferglow {
namespace {

/// Length of [lo, hi] inside pixel `i`, which covers [i - 1/2, i + 1/2].
double overlap(double lo, double hi, double i) {
    return std::max(0.0, std::min(hi, i + 0.5) - std::max(lo, i - 0.5));
}

}  // namespace

void DieKernel::period_weights(double y, Scratch& scratch, int& first_row) const {
    const double k = kTwoPi / y_.pitch_px;
    const double begin = std::max(-0.5, y - 0.5 * y_.pitch_px);
    const double end = std::min(camera_.height_px - 0.5, y + 0.5 * y_.pitch_px);
    first_row = pixel_of(begin);
    const int last_row = std::min(camera_.height_px - 1, pixel_of(end));
    scratch.weights.resize(static_cast<std::size_t>(last_row - first_row) + 1);
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

}  // namespace waferglow
