// SPDX-License-Identifier: GPL-3.0-or-later
// Spectra as a table: wavelengths from the header, counts block by block.
#include "libinspect/formats/spectra_table.h"

#include "tests/formats/support.h"

#include <cmath>

#include <fmt/format.h>

using namespace waferglow;
using namespace waferglow::test;
using Catch::Contains;

namespace {

/// The error of reading all of a file.
std::string error_of_text(std::string_view content) {
    const TempFolder folder;
    return input_error([&] {
        SpectraReader reader(folder.write("spectra.csv", content));
        SpectraBlock block;
        while (reader.next(block)) {
        }
    });
}

}  // namespace

TEST_CASE("cells follow the rule of all tables: blanks, quotes, no data, range") {
    const TempFolder folder;
    SpectraReader reader(folder.write("s.csv", "row, col ,\"400\", 401.5\n 0.0,\"1\", 7 ,NaN\n"));
    SpectraBlock block;
    REQUIRE(reader.next(block));
    CHECK(block.dies == std::vector<DieIndex>{{0, 1}});
    CHECK(reader.wavelengths_nm()[1] == 401.5);
    CHECK(block.counts[0] == 7.0F);
    CHECK(std::isnan(block.counts[1]));
    CHECK_THAT(error_of_text("row,col,400,401\n0,1,7,1e300\n"), Contains("line 2: column '401': '1e300'"));
}

TEST_CASE("the first columns are row and col") {
    CHECK_THAT(error_of_text("col,row,400,401\n"), Contains("columns must be row, col"));
    CHECK_THAT(error_of_text("400,401,402\n"), Contains("columns must be row, col"));
    CHECK_THAT(error_of_text("row,col\n"), Contains("columns must be row, col, then one a pixel"));
}

TEST_CASE("names from the third on are wavelengths") {
    CHECK_THAT(error_of_text("row,col,400,peak\n"), Contains("column 4, 'peak', is not a wavelength"));
    CHECK_THAT(error_of_text("row,col,0,1\n"), Contains("column 3, '0', is not a wavelength"));
    CHECK_THAT(error_of_text("row,col,nan\n"), Contains("'nan', is not a wavelength"));
}

TEST_CASE("wavelengths increase strictly") {
    CHECK_THAT(error_of_text("row,col,400,401,400.5\n"), Contains("column 5 has 400.5 after 401 nm"));
    CHECK_THAT(error_of_text("row,col,400,400.0\n"), Contains("wavelengths must increase"));
}

TEST_CASE("counts are numbers") {
    CHECK_THAT(error_of_text("row,col,400,401\n0,0,1,2\n0,1,inf,2\n"),
               Contains("spectra.csv line 3: column '400': 'inf' is not a finite number"));
    CHECK_THAT(error_of_text("row,col,400,401\n0,0,1\n"), Contains("3 fields where the header has 4"));
}

TEST_CASE("a file without spectra has wavelengths and no block") {
    const TempFolder folder;
    SpectraReader reader(folder.write("spectra.csv", "row,col,400,401.5\n"));
    SpectraBlock block;
    CHECK_FALSE(reader.next(block));
    CHECK(std::vector<double>(reader.wavelengths_nm().begin(), reader.wavelengths_nm().end()) ==
          std::vector<double>{400.0, 401.5});
}

TEST_CASE("counts come die by die in blocks, the last one short") {
    const TempFolder folder;
    SpectraReader reader(folder.write("spectra.csv", "row,col,400,401\n5,6,1,2\n7,8,-3,4.5\n9,1,5,6\n"));
    REQUIRE(reader.pixels() == 2);
    SpectraBlock block;
    REQUIRE(reader.next(block, 2));
    CHECK(block.dies == std::vector<DieIndex>{{5, 6}, {7, 8}});
    CHECK(block.counts == std::vector<float>{1.0F, 2.0F, -3.0F, 4.5F});
    REQUIRE(reader.next(block, 2));
    CHECK(block.dies == std::vector<DieIndex>{{9, 1}});
    CHECK(block.counts == std::vector<float>{5.0F, 6.0F});
    CHECK_FALSE(reader.next(block, 2));
    CHECK(block.dies.empty());
}

TEST_CASE("spectra of a thousand pixels keep them in order") {
    const TempFolder folder;
    constexpr int kPixels = 1024;
    std::string header = "row,col";
    std::string row = "1,2";
    for (int i = 0; i < kPixels; ++i) {
        header += fmt::format(",{}", 400 + i);
        row += fmt::format(",{}", i);
    }
    SpectraReader reader(folder.write("spectra.csv", fmt::format("{}\r\n{}\r\n", header, row)));
    SpectraBlock block;
    REQUIRE(reader.next(block));
    REQUIRE(block.counts.size() == kPixels);
    CHECK(block.counts[517] == 517.0F);
    CHECK(reader.wavelengths_nm()[517] == 917.0);
}
