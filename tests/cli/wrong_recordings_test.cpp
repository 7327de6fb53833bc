// SPDX-License-Identifier: GPL-3.0-or-later
// Recordings whose settings or frames are not those of the tiles: each was once measured without a word, and
// gave dies the verdicts of others. Refused, with the reason.
#include "drivers/simulated/physics/presets.h"
#include "libinspect/formats/image_io.h"
#include "samples/recording_files.h"
#include "tests/cli/run_program.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>

#include <fmt/format.h>

using namespace waferglow;
using namespace waferglow::test;
using Catch::Matchers::Contains;

namespace {

/// A recording with many shunts, which glow under strong light alone.
struct Spoilt {
    TemporaryFolder folder;
    std::filesystem::path recording = folder / "recording";

    Spoilt() {
        simulated::RecordingSettings settings = simulated::preset("example");
        settings.grid.rows = 60;
        settings.grid.cols = 50;
        settings.camera.width_px = 320;
        settings.camera.height_px = 240;
        settings.population.shares.shunt = 0.05;
        settings.population.shares.dead = 0.01;
        samples::write_recording_files(simulated::SimulatedRecording(settings), recording);
    }
    void replace(const std::string& from, const std::string& to) const {
        edit(recording / "recording.toml", from, to);
    }
    void refused(int exit_code, const std::string& words) const {
        const Outcome outcome = run_cli({"inspect", recording, "--out", folder / "w.h5"});
        INFO(outcome.err);
        CHECK(outcome.exit_code == exit_code);
        CHECK_THAT(outcome.err, Contains(words));
        CHECK_FALSE(std::filesystem::exists(folder / "w.h5"));
    }
    /// The lines of tiles.csv for which `keep` holds.
    template <class Keep>
    void keep_tiles(const Keep& keep) const {
        std::ifstream in(recording / "tiles.csv");
        std::string kept;
        for (std::string line; std::getline(in, line);) {
            if (keep(line)) kept += line + "\n";
        }
        in.close();
        std::ofstream(recording / "tiles.csv", std::ios::trunc) << kept;
    }
};

}  // namespace

TEST_CASE("a pixel size that is not that of the tiles is refused with the one that is", "[cli]") {
    const Spoilt spoilt;
    spoilt.replace("pixel_um = 10", "pixel_um = 9.7");
    spoilt.refused(1, "closer together in the images than the pitch of 200 x 150 um says: correct pixel_um");
}

TEST_CASE("a dark frame that is brighter than the streets is refused", "[cli]") {
    const Spoilt spoilt;
    Image dark;
    (void)read_image(spoilt.recording / "dark.tif", dark);
    for (int row = 0; row < dark.height(); ++row) {
        for (int col = 0; col < dark.width(); ++col)
            dark.row(row)[col] = static_cast<std::uint16_t>(dark.row(row)[col] + 40);
    }
    write_tiff(spoilt.recording / "dark.tif", dark.view(), TiffCompression::none);
    spoilt.refused(3, "brighter than the streets between the dies in channel pl_low");
}

TEST_CASE("a camera that clips below saturation_dn is refused with the value", "[cli]") {
    constexpr std::uint16_t kClip = 600;
    const Spoilt spoilt;
    for (const auto& entry : std::filesystem::directory_iterator(spoilt.recording / "tiles")) {
        Image tile;
        (void)read_image(entry.path(), tile);
        for (std::uint16_t& pixel : tile.pixels()) pixel = std::min(pixel, kClip);
        write_tiff(entry.path(), tile.view(), TiffCompression::none);
    }
    spoilt.refused(3, "set saturation_dn to 600");
}

TEST_CASE("a channel without a tile is refused", "[cli]") {
    const Spoilt spoilt;
    spoilt.keep_tiles([](const std::string& line) { return line.find("pl_low") == std::string::npos; });
    spoilt.refused(3, "channel 'pl_low' has no tile");
}

TEST_CASE("channels whose excitation densities are exchanged are refused", "[cli]") {
    const Spoilt spoilt;
    spoilt.replace("excitation_w_cm2 = 1", "excitation_w_cm2 = 90");
    spoilt.refused(1, "are the excitation densities or the images of these channels exchanged?");
}
