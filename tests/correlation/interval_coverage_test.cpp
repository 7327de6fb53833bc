// SPDX-License-Identifier: GPL-3.0-or-later
// 95 % intervals hold the true rate on 93 to 97 of 100 wafers, with independent and with clustered defects.
#include "libinspect/base/parallel.h"
#include "libinspect/correlation/block_bootstrap.h"
#include "tests/correlation/simulated_wafer.h"

#include <map>
#include <string>

using namespace waferglow;
using namespace waferglow::test;

namespace {

constexpr std::size_t kWafers = 1000;
constexpr std::array<Rate, 7> kJudged = kRates;

/// The truth is what a million wafers would show: the rates of all wafers' dies together.
std::array<double, 7> coverage(const WaferProcess& process, std::array<double, 7>& exact_coverage) {
    std::vector<RateIntervals> intervals(kWafers);
    std::vector<Confusion> wafers(kWafers);
    std::vector<int> block_dies(kWafers);
    parallel_blocks(kWafers, 1, [&](std::size_t i, std::size_t) {
        const SimulatedWafer wafer = simulate_wafer(process, i);
        const BlockCounts blocks = independent_blocks(wafer.grid, wafer.outcomes);
        block_dies[i] = blocks.block_dies;
        intervals[i] = block_bootstrap(blocks, {.draws = 999, .seed = 7, .confidence = 0.95});
        wafers[i] = wafer.confusion;
    });
    Confusion all;
    for (const Confusion& c : wafers) all += c;
    std::map<int, int> sizes;
    for (const int size : block_dies) ++sizes[size];
    for (const auto& [size, count] : sizes) UNSCOPED_INFO("blocks of " << size << ": " << count << " wafers");
    std::array<double, 7> covered{};
    for (std::size_t r = 0; r < kJudged.size(); ++r) {
        const double truth = rate_of(all, kJudged[r]);
        for (const RateIntervals& interval : intervals) covered[r] += interval[r]->contains(truth);
        covered[r] /= static_cast<double>(kWafers);
    }
    exact_coverage = {};
    for (const Confusion& c : wafers) {
        exact_coverage[0] += clopper_pearson(c.tp + c.tn, c.matched()).contains(all.accuracy());
        exact_coverage[1] += clopper_pearson(c.fp, c.fp + c.tn).contains(all.overkill());
        exact_coverage[2] += clopper_pearson(c.fn, c.fn + c.tp).contains(all.escape());
    }
    for (double& share : exact_coverage) share /= static_cast<double>(kWafers);
    return covered;
}

void check(const WaferProcess& process, bool exact_holds) {
    std::array<double, 7> exact{};
    const std::array<double, 7> covered = coverage(process, exact);
    for (std::size_t r = 0; r < covered.size(); ++r) {
        INFO("rate " << r << ": block bootstrap " << covered[r] << ", exact " << exact[r]);
        CHECK(covered[r] >= 0.93);
        CHECK(covered[r] <= 0.97);
    }
    for (std::size_t r = 0; r < 3; ++r) CHECK((exact[r] > 0.93) == exact_holds);
}

}  // namespace

TEST_CASE("intervals cover with independent defects", "[correlation]") {
    check({.dies_across = 200, .clustered = 0.0}, true);
}
TEST_CASE("intervals cover with clusters of 29 dies, where exact ones fail", "[correlation]") {
    check({.dies_across = 300, .clustered = 0.5, .disc_radius = 3}, false);
}
TEST_CASE("intervals cover with clusters of 81 dies", "[correlation]") {
    check({.dies_across = 500, .clustered = 0.5, .disc_radius = 5}, false);
}
