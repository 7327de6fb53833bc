// SPDX-License-Identifier: GPL-3.0-or-later
// A small right recording of a display module as texts and images, to be broken by tests one piece at a time.
#pragma once

#include "libinspect/formats/image_io.h"
#include "tests/formats/support.h"

#include <string>

namespace waferglow::test {

inline constexpr const char* kModuleToml = R"(format = "waferglow-recording"
version = 2
object = "module"

[module]
id = "M-0001"
panel_rows = [0, 4]
panel_cols = [0, 3, 6]
maker = "unknown keys are tolerated"

[grid]
rows = 8
cols = 12
pitch_x_um = 60.0
pitch_y_um = 50
die_width_um = 11.0
die_height_um = 40.0

[[subpixel]]
name = "r"
dx_um = -20.0
dy_um = 0.0
cie_x = 0.695
cie_y = 0.304
cd_m2 = 258.1

[[subpixel]]
name = "g"
dx_um = 1.5
dy_um = -2
width_um = 9.0
height_um = 30.0

[camera]
pixel_um = 10.0
width_px = 32
height_px = 24
saturation_dn = 4095

[files]
tiles = "tiles.csv"
dark = "dark.tif"

[[channel]]
name = "black"
kind = "lit"
lights = []
exposure_ms = 25

[[channel]]
name = "r255"
kind = "lit"
lights = ["r"]
gray = 255
gray_max = 255
exposure_ms = 6.25

[[channel]]
name = "white"
kind = "lit"
lights = ["g", "r"]
gray = 100
gray_max = 1023
exposure_ms = 6.25
)";

inline constexpr const char* kModuleTilesCsv =
    "index,file,channel,x_um,y_um\n"
    "0,tiles/a.tif,black,0,0\n"
    "1,tiles/b.tif,r255,0,0\n"
    "2,tiles/c.tif,white,0.5,0\n";

/// The recording as files in a folder of its own.
struct SampleModule {
    TempFolder folder;

    SampleModule() {
        folder.write("recording.toml", kModuleToml);
        folder.write("tiles.csv", kModuleTilesCsv);
        std::filesystem::create_directory(folder / "tiles");
        for (const char* name : {"tiles/a.tif", "tiles/b.tif", "tiles/c.tif", "dark.tif"})
            write_tiff(folder / name, test_image(32, 24, 16).view(), TiffCompression::lzw);
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
