// SPDX-License-Identifier: GPL-3.0-or-later
// EL reference tables: columns that are there are read, cells that are empty stay empty, nothing is dropped.
#include "libinspect/formats/el_table.h"

#include "tests/formats/support.h"

#include <cmath>

#include <fmt/format.h>

using namespace waferglow;
using namespace waferglow::test;
using Catch::Contains;

namespace {

constexpr DieGrid kGrid{.rows = 10,
                        .cols = 5,
                        .x0_um = 0.0,
                        .y0_um = 0.0,
                        .pitch_x_um = 10.0,
                        .pitch_y_um = 10.0,
                        .die_width_um = 5.0,
                        .die_height_um = 5.0};

ElTable table_of(std::string_view content) {
    const TempFolder folder;
    return read_el_table(folder.write("el.csv", content), kGrid);
}

std::string error_of_text(std::string_view content) {
    return input_error([&] { static_cast<void>(table_of(content)); });
}

}  // namespace

TEST_CASE("row and col must be there") {
    CHECK_THAT(error_of_text("col,pass\n1,1\n"), Contains("el.csv: there is no column 'row'"));
    CHECK_THAT(error_of_text("row,cols,pass\n1,1,1\n"), Contains("there is no column 'col'; it has 'cols'"));
}

TEST_CASE("a file with none of the EL columns is refused with what could be there") {
    CHECK_THAT(error_of_text("row,col,comment\n1,1,x\n"),
               Contains("none of the columns el_intensity, ir_ua"));
}

TEST_CASE("a file without records is refused") {
    CHECK_THAT(error_of_text("row,col,pass\n"), Contains("holds no records"));
}

TEST_CASE("pass is 0 or 1") {
    for (const char* text : {"2", "0.5", "-1", "P", "inf"}) {
        CHECK_THAT(error_of_text(std::string("row,col,pass\n1,1,1\n1,2,") + text + "\n"),
                   Contains("el.csv line 3: column 'pass'") && Contains("must be 0 or 1"));
    }
}

TEST_CASE("texts in a number are refused by line and column") {
    CHECK_THAT(error_of_text("row,col,vf_v\n1,1,3.1\n1,2,inf\n"),
               Contains("el.csv line 3: column 'vf_v': 'inf' is not a finite number"));
    CHECK_THAT(error_of_text("row,col,vf_v\nNaN,1,3.1\n"),
               Contains("line 2: column 'row': 'NaN' is not a whole number"));
    CHECK_THAT(error_of_text("row,col,ir_ua\n1,x,3.1\n"),
               Contains("line 2: column 'col': 'x' is not a whole number"));
}

TEST_CASE("numbers out of range are refused in every column, never taken for no data") {
    for (const char* column : {"el_intensity", "ir_ua", "vf_v", "wavelength_nm"}) {
        for (const char* number : {"1e300", "-1e300", "3.5e38", "1e999"}) {
            CAPTURE(column, number);
            CHECK_THAT(error_of_text(fmt::format("row,col,{},pass\n1,1,1,1\n1,2,{},1\n", column, number)),
                       Contains(fmt::format("el.csv line 3: column '{}': '{}'", column, number)) &&
                           Contains("out of range"));
        }
    }
    CHECK_THAT(error_of_text("row,col,pass\n1,1e300,1\n"), Contains("line 2: column 'col': '1e300'"));
    CHECK_THAT(error_of_text("row,col,pass\n1,3000000000,1\n"), Contains("line 2: column 'col'"));
    CHECK_THAT(error_of_text("row,col,x_um,y_um,pass\n1,1,1e300,0,1\n"), Contains("column 'x_um'"));
    CHECK(table_of("row,col,ir_ua\n1,1,1e-999\n").ir_ua[0] == 0.0F);
}

TEST_CASE("blanks around cells mean nothing in any column, in quotes or out of them") {
    const ElTable table = table_of(
        " row,\tcol , el_intensity, ir_ua , pass\n 1,\t2 , 0.5, 6.7e-05 , 1\n\" 3\", \"4\" ,\"0.25 \", \"\" "
        ",\" 0 \"\n");
    CHECK(table.row == std::vector<std::int32_t>{1, 3});
    CHECK(table.col == std::vector<std::int32_t>{2, 4});
    CHECK(table.el_intensity == std::vector<float>{0.5F, 0.25F});
    CHECK(std::isnan(table.ir_ua[1]));
    CHECK(table.pass == std::vector<std::uint8_t>{1, 0});
}

TEST_CASE("every way to say that there is no value is no data in numbers and verdicts") {
    for (const char* text : {"NaN", "nan", "NA", "N/A", "null", "--", "", " ", "\"NA\"", "<NA>", "None"}) {
        CAPTURE(text);
        const ElTable table =
            table_of(fmt::format("row,col,vf_v,pass\n1,1,{0},{0}\n1,2,3.5,1\n1,3,3.5,0\n", text));
        CHECK(std::isnan(table.vf_v[0]));
        CHECK(table.pass == std::vector<std::uint8_t>{kNoPass, 1, 0});
    }
}

