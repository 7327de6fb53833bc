// SPDX-License-Identifier: GPL-3.0-or-later
// Figures equal those of scipy on the same tables; stored_values.py beside this file prints them.
#include "libinspect/correlation/confusion.h"
#include "libinspect/correlation/gauge.h"
#include "libinspect/correlation/internal/roc.h"
#include "libinspect/correlation/regression.h"
#include "libinspect/correlation/sample_size.h"

#include <cmath>
#include <vector>

using namespace waferglow;

namespace {

constexpr std::size_t kPairs = 200;

std::vector<double> uniforms(std::uint32_t seed, std::size_t count) {
    std::vector<double> values;
    std::uint32_t state = seed;
    for (std::size_t i = 0; i < count; ++i) {
        state = 1664525U * state + 1013904223U;
        values.push_back((state >> 8U) / 16777216.0);
    }
    return values;
}

struct Pairs {
    std::vector<float> x;
    std::vector<float> y;
};
Pairs pairs() {
    const auto u = uniforms(1, kPairs);
    const auto a = uniforms(2, kPairs);
    const auto b = uniforms(3, kPairs);
    Pairs p;
    for (std::size_t i = 0; i < kPairs; ++i) {
        p.x.push_back(static_cast<float>(1 + u[i] + 0.2 * (a[i] - 0.5)));
        p.y.push_back(static_cast<float>(0.3 + 1.4 * u[i] + 0.2 * (b[i] - 0.5)));
    }
    return p;
}

std::vector<double> gauge_table(double interaction) {
    constexpr std::size_t kParts = 8;
    constexpr std::size_t kOperators = 3;
    const auto part = uniforms(6, kParts);
    const auto load = uniforms(7, kOperators);
    const auto cell = uniforms(8, kParts * kOperators);
    const auto noise = uniforms(9, kParts * kOperators * 2);
    std::vector<double> values;
    for (std::size_t i = 0; i < noise.size(); ++i) {
        values.push_back(part[i / 6] + 0.1 * load[i / 2 % 3] + interaction * 0.1 * cell[i / 2] +
                         0.05 * noise[i]);
    }
    return values;
}

}  // namespace

TEST_CASE("correlations and their intervals equal scipy's", "[correlation]") {
    const Pairs p = pairs();
    const double r = pearson_correlation(p.x, p.y);
    CHECK(r == Approx(0.9700963357).epsilon(1e-9));
    CHECK(pearson_interval(r, kPairs).low == Approx(0.9606514674).epsilon(1e-9));
    CHECK(pearson_interval(r, kPairs).high == Approx(0.9773003898).epsilon(1e-9));
    std::vector<float> x;
    std::vector<float> y;
    for (std::size_t i = 0; i < kPairs; ++i) {
        x.push_back(static_cast<float>(std::floor(10.0 * p.x[i])));
        y.push_back(static_cast<float>(std::floor(5.0 * p.y[i])));
    }
    CHECK(spearman_correlation(x, y) == Approx(0.9576647355).epsilon(1e-9));
}

TEST_CASE("Deming regression equals scipy.odr, its errors the jackknife's", "[correlation]") {
    const Pairs p = pairs();
    const LineFit orthogonal = deming_regression(p.x, p.y);
    CHECK(orthogonal.slope == Approx(1.408855125).epsilon(1e-7));
    CHECK(orthogonal.intercept == Approx(-1.117573949).epsilon(1e-7));
    CHECK(orthogonal.slope_error == Approx(0.02191968403).epsilon(1e-6));
    CHECK(orthogonal.intercept_error == Approx(0.03401102835).epsilon(1e-6));
    const LineFit weighted = deming_regression(p.x, p.y, 4.0);
    CHECK(weighted.slope == Approx(1.380251977).epsilon(1e-7));
    CHECK(weighted.intercept == Approx(-1.074574845).epsilon(1e-7));
}

TEST_CASE("relative regression does not know units", "[correlation]") {
    const Pairs p = pairs();
    std::vector<float> mega;
    for (const float y : p.y) mega.push_back(1e6F * y);
    const LineFit line = relative_deming_regression(p.x, p.y);
    CHECK(line.pairs == std::ssize(p.x));
    CHECK(relative_deming_regression(p.x, mega).slope == Approx(line.slope).epsilon(1e-5));
    CHECK(relative_deming_regression(p.x, p.x).slope == Approx(1.0));
}

