// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/formats/internal/el_place_fit.h"

#include "libinspect/base/error.h"
#include "libinspect/base/order_statistics.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <set>
#include <utility>
#include <vector>

#include <Eigen/Dense>
#include <fmt/format.h>

namespace waferglow {
namespace {

constexpr std::size_t kFewestRecords = 20;  // fewer say nothing of scale and turn
constexpr std::size_t kFirstRecords = 40;   // nearest to the middle, where no scale has carried them far
constexpr double kGrowth = 1.4;             // of the radius from fit to fit
constexpr double kMostResidual = 0.25;      // rms in cells; uniform over the cell: 0.29
constexpr double kMostMisplaced = 0.002;    // share of the records
constexpr std::size_t kMostOnADie = 4;      // records, on the average: retests come again so often at most

/// place = a (1, x, y) of the die's centre, one column of `a` an axis.
using Affine = Eigen::Matrix<double, 3, 2>;

class PlaceFit {
  public:
    PlaceFit(const DieGrid& grid, std::span<const WaferPoint> places) : grid_(grid) {
        std::vector<double> x;
        std::vector<double> y;
        for (const WaferPoint& place : places) {
            x.push_back(place.x);
            y.push_back(place.y);
        }
        middle_ = {upper_median(x), upper_median(y)};
        points_.assign(places.begin(), places.end());
        std::ranges::sort(points_, {}, [this](const WaferPoint& place) { return radius(place); });
        fit_ << common_offset().x, common_offset().y, 1.0, 0.0, 0.0, 1.0;
    }

    /// Fits from the middle outwards.
    void run() {
        std::size_t used = std::min(kFirstRecords, points_.size());
        for (;;) {
            const auto inner = std::span(points_).first(used);
            for (int round = 0; round < 2; ++round) solve(inner);
            if (used == points_.size()) return;
            const double reach = kGrowth * std::max(radius(inner.back()), grid_.pitch_x_um);
            const auto next = std::ranges::upper_bound(
                points_, reach, {}, [this](const WaferPoint& place) { return radius(place); });
            used = std::clamp(static_cast<std::size_t>(next - points_.begin()), used + 1, points_.size());
        }
    }

    /// Root mean square of what is left, in cells.
    [[nodiscard]] double residual() const {
        double sum = 0.0;
        for (const WaferPoint& place : points_) {
            const WaferPoint left = misfit(place);
            sum += std::pow(left.x / grid_.pitch_x_um, 2) + std::pow(left.y / grid_.pitch_y_um, 2);
        }
        return std::sqrt(sum / (2.0 * static_cast<double>(points_.size())));
    }

    /// Share of the places whose nearest die is not the one that the fit says, give or take a step that all
    /// have in common.
    [[nodiscard]] double misplaced() const {
        std::map<std::pair<std::int32_t, std::int32_t>, std::size_t> steps;
        for (const WaferPoint& place : points_) {
            const DieIndex near = grid_.nearest(place);
            const DieIndex meant = grid_.nearest(straightened(place));
            ++steps[{near.row - meant.row, near.col - meant.col}];
        }
        std::size_t most = 0;
        for (const auto& [step, count] : steps) most = std::max(most, count);
        return 1.0 - static_cast<double>(most) / static_cast<double>(points_.size());
    }

    [[nodiscard]] double scale_x() const { return std::hypot(fit_(1, 0), fit_(1, 1)); }
    [[nodiscard]] double scale_y() const { return std::hypot(fit_(2, 0), fit_(2, 1)); }
    [[nodiscard]] double turn_mrad() const { return 1e3 * std::atan2(fit_(1, 1), fit_(1, 0)); }

  private:
    [[nodiscard]] double radius(const WaferPoint& place) const {
        return std::hypot(place.x - middle_.x, place.y - middle_.y);
    }

