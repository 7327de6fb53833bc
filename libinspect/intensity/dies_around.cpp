// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/intensity/internal/dies_around.h"

#include "libinspect/intensity/strips.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace waferglow {
namespace {

using Shares = DiesAround::Shares;
using Table = AxisPlan::Table<Shares>;

constexpr std::int32_t kRowsAway = 2;
constexpr std::int32_t kColsAway = 2;       // as far as a tile's light is known beyond its dies
constexpr double kPitchesAway = 2.0;        // beyond them a cell's pixels are more than a pitch from the die
constexpr double kReachPitches = 3.2;       // the pixels of a cell, its street among them, and that
constexpr std::size_t kPhasesLookedAt = 4;  // along an axis, for what hardly depends on them
constexpr std::size_t kPhaseStep = AxisPlan::kPhases / kPhasesLookedAt;
constexpr float kMattersAround = 1e-6F;  // of a die's light

RasterLight far_light(double pitch_px, double die_px, double blur_px) {
    return {pitch_px, die_px, blur_px, kReachPitches * pitch_px + 4.0};
}

double window_weight(const AxisPlan& axis, double away_px) {
    return std::clamp(axis.window_half_px + 0.5 - std::abs(away_px), 0.0, 1.0);
}

/// Of a die `shift_px` to the right, at every place of the own one between pixel columns.
Table shares_x(const RasterLight& light, const WindowPlan& plan, double shift_px) {
    const AxisPlan& x = plan.x;
    Table table{};
    const double reach = std::max(x.window_half_px + 0.5, x.cell_half_px);
    for (std::size_t k = 0; k < table.size(); ++k) {
        const double phase = static_cast<double>(k) / static_cast<double>(AxisPlan::kPhases);
        for (int i = static_cast<int>(std::ceil(phase - reach)); i <= phase + reach; ++i) {
            const double away = std::abs(i - phase);
            const double here = light.at(i, k, shift_px).own;
            table[k].window += static_cast<float>(window_weight(x, away) * here);
            if (away > x.cell_half_px) continue;
            table[k].along += static_cast<float>(here);
            if (plan.streets_x && away >= x.street_begin_px) table[k].street += static_cast<float>(here);
        }
    }
    return table;
}

/// Of a die `shift_px` below, at every place of the own one between pixel rows.
Table shares_y(const RasterLight& light, const WindowPlan& plan, double shift_px) {
    const AxisPlan& y = plan.y;
    Table table{};
    for (std::size_t k = 0; k < table.size(); ++k) {
        const double phase = static_cast<double>(k) / static_cast<double>(AxisPlan::kPhases);
        const double reach = y.window_half_px + 0.5;
        for (int i = static_cast<int>(std::ceil(phase - reach)); i <= phase + reach; ++i)
            table[k].window += static_cast<float>(window_weight(y, i - phase) * light.at(i, k, shift_px).own);
        const kernel::RowClasses rows(kernel::RowStep(phase, y.window_half_px), y, true);
        for (int i = rows.street.begin; plan.streets_y && i < rows.street.end; ++i)
            table[k].street += static_cast<float>(light.at(i, k, shift_px).own);
        for (int i = rows.core.begin; i < rows.core.end; ++i)
            table[k].along += static_cast<float>(light.at(i, k, shift_px).own);
    }
    return table;
}

/// Of the light of the dies over the background pixels of one cell.
class StreetLight {
  public:
    void add(double light) {
        sum_ += light;
        squares_ += light * light;
        ++count_;
    }
    [[nodiscard]] double mean() const { return count_ > 0 ? sum_ / count_ : 0.0; }
    [[nodiscard]] double variance() const {
        return count_ > 0 ? std::max(0.0, squares_ / count_ - mean() * mean()) : 0.0;
    }

