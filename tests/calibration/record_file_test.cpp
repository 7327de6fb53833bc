// SPDX-License-Identifier: GPL-3.0-or-later
// Calibrations as files: the same when read back, refused when changed, expired or of another device.
#include "calibration/record_file.h"

#include "libinspect/base/error.h"
#include "libinspect/formats/image_io.h"
#include "tests/cli/run_program.h"

#include <cmath>
#include <fstream>
#include <iterator>
#include <limits>

using namespace waferglow;
using namespace waferglow::calibration;
using Catch::Matchers::Contains;
using waferglow::test::TemporaryFolder;

namespace {

const std::chrono::system_clock::time_point kNow{std::chrono::seconds(1795625000)};

Record sample() {
    Image image(5, 4, 100);
    image.row(2)[3] = 517;
    return {.kind = "dark",
            .measured = utc_text(kNow),
            .valid_until = utc_text(kNow + std::chrono::hours(24)),
            .devices = {{"camera", "Maker \"X\" 12\\3"}},
            .conditions = {{"exposure_ms", "5"}},
            .values = {{"level", 100.1 + 0.2, "DN", 0.0, 1000.0}, {"count", 3.0, "", {}, {}}},
            .numbers = {{"c", "nm", {340.0, 0.53, -3e-5, 2e-9, 1.0 / 3.0}}},
            .series = {{"residual", "pixel", "px", "nm", "nm", {1, 2, 3}, {0.1, 1e-20, -7}}},
            .images = {{"mean", image}},
            .digest = {}};
}

std::string text_of(const std::filesystem::path& path) {
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace

TEST_CASE("a record read back is the one written, bit for bit", "[calibration]") {
    const TemporaryFolder folder;
    Record record = sample();
    const auto file = write_record(folder / "new", record);
    const Record back = read_record(file);
    CHECK(back.kind == record.kind);
    CHECK(back.measured == record.measured);
    CHECK(back.valid_until == record.valid_until);
    CHECK(back.devices == record.devices);
    CHECK(back.conditions == record.conditions);
    CHECK(back.values == record.values);
    CHECK(back.numbers == record.numbers);
    CHECK(back.series == record.series);
    REQUIRE(back.images.size() == 1);
    CHECK(back.images[0].image.pixels() == record.images[0].image.pixels());
    CHECK(back.digest == record.digest);
    CHECK(back.digest.size() == 64);
}

TEST_CASE("a record that was changed by hand is refused", "[calibration]") {
    const TemporaryFolder folder;
    Record record = sample();
    const auto file = write_record(folder / "c", record);
    std::string text = text_of(file);
    text.replace(text.find("0.53"), 4, "0.54");
    std::ofstream(file, std::ios::binary) << text;
    CHECK_THROWS_WITH(read_record(file), Contains("digest"));
}

TEST_CASE("a record whose image was changed is refused", "[calibration]") {
    const TemporaryFolder folder;
    Record record = sample();
    const auto file = write_record(folder / "c", record);
    write_tiff(folder / "c" / "dark-mean.tif", Image(5, 4, 100).view(), TiffCompression::none);
    CHECK_THROWS_WITH(read_record(file), Contains("dark-mean.tif"));
}

TEST_CASE("a record that is missing, cut or none is refused", "[calibration]") {
    const TemporaryFolder folder;
    CHECK_THROWS_AS(read_record(folder / "none.toml"), Error);
    std::ofstream(folder / "other.toml") << "format = \"waferglow-tool\"\n";
    CHECK_THROWS_WITH(read_record(folder / "other.toml"), Contains("no calibration"));
    Record record = sample();
    const auto file = write_record(folder / "c", record);
    const std::string text = text_of(file);
    std::ofstream(file, std::ios::binary) << text.substr(0, text.size() / 2);
    CHECK_THROWS_AS(read_record(file), Error);
}

TEST_CASE("a record expires after its last second", "[calibration]") {
    const Record record = sample();
    CHECK_FALSE(is_expired(record, kNow + std::chrono::hours(24)));
    CHECK(is_expired(record, kNow + std::chrono::hours(24) + std::chrono::seconds(1)));
}

TEST_CASE("a record of another device is told", "[calibration]") {
    const Record record = sample();
    const std::vector<DeviceName> same{{"stage", "s"}, record.devices[0]};
    CHECK(other_device(record, same).empty());
    const std::vector<DeviceName> other{{"camera", "Maker Y 1"}};
    CHECK_THAT(other_device(record, other), Contains("Maker Y 1") && Contains("Maker \"X\""));
    CHECK_THAT(other_device(record, {}), Contains("no camera"));
}

TEST_CASE("a value that is not a number keeps no limit", "[calibration]") {
    Record record = sample();
    CHECK(record.passed());
    record.values[1].value = std::numeric_limits<double>::quiet_NaN();
    CHECK_FALSE(record.passed());
}
