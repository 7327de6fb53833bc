// SPDX-License-Identifier: GPL-3.0-or-later
// Layout files: what they say, and each way in which one is no layout of the grid.
#include "libinspect/formats/layout_file.h"

#include "libinspect/formats/e142.h"
#include "libinspect/formats/recording.h"
#include "libinspect/formats/sinf.h"
#include "tests/formats/sample_recording.h"

#include <vector>

#include <catch2/catch.hpp>

using namespace waferglow;
using namespace waferglow::test;
using Catch::Contains;

namespace {

DieGrid small_grid() {
    return {.rows = 3,
            .cols = 4,
            .x0_um = -300.0,
            .y0_um = 200.0,
            .pitch_x_um = 200.0,
            .pitch_y_um = 200.0,
            .die_width_um = 150.0,
            .die_height_um = 150.0};
}

std::string csv_error(const std::string& content) {
    const TempFolder folder;
    return input_error([&] { (void)read_layout(folder.write("layout.csv", content), small_grid()); });
}

}  // namespace

TEST_CASE("a CSV that is no layout of the grid is refused by line and cell", "[formats]") {
    CHECK_THAT(csv_error("row,col\n0,0\n"), Contains("kind"));
    CHECK_THAT(csv_error("row,col,kind\n0,0,die\n1,1,teg\n"),
               Contains("line 3") && Contains("die, pcm, mark and none"));
    CHECK_THAT(csv_error("row,col,kind\n3,0,pcm\n"), Contains("line 2") && Contains("has 3"));
    CHECK_THAT(csv_error("row,col,kind\n0,-1,pcm\n"), Contains("line 2") && Contains("has 4"));
    CHECK_THAT(csv_error("row,col,kind\n0,1,pcm\n2,2,pcm\n0,1,none\n"), Contains("line 4"));
}

TEST_CASE("a CSV tells kinds and groups, and all other cells are dies", "[formats]") {
    const TempFolder folder;
    const DieGrid grid = small_grid();
    const WaferLayout layout = read_layout(
        folder.write("layout.csv",
                     "row,col,kind,group\n0,1,pcm,\n1,2,mark,A\n2,3,none,\n0,0,die,B\n2,0,die,A\n"),
        grid);
    CHECK(layout.kind(grid.cell({0, 1})) == CellKind::pcm);
    CHECK(layout.kind(grid.cell({1, 2})) == CellKind::mark);
    CHECK(layout.kind(grid.cell({2, 3})) == CellKind::none);
    CHECK(layout.kind(grid.cell({1, 1})) == CellKind::die);
    CHECK(layout.group(grid.cell({1, 2})) == WaferLayout::kNoGroup);
    CHECK(layout.group_names()[layout.group(grid.cell({0, 0}))] == "B");
    CHECK(layout.group_names()[layout.group(grid.cell({2, 0}))] == "A");
    const std::filesystem::path again = folder / "again.csv";
    write_layout(again, grid, layout);
    const WaferLayout read = read_layout(again, grid);
    for (std::size_t cell = 0; cell < grid.cells(); ++cell) {
        CHECK(read.kind(cell) == layout.kind(cell));
        CHECK((read.group(cell) == WaferLayout::kNoGroup) == (layout.group(cell) == WaferLayout::kNoGroup));
    }
}

TEST_CASE("bins of an E142 map that pass, fail or are skipped are dies, reference ones are not",
          "[formats]") {
    const TempFolder folder;
    const std::string map = R"(<?xml version="1.0"?>
<MapData xmlns="urn:semi-org:xsd.E142-1.V1005.SubstrateMap"><SubstrateMaps>
<SubstrateMap SubstrateType="Wafer" SubstrateId="W" OriginLocation="UpperLeft"><Overlay>
<BinCodeMap BinType="HexaDecimal" NullBin="FF"><BinDefinitions>
<BinDefinition BinCode="01" BinQuality="Pass" BinDescription="good"/>
<BinDefinition BinCode="02" BinQuality="Fail" BinDescription="mark left by a probe"/>
<BinDefinition BinCode="03" BinQuality="Skip" BinDescription=""/>
<BinDefinition BinCode="A0" BinQuality="Reference" BinDescription="PCM"/>
<BinDefinition BinCode="A1" BinQuality="Reference" BinDescription="alignment mark"/>
<BinDefinition BinCode="A2" BinDescription="TEG block"/>
</BinDefinitions>
<BinCode>FF0102FF</BinCode><BinCode>03A0A1A2</BinCode><BinCode>FF0101FF</BinCode>
</BinCodeMap></Overlay></SubstrateMap></SubstrateMaps></MapData>)";
    const DieGrid grid = small_grid();
    const WaferLayout layout = read_layout(folder.write("map.xml", map), grid);
    using enum CellKind;
    const std::vector<CellKind> expected{none, die, die, none, die, pcm, mark, pcm, none, die, die, none};
    for (std::size_t cell = 0; cell < expected.size(); ++cell) {
        CAPTURE(cell);
        CHECK(layout.kind(cell) == expected[cell]);
    }
    DieGrid other = grid;
    other.rows = 4;
    CHECK_THAT(input_error([&] { (void)read_layout(folder / "map.xml", other); }),
               Contains("3 rows and 4 columns") && Contains("4 and 4"));
}

