// SPDX-License-Identifier: GPL-3.0-or-later
// The block bootstrap's edges, and its coverage on a few wafers (interval_coverage_test.cpp has a thousand).
#include "libinspect/correlation/block_bootstrap.h"

#include "libinspect/base/parallel.h"
#include "tests/correlation/simulated_wafer.h"

using namespace waferglow;
using namespace waferglow::test;

namespace {

constexpr std::size_t kAccuracy = 0;
constexpr std::size_t kOverkill = 1;
constexpr std::size_t kEscape = 2;

RateIntervals intervals_of(const SimulatedWafer& wafer, int draws = 199) {
    return block_bootstrap(independent_blocks(wafer.grid, wafer.outcomes), {.draws = draws, .seed = 3});
}

}  // namespace

TEST_CASE("blocks hold every judged die once", "[correlation]") {
    const SimulatedWafer wafer = simulate_wafer({.dies_across = 50}, 1);
    Confusion sum;
    for (const Confusion& block : count_blocks(wafer.grid, wafer.outcomes, 7).counts) sum += block;
    CHECK(sum.tp == wafer.confusion.tp);
    CHECK(sum.fp == wafer.confusion.fp);
    CHECK(sum.tn == wafer.confusion.tn);
    CHECK(sum.fn == wafer.confusion.fn);
}

TEST_CASE("clustered defects ask for larger blocks", "[correlation]") {
    const SimulatedWafer alone = simulate_wafer({.dies_across = 200, .clustered = 0.0}, 2);
    const SimulatedWafer clustered = simulate_wafer({.dies_across = 200, .clustered = 0.5}, 2);
    CHECK(independent_blocks(alone.grid, alone.outcomes).block_dies <
          independent_blocks(clustered.grid, clustered.outcomes).block_dies);
}

TEST_CASE("intervals are the same for any number of threads", "[correlation]") {
    const SimulatedWafer wafer = simulate_wafer({.dies_across = 100}, 3);
    RateIntervals one;
    {
        const ThreadLimit limit(1);
        one = intervals_of(wafer);
    }
    const RateIntervals many = intervals_of(wafer);
    for (std::size_t r = 0; r < one.size(); ++r) {
        CHECK(one[r]->low == many[r]->low);
        CHECK(one[r]->high == many[r]->high);
    }
}

TEST_CASE("with independent dies the interval is about as wide as the exact one", "[correlation]") {
    const SimulatedWafer wafer = simulate_wafer({.dies_across = 200, .clustered = 0.0}, 4);
    const Confusion& c = wafer.confusion;
    const Interval exact = clopper_pearson(c.tp + c.tn, c.matched());
    const RateIntervals block = intervals_of(wafer, 999);
    CHECK(block[kAccuracy]->high - block[kAccuracy]->low == Approx(exact.high - exact.low).epsilon(0.25));
}

TEST_CASE("a rate of 0 or 1, or without a denominator, has no bootstrap interval", "[correlation]") {
    BlockCounts blocks{.block_dies = 4, .block_cols = 9, .place = {}, .counts = {}};
    for (int i = 0; i < 9; ++i) {
        blocks.place.push_back(i);
        blocks.counts.push_back({.tp = 0, .fp = i, .tn = 9, .fn = 0});
    }
    const RateIntervals intervals = block_bootstrap(blocks, {.draws = 99, .seed = 1});
    CHECK(intervals[kAccuracy].has_value());
    CHECK_FALSE(intervals[kEscape].has_value());
    blocks.counts.resize(1);
    CHECK_FALSE(block_bootstrap(blocks)[kAccuracy].has_value());
}

TEST_CASE("few events widen the interval to the exact one at least", "[correlation]") {
    BlockCounts blocks{.block_dies = 4, .block_cols = 100, .place = {}, .counts = {}};
    for (int i = 0; i < 100; ++i) {
        blocks.place.push_back(i);
        blocks.counts.push_back({.tp = 2, .fp = 0, .tn = 14, .fn = i < 3 ? 1 : 0});
    }
    const Interval exact = clopper_pearson(3, 203);
    const Interval escape = block_bootstrap(blocks, {.draws = 399, .seed = 1})[kEscape].value();
    CHECK(escape.low <= exact.low);
    CHECK(escape.high >= exact.high);
}

TEST_CASE("the bootstrap covers where exact intervals are too narrow", "[correlation]") {
    constexpr int kWafers = 60;
    int covered = 0;
    int exact_covered = 0;
    std::vector<SimulatedWafer> wafers;
    Confusion all;
    for (int i = 0; i < kWafers; ++i) {
        wafers.push_back(
            simulate_wafer({.dies_across = 150, .disc_radius = 2}, static_cast<std::uint64_t>(i)));
        all += wafers.back().confusion;
    }
    for (const SimulatedWafer& wafer : wafers) {
        const Confusion& c = wafer.confusion;
        covered += intervals_of(wafer)[kAccuracy]->contains(all.accuracy());
        exact_covered += clopper_pearson(c.tp + c.tn, c.matched()).contains(all.accuracy());
    }
    CHECK(covered >= 53);  // 57 expected, standard deviation 1.7
    CHECK(exact_covered < 45);
}

TEST_CASE("a rate of a few events, each in a block of its own, has an interval like the exact one",
          "[correlation]") {
    BlockCounts blocks;
    blocks.counts.assign(140, {.tp = 1, .fp = 0, .tn = 33, .fn = 0});
    for (std::size_t i = 0; i < 4; ++i) blocks.counts[30 * i + 7] = {.tp = 1, .fp = 1, .tn = 32, .fn = 0};
    const Interval exact = clopper_pearson(4, 140 * 33);
    const std::optional<Interval> overkill = block_bootstrap(blocks, {.draws = 199, .seed = 3})[kOverkill];
    REQUIRE(overkill);
    CHECK(overkill->low == Approx(exact.low).epsilon(0.3));
    CHECK(overkill->high == Approx(exact.high).epsilon(0.3));
}

TEST_CASE("a few events in one cluster are worth less than as many alone", "[correlation]") {
    BlockCounts blocks;
    blocks.counts.assign(140, {.tp = 1, .fp = 0, .tn = 33, .fn = 0});
    blocks.counts[50] = {.tp = 1, .fp = 8, .tn = 25, .fn = 0};
    const Interval exact = clopper_pearson(8, 140 * 33);
    const std::optional<Interval> overkill = block_bootstrap(blocks, {.draws = 199, .seed = 3})[kOverkill];
    REQUIRE(overkill);
    CHECK(overkill->low < 0.5 * exact.low);
    CHECK(overkill->high > 1.5 * exact.high);
    CHECK(overkill->high < 0.1);
}
