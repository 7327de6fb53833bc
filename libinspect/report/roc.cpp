// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/report/roc.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace waferglow {

Roc roc_curve(std::span<const float> score, std::span<const std::uint8_t> bad) {
    std::vector<std::size_t> order;
    double goods = 0.0;
    double bads = 0.0;
    for (std::size_t i = 0; i < score.size(); ++i) {
        if (std::isnan(score[i])) continue;
        order.push_back(i);
        ++(bad[i] != 0 ? bads : goods);
    }
    std::ranges::sort(order, [score](std::size_t a, std::size_t b) { return score[a] < score[b]; });
    Roc roc{.points = {{0.0, 0.0}}, .area = std::numeric_limits<double>::quiet_NaN()};
    if (goods == 0.0 || bads == 0.0) return roc;
    double good = 0.0;
    double caught = 0.0;
    roc.area = 0.0;
    for (std::size_t begin = 0; begin < order.size();) {
        const RocPoint before = roc.points.back();
        std::size_t end = begin;
        // Dies of one score are rejected together: no threshold lies between them.
        for (; end < order.size() && score[order[end]] == score[order[begin]]; ++end) {
            ++(bad[order[end]] != 0 ? caught : good);
        }
        roc.points.push_back({good / goods, caught / bads});
        roc.area +=
            (roc.points.back().overkill - before.overkill) * 0.5 * (roc.points.back().caught + before.caught);
        begin = end;
    }
    return roc;
}

std::vector<RocPoint> thin_roc(const std::vector<RocPoint>& points, std::size_t most) {
    if (points.size() <= most || most < 2) return points;
    // Along the curve on paper: overkill in decades, the share caught straight.
    const auto place = [](const RocPoint& p) {
        return std::log10(std::max(p.overkill, 1e-6)) / 3.0 + p.caught;
    };
    const double step = (place(points.back()) - place(points.front())) / static_cast<double>(most - 1);
    std::vector<RocPoint> thin{points.front()};
    for (std::size_t i = 1; i + 1 < points.size() && thin.size() + 1 < most; ++i) {
        if (place(points[i]) - place(thin.back()) >= step) thin.push_back(points[i]);
    }
    thin.push_back(points.back());
    return thin;
}

}  // namespace waferglow
