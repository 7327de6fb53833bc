// SPDX-License-Identifier: GPL-3.0-or-later
// Groups part the judged dies: each counts once.
#include "libinspect/correlation/agreement_groups.h"

#include <vector>

using namespace waferglow;

namespace {

constexpr std::int32_t kAcross = 9;

DieMap map_of_9() {
    Wafer wafer;
    wafer.id = "W1";
    wafer.diameter_mm = 20.0;
    const DieGrid grid{.rows = kAcross,
                       .cols = kAcross,
                       .x0_um = -4000,
                       .y0_um = 4000,
                       .pitch_x_um = 1000,
                       .pitch_y_um = 1000,
                       .die_width_um = 900,
                       .die_height_um = 900};
    return {wafer, grid};
}

Confusion total(const std::vector<GroupAgreement>& groups) {
    Confusion sum;
    for (const GroupAgreement& group : groups) sum += group.confusion;
    return sum;
}

}  // namespace

TEST_CASE("failing groups, their surroundings and the rest are told apart", "[correlation]") {
    const DieMap map = map_of_9();
    std::vector<std::uint8_t> bins(81, 1);
    std::vector<DieOutcome> outcomes(81, DieOutcome::agreed_good);
    for (std::int32_t col = 1; col <= 5; ++col) {  // five in a row
        bins[map.grid().cell({4, col})] = 2;
        outcomes[map.grid().cell({4, col})] = DieOutcome::hit;
    }
    bins[map.grid().cell({0, 8})] = 2;
    outcomes[map.grid().cell({0, 8})] = DieOutcome::overkill;
    outcomes[map.grid().cell({4, 6})] = DieOutcome::escape;  // the row goes on unseen
    outcomes[map.grid().cell({8, 8})] = DieOutcome::escape;
    BinVerdicts pl{.bins = bins, .passes = {}};
    pl.passes[1] = true;
    const auto groups = agreement_by_cluster(map.grid(), outcomes, pl);
    CHECK(groups[0].confusion.tp == 5);
    CHECK(groups[0].confusion.matched() == 5);
    CHECK(groups[1].confusion.fp == 1);
    CHECK(groups[1].confusion.matched() == 1);
    CHECK(groups[2].confusion.fn == 1);
    CHECK(groups[2].confusion.matched() == 16);
    CHECK(groups[3].confusion.fn == 1);
    CHECK(total(groups).matched() == 81);

    const auto by_bin = agreement_by_bin(outcomes, bins);
    REQUIRE(by_bin.size() == 2);
    CHECK(by_bin[1].name == "2");
    CHECK(by_bin[1].confusion.tp == 5);
    CHECK(total(by_bin).matched() == 81);
}

TEST_CASE("zones are named from the centre outwards and by direction", "[correlation]") {
    const DieMap map = map_of_9();
    std::vector<DieOutcome> outcomes(81, DieOutcome::none);
    outcomes[map.grid().cell({4, 4})] = DieOutcome::hit;       // (0, 0)
    outcomes[map.grid().cell({0, 4})] = DieOutcome::escape;    // (0, +4 mm)
    outcomes[map.grid().cell({0, 0})] = DieOutcome::overkill;  // 5.7 mm of 10
    const auto zones = agreement_by_zone(map, outcomes);
    REQUIRE(zones.size() == 12);
    CHECK(zones[0].name == "centre right");
    CHECK(zones[0].confusion.tp == 1);
    CHECK(zones[5].name == "middle top");
    CHECK(zones[5].confusion.fn == 1);
    CHECK(zones[6].name == "middle left");
    CHECK(zones[6].confusion.fp == 1);
    CHECK(total(zones).matched() == 3);
}
