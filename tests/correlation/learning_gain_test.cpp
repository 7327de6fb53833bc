// SPDX-License-Identifier: GPL-3.0-or-later
// A model is only worth having where it beats the rules by more than chance.
#include "libinspect/correlation/learning_gain.h"

#include "libinspect/base/error.h"

#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

using namespace waferglow;

namespace {

DieGrid grid_of(int edge) {
    return {.rows = edge,
            .cols = edge,
            .pitch_x_um = 100,
            .pitch_y_um = 100,
            .die_width_um = 60,
            .die_height_um = 60};
}

/// Dies a tenth of which are bad; the verdict is wrong on `mistakes` of them.
std::vector<DieOutcome> verdicts(std::size_t dies, double mistakes, std::uint64_t bad_seed,
                                 std::uint64_t seed) {
    std::mt19937_64 bads(bad_seed);
    std::mt19937_64 random(seed);
    const auto uniform = [](std::mt19937_64& from) { return static_cast<double>(from() >> 11U) * 0x1p-53; };
    std::vector<DieOutcome> outcomes;
    for (std::size_t i = 0; i < dies; ++i) {
        const bool bad = uniform(bads) < 0.1;
        const bool wrong = uniform(random) < mistakes;
        outcomes.push_back(bad ? (wrong ? DieOutcome::escape : DieOutcome::hit)
                               : (wrong ? DieOutcome::overkill : DieOutcome::agreed_good));
    }
    return outcomes;
}

constexpr int kEdge = 80;
constexpr std::size_t kDies = kEdge * kEdge;

}  // namespace

TEST_CASE("a model that makes half of the rules' mistakes gains", "[correlation]") {
    const LearningGain gain =
        learning_gain(grid_of(kEdge), verdicts(kDies, 0.04, 1, 2), verdicts(kDies, 0.02, 1, 3), {});
    CHECK(gain.gains());
    CHECK(gain.dies == static_cast<std::int64_t>(kDies));
    REQUIRE(gain.saved_ci95);
    CHECK(gain.saved_ci95->contains(20.0));
}

TEST_CASE("a model that is worse, alike or the rules themselves does not gain", "[correlation]") {
    const std::vector<DieOutcome> rules = verdicts(kDies, 0.02, 1, 2);
    CHECK_FALSE(learning_gain(grid_of(kEdge), rules, verdicts(kDies, 0.04, 1, 3), {}).gains());
    const LearningGain same = learning_gain(grid_of(kEdge), rules, rules, {});
    CHECK_FALSE(same.gains());
    CHECK(same.saved() == 0.0);
}

TEST_CASE("of models no better than the rules one in forty seems to gain", "[correlation]") {
    int gains = 0;
    int covered = 0;
    constexpr int kModels = 400;
    for (std::uint64_t model = 0; model < kModels; ++model) {
        const LearningGain gain = learning_gain(grid_of(40), verdicts(1600, 0.05, model, 2 * model + 1000),
                                                verdicts(1600, 0.05, model, 2 * model + 1001), {});
        gains += gain.gains() ? 1 : 0;
        covered += gain.saved_ci95 && gain.saved_ci95->contains(0.0) ? 1 : 0;
    }
    CHECK(gains <= 20);
    CHECK(covered >= 370);
    CHECK(covered <= 395);
}

TEST_CASE("a handful of dies tells nothing", "[correlation]") {
    const std::vector<DieOutcome> rules{DieOutcome::escape, DieOutcome::agreed_good, DieOutcome::overkill,
                                        DieOutcome::hit};
    const std::vector<DieOutcome> better{DieOutcome::hit, DieOutcome::agreed_good, DieOutcome::agreed_good,
                                         DieOutcome::hit};
    const LearningGain gain = learning_gain(grid_of(2), rules, better, {});
    CHECK_FALSE(gain.gains());
    CHECK_FALSE(gain.saved_ci95);
    CHECK(gain.saved() == 500.0);
    CHECK_THROWS_AS(learning_gain(grid_of(2), rules, std::vector<DieOutcome>(3), {}), Error);
}
