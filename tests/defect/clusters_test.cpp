// SPDX-License-Identifier: GPL-3.0-or-later
// Clusters against a plain flood fill, and by hand.
#include "libinspect/defect/clusters.h"

#include <algorithm>
#include <random>

using namespace waferglow;

namespace {

constexpr std::uint8_t kGood = 1;
constexpr std::uint8_t kDead = 2;
constexpr std::uint8_t kLeaky = 4;

DieGrid grid_of(std::int32_t rows, std::int32_t cols) {
    return {.rows = rows,
            .cols = cols,
            .x0_um = 0.0,
            .y0_um = 0.0,
            .pitch_x_um = 10.0,
            .pitch_y_um = 10.0,
            .die_width_um = 5.0,
            .die_height_um = 5.0};
}

std::array<bool, 256> failing() {
    std::array<bool, 256> fails{};
    fails[kDead] = true;
    fails[kLeaky] = true;
    return fails;
}

/// Sizes of the clusters, by flood fill.
std::vector<std::int64_t> sizes_by_flood_fill(std::vector<std::uint8_t> bins, const DieGrid& grid) {
    std::vector<std::int64_t> sizes;
    for (std::int32_t row = 0; row < grid.rows; ++row) {
        for (std::int32_t col = 0; col < grid.cols; ++col) {
            if (bins[grid.cell({row, col})] != kDead) continue;
            std::int64_t size = 0;
            std::vector<DieIndex> open{{row, col}};
            bins[grid.cell({row, col})] = kGood;
            while (!open.empty()) {
                const DieIndex die = open.back();
                open.pop_back();
                ++size;
                for (std::int32_t dr = -1; dr <= 1; ++dr) {
                    for (std::int32_t dc = -1; dc <= 1; ++dc) {
                        const DieIndex next{die.row + dr, die.col + dc};
                        if (!grid.contains(next) || bins[grid.cell(next)] != kDead) continue;
                        bins[grid.cell(next)] = kGood;
                        open.push_back(next);
                    }
                }
            }
            sizes.push_back(size);
        }
    }
    return sizes;
}

}  // namespace

TEST_CASE("clusters are those of a flood fill, in the order of their first die", "[defect]") {
    std::mt19937 random(3);
    for (const unsigned share : {3U, 10U, 30U, 45U, 60U}) {
        const DieGrid grid = grid_of(300, 70);  // more rows than one block of the search
        std::vector<std::uint8_t> bins(grid.cells(), kGood);
        for (std::uint8_t& bin : bins) bin = random() % 100 < share ? kDead : kGood;
        std::vector<std::int64_t> sizes;
        for (const DieCluster& cluster : find_clusters(bins, grid, failing(), 1))
            sizes.push_back(cluster.dies);
        CHECK(sizes == sizes_by_flood_fill(bins, grid));
    }
}

TEST_CASE("dies that touch by a corner are one cluster, with extent, middle and commonest bin", "[defect]") {
    const DieGrid grid = grid_of(5, 6);
    std::vector<std::uint8_t> bins(grid.cells(), kGood);
    bins[grid.cell({1, 1})] = kLeaky;
    bins[grid.cell({2, 2})] = kLeaky;
    bins[grid.cell({3, 3})] = kDead;
    bins[grid.cell({0, 5})] = kDead;
    const auto clusters = find_clusters(bins, grid, failing(), 2);
    REQUIRE(clusters.size() == 1);
    CHECK(clusters[0].dies == 3);
    CHECK(clusters[0].bin == kLeaky);
    CHECK(clusters[0].row_min == 1);
    CHECK(clusters[0].row_max == 3);
    CHECK(clusters[0].col_min == 1);
    CHECK(clusters[0].col_max == 3);
    CHECK(clusters[0].mean_row == Approx(2.0));
    CHECK(clusters[0].mean_col == Approx(2.0));
}

TEST_CASE("dies without a bin join nothing", "[defect]") {
    const DieGrid grid = grid_of(1, 3);
    const std::vector<std::uint8_t> bins{kDead, 255, kDead};
    CHECK(find_clusters(bins, grid, failing(), 1).size() == 2);
    CHECK(find_clusters(bins, grid, failing(), 2).empty());
}

TEST_CASE("a cluster as a finding lies at the mean of its dies and covers their cells", "[defect]") {
    const DieGrid grid = grid_of(6, 8);
    std::vector<std::uint8_t> bins(grid.cells(), kGood);
    for (const DieIndex die : {DieIndex{1, 2}, DieIndex{1, 3}, DieIndex{2, 4}, DieIndex{3, 5}})
        bins[grid.cell(die)] = kDead;
    const FindingList list = findings_of(find_clusters(bins, grid, failing(), 2), grid);
    REQUIRE(list.findings.size() == 1);
    const Finding& cluster = list.findings.front();
    CHECK(cluster.number == 1);
    CHECK(cluster.code == kDead);
    CHECK(cluster.dies == 4);
    CHECK(cluster.place.x == Approx(35.0));   // mean of columns 2, 3, 4, 5 at 10 um
    CHECK(cluster.place.y == Approx(-17.5));  // of rows 1, 1, 2, 3, downwards
    CHECK(cluster.on == DieRect{1, 4, 2, 6});
    CHECK(cluster.extent.left == Approx(15.0));
    CHECK(cluster.extent.right == Approx(55.0));
    CHECK(cluster.extent.top == Approx(-5.0));
    CHECK(cluster.extent.bottom == Approx(-35.0));
}
