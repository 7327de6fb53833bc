// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/module_quality/internal/find_seams.h"

#include "libinspect/module_quality/internal/pixel_rect.h"

#include <algorithm>
#include <cmath>

#include <Eigen/Dense>

namespace waferglow::module {
namespace {

constexpr std::int32_t kSeamReach = 20;  // rows that tell of either side
constexpr std::int32_t kFewestRows = 4;
constexpr double kSeamSigmas = 4.0;
constexpr double kLeastStep = 0.002;   // below that the bend of the light makes steps of its own
constexpr double kPiecesDiffer = 9.0;  // chi squared of a degree of freedom

struct StepEstimate {
    std::int32_t begin = 0;
    std::int32_t end = 0;
    double step = 0.0;  // of log light
    double sigma = 0.0;
    bool known = false;
};

/// A straight line through the means of rows, and its height at the border.
struct BorderHeight {
    double height = 0.0;
    double variance = 0.0;  // for means of variance 1
    double chi2 = 0.0;      // of the means about the line
    int freedom = 0;
    bool known = false;
};

struct RowMean {
    double x = 0.0;  // rows from the border
    double mean = 0.0;
};

BorderHeight line_at_border(const std::vector<RowMean>& rows) {
    BorderHeight found;
    if (rows.size() < kFewestRows) return found;
    double x = 0.0;
    double y = 0.0;
    for (const RowMean& row : rows) {
        x += row.x;
        y += row.mean;
    }
    const auto n = static_cast<double>(rows.size());
    x /= n;
    y /= n;
    double xx = 0.0;
    double xy = 0.0;
    for (const RowMean& row : rows) {
        xx += (row.x - x) * (row.x - x);
        xy += (row.x - x) * (row.mean - y);
    }
    found.height = y - xy / xx * x;
    found.variance = 1.0 / n + x * x / xx;
    for (const RowMean& row : rows) {
        const double off = row.mean - y - xy / xx * (row.x - x);
        found.chi2 += off * off;
    }
    found.freedom = static_cast<int>(rows.size()) - 2;
    found.known = true;
    return found;
}

/// Asks one border of one colour.
class BorderAsker {
  public:
    BorderAsker(const SeamLayer& layer, const DieGrid& grid, Axis axis, std::int32_t index,
                std::int32_t before, std::int32_t behind)
        : layer_(layer), grid_(grid), axis_(axis), index_(index), before_(before), behind_(behind) {}

    [[nodiscard]] StepEstimate step(std::int32_t begin, std::int32_t end) const {
        StepEstimate estimate{.begin = begin, .end = end};
        const BorderHeight lower = side(begin, end, -1, std::min(before_, kSeamReach));
        const BorderHeight upper = side(begin, end, 1, std::min(behind_, kSeamReach));
        if (!lower.known || !upper.known) return estimate;
        const double theory = layer_.spread / std::sqrt(end - begin);
        const double seen = std::sqrt((lower.chi2 + upper.chi2) / (lower.freedom + upper.freedom));
        estimate.step = upper.height - lower.height;
        estimate.sigma = std::max(theory, seen) * std::sqrt(lower.variance + upper.variance);
        estimate.known = estimate.sigma > 0.0;
        return estimate;
    }

  private:
    [[nodiscard]] std::size_t cell(std::int32_t across, std::int32_t along) const {
        return grid_.cell(axis_ == Axis::row ? DieIndex{across, along} : DieIndex{along, across});
    }

    [[nodiscard]] BorderHeight side(std::int32_t begin, std::int32_t end, int way, std::int32_t reach) const {
        std::vector<RowMean> rows;
        for (std::int32_t k = 0; k < reach; ++k) {
            const std::int32_t across = way > 0 ? index_ + k : index_ - 1 - k;
            double sum = 0.0;
            std::int32_t count = 0;
            for (std::int32_t along = begin; along < end; ++along) {
                const std::size_t i = cell(across, along);
                if (layer_.healthy[i] == 0) continue;
                sum += static_cast<double>(layer_.log_light[i]);
                ++count;
            }
            if (2 * count > end - begin) rows.push_back({way * (k + 0.5), sum / count});
        }
        return line_at_border(rows);
    }

