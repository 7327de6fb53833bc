// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/correlation/internal/roc.h"

#include <algorithm>
#include <cmath>

#include <oneapi/tbb/parallel_sort.h>

namespace waferglow {
namespace {

struct Scored {
    float score;
    bool bad;
};

}  // namespace

RocCurve roc_curve(std::span<const float> score, std::span<const std::uint8_t> bad, int most_points) {
    std::vector<Scored> dies;
    RocCurve curve;
    for (std::size_t i = 0; i < std::min(score.size(), bad.size()); ++i) {
        if (bad[i] > 1 || !std::isfinite(score[i])) continue;
        dies.push_back({score[i], bad[i] == 1});
        ++(bad[i] == 1 ? curve.bad : curve.good);
    }
    if (curve.bad == 0 || curve.good == 0) return curve;
    tbb::parallel_sort(dies.begin(), dies.end(),
                       [](const Scored& a, const Scored& b) { return a.score > b.score; });
    const auto all_bad = static_cast<double>(curve.bad);
    const auto all_good = static_cast<double>(curve.good);
    const double step = 1.0 / std::max(most_points, 1);
    double bads = 0.0;
    double goods = 0.0;
    double pairs = 0.0;  // of a good and a bad die, the bad one scored higher; ties count a half
    RocPoint last{dies.front().score, 0.0, 0.0, 1.0};
    curve.average_precision = 0.0;
    for (std::size_t begin = 0; begin < dies.size();) {
        std::size_t end = begin;
        double tied_bad = 0.0;
        for (; end < dies.size() && dies[end].score == dies[begin].score; ++end) tied_bad += dies[end].bad;
        const double tied_good = static_cast<double>(end - begin) - tied_bad;
        pairs += tied_good * (bads + 0.5 * tied_bad);
        bads += tied_bad;
        goods += tied_good;
        const RocPoint point{dies[begin].score, bads / all_bad, goods / all_good, bads / (bads + goods)};
        curve.average_precision += tied_bad / all_bad * point.precision;
        if (point.recall >= last.recall + step || point.overkill >= last.overkill + step ||
            end == dies.size()) {
            curve.points.push_back(point);
            last = point;
        }
        begin = end;
    }
    curve.area = pairs / (all_bad * all_good);
    return curve;
}

}  // namespace waferglow
