// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/registration/internal/steps_check.h"

#include "libinspect/base/error.h"
#include "libinspect/base/order_statistics.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <cstdint>
#include <map>
#include <numbers>
#include <vector>

#include <Eigen/Dense>
#include <fmt/format.h>

namespace waferglow {
namespace {

using Moment = std::complex<double>;

constexpr double kMostMisfit = 0.15;      // pitches, from which windows miss a good part of their dies
constexpr double kMostClipped = 3.0;      // times the median light: no single die speaks louder
constexpr double kCoherent = 0.5;         // share of a line's light that lies in step
constexpr int kFewestCells = 16;          // of a line: noise is in step by chance in 1 of 50
constexpr int kFewestLines = 4;           // of each parity
constexpr std::size_t kFewestSteady = 8;  // lines, to tell a step at fields from a drift
constexpr double kMostStreet = 0.04;      // pitches: some fields on, labels would be a die off
constexpr double kPlaceError = 0.03;      // pitches, of a line of dies
constexpr double kSureSigmas = 6.0;       // of a wrong street
constexpr double kAgree = 0.7;            // mean of the lines' unit vectors

/// What the cells of one line sum up to.
struct Line {
    Moment sum;
    double light = 0.0;
    int cells = 0;

    void add(Moment moment) {
        sum += moment;
        light += std::abs(moment);
        ++cells;
    }
    [[nodiscard]] bool tells() const { return cells >= kFewestCells && std::abs(sum) >= kCoherent * light; }
};

double pitches(Moment moment) {
    return std::arg(moment) / (2.0 * std::numbers::pi);
}

/// Lines of one direction along one axis.
class Lines {
  public:
    void add(std::int32_t line, Moment moment) { lines_[line].add(moment); }

    /// How far odd lines lie beyond even ones.
    [[nodiscard]] double odd_against_even() const {
        Line odd;
        Line even;
        for (const auto& [index, line] : lines_) {
            if (!line.tells()) continue;
            (index % 2 != 0 ? odd : even).add(line.sum / std::abs(line.sum));
        }
        for (const Line& lines : {odd, even}) {
            if (lines.cells < kFewestLines || std::abs(lines.sum) < kAgree * lines.light) return 0.0;
        }
        return pitches(odd.sum * std::conj(even.sum));
    }

    [[nodiscard]] double spread() const {
        double square = 0.0;
        int count = 0;
        for (const auto& [index, line] : lines_) {
            if (!line.tells()) continue;
            square += pitches(line.sum) * pitches(line.sum);
            ++count;
        }
        return count >= kFewestLines ? std::sqrt(square / count) : 0.0;
    }

    /// By how much lines shift from field to field, beside what they drift evenly: a least-squares fit of a
    /// place, a drift a line and a step a field. `fields`: lines of one; `first`: place of line 0 in its
    /// field. Lines at the edge of a field don't count: one side of them is darker, which moves them.
    [[nodiscard]] std::optional<StreetStep> step_a_field(std::int32_t fields, std::int32_t first) const {
        constexpr std::int32_t kEdge = 1;
        if (fields <= 2 * kEdge) return std::nullopt;
        std::vector<Eigen::Vector3d> rows;
        std::vector<double> places;
        for (const auto& [index, line] : lines_) {
            const std::int32_t field = floor_division(index + first, fields);
            const std::int32_t in_field = index + first - field * fields;
            if (!line.tells() || in_field < kEdge || in_field >= fields - kEdge) continue;
            rows.emplace_back(1.0, index - lines_.begin()->first, field);
            places.push_back(pitches(line.sum));
        }
        if (rows.size() < kFewestSteady) return std::nullopt;
        Eigen::MatrixX3d system(static_cast<Eigen::Index>(rows.size()), 3);
        for (std::size_t i = 0; i < rows.size(); ++i) system.row(static_cast<Eigen::Index>(i)) = rows[i];
        const Eigen::ColPivHouseholderQR<Eigen::MatrixX3d> solver(system);
        if (solver.rank() < 3) return std::nullopt;  // one field alone
        const Eigen::Map<const Eigen::VectorXd> place(places.data(), system.rows());
        const Eigen::Vector3d fit = solver.solve(place);
        const double free = static_cast<double>(system.rows()) - 3.0;
        // Lines that lie farther off than lines are measured do so for a wrong number of dies in a field.
        const double spread =
            std::min(kPlaceError * kPlaceError, (place - system * fit).squaredNorm() / free);
        return StreetStep{fit[2], spread * (system.transpose() * system).inverse()(2, 2)};
    }