  private:
    double sum_ = 0.0;
    double squares_ = 0.0;
    int count_ = 0;
};

/// Calls `body(column, row)` for the background pixels of a cell whose die lies at these nodes of the tables.
template <class Body>
void for_street(const WindowPlan& plan, std::size_t node_x, std::size_t node_y, Body body) {
    const double x = static_cast<double>(node_x) / static_cast<double>(AxisPlan::kPhases);
    const double y = static_cast<double>(node_y) / static_cast<double>(AxisPlan::kPhases);
    const kernel::RowClasses rows(kernel::RowStep(y, plan.y.window_half_px), plan.y, plan.streets_y);
    for (int i = static_cast<int>(std::ceil(x - plan.x.cell_half_px)); i <= x + plan.x.cell_half_px; ++i) {
        for (int j = rows.street.begin; j < rows.street.end; ++j) body(i, j);
        if (!plan.streets_x || std::abs(i - x) < plan.x.street_begin_px) continue;
        for (int j = rows.core.begin; j < rows.core.end; ++j) body(i, j);
    }
}

Shares most_of(const Table& table) {
    Shares most;
    for (const Shares& s : table)
        most = {std::max(most.window, s.window), std::max(most.street, s.street),
                std::max(most.along, s.along)};
    return most;
}

double mean_of(const Table& table, float Shares::*of) {
    double sum = 0.0;
    for (const Shares& s : table) sum += static_cast<double>(s.*of);
    return sum / static_cast<double>(table.size());
}

double mean_own(const AxisPlan::Pixels& pixels) {
    double sum = 0.0;
    for (const AxisPlan::Light& light : pixels.light) sum += static_cast<double>(light.own);
    return sum / static_cast<double>(pixels.light.size());
}

/// Tables of one axis, one for each displacement that occurs.
template <class Make>
class Tables {
  public:
    explicit Tables(std::vector<Table>& tables, Make make) : tables_(tables), make_(make) {}
    std::size_t of(double shift_px) {
        constexpr auto kSteps = static_cast<double>(AxisPlan::kPhases);  // as finely as light is tabulated
        const long step = std::lround(shift_px * kSteps);
        const auto [at, fresh] = index_.try_emplace(step, tables_.size());
        if (fresh) tables_.push_back(make_(static_cast<double>(step) / kSteps));
        return at->second;
    }

  private:
    std::vector<Table>& tables_;
    Make make_;
    std::map<long, std::size_t> index_;
};

}  // namespace

std::array<std::vector<DisplacedDie>, 4> displaced_dies(const TileLattice& lattice) {
    TileLattice even = lattice;
    even.steps = {.stagger_x_um = lattice.steps.stagger_x_um, .stagger_y_um = lattice.steps.stagger_y_um};
    even.origin = {};
    const double far_x = kPitchesAway * std::abs(lattice.along_col.x);
    const double far_y = kPitchesAway * std::abs(lattice.along_row.y);
    std::array<std::vector<DisplacedDie>, 4> dies;
    for (std::int32_t parity = 0; parity < 4; ++parity) {
        const DieIndex own{parity / 2, parity % 2};
        const PixelPoint from = even.center(own);
        for (std::int32_t row = -kRowsAway; row <= kRowsAway; ++row) {
            for (std::int32_t col = -kColsAway; col <= kColsAway; ++col) {
                if (row == 0 && col == 0) continue;
                const PixelPoint to = even.center({own.row + row, own.col + col});
                const PixelPoint by{to.x - from.x, to.y - from.y};
                if (std::abs(by.x) > far_x || std::abs(by.y) > far_y) continue;
                dies[static_cast<std::size_t>(parity)].push_back({{row, col}, by});
            }
        }
    }
    return dies;
}

AroundPlanner::AroundPlanner(const TileLattice& lattice, double blur_x_px, double blur_y_px)
    : dies_(displaced_dies(lattice)),
      light_x_(
          far_light(std::hypot(lattice.along_col.x, lattice.along_col.y), lattice.die_width_px, blur_x_px)),
      light_y_(far_light(std::hypot(lattice.along_row.x, lattice.along_row.y), lattice.die_height_px,
                         blur_y_px)) {}

