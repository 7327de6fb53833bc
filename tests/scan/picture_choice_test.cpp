// SPDX-License-Identifier: GPL-3.0-or-later
// Which dies get pictures, and in which channels.
#include "libinspect/finding/finding_kinds.h"
#include "libinspect/scan/die_pictures.h"

#include <cmath>

#include <catch2/catch.hpp>

using namespace waferglow;

namespace {

constexpr std::uint8_t kGoodBin = 1;
constexpr std::uint8_t kBadBin = 2;

/// 10 x 10 dies; `found`: column and strength of findings in row 0, a die fails where `fails` has its column.
WaferFile picture_wafer(const std::vector<std::pair<std::int32_t, double>>& found,
                        const std::vector<std::int32_t>& fails) {
    WaferFile file;
    file.map = DieMap(standard_wafer(2), {.rows = 10,
                                          .cols = 10,
                                          .x0_um = -450.0,
                                          .y0_um = 450.0,
                                          .pitch_x_um = 100.0,
                                          .pitch_y_um = 100.0,
                                          .die_width_um = 80.0,
                                          .die_height_um = 80.0});
    file.channels = {{"pl", ChannelKind::pl, 10.0, 1.0}, {"top", ChannelKind::reflected, 0.0, 1.0}};
    file.bins.assign(100, kGoodBin);
    for (const std::uint8_t code : {kGoodBin, kBadBin}) {
        StoredBin& bin = file.bin_table.emplace_back();
        bin.code = code;
        bin.pass = code == kGoodBin;
    }
    for (const std::int32_t col : fails) file.bins[static_cast<std::size_t>(col)] = kBadBin;
    FindingList list{.kind = &finding_kind(kDefects), .findings = {}, .classes = {"particle"}};
    list.columns = {{"sigma", {}, {}}, {"tile", {}, {}}};
    for (const auto& [col, sigma] : found) {
        list.findings.push_back({.number = col + 1,
                                 .channel = 1,
                                 .dies = 1,
                                 .on = {.row_begin = 0, .row_end = 1, .col_begin = col, .col_end = col + 1}});
        list.columns[0].numbers.push_back(sigma);
        list.columns[1].numbers.push_back(40.0 + col);
    }
    file.findings = {list};
    return file;
}

std::vector<std::int32_t> columns_of(const std::vector<PicturedDie>& dies) {
    std::vector<std::int32_t> columns;
    for (const PicturedDie& die : dies) columns.push_back(die.die.col);
    return columns;
}

}  // namespace

TEST_CASE("failing dies with a finding come first, each kind by the strongest finding", "[scan][pictures]") {
    const WaferFile file = picture_wafer({{1, 5.0}, {2, 30.0}, {3, 9.0}, {4, 7.0}}, {1, 3, 8});
    const std::vector<PicturedDie> dies = dies_to_picture(file, 100);
    CHECK(columns_of(dies) == std::vector<std::int32_t>{3, 1, 2, 4, 8});
    CHECK(dies[0].sigma == 9.0F);
    CHECK(std::isnan(dies[4].sigma));
}

TEST_CASE("a die with several findings is pictured once, by the strongest", "[scan][pictures]") {
    const WaferFile file = picture_wafer({{1, 5.0}, {2, 6.0}, {1, 8.0}}, {});
    const std::vector<PicturedDie> dies = dies_to_picture(file, 100);
    CHECK(columns_of(dies) == std::vector<std::int32_t>{1, 2});
    CHECK(dies[0].sigma == 8.0F);
}

TEST_CASE("the tile that showed the finding is the one to be cut from", "[scan][pictures]") {
    const std::vector<PicturedDie> dies = dies_to_picture(picture_wafer({{6, 5.0}}, {}), 100);
    CHECK(dies[0].tile == std::vector<std::int32_t>{-1, 46});
}

TEST_CASE("no more dies than asked for, those without a finding evenly", "[scan][pictures]") {
    const WaferFile file = picture_wafer({{0, 5.0}}, {2, 3, 4, 5, 6, 7, 8, 9});
    CHECK(columns_of(dies_to_picture(file, 5)) == std::vector<std::int32_t>{0, 2, 4, 6, 8});
    CHECK(columns_of(dies_to_picture(file, 1)) == std::vector<std::int32_t>{0});
    CHECK(dies_to_picture(file, 0).empty());
}

TEST_CASE("pictures are of reflected light, and PL by the strongest and the weakest light",
          "[scan][pictures]") {
    const std::vector<Channel> channels{{"low", ChannelKind::pl, 1.0, 5.0},
                                        {"top", ChannelKind::reflected, 0.0, 1.0},
                                        {"high", ChannelKind::pl, 30.0, 5.0},
                                        {"middle", ChannelKind::pl, 5.0, 5.0}};
    Recipe recipe;
    CHECK(picture_channels(channels, recipe) == std::vector<std::size_t>{1, 2, 0});
    const std::vector<Channel> one_pl{channels[1], channels[2]};
    CHECK(picture_channels(one_pl, recipe) == std::vector<std::size_t>{0, 1});
    const std::vector<Channel> no_top{channels[0], channels[2]};
    CHECK(picture_channels(no_top, recipe).empty());
    recipe.appearance.pictures = 0;
    CHECK(picture_channels(channels, recipe).empty());
}
