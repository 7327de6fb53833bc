// SPDX-License-Identifier: GPL-3.0-or-later
// The CSV reader: what it refuses and in which words, RFC 4180 and its traps, and round trips as properties.
#include "libinspect/formats/csv_reader.h"

#include "libinspect/formats/internal/csv_text.h"
#include "tests/formats/support.h"

#include <cmath>
#include <limits>

#include <fmt/format.h>
#include <rapidcheck.h>

using namespace waferglow;
using namespace waferglow::test;
using Catch::Contains;

namespace {

using Rows = std::vector<std::vector<std::string>>;

/// All rows of a file as texts, without the header.
Rows rows_of(const std::filesystem::path& path) {
    CsvReader csv(path);
    Rows rows;
    while (csv.next()) {
        std::vector<std::string>& row = rows.emplace_back();
        for (std::size_t i = 0; i < csv.columns().size(); ++i) row.emplace_back(csv.text(i));
    }
    return rows;
}

Rows rows_of_text(std::string_view content) {
    const TempFolder folder;
    return rows_of(folder.write("table.csv", content));
}

std::string error_of_text(std::string_view content) {
    return input_error([&] { rows_of_text(content); });
}

/// Reads column "v" of every row as a number.
std::string number_error(std::string_view content) {
    const TempFolder folder;
    return input_error([&] {
        CsvReader csv(folder.write("table.csv", content));
        while (csv.next()) static_cast<void>(csv.number(csv.column("v")));
    });
}

std::string csv_of(const Rows& rows) {
    std::string out;
    for (const auto& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (i != 0) out += ',';
            append_csv_text(out, row[i]);
        }
        out += '\n';
    }
    return out;
}

}  // namespace

TEST_CASE("a file that is not there is named") {
    const TempFolder folder;
    CHECK_THAT(input_error([&] { CsvReader csv(folder / "nowhere.csv"); }),
               Contains("nowhere.csv") && Contains("no such file"));
}

TEST_CASE("a folder is no table") {
    const TempFolder folder;
    CHECK_THAT(input_error([&] { CsvReader csv(folder.path()); }), Contains("is a folder"));
}

TEST_CASE("an empty file has no header") {
    CHECK_THAT(error_of_text(""), Contains("is empty"));
    CHECK_THAT(error_of_text("\r\n\r\n"), Contains("is empty"));
    CHECK_THAT(error_of_text("\xEF\xBB\xBF"), Contains("is empty"));
}

TEST_CASE("UTF-16 is told apart from damage") {
    CHECK_THAT(error_of_text("\xFF\xFEr"), Contains("UTF-16"));
}

TEST_CASE("semicolons and tabs between columns are named") {
    CHECK_THAT(error_of_text("row;col;v\n1;2;0,5\n"), Contains("semicolons") && Contains("decimal commas"));
    CHECK_THAT(error_of_text("row\tcol\n1\t2\n"), Contains("tabs"));
}

TEST_CASE("decimal commas that make a row wider are suspected") {
    CHECK_THAT(
        error_of_text("row,col,v\n0,0,0.5\n0,1,0,5\n"),
        Contains("line 3") && Contains("4 fields where the header has 3") && Contains("decimal commas"));
}

TEST_CASE("a quoted decimal comma is no number, and the hint says why") {
    CHECK_THAT(number_error("row,v\n1,\"0,5\"\n"), Contains("line 2") && Contains("column 'v'") &&
                                                       Contains("'0,5'") && Contains("decimal commas"));
}

TEST_CASE("a short row is told with its line") {
    CHECK_THAT(error_of_text("a,b,c\n1,2,3\n1,2\n"),
               Contains("line 3") && Contains("2 fields where the header has 3"));
}

TEST_CASE("texts, NaN, infinity, hex, overflow and emptiness are no numbers") {
    for (const char* text : {"abc", "nan", "NaN", "inf", "-inf", "0x10", "1e999", "", " ", "1 2", "--1",
                             "+-1", "1.2.3", "1e", ".", "12abc"}) {
        CAPTURE(text);
        CHECK_THAT(number_error(fmt::format("v,w\n{},1\n", text)),
                   Contains("table.csv line 2: column 'v'") && Contains("is not a finite number"));
    }
}

TEST_CASE("numbers may have blanks around them and a sign") {
    for (const auto& [text, value] :
         {std::pair{" 1.5 ", 1.5}, {"+2", 2.0}, {"-3e2", -300.0}, {"\t.5", 0.5}, {"7.", 7.0}}) {
        CAPTURE(text);
        CHECK(parse_number(text) == value);
    }
}

