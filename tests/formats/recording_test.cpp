// SPDX-License-Identifier: GPL-3.0-or-later
// recording.toml and tiles.csv: each violation of the contract is one error that names it; what is written
// reads back.
#include "libinspect/formats/recording.h"

#include "tests/formats/sample_recording.h"

#include <bit>
#include <cmath>
#include <locale>

#include <rapidcheck.h>

using namespace waferglow;
using namespace waferglow::test;
using Catch::Contains;

namespace {

/// The error of reading the sample after one replacement in one of its files.
std::string error_with(const char* file, const std::string& from, const std::string& to) {
    const SampleRecording sample;
    sample.replace(file, from, to);
    return input_error([&] { static_cast<void>(read_recording(sample.folder.path())); });
}

std::string toml_error(const std::string& from, const std::string& to) {
    return error_with("recording.toml", from, to);
}

std::string tiles_error(const std::string& from, const std::string& to) {
    return error_with("tiles.csv", from, to);
}

/// A decimal comma, as in a German environment, for everything that uses the global locale.
class CommaLocale {
  public:
    CommaLocale() : before_(std::locale::global(std::locale(std::locale(), new Comma))) {}
    ~CommaLocale() { std::locale::global(before_); }
    CommaLocale(const CommaLocale&) = delete;
    CommaLocale& operator=(const CommaLocale&) = delete;

  private:
    struct Comma : std::numpunct<char> {
        [[nodiscard]] char do_decimal_point() const override { return ','; }
        [[nodiscard]] char do_thousands_sep() const override { return '.'; }
        [[nodiscard]] std::string do_grouping() const override { return "\3"; }
    };
    std::locale before_;
};

double any_finite_double() {
    const auto value = std::bit_cast<double>(*rc::gen::arbitrary<std::uint64_t>());
    return std::isfinite(value) ? value : 0.1;
}

}  // namespace

TEST_CASE("a recording reads as its files say, tiles in file order") {
    const SampleRecording sample;
    const Recording recording = read_recording(sample.folder.path());
    CHECK(recording.folder == sample.folder.path());
    CHECK(recording.wafer.id == "W-1");
    CHECK(recording.wafer.diameter_mm == 50.8);
    CHECK(recording.wafer.edge_exclusion_mm == 3.0);
    CHECK(recording.wafer.primary_flat_mm == 15.88);
    CHECK(recording.grid == DieGrid{81, 61, -6000.0, 6000.0, 200.0, 150.0, 120.0, 80.0});
    CHECK(recording.camera == CameraInfo{10.0, 32, 24, 4095});
    CHECK(recording.bits == 16);
    CHECK(recording.channels == std::vector<Channel>{{"pl_high", ChannelKind::pl, 30.0, 5.0},
                                                     {"bright_field", ChannelKind::reflected, 0.0, 0.0}});
    CHECK(recording.tiles == std::vector<TileEntry>{{7, "tiles/b.tif", 1, {-100.5, 200.25}},
                                                    {3, "tiles/a.tif", 0, {0.0, -4460.0}}});
    CHECK(recording.dark == "dark.tif");
    CHECK(recording.flat == "flat.tif");
    CHECK_FALSE(recording.el.has_value());
    CHECK_FALSE(recording.spectra.has_value());
}

TEST_CASE("the path of recording.toml serves as well as its folder's") {
    const SampleRecording sample;
    CHECK(read_recording(sample.folder / "recording.toml").folder == sample.folder.path());
}

TEST_CASE("a folder without recording.toml is no recording") {
    const TempFolder folder;
    CHECK_THAT(input_error([&] { static_cast<void>(read_recording(folder.path())); }),
               Contains("recording.toml: there is no such file"));
    CHECK_THAT(input_error([&] { static_cast<void>(read_recording(folder / "missing")); }),
               Contains("no such file"));
}

TEST_CASE("other formats and newer versions are refused politely") {
    CHECK_THAT(toml_error("waferglow-recording", "waferglow-recipe"),
               Contains("recording.toml line 1: format: 'waferglow-recipe' is not 'waferglow-recording'"));
    CHECK_THAT(toml_error("version = 1", "version = 3"),
               Contains("line 2: version: 3 is newer than 2") && Contains("update"));
    CHECK_THAT(toml_error("version = 1", "version = 0"), Contains("version: 0 must lie between"));
    CHECK_THAT(toml_error("version = 1", "version = \"1\""), Contains("is not a whole number"));
}

