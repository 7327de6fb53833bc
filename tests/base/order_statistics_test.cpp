// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/base/order_statistics.h"

#include <vector>

#include <catch2/catch.hpp>

using namespace waferglow;

TEST_CASE("a value is found by its rank, whatever the order", "[base]") {
    for (std::size_t rank = 0; rank < 5; ++rank) {
        std::vector<int> values{40, 10, 30, 0, 20};
        CHECK(value_of_rank(values, rank) == static_cast<int>(10 * rank));
    }
}

TEST_CASE("of two middle values the median is the upper one", "[base]") {
    std::vector<double> even{4.0, 1.0, 3.0, 2.0};
    std::vector<double> odd{3.0, 1.0, 2.0};
    std::vector<double> one{7.0};
    CHECK(upper_median(even) == 3.0);
    CHECK(upper_median(odd) == 2.0);
    CHECK(upper_median(one) == 7.0);
}

TEST_CASE("the median absolute deviation of a normal distribution tells its sigma", "[base]") {
    // The upper quartile of the standard normal distribution is 0.6744897501960817 (NIST handbook 1.3.6.7.1).
    CHECK(kMadToSigma * 0.6744897501960817 == Approx(1.0).epsilon(1e-4));
}