TEST_CASE("a cell without data is NaN only where that is asked for") {
    const TempFolder folder;
    for (const char* text : {"", "NaN", "n/a", " -- "}) {
        CAPTURE(text);
        CsvReader csv(folder.write("table.csv", fmt::format("v,w\n{},1\n", text)));
        REQUIRE(csv.next());
        CHECK(std::isnan(csv.number_or_nan(0)));
        CHECK_FALSE(csv.flag(0).has_value());
        CHECK(csv.number_or_nan(1) == 1.0);
        CHECK(csv.flag(1) == true);
    }
}

TEST_CASE("whole numbers are whole and fit 32 bits") {
    const TempFolder folder;
    CsvReader csv(folder.write("table.csv", "a,b,c,d,e\n-2147483648,2147483648,5.5,,5.0\n"));
    REQUIRE(csv.next());
    CHECK(csv.integer(0) == std::numeric_limits<std::int32_t>::min());
    CHECK_THAT(input_error([&] { static_cast<void>(csv.integer(1)); }),
               Contains("'2147483648' is not a whole number"));
    CHECK_THAT(input_error([&] { static_cast<void>(csv.integer(2)); }),
               Contains("'5.5' is not a whole number"));
    CHECK_THAT(input_error([&] { static_cast<void>(csv.integer(3)); }), Contains("column 'd': ''"));
    CHECK(csv.integer(4) == 5);
}

TEST_CASE("a column that is not there is refused with the nearest name") {
    const TempFolder folder;
    const CsvReader csv(folder.write("table.csv", "row,col,el_intensty\n"));
    CHECK_FALSE(csv.find("el_intensity").has_value());
    CHECK_THAT(input_error([&] { static_cast<void>(csv.column("el_intensity")); }),
               Contains("no column 'el_intensity'") && Contains("'el_intensty'"));
}

TEST_CASE("a column is found whatever its capitals, where no other is named like it") {
    const TempFolder folder;
    const CsvReader csv(folder.write("table.csv", "Row,COL,pass,Pass\n"));
    CHECK(csv.column("row") == 0);
    CHECK(csv.column("Col") == 1);
    CHECK(csv.column("pass") == 2);
    CHECK_FALSE(csv.find("PASS").has_value());
}

TEST_CASE("a first line that names the separator is passed over") {
    CHECK(rows_of_text("sep=,\na,b\n1,2\n") == Rows{{"1", "2"}});
    CHECK(rows_of_text("sep=,b\n1,2\n") == Rows{{"1", "2"}});
}

TEST_CASE("two columns of one name are refused, several without a name are not") {
    CHECK_THAT(error_of_text("row,col,row\n"), Contains("column 'row' occurs twice"));
    CHECK(rows_of_text(",row,,col\n0,1,2,3\n") == Rows{{"0", "1", "2", "3"}});
}

TEST_CASE("blanks around cells and quotes are no part of them, those in quotes are") {
    CHECK(rows_of_text("a,b,c\n 1 ,\t2,3 \n \" x \" ,\"y\"\t,z w\n") ==
          Rows{{"1", "2", "3"}, {" x ", "y", "z w"}});
    CHECK_THAT(error_of_text("a,b\n\"1\" x,2\n"), Contains("closing quote"));
}

TEST_CASE("cells and names that are no UTF-8 are taken as Windows-1252") {
    const TempFolder folder;
    CsvReader csv(folder.write("table.csv",
                               "T_\xB0"
                               "C,note\n1,\xB5m\n2,\xC2\xB5m\n3,\"\xE9\"\n"));
    CHECK(csv.columns()[0] ==
          "T_\xC2\xB0"
          "C");
    for (const char* text : {"\xC2\xB5m", "\xC2\xB5m", "\xC3\xA9"}) {
        REQUIRE(csv.next());
        CHECK(csv.text(1) == text);
    }
    CHECK_THAT(number_error("v\n1\xB0\n"), Contains("'1\xC2\xB0'"));
}

TEST_CASE("a quote that is never closed is told with the line where it opens") {
    CHECK_THAT(error_of_text("a,b\n1,2\n\"3,4\n5,6\n"), Contains("line 3") && Contains("never closed"));
}

TEST_CASE("text behind a closing quote is refused") {
    CHECK_THAT(error_of_text("a,b\n\"1\"x,2\n"), Contains("line 2") && Contains("closing quote"));
}

TEST_CASE("lines that end in CR alone are named") {
    CHECK_THAT(error_of_text("a,b\r1,2\r3,4\r"), Contains("CR alone"));
}

