// SPDX-License-Identifier: GPL-3.0-or-later
// A workplace with a simulated tool before a wafer of some 3000 dies, and recipes that scan it in a second.
#pragma once

#include "app/station/workplace.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

namespace waferglow::test {

class SmallTool {
  public:
    SmallTool() {
        std::string name = (std::filesystem::temp_directory_path() / "waferglow-tool-XXXXXX").string();
        folder_ = ::mkdtemp(name.data());
        std::filesystem::create_directories(folder_ / "recipes");
        write_tool();
        write_recipe("small.toml", "pl_low");
    }
    ~SmallTool() { std::filesystem::remove_all(folder_); }
    SmallTool(const SmallTool&) = delete;
    SmallTool& operator=(const SmallTool&) = delete;

    [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }
    [[nodiscard]] station::Workplace workplace() const {
        return {.config_folder = folder_ / "config",
                .recipes_folder = folder_ / "recipes",
                .output_folder = folder_ / "wafers",
                .calibration_folder = folder_ / "calibration",
                .tool_file = folder_ / "tool.toml"};
    }
    /// `simulated`, `camera`, `laser`: further lines of these sections.
    void write_tool(const std::string& simulated = {}, const std::string& camera = {},
                    const std::string& laser = {}) const {
        write_tool_without_lamp(simulated, camera, laser);
        std::ofstream(folder_ / "tool.toml", std::ios::app)
            << "[[light]]\nname = \"lamp\"\nkind = \"reflected\"\n"
               "driver = \"simulated\"\nsource = \"lamp\"\n";
    }
    /// There is no light for reflected channels and flat frames.
    void write_tool_without_lamp(const std::string& simulated = {}, const std::string& camera = {},
                                 const std::string& laser = {}) const {
        std::ofstream(folder_ / "tool.toml")
            << "format = \"waferglow-tool\"\nversion = 1\nname = \"Small\"\n"
               "[simulated]\nwafer_inch = 2\nrows = 60\ncols = 56\nwidth_px = 320\nheight_px = 240\n"
            << simulated << "[stage]\ndriver = \"simulated\"\n[camera]\ndriver = \"simulated\"\n"
            << camera << "[[light]]\ndriver = \"simulated\"\n"
            << laser;
    }
    std::filesystem::path write_recipe(const std::string& file, const std::string& second_channel) const {
        const std::filesystem::path path = folder_ / "recipes" / file;
        std::ofstream(path)
            << "name = \"small\"\n[scan]\nwafer_id = \"X\"\ndiameter_mm = 50.8\nmargin_um = 60\n"
               "dark_frames = 2\nflat_frames = 2\n[scan.grid]\nrows = 60\ncols = 56\npitch_x_um = 200\n"
               "pitch_y_um = 150\ndie_width_um = 120\ndie_height_um = 80\n[[scan.channel]]\n"
               "name = \"pl_high\"\nexcitation_w_cm2 = 30\nexposure_ms = 5\n[[scan.channel]]\nname = \""
            << second_channel << "\"\nexcitation_w_cm2 = 1\nexposure_ms = 5\n";
        return path;
    }

  private:
    std::filesystem::path folder_;
};

}  // namespace waferglow::test