    const SeamLayer& layer_;
    const DieGrid& grid_;
    Axis axis_;
    std::int32_t index_;
    std::int32_t before_;
    std::int32_t behind_;
};

std::vector<std::int32_t> pieces_along(const std::vector<std::int32_t>& crossing, std::int32_t length) {
    std::vector<std::int32_t> ends = crossing;
    if (ends.size() == 1 && length >= 2) ends.push_back(length / 2);
    ends.push_back(length);
    return ends;
}

StepEstimate mean_of_steps(const std::vector<StepEstimate>& steps) {
    StepEstimate mean{};
    double weight = 0.0;
    for (const StepEstimate& step : steps) {
        if (!step.known) continue;
        const double w = 1.0 / (step.sigma * step.sigma);
        mean.step += w * step.step;
        weight += w;
        mean.begin = mean.known ? std::min(mean.begin, step.begin) : step.begin;
        mean.end = std::max(mean.end, step.end);
        mean.known = true;
    }
    if (!mean.known) return mean;
    mean.step /= weight;
    mean.sigma = 1.0 / std::sqrt(weight);
    return mean;
}

bool pieces_agree(const std::vector<StepEstimate>& steps, const StepEstimate& mean) {
    double chi2 = 0.0;
    int known = 0;
    for (const StepEstimate& step : steps) {
        if (!step.known) continue;
        chi2 += (step.step - mean.step) * (step.step - mean.step) / (step.sigma * step.sigma);
        ++known;
    }
    return chi2 <= kPiecesDiffer * std::max(1, known - 1);
}

void take_step(const StepEstimate& step, Axis axis, std::int32_t index, std::vector<Seam>& seams) {
    if (!step.known || std::abs(step.step) < std::max(kLeastStep, kSeamSigmas * step.sigma)) return;
    seams.push_back({.axis = axis,
                     .index = index,
                     .begin = step.begin,
                     .end = step.end,
                     .step = std::expm1(step.step),
                     .snr = std::abs(step.step) / step.sigma});
}

void ask_border(const std::vector<SeamLayer>& colours, const Module& module, Axis axis, std::size_t border,
                std::vector<Seam>& seams) {
    const std::vector<std::int32_t>& begins = axis == Axis::row ? module.panel_rows : module.panel_cols;
    const std::vector<std::int32_t>& crossing = axis == Axis::row ? module.panel_cols : module.panel_rows;
    const std::int32_t across = axis == Axis::row ? module.grid.rows : module.grid.cols;
    const std::int32_t along = axis == Axis::row ? module.grid.cols : module.grid.rows;
    const std::int32_t index = begins[border];
    const std::int32_t before = index - begins[border - 1];
    const std::int32_t behind = (border + 1 < begins.size() ? begins[border + 1] : across) - index;
    const std::vector<std::int32_t> ends = pieces_along(crossing, along);
    std::vector<StepEstimate> pieces;
    for (std::size_t i = 0; i + 1 < ends.size(); ++i) {
        std::vector<StepEstimate> of_colours;
        for (const SeamLayer& colour : colours)
            of_colours.push_back(
                BorderAsker(colour, module.grid, axis, index, before, behind).step(ends[i], ends[i + 1]));
        pieces.push_back(mean_of_steps(of_colours));
    }
    const StepEstimate whole = mean_of_steps(pieces);
    if (pieces_agree(pieces, whole)) {
        take_step(whole, axis, index, seams);
    } else {
        for (const StepEstimate& piece : pieces) take_step(piece, axis, index, seams);
    }
}

std::size_t panel_of(const std::vector<std::int32_t>& begins, std::int32_t place) {
    return static_cast<std::size_t>(std::ranges::upper_bound(begins, place) - begins.begin()) - 1;
}

}  // namespace

std::vector<Seam> find_seams(const std::vector<SeamLayer>& colours, const Module& module) {
    std::vector<Seam> seams;
    for (std::size_t i = 1; i < module.panel_rows.size(); ++i)
        ask_border(colours, module, Axis::row, i, seams);
    for (std::size_t i = 1; i < module.panel_cols.size(); ++i)
        ask_border(colours, module, Axis::col, i, seams);
    return seams;
}

std::vector<double> panel_levels(const std::vector<Seam>& seams, const Module& module) {
    const std::size_t rows = module.panel_rows.size();
    const std::size_t cols = module.panel_cols.size();
    const auto panels = static_cast<Eigen::Index>(rows * cols);
    Eigen::MatrixXd normal = Eigen::MatrixXd::Identity(panels, panels) * 1e-6;
    Eigen::VectorXd right = Eigen::VectorXd::Zero(panels);
    const auto step_between = [&](Axis axis, std::int32_t index, std::int32_t along) {
        for (const Seam& seam : seams) {
            if (seam.axis == axis && seam.index == index && seam.begin <= along && along < seam.end)
                return std::log1p(seam.step);
        }
        return 0.0;
    };
    const auto pair_up = [&](std::size_t a, std::size_t b, double step) {
        const auto i = static_cast<Eigen::Index>(a);
        const auto k = static_cast<Eigen::Index>(b);
        normal(i, i) += 1.0;
        normal(k, k) += 1.0;
        normal(i, k) -= 1.0;
        normal(k, i) -= 1.0;
        right(i) -= step;
        right(k) += step;
    };
    for (const PixelRect& panel : panels_of(module)) {
        const std::size_t r = panel_of(module.panel_rows, panel.top);
        const std::size_t c = panel_of(module.panel_cols, panel.left);
        if (r > 0)
            pair_up((r - 1) * cols + c, r * cols + c,
                    step_between(Axis::row, panel.top, (panel.left + panel.right) / 2));
        if (c > 0)
            pair_up(r * cols + c - 1, r * cols + c,
                    step_between(Axis::col, panel.left, (panel.top + panel.bottom) / 2));
    }
    const Eigen::VectorXd levels = normal.ldlt().solve(right);
    return {levels.begin(), levels.end()};
}

}  // namespace waferglow::module
