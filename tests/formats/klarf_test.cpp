// SPDX-License-Identifier: GPL-3.0-or-later
// KLARF: what we write reads back the same in both versions, and files as other makers write them are read
// with warnings.
#include "libinspect/formats/klarf.h"

#include "libinspect/finding/finding_kinds.h"
#include "tests/formats/fab_maps.h"

#include <algorithm>
#include <cmath>

using namespace waferglow;
using namespace waferglow::test;
using Catch::Contains;

namespace {

/// A file of version 1.2 with the record lists replaced by `lists`.
std::string text_12(const std::string& lists, const std::string& more = "") {
    return "FileVersion 1 2;\r\nFileTimestamp 07-07-77 0:17:07;\r\nResultTimestamp 03-14-26 "
           "08:30:01;\r\nLotID \"a Lot\";\r\n"
           "SampleSize 1 150;\r\nDiePitch 1.0e+003 2000;\r\nDieOrigin 0 0;\r\nWaferID \"W 1\";\r\nSlot 7;\r\n"
           "SampleCenterLocation 5.0e+002 1000;\r\n" +
           more + lists + "EndOfFile;\r\n";
}

constexpr const char* kSpec =
    "DefectRecordSpec 8 DEFECTID XREL YREL XINDEX YINDEX CLASSNUMBER IMAGECOUNT IMAGELIST "
    ";\r\nDefectList\r\n";

Klarf read(const std::string& text) {
    const TempFolder folder;
    return read_klarf(folder.write("k", text));
}

std::string refusal(const std::string& text) {
    return input_error([&] { (void)read(text); });
}

const KlarfJob kJob{.time = "2026-11-24T03:04:05Z",
                    .lot_id = "L1",
                    .device_id = "D1",
                    .step_id = "PL",
                    .recipe_id = "r 1",
                    .slot = 3,
                    .test_plan = true};

Klarf round_trip(const Klarf& klarf, KlarfVersion version) {
    const TempFolder folder;
    write_klarf(folder / "k", klarf, version);
    return read_klarf(folder / "k");
}

}  // namespace

TEST_CASE("findings of a defect kind are records of their own, those of others are not", "[klarf]") {
    constexpr FindingKind kSpots{.name = "spots",
                                 .title = "Spots",
                                 .in_bins = false,
                                 .classed_by_bin = false,
                                 .first_defect_class = 2000,
                                 .fields = {}};
    const DieMap map = tiny_wafer();
    const WaferPoint die = map.grid().center({1, 1});
    FindingList spots{.kind = &kSpots, .findings = {}};
    spots.classes = {"dust", "pit"};
    spots.findings = {{.number = 1,
                       .code = 1,
                       .place = {die.x + 7.0, die.y - 3.0},
                       .extent = {die.x + 5.0, die.x + 9.0, die.y - 4.0, die.y - 2.0},
                       .dies = 1,
                       .on = {1, 2, 1, 2}}};
    FindingList clusters{.kind = &finding_kind(kClusters), .findings = {}};
    clusters.findings = {{.number = 1, .code = 2, .place = die, .dies = 3, .on = {1, 2, 0, 3}}};
    const BinColumn bins{kTinyCodes, kTinyLabels};
    const Klarf without = klarf_of(map, bins, {}, kJob);
    const Klarf klarf = round_trip(klarf_of(map, bins, {clusters, spots}, kJob), KlarfVersion::v1_2);
    const KlarfTable& defects = klarf.wafers.front().defects;
    const std::size_t last = without.wafers.front().defects.rows();
    REQUIRE(defects.rows() == last + 1);
    CHECK(defects.at(last, *defects.find("CLASSNUMBER")) == 2000.0 + 256.0 + 1.0);
    CHECK(defects.at(last, *defects.find("XSIZE")) == Approx(4.0));
    CHECK(defects.at(last, *defects.find("YSIZE")) == Approx(2.0));
    CHECK(std::ranges::count(klarf.classes, KlarfClass{2257, "pit"}) == 1);
    const WaferPoint at = KlarfPlaces(klarf, klarf.wafers.front()).position(last);
    CHECK(at.x == Approx(die.x + 7.0));
    CHECK(at.y == Approx(die.y - 3.0));
    const KlarfTable& summary = klarf.wafers.front().summary;
    CHECK(summary.at(0, *summary.find("NDEFECT")) == static_cast<double>(last + 1));
    CHECK(summary.at(0, *summary.find("NDEFDIE")) == static_cast<double>(last));
}

