// SPDX-License-Identifier: GPL-3.0-or-later
// What a cell says, whoever wrote it: pandas, R, Excel, a tester.
#include "libinspect/formats/table_cell.h"

#include <cmath>
#include <utility>

using namespace waferglow;

TEST_CASE("what stands for no data is no data, in either case and with blanks around it", "[table_cell]") {
    for (const char* text : {"",     " ",    "\t",    "nan",  "NaN",     "NAN",       "-nan",    "NA",
                             "na",   "N/A",  "n/a",   "null", "NULL",    "None",      "--",      "-",
                             "#N/A", "<NA>", " NaN ", "\tNA", "1.#QNAN", "-nan(ind)", "\xC2\xA0"}) {
        CAPTURE(text);
        CHECK(is_no_data(text));
        CHECK(std::isnan(read_cell(text).value));
    }
}

TEST_CASE("infinity, units, dates and words are neither numbers nor no data", "[table_cell]") {
    for (const char* text : {"inf", "-inf", "Infinity", "1 V", "0x10", "1,5", "2026-11-29", "good", "nan1",
                             "---", "NAs", "+-1", "1e", ".", "1 2"}) {
        CAPTURE(text);
        CHECK(read_cell(text).kind == CellContent::no_number);
    }
}

TEST_CASE("numbers beyond a float are out of range, those below it are 0", "[table_cell]") {
    for (const char* text : {"1e300", "-1e300", "3.5e38", "1e999", "-1e999", "1e99999"}) {
        CAPTURE(text);
        CHECK(read_cell(text).kind == CellContent::out_of_range);
    }
    CHECK(read_cell(std::string(400, '9')).kind == CellContent::out_of_range);
    for (const std::string& text :
         {std::string("1e-999"), std::string("-1e-99999"), "0." + std::string(400, '0') + "1"}) {
        CAPTURE(text);
        CHECK(read_cell(text).kind == CellContent::number);
        CHECK(read_cell(text).value == 0.0);
    }
    CHECK(read_cell("3.4e38").value == 3.4e38);
}

TEST_CASE("numbers have blanks around them, a sign, and the table's decimal mark", "[table_cell]") {
    for (const auto& [text, value] : {std::pair{" 1.5 ", 1.5},
                                      {"+2", 2.0},
                                      {"-3e2", -300.0},
                                      {"\t.5", 0.5},
                                      {"7.", 7.0},
                                      {"\xC2\xA0"
                                       "4\xC2\xA0",
                                       4.0}}) {
        CAPTURE(text);
        CHECK(read_cell(text).kind == CellContent::number);
        CHECK(read_cell(text).value == value);
    }
    CHECK(read_cell("1,5", ',').value == 1.5);
    CHECK(read_cell("1.5", ',').kind == CellContent::no_number);
    CHECK(read_cell("NA", ',').kind == CellContent::no_data);
}

TEST_CASE("flags are 0 and 1 as numbers and in the words of pandas and R", "[table_cell]") {
    for (const char* text : {"1", "1.0", " 1", "true", "True", "TRUE", "1e0", "01"}) {
        CAPTURE(text);
        CHECK(read_flag(text) == true);
    }
    for (const char* text : {"0", "0.0", "-0", "false", "FALSE", "\t0"}) {
        CAPTURE(text);
        CHECK(read_flag(text) == false);
    }
    for (const char* text : {"2", "-1", "0.5", "P", "yes", "", "NA", "1e-999x"}) {
        CAPTURE(text);
        CHECK_FALSE(read_flag(text).has_value());
    }
    CHECK(read_flag("1,0", ',') == true);
}