TEST_CASE("every key of the contract is missed by its name and table") {
    const std::vector<std::pair<std::string, std::vector<std::string>>> tables{
        {"", {"format", "version"}},
        {"[wafer]", {"id", "diameter_mm", "edge_exclusion_mm"}},
        {"[grid]",
         {"rows", "cols", "x0_um", "y0_um", "pitch_x_um", "pitch_y_um", "die_width_um", "die_height_um"}},
        {"[camera]", {"pixel_um", "width_px", "height_px", "saturation_dn"}},
        {"[files]", {"tiles"}},
        {"[[channel]]", {"name", "kind", "excitation_w_cm2", "exposure_ms"}}};
    for (const auto& [table, keys] : tables) {
        for (const std::string& key : keys) {
            CAPTURE(table, key);
            const SampleRecording sample;
            std::string toml = kRecordingToml;
            toml.insert(toml.find(key + " = ", toml.find(table)), "# ");
            sample.folder.write("recording.toml", toml);
            const std::string message =
                input_error([&] { static_cast<void>(read_recording(sample.folder.path())); });
            CHECK_THAT(message,
                       Contains("recording.toml") && Contains(table) && Contains(key + " is missing"));
        }
    }
}

TEST_CASE("every table of the contract is missed by its name") {
    for (const char* table : {"wafer", "grid", "camera", "files"}) {
        CHECK_THAT(toml_error(std::string("[") + table + "]", "[zzzzzzzzzzzz]"),
                   Contains(std::string(table) + " is missing"));
    }
}

TEST_CASE("a recording without channels is refused") {
    const SampleRecording sample;
    const std::string toml = kRecordingToml;
    sample.folder.write("recording.toml", toml.substr(0, toml.find("[[channel]]")));
    CHECK_THAT(input_error([&] { static_cast<void>(read_recording(sample.folder.path())); }),
               Contains("channel is missing"));
}

TEST_CASE("a wafer of 7.3 inch is refused with the sizes there are") {
    CHECK_THAT(toml_error("diameter_mm = 50.8", "diameter_mm = 185.42"),
               Contains("recording.toml line 7: [wafer] diameter_mm") && Contains("7.3 inch") &&
                   Contains("200 and 300 mm"));
}

TEST_CASE("lengths that can't be are refused by file and key") {
    CHECK_THAT(toml_error("pitch_x_um = 200", "pitch_x_um = -200.0"),
               Contains("recording.toml") && Contains("pitch_x_um = -200"));
    CHECK_THAT(toml_error("pitch_y_um = 150.0", "pitch_y_um = 0"), Contains("pitch_y_um = 0"));
    CHECK_THAT(toml_error("die_width_um = 120.0", "die_width_um = 201.0"), Contains("die_width_um = 201"));
    CHECK_THAT(toml_error("edge_exclusion_mm = 3.0", "edge_exclusion_mm = 30.0"),
               Contains("edge_exclusion_mm = 30"));
    CHECK_THAT(toml_error("x0_um = -6000.0", "x0_um = nan"), Contains("x0_um must be a finite number"));
    CHECK_THAT(toml_error("pixel_um = 10.0", "pixel_um = 0"),
               Contains("[camera] pixel_um: 0 must be positive"));
}

TEST_CASE("counts that can't be are refused by key") {
    CHECK_THAT(toml_error("rows = 81", "rows = 0"),
               Contains("[grid] rows = 0 must be a whole number from 1 to 1000000"));
    CHECK_THAT(toml_error("rows = 81", "rows = 81.0"), Contains("[grid] rows must be a whole number"));
    CHECK_THAT(toml_error("cols = 61", "cols = 99999999999"),
               Contains("[grid] cols = 99999999999 must be a whole number from 1 to 1000000"));
    CHECK_THAT(toml_error("rows = 81\ncols = 61", "rows = 1000000\ncols = 1000000"), Contains("rows * cols"));
    CHECK_THAT(toml_error("width_px = 32", "width_px = -32"), Contains("[camera] width_px: -32"));
    CHECK_THAT(toml_error("saturation_dn = 4095", "saturation_dn = 65536"),
               Contains("[camera] saturation_dn: 65536"));
}