TEST_CASE("exact intervals, MCC and kappa equal scipy's", "[correlation]") {
    CHECK(spearman_correlation(pairs().x, pairs().y) == Approx(0.9691667292).epsilon(1e-9));
    struct Stored {
        std::int64_t hits;
        std::int64_t trials;
        double low;
        double high;
    };
    for (const Stored& stored :
         {Stored{990, 1000, 0.9816867569, 0.9951944893}, Stored{3, 7, 0.09898827844, 0.8159484324},
          Stored{0, 50, 0.0, 0.07112173646}, Stored{99'997, 100'000, 0.9999123298, 0.9999938132}}) {
        const Interval interval = clopper_pearson(stored.hits, stored.trials);
        INFO(stored.hits << " of " << stored.trials);
        CHECK(interval.low == Approx(stored.low).epsilon(1e-9).margin(1e-12));
        CHECK(interval.high == Approx(stored.high).epsilon(1e-9));
    }
    const Confusion c{.tp = 90, .fp = 5, .tn = 895, .fn = 10};
    CHECK(c.mcc() == Approx(0.9151420966).epsilon(1e-9));
    CHECK(c.kappa() == Approx(0.9147727273).epsilon(1e-9));
}

TEST_CASE("regression without enough pairs says nothing", "[correlation]") {
    const std::vector<float> x{1, 2, NAN};
    const std::vector<float> y{1, NAN, 3};
    CHECK(std::isnan(deming_regression(x, y).slope));
    CHECK(std::isnan(bland_altman(x, y).bias));
    CHECK(pearson_interval(0.5, 3).low == -1.0);
    CHECK(deming_regression(x, y).pairs == 1);
}

TEST_CASE("Bland-Altman limits equal numpy's and scipy's", "[correlation]") {
    const Pairs p = pairs();
    const BlandAltman result = bland_altman(p.x, p.y);
    CHECK(result.bias == Approx(-0.5029421657).epsilon(1e-9));
    CHECK(result.sigma == Approx(0.1426423444).epsilon(1e-9));
    CHECK(result.limits.low == Approx(-0.7825160234).epsilon(1e-9));
    CHECK(result.limits.high == Approx(-0.2233683079).epsilon(1e-9));
    CHECK(result.bias_ci.low == Approx(-0.5228319837).epsilon(1e-9));
    CHECK(result.bias_ci.high == Approx(-0.4830523476).epsilon(1e-9));
}

TEST_CASE("the area below the ROC is the Mann-Whitney statistic, ties and all", "[correlation]") {
    const auto marks = uniforms(4, kPairs);
    const auto noise = uniforms(5, kPairs);
    std::vector<float> score;
    std::vector<std::uint8_t> bad;
    for (std::size_t i = 0; i < kPairs; ++i) {
        bad.push_back(marks[i] < 0.3);
        score.push_back(static_cast<float>(std::floor(20.0 * (noise[i] + 0.5 * bad[i]))));
    }
    const RocCurve curve = roc_curve(score, bad);
    CHECK(curve.area == Approx(0.8629365809).epsilon(1e-9));
    CHECK(curve.average_precision == Approx(0.7736357863).epsilon(1e-9));
    CHECK(curve.points.back().recall == 1.0);
    CHECK(curve.points.back().overkill == 1.0);
}

TEST_CASE("a ROC needs both kinds of dies and leaves out scores that are none", "[correlation]") {
    const std::vector<float> score{1, 2, 3, NAN};
    CHECK(std::isnan(roc_curve(score, std::vector<std::uint8_t>{0, 0, 255, 1}).area));
    CHECK(roc_curve(score, std::vector<std::uint8_t>{0, 1, 255, 0}).area == 1.0);
}

TEST_CASE("sample sizes to claim 99 % at 95 % equal the binomial's", "[correlation]") {
    CHECK(dies_to_claim(0.99, 0.95, 0) == 299);
    CHECK(dies_to_claim(0.99, 0.95, 1) == 473);
    CHECK(dies_to_claim(0.99, 0.95, 2) == 628);
    CHECK(dies_to_claim(0.99, 0.95, 10) == 1693);
    CHECK(dies_to_claim(0.99, 0.95, 100) == 11799);
    CHECK(failures_allowed(0.99, 0.95, 298) == -1);
    CHECK(failures_allowed(0.99, 0.95, 627) == 1);
    CHECK(failures_allowed(0.99, 0.95, 628) == 2);
    CHECK_THROWS(dies_to_claim(1.0, 0.95, 0));
}

