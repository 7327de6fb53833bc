// SPDX-License-Identifier: GPL-3.0-or-later
// Every EL record ends in exactly one account.
#include "libinspect/correlation/el_join.h"

#include "libinspect/base/error.h"

#include <vector>

using namespace waferglow;

namespace {

/// 4 x 4 dies of 1 mm on a wafer of 5 mm: the corner dies don't exist.
DieMap small_map() {
    const DieGrid grid{.rows = 4,
                       .cols = 4,
                       .x0_um = -1500,
                       .y0_um = 1500,
                       .pitch_x_um = 1000,
                       .pitch_y_um = 1000,
                       .die_width_um = 900,
                       .die_height_um = 900};
    Wafer wafer;
    wafer.id = "W1";
    wafer.diameter_mm = 5.0;
    return {wafer, grid};
}

}  // namespace

TEST_CASE("off-wafer, repeated and missing records are listed", "[correlation]") {
    const DieMap map = small_map();
    REQUIRE(map.presence().count() == 12);
    const std::vector<std::int32_t> row{1, 0, 2, 1, 9, 1};
    const std::vector<std::int32_t> col{1, 0, 2, 1, 0, 1};
    const std::vector<std::uint8_t> pass{0, 1, 1, 1, 1, 1};
    const ElJoin join = join_el(map, row, col, pass);
    CHECK(join.off_wafer == std::vector<std::int32_t>{1, 4});
    CHECK(join.superseded == std::vector<std::int32_t>{0, 3});
    CHECK(join.contradicting == 1);
    CHECK(join.dies == 2);
    CHECK(join.missing == 10);
    CHECK(join.records == 6);
    CHECK(join.record_of_cell[map.grid().cell({1, 1})] == 5);
}

TEST_CASE("a die without a bin or without a verdict is not judged", "[correlation]") {
    const DieMap map = small_map();
    const std::vector<std::int32_t> row{1, 1, 2, 2, 0, 3};
    const std::vector<std::int32_t> col{1, 2, 1, 2, 1, 1};
    const std::vector<std::uint8_t> pass{0, 1, 0, 1, 255, 1};
    std::vector<std::uint8_t> bins(16, 1);
    bins[map.grid().cell({1, 2})] = 2;
    bins[map.grid().cell({2, 1})] = 2;
    bins[map.grid().cell({3, 1})] = 255;
    BinVerdicts pl{.bins = bins, .passes = {}};
    pl.passes[1] = true;
    const JudgedDies judged = judge_dies(join_el(map, row, col, pass), pass, pl);
    CHECK(judged.outcomes[map.grid().cell({1, 1})] == DieOutcome::escape);
    CHECK(judged.outcomes[map.grid().cell({1, 2})] == DieOutcome::overkill);
    CHECK(judged.outcomes[map.grid().cell({2, 1})] == DieOutcome::hit);
    CHECK(judged.outcomes[map.grid().cell({2, 2})] == DieOutcome::agreed_good);
    CHECK(judged.not_judged == 1);
    CHECK(judged.unmeasured == 1);
    CHECK(judged.confusion.matched() == 4);
}

TEST_CASE("EL columns of different length are refused", "[correlation]") {
    const std::vector<std::int32_t> one{1};
    CHECK_THROWS_AS(join_el(small_map(), one, {}, {}), Error);
}

TEST_CASE("records on test structures are told from those outside of the wafer", "[correlation]") {
    const DieMap plain = small_map();
    const std::vector<LayoutCell> cells{{{1, 1}, CellKind::pcm, ""}, {{2, 2}, CellKind::mark, ""}};
    const DieMap map(plain.wafer(), plain.grid(), WaferLayout(plain.grid(), cells));
    REQUIRE(map.presence().count() == 10);
    const std::vector<std::int32_t> row{1, 2, 9, 1, 1};
    const std::vector<std::int32_t> col{1, 2, 0, 2, 2};
    const std::vector<std::uint8_t> pass{0, 1, 1, 1, 1};
    const ElJoin join = join_el(map, row, col, pass);
    CHECK(join.on_no_die == std::vector<std::int32_t>{0, 1});
    CHECK(join.off_wafer == std::vector<std::int32_t>{2});
    CHECK(join.dies == 1);
    CHECK(join.missing == 9);
    CHECK(join.records ==
          static_cast<std::int64_t>(join.on_no_die.size() + join.off_wafer.size() + join.superseded.size()) +
              join.dies);
}
