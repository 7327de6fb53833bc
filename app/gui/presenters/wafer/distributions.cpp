// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/presenters/wafer/distributions.h"

#include "app/gui/presenters/wafer/row_blocks.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace waferglow::gui {
namespace {

constexpr double kNoValue = std::numeric_limits<double>::quiet_NaN();

struct PointSums {
    explicit PointSums(std::size_t size) : count(size), sum(size), squares(size) {}
    std::vector<std::int64_t> count;
    std::vector<double> sum;
    std::vector<double> squares;

    void add(std::size_t at, double value) {
        ++count[at];
        sum[at] += value;
        squares[at] += value * value;
    }
    void join(const PointSums& other) {
        for (std::size_t i = 0; i < count.size(); ++i) {
            count[i] += other.count[i];
            sum[i] += other.sum[i];
            squares[i] += other.squares[i];
        }
    }
};

template <class T>
void add_all(std::vector<T>& to, const std::vector<T>& from) {
    for (std::size_t i = 0; i < to.size(); ++i) to[i] += from[i];
}

/// PointSums by `place(x_um, y_um)`, which answers with the interval's number or a negative one.
template <class Place>
Profile profile(const LayerData& layer, const DieGrid& grid, const DieMask* mask, int intervals,
                const Place& place) {
    const std::vector<float>& values = layer.layer.values;
    const PointSums sums = reduce_rows(
        grid.rows, PointSums(static_cast<std::size_t>(intervals)),
        [&](std::int32_t row, PointSums& part) {
            for (std::int32_t col = 0; col < grid.cols; ++col) {
                const std::size_t cell = grid.cell({row, col});
                if (!std::isfinite(values[cell]) || (mask != nullptr && mask->selected[cell] == 0)) continue;
                const WaferPoint p = grid.center({row, col});
                const int at = place(p.x, p.y);
                if (at >= 0 && at < intervals)
                    part.add(static_cast<std::size_t>(at), static_cast<double>(values[cell]));
            }
        },
        [](PointSums& total, const PointSums& part) { total.join(part); });
    Profile result;
    result.count = sums.count;
    for (std::size_t i = 0; i < sums.count.size(); ++i) {
        const auto n = static_cast<double>(sums.count[i]);
        const double mean = n > 0.0 ? sums.sum[i] / n : kNoValue;
        result.at.push_back(static_cast<double>(i) + 0.5);
        result.mean.push_back(mean);
        result.sigma.push_back(n > 0.0 ? std::sqrt(std::max(0.0, sums.squares[i] / n - mean * mean))
                                       : kNoValue);
    }
    return result;
}

void scale(std::vector<double>& values, double factor) {
    for (double& value : values) value *= factor;
}

}  // namespace

Histogram histogram(const LayerData& layer, const DieGrid& grid, const DieMask* mask, double low, double high,
                    int bins) {
    Histogram empty{.low = low,
                    .high = high,
                    .all = std::vector<std::int64_t>(static_cast<std::size_t>(bins)),
                    .selected = {}};
    if (mask != nullptr) empty.selected = empty.all;
    const std::vector<float>& values = layer.layer.values;
    const double per_value = high > low ? bins / (high - low) : 0.0;
    return reduce_rows(
        grid.rows, empty,
        [&](std::int32_t row, Histogram& part) {
            const std::size_t begin = grid.cell({row, 0});
            for (std::size_t cell = begin; cell < begin + static_cast<std::size_t>(grid.cols); ++cell) {
                const auto value = static_cast<double>(values[cell]);
                if (!std::isfinite(value)) continue;
                part.below += value < low ? 1 : 0;
                part.above += value > high ? 1 : 0;
                if (value < low || value > high) continue;
                const auto bin = static_cast<std::size_t>(std::min((value - low) * per_value, bins - 1.0));
                ++part.all[bin];
                if (mask != nullptr) part.selected[bin] += mask->selected[cell];
            }
        },
        [](Histogram& total, const Histogram& part) {
            add_all(total.all, part.all);
            add_all(total.selected, part.selected);
            total.below += part.below;
            total.above += part.above;
        });
}

Profile radial_profile(const LayerData& layer, const DieGrid& grid, const DieMask* mask, double radius_um,
                       int rings) {
    const double per_um = rings / radius_um;
    Profile result = profile(layer, grid, mask, rings,
                             [=](double x, double y) { return static_cast<int>(std::hypot(x, y) * per_um); });
    scale(result.at, 1.0 / per_um);
    return result;
}

Profile angular_profile(const LayerData& layer, const DieGrid& grid, const DieMask* mask, int sectors) {
    const double per_turn = sectors / (2.0 * std::numbers::pi);
    Profile result = profile(layer, grid, mask, sectors, [=](double x, double y) {
        const double angle = std::atan2(y, x);
        const double turn = angle < 0.0 ? angle + 2.0 * std::numbers::pi : angle;
        return std::min(static_cast<int>(turn * per_turn), sectors - 1);
    });
    scale(result.at, 360.0 / sectors);
    return result;
}

Density density(const LayerData& x, const LayerData& y, const DieGrid& grid, const DieMask* mask, int bins) {
    constexpr double kShare = 0.001;
    constexpr double kMargin = 0.15;
    Density empty;
    const auto limits = [](const LayerData& data, double& low, double& high) {
        low = data.statistics.quantile(kShare);
        high = data.statistics.quantile(1.0 - kShare);
        const double margin = high > low ? kMargin * (high - low) : 1.0;
        low -= margin;
        high += margin;
    };
    limits(x, empty.low_x, empty.high_x);
    limits(y, empty.low_y, empty.high_y);
    empty.bins_x = bins;
    empty.bins_y = bins;
    empty.count.resize(static_cast<std::size_t>(bins) * static_cast<std::size_t>(bins));
    const double per_x = bins / (empty.high_x - empty.low_x);
    const double per_y = bins / (empty.high_y - empty.low_y);
    return reduce_rows(
        grid.rows, empty,
        [&](std::int32_t row, Density& part) {
            const std::size_t begin = grid.cell({row, 0});
            for (std::size_t cell = begin; cell < begin + static_cast<std::size_t>(grid.cols); ++cell) {
                if (mask != nullptr && mask->selected[cell] == 0) continue;
                const double at_x = (static_cast<double>(x.layer.values[cell]) - part.low_x) * per_x;
                const double at_y = (static_cast<double>(y.layer.values[cell]) - part.low_y) * per_y;
                // NaN fails every comparison.
                if (!(at_x >= 0.0 && at_x < bins && at_y >= 0.0 && at_y < bins)) continue;
                ++part.count[static_cast<std::size_t>(at_y) * static_cast<std::size_t>(bins) +
                             static_cast<std::size_t>(at_x)];
                ++part.dies;
            }
        },
        [](Density& total, const Density& part) {
            add_all(total.count, part.count);
            total.dies += part.dies;
        });
}

}  // namespace waferglow::gui
