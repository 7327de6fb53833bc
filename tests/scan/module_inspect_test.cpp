// SPDX-License-Identifier: GPL-3.0-or-later
// A simulated display module from images to verdict, file, exports and back.
#include "libinspect/scan/module_inspect.h"

#include "drivers/simulated/physics/module_presets.h"
#include "drivers/simulated/physics/module_recording.h"
#include "libinspect/formats/image_io.h"
#include "libinspect/formats/module_csv.h"
#include "libinspect/formats/module_images.h"
#include "libinspect/scan/module_record.h"
#include "libinspect/scan/module_repeat.h"
#include "libinspect/store/verify.h"
#include "samples/module_files.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <fstream>
#include <iterator>
#include <random>

#include <unistd.h>

using namespace waferglow;
using module::ModuleBin;

namespace {

/// A folder with a recording of a small module, removed with the object.
class SmallModule {
  public:
    SmallModule()
        : path_(std::filesystem::temp_directory_path() / ("wg_module_" + std::to_string(::getpid()))) {
        simulated::ModuleSettings settings = simulated::module_preset("module");
        settings.module.grid.rows = 60;
        settings.module.grid.cols = 96;
        settings.uneven.lines.clear();
        settings.uneven.spots = 0;
        settings.uneven.bands = 0;
        settings.faults.dead = 0.002;
        samples::write_module_files(simulated::ModuleRecording(settings), path_ / "r");
    }
    ~SmallModule() { std::filesystem::remove_all(path_); }
    SmallModule(const SmallModule&) = delete;
    SmallModule& operator=(const SmallModule&) = delete;
    [[nodiscard]] std::filesystem::path operator/(const char* name) const { return path_ / name; }

