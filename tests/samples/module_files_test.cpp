// SPDX-License-Identifier: GPL-3.0-or-later
// Simulated recordings of display modules as files: the project's own reader takes them, and the truth beside
// them is that of the module.
#include "samples/module_files.h"

#include "drivers/simulated/physics/module_presets.h"
#include "libinspect/base/error.h"
#include "libinspect/base/parallel.h"
#include "libinspect/formats/csv_reader.h"
#include "libinspect/formats/recording.h"
#include "libinspect/formats/toml_reader.h"
#include "tests/formats/support.h"

#include <cmath>

using namespace waferglow;
using waferglow::samples::write_module_files;
using waferglow::simulated::ModuleRecording;
using waferglow::simulated::ModuleSettings;
using waferglow::test::content_of;
using waferglow::test::TempFolder;

namespace {

ModuleSettings quick_module() {
    ModuleSettings s = simulated::module_preset("module-small");
    s.module.panel_cols = {0, 48};
    s.uneven.panel_step = 0.03;
    s.uneven.panel_shift_um = 5.0;
    s.dark_frames = s.flat_frames = 4;
    return s;
}

}  // namespace

TEST_CASE("a written recording of a module reads back as what was simulated", "[module]") {
    const TempFolder folder;
    const ModuleRecording made(quick_module());
    write_module_files(made, folder / "m");
    const Recording recording = read_recording(folder / "m");
    const ModuleSettings& s = made.settings();
    CHECK(recording.module == s.module);
    CHECK(recording.patterns == s.patterns);
    CHECK(recording.camera == s.camera);
    CHECK(recording.notes.empty());
    REQUIRE(recording.tiles.size() == made.tiles().size());
    CHECK(read_tile(recording, recording.tiles[2]).pixels() == made.make_tile(2).pixels());
    CHECK(read_flat(recording)->pixels() == made.flat_frame()->pixels());
    CHECK_THROWS_AS(write_module_files(made, folder / "m"), Error);
}

TEST_CASE("the files of a module are the same on one thread and on many", "[module]") {
    const TempFolder folder;
    const ModuleRecording made(quick_module());
    write_module_files(made, folder / "many");
    {
        const ThreadLimit one(1);
        write_module_files(made, folder / "one");
    }
    for (const char* name : {"recording.toml", "tiles.csv", "tiles/000003.tif", "dark.tif", "truth.toml",
                             "truth_subpixels.csv", "truth_lines.csv", "truth_seams.csv", "truth_mura.csv"}) {
        INFO(name);
        CHECK(content_of(folder / "one" / name) == content_of(folder / "many" / name));
    }
}

TEST_CASE("the truth has a line a sub-pixel with its light in each pattern", "[module]") {
    const TempFolder folder;
    const ModuleRecording made(quick_module());
    write_module_files(made, folder / "m");
    CsvReader csv(folder / "m" / "truth_subpixels.csv");
    const std::size_t row = csv.column("row");
    const std::size_t col = csv.column("col");
    const std::size_t name = csv.column("subpixel");
    const std::size_t kind = csv.column("class");
    const std::size_t luminance = csv.column("luminance");
    const std::size_t gamma = csv.column("gamma");
    const std::size_t green = csv.column("light_g255");
    const std::size_t white = csv.column("light_white64");
    std::size_t lines = 0;
    while (csv.next()) {
        ++lines;
        if (csv.text(name) != "g" || csv.text(kind) != "good") continue;
        // 8000 electrons a ms, 6.25 ms, 0.33 DN an electron; gray 64 is exposed for 100 ms.
        CHECK(csv.number(green) == Approx(16500.0 * csv.number(luminance)).epsilon(2e-5));
        const double dimmed = std::pow(64.0 / 255.0, csv.number(gamma));
        const double expected = 16.0 * dimmed * csv.number(green);
        const simulated::SubPixelTruth red = made.population().truth({csv.integer(row), csv.integer(col)}, 0);
        const simulated::SubPixelTruth blue =
            made.population().truth({csv.integer(row), csv.integer(col)}, 2);
        const bool lit_by_others = red.kind == simulated::SubPixelKind::wrong_colour ||
                                   blue.kind == simulated::SubPixelKind::wrong_colour;
        if (!lit_by_others) CHECK(csv.number(white) == Approx(expected).epsilon(2e-4));
    }
    CHECK(lines == 3 * 54 * 96);
}

TEST_CASE("without the truth nothing of it is written", "[module]") {
    const TempFolder folder;
    write_module_files(ModuleRecording(quick_module()), folder / "m", {.truth = false, .on_tile = {}});
    for (const auto& entry : std::filesystem::directory_iterator(folder / "m"))
        CHECK(entry.path().filename().string().find("truth") == std::string::npos);
    CHECK_NOTHROW(read_recording(folder / "m"));
}
