// SPDX-License-Identifier: GPL-3.0-or-later
// The truth of dies: reproducible one by one, in the asked proportions, each kind with its signature.
#include "drivers/simulated/physics/die_population.h"

#include "libinspect/base/error.h"

#include <array>
#include <cmath>
#include <vector>

namespace {

using waferglow::Channel;
using waferglow::ChannelKind;
using waferglow::DieGrid;
using waferglow::Error;
using waferglow::simulated::DieKind;
using waferglow::simulated::DiePopulation;
using waferglow::simulated::DieTruth;
using waferglow::simulated::KindShares;
using waferglow::simulated::Pattern;
using waferglow::simulated::PopulationSettings;
using waferglow::simulated::Region;

const DieGrid kGrid{.rows = 200,
                    .cols = 200,
                    .x0_um = -9950.0,
                    .y0_um = 9950.0,
                    .pitch_x_um = 100.0,
                    .pitch_y_um = 100.0,
                    .die_width_um = 60.0,
                    .die_height_um = 40.0};
const Region kRegion{{0.0, 0.0}, 10000.0};
const std::vector<Channel> kChannels{{"pl_high", ChannelKind::pl, 30.0, 5.0},
                                     {"pl_low", ChannelKind::pl, 1.0, 5.0}};
constexpr std::size_t kHigh = 0;
constexpr std::size_t kLow = 1;

/// Long-lived carriers, no patterns, no spread: dies differ by their kind only.
PopulationSettings plain() {
    PopulationSettings settings;
    settings.epi.srh_a_per_s = 1.4e6;
    settings.patterns = {.scratches = 0, .clusters = 0};
    settings.emission_spread = settings.srh_spread = settings.channel_spread = settings.emission_map = 0.0;
    settings.wavelength_map_nm = settings.wavelength_spread_nm = 0.0;
    return settings;
}

/// Every die of one kind.
std::vector<DieTruth> all_of(KindShares shares) {
    PopulationSettings settings = plain();
    settings.shares = shares;
    const DiePopulation population(settings, kGrid, kRegion, kChannels, 3);
    std::vector<DieTruth> truths;
    truths.reserve(static_cast<std::size_t>(kGrid.cols));
    for (std::int32_t col = 0; col < kGrid.cols; ++col) truths.push_back(population.at({17, col}));
    return truths;
}

KindShares none() {
    return {.missing = 0,
            .dead = 0,
            .shunt = 0,
            .sidewall = 0,
            .open_contact = 0,
            .particle = 0,
            .wavelength = 0};
}

}  // namespace

TEST_CASE("a die's truth does not depend on the order of asking", "[population]") {
    const DiePopulation first({}, kGrid, kRegion, kChannels, 42);
    const DiePopulation second({}, kGrid, kRegion, kChannels, 42);
    std::vector<DieTruth> forward;
    forward.reserve(200);
    for (std::int32_t i = 0; i < 200; ++i) forward.push_back(first.at({i, 199 - i}));
    for (std::int32_t i = 199; i >= 0; --i) {
        const DieTruth truth = second.at({i, 199 - i});
        const DieTruth& other = forward[static_cast<std::size_t>(i)];
        REQUIRE(truth.kind == other.kind);
        REQUIRE(truth.pl == other.pl);
        REQUIRE(truth.el == other.el);
        REQUIRE(truth.wavelength_nm == other.wavelength_nm);
    }
}

TEST_CASE("another seed makes another wafer", "[population]") {
    const DiePopulation first({}, kGrid, kRegion, kChannels, 1);
    const DiePopulation second({}, kGrid, kRegion, kChannels, 2);
    int same = 0;
    for (std::int32_t col = 0; col < 200; ++col)
        same += first.at({5, col}).pl == second.at({5, col}).pl ? 1 : 0;
    CHECK(same < 20);
}

