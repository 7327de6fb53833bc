// SPDX-License-Identifier: GPL-3.0-or-later
// Lists of KLARF files as they come from the field: cut off, ended early, interrupted, with lists of images
// in all of their forms. No defect may be lost or made without a word, and no die be good that nobody vouches
// for.
#include "libinspect/formats/klarf.h"
#include "tests/formats/klarf_verdicts.h"

#include <filesystem>
#include <fstream>

using namespace waferglow;
using namespace waferglow::test;
using Catch::Contains;

namespace {

const DieGrid kGrid = tiny_wafer().grid();
constexpr int kRows = 3;

ElTable read(const std::string& text) {
    return read_el_text(text, kGrid);
}

std::string refusal(const std::string& text) {
    return input_error([&] { (void)read(text); });
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
    const std::size_t at = text.find(what);
    REQUIRE(at != std::string::npos);
    return text.replace(at, what.size(), by);
}

/// Only the bad dies of the first `count` defects have a verdict.
Verdicts only_bad(const KlarfText& text, std::size_t count) {
    Verdicts all;
    for (std::size_t i = 0; i < count; ++i) all[{kRows - 1 - text.bad[i].second, text.bad[i].first}] = 0;
    return all;
}

}  // namespace

TEST_CASE("a file cut off behind any of its lines is refused or gives all verdicts", "[klarf]") {
    KlarfText text = tiny_klarf();
    text.summary = GENERATE(true, false);
    text.images = [](std::size_t i) { return static_cast<int>(i); };
    text.form = [](std::size_t) { return ImageWords::count_and_pairs; };
    text.breaks = [](std::size_t i, std::size_t k) { return i == 2 && k > 8; };
    const std::string whole = GENERATE(0, 1) == 0 ? text.v12() : text.v18();
    REQUIRE(verdicts(read(whole)) == truth_of(text, kRows));
    std::size_t refused = 0;
    for (std::size_t cut = whole.find('\n'); cut + 1 < whole.size(); cut = whole.find('\n', cut + 1)) {
        INFO(whole.substr(0, cut));
        const std::string message = refusal(whole.substr(0, cut + 1));
        if (message == "[no error]") {
            CHECK(verdicts(read(whole.substr(0, cut + 1))) == truth_of(text, kRows));
        } else {
            CHECK_THAT(message, Contains(" line "));
            ++refused;
        }
    }
    CHECK(refused > 20);
}

TEST_CASE("a list that ends early leaves the other dies without a verdict", "[klarf]") {
    const KlarfText text = tiny_klarf();
    const std::string whole = text.v12();
    const std::string third = " 3 100.5 120 3 1 3 4 1 2 0 0;\n";
    for (const std::string& by :
         {std::string(), std::string("SummarySpec 5 TESTNO NDEFECT DEFDENSITY NDIE NDEFDIE ;\n")}) {
        const ElTable table = read(replaced(whole, third, by));
        CHECK(verdicts(table) == only_bad(text, 2));
        CHECK(warns(table.warnings,
                    "the summary states 3 defects and 2 are listed: dies without a defect have no"));
    }
    KlarfText without = text;
    without.summary = false;
    const ElTable table = read(replaced(without.v12(), third, ""));
    CHECK(verdicts(table) == only_bad(text, 2));
    CHECK(warns(table.warnings, "ends without its semicolon"));
    CHECK(verdicts(read(replaced(text.v18(), " 3 100.5 120 3 1 3 4 1 2 0 ;\n", ""))) == only_bad(text, 2));
}

TEST_CASE("a list of images that looks like the next row is none where its test is unknown", "[klarf]") {
    KlarfText text;
    for (int x = 0; x < 9; ++x) text.plan.emplace_back(x, 0);
    text.bad = {{0, 0}, {1, 0}, {2, 0}, {0, 0}};
    text.images = [](std::size_t i) { return i == 2 ? 4 : 0; };  // 4 5 0 6 0 ...: defect 4 of die (6, 0)?
    text.form = [](std::size_t) { return ImageWords::count_and_pairs; };
    text.breaks = [](std::size_t i, std::size_t k) { return i < 3 || k < 5; };
    const TempFolder folder;
    const Klarf klarf = read_klarf(folder.write("k", text.v12()));
    const KlarfTable& defects = klarf.wafers.front().defects;
    REQUIRE(defects.rows() == 4);
    for (std::size_t i = 0; i < 4; ++i) CHECK(defects.at(i, 3) == text.bad[i].first);
}

