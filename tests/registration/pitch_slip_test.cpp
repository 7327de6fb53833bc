// SPDX-License-Identifier: GPL-3.0-or-later
// Whole-pitch slips from lit patterns of a small round wafer.
#include "libinspect/registration/internal/pitch_slip.h"

#include "tests/registration/scene.h"

#include <catch2/catch.hpp>

namespace waferglow {
namespace {

struct RoundWafer {
    Wafer wafer = standard_wafer(2);
    DieGrid grid = centered_grid(wafer, 1000.0, 1000.0, 800.0, 800.0);
    DiePresence presence{grid, wafer};
};

/// Cells [row0, row1) x [col0, col1) as a lattice labels them that calls die (r + rows, c + cols) (r, c);
/// `dead`: share of dead dies.
std::vector<LitRow> look(const RoundWafer& round, DieIndex from, DieIndex to, DieIndex slip, double dead) {
    std::vector<LitRow> rows;
    for (std::int32_t row = from.row; row < to.row; ++row) {
        LitRow line{.row = row, .first_col = from.col, .lit = {}};
        for (std::int32_t col = from.col; col < to.col; ++col) {
            const DieIndex die{row + slip.row, col + slip.col};
            line.lit.push_back(round.presence.exists(die) && scene::hash01(die, 1) >= dead ? 1 : 0);
        }
        rows.push_back(line);
    }
    return rows;
}

TEST_CASE("No cells, no slip", "[registration]") {
    const PitchSlip slip = find_slip({}, {.dies = RoundWafer().presence}, {.most = 8});
    CHECK(slip.rows == 0);
    CHECK(slip.cols == 0);
}

TEST_CASE("A slip shows at the wafer's edge, a third of the dies dead", "[registration]") {
    const RoundWafer round;
    const DieIndex slip = GENERATE(DieIndex{0, 0}, DieIndex{1, 0}, DieIndex{0, -2}, DieIndex{-5, 3});
    const PitchSlip found =
        find_slip(look(round, {-6, -6}, {round.grid.rows + 6, round.grid.cols + 6}, slip, 0.33),
                  {.dies = round.presence}, {.most = 8});
    CHECK(found.rows == slip.row);
    CHECK(found.cols == slip.col);
}

TEST_CASE("Inside of the wafer nothing tells a slip", "[registration]") {
    const RoundWafer round;
    const PitchSlip found =
        find_slip(look(round, {15, 15}, {30, 30}, {2, 2}, 0.1), {.dies = round.presence}, {.most = 3});
    CHECK(found.rows == 0);
    CHECK(found.cols == 0);
}

TEST_CASE("A dead half of the wafer is no slip", "[registration]") {
    const RoundWafer round;
    std::vector<LitRow> rows = look(round, {0, 0}, {round.grid.rows, round.grid.cols}, {0, 0}, 0.0);
    for (std::size_t i = 0; i < rows.size() / 2; ++i) rows[i].lit.assign(rows[i].lit.size(), 0);
    const PitchSlip found = find_slip(rows, {.dies = round.presence}, {.most = 8});
    CHECK(found.rows == 0);
    CHECK(found.cols == 0);
}

TEST_CASE("Specks of light outside of the wafer are no slip", "[registration]") {
    const RoundWafer round;
    std::vector<LitRow> rows = look(round, {0, 0}, {round.grid.rows, round.grid.cols}, {0, 0}, 0.1);
    for (std::size_t i = 0; i < 8; ++i) rows[i].lit[i] = 1;
    const PitchSlip found = find_slip(rows, {.dies = round.presence}, {.most = 8});
    CHECK(found.rows == 0);
    CHECK(found.cols == 0);
}

}  // namespace
}  // namespace waferglow