  private:
    std::map<std::int32_t, Line> lines_;
};

/// Moments of one axis, none louder than kMostClipped typical ones.
std::vector<Moment> clipped(std::span<const float> r, std::span<const float> q) {
    std::vector<Moment> moments(r.size());
    std::vector<double> light(r.size());
    for (std::size_t i = 0; i < r.size(); ++i) {
        moments[i] = {static_cast<double>(r[i]), static_cast<double>(q[i])};
        light[i] = std::abs(moments[i]);
    }
    std::vector<double> sorted = light;
    const double most = kMostClipped * upper_median(sorted);
    for (std::size_t i = 0; i < moments.size(); ++i) {
        if (light[i] > most) moments[i] *= most / light[i];
    }
    return moments;
}

/// The stagger that tiles show, within half a pitch.
double shown(double told_um, double off, double pitch_um) {
    return std::remainder(told_um + off * pitch_um, pitch_um);
}

/// What all tiles tell together, each by its weight; a place of lines is known to a hundredth of a pitch at
/// best.
StreetStep joined(std::span<const StepsMisfit> tiles, std::optional<StreetStep> StepsMisfit::*of) {
    constexpr double kLeastVariance = 1e-4;
    double weights = 0.0;
    double sum = 0.0;
    for (const StepsMisfit& tile : tiles) {
        if (!(tile.*of)) continue;
        const double weight = 1.0 / ((tile.*of)->variance + kLeastVariance);
        weights += weight;
        sum += weight * (tile.*of)->wider;
    }
    return weights > 0.0 ? StreetStep{sum / weights, 1.0 / weights} : StreetStep{};
}

double median_of(std::span<const StepsMisfit> tiles, double StepsMisfit::*of) {
    std::vector<double> values;
    for (const StepsMisfit& tile : tiles) values.push_back(tile.*of);
    return upper_median(values);
}

}  // namespace

StepsMisfit steps_misfit(const DieCells& cells, const GridSteps& steps) {
    if (cells.size() == 0) return {};
    const std::vector<Moment> x = clipped(cells.x_r, cells.x_q);
    const std::vector<Moment> y = clipped(cells.y_r, cells.y_q);
    Lines x_of_rows;
    Lines x_of_cols;
    Lines y_of_rows;
    Lines y_of_cols;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        x_of_rows.add(cells.row[i], x[i]);
        x_of_cols.add(cells.col[i], x[i]);
        y_of_rows.add(cells.row[i], y[i]);
        y_of_cols.add(cells.col[i], y[i]);
    }
    return {.odd_rows_right = x_of_rows.odd_against_even(),
            .odd_cols_up = -y_of_cols.odd_against_even(),
            .columns = x_of_cols.spread(),
            .rows = y_of_rows.spread(),
            .street_x = x_of_cols.step_a_field(steps.field_cols, steps.field_col0),
            .street_y = y_of_rows.step_a_field(steps.field_rows, steps.field_row0)};
}

void check_steps(std::span<const StepsMisfit> tiles, const DieGrid& grid) {
    if (tiles.empty()) return;
    const auto refuse = [](const std::string& what) {
        throw Error(ErrorKind::job,
                    fmt::format("registration: {}; dies can't be measured where they don't lie", what));
    };
    if (const double off = median_of(tiles, &StepsMisfit::odd_rows_right); std::abs(off) > kMostMisfit)
        refuse(
            fmt::format("the tiles show odd rows {:.1f} um to the right of even ones, the grid says "
                        "stagger_x_um = {:g}: correct it",
                        shown(grid.steps.stagger_x_um, off, grid.pitch_x_um), grid.steps.stagger_x_um));
    if (const double off = median_of(tiles, &StepsMisfit::odd_cols_up); std::abs(off) > kMostMisfit)
        refuse(
            fmt::format("the tiles show odd columns {:.1f} um above even ones, the grid says "
                        "stagger_y_um = {:g}: correct it",
                        shown(grid.steps.stagger_y_um, off, grid.pitch_y_um), grid.steps.stagger_y_um));
    const auto refuse_lines = [&](const char* lines, const char* axis, double off, double pitch_um,
                                  const char* keys) {
        if (off > kMostMisfit)
            refuse(fmt::format("{} of dies lie {:.1f} um rms off their places along {}: check {}", lines,
                               off * pitch_um, axis, keys));
    };
    refuse_lines("columns", "x", median_of(tiles, &StepsMisfit::columns), grid.pitch_x_um,
                 "pitch_x_um, field_cols and field_gap_x_um");
    refuse_lines("rows", "y", median_of(tiles, &StepsMisfit::rows), grid.pitch_y_um,
                 "pitch_y_um, field_rows and field_gap_y_um");
    const auto refuse_streets = [&](const StreetStep& street, double pitch_um, const char* key,
                                    double told_um) {
        const double wider = street.wider;
        if (std::abs(wider) <= kMostStreet || std::abs(wider) <= kSureSigmas * std::sqrt(street.variance))
            return;
        refuse(
            fmt::format("the tiles show streets between fields that are {:.1f} um {} than {} = {:g} says: "
                        "correct it, or the number of dies in a field",
                        std::abs(wider) * pitch_um, wider > 0.0 ? "wider" : "narrower", key, told_um));
    };
    refuse_streets(joined(tiles, &StepsMisfit::street_x), grid.pitch_x_um, "field_gap_x_um",
                   grid.steps.field_gap_x_um);
    refuse_streets(joined(tiles, &StepsMisfit::street_y), grid.pitch_y_um, "field_gap_y_um",
                   grid.steps.field_gap_y_um);
}

}  // namespace waferglow