double AroundPlanner::free_half_px(const WindowPlan& plan) const {
    const double top = plan.y.street_begin_px - plan.y.pitch_px;
    const double bottom = plan.y.core_half_px;
    double half = 0.5 * plan.x.pitch_px;
    for (const std::vector<DisplacedDie>& dies : dies_) {
        for (const DisplacedDie& die : dies) {
            // In line above and below it are streets of their own.
            if (die.at.col == 0) continue;
            const bool beside =
                die.by_px.y + plan.y.street_begin_px > top && die.by_px.y - plan.y.street_begin_px < bottom;
            if (beside) half = std::min(half, std::abs(die.by_px.x) - plan.x.street_begin_px);
        }
    }
    return half;
}

double AroundPlanner::street_cv2(const WindowPlan& plan) const {
    double variances = 0.0;
    double means = 0.0;
    for (std::size_t kx = kPhaseStep / 2; kx < AxisPlan::kPhases; kx += kPhaseStep) {
        for (std::size_t ky = kPhaseStep / 2; ky < AxisPlan::kPhases; ky += kPhaseStep) {
            for (const std::vector<DisplacedDie>& dies : dies_) {
                StreetLight street;
                for_street(plan, kx, ky, [&](int i, int j) {
                    double light = light_x_.at(i, kx).own * light_y_.at(j, ky).own;
                    for (const DisplacedDie& die : dies)
                        light += light_x_.at(i, kx, die.by_px.x).own * light_y_.at(j, ky, die.by_px.y).own;
                    street.add(light);
                });
                variances += street.variance();
                means += street.mean();
            }
        }
    }
    constexpr double kCells = 4.0 * kPhasesLookedAt * kPhasesLookedAt;
    const double mean = means / kCells;
    return mean > 0.0 ? variances / kCells / (mean * mean) : 0.0;
}

void AroundPlanner::plan(WindowPlan& plan) const {
    DiesAround around;
    Tables x(around.x, [&](double shift_px) { return shares_x(light_x_, plan, shift_px); });
    Tables y(around.y, [&](double shift_px) { return shares_y(light_y_, plan, shift_px); });
    for (std::size_t parity = 0; parity < dies_.size(); ++parity) {
        for (const DisplacedDie& die : dies_[parity]) {
            const DiesAround::Die here{die.at.row, die.at.col, x.of(die.by_px.x), y.of(die.by_px.y)};
            const Shares most_x = most_of(around.x[here.x]);
            const Shares most_y = most_of(around.y[here.y]);
            const float most = std::max(
                {most_x.window * most_y.window, most_x.along * most_y.street, most_x.street * most_y.along});
            if (most < kMattersAround) continue;
            around.of[parity].push_back(here);
            around.most_in_window =
                std::max(around.most_in_window, mean_of(around.x[here.x], &Shares::window) *
                                                    mean_of(around.y[here.y], &Shares::window));
        }
    }
    around.street_cv2 = street_cv2(plan);
    plan.around = std::move(around);
}

double light_in_streets(const WindowPlan& plan) {
    double light =
        mean_own(plan.x.along) * mean_own(plan.y.street) + mean_own(plan.x.street) * mean_own(plan.y.along);
    const DiesAround& around = plan.around;
    for (const std::vector<DiesAround::Die>& dies : around.of) {
        for (const DiesAround::Die& die : dies) {
            const Table& x = around.x[die.x];
            const Table& y = around.y[die.y];
            light += (mean_of(x, &Shares::along) * mean_of(y, &Shares::street) +
                      mean_of(x, &Shares::street) * mean_of(y, &Shares::along)) /
                     static_cast<double>(around.of.size());
        }
    }
    return light;
}

}  // namespace waferglow
