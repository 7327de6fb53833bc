// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/appearance/internal/scratches.h"

#include <cmath>
#include <vector>

#include <catch2/catch.hpp>

using namespace waferglow;
using namespace waferglow::appearance;

namespace {

const DieGrid kGrid{.rows = 10,
                    .cols = 10,
                    .pitch_x_um = 40.0,
                    .pitch_y_um = 30.0,
                    .die_width_um = 32.0,
                    .die_height_um = 22.0};

/// The piece of a line through (x0, y0) of the wafer that lies on a die, as a spot.
Spot piece(DieIndex die, double x0, double y0, double angle) {
    const WaferPoint c = kGrid.center(die);
    // Nearest point of the line to the die's centre.
    const double along = (c.x - x0) * std::cos(angle) + (c.y - y0) * std::sin(angle);
    Spot spot;
    spot.x_um = x0 + along * std::cos(angle) - c.x;
    spot.y_um = y0 + along * std::sin(angle) - c.y;
    spot.angle_rad = angle;
    spot.features.touches = Touches::edge;
    spot.features[Feature::straightness] = 0.9;
    spot.features[Feature::width_um] = 1.0;
    return spot;
}

std::vector<std::size_t> joined(const std::vector<DieIndex>& dies, const std::vector<Spot>& spots) {
    std::vector<PlacedSpot> placed;
    for (std::size_t i = 0; i < dies.size(); ++i) placed.push_back({dies[i], &spots[i]});
    return join_lines(placed, kGrid, 1.0);
}

}  // namespace

TEST_CASE("Pieces of one line on neighbouring dies are one scratch") {
    const std::vector<DieIndex> dies{{2, 2}, {2, 3}, {2, 4}};
    std::vector<Spot> spots;
    for (const DieIndex die : dies) spots.push_back(piece(die, 80.0, -62.0, 0.03));
    CHECK(joined(dies, spots) == std::vector<std::size_t>{0, 0, 0});
}

TEST_CASE("Parallel lines on neighbouring dies are two") {
    const std::vector<DieIndex> dies{{2, 2}, {2, 3}};
    const std::vector<Spot> spots{piece(dies[0], 80.0, -58.0, 0.0), piece(dies[1], 80.0, -66.0, 0.0)};
    CHECK(joined(dies, spots) == std::vector<std::size_t>{kNoLine, kNoLine});
}

TEST_CASE("A line that turns by more than short pieces can be off is none") {
    const std::vector<DieIndex> dies{{2, 2}, {2, 3}};
    const std::vector<Spot> spots{piece(dies[0], 100.0, -60.0, 0.0), piece(dies[1], 100.0, -60.0, 0.5)};
    CHECK(joined(dies, spots)[0] == kNoLine);
}

TEST_CASE("Angles just above and below the horizontal are alike") {
    const std::vector<DieIndex> dies{{2, 2}, {2, 3}};
    const double half_turn = 3.14159265358979;
    const std::vector<Spot> spots{piece(dies[0], 100.0, -60.0, 0.02),
                                  piece(dies[1], 100.0, -60.0, half_turn - 0.02)};
    CHECK(joined(dies, spots)[0] == 0);
}

TEST_CASE("A round spot beside a line is no piece of it") {
    const std::vector<DieIndex> dies{{2, 2}, {2, 3}};
    std::vector<Spot> spots{piece(dies[0], 100.0, -60.0, 0.0), piece(dies[1], 100.0, -60.0, 0.0)};
    spots[1].features[Feature::straightness] = 0.1;
    CHECK(joined(dies, spots)[0] == kNoLine);
}
