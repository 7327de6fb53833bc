// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/registration/internal/lattice_search.h"

#include "libinspect/base/order_statistics.h"
#include "libinspect/base/parallel.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

namespace waferglow {
namespace {

constexpr double kMostStretch = 0.006;
constexpr double kMostTurn = 0.05;
constexpr double kUsualStretch = 1e-3;
constexpr double kUsualTurn = 10e-3;

/// Values at which the periodogram is taken: first + k * step.
struct Axis {
    double first = 0.0;
    double step = 0.0;
    int count = 1;
    [[nodiscard]] double at(int k) const { return first + k * step; }
};

Axis centred(double middle, double step, int half) {
    return {middle - half * step, step, 2 * half + 1};
}

/// |sum over cells of m exp(-2 pi i (f_col * col + f_row * row))|^2 / sum |m|^2, added to power[j * turns +
/// k]. `stretch_along_cols`: f_col follows the stretch and f_row the turn (field of x); else the other way
/// (of y).
void add_power(const std::vector<float>& re, const std::vector<float>& im, int rows, int cols,
               bool stretch_along_cols, double per_stretch, double per_turn, const Axis& stretches,
               const Axis& turns, std::vector<double>& power) {
    double total = 0.0;
    for (std::size_t i = 0; i < re.size(); ++i) {
        total += static_cast<double>(re[i]) * static_cast<double>(re[i]) +
                 static_cast<double>(im[i]) * static_cast<double>(im[i]);
    }
    if (total <= 0.0) return;
    const auto n_rows = static_cast<std::size_t>(rows);
    const auto n_cols = static_cast<std::size_t>(cols);
    // First the dimension that the stretch runs along, for it has few values; what is left is a line of sums.
    const std::size_t line = stretch_along_cols ? n_rows : n_cols;
    const std::size_t across = stretch_along_cols ? n_cols : n_rows;
    std::vector<float> line_re(line);
    std::vector<float> line_im(line);
    std::vector<float> c(across);
    std::vector<float> s(across);
    for (int j = 0; j < stretches.count; ++j) {
        const double f = per_stretch * stretches.at(j);
        for (std::size_t i = 0; i < across; ++i) {
            const double phase = -kTwoPi * f * (static_cast<double>(i) - 0.5 * static_cast<double>(across));
            c[i] = static_cast<float>(std::cos(phase));
            s[i] = static_cast<float>(std::sin(phase));
        }
        std::fill(line_re.begin(), line_re.end(), 0.0F);
        std::fill(line_im.begin(), line_im.end(), 0.0F);
        for (std::size_t row = 0; row < n_rows; ++row) {
            const float* a = re.data() + row * n_cols;
            const float* b = im.data() + row * n_cols;
            if (stretch_along_cols) {
                double sum_re = 0.0;
                double sum_im = 0.0;
                for (std::size_t col = 0; col < n_cols; ++col) {
                    sum_re += static_cast<double>(a[col] * c[col] - b[col] * s[col]);
                    sum_im += static_cast<double>(a[col] * s[col] + b[col] * c[col]);
                }
                line_re[row] = static_cast<float>(sum_re);
                line_im[row] = static_cast<float>(sum_im);
            } else {
                for (std::size_t col = 0; col < n_cols; ++col) {
                    line_re[col] += a[col] * c[row] - b[col] * s[row];
                    line_im[col] += a[col] * s[row] + b[col] * c[row];
                }
            }
        }
        for (int k = 0; k < turns.count; ++k) {
            const double g = -kTwoPi * per_turn * turns.at(k);
            double sum_re = 0.0;
            double sum_im = 0.0;
            double turn_c = 1.0;
            double turn_s = 0.0;
            const double step_c = std::cos(g);
            const double step_s = std::sin(g);
            for (std::size_t i = 0; i < line; ++i) {
                sum_re += static_cast<double>(line_re[i]) * turn_c - static_cast<double>(line_im[i]) * turn_s;
                sum_im += static_cast<double>(line_re[i]) * turn_s + static_cast<double>(line_im[i]) * turn_c;
                const double next = turn_c * step_c - turn_s * step_s;
                turn_s = turn_s * step_c + turn_c * step_s;
                turn_c = next;
            }
            power[static_cast<std::size_t>(j) * static_cast<std::size_t>(turns.count) +
                  static_cast<std::size_t>(k)] += (sum_re * sum_re + sum_im * sum_im) / total;
        }
    }
}

/// The best of the grid of values, the periodograms of all fields added up in their order.
LatticeTilt best_of(std::span<const MomentField> fields, const Axis& stretches, const Axis& turns) {
    const std::size_t values =
        static_cast<std::size_t>(stretches.count) * static_cast<std::size_t>(turns.count);
    std::vector<std::vector<double>> power(fields.size(), std::vector<double>(values, 0.0));
    parallel_blocks(fields.size(), 1, [&](std::size_t begin, std::size_t end) {
        for (std::size_t t = begin; t < end; ++t) {
            const MomentField& f = fields[t];
            // A cell to the right lies stretch * pitch_x further right and turn * pitch_x higher; one row
            // down lies stretch * pitch_y further down and turn * pitch_y further right. Phases are in
            // periods of the axis.
            add_power(f.x_re, f.x_im, f.rows, f.cols, true, 1.0, f.pitch_y_px / f.pitch_x_px, stretches,
                      turns, power[t]);
            add_power(f.y_re, f.y_im, f.rows, f.cols, false, 1.0, -f.pitch_x_px / f.pitch_y_px, stretches,
                      turns, power[t]);
        }
    });
    LatticeTilt best;
    for (std::size_t i = 0; i < values; ++i) {
        double sum = 0.0;
        for (const std::vector<double>& p : power) sum += p[i];
        // Large errors are rarer than small ones; this decides where few cells leave the peak flat.
        const double stretch = stretches.at(static_cast<int>(i) / turns.count);
        const double turn = turns.at(static_cast<int>(i) % turns.count);
        sum -= 0.5 * (std::pow(stretch / kUsualStretch, 2) + std::pow(turn / kUsualTurn, 2));
        if (i == 0 || sum > best.peak) best = {stretch, turn, sum};
    }
    return best;
}

}  // namespace

MomentField moment_field(const DieCells& cells, double pitch_x_px, double pitch_y_px) {
    MomentField field;
    field.pitch_x_px = pitch_x_px;
    field.pitch_y_px = pitch_y_px;
    if (cells.size() == 0) return field;
    field.rows = cells.row.back() - cells.row.front() + 1;
    field.cols = static_cast<int>(cells.size()) / field.rows;
    const std::size_t n = cells.size();
    std::vector<float> strength(n);
    for (std::size_t i = 0; i < n; ++i) {
        strength[i] = std::hypot(cells.x_r[i], cells.x_q[i]) + std::hypot(cells.y_r[i], cells.y_q[i]);
    }
    std::vector<float> sorted = strength;
    const float most = 3.0F * value_of_rank(sorted, 6 * (n - 1) / 10);
    field.x_re.resize(n);
    field.x_im.resize(n);
    field.y_re.resize(n);
    field.y_im.resize(n);
    for (std::size_t i = 0; i < n; ++i) {
        const float clip = strength[i] > most ? most / strength[i] : 1.0F;
        field.x_re[i] = clip * cells.x_r[i];
        field.x_im[i] = clip * cells.x_q[i];
        field.y_re[i] = clip * cells.y_r[i];
        field.y_im[i] = clip * cells.y_q[i];
    }
    return field;
}

LatticeTilt search_tilt(std::span<const MomentField> fields) {
    // The peak is one period over the tile wide; sampled at 0.4 of that it can't fall between.
    constexpr double kOversample = 0.4;
    double periods_per_stretch = 1.0;
    double periods_per_turn = 1.0;
    for (const MomentField& f : fields) {
        if (f.rows == 0) continue;
        periods_per_stretch = std::max({periods_per_stretch, double(f.cols), double(f.rows)});
        periods_per_turn = std::max(
            {periods_per_turn, f.rows * f.pitch_y_px / f.pitch_x_px, f.cols * f.pitch_x_px / f.pitch_y_px});
    }
    double step_s = kOversample / periods_per_stretch;
    double step_t = kOversample / periods_per_turn;
    const auto half = [](double reach, double step) { return static_cast<int>(std::ceil(reach / step)); };
    Axis stretches = centred(0.0, step_s, half(kMostStretch, step_s));
    Axis turns = centred(0.0, step_t, half(kMostTurn, step_t));
    LatticeTilt best = best_of(fields, stretches, turns);
    for (int round = 0; round < 3; ++round) {
        step_s /= 3.0;
        step_t /= 3.0;
        best = best_of(fields, centred(best.stretch, step_s, 3), centred(best.turn, step_t, 3));
    }
    return best;
}

}  // namespace waferglow
