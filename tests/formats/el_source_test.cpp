// SPDX-License-Identifier: GPL-3.0-or-later
// EL data from every kind of file: what the file is, is seen in its content, and every one of them gives the
// same dies the same verdicts.
#include "libinspect/formats/el_source.h"

#include "libinspect/base/internal/utf8.h"
#include "libinspect/formats/e142.h"
#include "libinspect/formats/klarf.h"
#include "libinspect/formats/sinf.h"
#include "tests/formats/fab_maps.h"
#include "tests/formats/klarf_verdicts.h"
#include "tests/formats/stdf_bytes.h"

#include <algorithm>
#include <cmath>

using namespace waferglow;
using namespace waferglow::test;
using Catch::Contains;

namespace {

/// Of tiny_wafer with kTinyCodes.
const Verdicts kTruth{{{0, 1}, 1}, {{0, 2}, 0}, {{1, 0}, 1}, {{1, 1}, 1},
                      {{1, 3}, 1}, {{2, 1}, 0}, {{2, 2}, 1}};

const DieGrid kGrid = tiny_wafer().grid();

ElMapping mapping(const std::string& toml) {
    const TempFolder folder;
    return read_el_mapping(folder.write("m.toml", "format = \"waferglow-el-mapping\"\nversion = 1\n" + toml));
}

std::string bad_mapping(const std::string& toml) {
    return input_error([&] { (void)mapping(toml); });
}

ElTable read(const std::string& content, const ElOptions& options = {}) {
    const TempFolder folder;
    return read_el(folder.write("el", content), kGrid, options);
}

/// The truth as a tester counts it: y up from -1, flat as drawn.
std::string tiny_stdf(char x_positive, char y_positive, char flat) {
    StdfBytes file(false);
    file.orientation(flat, x_positive, y_positive);
    file.wafer("W");
    bool first = true;
    for (const auto& [die, pass] : kTruth) {
        const int y = y_positive == 'U' ? 1 - die.first : die.first;
        const int x = x_positive == 'L' ? 3 - die.second : die.second;
        file.begin();
        file.result(100, first ? 2e-6F : 4e-6F, first ? "IR -5V" : "", first ? "A" : "");
        file.part(x, y, pass, pass == 1 ? 0 : 8);
        first = false;
    }
    file.end();
    return file.bytes();
}

}  // namespace

TEST_CASE("every kind of file that we write gives the verdicts that went in", "[el_source]") {
    const TempFolder folder;
    const BinColumn bins{kTinyCodes, kTinyLabels};
    const auto path = folder / "anything";
    const ElFormat format = GENERATE(ElFormat::sinf, ElFormat::e142, ElFormat::klarf);
    if (format == ElFormat::sinf) write_sinf(path, bin_map_of(tiny_wafer(), bins));
    if (format == ElFormat::e142) write_e142(path, bin_map_of(tiny_wafer(), bins));
    if (format == ElFormat::klarf)
        write_klarf(path, klarf_of(tiny_wafer(), bins, {}, {}),
                    GENERATE(KlarfVersion::v1_2, KlarfVersion::v1_8));
    CHECK(el_format(path) == format);
    CHECK(verdicts(read_el(path, kGrid)) == kTruth);
    const auto packed = write_gzip(folder / "packed", content_of(path));
    CHECK(el_format(packed) == format);
    CHECK(verdicts(read_el(packed, kGrid)) == kTruth);
}

TEST_CASE("STDF coordinates are turned as WCR says", "[el_source]") {
    const ElTable plain = read(tiny_stdf('R', 'D', 'D'));
    CHECK(verdicts(plain) == kTruth);
    const ElTable up = read(tiny_stdf('R', 'U', 'D'));
    CHECK(verdicts(up) == kTruth);
    CHECK(warns(up.warnings, "indices of the file are turned and moved"));
    CHECK(verdicts(read(tiny_stdf('L', 'U', 'D'))) == kTruth);
    CHECK(warns(read(tiny_stdf(' ', ' ', ' ')).warnings, "does not say where its coordinates count to"));
}

TEST_CASE("an STDF file's flat at the right is brought down", "[el_source]") {
    StdfBytes file(false);
    file.orientation('R', 'R', 'D');
    file.wafer("W");
    for (const auto& [x, y, flag] : {std::tuple{0, 0, 0}, std::tuple{1, 0, 0}, std::tuple{1, 2, 8}}) {
        file.begin();
        file.part(x, y, 1, flag);
    }
    file.end();
    // Seen with the flat down: lower left of three columns and two rows.
    CHECK(verdicts(read(file.bytes())) == Verdicts{{{0, 2}, 1}, {{1, 2}, 1}, {{1, 0}, 0}});
}