TEST_CASE("gauge R&R by analysis of variance, with and without interaction", "[correlation]") {
    const GaugeStudy study = gauge_study(gauge_table(1.0), 3, 2, 2.0);
    CHECK(study.interaction_p == Approx(2.604049498e-05).epsilon(1e-6));
    CHECK(study.repeatability == Approx(0.01632511163).epsilon(1e-8));
    CHECK(study.reproducibility == Approx(0.05029416508).epsilon(1e-8));
    CHECK(study.part_variation == Approx(0.3773978281).epsilon(1e-8));
    CHECK(study.percent_grr == Approx(13.87550021).epsilon(1e-8));
    CHECK(study.distinct_categories == 10);
    CHECK(study.percent_tolerance == Approx(300.0 * study.grr));
    const GaugeStudy pooled = gauge_study(gauge_table(0.0), 3, 2);
    CHECK(pooled.interaction_pooled);
    CHECK(pooled.interaction_p == Approx(0.6002829737).epsilon(1e-8));
    CHECK(pooled.repeatability == Approx(0.01591747655).epsilon(1e-8));
    CHECK(pooled.reproducibility == Approx(0.03404152112).epsilon(1e-8));
    CHECK(pooled.percent_grr == Approx(10.06031196).epsilon(1e-8));
    CHECK(pooled.distinct_categories == 13);
}

TEST_CASE("repeats without reloading are a one-way study; a die missed once is left out", "[correlation]") {
    const auto part = uniforms(6, 8);
    const auto noise = uniforms(10, 24);
    std::vector<double> values;
    for (std::size_t i = 0; i < noise.size(); ++i) values.push_back(part[i / 3] + 0.2 * noise[i]);
    values.insert(values.end(), {100.0, NAN, 100.0});
    const GaugeStudy study = gauge_study(values, 1, 3);
    CHECK(study.parts == 8);
    CHECK(study.repeatability == Approx(0.04413515592).epsilon(1e-8));
    CHECK(study.part_variation == Approx(0.3784214428).epsilon(1e-8));
    CHECK(study.reproducibility == 0.0);
    CHECK_THROWS(gauge_study(std::vector<double>(3, 1.0), 1, 3));
    CHECK_THROWS(gauge_study(values, 2, 4));
}

TEST_CASE("Fleiss' kappa of 14 raters, 10 subjects, 5 categories is 0.210", "[correlation]") {
    // The table widely used to explain the statistic (en.wikipedia.org/wiki/Fleiss'_kappa).
    const std::vector<std::vector<int>> table{
        {0, 0, 0, 0, 14}, {0, 2, 6, 4, 2}, {0, 0, 3, 5, 6}, {0, 3, 9, 2, 0}, {2, 2, 8, 1, 1},
        {7, 7, 0, 0, 0},  {3, 2, 6, 3, 0}, {2, 5, 3, 2, 2}, {6, 5, 2, 1, 0}, {0, 2, 2, 3, 7}};
    std::vector<std::uint8_t> bins(14 * table.size());
    for (std::size_t die = 0; die < table.size(); ++die) {
        std::size_t scan = 0;
        for (std::size_t bin = 0; bin < 5; ++bin) {
            for (int i = 0; i < table[die][bin]; ++i) {
                bins[scan++ * table.size() + die] = static_cast<std::uint8_t>(bin + 1);
            }
        }
    }
    const AttributeAgreement result = attribute_agreement(bins, 14);
    CHECK(result.fleiss_kappa == Approx(0.20993).epsilon(1e-4));
    CHECK(result.all_same == 1);
    CHECK(result.flip_rate == Approx(1.0 - 0.378).epsilon(1e-3));
}

TEST_CASE("a die without a bin in one scan takes no part in attribute agreement", "[correlation]") {
    const AttributeAgreement result = attribute_agreement(std::vector<std::uint8_t>{1, 1, 2, 1, 255, 2}, 2);
    CHECK(result.dies == 2);
    CHECK(result.all_same == 2);
    CHECK(result.fleiss_kappa == 1.0);
    CHECK_THROWS(attribute_agreement(std::vector<std::uint8_t>{1, 1, 2}, 2));
}
