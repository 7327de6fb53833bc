// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/scan/tile_record.h"

#include "libinspect/base/error.h"

#include <cstdint>
#include <cstring>

#include <catch2/catch.hpp>

using namespace waferglow;
using Catch::Contains;

namespace {

TileRecord some_record() {
    TileRecord record;
    record.tile = 42;
    record.rect = {.row_begin = 3, .row_end = 5, .col_begin = 10, .col_end = 13};
    record.registration.shift_x_um = 1.25;
    record.registration.lit_dies = 6;
    record.outline = {.margin_cells = 40, .margin_lit = 3, .off_wafer_cells = 50, .off_wafer_lit = 9};
    record.blur = {.x_px = 1.5F, .y_px = 0.75F, .sigma_x_px = 0.25F, .sigma_y_px = 0.125F};
    float next = 0.5F;
    record.values.resize(3);
    for (auto& plane : record.values) {
        for (std::size_t i = 0; i < record.rect.cells(); ++i) plane.push_back(next += 1.0F);
    }
    record.spares.reset(3);
    record.spares.add({4, 11}, record.values, 2);
    record.spares.add({4, 12}, record.values, 5);
    record.remark = "taken twice";
    return record;
}

}  // namespace

TEST_CASE("what a tile shows of the appearance of dies is read back as it was written", "[scan]") {
    TileRecord record = some_record();
    record.appearance.emplace();
    record.appearance->placed = true;
    record.appearance->level_dn = 812.5;
    record.appearance->dies.resize(2);
    record.appearance->dies[1].die = {4, 12};
    record.appearance->dies[1].body = -0.25F;
    record.appearance->spots.push_back({.look = 1, .spot = {}});
    record.appearance->spots[0].spot.x_um = 3.5;
    const TileRecord read = decode_tile_record(encode_tile_record(record));
    REQUIRE(read.appearance);
    CHECK(read.fault().empty());
    CHECK(read.appearance->level_dn == 812.5);
    REQUIRE(read.appearance->dies.size() == 2);
    CHECK(read.appearance->dies[1].die == DieIndex{4, 12});
    CHECK(read.appearance->dies[1].body == -0.25F);
    REQUIRE(read.appearance->spots.size() == 1);
    CHECK(read.appearance->spots[0].look == 1);
    CHECK(read.appearance->spots[0].spot.x_um == 3.5);
    CHECK(read.remark == record.remark);
}

TEST_CASE("a tile whose dies were not found says so after it was read back", "[scan]") {
    TileRecord record = some_record();
    record.appearance.emplace();
    record.appearance->fault = "no die grid can be made out in it";
    CHECK(decode_tile_record(encode_tile_record(record)).fault() == record.appearance->fault);
}

TEST_CASE("a tile's record is read back as it was written", "[scan]") {
    const TileRecord record = some_record();
    const TileRecord read = decode_tile_record(encode_tile_record(record));
    CHECK(read.tile == 42);
    CHECK(read.rect == record.rect);
    CHECK(read.registration.shift_x_um == 1.25);
    CHECK(read.registration.lit_dies == 6);
    CHECK(read.outline.margin_lit == 3);
    CHECK(read.outline.off_wafer_cells == 50);
    CHECK(read.blur.x_px == 1.5F);
    CHECK(read.blur.sigma_y_px == 0.125F);
    CHECK(read.values == record.values);
    CHECK(read.remark == record.remark);
    REQUIRE(read.spares.size() == 2);
    const SpareDie last = read.spares[1];
    CHECK(last.die == DieIndex{4, 12});
    CHECK(std::vector<float>(last.values.begin(), last.values.end()) ==
          std::vector<float>{record.values[0][5], record.values[1][5], record.values[2][5]});
}

TEST_CASE("a record of another layout is refused with its number and what to do", "[scan]") {
    std::vector<std::byte> bytes = encode_tile_record(some_record());
    bytes[sizeof(std::uint32_t)] = std::byte{kTileRecordSchema + 1};  // little-endian, behind the mark
    CHECK_THROWS_WITH(decode_tile_record(bytes), Contains("layout 3") && Contains("--force"));
}

TEST_CASE("a record from before layouts were numbered is refused as layout 0", "[scan]") {
    std::vector<std::byte> bytes = encode_tile_record(some_record());
    const std::uint32_t tile = 42;  // with which it began
    std::memcpy(bytes.data(), &tile, sizeof tile);
    CHECK_THROWS_WITH(decode_tile_record(bytes), Contains("layout 0") && Contains("--force"));
}

TEST_CASE("a tile without dies leaves a record too", "[scan]") {
    TileRecord empty;
    empty.tile = 7;
    CHECK(decode_tile_record(encode_tile_record(empty)).tile == 7);
}

TEST_CASE("bytes that are no record are refused at any length", "[scan]") {
    const std::vector<std::byte> bytes = encode_tile_record(some_record());
    for (std::size_t length = 0; length < bytes.size(); ++length) {
        CHECK_THROWS_AS(decode_tile_record(std::span(bytes).first(length)), Error);
    }
}