TEST_CASE("kinds occur in the asked shares", "[population]") {
    PopulationSettings settings = plain();
    settings.shares = {.missing = 0.01,
                       .dead = 0.02,
                       .shunt = 0.03,
                       .sidewall = 0.04,
                       .open_contact = 0.05,
                       .particle = 0.06,
                       .wavelength = 0.07,
                       .bright = 0.08};
    const DiePopulation population(settings, kGrid, kRegion, kChannels, 9);
    std::array<double, waferglow::simulated::kDieKinds> seen{};
    for (std::int32_t row = 0; row < kGrid.rows; ++row) {
        for (std::int32_t col = 0; col < kGrid.cols; ++col) {
            seen[static_cast<std::size_t>(population.at({row, col}).kind)] += 1.0;
        }
    }
    const std::array<double, waferglow::simulated::kDieKinds> asked{0.64, 0.01, 0.02, 0.03, 0.04,
                                                                    0.05, 0.06, 0.07, 0.08};
    const auto dies = static_cast<double>(kGrid.cells());
    for (std::size_t kind = 0; kind < asked.size(); ++kind) {
        INFO(waferglow::simulated::name_of(static_cast<DieKind>(kind)));
        CHECK(seen[kind] / dies == Approx(asked[kind]).margin(5.0 * std::sqrt(asked[kind] / dies)));
    }
}

TEST_CASE("a healthy die without spread is the unit of light", "[population]") {
    for (const DieTruth& die : all_of(none())) {
        REQUIRE(die.kind == DieKind::healthy);
        REQUIRE(die.pl[kHigh] == Approx(1.0).epsilon(1e-9));
        REQUIRE(die.pl[kLow] == Approx(1.0).epsilon(1e-9));
        REQUIRE(die.el == Approx(1.0).epsilon(1e-9));
    }
}

TEST_CASE("a shunt dims weak light more than strong light", "[population]") {
    KindShares shares = none();
    shares.shunt = 1.0;
    for (const DieTruth& die : all_of(shares)) {
        REQUIRE(std::isfinite(die.shunt_ohm));
        REQUIRE(die.pl[kLow] < die.pl[kHigh]);
        REQUIRE(die.pl[kHigh] < 1.0);
        REQUIRE(die.pl[kLow] >= 0.0142 * 0.999);  // a hard short is not black
    }
}

TEST_CASE("sidewall damage dims weak light more than strong light and darkens the rim", "[population]") {
    KindShares shares = none();
    shares.sidewall = 1.0;
    for (const DieTruth& die : all_of(shares)) {
        REQUIRE(die.surface_velocity_cm_s > 0.0);
        REQUIRE(die.rim < 1.0);
        REQUIRE(die.pl[kLow] < die.pl[kHigh]);
        REQUIRE(die.pl[kHigh] < 1.0);
        REQUIRE(die.el < 1.0);
    }
}

TEST_CASE("what PL can't see and what EL can't see", "[population]") {
    KindShares shares = none();
    shares.open_contact = 1.0;
    for (const DieTruth& die : all_of(shares)) {
        REQUIRE(die.pl[kLow] == Approx(1.0));
        REQUIRE(die.el == 0.0);
    }
    shares = none();
    shares.particle = 1.0;
    for (const DieTruth& die : all_of(shares)) {
        REQUIRE(die.pl[kLow] < 0.56);
        REQUIRE(die.pl[kLow] == Approx(die.pl[kHigh]));
        REQUIRE(die.el == Approx(1.0));
    }
    shares = none();
    shares.bright = 1.0;
    for (const DieTruth& die : all_of(shares)) {
        REQUIRE(die.pl[kHigh] >= 1.4);
        REQUIRE(die.el == 0.0);
    }
}

TEST_CASE("missing and dead dies are dark", "[population]") {
    for (const bool missing : {true, false}) {
        KindShares shares = none();
        (missing ? shares.missing : shares.dead) = 1.0;
        for (const DieTruth& die : all_of(shares)) {
            REQUIRE(die.pl[kHigh] == 0.0);
            REQUIRE(die.el == 0.0);
        }
    }
}