TEST_CASE("lengths that no wafer has are refused with their range") {
    const auto grid_error = [](const char* line) {
        return toml_error("pitch_x_um = 200", std::string("pitch_x_um = 200\nfield_cols = 5\n") + line);
    };
    CHECK_THAT(grid_error("field_gap_x_um = 1e12"),
               Contains("line 18: [grid] field_gap_x_um = 1000000000000 must be from 0 to 1000000"));
    CHECK_THAT(grid_error("stagger_y_um = -1e9"), Contains("from -1000000 to 1000000"));
    CHECK_THAT(grid_error("field_rows = 0"), Contains("[grid] field_rows = 0 must be a whole number from 1"));
    CHECK_THAT(grid_error("field_row0 = 5000000"), Contains("from 0 to 1000000"));
    CHECK_THAT(toml_error("x0_um = -6000.0", "x0_um = -6e12"), Contains("[grid] x0_um = -6000000000000"));
    CHECK_THAT(toml_error("edge_exclusion_mm = 3.0", "edge_exclusion_mm = 3000"), Contains("from 0 to 100"));
}

TEST_CASE("keys of wafer and grid that are not known are noted, the nearest with them") {
    const SampleRecording sample;
    sample.replace("recording.toml", "rows = 81", "rows = 81\nfeild_rows = 9\ncolour = \"blue\"");
    const Recording recording = read_recording(sample.folder.path());
    REQUIRE(recording.notes.size() == 3);  // and the sample's [wafer] lot
    CHECK_THAT(recording.notes[0], Contains("[wafer] 'lot' is unknown"));
    CHECK_THAT(recording.notes[1], Contains("[grid] 'colour' is unknown") && Contains("has no effect"));
    CHECK_THAT(recording.notes[2], Contains("[grid] 'feild_rows' is unknown (did you mean 'field_rows'?)"));
    CHECK(recording.grid.steps == GridSteps{});
}

TEST_CASE("flats and notch may differ from the standard") {
    const SampleRecording sample;
    sample.replace(
        "recording.toml", "edge_exclusion_mm = 3.0",
        "edge_exclusion_mm = 3.0\nprimary_flat_mm = 16.5\nsecondary_flat_mm = 0\nnotch_depth_mm = 0.5");
    const Wafer wafer = read_recording(sample.folder.path()).wafer;
    CHECK(wafer.primary_flat_mm == 16.5);
    CHECK(wafer.secondary_flat_mm == 0.0);
    CHECK(wafer.notch_depth_mm == 0.5);
    CHECK_THAT(toml_error("edge_exclusion_mm = 3.0", "edge_exclusion_mm = 3.0\nprimary_flat_mm = 60.0"),
               Contains("primary_flat_mm = 60"));
}

TEST_CASE("channel names are identifiers and differ") {
    for (const char* name : {"", "pl high", "pl/high", "1st", "pl-high", "h\u00f6chst", "a,b"}) {
        CAPTURE(name);
        CHECK_THAT(toml_error("name = \"pl_high\"", std::string("name = \"") + name + "\""),
                   Contains("[[channel]] 1 name") && Contains("letters, digits and '_'"));
    }
    CHECK_THAT(toml_error("name = \"bright_field\"", "name = \"pl_high\""),
               Contains("[[channel]] 2 name: 'pl_high' names another channel already"));
    CHECK_THAT(toml_error("name = \"pl_high\"", "name = \"pl_slope\""),
               Contains("[[channel]] 1 name: 'pl_slope'") && Contains("choose another name"));
    CHECK_THAT(toml_error("name = \"bright_field\"", "name = \"pl_high_noise\""),
               Contains("[[channel]] 2 name") && Contains("both would have a layer 'pl_high_noise'"));
}

TEST_CASE("an unknown kind of channel is refused with the nearest and all known ones") {
    CHECK_THAT(toml_error("kind = \"reflected\"", "kind = \"refelcted\""),
               Contains("[[channel]] 2 kind") && Contains("did you mean 'reflected'?") &&
                   Contains("pl, reflected, colour, lit, dic"));
    CHECK_THAT(toml_error("kind = \"pl\"", "kind = \"PL\""), Contains("[[channel]] 1 kind: 'PL'"));
}

