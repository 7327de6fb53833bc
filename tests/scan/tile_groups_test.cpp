// SPDX-License-Identifier: GPL-3.0-or-later
// Tiles of several channels at one place are worked on together, strongest first.
#include "libinspect/scan/internal/tile_groups.h"

using namespace waferglow;

namespace {

ScanJob job_of(const std::vector<std::pair<int, StagePoint>>& tiles) {
    ScanJob job;
    job.grid = {.rows = 10,
                .cols = 10,
                .pitch_x_um = 20.0,
                .pitch_y_um = 10.0,
                .die_width_um = 5.0,
                .die_height_um = 5.0};
    job.channels = {{.name = "weak"}, {.name = "strong"}};
    for (const auto& [channel, at] : tiles)
        job.tiles.push_back({.index = 0, .channel = channel, .position = at, .name = {}});
    return job;
}

constexpr std::array<std::size_t, 2> kOrder{1, 0};

}  // namespace

TEST_CASE("tiles within half a pitch of a strong one join it, others stay alone", "[scan]") {
    const ScanJob job = job_of({{0, {0.0, 0.0}},
                                {0, {104.9, 0.0}},
                                {0, {205.1, 0.0}},
                                {1, {0.0, 0.0}},
                                {1, {100.0, 0.0}},
                                {1, {200.0, 0.0}}});
    const std::vector<TileGroup> groups = group_by_position(job, kOrder);
    REQUIRE(groups.size() == 4);
    CHECK(groups[0].tiles == std::vector<std::size_t>{3, 0});
    CHECK(groups[1].tiles == std::vector<std::size_t>{4, 1});
    CHECK(groups[1].strongest == 4U);
    CHECK(groups[2].tiles == std::vector<std::size_t>{2});
    CHECK_FALSE(groups[2].strongest.has_value());
    CHECK(groups[3].tiles == std::vector<std::size_t>{5});
}

TEST_CASE("groups follow the order of the job", "[scan]") {
    const ScanJob job = job_of({{1, {0.0, 0.0}}, {0, {0.0, 0.0}}, {1, {100.0, 0.0}}, {0, {100.0, 0.0}}});
    const std::vector<TileGroup> groups = group_by_position(job, kOrder);
    REQUIRE(groups.size() == 2);
    CHECK(groups[0].tiles == std::vector<std::size_t>{0, 1});
    CHECK(groups[1].tiles == std::vector<std::size_t>{2, 3});
}

TEST_CASE("a job without channels has no groups", "[scan]") {
    CHECK(group_by_position(ScanJob{}, {}).empty());
}

TEST_CASE(
    "passes come one after the other, each by the order of its own tiles, with the strongest of an "
    "earlier one",
    "[scan]") {
    ScanJob job = job_of({{1, {0.0, 0.0}}, {1, {100.0, 0.0}}, {0, {100.0, 0.0}}, {0, {0.0, 0.0}}});
    job.tiles[2].pass = job.tiles[3].pass = 1;
    const auto passes = split_by_pass(job, group_by_position(job, kOrder));
    REQUIRE(passes.size() == 2);
    REQUIRE(passes[0].size() == 2);
    CHECK(passes[0][0].tiles == std::vector<std::size_t>{0});
    CHECK(passes[0][1].tiles == std::vector<std::size_t>{1});
    REQUIRE(passes[1].size() == 2);
    CHECK(passes[1][0].tiles == std::vector<std::size_t>{2});
    CHECK(passes[1][0].strongest == 1U);
    CHECK(passes[1][1].tiles == std::vector<std::size_t>{3});
    CHECK(passes[1][1].strongest == 0U);
}
