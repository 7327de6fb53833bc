// SPDX-License-Identifier: GPL-3.0-or-later
// The edge methods: both edges of a die against the levels beside them.
#include "libinspect/registration/internal/die_kernel.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace waferglow {
namespace {

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

}  // namespace

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

void DieKernel::measure_edges(const Group& group, DieCells& out, Scratch& scratch) const {
    const double e = 0.5 * x_.die_px;
    const double inner = std::max(0.5 * e, e - x_.half_width_px - x_.beside_px);
    const int last_column =
        std::min(camera_.width_px - 1, pixel_of(group.line.at(group.end - 1).x + x_.window_px) + 1);
    const auto columns = static_cast<std::size_t>(last_column - group.first_column) + 1;
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
