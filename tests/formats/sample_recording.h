// SPDX-License-Identifier: GPL-3.0-or-later
// A small right recording as texts and images, to be broken by tests one piece at a time.
#pragma once

#include "libinspect/formats/image_io.h"
#include "tests/formats/support.h"

#include <string>

namespace waferglow::test {

inline constexpr const char* kRecordingToml = R"(format = "waferglow-recording"
version = 1
maker = "unknown keys are tolerated"

[wafer]
id = "W-1"
diameter_mm = 50.8
edge_exclusion_mm = 3.0
lot = "unknown too"

[grid]
rows = 81
cols = 61
x0_um = -6000.0
y0_um = 6000.0
pitch_x_um = 200
pitch_y_um = 150.0
die_width_um = 120.0
die_height_um = 80.0

[camera]
pixel_um = 10.0
width_px = 32
height_px = 24
saturation_dn = 4095

[files]
tiles = "tiles.csv"
dark = "dark.tif"
flat = "flat.tif"

[[channel]]
name = "pl_high"
kind = "pl"
excitation_w_cm2 = 30.0
exposure_ms = 5.0

[[channel]]
name = "bright_field"
kind = "reflected"
)";

inline constexpr const char* kTilesCsv =
    "index,file,channel,x_um,y_um\r\n"
    "7,tiles/b.tif,bright_field,-100.5,200.25\r\n"
    "3,tiles/a.tif,pl_high,0.000,-4460\r\n";

/// The recording as files in a folder of its own.
struct SampleRecording {
    TempFolder folder;

    SampleRecording() {
        folder.write("recording.toml", kRecordingToml);
        folder.write("tiles.csv", kTilesCsv);
        std::filesystem::create_directory(folder / "tiles");
        for (const char* name : {"tiles/a.tif", "tiles/b.tif", "dark.tif", "flat.tif"}) {
            write_tiff(folder / name, test_image(32, 24, 16).view(), TiffCompression::lzw);
        }
    }

    /// Replaces the only occurrence of `from` in a text file.
    void replace(const char* file, const std::string& from, const std::string& to) const {
        std::string content = content_of(folder / file);
        const std::size_t at = content.find(from);
        if (at == std::string::npos) throw std::logic_error("nothing to replace: " + from);
        folder.write(file, content.replace(at, from.size(), to));
    }
};

}  // namespace waferglow::test
