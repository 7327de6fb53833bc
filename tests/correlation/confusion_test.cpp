// SPDX-License-Identifier: GPL-3.0-or-later
// Agreement figures against published examples and values computed with scipy 1.10 and scikit-learn's
// definitions.
#include "libinspect/correlation/confusion.h"

#include <cmath>
#include <vector>

using waferglow::clopper_pearson;
using waferglow::Confusion;
using waferglow::Interval;

TEST_CASE("the exact interval equals scipy's binomtest(...).proportion_ci('exact')", "[correlation]") {
    const Interval some = clopper_pearson(990, 1000);
    CHECK(some.low == Approx(0.9816867569).epsilon(1e-9));
    CHECK(some.high == Approx(0.9951944893).epsilon(1e-9));
    const Interval none = clopper_pearson(0, 50);
    CHECK(none.low == 0.0);
    CHECK(none.high == Approx(1.0 - std::pow(0.025, 1.0 / 50.0)).epsilon(1e-9));
    const Interval all = clopper_pearson(50, 50);
    CHECK(all.low == Approx(std::pow(0.025, 1.0 / 50.0)).epsilon(1e-9));
    CHECK(all.high == 1.0);
}

TEST_CASE("an interval without a trial says nothing", "[correlation]") {
    CHECK(clopper_pearson(0, 0).low == 0.0);
    CHECK(clopper_pearson(0, 0).high == 1.0);
}

TEST_CASE("rates use the denominators that the fab means", "[correlation]") {
    const Confusion c{.tp = 90, .fp = 5, .tn = 895, .fn = 10};
    CHECK(c.matched() == 1000);
    CHECK(c.accuracy() == Approx(0.985));
    CHECK(c.overkill() == Approx(5.0 / 900.0));
    CHECK(c.escape() == Approx(0.1));
    CHECK(c.outgoing_defect_ppm() == Approx(1e6 * 10.0 / 905.0));
    CHECK(c.balanced_accuracy() == Approx(0.5 * (0.9 + 895.0 / 900.0)));
    CHECK(c.mcc() == Approx((90.0 * 895.0 - 5.0 * 10.0) / std::sqrt(95.0 * 100.0 * 900.0 * 905.0)));
}

TEST_CASE("kappa equals the worked example of two raters, 20 5 10 15", "[correlation]") {
    const Confusion c{.tp = 20, .fp = 10, .tn = 15, .fn = 5};
    CHECK(c.kappa() == Approx(0.4));
}

TEST_CASE("calling every die good scores no correlation", "[correlation]") {
    Confusion c;
    for (int i = 0; i < 99; ++i) c.add(false, false);
    c.add(true, false);
    CHECK(c.accuracy() == Approx(0.99));
    CHECK(c.mcc() == 0.0);
    CHECK(c.balanced_accuracy() == Approx(0.5));
}

TEST_CASE("a rate without a denominator is not a number", "[correlation]") {
    CHECK(std::isnan(Confusion{}.accuracy()));
    CHECK(std::isnan(Confusion{}.escape()));
}

TEST_CASE("Pearson and Spearman leave out pairs without data and share tied ranks", "[correlation]") {
    const std::vector<float> x{1, 2, 3, 4, 5, NAN, 7};
    const std::vector<float> y{1, 4, 9, 16, 25, 3, NAN};
    CHECK(waferglow::spearman_correlation(x, y) == Approx(1.0));
    CHECK(waferglow::pearson_correlation(x, y) == Approx(0.9811049102515929));
    const std::vector<float> tied{1, 1, 2, 2};
    const std::vector<float> rising{1, 2, 3, 4};
    CHECK(waferglow::spearman_correlation(tied, rising) == Approx(0.8944271909999159));
}