TEST_CASE("STDF tests become columns in the units of the EL table", "[el_source]") {
    ElOptions options;
    options.mapping = mapping("[columns]\nir_ua = \"IR -5V\"\nvf_v = \"VF\"\n");
    const ElTable table = read(tiny_stdf('R', 'D', 'D'), options);
    CHECK(table.ir_ua[0] == Approx(2.0));
    CHECK(table.ir_ua[1] == Approx(4.0));
    CHECK(table.vf_v.empty());
    CHECK(warns(table.warnings, "there is no test 'VF'"));
    CHECK(warns(read(tiny_stdf('R', 'D', 'D')).warnings, "there are 100 IR -5V"));
}

TEST_CASE("of several wafers the one asked for is read, or their names are told", "[el_source]") {
    StdfBytes file(false);
    for (const char* id : {"A", "B"}) {
        file.wafer(id);
        file.begin();
        file.part(id[0] == 'A' ? 0 : 1, 0, 1, 0);
        file.wafer_end(1, id);
    }
    file.end();
    CHECK(verdicts(read(file.bytes(), {.mapping = {}, .wafer_id = "B"})) == Verdicts{{{0, 1}, 1}});
    CHECK_THAT(input_error([&] { (void)read(file.bytes(), {.mapping = {}, .wafer_id = "C"}); }),
               Contains("holds 2 wafers and none is called 'C': A, B"));
    CHECK(warns(read(tiny_stdf('R', 'D', 'D'), {.mapping = {}, .wafer_id = "X"}).warnings,
                "file is of wafer 'W', this one is 'X'"));
}

TEST_CASE("a prober's table with semicolons, decimal commas, a mark and lines before the header",
          "[el_source]") {
    ElOptions options;
    options.mapping = mapping(
        "[table]\nseparator = \";\"\ndecimal = \",\"\n[place]\nrow = \"PosY\"\ncol = \"PosX\"\nrow_direction "
        "= \"up\"\n"
        "[columns]\nel_intensity = \"LOP\"\nir_ua = { column = \"IR\", unit = \"nA\" }\nvf_v = { column = "
        "\"VF\", scale = 0.001 }\n"
        "[pass]\ncolumn = \"Bin\"\nvalues = [1, \"2\"]\n");
    const ElTable table = read(
        "\xEF\xBB\xBFTester;X9\r\n\r\nLot;L1;;\r\nPosX;PosY;Bin;LOP;VF;IR;;\r\n0;-1;1;1,5;3000;20,5;;\r\n1;-"
        "1;02;;2,9e3;1\r\n1;0;7;0,1;0;1;;\r\n0;0;;1;1;1\r\n1;0;1;0,2;0;1;;\r\n",
        options);
    CHECK(verdicts(table) == Verdicts{{{1, 0}, 1}, {{1, 1}, 1}, {{0, 1}, 1}});
    CHECK(table.el_intensity[0] == Approx(1.5));
    CHECK(std::isnan(table.el_intensity[1]));
    CHECK(table.vf_v[1] == Approx(2.9));
    CHECK(table.ir_ua[0] == Approx(0.0205));
    CHECK(table.size() == 4);
    CHECK(warns(table.warnings, "1 records belong to dies that come again later; the last"));
    CHECK(warns(table.warnings, "row 0 is that of its die (x 1, y 0)"));
}

TEST_CASE("a table may give positions", "[el_source]") {
    ElOptions options;
    options.mapping = mapping(
        "[place]\nx = \"X\"\ny = \"Y\"\nunit = \"mm\"\n[pass]\ncolumn = \"R\"\nvalues = [\"PASS\"]\n");
    const ElTable table = read("X,Y,R\n-0.31,0.25,PASS\n0.3,-0.25,FAIL\n9,9,PASS\n", options);
    CHECK(table.row[0] == 0);
    CHECK(table.col[0] == 0);
    CHECK(table.row[1] == 2);
    CHECK(table.col[1] == 3);
    CHECK(table.outside_grid == 1);
    CHECK_THAT(input_error([&] { (void)read("X,Y,R\n0,1e300,PASS\n", options); }),
               Contains("line 2: column 'Y': '1e300'") && Contains("out of range"));
}

