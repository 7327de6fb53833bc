// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/scan_files.h"

#include <fstream>

namespace waferglow::test {

std::string write_tool(const TemporaryFolder& folder, const std::string& name, const std::string& camera) {
    const std::string path = folder / name;
    std::ofstream(path) << R"(format = "waferglow-tool"
version = 1
name = "Small"
[simulated]
wafer_inch = 2
rows = 60
cols = 56
width_px = 320
height_px = 240
[stage]
driver = "simulated"
[camera]
driver = "simulated"
)" << camera << R"(
[spectrometer]
driver = "simulated"
[[light]]
driver = "simulated"
[[light]]
name = "lamp"
kind = "reflected"
driver = "simulated"
source = "lamp"
)";
    return path;
}

std::string write_scan_recipe(const TemporaryFolder& folder) {
    const std::string path = folder / "recipe.toml";
    std::ofstream(path) << R"([scan]
wafer_id = "SIMULATED"
diameter_mm = 50.8
margin_um = 60
dark_frames = 2
flat_frames = 2
[scan.grid]
rows = 60
cols = 56
pitch_x_um = 200
pitch_y_um = 150
die_width_um = 120
die_height_um = 80
[[scan.channel]]
name = "pl_high"
excitation_w_cm2 = 30
exposure_ms = 5
[[scan.channel]]
name = "pl_low"
excitation_w_cm2 = 1
exposure_ms = 5
[[scan.channel]]
name = "white"
kind = "reflected"
exposure_ms = 5
[scan.spectra]
every_nth = 300
suspects = 5
[[scan.spectra.region]]
x_um = 1000
y_um = 500
width_um = 500
height_um = 400
)";
    return path;
}

}  // namespace waferglow::test