TEST_CASE("kinds that are not measured are read, whatever their images are") {
    const SampleRecording sample;
    sample.replace("recording.toml", "kind = \"reflected\"", "kind = \"dic\"");
    sample.folder.write("tiles/b.tif", "of a kind that nobody reads");
    const Recording recording = read_recording(sample.folder.path());
    CHECK(recording.channels.at(1).kind == ChannelKind::dic);
    CHECK(recording.bits == 16);
}

TEST_CASE("a colour channel is of a PL channel, whose excitation it has") {
    const SampleRecording sample;
    sample.replace("recording.toml", "kind = \"reflected\"",
                   "kind = \"colour\"\nof = \"pl_high\"\nexposure_ms = 8.0");
    const Recording recording = read_recording(sample.folder.path());
    CHECK(recording.channels.at(1).of == "pl_high");
    CHECK(recording.channels.at(1).excitation_w_cm2 == 30.0);
    CHECK(recording.channels.at(1).exposure_ms == 8.0);
    write_recording(recording);
    CHECK(read_recording(sample.folder.path()).channels == recording.channels);
}

TEST_CASE("a colour channel that is of nothing that glows is refused at its key") {
    const auto with = [](const std::string& keys) {
        return toml_error("kind = \"reflected\"", "kind = \"colour\"\nexposure_ms = 5.0\n" + keys);
    };
    CHECK_THAT(with(""), Contains("[[channel]] 2 of") && Contains("is missing") && Contains("pl_high"));
    CHECK_THAT(with("of = \"pl_hihg\""),
               Contains("[[channel]] 2 of") && Contains("'pl_hihg' is no channel") && Contains("pl_high"));
    CHECK_THAT(with("of = \"bright_field\""), Contains("names the channel itself"));
    CHECK_THAT(with("of = \"pl_high\"\nexcitation_w_cm2 = 1.0"), Contains("colours need the same"));
    CHECK_THAT(toml_error("kind = \"pl\"", "kind = \"colour\"\nof = \"bright_field\""),
               Contains("is a channel of the kind reflected"));
}

TEST_CASE("'of' of a channel that is none of colour has no effect, and a note says so") {
    const SampleRecording sample;
    sample.replace("recording.toml", "kind = \"reflected\"", "kind = \"reflected\"\nof = \"pl_high\"");
    const Recording recording = read_recording(sample.folder.path());
    CHECK(recording.channels.at(1).of.empty());
    CHECK(std::ranges::any_of(recording.notes, [](const std::string& note) {
        return note.find("'of' has no effect") != std::string::npos;
    }));
}

TEST_CASE("negative excitation and exposure are refused") {
    CHECK_THAT(toml_error("excitation_w_cm2 = 30.0", "excitation_w_cm2 = -30.0"),
               Contains("[[channel]] 1 excitation_w_cm2: -30 must not be negative"));
    CHECK_THAT(toml_error("exposure_ms = 5.0", "exposure_ms = -1"),
               Contains("exposure_ms: -1 must not be negative"));
}

TEST_CASE("files of a recording lie inside of it") {
    CHECK_THAT(toml_error("\"dark.tif\"", "\"/etc/passwd\""),
               Contains("[files] dark: '/etc/passwd' must be relative"));
    CHECK_THAT(toml_error("\"flat.tif\"", "\"tiles/../../flat.tif\""),
               Contains("[files] flat") && Contains("must stay inside"));
    CHECK_THAT(toml_error("\"tiles.csv\"", "\"\""), Contains("[files] tiles: '' is no file name"));
    CHECK_THAT(tiles_error("tiles/b.tif", "../b.tif"),
               Contains("tiles.csv line 2: column 'file': '../b.tif' must stay inside"));
    CHECK_THAT(tiles_error("tiles/b.tif", "/tmp/b.tif"), Contains("must be relative"));
}

TEST_CASE("files that are named must exist") {
    CHECK_THAT(toml_error("\"dark.tif\"", "\"drak.tif\""),
               Contains("[files] dark: there is no file 'drak.tif'"));
    CHECK_THAT(toml_error("\"tiles.csv\"", "\"tiles.tsv\""),
               Contains("[files] tiles: there is no file 'tiles.tsv'"));
    CHECK_THAT(toml_error("[files]", "[files]\nel = \"el.csv\""),
               Contains("[files] el: there is no file 'el.csv'"));
    CHECK_THAT(tiles_error("tiles/a.tif", "tiles/c.tif"),
               Contains("tiles.csv line 3: column 'file': 'tiles/c.tif' is missing"));
    CHECK_THAT(tiles_error("tiles/a.tif", "tiles"), Contains("'tiles' is missing"));
}

