// SPDX-License-Identifier: GPL-3.0-or-later
// Images of a recording must be as its camera makes them.
#include "libinspect/formats/recording.h"
#include "tests/formats/sample_recording.h"

using namespace waferglow;
using namespace waferglow::test;
using Catch::Contains;

TEST_CASE("tiles, dark and flat read as stored") {
    const SampleRecording sample;
    const Recording recording = read_recording(sample.folder.path());
    const Image expected = test_image(32, 24, 16);
    CHECK(read_tile(recording, recording.tiles[0]).pixels() == expected.pixels());
    REQUIRE(read_dark(recording).has_value());
    CHECK(read_dark(recording)->pixels() == expected.pixels());
    REQUIRE(read_flat(recording).has_value());
    CHECK(read_flat(recording)->pixels() == expected.pixels());
}

TEST_CASE("a recording without dark and flat has none") {
    const SampleRecording sample;
    sample.replace("recording.toml", "dark = \"dark.tif\"\nflat = \"flat.tif\"\n", "");
    const Recording recording = read_recording(sample.folder.path());
    CHECK_FALSE(read_dark(recording).has_value());
    CHECK_FALSE(read_flat(recording).has_value());
}

TEST_CASE("a tile of another size is refused with both sizes") {
    const SampleRecording sample;
    write_tiff(sample.folder / "tiles/b.tif", test_image(24, 32, 16).view(), TiffCompression::none);
    const Recording recording = read_recording(sample.folder.path());
    CHECK_THAT(input_error([&] { static_cast<void>(read_tile(recording, recording.tiles[0])); }),
               Contains("tiles/b.tif: has 24 x 32 pixels") && Contains("says 32 x 24"));
}

TEST_CASE("a dark or flat frame of another size is refused") {
    const SampleRecording sample;
    write_tiff(sample.folder / "dark.tif", test_image(32, 23, 16).view(), TiffCompression::none);
    write_tiff(sample.folder / "flat.tif", test_image(33, 24, 16).view(), TiffCompression::none);
    const Recording recording = read_recording(sample.folder.path());
    CHECK_THAT(input_error([&] { static_cast<void>(read_dark(recording)); }),
               Contains("dark.tif: has 32 x 23 pixels"));
    CHECK_THAT(input_error([&] { static_cast<void>(read_flat(recording)); }),
               Contains("flat.tif: has 33 x 24 pixels"));
}

TEST_CASE("an 8-bit flat with 16-bit tiles is refused") {
    const SampleRecording sample;
    write_tiff(sample.folder / "flat.tif", test_image(32, 24, 8).view(), TiffCompression::none, 8);
    const Recording recording = read_recording(sample.folder.path());
    CHECK_THAT(input_error([&] { static_cast<void>(read_flat(recording)); }),
               Contains("flat.tif: has 8 bits a pixel, but the tiles (tiles/b.tif) have 16"));
}

TEST_CASE("tiles of different depth are refused, the first one counts") {
    const SampleRecording sample;
    write_tiff(sample.folder / "tiles/b.tif", test_image(32, 24, 8).view(), TiffCompression::none, 8);
    const Recording recording = read_recording(sample.folder.path());
    CHECK(recording.bits == 8);
    CHECK_NOTHROW(read_tile(recording, recording.tiles[0]));
    CHECK_THAT(input_error([&] { static_cast<void>(read_tile(recording, recording.tiles[1])); }),
               Contains("tiles/a.tif: has 16 bits a pixel"));
}

TEST_CASE("a first tile that is no image is an error of reading the recording") {
    const SampleRecording sample;
    sample.folder.write("tiles/b.tif", "not an image");
    CHECK_THAT(input_error([&] { static_cast<void>(read_recording(sample.folder.path())); }),
               Contains("tiles/b.tif: neither TIFF nor PNG"));
}

TEST_CASE("a truncated tile is refused when it is read") {
    const SampleRecording sample;
    const Recording recording = read_recording(sample.folder.path());
    const std::string bytes = content_of(sample.folder / "tiles/a.tif");
    sample.folder.write("tiles/a.tif", bytes.substr(0, bytes.size() / 2));
    CHECK_THAT(input_error([&] { static_cast<void>(read_tile(recording, recording.tiles[1])); }),
               Contains("tiles/a.tif: truncated or damaged TIFF"));
}