TEST_CASE("long and unprintable texts are cut short in messages") {
    const std::string message = number_error(fmt::format("v\n{}\n", std::string(1000, 'x')));
    CHECK(message.size() < 300);
    CHECK_THAT(number_error(std::string("v\n1\x01\x1b[0m\n")), Contains("'1??[0m'"));
}

TEST_CASE("a binary file without line ends is refused, not swallowed") {
    CHECK_THAT(number_error(fmt::format("v\n{}", std::string(17U << 20U, '7'))),
               Contains("longer than 16 MiB"));
}

TEST_CASE("a byte-order mark is no part of the first name") {
    const TempFolder folder;
    const CsvReader csv(folder.write("table.csv", "\xEF\xBB\xBFrow,col\n"));
    CHECK(csv.columns() == std::vector<std::string>{"row", "col"});
}

TEST_CASE("CR LF, LF, blank lines and a missing last line end give the same rows") {
    const Rows expected{{"1", "2"}, {"3", "4"}};
    CHECK(rows_of_text("a,b\n1,2\n3,4\n") == expected);
    CHECK(rows_of_text("a,b\r\n1,2\r\n3,4\r\n") == expected);
    CHECK(rows_of_text("a,b\n1,2\n3,4") == expected);
    CHECK(rows_of_text("\n\na,b\n\n1,2\r\n\r\n3,4\n\n\n") == expected);
    CHECK(rows_of_text(" \na,b\n\t\n1,2\r\n  \r\n3,4\n ") == expected);
}

TEST_CASE("quotes hold commas, quotes and line ends") {
    CHECK(rows_of_text("a,b\n\"x,y\",\"say \"\"hi\"\"\"\n\"two\r\nlines\",\"\"\n") ==
          Rows{{"x,y", "say \"hi\""}, {"two\r\nlines", ""}});
}

TEST_CASE("a comma at the end of a line means an empty last cell") {
    CHECK(rows_of_text("a,b\n1,\n,\n") == Rows{{"1", ""}, {"", ""}});
}

TEST_CASE("names of columns may have blanks around them") {
    const TempFolder folder;
    const CsvReader csv(folder.write("table.csv", "row, col ,v\n"));
    CHECK(csv.column("col") == 1);
}

TEST_CASE("a row's line counts line ends inside quotes and blank lines") {
    const TempFolder folder;
    CsvReader csv(folder.write("table.csv", "a\n\"1\n2\"\n\nx\n"));
    REQUIRE(csv.next());
    CHECK(csv.line() == 2);
    REQUIRE(csv.next());
    CHECK(csv.line() == 5);
}

TEST_CASE("rows stay whole across the reader's buffer") {
    const TempFolder folder;
    std::string content = "i,text\n";
    constexpr int kRows = 60'000;  // over 2 MiB, with quoted fields that hold line ends
    for (int i = 0; i < kRows; ++i) content += fmt::format("{},\"line one,\n\"\"line\"\" two of many\"\n", i);
    CsvReader csv(folder.write("table.csv", content));
    int expected = 0;
    while (csv.next()) {
        if (csv.integer(0) != expected || csv.text(1) != "line one,\n\"line\" two of many") break;
        ++expected;
    }
    CHECK(expected == kRows);
}

TEST_CASE("a row longer than the buffer is read whole") {
    const std::string field(3U << 20U, 'y');
    CHECK(rows_of_text(fmt::format("a,b\n{},2\n1,2\n", field)) == Rows{{field, "2"}, {"1", "2"}});
}

TEST_CASE("any texts written as CSV read back the same") {
    const TempFolder folder;
    CHECK(rc::check([&] {
        const auto width = *rc::gen::inRange<std::size_t>(2, 6);
        const auto text =
            rc::gen::container<std::string>(rc::gen::element('a', ',', '"', '\n', '\r', ' ', ';', '\t'));
        const auto rows =
            *rc::gen::container<Rows>(rc::gen::container<std::vector<std::string>>(width, text));
        Rows table{{}};
        for (std::size_t i = 0; i < width; ++i) table[0].push_back(fmt::format("c{}", i));
        table.insert(table.end(), rows.begin(), rows.end());
        RC_ASSERT(rows_of(folder.write("table.csv", csv_of(table))) == rows);
    }));
}

TEST_CASE("any finite number written as CSV reads back the same") {
    CHECK(rc::check([] {
        const double value = std::bit_cast<double>(*rc::gen::arbitrary<std::uint64_t>());
        RC_PRE(std::isfinite(value));
        std::string text;
        append_csv_number(text, value);
        RC_ASSERT(parse_number(text) == value);
    }));
}