TEST_CASE("a list without its semicolon is whole where the summary says so", "[klarf]") {
    const KlarfText text = tiny_klarf();
    const ElTable table = read(replaced(text.v12(), "2 0 0;\n", "2 0 0\n"));
    CHECK(verdicts(table) == truth_of(text, kRows));
    CHECK(warns(table.warnings, "ends without its semicolon; the summary states as many defects"));
}

TEST_CASE("a clean wafer is good only where a list says so", "[klarf]") {
    KlarfText text = tiny_klarf();
    text.bad.clear();
    CHECK(verdicts(read(text.v12())) == truth_of(text, kRows));
    CHECK(verdicts(read(text.v18())) == truth_of(text, kRows));
    CHECK(verdicts(read(replaced(text.v12(), "DefectList\n;", "DefectList 0;"))) == truth_of(text, kRows));
    text.summary = false;
    CHECK(verdicts(read(text.v12())) == truth_of(text, kRows));
    CHECK_THAT(refusal(replaced(text.v12(), "DefectList\n;\n", "")), Contains("there is no DefectList"));
    CHECK_THAT(refusal(replaced(text.v12(), "DefectList\n;\n", "DefectList\n")),
               Contains("without its semicolon"));
}

TEST_CASE("a count behind the list's name is held", "[klarf]") {
    KlarfText text = tiny_klarf();
    text.summary = false;
    CHECK(verdicts(read(replaced(text.v12(), "DefectList\n", "DefectList 3\n"))) == truth_of(text, kRows));
    CHECK(verdicts(read(replaced(text.v12(), "DefectList\n", "DefectList 4;\n"))) == only_bad(text, 3));
}

TEST_CASE("lines of names between the defects are skipped with a warning", "[klarf]") {
    KlarfText text = tiny_klarf();
    const std::string line =
        GENERATE("FILENAME img0.jpg\n", "FILENAME img0.jpg;\n", "TiffFileName a.tif;\n",
                 "# remark, with \"half a quote\n", "\"d1.png\" \"PNG\"\n", "Image\tx 1 2 3\n");
    text.between = [&line](std::size_t) { return line; };
    const bool kept = line.starts_with("Tiff");
    const ElTable table = read(text.v12());
    CHECK(verdicts(table) == truth_of(text, kRows));
    CHECK(warns(table.warnings, "between the defects is not read") == !kept);
    if (line[0] == '"') return;  // a text is a value there
    CHECK(verdicts(read(text.v18())) == truth_of(text, kRows));
}

TEST_CASE("rows with a semicolon each, with and without names between them", "[klarf]") {
    KlarfText text = tiny_klarf();
    const auto each_ended = [](std::string file) {
        for (std::size_t at = file.find(" 0 0\n"); at != std::string::npos; at = file.find(" 0 0\n"))
            file.insert(at + 4, ";");
        return file;
    };
    CHECK(verdicts(read(each_ended(text.v12()))) == truth_of(text, kRows));
    text.between = [](std::size_t i) { return i == 0 ? "" : "FILENAME img.jpg\nFILENAME img2.jpg\n"; };
    CHECK(verdicts(read(each_ended(text.v12()))) == truth_of(text, kRows));
    // Rows of a list with another name are none of the defects.
    KlarfText plain = tiny_klarf();
    const std::string others = "RemovedDefectList\n 4 100.5 120 1 1 3 4 1 2 0 0;\nSummarySpec";
    CHECK(verdicts(read(replaced(plain.v12(), "SummarySpec", others))) == truth_of(plain, kRows));
}

TEST_CASE("a record that interrupts a list of defects is refused", "[klarf]") {
    KlarfText text = tiny_klarf();
    text.between = [](std::size_t i) { return i == 1 ? "WaferStatus P\n" : ""; };
    CHECK_THAT(refusal(text.v12()),
               Contains(" line ") && Contains("'WaferStatus' stands between the defects"));
    text.between = [](std::size_t i) { return i == 1 ? "EndOfFile;\n" : ""; };
    CHECK_THAT(refusal(text.v12()), Contains(" line ") && Contains("'EndOfFile' stands between the defects"));
}

TEST_CASE("a foreign line in the test plan costs none of its dies", "[klarf]") {
    const KlarfText text = tiny_klarf();
    const ElTable table = read(replaced(text.v12(), " 0 1\n", " 0 1\nPLAN page 2\n"));
    CHECK(verdicts(table) == truth_of(text, kRows));
    CHECK(warns(table.warnings, "'PLAN page 2' inside of a list is not read"));
    CHECK_THAT(refusal(replaced(replaced(text.v12(), " 0 1\n", " 1\n"), " 1 2\n", " 1\n")),
               Contains("a number may be missing"));
}

