// SPDX-License-Identifier: GPL-3.0-or-later
// Dark and flat frame of a channel by itself.
#include "libinspect/formats/recording.h"
#include "tests/formats/sample_recording.h"

#include <fmt/format.h>

using namespace waferglow;
using namespace waferglow::test;
using Catch::Contains;

namespace {

constexpr const char* kReflected = "kind = \"reflected\"\n";

/// The sample, its reflected channel with a flat frame of its own, three DN brighter than that of all.
struct WithOwnFlat {
    SampleRecording sample;
    Recording recording;

    WithOwnFlat() {
        Image flat = read_image(sample.folder / "flat.tif").image;
        for (std::uint16_t& dn : flat.pixels()) dn = static_cast<std::uint16_t>(dn + 3);
        write_tiff(sample.folder / "flat_lamp.tif", flat.view(), TiffCompression::none);
        sample.replace("recording.toml", kReflected, fmt::format("{}flat = \"flat_lamp.tif\"\n", kReflected));
        recording = read_recording(sample.folder.path());
    }
};

}  // namespace

TEST_CASE("a reflected channel has the flat frame that it names, and the dark frame of all") {
    const WithOwnFlat files;
    REQUIRE(files.recording.channel_files.size() == 2);
    const ChannelFrames own = read_channel_frames(files.recording, 1);
    REQUIRE(own.flat);
    CHECK_FALSE(own.dark);
    CHECK(own.flat->row(0)[0] == read_flat(files.recording)->row(0)[0] + 3);
    CHECK_FALSE(read_channel_frames(files.recording, 0).any());
}

TEST_CASE("frames of single channels are written so that they read back") {
    const WithOwnFlat files;
    write_recording(files.recording);
    CHECK(read_recording(files.sample.folder.path()).channel_files == files.recording.channel_files);
}

TEST_CASE("a channel's flat frame must be there") {
    const SampleRecording sample;
    sample.replace("recording.toml", kReflected, fmt::format("{}flat = \"nowhere.tif\"\n", kReflected));
    CHECK_THAT(input_error([&] { static_cast<void>(read_recording(sample.folder.path())); }),
               Contains("[[channel]] 2 flat") && Contains("nowhere.tif"));
}

TEST_CASE("a flat frame of a PL channel by itself has no effect, and a note says so") {
    const SampleRecording sample;
    sample.replace("recording.toml", "exposure_ms = 5.0\n", "exposure_ms = 5.0\nflat = \"flat.tif\"\n");
    const Recording recording = read_recording(sample.folder.path());
    CHECK(recording.channel_files.empty());
    CHECK_THAT(recording.notes.back(), Contains("'pl_high'") && Contains("flat") && Contains("no effect"));
}
