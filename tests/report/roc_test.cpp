// SPDX-License-Identifier: GPL-3.0-or-later
// ROC curves with known areas.
#include "libinspect/report/roc.h"

#include <cmath>
#include <limits>

using namespace waferglow;

TEST_CASE("the area is the chance that a bad die scores lower, ties half", "[roc]") {
    // The example of scikit-learn's roc_auc_score, its scores turned about: 0.75.
    CHECK(roc_curve(std::vector<float>{-0.1F, -0.4F, -0.35F, -0.8F}, std::vector<std::uint8_t>{0, 0, 1, 1})
              .area == Approx(0.75));
    CHECK(roc_curve(std::vector<float>{1.0F, 1.0F, 1.0F}, std::vector<std::uint8_t>{0, 1, 1}).area ==
          Approx(0.5));
    CHECK(roc_curve(std::vector<float>{2.0F, 1.0F}, std::vector<std::uint8_t>{0, 1}).area == Approx(1.0));
}

TEST_CASE("no curve without both kinds of dies", "[roc]") {
    CHECK(std::isnan(roc_curve(std::vector<float>{1.0F}, std::vector<std::uint8_t>{1}).area));
    CHECK(std::isnan(roc_curve({}, {}).area));
}

TEST_CASE("dies without a score do not count", "[roc]") {
    const float none = std::numeric_limits<float>::quiet_NaN();
    CHECK(roc_curve(std::vector<float>{2.0F, 1.0F, none}, std::vector<std::uint8_t>{0, 1, 1}).area ==
          Approx(1.0));
}

TEST_CASE("a thinned curve keeps its ends and its course", "[roc]") {
    std::vector<RocPoint> points;
    for (int i = 0; i <= 10000; ++i) points.push_back({i / 10000.0, std::sqrt(i / 10000.0)});
    const std::vector<RocPoint> thin = thin_roc(points, 100);
    CHECK(thin.size() <= 100);
    CHECK(thin.size() > 30);
    CHECK(thin.front().overkill == 0.0);
    CHECK(thin.back().caught == 1.0);
}