TEST_CASE("lists of images of every form, in one line or broken anywhere, neither eat nor make defects",
          "[klarf]") {
    KlarfText text = tiny_klarf();
    const int images = GENERATE(1, 2, 3, 11);
    const ImageWords form = GENERATE(ImageWords::numbers, ImageWords::pairs, ImageWords::count_and_pairs);
    const std::size_t first_break = GENERATE(2U, 9U, 10U, 11U, 12U, 100U);
    text.images = [images](std::size_t i) { return i == 1 ? 0 : images; };
    text.form = [form](std::size_t) { return form; };
    text.breaks = [first_break](std::size_t, std::size_t k) { return k == first_break; };
    const ElTable table = read(text.v12());
    CHECK(verdicts(table) == truth_of(text, kRows));
    CHECK(table.warnings.empty());
}

TEST_CASE("a list of images with a wrong count is told and costs nothing", "[klarf]") {
    KlarfText text = tiny_klarf();
    const ElTable table = read(replaced(text.v12(), "2 0 0\n", "2 5 1 2 3\n"));
    CHECK(verdicts(table) == truth_of(text, kRows));
    CHECK(warns(table.warnings, "IMAGECOUNT states 5 images, IMAGELIST has 3 values"));
    // A count that would swallow the next row.
    const ElTable swallowed = read(replaced(text.v12(), "2 0 0\n", "2 11\n"));
    CHECK(verdicts(swallowed) == truth_of(text, kRows));
}

TEST_CASE("columns in another order, the images not the last", "[klarf]") {
    const std::string text =
        "FileVersion 1 1;\nDiePitch 200 250.5;\nWaferID W;\nSampleCenterLocation 400 376.25;\nSampleTestPlan "
        "3 1 0 1 "
        "1\n 2 1;\ndefectrecordspec 6 yindex xindex imagelist imagecount defectid classnumber;\ndefectlist\n "
        "0 1 7 1 1 "
        "4\n 1 1 0 2 4\n 1 2 5 0\n 6 0 2 3 4;\nendoffile;\n";
    CHECK(verdicts(read(text)) == Verdicts{{{2, 1}, 0}, {{1, 1}, 0}, {{1, 2}, 0}});
}

TEST_CASE("a word in a column that places no defect is no data; indices must be whole numbers", "[klarf]") {
    KlarfText text = tiny_klarf();
    const std::string word = GENERATE("NA", "N/A", "NaN", "--", "nan", "-", "Particle", "\"\"", "1e999");
    text.class_number = [&word](std::size_t i) { return i == 1 ? word : "4"; };
    for (const bool broken : {false, true}) {
        text.breaks = [&](std::size_t, std::size_t k) { return broken && word != "Particle" && k == 6; };
        const ElTable table = read(text.v12());
        CHECK(verdicts(table) == truth_of(text, kRows));
        CHECK(table.warnings.empty());
        CHECK(verdicts(read(text.v18())) == truth_of(text, kRows));
    }
    text = tiny_klarf();
    for (const std::string& index : {word, std::string("1.5"), std::string("3000000000")}) {
        text.x_index = [&](std::size_t i) { return i == 1 ? index : std::to_string(text.bad[i].first); };
        CHECK_THAT(refusal(text.v12()), Contains(" line ") && Contains("XINDEX"));
        CHECK_THAT(refusal(text.v18()), Contains(" line ") && Contains("XINDEX"));
    }
}

TEST_CASE("a defect on a die that is not in the test plan is refused with its line", "[klarf]") {
    KlarfText text = tiny_klarf();
    text.bad[1] = {0, 0};
    CHECK_THAT(refusal(text.v12()), Contains("line 24") && Contains("die (0, 0)"));
    CHECK_THAT(refusal(text.v18()), Contains(" line ") && Contains("die (0, 0)"));
}

TEST_CASE("dies taken off the plan again have no verdict", "[klarf]") {
    const KlarfText text = tiny_klarf();
    Verdicts truth = truth_of(text, kRows);
    truth.erase({1, 1});
    CHECK(verdicts(read(replaced(text.v12(), "SummarySpec", "RemovedDieList 1\n 1 1;\nSummarySpec"))) ==
          truth);
    const std::string list =
        "List RemovedDieList { Columns 2 { int32 XINDEX, int32 YINDEX } Data 1 { 1 1 ; } }\n";
    const ElTable table = read(replaced(text.v18(), "List DefectList", list + "List DefectList"));
    CHECK(verdicts(table) == truth);
    CHECK(table.warnings.empty());
    const std::string nameless = "List RemovedDieList { Columns 1 { int32 DIE } Data 1 { 1 ; } }\n";
    CHECK_THAT(refusal(replaced(text.v18(), "List DefectList", nameless + "List DefectList")),
               Contains("RemovedDieList has no XINDEX"));
}

