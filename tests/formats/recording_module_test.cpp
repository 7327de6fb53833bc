// SPDX-License-Identifier: GPL-3.0-or-later
// recording.toml of display modules, version 2: each violation of the contract is one error that names it;
// what is written reads back.
#include "libinspect/formats/recording.h"
#include "tests/formats/sample_module.h"
#include "tests/formats/sample_recording.h"

using namespace waferglow;
using namespace waferglow::test;
using Catch::Contains;

namespace {

std::string error_of_module_with(const char* file, const std::string& from, const std::string& to) {
    const SampleModule sample;
    sample.replace(file, from, to);
    return input_error([&] { static_cast<void>(read_recording(sample.folder.path())); });
}

std::string module_error(const std::string& from, const std::string& to) {
    return error_of_module_with("recording.toml", from, to);
}

}  // namespace

TEST_CASE("a recording of a module reads as its files say", "[module]") {
    const SampleModule sample;
    const Recording recording = read_recording(sample.folder.path());
    REQUIRE(recording.module.has_value());
    const Module& module = *recording.module;
    CHECK(module.id == "M-0001");
    CHECK(module.panel_rows == std::vector<std::int32_t>{0, 4});
    CHECK(module.panel_cols == std::vector<std::int32_t>{0, 3, 6});
    CHECK(module.sub_pixels ==
          std::vector<SubPixel>{{"r", -20.0, 0.0, 11.0, 40.0, Chromaticity{0.695, 0.304}, 258.1},
                                {"g", 1.5, -2.0, 9.0, 30.0, std::nullopt, std::nullopt}});
    CHECK(recording.patterns == std::vector<LitPattern>{{"black", {}, 0, 255, 25.0},
                                                        {"r255", {0}, 255, 255, 6.25},
                                                        {"white", {1, 0}, 100, 1023, 6.25}});
    CHECK(recording.channels == std::vector<Channel>{{"black", ChannelKind::lit, 0.0, 25.0},
                                                     {"r255", ChannelKind::lit, 0.0, 6.25},
                                                     {"white", ChannelKind::lit, 0.0, 6.25}});
    CHECK(recording.tiles[2] == TileEntry{2, "tiles/c.tif", 2, {0.5, 0.0}});
    CHECK(recording.bits == 16);
    CHECK(recording.dark == "dark.tif");
}

TEST_CASE("a module whose grid has no place lies with its middle at the origin", "[module]") {
    const SampleModule sample;
    const DieGrid grid = read_recording(sample.folder.path()).module->grid;
    CHECK(grid == DieGrid{8, 12, -330.0, 175.0, 60.0, 50.0, 11.0, 40.0});
    sample.replace("recording.toml", "rows = 8", "rows = 8\nx0_um = -300.0");
    CHECK(read_recording(sample.folder.path()).module->grid.x0_um == -300.0);
    CHECK(read_recording(sample.folder.path()).module->grid.y0_um == 175.0);
}

TEST_CASE("a written recording of a module reads back the same", "[module]") {
    const SampleModule sample;
    Recording recording = read_recording(sample.folder.path());
    recording.module->grid.steps.stagger_x_um = 1.25;
    const TempFolder copy;
    std::filesystem::copy(
        sample.folder.path(), copy.path(),
        std::filesystem::copy_options::recursive | std::filesystem::copy_options::overwrite_existing);
    recording.folder = copy.path();
    write_recording(recording);
    const Recording back = read_recording(copy.path());
    CHECK(back.module == recording.module);
    CHECK(back.patterns == recording.patterns);
    CHECK(back.channels == recording.channels);
    CHECK(back.tiles == recording.tiles);
    CHECK(back.camera == recording.camera);
    CHECK(back.notes.empty());
    CHECK(content_of(copy / "recording.toml").find("version = 2\nobject = \"module\"") != std::string::npos);
}

TEST_CASE("a recording of a wafer is written as version 1 without an object", "[module]") {
    const SampleRecording sample;
    Recording recording = read_recording(sample.folder.path());
    CHECK_FALSE(recording.module.has_value());
    CHECK(recording.patterns.empty());
    write_recording(recording);
    const std::string text = content_of(sample.folder / "recording.toml");
    CHECK(text.find("version = 1\n") != std::string::npos);
    CHECK(text.find("object") == std::string::npos);
}