TEST_CASE("tables as pandas writes them are read") {
    // DataFrame.to_csv of integers that went through NaN, of booleans, and with the index in front.
    const ElTable table = table_of(",row,col,vf_v,pass\n0,0.0,3.0,3.1,1.0\n1,1.0,2.0,,0.0\n2,2.0,4.0,nan,\n");
    CHECK(table.row == std::vector<std::int32_t>{0, 1, 2});
    CHECK(table.col == std::vector<std::int32_t>{3, 2, 4});
    CHECK(table.pass == std::vector<std::uint8_t>{1, 0, kNoPass});
    CHECK(table.ignored_columns.empty());
    CHECK(table_of("row,col,pass\n1,1,True\n1,2,False\n").pass == std::vector<std::uint8_t>{1, 0});
    CHECK_THAT(error_of_text("row,col,pass\n0.5,1,1\n"), Contains("'0.5' is not a whole number"));
}

TEST_CASE("tables as R writes them are read, with and without a name for the rows' names") {
    const std::vector<std::uint8_t> verdicts{1, 0, kNoPass};
    const std::string rows = "\"1\",0,3,3.1,TRUE\n\"2\",1,2,NA,FALSE\n\"3\",2,4,2.9,NA\n";
    // write.csv and write.table(sep = ",").
    for (const char* header :
         {"\"\",\"row\",\"col\",\"vf_v\",\"pass\"\n", "\"row\",\"col\",\"vf_v\",\"pass\"\n"}) {
        CAPTURE(header);
        const ElTable table = table_of(header + rows);
        CHECK(table.row == std::vector<std::int32_t>{0, 1, 2});
        CHECK(table.col == std::vector<std::int32_t>{3, 2, 4});
        CHECK(std::isnan(table.vf_v[1]));
        CHECK(table.pass == verdicts);
    }
}

TEST_CASE("rows that are wider for another reason than R's row names are refused") {
    CHECK_THAT(error_of_text("\"row\",\"col\",\"vf_v\"\n0,3,3,1\n"),
               Contains("4 fields where the header has 3"));
    CHECK_THAT(error_of_text("row,col,vf_v\n\"1\",0,3,3\n"), Contains("4 fields where the header has 3"));
    CHECK_THAT(error_of_text("\"row\",\"col\",\"vf_v\"\n\"1\",0,3,3.1\n\"2\",0,3\n"),
               Contains("line 3: 3 fields"));
}

TEST_CASE("a verdict that all dies share is told") {
    CHECK_THAT(table_of("row,col,pass\n1,1,0\n1,2,0\n").warnings.at(0),
               Contains("no die passes: all 2 fail by column 'pass'"));
    CHECK_THAT(table_of("row,col,pass\n1,1,1\n1,2,1\n1,3,\n").warnings.at(0),
               Contains("every die passes: all 2 by column 'pass'"));
    CHECK(table_of("row,col,pass\n1,1,1\n1,2,0\n").warnings.empty());
    CHECK(table_of("row,col,vf_v,pass\n1,1,1,NA\n").warnings.empty());
}

TEST_CASE("a die that occurs twice is refused, side by side or far apart") {
    CHECK_THAT(error_of_text("row,col,pass\n1,1,1\n1,1,0\n"),
               Contains("die (row 1, col 1) occurs twice, in records 1 and 2"));
    CHECK_THAT(error_of_text("row,col,pass\n9,4,1\n-1,1,0\n0,0,1\n3,3,1\n-1,1,0\n"),
               Contains("die (row -1, col 1) occurs twice, in records 2 and 5"));
}

TEST_CASE("row and column are not mixed up when dies are told apart") {
    CHECK_NOTHROW(table_of("row,col,pass\n1,2,1\n2,1,0\n-1,2,1\n1,-2,1\n"));
}

TEST_CASE("empty cells are NaN, and no pass at all") {
    const ElTable table = table_of("row,col,el_intensity,pass\n1,1,,\n1,2,0.5,1\n");
    CHECK(std::isnan(table.el_intensity[0]));
    CHECK(table.pass[0] == kNoPass);
    CHECK(table.el_intensity[1] == 0.5F);
    CHECK(table.pass[1] == 1);
}

TEST_CASE("columns that the file has not are empty") {
    const ElTable table = table_of("row,col,ir_ua\n1,2,8.2555e-05\n");
    CHECK(table.size() == 1);
    CHECK(table.ir_ua == std::vector<float>{8.2555e-05F});
    CHECK(table.el_intensity.empty());
    CHECK(table.vf_v.empty());
    CHECK(table.wavelength_nm.empty());
    CHECK(table.pass.empty());
}

TEST_CASE("records keep the file's order, whatever the order of columns") {
    const ElTable table =
        table_of("\xEF\xBB\xBFpass,wavelength_nm,vf_v,col,row\r\n0,455.7,2.9,4,9\r\n1,456.3,3.0,0,0\r\n");
    CHECK(table.row == std::vector<std::int32_t>{9, 0});
    CHECK(table.col == std::vector<std::int32_t>{4, 0});
    CHECK(table.wavelength_nm == std::vector<float>{455.7F, 456.3F});
    CHECK(table.vf_v == std::vector<float>{2.9F, 3.0F});
    CHECK(table.pass == std::vector<std::uint8_t>{0, 1});
}

TEST_CASE("dies outside of the grid are counted and kept") {
    const ElTable table = table_of("row,col,pass\n0,0,1\n10,0,1\n0,5,1\n-1,0,0\n9,4,0\n");
    CHECK(table.size() == 5);
    CHECK(table.outside_grid == 3);
}

TEST_CASE("columns that mean nothing to us are named") {
    const ElTable table = table_of("row,col,site,pass,operator\n1,1,a,1,b\n");
    CHECK(table.ignored_columns == std::vector<std::string>{"site", "operator"});
}
