// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/scan/internal/position_index.h"

#include <vector>

using waferglow::PositionIndex;
using waferglow::StagePoint;

TEST_CASE("the tile of another channel is found where the stage came back to", "[scan]") {
    const std::vector<StagePoint> positions{{0.0, 0.0}, {100.0, 0.0}, {100.0, 90.0}, {100.0, 90.0}};
    const PositionIndex index(positions, 10.0);
    CHECK(index.find({99.0, 2.0}) == 1U);
    CHECK(index.find({100.0, 90.0}) == 2U);
    CHECK(index.find({104.9, 85.1}) == 2U);
    CHECK_FALSE(index.find({50.0, 0.0}).has_value());
    CHECK_FALSE(index.find({100.0, 11.0}).has_value());
}
