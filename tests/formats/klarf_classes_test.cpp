// SPDX-License-Identifier: GPL-3.0-or-later
// KLARF files as EL data in which some classes of defects leave their die good.
#include "tests/formats/klarf_verdicts.h"

using namespace waferglow;
using namespace waferglow::test;
using Catch::Contains;

namespace {

const DieGrid kGrid = tiny_wafer().grid();
constexpr int kRows = 3;

/// The second defect is of class 0, the others of class 4, "dead".
KlarfText two_classes() {
    KlarfText text = tiny_klarf();
    text.class_number = [](std::size_t i) { return i == 1 ? "0" : "4"; };
    return text;
}

ElTable read(const std::string& text, const std::string& column, std::vector<std::string> values) {
    const TempFolder folder;
    ElMapping mapping;
    mapping.pass = column;
    mapping.pass_values = std::move(values);
    return read_el(folder.write("el", text), kGrid, {.mapping = mapping, .wafer_id = {}});
}

/// Verdicts where the defects `first` to `last` fail their dies.
Verdicts failing(const KlarfText& text, std::size_t first, std::size_t last) {
    KlarfText left = text;
    left.bad = {text.bad.begin() + static_cast<std::ptrdiff_t>(first),
                text.bad.begin() + static_cast<std::ptrdiff_t>(last)};
    return truth_of(left, kRows);
}

}  // namespace

TEST_CASE("without a mapping every defect fails its die, and several classes are told", "[klarf]") {
    const KlarfText text = two_classes();
    for (const std::string& written : {text.v12(), text.v18()}) {
        const ElTable table = read_el_text(written, kGrid);
        CHECK(verdicts(table) == truth_of(text, kRows));
        CHECK(warns(table.warnings, "every defect fails its die, whatever its class: 0 "));
        CHECK(warns(table.warnings, ", 4 '"));
    }
    CHECK(warns(read_el_text(text.v12(), kGrid).warnings, "4 'dead' (2)"));
    CHECK_FALSE(warns(read_el_text(tiny_klarf().v12(), kGrid).warnings, "whatever its class"));
}

TEST_CASE("a mapping names the classes that pass by number or by name", "[klarf]") {
    const KlarfText text = two_classes();
    REQUIRE(text.bad.size() == 3);
    Verdicts second = truth_of(text, kRows);
    second[{kRows - 1 - text.bad[0].second, text.bad[0].first}] = 1;
    second[{kRows - 1 - text.bad[2].second, text.bad[2].first}] = 1;
    for (const std::string& written : {text.v12(), text.v18()}) {
        CHECK(verdicts(read(written, "CLASSNUMBER", {"4"})) == second);
        CHECK(verdicts(read(written, "CLASSNUMBER", {"0", "4"})) == failing(text, 0, 0));
    }
    CHECK(verdicts(read(text.v12(), "CLASSNUMBER", {"dead"})) == second);  // as the ClassLookup names it
}

TEST_CASE("a value that passes and never occurs is told", "[klarf]") {
    const ElTable table = read(two_classes().v12(), "CLASSNUMBER", {"0", "particle"});
    CHECK(warns(table.warnings, "no defect has the value 'particle', which passes by the mapping"));
    CHECK_FALSE(warns(table.warnings, "'0'"));
}

TEST_CASE("any column of the defects may say which pass, and one that is not there is refused", "[klarf]") {
    const KlarfText text = two_classes();
    CHECK(verdicts(read(text.v12(), "DEFECTID", {"1", "2"})) == failing(text, 2, 3));
    CHECK_THAT(input_error([&] { (void)read(text.v12(), "CLASS", {"1"}); }),
               Contains("defects have no column 'CLASS'") && Contains("CLASSNUMBER"));
}

TEST_CASE("maps that say themselves which dies pass tell that a mapping is not used", "[sinf]") {
    const ElTable table = read("BCEQU:01\nRowData:01 02 01\n", "Bin", {"1"});
    CHECK(warns(table.warnings, "the mapping file is not used: SINF"));
}