TEST_CASE("an unknown channel is refused with the nearest") {
    CHECK_THAT(tiles_error("pl_high", "pl_hihg"), Contains("tiles.csv line 3: column 'channel': 'pl_hihg'") &&
                                                      Contains("did you mean 'pl_high'?"));
}

TEST_CASE("tile indices are whole, not negative, and differ") {
    CHECK_THAT(tiles_error("3,tiles", "7,tiles"),
               Contains("line 3: column 'index': '7'") && Contains("earlier tile"));
    CHECK_THAT(tiles_error("3,tiles", "-3,tiles"), Contains("'-3' must not be negative"));
    CHECK_THAT(tiles_error("3,tiles", "3.5,tiles"), Contains("'3.5' is not a whole number"));
}

TEST_CASE("positions that are no numbers are told by line and column") {
    CHECK_THAT(tiles_error("-4460", "nan"),
               Contains("tiles.csv line 3: column 'y_um': 'nan' is not a finite number"));
    CHECK_THAT(tiles_error("-100.5", "left"),
               Contains("tiles.csv line 2: column 'x_um': 'left' is not a finite number"));
    CHECK_THAT(tiles_error("200.25", ""), Contains("column 'y_um': '' is not a finite number"));
    CHECK_THAT(tiles_error("-100.5", "-100,5"), Contains("6 fields") && Contains("decimal commas"));
}

TEST_CASE("a tile list without tiles or without a column is refused") {
    CHECK_THAT(tiles_error(kTilesCsv, "index,file,channel,x_um,y_um\n"),
               Contains("tiles.csv: lists no tiles"));
    CHECK_THAT(tiles_error("channel", "chanel"), Contains("there is no column 'channel'; it has 'chanel'"));
}

TEST_CASE("further columns of the tile list are tolerated, in any order") {
    const SampleRecording sample;
    sample.folder.write("tiles.csv", "z_um,y_um,x_um,channel,file,index\n0,2,1,pl_high,tiles/a.tif,5\n");
    CHECK(read_recording(sample.folder.path()).tiles ==
          std::vector<TileEntry>{{5, "tiles/a.tif", 0, {1.0, 2.0}}});
}

TEST_CASE("what is written reads back the same, whatever the numbers and the locale") {
    const SampleRecording sample;
    const Recording original = read_recording(sample.folder.path());
    const CommaLocale german;
    CHECK(rc::check([&] {
        Recording recording = original;
        recording.wafer.id = *rc::gen::string<std::string>();
        RC_PRE(recording.wafer.id.find('\0') == std::string::npos);
        std::ranges::replace_if(
            recording.wafer.id, [](char c) { return static_cast<unsigned char>(c) > 126; }, '?');
        recording.wafer.edge_exclusion_mm = *rc::gen::inRange(0, 1000) / 333.0;
        recording.grid.x0_um = std::fmod(any_finite_double(), 1e6);
        recording.grid.y0_um = std::fmod(any_finite_double(), 1e6);
        recording.camera.pixel_um = 1.0 / *rc::gen::inRange(1, 1000);
        recording.channels[0].excitation_w_cm2 = std::abs(any_finite_double());
        for (TileEntry& tile : recording.tiles) tile.position = {any_finite_double(), any_finite_double()};
        write_recording(recording);
        const Recording read = read_recording(recording.folder);
        RC_ASSERT(read.wafer == recording.wafer);
        RC_ASSERT(read.grid == recording.grid);
        RC_ASSERT(read.camera == recording.camera);
        RC_ASSERT(read.channels == recording.channels);
        RC_ASSERT(read.tiles == recording.tiles);
        RC_ASSERT(read.dark == recording.dark);
        RC_ASSERT(read.flat == recording.flat);
    }));
}

TEST_CASE("a file name with a comma and a quote survives the tile list") {
    const SampleRecording sample;
    Recording recording = read_recording(sample.folder.path());
    recording.tiles[0].file = "tiles/row 1, \"left\".tif";
    std::filesystem::copy(sample.folder / "tiles/a.tif", recording.folder / recording.tiles[0].file);
    write_recording(recording);
    CHECK(read_recording(recording.folder).tiles == recording.tiles);
}
