// SPDX-License-Identifier: GPL-3.0-or-later
// A part of the EL records that lies beside its dies is told; clusters and errors of PL are not taken for
// one.
#include "libinspect/correlation/shifted_parts.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <random>
#include <vector>

#include <catch2/catch.hpp>

using namespace waferglow;
using Catch::Matchers::Contains;

namespace {

constexpr std::int32_t kAcross = 120;

DieMap round_map() {
    Wafer wafer;
    wafer.id = "W1";
    wafer.diameter_mm = kAcross * 0.1;
    return {wafer, centered_grid(wafer, 100, 100, 60, 60)};
}

struct Records {
    std::vector<std::uint8_t> pl;
    ElLabels labels;
    std::vector<std::uint8_t> el;

    [[nodiscard]] std::string told(const DieMap& map) const {
        return shifted_parts(map, labels, {el, pl}, {});
    }
};

/// Dies are bad at random, by 3 %, and in a round cluster, in which EL fails a ring more than PL. PL errs on
/// 1 % of all.
Records records_of(const DieMap& map, unsigned seed) {
    std::mt19937_64 random(seed);
    const auto chance = [&random](double p) { return static_cast<double>(random() >> 11U) * 0x1p-53 < p; };
    Records made;
    made.pl.assign(map.grid().cells(), 255);
    map.presence().for_each([&](DieIndex die) {
        const double from = std::hypot(die.row - 30.0, die.col - 70.0);
        const bool bad = chance(0.03);
        made.pl[map.grid().cell(die)] = (bad || from < 8.0) != chance(0.01) ? 1 : 0;
        made.labels.upright.row.push_back(die.row);
        made.labels.upright.col.push_back(die.col);
        made.el.push_back(bad || from < 9.5 ? 1 : 0);
    });
    return made;
}

}  // namespace

TEST_CASE("records that lie right have no shifted part, whatever the clusters", "[correlation]") {
    const DieMap map = round_map();
    for (const unsigned seed : {1U, 2U, 3U, 4U, 5U}) CHECK(records_of(map, seed).told(map).empty());
}

TEST_CASE("rows behind a skipped die are told with their shift", "[correlation]") {
    const DieMap map = round_map();
    Records records = records_of(map, 1);
    for (std::size_t i = 0; i < records.el.size(); ++i) {
        if (records.labels.upright.row[i] >= 90) ++records.labels.upright.col[i];
    }
    CHECK_THAT(records.told(map), Contains("rows +0, columns -1") && Contains("rows 90 to"));
}

TEST_CASE("a quarter from a table of another alignment is told", "[correlation]") {
    const DieMap map = round_map();
    Records records = records_of(map, 2);
    for (std::size_t i = 0; i < records.el.size(); ++i) {
        std::int32_t& row = records.labels.upright.row[i];
        if (row < 60 && records.labels.upright.col[i] < 60) row -= 2;
    }
    CHECK_THAT(records.told(map), Contains("rows +2, columns +0"));
}

TEST_CASE("verdicts at chance have no shifted part", "[correlation]") {
    const DieMap map = round_map();
    Records records = records_of(map, 3);
    std::mt19937_64 random(7);
    std::shuffle(records.el.begin(), records.el.end(), random);
    CHECK(records.told(map).empty());
}