TEST_CASE("reference dies of a SINF map are test structures and its blanks hold nothing", "[formats]") {
    const TempFolder folder;
    const std::string map =
        "DEVICE:D\nLOT:L\nWAFER:W\nFNLOC:180\nROWCT:3\nCOLCT:4\nBCEQU:01\nRowData:__ 01 02 __\n"
        "RowData:@@ FF 01 FE\nRowData:__ 01 01 __\n";
    const WaferLayout layout = read_layout(folder.write("map.sinf", map), small_grid());
    CHECK(layout.kind(0) == CellKind::none);
    CHECK(layout.kind(1) == CellKind::die);
    CHECK(layout.kind(4) == CellKind::die);
    CHECK(layout.kind(5) == CellKind::pcm);
    CHECK(layout.kind(7) == CellKind::none);
}

TEST_CASE("a file of another kind is refused with what a layout is", "[formats]") {
    const TempFolder folder;
    const auto klarf = folder.write("scan.001", "FileVersion 1 2;\nEndOfFile;\n");
    CHECK_THAT(input_error([&] { (void)read_layout(klarf, small_grid()); }),
               Contains("KLARF") && Contains("row, col and kind"));
}

TEST_CASE("an image given as a layout is told what a layout is, not what EL data is", "[formats]") {
    const TempFolder folder;
    const auto image = folder.write("layout.csv", std::string("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16));
    const std::string message = input_error([&] { (void)read_layout(image, small_grid()); });
    CHECK_THAT(message, Contains("layout.csv: seems to be") && Contains("row, col and kind"));
    CHECK_THAT(message, !Contains("EL data"));
}

TEST_CASE("a layout without a single die is refused", "[formats]") {
    std::string all = "row,col,kind\n";
    for (int row = 0; row < 3; ++row)
        for (int col = 0; col < 4; ++col) all += std::to_string(row) + "," + std::to_string(col) + ",pcm\n";
    CHECK_THAT(csv_error(all), Contains("layout.csv: no cell of the grid of 3 rows and 4 columns is a die") &&
                                   Contains("cells that are not named are dies"));
    const TempFolder folder;
    const auto map = folder.write("map.sinf",
                                  "DEVICE:D\nLOT:L\nWAFER:W\nFNLOC:180\nROWCT:3\nCOLCT:4\nBCEQU:01\n"
                                  "RowData:__ FF FF __\nRowData:FF FF FF FF\nRowData:__ FF FF __\n");
    CHECK_THAT(input_error([&] { (void)read_layout(map, small_grid()); }), Contains("is a die"));
}

TEST_CASE("test structures and marks are written as reference bins and as no dies", "[formats]") {
    const TempFolder folder;
    const DieGrid grid = small_grid();
    Wafer wafer;
    wafer.id = "W";
    wafer.diameter_mm = 5.0;
    const std::vector<LayoutCell> cells{
        {{0, 1}, CellKind::pcm, ""}, {{1, 2}, CellKind::mark, ""}, {{2, 3}, CellKind::none, ""}};
    const DieMap map(wafer, grid, WaferLayout(grid, cells));
    const std::vector<std::uint8_t> codes(grid.cells(), 1);
    const BinColumn bins{.codes = codes, .labels = {{1, "good", true}}};
    const BinMap written = bin_map_of(map, bins);
    CHECK(written.count().front() == 9);
    write_e142(folder / "map.xml", written);
    write_sinf(folder / "map.sinf", written);
    const WaferLayout from_e142 = read_layout(folder / "map.xml", grid);
    for (std::size_t cell = 0; cell < grid.cells(); ++cell)
        CHECK(from_e142.kind(cell) == map.layout().kind(cell));
    const WaferLayout from_sinf = read_layout(folder / "map.sinf", grid);
    for (std::size_t cell = 0; cell < grid.cells(); ++cell)
        CHECK((from_sinf.kind(cell) == CellKind::die) == (map.layout().kind(cell) == CellKind::die));
}

TEST_CASE("a recording keeps flats, fields, staggers and layout", "[formats]") {
    const SampleRecording sample;
    Recording recording = read_recording(sample.folder.path());
    recording.wafer.flat_exclusion_mm = 2.5;
    recording.grid.steps = {.stagger_x_um = 100.0,
                            .field_rows = 8,
                            .field_cols = 10,
                            .field_gap_x_um = 40.0,
                            .field_gap_y_um = 0.1,
                            .field_row0 = 3,
                            .field_col0 = 9};
    const std::vector<LayoutCell> cells{{{1, 1}, CellKind::pcm, ""}, {{2, 2}, CellKind::die, "A, \"B\""}};
    recording.layout = WaferLayout(recording.grid, cells);
    recording.layout_file = "layout.csv";
    write_recording(recording);
    const Recording again = read_recording(sample.folder.path());
    CHECK(again.wafer == recording.wafer);
    CHECK(again.grid == recording.grid);
    CHECK(again.layout == recording.layout);
}

TEST_CASE("steps of a recording's grid that can't be are refused by key", "[formats]") {
    const SampleRecording sample;
    sample.replace("recording.toml", "die_height_um = 80.0", "die_height_um = 80.0\nfield_cols = 0");
    CHECK_THAT(input_error([&] { (void)read_recording(sample.folder.path()); }), Contains("field_cols"));
    sample.replace("recording.toml", "field_cols = 0", "field_gap_x_um = 40");
    CHECK_THAT(input_error([&] { (void)read_recording(sample.folder.path()); }), Contains("field_cols"));
    sample.replace("recording.toml", "field_gap_x_um = 40", "stagger_x_um = 250");
    CHECK_THAT(input_error([&] { (void)read_recording(sample.folder.path()); }), Contains("stagger_x_um"));
}