TEST_CASE("version and object must fit each other", "[module]") {
    CHECK_THAT(module_error("version = 2", "version = 1"),
               Contains("line 3") && Contains("object: 'module' needs version = 2"));
    CHECK_THAT(module_error("object = \"module\"", ""),
               Contains("line 2") && Contains("version: 2 is for object = \"module\" alone"));
    CHECK_THAT(module_error("object = \"module\"", "object = \"wafer\""),
               Contains("version: 2 is for object = \"module\" alone"));
    CHECK_THAT(
        module_error("object = \"module\"", "object = \"modul\""),
        Contains("object: 'modul' is unknown (did you mean 'module'?)") && Contains("wafer and module"));
    CHECK_THAT(module_error("version = 2", "version = 3"), Contains("version: 3 is newer than 2"));
}

TEST_CASE("an object of version 1 must be one that is known", "[module]") {
    const SampleRecording sample;
    sample.replace("recording.toml", "version = 1", "version = 1\nobject = \"wafer\"");
    CHECK_NOTHROW(read_recording(sample.folder.path()));
    sample.replace("recording.toml", "object = \"wafer\"", "object = \"reticle\"");
    CHECK_THROWS_WITH(read_recording(sample.folder.path()), Contains("object: 'reticle' is unknown"));
}

TEST_CASE("a light that is no sub-pixel is refused with those there are", "[module]") {
    CHECK_THAT(module_error("lights = [\"r\"]", "lights = [\"red\"]"),
               Contains("recording.toml line") &&
                   Contains("[[channel]] 2 lights: 'red' is no [[subpixel]]") && Contains("r, g"));
    CHECK_THAT(module_error("lights = [\"r\"]", "lights = [\"r\", \"r\"]"), Contains("'r' is named twice"));
    CHECK_THAT(module_error("lights = [\"r\"]", "lights = \"r\""), Contains("lights must be a list"));
}

TEST_CASE("a gray over gray_max is refused", "[module]") {
    CHECK_THAT(module_error("gray = 255\n", "gray = 256\n"),
               Contains("[[channel]] 2 gray = 256 is over gray_max, 255"));
    CHECK_THAT(module_error("gray = 255\n", "gray = -1\n"), Contains("gray = -1"));
    CHECK_THAT(module_error("gray = 255\n", ""), Contains("[[channel]] 2 gray is missing"));
}

TEST_CASE("sub-pixels that overlap are refused", "[module]") {
    CHECK_THAT(module_error("dx_um = 1.5", "dx_um = -11.0"),
               Contains("recording.toml") && Contains("'r' and 'g' of a pixel overlap"));
    CHECK_THAT(module_error("dx_um = 1.5", "dx_um = 31.0"), Contains("of neighbouring pixels overlap"));
}

TEST_CASE("sub-panels out of order or outside are refused", "[module]") {
    CHECK_THAT(module_error("[0, 4]", "[4, 0]"), Contains("panel_rows = [4, 0] must begin with 0"));
    CHECK_THAT(module_error("[0, 3, 6]", "[0, 6, 3]"), Contains("panel_cols") && Contains("3 follows 6"));
    CHECK_THAT(module_error("[0, 4]", "[0, 8]"), Contains("panel_rows") && Contains("8 is not below 8"));
    CHECK_THAT(module_error("[0, 4]", "[0, 3.5]"), Contains("panel_rows must be whole numbers, 3.5 is none"));
    CHECK_THAT(module_error("[0, 4]", "[0, -4]"), Contains("panel_rows = -4"));
}

TEST_CASE("a channel without a tile is refused", "[module]") {
    CHECK_THAT(error_of_module_with("tiles.csv", "1,tiles/b.tif,r255,0,0\n", ""),
               Contains("tiles.csv") && Contains("no tile of channel 'r255'"));
}

