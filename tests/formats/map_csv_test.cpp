// SPDX-License-Identifier: GPL-3.0-or-later
// Maps as CSV: the contract's columns, what is empty and what is not, and the same bytes for any number of
// threads.
#include "libinspect/formats/map_csv.h"

#include "libinspect/base/parallel.h"
#include "libinspect/formats/csv_reader.h"
#include "tests/formats/support.h"

#include <cmath>

using namespace waferglow;
using namespace waferglow::test;
using Catch::Contains;

namespace {

const std::vector<BinLabel> kLabels{{.code = 0, .name = "good", .pass = true},
                                    {.code = 7, .name = "weak, \"dim\"", .pass = false}};

/// Three dies: the corners of a 2 x 2 grid but for one, which lies outside of the wafer.
DieMap small_map() {
    Wafer wafer;
    wafer.diameter_mm = 1.0;
    const DieGrid grid{.rows = 2,
                       .cols = 2,
                       .x0_um = -100.0,
                       .y0_um = 100.0,
                       .pitch_x_um = 200.1,
                       .pitch_y_um = 500.0,
                       .die_width_um = 50.0,
                       .die_height_um = 50.0};
    return {wafer, grid};
}

std::string csv_of(const DieMap& map, const BinColumn& bins) {
    const TempFolder folder;
    write_map_csv(folder / "map.csv", map, bins);
    return content_of(folder / "map.csv");
}

}  // namespace

TEST_CASE("each existing die has a row with its place, bin and layers") {
    DieMap map = small_map();
    map.add("pl_high", "DN", "").values = {1.5F, 1e10F, 0.1F, -2.0F};
    map.add("pl_high_rel", "", "").values = {1.0F, kNoData, 0.333333343F, 16777216.0F};
    const std::vector<std::uint8_t> codes{0, 7, kNoBinCode, 0};
    CHECK(csv_of(map, {codes, kLabels}) ==
          "row,col,x_um,y_um,measured,bin,pass,pl_high,pl_high_rel\n"
          "0,0,-100,100,1,good,1,1.5,1\n"
          "0,1,100.1,100,1,\"weak, \"\"dim\"\"\",0,1e+10,\n"
          "1,0,-100,-400,0,,,0.1,0.33333334\n"
          "1,1,100.1,-400,1,good,1,-2,16777216\n");
}

TEST_CASE("dies that do not exist have no row") {
    DieMap map(
        [] {
            Wafer wafer;
            wafer.diameter_mm = 0.8;  // the lower dies reach 425 um down
            return wafer;
        }(),
        small_map().grid());
    CHECK(csv_of(map, {{}, {}}) ==
          "row,col,x_um,y_um,measured,bin,pass\n"
          "0,0,-100,100,0,,\n"
          "0,1,100.1,100,0,,\n");
}

TEST_CASE("without bins a die is measured where any layer has a value") {
    DieMap map = small_map();
    map.add("a", "", "").values = {kNoData, 1.0F, kNoData, kNoData};
    map.add("b", "", "").values = {kNoData, kNoData, 0.0F, kNoData};
    CHECK(csv_of(map, {{}, {}}) ==
          "row,col,x_um,y_um,measured,bin,pass,a,b\n"
          "0,0,-100,100,0,,,,\n"
          "0,1,100.1,100,1,,,1,\n"
          "1,0,-100,-400,1,,,,0\n"
          "1,1,100.1,-400,0,,,,\n");
}

TEST_CASE("bin codes of another size or without a name are misuse") {
    const TempFolder folder;
    const DieMap map = small_map();
    const auto usage_error = [&](const std::vector<std::uint8_t>& codes) {
        return error_of(ErrorKind::usage, [&] { write_map_csv(folder / "map.csv", map, {codes, kLabels}); });
    };
    CHECK_THAT(usage_error({0, 0, 0}), Contains("3 bin codes for a map of 4 cells"));
    CHECK_THAT(usage_error({0, 0, 9, 0}), Contains("bin code 9 has no name"));
    CHECK(std::filesystem::is_empty(folder.path()));
}

TEST_CASE("floats read back bit for bit, on one thread and on many alike") {
    Wafer wafer;
    wafer.diameter_mm = 50.8;
    const DieGrid grid = centered_grid(wafer, 400.0, 300.0, 390.0, 290.0);
    DieMap map(wafer, grid);
    Layer& layer = map.add("v", "", "");
    for (std::size_t i = 0; i < layer.values.size(); ++i) {
        layer.values[i] =
            std::ldexp(1.0F + static_cast<float>(i % 8191) / 8192.0F, static_cast<int>(i % 200) - 100);
    }
    const TempFolder folder;
    write_map_csv(folder / "many.csv", map, {{}, {}});
    {
        const ThreadLimit one(1);
        write_map_csv(folder / "one.csv", map, {{}, {}});
    }
    CHECK(content_of(folder / "one.csv") == content_of(folder / "many.csv"));
    CsvReader csv(folder / "many.csv");
    std::int64_t rows = 0;
    std::int64_t wrong = 0;
    while (csv.next()) {
        const DieIndex die{csv.integer(0), csv.integer(1)};
        const WaferPoint center = grid.center(die);
        if (static_cast<float>(csv.number(7)) != layer.values[grid.cell(die)]) ++wrong;
        if (std::abs(csv.number(2) - center.x) > 1e-4 || std::abs(csv.number(3) - center.y) > 1e-4) ++wrong;
        ++rows;
    }
    CHECK(rows == map.presence().count());
    CHECK(wrong == 0);
}