  private:
    std::filesystem::path path_;
};

std::string bytes_of_file(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

long lines_in(const std::filesystem::path& path) {
    const std::string bytes = bytes_of_file(path);
    return std::count(bytes.begin(), bytes.end(), '\n');
}

/// Each pixel a little brighter or darker.
void photograph_again(const Recording& recording) {
    std::minstd_rand random(5);
    for (const TileEntry& tile : recording.tiles) {
        Image image = read_tile(recording, tile);
        for (std::uint16_t& pixel : image.pixels()) {
            const auto step = static_cast<int>(random() % 5) - 2;
            pixel = static_cast<std::uint16_t>(std::clamp(pixel + step, 0, 65535));
        }
        write_tiff(recording.folder / tile.file, image.view(), TiffCompression::none);
    }
}

LogEntry somebody() {
    return {"2026-01-01T00:00:00Z", "anna", "inspect", "r"};
}

}  // namespace

TEST_CASE("a module is inspected, stored, verified and judged anew", "[module][scan]") {
    const SmallModule folder;
    const Recording recording = read_recording(folder / "r");
    const ModuleOutcome outcome =
        inspect_module(recording, {}, {.output = folder / "m.h5", .log = somebody()});
    CHECK(outcome.file.status == FileStatus::complete);
    CHECK(outcome.quality.count(ModuleBin::unmeasured) == 0);
    CHECK(outcome.quality.count(ModuleBin::dead) > 0);
    CHECK_FALSE(std::filesystem::exists(folder / "m.h5.journal"));
    for (const VerifyFinding& finding : verify_wafer_file(folder / "m.h5"))
        FAIL_CHECK(finding.where + finding.what);
    CHECK(stored_object(folder / "m.h5") == StoredObject::module);

    const JudgedModule again = read_judged_module(folder / "m.h5");
    CHECK(again.file.light.module == *recording.module);
    CHECK(again.file.light.patterns == recording.patterns);
    CHECK(again.quality.counts == outcome.quality.counts);
    CHECK(again.quality.reasons == outcome.quality.reasons);
    CHECK(again.file.ledger == outcome.file.ledger);

    Recipe strict;
    strict.module.dim_below = 0.95;
    strict.module.outlier_sigmas = 1.0;
    const JudgedModule judged = analyse_module_file(folder / "m.h5", strict, somebody(), 0);
    CHECK(judged.quality.count(ModuleBin::dim) > outcome.quality.count(ModuleBin::dim));
    CHECK(read_judged_module(folder / "m.h5").file.log.size() == 2);
    CHECK_THROWS_WITH(read_wafer_file(folder / "m.h5"), Catch::Contains("of a display module"));
    Recipe leaks;
    leaks.leakage.absorbed_share *= 0.5;
    CHECK_THROWS_WITH(analyse_module_file(folder / "m.h5", leaks, somebody(), 0),
                      Catch::Contains("[leakage]"));
}

TEST_CASE("a module's exports have a line or sample for each that they are of", "[module][scan]") {
    const SmallModule folder;
    const ModuleOutcome outcome =
        inspect_module(read_recording(folder / "r"), {}, {.output = folder / "m.h5", .log = somebody()});
    const module::ModuleLight& light = outcome.file.light;
    write_module_csv(folder / "m.csv", light, outcome.quality);
    CHECK(lines_in(folder / "m.csv") == 1 + 60 * 96);
    CHECK(bytes_of_file(folder / "m.csv").starts_with("row,col,subpixel,x_um,y_um,measured,bin,pass,"));
    write_fault_csv(folder / "f.csv", light, outcome.quality);
    long faults = 0;
    for (const module::ModuleBinInfo& info : module::kModuleBins)
        faults += info.fault ? static_cast<long>(outcome.quality.count(info.bin)) : 0;
    CHECK(lines_in(folder / "f.csv") == 1 + faults);

    write_demura(folder / "d.png", demura_table_of(light, outcome.quality));
    Image gains;
    (void)read_image(folder / "d.png", gains);
    REQUIRE(gains.width() == 96);
    REQUIRE(gains.height() == 60);
    const module::DemuraTable& table = outcome.quality.demura.front();
    for (int row = 0; row < 60; row += 7) {
        for (int col = 0; col < 96; col += 5)
            CHECK(gains.view().at(col, row) ==
                  std::lround(32768.0 * static_cast<double>(table.gain[light.module.grid.cell({row, col})])));
    }
    write_demura(folder / "d.csv", demura_table_of(light, outcome.quality));
    CHECK(lines_in(folder / "d.csv") == 1 + 60 * 96);
    write_module_picture(folder / "p.png", light, outcome.quality, "", 960);
    CHECK_THROWS_AS(write_module_picture(folder / "p.png", light, outcome.quality, "nothing", 960), Error);
    const BinMap map = bin_map_of(light, outcome.quality);
    CHECK(map.count().at(module::order_of(ModuleBin::dead)) == outcome.quality.count(ModuleBin::dead));
}

TEST_CASE("a module's run is resumed to the same bytes, on any number of threads", "[module][scan]") {
    const SmallModule folder;
    const Recording recording = read_recording(folder / "r");
    (void)inspect_module(recording, {}, {.output = folder / "whole.h5", .threads = 1, .log = somebody()});

    std::stop_source stop;
    class StopAfterOne : public ProgressListener {
      public:
        explicit StopAfterOne(std::stop_source& source) : source_(source) {}
        void on_progress(const ScanProgress& progress) override {
            if (progress.tiles_done >= 1) source_.request_stop();
        }

      private:
        std::stop_source& source_;
    } listener(stop);
    const ModuleOutcome stopped = inspect_module(recording, {},
                                                 {.output = folder / "m.h5",
                                                  .threads = 1,
                                                  .log = somebody(),
                                                  .stop = stop.get_token(),
                                                  .progress = &listener});
    CHECK(stopped.cancelled);
    CHECK(stopped.file.status == FileStatus::incomplete);
    CHECK(std::filesystem::exists(folder / "m.h5.journal"));
    CHECK_THROWS_AS(inspect_module(recording, {}, {.output = folder / "m.h5", .log = somebody()}), Error);

    const ModuleOutcome resumed = inspect_module(
        recording, {}, {.output = folder / "m.h5", .resume = true, .threads = 4, .log = somebody()});
    CHECK(resumed.resumed);
    CHECK(bytes_of_file(folder / "m.h5") == bytes_of_file(folder / "whole.h5"));
}

TEST_CASE("a module is repeated by photographs of its own, not by the same ones", "[module][scan]") {
    const SmallModule folder;
    const Recording recording = read_recording(folder / "r");
    static_cast<void>(inspect_module(recording, {}, {.output = folder / "one.h5", .log = somebody()}));
    static_cast<void>(inspect_module(recording, {}, {.output = folder / "same.h5", .log = somebody()}));
    const std::filesystem::path same[] = {folder / "one.h5", folder / "same.h5"};
    CHECK_THROWS_WITH(study_module_repeats(same, 0), Catch::Contains("hold the same images"));
    const std::filesystem::path once[] = {folder / "one.h5", folder / "one.h5"};
    CHECK_THROWS_WITH(study_module_repeats(once, 0), Catch::Contains("are one file"));

    photograph_again(recording);
    CHECK_THROWS_WITH(
        inspect_module(recording, {}, {.output = folder / "one.h5", .resume = true, .log = somebody()}),
        Catch::Contains("measured another image as"));
    static_cast<void>(inspect_module(recording, {}, {.output = folder / "two.h5", .log = somebody()}));
    const std::filesystem::path both[] = {folder / "one.h5", folder / "two.h5"};
    const ModuleRepeat repeat = study_module_repeats(both, 0);
    CHECK(100 * repeat.same_bin > 99 * repeat.sub_pixels);
    CHECK(repeat.layers.front().repeatability > 0.0);
    CHECK(repeat.layers.front().repeatability < 0.01);
}

TEST_CASE("an image that can't be read fails alone where the run is to keep going", "[module][scan]") {
    const SmallModule folder;
    const Recording recording = read_recording(folder / "r");
    const std::filesystem::path broken = recording.folder / recording.tiles.back().file;
    std::ofstream(broken, std::ios::trunc) << "no image";
    CHECK_THROWS_AS(inspect_module(recording, {}, {.output = folder / "m.h5", .log = somebody()}), Error);
    const ModuleOutcome outcome = inspect_module(
        recording, {}, {.output = folder / "m.h5", .force = true, .keep_going = true, .log = somebody()});
    CHECK(outcome.file.ledger.back().status == TileStatus::failed);
    CHECK_FALSE(outcome.quality.passes);
}

TEST_CASE("a journal record of an image reads back as it was", "[module][scan]") {
    module::TileLight light;
    light.tile = 7;
    light.rows = 1;
    light.cols = 2;
    light.light = {1.5F, std::nanf("")};
    light.sigma = {0.1F, 0.2F};
    light.state = {module::LightState::saturated, module::LightState::none};
    light.shift_x_px = -0.25;
    light.left_out = "blurred";
    std::vector<std::byte> bytes = encode_tile_light(light);
    const module::TileLight back = decode_tile_light(bytes);
    CHECK(back.tile == 7);
    CHECK(back.light[0] == 1.5F);
    CHECK(std::isnan(back.light[1]));
    CHECK(back.state == light.state);
    CHECK(back.left_out == "blurred");
    bytes.pop_back();
    CHECK_THROWS_AS(decode_tile_light(bytes), Error);
}