TEST_CASE("an inspected wafer reads back with the same dies, bins and positions", "[klarf]") {
    const DieMap map = tiny_wafer();
    const Klarf klarf = klarf_of(map, {kTinyCodes, kTinyLabels}, {}, kJob);
    const auto version = GENERATE(KlarfVersion::v1_2, KlarfVersion::v1_8);
    const Klarf back = round_trip(klarf, version);
    CHECK(back.warnings.empty());
    CHECK(back.version == (version == KlarfVersion::v1_2 ? "1.2" : "1.8"));
    CHECK(back.time == "2026-11-24T03:04:05");
    CHECK(back.lot_id == "L1");
    CHECK(back.device_id == "D1");
    CHECK(back.step_id == "PL");
    CHECK(back.diameter_mm == 1.0);
    CHECK(back.pitch_y_um == Approx(250.5));
    CHECK(back.classes.size() == 4);
    REQUIRE(back.wafers.size() == 1);
    const KlarfWafer& wafer = back.wafers.front();
    CHECK(wafer.slot == 3);
    REQUIRE(wafer.tests.size() == 1);
    CHECK(wafer.tests[0].dies == klarf.wafers[0].tests[0].dies);
    CHECK(wafer.tests[0].dies.size() == 7);
    REQUIRE(wafer.defects.rows() == 2);
    const KlarfPlaces places(back, wafer);
    const std::size_t number = wafer.defects.find("CLASSNUMBER").value();
    for (const auto& [defect, die, code] :
         {std::tuple{0U, DieIndex{0, 2}, 2.0}, std::tuple{1U, DieIndex{2, 1}, 10.0}}) {
        const WaferPoint truth = map.grid().center(die);
        CHECK(places.position(defect).x == Approx(truth.x).margin(1e-3));
        CHECK(places.position(defect).y == Approx(truth.y).margin(1e-3));
        CHECK(wafer.defects.at(defect, number) == code);
    }
    CHECK(wafer.summary.values == std::vector<double>{1, 2, klarf.wafers[0].summary.values[2], 7, 2});
}

TEST_CASE("positions follow the rule: index times pitch plus offset less the centre", "[klarf]") {
    const Klarf klarf = read(text_12(std::string(kSpec) + " 1 100.5 200 -3 2 10 0 0;\r\n"));
    const KlarfPlaces places(klarf, klarf.wafers[0]);
    CHECK(places.position(0) == WaferPoint{-3 * 1000.0 + 100.5 - 500.0, 2 * 2000.0 + 200.0 - 1000.0});
    CHECK(places.center({0, 0}) == WaferPoint{0.0, 0.0});
    CHECK(klarf.warnings.empty());
}

TEST_CASE("lengths of version 1.8 are nanometres", "[klarf]") {
    const Klarf klarf = read(
        "Record FileRecord \"1.8\" { Record LotRecord \"L\" { Record WaferRecord \"W\" { Field "
        "SampleCenterLocation 2 {4929000, -490333}\n"
        "List DefectList { Columns 6 { int32 DEFECTID, int32 XREL, int32 YREL, int32 XINDEX,\n int32 YINDEX, "
        "float DEFECTAREA }\n"
        "Data 1 { 2 1254960 4346692 2 24 \n 6445.0 ; } } }\n Field DiePitch 2 {5744150, 5410203} Field "
        "SampleSize 2 {300000000, 0}\n"
        "Field OrientationMarkLocation 1 {0} } Field FileTimestamp 2 {\"12-12-1972\", \"16:27:59\"} "
        "}\nEndOfFile;\n");
    CHECK(klarf.warnings.empty());
    CHECK(klarf.diameter_mm == Approx(300.0));
    CHECK(klarf.pitch_x_um == Approx(5744.15));
    CHECK(klarf.mark_location == "DOWN");
    const KlarfPlaces places(klarf, klarf.wafers[0]);
    CHECK(places.position(0).x == Approx(2 * 5744.15 + 1254.96 - 4929.0));
    CHECK(places.position(0).y == Approx(24 * 5410.203 + 4346.692 + 490.333));
    CHECK(klarf.wafers[0].defects.values[5] == Approx(6445e-6));
}