TEST_CASE("a module that is never lit is refused", "[module]") {
    const SampleModule sample;
    sample.replace("recording.toml", "gray = 255\n", "gray = 0\n");
    sample.replace("recording.toml", "gray = 100\n", "gray = 0\n");
    CHECK_THROWS_WITH(read_recording(sample.folder.path()),
                      Contains("recording.toml") && Contains("no pattern is lit"));
}

TEST_CASE("names of sub-pixels and channels are identifiers, each of one", "[module]") {
    CHECK_THAT(module_error("name = \"g\"", "name = \"r\""),
               Contains("[[subpixel]] 2 name: 'r' is the name of an earlier one"));
    CHECK_THAT(module_error("name = \"g\"", "name = \"2\""), Contains("name: '2' must be letters"));
    CHECK_THAT(module_error("name = \"white\"", "name = \"r255\""),
               Contains("[[channel]] 3 name: 'r255' is the name of an earlier one"));
    CHECK_THAT(module_error("name = \"white\"", "name = \"all on\""),
               Contains("name: 'all on' must be letters"));
}

TEST_CASE("channels of a module are of the kind lit", "[module]") {
    CHECK_THAT(module_error("name = \"r255\"\nkind = \"lit\"", "name = \"r255\"\nkind = \"reflected\""),
               Contains("[[channel]] 2 kind: 'reflected' is none of a module") && Contains("'lit'"));
}

TEST_CASE("an exposure must be told, and be over 0", "[module]") {
    CHECK_THAT(module_error("exposure_ms = 25", "exposure_ms = 0"),
               Contains("exposure_ms = 0 must be over 0"));
    CHECK_THAT(module_error("exposure_ms = 25", ""), Contains("[[channel]] 1 exposure_ms is missing"));
}

TEST_CASE("a chromaticity is both coordinates of a colour", "[module]") {
    CHECK_THAT(module_error("cie_y = 0.304\n", ""), Contains("cie_x: has no cie_y beside it"));
    CHECK_THAT(module_error("cie_y = 0.304", "cie_y = 0.4"), Contains("cie_x = 0.695 and cie_y = 0.4"));
    CHECK_THAT(module_error("cie_y = 0.304", "cie_y = 0"), Contains("cie_y = 0"));
    CHECK_THAT(module_error("cd_m2 = 258.1", "cd_m2 = 0"), Contains("cd_m2 = 0 must be over 0"));
}

TEST_CASE("what is missing of a module is named", "[module]") {
    CHECK_THAT(module_error("[module]", "[modul]"), Contains("module"));
    CHECK_THAT(module_error("id = \"M-0001\"", "id = \"\""), Contains("id"));
    CHECK_THAT(module_error("dx_um = -20.0\n", ""), Contains("[[subpixel]] 1 dx_um is missing"));
    CHECK_THAT(module_error("pitch_x_um = 60.0", "pitch_x_um = 10.0"),
               Contains("die_width_um = 11 must be at most pitch_x_um, 10"));
}

TEST_CASE("keys of a module that are not known are noted", "[module]") {
    const SampleModule sample;
    sample.replace("recording.toml", "gray_max = 1023", "gray_max = 1023\ngreys = 3");
    sample.replace("recording.toml", "width_um = 9.0", "width_um = 9.0\nwavelength_nm = 520");
    const std::vector<std::string> notes = read_recording(sample.folder.path()).notes;
    REQUIRE(notes.size() == 3);
    CHECK_THAT(notes[0], Contains("[module] 'maker'"));
    CHECK_THAT(notes[1], Contains("[[subpixel]] 'wavelength_nm'"));
    CHECK_THAT(notes[2], Contains("[[channel]] 'greys'"));
}

TEST_CASE("what works on wafers alone refuses a module by its name", "[module]") {
    const SampleModule sample;
    CHECK_THROWS_WITH(require_wafer(read_recording(sample.folder.path()), "this inspection"),
                      Contains("display module, 'M-0001'") && Contains("this inspection is for wafers"));
    const SampleRecording wafer;
    CHECK_NOTHROW(require_wafer(read_recording(wafer.folder.path()), "this inspection"));
}