TEST_CASE("cells of a prober's table follow the rule of all tables", "[el_source]") {
    ElOptions options;
    options.mapping = mapping(
        "[table]\nseparator = \";\"\ndecimal = \",\"\n[place]\nrow = \"Y\"\ncol = \"X\"\n"
        "[columns]\nvf_v = \"VF\"\nir_ua = { column = \"IR\", unit = \"A\" }\n"
        "[pass]\ncolumn = \"Bin\"\nvalues = [1]\n");
    const ElTable table = read(
        " X ; Y;\"VF\";IR;Bin\n 0 ; 1,0;\" 3,1\";--; 1,0 \n 1;1;N/A;1e-6; 7 \n2;1;NaN;2e-6;--\n", options);
    CHECK(verdicts(table) == Verdicts{{{1, 0}, 1}, {{1, 1}, 0}});
    CHECK(table.vf_v[0] == Approx(3.1));
    CHECK(std::isnan(table.vf_v[1]));
    CHECK(std::isnan(table.ir_ua[0]));
    CHECK(table.ir_ua[1] == Approx(1.0));
    CHECK(table.pass[2] == kNoPass);
    CHECK_THAT(input_error([&] { (void)read("X;Y;VF;IR;Bin\n0;1;3;0;1\n0;2;1e300;0;1\n", options); }),
               Contains("line 3: column 'VF': '1e300'") && Contains("out of range"));
    CHECK_THAT(input_error([&] { (void)read("X;Y;VF;IR;Bin\n0;1;3;1e35;1\n", options); }),
               Contains("line 2: column 'IR': '1e35'") && Contains("out of range"));
    CHECK_THAT(input_error([&] { (void)read("X;Y;VF;IR;Bin\n0,5;1;3;0;1\n", options); }),
               Contains("column 'X': '0,5' is not a whole number"));
}

TEST_CASE("a passing value that never occurs is told with those that do", "[el_source]") {
    ElOptions options;
    options.mapping =
        mapping("[place]\nrow = \"Y\"\ncol = \"X\"\n[pass]\ncolumn = \"Bin\"\nvalues = [\"P\", 9]\n");
    const ElTable none = read("X,Y,Bin\n0,1,PASS\n1,1,PASS\n2,1,FAIL\n3,1,\n", options);
    CHECK(warns(none.warnings, "no die passes: all 3 fail by [pass] values 'P', '9' of column 'Bin'"));
    CHECK(warns(none.warnings, "values that occur: 'PASS' (2), '' (1), 'FAIL' (1)"));
    const ElTable all = read("X,Y,Bin\n0,1,P\n1,1,9.0\n", options);
    CHECK(warns(all.warnings, "every die passes: all 2"));
    CHECK(read("X,Y,Bin\n0,1,P\n1,1,3\n", options).warnings.empty());
}

TEST_CASE("maps whose passing code no die has are told with the codes there are", "[el_source]") {
    const std::string sinf = "WAFER:1\nBCEQU:1A\nRowData:01 02 01\nRowData:__ 01 @@\n";
    const ElTable none = read(sinf);
    CHECK(warns(none.warnings, "no die passes: all 4 fail by BCEQU"));
    CHECK(warns(none.warnings, "values that occur: '01' (3), '02' (1), '@@' (1)"));
    CHECK(warns(read("BCEQU:01 02\nRowData:01 02 01\n").warnings, "every die passes: all 3 by BCEQU"));
    const auto e142 = [](const char* quality) {
        return read(
            std::string(
                "<MapData><SubstrateMaps><SubstrateMap SubstrateId=\"W\" OriginLocation=\"UpperLeft\">"
                "<Overlay><BinCodeMap BinType=\"Ascii\" NullBin=\".\"><BinDefinitions><BinDefinition "
                "BinCode=\"P\" BinQuality=\"") +
            quality +
            "\"/><BinDefinition BinCode=\"X\" BinQuality=\"Fail\"/></BinDefinitions><BinCode>PX</BinCode>"
            "</BinCodeMap></Overlay></SubstrateMap></SubstrateMaps></MapData>");
    };
    CHECK(warns(e142("Fail").warnings, "no die passes: all 2 fail by BinQuality"));
    CHECK_FALSE(warns(e142("Pass").warnings, "passes"));
    StdfBytes file(false);
    file.wafer("W");
    for (int x = 0; x < 3; ++x) {
        file.begin();
        file.part(x, 0, 5 + x / 2, 8);
    }
    file.end();
    CHECK(warns(read(file.bytes()).warnings, "'5' (2), '6' (1)"));
}