    /// By which places near the middle miss the centres of their cells, a part of a pitch either way.
    [[nodiscard]] WaferPoint common_offset() const {
        const auto inner = std::span(points_).first(std::min(kFirstRecords, points_.size()));
        const auto along = [&](double WaferPoint::*axis, double pitch) {
            double cosine = 0.0;
            double sine = 0.0;
            for (const WaferPoint& place : inner) {
                const double off = place.*axis - grid_.center(grid_.nearest(place)).*axis;
                cosine += std::cos(2.0 * std::numbers::pi * off / pitch);
                sine += std::sin(2.0 * std::numbers::pi * off / pitch);
            }
            return pitch * std::atan2(sine, cosine) / (2.0 * std::numbers::pi);
        };
        return {along(&WaferPoint::x, grid_.pitch_x_um), along(&WaferPoint::y, grid_.pitch_y_um)};
    }

    /// The place with the fit taken off.
    [[nodiscard]] WaferPoint straightened(const WaferPoint& place) const {
        const Eigen::Vector2d off(place.x - fit_(0, 0), place.y - fit_(0, 1));
        const Eigen::Matrix2d linear = fit_.bottomRows<2>().transpose();
        const Eigen::Vector2d at = linear.inverse() * off;
        return {at.x(), at.y()};
    }

    [[nodiscard]] WaferPoint misfit(const WaferPoint& place) const {
        const WaferPoint at = straightened(place);
        const WaferPoint center = grid_.center(grid_.nearest(at));
        return {at.x - center.x, at.y - center.y};
    }

    void solve(std::span<const WaferPoint> places) {
        Eigen::Matrix3d squares = Eigen::Matrix3d::Zero();
        Affine products = Affine::Zero();
        for (const WaferPoint& place : places) {
            const WaferPoint center = grid_.center(grid_.nearest(straightened(place)));
            const Eigen::Vector3d row(1.0, center.x, center.y);
            squares += row * row.transpose();
            products += row * Eigen::RowVector2d(place.x, place.y);
        }
        const Eigen::FullPivLU<Eigen::Matrix3d> solver(squares);
        if (!solver.isInvertible()) return;  // one row or one column of dies
        const Affine fit = solver.solve(products);
        if (std::abs(fit.bottomRows<2>().determinant()) > 0.25) fit_ = fit;
    }

    const DieGrid& grid_;
    WaferPoint middle_;
    std::vector<WaferPoint> points_;  // from the middle outwards
    Affine fit_;
};

std::size_t distinct_dies(const DieGrid& grid, std::span<const WaferPoint> places) {
    std::set<std::pair<std::int32_t, std::int32_t>> dies;
    for (const WaferPoint& place : places) {
        const DieIndex die = grid.nearest(place);
        dies.emplace(die.row, die.col);
    }
    return dies.size();
}

}  // namespace

void check_el_places(const std::filesystem::path& path, const DieGrid& grid,
                     std::span<const WaferPoint> places) {
    if (places.size() < kFewestRecords) return;
    const std::size_t dies = distinct_dies(grid, places);
    if (dies * kMostOnADie < places.size())
        throw Error(ErrorKind::input,
                    fmt::format("{}: {} records lie on {} dies by their places; check the unit of x and y, "
                                "which must be um, or that which the mapping names",
                                path.string(), places.size(), dies));
    PlaceFit fit(grid, places);
    fit.run();
    if (fit.residual() > kMostResidual)
        throw Error(ErrorKind::input,
                    fmt::format("{}: the places of the records do not lie on a grid of {} x {} um; check "
                                "their unit, whether x and y are exchanged, and whether they are of this "
                                "wafer, or give rows and columns",
                                path.string(), grid.pitch_x_um, grid.pitch_y_um));
    if (fit.misplaced() > kMostMisplaced)
        throw Error(ErrorKind::input,
                    fmt::format("{}: {:.1f} % of the records would fall on another die: their places are "
                                "{:.4f} times as far apart as the dies in x and {:.4f} times in y, and "
                                "turned by {:.1f} mrad; correct the places, or give rows and columns",
                                path.string(), 100.0 * fit.misplaced(), fit.scale_x(), fit.scale_y(),
                                fit.turn_mrad()));
}

}  // namespace waferglow
