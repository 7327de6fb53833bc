// SPDX-License-Identifier: GPL-3.0-or-later
// SINF maps: what we write reads back the same, and files as other makers write them are read with warnings.
#include "libinspect/formats/sinf.h"

#include "tests/formats/fab_maps.h"

using namespace waferglow;
using namespace waferglow::test;
using Catch::Contains;

namespace {

constexpr const char* kHead =
    "DEVICE:D1\nLOT:L1\nWAFER:07\nFNLOC:180\nROWCT:2\nCOLCT:3\nBCEQU:01\nDUTMS:mm\nXDIES:0.5\nYDIES:0.25\n";

BinMap read(const std::string& text) {
    const TempFolder folder;
    return read_sinf(folder.write("map", text));
}

std::string refusal(const std::string& text) {
    return input_error([&] { (void)read(text); });
}

}  // namespace

TEST_CASE("a SINF map that is written reads back with the same dies and bins", "[sinf]") {
    const TempFolder folder;
    BinMap map = bin_map_of(tiny_wafer(), {kTinyCodes, kTinyLabels});
    map.lot_id = "LOT 4";
    write_sinf(folder / "m", map);
    const BinMap back = read_sinf(folder / "m");
    REQUIRE(back.rows == 3);
    REQUIRE(back.cols == 4);
    for (int row = 0; row < 3; ++row) CHECK(row_codes(back, row) == row_codes(map, row));
    CHECK(row_codes(back, 0) == ".. 01 02 ..");
    CHECK(row_codes(back, 1) == "01 05 @@ 01");
    CHECK(bin_of(back, "01").pass == 1);
    CHECK(bin_of(back, "05").pass == 1);
    CHECK(bin_of(back, "02").pass == 0);
    CHECK(bin_of(back, "0A").pass == 0);
    CHECK(bin_of(back, "@@").pass == kNoVerdict);
    CHECK(back.lot_id == "LOT 4");
    CHECK(back.wafer_id == map.wafer_id);
    CHECK(back.pitch_x_um == 200.0);
    CHECK(back.pitch_y_um == 250.5);
    CHECK(back.warnings.empty());
}

TEST_CASE("several passing bins, separated by blanks or commas, all pass", "[sinf]") {
    for (const char* list : {"00 05", "00,05", "0, 5"}) {
        const BinMap map = read(std::string("FNLOC:180\nBCEQU:") + list + "\nRowData:00 05 07\n");
        CHECK(bin_of(map, "00").pass == 1);
        CHECK(bin_of(map, "05").pass == 1);
        CHECK(bin_of(map, "07").pass == 0);
    }
}

TEST_CASE("codes of three digits, a decimal REFPX, empty steps, no line feed at the end", "[sinf]") {
    const BinMap map = read(
        "BCEQU:000\r\nREFPX:3.5\r\nDUTMS:mm\r\nXDIES:\r\nYDIES:\r\nRowData:___ 000 014\r\nRowData:000 031 "
        "___");
    CHECK(row_codes(map, 0) == ".. 000 014");
    CHECK(row_codes(map, 1) == "000 031 ..");
    CHECK(bin_of(map, "014").pass == 0);
    CHECK(map.pitch_x_um == 0.0);
    CHECK(map.warnings.empty());
}

TEST_CASE("reference and edge dies have no verdict", "[sinf]") {
    const BinMap map = read("BCEQU:01\nRowData:01 FF FE FD 0B\n");
    for (const char* code : {"FF", "FE", "FD"}) CHECK(bin_of(map, code).pass == kNoVerdict);
    CHECK(bin_of(map, "0B").pass == 0);
}

TEST_CASE("without BCEQU the custom counts, with a warning", "[sinf]") {
    const BinMap map = read("RowData:0A 0B\n");
    CHECK(bin_of(map, "0A").pass == 1);
    CHECK(bin_of(map, "0B").pass == 0);
    CHECK(warns(map.warnings, "BCEQU names no code"));
}

TEST_CASE("the map is turned so that its flat lies down", "[sinf]") {
    // 01 marks the die beside the flat's left end as seen with the flat down.
    const std::string rows = "\nBCEQU:00\nRowData:";
    const BinMap down = read("FNLOC:180" + rows + "00 00 00\nRowData:01 00 00\n");
    CHECK(row_codes(turned_flat_down(down), 1) == "01 00 00");
    const BinMap up = turned_flat_down(read("FNLOC:0" + rows + "00 00 01\nRowData:00 00 00\n"));
    CHECK(row_codes(up, 1) == "01 00 00");
    // Flat at the right: the wafer was turned counter-clockwise, its lower left is now at the lower right.
    const BinMap right = turned_flat_down(read("FNLOC:90" + rows + "00 00\nRowData:00 00\nRowData:00 01\n"));
    REQUIRE(right.rows == 2);
    CHECK(row_codes(right, 1) == "01 00 00");
    const BinMap left = turned_flat_down(read("FNLOC:270" + rows + "01 00\nRowData:00 00\nRowData:00 00\n"));
    CHECK(row_codes(left, 1) == "01 00 00");
}

TEST_CASE("counts that don't hold are told", "[sinf]") {
    const BinMap map =
        read("ROWCT:1\nCOLCT:9\nDIECT:7\nBCEQU:01 33\nShotMap\nRowData:01 02\nRowData:01 __\n");
    for (const char* about :
         {"ROWCT states 1", "COLCT states 9", "DIECT states 7", "which no die has", "ShotMap"}) {
        INFO(about);
        CHECK(warns(map.warnings, about));
    }
}

TEST_CASE("the step is in the unit of DUTMS", "[sinf]") {
    const BinMap mil = read("DUTMS:mil\nXDIES:100.000\nYDIES:60.000\nBCEQU:01\nRowData:01\n");
    CHECK(mil.pitch_x_um == Approx(2540.0));
    CHECK(mil.pitch_y_um == Approx(1524.0));
    CHECK(warns(read("DUTMS:mm\nXDIES:Unknown\nYDIES:1\nBCEQU:01\nRowData:01\n").warnings, "are no steps"));
}

TEST_CASE("cut-off and broken SINF maps are refused with their line", "[sinf]") {
    CHECK_THAT(refusal(std::string(kHead) + "RowData:01 01 02\n"),
               Contains("ROWCT states 2 rows and there are 1"));
    CHECK_THAT(refusal(std::string(kHead) + "RowData:01 01 02\nRowData:01 0"),
               Contains("line 12") && Contains("cut off"));
    CHECK_THAT(refusal(std::string(kHead) + "RowData:01 01 02\nRowData:01 01"),
               Contains("2 dies in this row, 3 in those before"));
    CHECK_THAT(refusal(kHead), Contains("without a RowData line"));
    CHECK_THAT(refusal("RowData:\n"), Contains("without a RowData line"));
    CHECK_THAT(refusal("RowData:012345678 012345678\n"), Contains("characters long"));
}

TEST_CASE("a map with a code that SINF has no room for is not written", "[sinf]") {
    BinMap map = bin_map_of(tiny_wafer(), {kTinyCodes, kTinyLabels});
    map.bins[0].code = "001";
    const TempFolder folder;
    CHECK_THAT(error_of(ErrorKind::usage, [&] { write_sinf(folder / "m", map); }),
               Contains("not two characters"));
}
