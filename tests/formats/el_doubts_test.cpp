// SPDX-License-Identifier: GPL-3.0-or-later
// EL data that would give every die a verdict, many of them wrong ones: places of another scale, unit or
// turn, values that are no fails, records of several wafers. Refused, or told.
#include "libinspect/formats/el_source.h"
#include "tests/formats/fab_maps.h"
#include "tests/formats/stdf_bytes.h"
#include "tests/formats/support.h"

#include <cmath>
#include <functional>

#include <fmt/format.h>

using namespace waferglow;
using namespace waferglow::test;
using Catch::Contains;

namespace {

const DieGrid kGrid{.rows = 60,
                    .cols = 60,
                    .x0_um = -5900.0,
                    .y0_um = 4425.0,
                    .pitch_x_um = 200.0,
                    .pitch_y_um = 150.0,
                    .die_width_um = 120.0,
                    .die_height_um = 80.0};

ElTable read(const std::string& content, const std::string& toml = {}, const std::string& wafer = {}) {
    const TempFolder folder;
    ElOptions options{.mapping = {}, .wafer_id = wafer};
    if (!toml.empty())
        options.mapping = read_el_mapping(
            folder.write("m.toml", "format = \"waferglow-el-mapping\"\nversion = 1\n" + toml));
    return read_el(folder.write("el", content), kGrid, options);
}

/// A record for every die of the grid, at the place that `moved` makes of its centre.
std::string table_of(const std::function<WaferPoint(WaferPoint)>& moved) {
    std::string text = "x_um,y_um,pass\n";
    for (std::int32_t row = 0; row < kGrid.rows; ++row) {
        for (std::int32_t col = 0; col < kGrid.cols; ++col) {
            const WaferPoint place = moved(kGrid.center({row, col}));
            text += fmt::format("{:.3f},{:.3f},{}\n", place.x, place.y, (row * 7 + col) % 13 == 0 ? 0 : 1);
        }
    }
    return text;
}

std::string refusal(const std::function<WaferPoint(WaferPoint)>& moved) {
    return input_error([&] { (void)read(table_of(moved)); });
}

/// A mapping file by rows and columns whose [pass] goes on as told.
std::string by_bin(const char* rest) {
    return fmt::format("[place]\nrow = \"r\"\ncol = \"c\"\n[pass]\ncolumn = \"Bin\"\n{}", rest);
}

}  // namespace

TEST_CASE("places with a common offset, a small scale or a small turn are those of their dies",
          "[el_source]") {
    const ElTable truth = read(table_of([](WaferPoint p) { return p; }));
    const auto same = [&](const std::function<WaferPoint(WaferPoint)>& moved) {
        const ElTable table = read(table_of(moved));
        return table.row == truth.row && table.col == truth.col;
    };
    CHECK(same([](WaferPoint p) -> WaferPoint { return {p.x + 60.0, p.y - 40.0}; }));  // of a corner
    CHECK(same([](WaferPoint p) -> WaferPoint { return {1.003 * p.x, 1.003 * p.y}; }));
    CHECK(same([](WaferPoint p) -> WaferPoint { return {p.x - 0.003 * p.y, p.y + 0.003 * p.x}; }));
}

TEST_CASE("places that fall on other dies are refused with what they show", "[el_source]") {
    CHECK_THAT(refusal([](WaferPoint p) -> WaferPoint {
                   return {1.03 * p.x, p.y};
               }),
               Contains("1.0300 times as far apart as the dies in x and 1.0000 times in y"));
    CHECK_THAT(refusal([](WaferPoint p) -> WaferPoint {
                   return {p.x - 0.03 * p.y, p.y + 0.03 * p.x};
               }),
               Contains("turned by 30.0 mrad"));
    CHECK_THAT(refusal([](WaferPoint p) -> WaferPoint {
                   return {1e-3 * p.x, 1e-3 * p.y};
               }),
               Contains("3600 records lie on 4 dies by their places; check the unit"));
    CHECK_THAT(refusal([](WaferPoint p) -> WaferPoint {
                   return {p.y, p.x};
               }),
               Contains("do not lie on a grid of 200 x 150 um"));
    CHECK_THAT(refusal([](WaferPoint p) -> WaferPoint {
                   return {1000.0 * std::round(1e-3 * p.x), 1000.0 * std::round(1e-3 * p.y)};
               }),
               Contains("check"));
}