TEST_CASE("names in Latin-1 of every kind of file are UTF-8 in its table", "[el_source]") {
    const auto all_utf8 = [](const ElTable& table) {
        return std::ranges::all_of(table.warnings, [](const std::string& text) { return is_utf8(text); }) &&
               std::ranges::all_of(table.ignored_columns,
                                   [](const std::string& text) { return is_utf8(text); });
    };
    StdfBytes stdf(false);
    stdf.wafer("W\xB5");
    stdf.begin();
    stdf.result(100, 20.0F,
                "TEMP_\xB0"
                "C",
                "\xB0"
                "C");
    stdf.part(0, 0, 1, 0);
    stdf.end();
    const ElTable tested = read(stdf.bytes(), {.mapping = {}, .wafer_id = "X"});
    CHECK(all_utf8(tested));
    CHECK(warns(tested.warnings,
                "TEMP_\xC2\xB0"
                "C"));
    CHECK(warns(tested.warnings, "file is of wafer 'W\xC2\xB5'"));
    const ElTable map =
        read("WAFER:W\xB5\nBCEQU:01\nno key \xE9\nRowData:01 02\n", {.mapping = {}, .wafer_id = "X"});
    CHECK(all_utf8(map));
    CHECK(warns(map.warnings, "W\xC2\xB5"));
    const ElTable table = read(
        "row,col,pass,T \xB0"
        "C,\xB5\n0,1,1,1,\xE9\n1,1,0,1,x\n");
    CHECK(all_utf8(table));
    CHECK(table.ignored_columns == std::vector<std::string>{"T \xC2\xB0"
                                                            "C",
                                                            "\xC2\xB5"});
    ElOptions options;
    options.mapping =
        mapping("[place]\nrow = \"Z\xE9\"\ncol = \"X\"\n[pass]\ncolumn = \"\xB5\"\nvalues = [\"\xF6k\"]\n");
    CHECK(verdicts(read("X,Z\xC3\xA9,\xB5\n0,1,\xF6k\n1,1,x\n", options)) ==
          Verdicts{{{1, 0}, 1}, {{1, 1}, 0}});
}

TEST_CASE("the plain table needs no mapping and may be packed", "[el_source]") {
    const TempFolder folder;
    const auto path = write_gzip(folder / "el.csv", "row,col,pass\n0,1,1\n2,1,0\n");
    CHECK(el_format(path) == ElFormat::csv);
    CHECK(verdicts(read_el(path, kGrid)) == Verdicts{{{0, 1}, 1}, {{2, 1}, 0}});
}

TEST_CASE("a KLARF without a test plan tells only the bad dies", "[el_source]") {
    KlarfJob job;
    job.test_plan = false;
    const TempFolder folder;
    write_klarf(folder / "k", klarf_of(tiny_wafer(), {kTinyCodes, kTinyLabels}, {}, job), KlarfVersion::v1_2);
    const ElTable table = read_el(folder / "k", kGrid);
    CHECK(verdicts(table) == Verdicts{{{0, 2}, 0}, {{2, 1}, 0}});
    CHECK(warns(table.warnings, "only its bad ones are known"));
}

TEST_CASE("a KLARF of another pitch is placed by index", "[el_source]") {
    const TempFolder folder;
    write_klarf(folder / "k", klarf_of(tiny_wafer(), {kTinyCodes, kTinyLabels}, {}, {}), KlarfVersion::v1_2);
    DieGrid other = kGrid;
    other.pitch_x_um = 150.0;
    const ElTable table = read_el(folder / "k", other);
    CHECK(verdicts(table) == kTruth);
    CHECK(warns(table.warnings, "not that of the wafer; dies are placed by index"));
}

TEST_CASE("mappings that can't be meant are refused with their line", "[el_source]") {
    CHECK_THAT(bad_mapping("[place]\nrow = \"r\"\n"), Contains("line 3") && Contains("col"));
    CHECK_THAT(bad_mapping("[place]\nrow = \"r\"\ncol = \"c\"\nrow_direction = \"left\"\n"),
               Contains("\"down\" or \"up\""));
    CHECK_THAT(bad_mapping("[place]\nx = \"x\"\ny = \"y\"\nunit = \"inch\"\n"), Contains("\"mm\" or \"um\""));
    CHECK_THAT(bad_mapping("[columns]\nir_ua = { column = \"I\", unit = \"mV\" }\n"),
               Contains("'mV' is not known for ir_ua"));
    CHECK_THAT(bad_mapping("[table]\nseparator = \",\"\ndecimal = \",\"\n"), Contains("must differ"));
    CHECK_THAT(bad_mapping("[pass]\ncolumn = \"B\"\nvalues = 1\n"), Contains("must be a list"));
}

TEST_CASE("tables that don't fit their mapping are refused", "[el_source]") {
    ElOptions options;
    options.mapping = mapping("[place]\nrow = \"Y\"\ncol = \"X\"\n[pass]\ncolumn = \"Bin\"\nvalues = [1]\n");
    const auto refusal = [&](const std::string& text) {
        return input_error([&] { (void)read(text, options); });
    };
    CHECK_THAT(refusal("a,b\n1,2\n"), Contains("names all of the columns Y, X, Bin"));
    CHECK_THAT(refusal("X,Y,Bin\n"), Contains("holds no dies"));
    CHECK_THAT(refusal("X,Y,Bin\n1,2.5,1\n"), Contains("line 2") && Contains("not a whole number"));
    CHECK_THAT(refusal("X,Y,Bin\n1,2,\n"), Contains("neither a verdict nor a value"));
    CHECK_THAT(refusal("X,Y,Bin,Bin\n1,2,1,1\n"), Contains("occurs twice"));
    CHECK_THAT(refusal("X,Y,Bin\n-2000000000,0,1\n2000000000,0,1\n"), Contains("too far"));
}
