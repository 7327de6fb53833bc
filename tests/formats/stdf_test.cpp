// SPDX-License-Identifier: GPL-3.0-or-later
// STDF: both byte orders, retests, missing values, and files that are cut off.
#include "libinspect/formats/internal/stdf.h"

#include "tests/formats/fab_maps.h"
#include "tests/formats/stdf_bytes.h"

#include <cmath>

using namespace waferglow;
using namespace waferglow::test;
using Catch::Contains;

namespace {

Stdf read(const std::string& bytes, const std::vector<std::string>& wanted = {}) {
    const TempFolder folder;
    return read_stdf(folder.write("s", bytes), wanted);
}

std::string refusal(const std::string& bytes) {
    return input_error([&] { (void)read(bytes); });
}

StdfBytes small(bool big) {
    StdfBytes file(big);
    file.lot("LOT 1");
    file.orientation('D', 'R', 'U');
    file.wafer("W07");
    file.begin();
    file.result(100, 1.5F, "IR", "uA");
    file.part(3, -2, 1, 0x00);
    file.begin();
    file.result(100, 9.0F);
    file.part(300, 4, 7, 0x08);
    file.wafer_end(2, "W07");
    file.end();
    return file;
}

}  // namespace

TEST_CASE("both byte orders read the same", "[stdf]") {
    const bool big = GENERATE(false, true);
    const Stdf stdf = read(small(big).bytes(), {"IR"});
    CHECK(stdf.big_endian == big);
    CHECK(stdf.warnings.empty());
    CHECK(stdf.lot_id == "LOT 1");
    CHECK(stdf.part_type == "TYPE");
    CHECK(stdf.program == "JOB");
    CHECK(stdf.flat == 'D');
    CHECK(stdf.x_positive == 'R');
    CHECK(stdf.y_positive == 'U');
    REQUIRE(stdf.wafers.size() == 1);
    CHECK(stdf.wafers[0].id == "W07");
    CHECK(stdf.wafers[0].parts == std::vector<StdfPart>{{3, -2, 1, 1, 1}, {300, 4, 7, 7, 0}});
    CHECK(stdf.wafers[0].values == std::vector<float>{1.5F, 9.0F});
    CHECK(stdf.wanted[0].unit == "uA");
}

TEST_CASE("of a die tested again the last result counts, and that is said", "[stdf]") {
    StdfBytes file(false);
    file.wafer("W");
    for (const auto& [x, bin, value] :
         {std::tuple{1, 7, 1.0F}, std::tuple{2, 1, 2.0F}, std::tuple{1, 1, 3.0F}}) {
        file.begin();
        file.result(5, value, "T", "V");
        file.part(x, 0, bin, bin == 1 ? 0 : 8);
    }
    file.end();
    const Stdf stdf = read(file.bytes(), {"5"});
    CHECK(stdf.wafers[0].parts == std::vector<StdfPart>{{2, 0, 1, 1, 1}, {1, 0, 1, 1, 1}});
    CHECK(stdf.wafers[0].values == std::vector<float>{2.0F, 3.0F});
    CHECK(stdf.wafers[0].retested == 1);
    CHECK(warns(stdf.warnings, "1 results belong to dies that were tested again; the last"));
}

TEST_CASE("counts of 4294967295 are missing, others are compared", "[stdf]") {
    for (const auto& [stated, told] :
         {std::pair{4294967295U, false}, std::pair{5U, true}, std::pair{1U, false}}) {
        StdfBytes file(false);
        file.wafer("W");
        file.begin();
        file.part(1, 1, 1, 0);
        file.wafer_end(stated, "W");
        file.end();
        CHECK(warns(read(file.bytes()).warnings, "WRR states") == told);
    }
}

TEST_CASE("without a flag the hard bin decides, without that nothing does", "[stdf]") {
    StdfBytes file(false);
    file.wafer("W");
    for (int bin = 1; bin <= 3; ++bin) {
        file.begin();
        file.part(bin, 0, bin, 0x10);
    }
    file.hard_bin(1, 'P');
    file.hard_bin(2, 'F');
    file.end();
    const Stdf stdf = read(file.bytes());
    CHECK(stdf.wafers[0].parts[0].pass == 1);
    CHECK(stdf.wafers[0].parts[1].pass == 0);
    CHECK(stdf.wafers[0].parts[2].pass == 255);
}

TEST_CASE("parts of several sites keep their own results", "[stdf]") {
    StdfBytes file(true);
    file.wafer("W");
    file.begin(1);
    file.begin(2);
    file.result(9, 1.0F, "T", "V", 0, 1);
    file.result(9, 2.0F, "", "", 0, 2);
    file.part(2, 0, 1, 0, 2);
    file.part(1, 0, 1, 0, 1);
    file.begin(1);
    file.part(3, 0, 1, 0, 1);
    file.end();
    const std::vector<float> values = read(file.bytes(), {"T"}).wafers[0].values;
    CHECK(values[0] == 2.0F);
    CHECK(values[1] == 1.0F);
    CHECK(std::isnan(values[2]));
}

TEST_CASE("results that are not valid are none", "[stdf]") {
    for (const int flag : {0x02, 0x10, 0x20}) {
        StdfBytes file(false);
        file.wafer("W");
        file.begin();
        file.result(9, 1.0F, "T", "V", flag);
        file.part(1, 0, 1, 0);
        file.end();
        CHECK(std::isnan(read(file.bytes(), {"T"}).wafers[0].values[0]));
    }
}

TEST_CASE("two wafers, and one begun twice", "[stdf]") {
    StdfBytes file(false);
    for (const char* id : {"A", "B", "A"}) {
        file.wafer(id);
        file.begin();
        file.part(id[0] == 'B' ? 5 : static_cast<int>(file.bytes().size()), 0, 1, 0);
        file.wafer_end(4294967295U, id);
    }
    file.end();
    const Stdf stdf = read(file.bytes());
    REQUIRE(stdf.wafers.size() == 2);
    CHECK(stdf.wafers[0].parts.size() == 2);
    CHECK(warns(stdf.warnings, "begun more than once"));
}

TEST_CASE("parts without coordinates are kept and told, an unfinished file too", "[stdf]") {
    StdfBytes file(false);
    file.begin();
    file.part(-32768, -32768, 1, 0);
    const Stdf stdf = read(file.bytes());
    CHECK(stdf.wafers[0].unplaced == 1);
    for (const char* about : {"outside of any wafer", "have no coordinates", "no MRR"})
        CHECK(warns(stdf.warnings, about));
}

TEST_CASE("a gzip'd STDF is read", "[stdf]") {
    const TempFolder folder;
    CHECK(read_stdf(write_gzip(folder / "s", small(true).bytes())).wafers[0].parts.size() == 2);
}

TEST_CASE("STDF that is cut off anywhere is refused with the byte, or ends between records", "[stdf]") {
    const std::string whole = small(false).bytes();
    for (std::size_t bytes = 6; bytes < whole.size(); ++bytes) {
        const std::string message = refusal(whole.substr(0, bytes));
        if (message != "[no error]") CHECK_THAT(message, Contains("cut off") && Contains("byte"));
    }
}

TEST_CASE("other versions, machines and files are refused", "[stdf]") {
    CHECK_THAT(refusal(""), Contains("no STDF file"));
    CHECK_THAT(refusal("row,col,pass\n0,0,1\n"), Contains("no STDF file"));
    CHECK_THAT(refusal(StdfBytes(false, 3).bytes()), Contains("version 3"));
    std::string dec = StdfBytes(false).bytes();
    dec[4] = 0;
    CHECK_THAT(refusal(dec), Contains("DEC"));
}