TEST_CASE("values that may be no fails are told, and 'fail' says which are", "[el_source]") {
    const std::string table = "r,c,Bin\n0,0,1\n0,1,2\n0,2,untested\n0,3,1*\n";
    const ElTable all = read(table, by_bin("values = [1]\n"));
    CHECK(all.pass == std::vector<std::uint8_t>{1, 0, 0, 0});
    CHECK(warns(all.warnings, "values that count as fails and may not be: '1*' (1), 'untested' (1)"));
    const ElTable named = read(table, by_bin("values = [1]\nfail = [2]\n"));
    CHECK(named.pass == std::vector<std::uint8_t>{1, 0, kNoPass, kNoPass});
    CHECK(warns(named.warnings, "neither pass nor fail by the mapping"));
    const ElTable words = read("r,c,Bin\n0,0,PASS\n0,1,Pass\n0,2,FAIL\n", by_bin("values = [\"PASS\"]\n"));
    CHECK(warns(words.warnings, "may not be: 'Pass' (1)"));
    CHECK_FALSE(warns(words.warnings, "FAIL"));
}

TEST_CASE("a mapping with a key that is not known is refused", "[el_source]") {
    const auto refused = [](const std::string& toml) {
        return input_error([&] { (void)read("r,c,Bin\n0,0,1\n", toml); });
    };
    CHECK_THAT(refused(by_bin("values = [1]\nvlaues = [2]\n")), Contains("vlaues") && Contains("values"));
    CHECK_THAT(refused("[passs]\ncolumn = \"Bin\"\n"), Contains("passs"));
    CHECK_THAT(refused(by_bin("values = [1]\n[columns]\nir_ua = { column = \"I\", factor = 2 }\n")),
               Contains("factor"));
    CHECK_THAT(refused(by_bin("values = [1]\n[columns]\nir_ua = { column = \"I\", scale = 0 }\n")),
               Contains("must not be 0"));
}

TEST_CASE("a table of several wafers is refused", "[el_source]") {
    CHECK_THAT(input_error([] { (void)read("wafer,row,col,pass\nA,0,0,1\nA,0,1,1\nB,0,0,0\n"); }),
               Contains("line 4") && Contains("'B' is another wafer than 'A'"));
    CHECK(read("wafer,row,col,pass\nA,0,0,1\nA,0,1,0\n").size() == 2);
}

TEST_CASE("a part whose testing ended abnormally did not pass", "[el_source]") {
    StdfBytes file(false);
    file.orientation('D', 'R', 'D');
    file.wafer("W");
    for (const auto& [x, flag] : {std::pair{0, 0}, std::pair{1, 4}, std::pair{2, 12}}) {
        file.begin();
        file.part(x, 0, 1, flag);
    }
    file.end();
    const ElTable table = read(file.bytes());
    CHECK(table.pass == std::vector<std::uint8_t>{1, kNoPass, 0});
    CHECK(warns(table.warnings, "the testing of 2 parts ended abnormally"));
}

TEST_CASE("codes of SINF that stand for no die are told", "[sinf]") {
    const ElTable table = read("BCEQU:01\nRowData:01 02 FE\nRowData:01 FF 01\n");
    CHECK(table.size() == 4);
    CHECK(warns(table.warnings, "the cells with code 'FE' are taken for edge dies"));
    CHECK(warns(table.warnings, "the cells with code 'FF' are taken for reference dies"));
}