TEST_CASE("image lists: none, a lone zero, pairs, and over several lines", "[klarf]") {
    const Klarf klarf =
        read(text_12(std::string(kSpec) + " 1 1 1 0 0 1 0\r\n 2 1 1 0 0 1 0 0\r\n 3 1 1 0 0 1 2 1 0 2 0 "
                                          ";\r\n 4 1 1 0 0 1 3 3 0\r\n 4 0 5 0\r\n 5 1 1 0 0 1 0 0;\r\n"));
    const KlarfTable& defects = klarf.wafers[0].defects;
    REQUIRE(defects.rows() == 5);
    CHECK(defects.texts == std::vector<std::string>{"", "0", "1 0 2 0", "3 0 4 0 5 0", "0"});
    CHECK(klarf.warnings.empty());
    const Klarf back = round_trip(klarf, KlarfVersion::v1_2);
    CHECK(back.wafers[0].defects.texts == defects.texts);
}

TEST_CASE("images of version 1.8 are kept", "[klarf]") {
    const std::string text =
        "Record FileRecord \"1.8\" { Record LotRecord \"L\" { Record WaferRecord \"W\" { Field DiePitch 2 "
        "{1000000, 1000000}\n List DefectList {"
        "Columns 5 { int32 DEFECTID, int32 XINDEX, int32 YINDEX, int32 IMAGECOUNT, ImageList IMAGEINFO } "
        "Data 2 {\n"
        "1 0 0 1 Image 1 { \"d1.png\" \"PNG\" 1 \"24\" } ;\n 3 1 1 0 ; } } } } }\nEndOfFile;\n";
    const Klarf klarf = read(text);
    REQUIRE(klarf.wafers[0].defects.rows() == 2);
    CHECK(klarf.wafers[0].defects.texts[0] == "Image 1 { \"d1.png\" \"PNG\" 1 \"24\" }");
    CHECK(klarf.wafers[0].defects.at(1, 1) == 1.0);
    CHECK(round_trip(klarf, KlarfVersion::v1_8).wafers[0].defects.texts == klarf.wafers[0].defects.texts);
}

TEST_CASE("fields without a meaning here come through a round trip", "[klarf]") {
    const Klarf klarf =
        read(text_12(std::string(kSpec) + ";\r\n",
                     "TiffSpec 6.1 2 \"IMAGEVERSION\" \"IMAGE XYPOS\";\r\nCoordinatesMirrored No;\r\n"));
    CHECK(klarf.wafers[0].fields ==
          std::vector<KlarfField>{{"TiffSpec", {"6.1", "2", "IMAGEVERSION", "IMAGE XYPOS"}},
                                  {"CoordinatesMirrored", {"No"}}});
    for (const KlarfVersion version : {KlarfVersion::v1_2, KlarfVersion::v1_8}) {
        CHECK(round_trip(klarf, version).wafers[0].fields == klarf.wafers[0].fields);
    }
    const Klarf back = round_trip(klarf, KlarfVersion::v1_2);
    for (const KlarfField& field : klarf.fields) CHECK(std::ranges::count(back.fields, field) == 1);
}

TEST_CASE("an empty list of defects has none", "[klarf]") {
    for (const char* list : {";\r\n", "", "SummarySpec 2 TESTNO NDEFECT;\r\nSummaryList\r\n 1 0;\r\n"}) {
        const Klarf klarf = read(text_12(std::string(kSpec) + list));
        CHECK(klarf.wafers[0].defects.rows() == 0);
        CHECK(klarf.wafers[0].defects.columns.size() == 8);
    }
}