TEST_CASE("dies taken off the plan are written so that either version reads them", "[klarf]") {
    const KlarfText text = tiny_klarf();
    const std::filesystem::path path =
        std::filesystem::temp_directory_path() / "waferglow_removed_dies.klarf";
    std::ofstream(path) << replaced(text.v12(), "SummarySpec", "RemovedDieList 1\n 1 1;\nSummarySpec");
    const Klarf klarf = read_klarf(path);
    for (const KlarfVersion version : {KlarfVersion::v1_2, KlarfVersion::v1_8}) {
        write_klarf(path, klarf, version);
        const Klarf again = read_klarf(path);
        CHECK(again.wafers.front().fields == klarf.wafers.front().fields);
        CHECK(again.warnings == klarf.warnings);
    }
    std::filesystem::remove(path);
}

TEST_CASE("CR LF, CR alone, tabs and what old systems put behind the end", "[klarf]") {
    KlarfText text = tiny_klarf();
    text.end = GENERATE("\r\n", "\r", "\n\n", "\t\n");
    CHECK(verdicts(read(text.v12() + "\x1A")) == truth_of(text, kRows));
    CHECK(verdicts(read(text.v18() + "\r\n\x1A\x1A")) == truth_of(text, kRows));
    const ElTable table = read(text.v12() + "a \" remark");
    CHECK(verdicts(table) == truth_of(text, kRows));
    CHECK(warns(table.warnings, "what follows EndOfFile"));
}

TEST_CASE("several tests with a plan each, and a list of defects for each picture", "[klarf]") {
    const std::string head =
        "FileVersion 1 1;\nDiePitch 200 250.5;\nWaferID W;\nSampleCenterLocation 400 376.25;\n";
    const std::string spec = "DefectRecordSpec 6 DEFECTID XINDEX YINDEX TEST IMAGECOUNT IMAGELIST;\n";
    const std::string two =
        head +
        "InspectionTest 1;\nSampleTestPlan 2\n 1 0\n 1 1;\nInspectionTest 2;\nSampleTestPlan "
        "2;\n 2 1;\n 2 2;\n" +
        spec +
        "DefectList;\nTiffFileName a.jpg;\nDefectList\n 1 1 1 1 1 1 1 0;\nTiffFileName "
        "b.jpg;\nDefectList 2 2 2 2 1 1\n 39 1;\nSummarySpec 2 TESTNO NDEFECT;\nSummaryList\n 1 "
        "1\n 2 1;\nEndOfFile;\n";
    const ElTable table = read(two);
    CHECK(verdicts(table) == Verdicts{{{2, 1}, 1}, {{1, 1}, 0}, {{1, 2}, 1}, {{0, 2}, 0}});
    CHECK(table.warnings.empty());
    // A test without a plan may have defects anywhere.
    const std::string open = head + "InspectionTest 1;\nSampleTestPlan 2\n 1 0\n 1 1;\nInspectionTest 2;\n" +
                             spec + "DefectList\n 1 2 2 2 0 0;\nEndOfFile;\n";
    CHECK(verdicts(read(open)) == Verdicts{{{2, 1}, 1}, {{1, 1}, 1}, {{0, 2}, 0}});
}

TEST_CASE("a wafer whose id occurs again goes on", "[klarf]") {
    const KlarfText text = tiny_klarf();
    KlarfText without = text;
    without.summary = false;
    const std::string more = "WaferID \"W\";\nDefectList\n 4 1 1 1 1 3 4 1 2 0 0;\nEndOfFile";
    Verdicts truth = truth_of(text, kRows);
    truth[{1, 1}] = 0;
    CHECK(verdicts(read(replaced(without.v12(), "EndOfFile", more))) == truth);
}

TEST_CASE("names of classes may hold anything", "[klarf]") {
    const KlarfText text = tiny_klarf();
    for (const char* classes :
         {"ClassLookup 2\n 0 not classified yet\n 4 dead;\n", "ClassLookup 2;\n 0 \"a;b\";\n 4 \"{c}, d\";\n",
          "ClassLookup 2\n 0\n \"a\"\n 4 \"\"\n;\n"}) {
        const ElTable table =
            read(replaced(text.v12(), "ClassLookup 2\n 0 \"none; or {other}\"\n 4 \"dead\";\n", classes));
        CHECK(verdicts(table) == truth_of(text, kRows));
        CHECK(table.warnings.empty());
    }
}
