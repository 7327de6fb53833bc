// SPDX-License-Identifier: GPL-3.0-or-later
// Streams of random numbers: independent by key, and of the distributions they claim.
#include "drivers/simulated/physics/counter_random.h"

#include <cmath>
#include <map>
#include <set>
#include <vector>

namespace {

using waferglow::simulated::RandomStream;
using waferglow::simulated::stream_key;
using waferglow::simulated::Topic;

/// Sum of (seen - expected)^2 / expected over the counts that are expected at least 20 times, and their
/// number.
struct ChiSquare {
    double value = 0.0;
    int classes = 0;
};
ChiSquare poisson_chi_square(double mean, int draws) {
    RandomStream random(stream_key(11, Topic::exposure, 0));
    std::map<int, int> seen;
    for (int i = 0; i < draws; ++i) ++seen[static_cast<int>(random.poisson(mean))];
    ChiSquare result;
    for (int k = 0; k < static_cast<int>(mean + 20.0 * std::sqrt(mean) + 20.0); ++k) {
        double log_factorial = 0.0;
        for (int j = 2; j <= k; ++j) log_factorial += std::log(j);
        const double expected = draws * std::exp(k * std::log(mean) - mean - log_factorial);
        if (expected < 20.0) continue;
        result.value += (seen[k] - expected) * (seen[k] - expected) / expected;
        ++result.classes;
    }
    return result;
}

}  // namespace

TEST_CASE("counts follow the Poisson distribution on both sides of the change of method", "[random]") {
    for (const double mean : {0.3, 3.0, 9.99, 10.01, 40.0, 900.0}) {
        const ChiSquare chi = poisson_chi_square(mean, 200000);
        INFO("mean " << mean << ", chi-square " << chi.value << " over " << chi.classes << " classes");
        // mean n, variance 2n: five standard deviations
        CHECK(chi.value < chi.classes + 5.0 * std::sqrt(2.0 * chi.classes));
    }
}

TEST_CASE("no light, no counts", "[random]") {
    RandomStream random(1);
    CHECK(random.poisson(0.0) == 0.0);
    CHECK(random.poisson(-1.0) == 0.0);
    CHECK(random.poisson(std::nan("")) == 0.0);
}

TEST_CASE("normal numbers have the moments of the normal distribution", "[random]") {
    RandomStream random(stream_key(5, Topic::die, 0));
    constexpr int kDraws = 400000;
    double sum = 0.0;
    double sum2 = 0.0;
    double sum4 = 0.0;
    for (int i = 0; i < kDraws; ++i) {
        const double x = random.normal();
        sum += x;
        sum2 += x * x;
        sum4 += x * x * x * x;
    }
    const double tolerance = 5.0 / std::sqrt(kDraws);
    CHECK(sum / kDraws == Approx(0.0).margin(tolerance));
    CHECK(sum2 / kDraws == Approx(1.0).margin(tolerance * std::sqrt(2.0)));
    CHECK(sum4 / kDraws == Approx(3.0).margin(tolerance * std::sqrt(96.0)));
}

TEST_CASE("uniform numbers stay within their limits", "[random]") {
    RandomStream random(3);
    for (int i = 0; i < 10000; ++i) {
        const double x = random.uniform(-2.0, 5.0);
        REQUIRE((x >= -2.0 && x < 5.0));
        const double y = random.log_uniform(0.1, 1000.0);
        REQUIRE((y >= 0.1 && y <= 1000.0));
    }
}

TEST_CASE("a key names its stream: other seed, topic, index or part, other numbers", "[random]") {
    std::set<std::uint64_t> keys;
    for (std::uint64_t seed = 0; seed < 4; ++seed) {
        for (const Topic topic : {Topic::die, Topic::el, Topic::exposure}) {
            for (std::uint64_t index = 0; index < 20; ++index) {
                for (std::uint64_t part = 0; part < 20; ++part)
                    keys.insert(stream_key(seed, topic, index, part));
            }
        }
    }
    CHECK(keys.size() == 4800);  // 4 x 3 x 20 x 20
}

TEST_CASE("the generator is SplitMix64", "[random]") {
    // First outputs for state 0 of the reference implementation (S. Vigna, splitmix64.c).
    RandomStream random(0);
    CHECK(random.next() == 0xE220A8397B1DCDAFULL);
    CHECK(random.next() == 0x6E789E6AA1B965F4ULL);
    CHECK(random.next() == 0x06C45D188009454FULL);
}