TEST_CASE("a byte-order mark, small letters and missing semicolons are borne", "[klarf]") {
    const Klarf klarf = read(
        "\xEF\xBB\xBF"
        "FileVersion 1 1;\nFileTimeStamp 1-2-26 3:04:05;\nresulttimestamp 1-2-26 3:04:05;\nDiePitch 1 "
        "1;\nWaferID \"W\";\nInspectionTest 1\n"
        "SampleTestPlan 2\n 0 0\n -1 5\nAreaPerTest 1.0e3\nDefectRecordSpec 3 DEFECTID XINDEX "
        "YINDEX\nDefectList\n 1 0 0\n 2 -1 5\nEndOfFile;");
    CHECK(klarf.version == "1.1");
    CHECK(klarf.time == "2026-01-02T03:04:05");
    CHECK(klarf.wafers[0].tests[0].dies == std::vector<KlarfDie>{{0, 0}, {-1, 5}});
    CHECK(klarf.wafers[0].tests[0].area_um2 == 1000.0);
    CHECK(klarf.wafers[0].defects.rows() == 2);
    CHECK(warns(klarf.warnings, "InspectionTest does not end in a semicolon"));
}

TEST_CASE("several wafers, each with its own centre and defects", "[klarf]") {
    const Klarf klarf =
        read(text_12(std::string(kSpec) +
                     " 1 1 1 0 0 1 0 0;\r\nWaferID \"W2\";\r\nSlot 8;\r\nSampleCenterLocation 1 "
                     "2;\r\nDefectList\r\n 1 1 1 4 4 1 0 0\r\n 2 1 1 4 4 1 0 0;\r\n"));
    REQUIRE(klarf.wafers.size() == 2);
    CHECK(klarf.wafers[0].slot == 7);
    CHECK(klarf.wafers[1].wafer_id == "W2");
    CHECK(klarf.wafers[1].center_y_um == 2.0);
    CHECK(klarf.wafers[1].defects.rows() == 2);
}

TEST_CASE("a centre that was measured from the bounding box is told and nothing shifted", "[klarf]") {
    std::string text = text_12(std::string(kSpec) + " 1 1 1 -70 0 1 0 0;\r\n");
    text.replace(text.find("5.0e+002 1000"), 13, "75000 75000");
    const Klarf klarf = read(text);
    CHECK(warns(klarf.warnings, "measured from the wafer's bounding box"));
    CHECK(KlarfPlaces(klarf, klarf.wafers[0]).position(0).x == -70 * 1000.0 + 1.0 - 75000.0);
}

TEST_CASE("counts that don't hold and turned wafers are told", "[klarf]") {
    const Klarf klarf =
        read(text_12("SampleTestPlan 3\r\n 0 0 ;\r\nClassLookup 2\r\n 1 \"a\";\r\n" + std::string(kSpec) +
                         " 1 1 1 0 0 1 0 0;\r\nSummarySpec 2 TESTNO NDEFECT;\r\nSummaryList\r\n 1 5;\r\n",
                     "OrientationMarkLocation UP;\r\nCoordinatesMirrored Yes;\r\n"));
    for (const char* about :
         {"SampleTestPlan states 3", "ClassLookup states 2", "summary states 5 defects and 1",
          "nothing is turned", "CoordinatesMirrored YES"}) {
        INFO(about);
        CHECK(warns(klarf.warnings, about));
    }
}

