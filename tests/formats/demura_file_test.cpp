// SPDX-License-Identifier: GPL-3.0-or-later
// Demura tables as files: OpenCV and our own reader see the gains that were written.
#include "libinspect/formats/demura_file.h"

#include "libinspect/formats/csv_reader.h"
#include "libinspect/formats/image_io.h"
#include "tests/formats/support.h"

#include <cmath>
#include <limits>

#include <opencv2/imgcodecs.hpp>

using namespace waferglow;
using namespace waferglow::test;
using Catch::Contains;

namespace {

DemuraTable two_by_three(std::vector<std::string> sub_pixels) {
    DemuraTable table{.rows = 2, .cols = 3, .sub_pixels = std::move(sub_pixels), .gains = {}};
    for (std::size_t c = 0; c < table.sub_pixels.size(); ++c) {
        const auto shift = 0.01F * static_cast<float>(c);
        table.gains.push_back(
            {0.5F + shift, 0.77F + shift, 1.0F + shift, 1.25F + shift, 1.4F + shift, 1.45F + shift});
    }
    return table;
}

std::string usage_error(const DemuraTable& table, const char* name = "d.png") {
    const TempFolder folder;
    try {
        write_demura(folder / name, table);
    } catch (const Error& error) {
        CHECK(error.kind() == ErrorKind::usage);
        CHECK(std::filesystem::is_empty(folder.path()));
        return error.what();
    }
    return {};
}

}  // namespace

TEST_CASE("a table of one sub-pixel is a gray picture of 16 bits, 32768 at a gain of 1", "[module]") {
    const TempFolder folder;
    write_demura(folder / "d.png", two_by_three({"w"}));
    const DecodedImage ours = read_image(folder / "d.png");
    CHECK(ours.bits == 16);
    REQUIRE(ours.image.width() == 3);
    REQUIRE(ours.image.height() == 2);
    CHECK(ours.image.row(0)[0] == 16384);
    CHECK(ours.image.row(0)[1] == 25231);  // 0.77 * 32768 = 25231.36
    CHECK(ours.image.row(0)[2] == 32768);
    CHECK(ours.image.row(1)[0] == 40960);
    const cv::Mat theirs = cv::imread((folder / "d.png").string(), cv::IMREAD_UNCHANGED);
    REQUIRE(theirs.type() == CV_16UC1);
    CHECK(theirs.at<std::uint16_t>(1, 2) == 47514);  // 1.45 * 32768 = 47513.6
}

TEST_CASE("a table of three sub-pixels is an RGB picture in their order", "[module]") {
    const TempFolder folder;
    write_demura(folder / "d.png", two_by_three({"r", "g", "b"}));
    const cv::Mat read = cv::imread((folder / "d.png").string(), cv::IMREAD_UNCHANGED);
    REQUIRE(read.type() == CV_16UC3);
    REQUIRE(read.rows == 2);
    REQUIRE(read.cols == 3);
    const auto pixel = read.at<cv::Vec3w>(0, 2);  // OpenCV has blue first
    CHECK(pixel[2] == 32768);
    CHECK(pixel[1] == 33096);  // 1.01 * 32768 = 33095.68
    CHECK(pixel[0] == 33423);
}

TEST_CASE("a table by the ending .csv has a line a sub-pixel with the gain itself", "[module]") {
    const TempFolder folder;
    const DemuraTable table = two_by_three({"r", "g"});
    write_demura(folder / "d.csv", table);
    CsvReader csv(folder / "d.csv");
    const std::size_t row = csv.column("row");
    const std::size_t col = csv.column("col");
    const std::size_t name = csv.column("subpixel");
    const std::size_t gain = csv.column("gain");
    std::size_t lines = 0;
    while (csv.next()) {
        const std::size_t which = csv.text(name) == "r" ? 0 : 1;
        const auto cell = static_cast<std::size_t>(csv.integer(row) * 3 + csv.integer(col));
        CHECK(static_cast<float>(csv.number(gain)) == table.gains[which][cell]);
        ++lines;
    }
    CHECK(lines == 12);
}

TEST_CASE("a picture of two or four sub-pixels is refused, and a table offered", "[module]") {
    CHECK_THAT(usage_error(two_by_three({"a", "b"})), Contains("1 or 3 sub-pixels") && Contains(".csv"));
    CHECK_THAT(usage_error(two_by_three({"a", "b", "c", "d"})), Contains("the module has 4"));
}

TEST_CASE("gains that 16 bits can't hold are refused, none is clipped without a word", "[module]") {
    for (const float gain : {-0.1F, 2.0F, 65535.6F / 32768.0F, std::numeric_limits<float>::quiet_NaN(),
                             std::numeric_limits<float>::infinity()}) {
        DemuraTable table = two_by_three({"w"});
        table.gains[0][4] = gain;
        CHECK_THAT(usage_error(table), Contains("of a sub-pixel 'w' is not from 0 to below 2"));
    }
    DemuraTable table = two_by_three({"w"});
    table.gains[0][4] = 65535.0F / 32768.0F;
    CHECK(usage_error(table).empty());
}

TEST_CASE("a demura table that does not fit itself is refused", "[module]") {
    DemuraTable table = two_by_three({"w"});
    table.gains[0].pop_back();
    CHECK_THAT(usage_error(table), Contains("don't fit 2 x 3 pixels"));
    table = two_by_three({"w"});
    table.gains.clear();
    CHECK_THAT(usage_error(table, "d.csv"), Contains("0 planes"));
}