TEST_CASE("wavelength outliers lie off by at least the asked shift, either way", "[population]") {
    KindShares shares = none();
    shares.wavelength = 1.0;
    int longer = 0;
    for (const DieTruth& die : all_of(shares)) {
        const double shift = die.wavelength_nm - 455.0;
        REQUIRE(std::abs(shift) >= 5.0);
        REQUIRE(std::abs(shift) <= 9.0);
        longer += shift > 0.0 ? 1 : 0;
    }
    CHECK(longer > 60);
    CHECK(longer < 140);
}

TEST_CASE("the spread of emission is shared by all channels and EL", "[population]") {
    PopulationSettings settings = plain();
    settings.shares = none();
    settings.emission_spread = 0.05;
    const DiePopulation population(settings, kGrid, kRegion, kChannels, 8);
    double sum2 = 0.0;
    constexpr int kRows = 20;
    for (std::int32_t row = 0; row < kRows; ++row) {
        for (std::int32_t col = 0; col < 200; ++col) {
            const DieTruth die = population.at({row, col});
            REQUIRE(die.pl[kHigh] == Approx(die.el).epsilon(1e-9));
            REQUIRE(die.pl[kLow] == Approx(die.el).epsilon(1e-9));
            sum2 += std::log(die.el) * std::log(die.el);
        }
    }
    CHECK(std::sqrt(sum2 / (kRows * 200.0)) == Approx(0.05).epsilon(0.06));
}

TEST_CASE("scratch, cluster and edge ring take dies together", "[population]") {
    PopulationSettings settings = plain();
    settings.shares = none();
    settings.patterns = {.scratches = 1,
                         .scratch_width_um = 150.0,
                         .clusters = 1,
                         .cluster_radius_um = 400.0,
                         .cluster_peak = 0.9,
                         .edge_ring_width_um = 800.0,
                         .edge_ring_peak = 0.5};
    const DiePopulation population(settings, kGrid, kRegion, kChannels, 5);
    std::array<int, 4> seen{};
    for (std::int32_t row = 0; row < kGrid.rows; ++row) {
        for (std::int32_t col = 0; col < kGrid.cols; ++col) {
            const DieTruth die = population.at({row, col});
            ++seen[static_cast<std::size_t>(die.pattern)];
            if (die.pattern == Pattern::scratch) REQUIRE(die.kind == DieKind::dead);
            if (die.pattern == Pattern::cluster) REQUIRE(die.kind == DieKind::shunt);
            if (die.pattern != Pattern::edge_ring) continue;
            REQUIRE(die.kind == DieKind::sidewall);
            const auto center = kGrid.center({row, col});
            REQUIRE(std::hypot(center.x, center.y) > 9200.0);
        }
    }
    // A path of 4 to 9 mm, 150 um wide; a blob of 2 pi sigma^2 0.9 = 0.9 mm2: dies have 0.01 mm2.
    CHECK(seen[static_cast<std::size_t>(Pattern::scratch)] > 50);
    CHECK(seen[static_cast<std::size_t>(Pattern::scratch)] < 150);
    CHECK(seen[static_cast<std::size_t>(Pattern::cluster)] > 50);
    CHECK(seen[static_cast<std::size_t>(Pattern::cluster)] < 130);
    CHECK(seen[static_cast<std::size_t>(Pattern::edge_ring)] > 0);
}

TEST_CASE("settings that make no sense are refused", "[population]") {
    PopulationSettings settings;
    settings.shares.dead = 0.6;
    settings.shares.missing = 0.6;
    CHECK_THROWS_AS(DiePopulation(settings, kGrid, kRegion, kChannels, 1), Error);
    settings = {};
    settings.shunt_min_ohm_cm2 = 1000.0;
    CHECK_THROWS_AS(DiePopulation(settings, kGrid, kRegion, kChannels, 1), Error);
    settings = {};
    settings.shares.dead = -0.1;
    CHECK_THROWS_AS(DiePopulation(settings, kGrid, kRegion, kChannels, 1), Error);
    const std::vector<Channel> many(waferglow::simulated::kMaxChannels + 1, kChannels[0]);
    CHECK_THROWS_AS(DiePopulation({}, kGrid, kRegion, many, 1), Error);
}