TEST_CASE("cut-off and broken KLARF files are refused with their line", "[klarf]") {
    CHECK_THAT(refusal(""), Contains("begins with FileVersion"));
    CHECK_THAT(refusal("FileVersion 1 2;\nLotID \"a"), Contains("line 2") && Contains("never closed"));
    CHECK_THAT(refusal("FileVersion 1 2;\nDiePitch 1000"), Contains("ends within DiePitch"));
    CHECK_THAT(refusal("FileVersion 1 2;\nDiePitch 1000;\nEndOfFile;"), Contains("value 2 is missing"));
    CHECK_THAT(refusal(text_12(std::string(kSpec) + " 1 1 1 0;\r\n")),
               Contains("a defect has 4 values and not the 8") && Contains("YINDEX is missing before ';'"));
    CHECK_THAT(refusal(text_12(std::string(kSpec) + " 1 1,5 1 0 0 1 0 0;\r\n")), Contains("decimal commas"));
    CHECK_THAT(refusal(text_12("DefectRecordSpec 3 DEFECTID XINDEX YINDEX;\r\nDefectList\r\n 1 2 3 4;\r\n")),
               Contains("more values than the 3"));
    CHECK_THAT(refusal(text_12("DefectList\r\n 1 2;\r\n")), Contains("without a DefectRecordSpec"));
    CHECK_THAT(refusal(text_12("SampleTestPlan 1\r\n 99999999999 0;\r\n")),
               Contains("whole number of 32 bits"));
    CHECK_THAT(refusal("Record FileRecord \"1.8\" { Field DiePitch 2 {1"),
               Contains("closing brace of DiePitch"));
    CHECK_THAT(refusal("Record FileRecord \"1.8\" { }\nEndOfFile;"), Contains("no WaferRecord"));
    std::string deep;
    for (int i = 0; i < 100000; ++i) deep += "Record A {";
    CHECK_THAT(refusal(deep), Contains("nested deeper"));
}

TEST_CASE("a KLARF without EndOfFile may be cut off and is refused; 1.8 ends with its last brace",
          "[klarf]") {
    CHECK_THAT(refusal("FileVersion 1 2;\nDiePitch 1 1;\n"),
               Contains("line 3") && Contains("ends before EndOfFile"));
    const Klarf klarf = read(
        "Record FileRecord \"1.8\" { Record LotRecord \"L\" { Record WaferRecord \"W\" { Field DiePitch 2 "
        "{1, 1} } } }");
    CHECK(warns(klarf.warnings, "no EndOfFile"));
    CHECK(klarf.wafers[0].doubt == "there is no DefectList");
}

TEST_CASE("words in columns of numbers come through a round trip in their places", "[klarf]") {
    const Klarf klarf =
        read(text_12(std::string(kSpec) + " 1 NA 1 0 0 \"N/A\" 2 1 0 2 0\r\n 2 1 -- 0 0 1 0 0;\r\n"));
    const KlarfTable& defects = klarf.wafers[0].defects;
    CHECK(defects.texts == std::vector<std::string>{"NA \"N/A\" 1 0 2 0", "-- 0"});
    CHECK(defects.lines == std::vector<std::int64_t>{13, 14});
    const auto version = GENERATE(KlarfVersion::v1_2, KlarfVersion::v1_8);
    const KlarfTable back = round_trip(klarf, version).wafers[0].defects;
    CHECK(back.texts == defects.texts);
    REQUIRE(back.values.size() == defects.values.size());
    for (std::size_t i = 0; i < back.values.size(); ++i) {
        INFO(i);
        CHECK((back.values[i] == defects.values[i] || std::isnan(back.values[i])));
        CHECK(std::isnan(back.values[i]) == std::isnan(defects.values[i]));
    }
}

TEST_CASE("records that no verdict rests on need no number", "[klarf]") {
    const Klarf klarf = read(
        "FileVersion 1 2;\nDiePitch 1 1;\nDieOrigin NA NA;\nSampleSize NA;\nInspectionTest "
        "X;\nAreaPerTest --;\nDefectRecordSpec 2 XINDEX YINDEX;\nDefectList;\nEndOfFile;");
    for (const char* about :
         {"DieOrigin: value 1", "SampleSize: value 1", "InspectionTest: value 1", "AreaPerTest: value 1"}) {
        INFO(about);
        CHECK(warns(klarf.warnings, about));
    }
}
