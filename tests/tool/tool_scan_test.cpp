// SPDX-License-Identifier: GPL-3.0-or-later
// Whole scans: the file, the recording that gives the same layers, interruptions, faults at every step.
#include "app/tool/tool_scan.h"

#include "libinspect/formats/recording.h"
#include "libinspect/store/journal.h"
#include "tests/cli/run_program.h"
#include "tests/tool/rendered_tool.h"

#include <atomic>
#include <thread>

using namespace waferglow;
using namespace waferglow::tool;
using namespace waferglow::test;
using Catch::Matchers::Contains;

namespace {

struct Run {
    ScanOutcome outcome;
    ScanState state;
};

Run scan(RenderedTool& tool, ScanRequest request) {
    request.retry = {
        .attempts = 3, .first_wait = std::chrono::milliseconds(1), .patience = std::chrono::milliseconds(4)};
    ScanControl control;
    ScanMonitor monitor{std::chrono::milliseconds(0)};
    Run run;
    run.outcome = scan_wafer(tool.view, tool.recipe(), request, control, monitor);
    run.state = monitor.state();
    return run;
}

void check_same_layers(const WaferFile& a, const WaferFile& b) {
    REQUIRE(a.map.layers().size() == b.map.layers().size());
    for (std::size_t i = 0; i < a.map.layers().size(); ++i) {
        INFO(a.map.layers()[i].name);
        CHECK(same_bytes(a.map.layers()[i], b.map.layers()[i]));
    }
    CHECK(a.bins == b.bins);
    CHECK(a.registration == b.registration);
}

void check_safe(const RenderedTool& tool) {
    CHECK_FALSE(tool.world.lit);
    CHECK_FALSE(tool.world.moving);
    CHECK_FALSE(tool.world.streaming);
}

}  // namespace

TEST_CASE("a scan and an inspection of its recording give the same layers", "[tool]") {
    const TemporaryFolder folder;
    RenderedTool tool;
    const Run run = scan(tool, {.output = folder / "w.h5", .record = folder / "recording"});
    check_safe(tool);
    CHECK(run.outcome.inspect.file.status == FileStatus::complete);
    CHECK(run.state.phase == ScanPhase::done);
    CHECK(run.outcome.spectra > 8);
    CHECK(run.outcome.spectra == static_cast<std::int64_t>(run.outcome.inspect.file.spectra->dies.size()));
    const WaferFile scanned = read_wafer_file(folder / "w.h5");
    CHECK(count_tiles(scanned.ledger).written == static_cast<std::int64_t>(scanned.ledger.size()));

    Recipe recipe = tool.recipe();
    const InspectOutcome again =
        inspect_recording(read_recording(folder / "recording"), recipe, {.output = folder / "again.h5"});
    check_same_layers(again.file, scanned);
}

TEST_CASE("the monitor ends with the whole map, the last image and all tiles", "[tool]") {
    const TemporaryFolder folder;
    RenderedTool tool;
    const Run run = scan(tool, {.output = folder / "w.h5"});
    REQUIRE(run.state.layer);
    const Layer& layer = run.outcome.inspect.file.map.at("pl_high");
    CHECK(same_bytes(
        Layer{.name = run.state.layer->name, .unit = {}, .title = {}, .values = run.state.layer->values},
        layer));
    CHECK(run.state.tiles_done == run.state.tiles_total);
    REQUIRE(run.state.last_image);
    CHECK(run.state.last_image->image.width() > 100);
    CHECK_FALSE(std::filesystem::exists(folder / "w.h5.images"));
    CHECK_FALSE(std::filesystem::exists(journal_path(folder / "w.h5")));
}

TEST_CASE("a fault at any command: taken again, or ended in order, safe and resumable", "[tool]") {
    const TemporaryFolder folder;
    RenderedTool undisturbed;
    const WaferFile expected = scan(undisturbed, {.output = folder / "expected.h5"}).outcome.inspect.file;
    const auto commands = static_cast<int>(undisturbed.world.log.calls().size());
    const bool for_ever = GENERATE(false, true);
    for (int at = 0; at < commands; at += 1 + commands / 10) {
        INFO("fault at command " << at << (for_ever ? ", for ever" : ", once"));
        const std::string output = folder / ("w" + std::to_string(at) + ".h5");
        RenderedTool tool;
        tool.world.gate = [&, count = 0](const std::string& command) mutable {
            const bool now = for_ever ? count >= at : count == at;
            ++count;
            if (now) throw Error(ErrorKind::device, command + ": no answer");
        };
        bool complete = false;
        std::string message;
        try {
            const Run run = scan(tool, {.output = output});
            message = run.outcome.inspect.fault;
            complete = message.empty();
            CHECK((read_wafer_file(output).status == FileStatus::complete) == complete);
        } catch (const Error& error) {
            CHECK(error.kind() == ErrorKind::device);
            message = error.what();
        }
        check_safe(tool);
        CHECK(complete != for_ever);
        if (for_ever) CHECK_THAT(message, Contains("no answer"));
        tool.world.gate = {};
        const Run resumed = scan(tool, {.output = output, .resume = true});
        CHECK(resumed.outcome.inspect.file.status == FileStatus::complete);
        check_same_layers(read_wafer_file(output), expected);
    }
}

TEST_CASE("an aborted scan is resumed to the same layers", "[tool]") {
    const TemporaryFolder folder;
    RenderedTool undisturbed;
    const WaferFile expected = scan(undisturbed, {.output = folder / "expected.h5"}).outcome.inspect.file;
    const auto all = static_cast<int>(std::ranges::count(undisturbed.world.log.calls(), "frame"));
    for (const int frames : {1, all / 2, all - 3}) {
        RenderedTool tool;
        ScanControl control;
        ScanMonitor monitor;
        tool.world.gate = [&, count = 0](const std::string& command) mutable {
            if (command == "frame" && ++count == frames) control.abort();
        };
        const std::string output = folder / ("w" + std::to_string(frames) + ".h5");
        try {
            const ScanOutcome outcome =
                scan_wafer(tool.view, tool.recipe(), {.output = output}, control, monitor);
            CHECK(outcome.inspect.cancelled);
        } catch (const Error& error) {
            CHECK(error.kind() == ErrorKind::cancelled);
        }
        check_safe(tool);
        (void)scan(tool, {.output = output, .resume = true});
        check_same_layers(read_wafer_file(output), expected);
    }
}

TEST_CASE("a resumed scan says so where only its images were there", "[tool]") {
    const TemporaryFolder folder;
    const std::string output = folder / "w.h5";
    RenderedTool tool;
    ScanControl control;
    ScanMonitor monitor;
    const std::filesystem::path tiles = images_folder({.output = output}) / "tiles";
    tool.world.gate = [&](const std::string&) {
        if (std::filesystem::exists(tiles) && !std::filesystem::is_empty(tiles)) control.abort();
    };
    try {
        const ScanOutcome stopped =
            scan_wafer(tool.view, tool.recipe(), {.output = output}, control, monitor);
        CHECK(stopped.inspect.cancelled);
        CHECK_FALSE(stopped.resumed);
    } catch (const Error& error) {
        CHECK(error.kind() == ErrorKind::cancelled);
    }
    std::filesystem::remove(journal_path(output));  // as if it had been stopped before the first record
    std::filesystem::remove(output);
    tool.world.gate = {};
    CHECK(scan(tool, {.output = output, .resume = true}).outcome.resumed);
}

TEST_CASE("a scan paused among its tiles and among its spectra is dark meanwhile, and goes on", "[tool]") {
    const TemporaryFolder folder;
    RenderedTool undisturbed;
    const WaferFile expected = scan(undisturbed, {.output = folder / "expected.h5"}).outcome.inspect.file;
    RenderedTool tool;
    ScanControl control;
    ScanMonitor monitor;
    std::atomic<int> pauses = 0;
    tool.world.gate = [&, frames = 0, spectra = 0](const std::string& command) mutable {
        const bool now = (command == "frame" && ++frames == 9) || (command == "acquire" && ++spectra == 2);
        if (now) control.pause();
    };
    const std::jthread operator_([&](const std::stop_token& done) {
        while (!done.stop_requested()) {
            if (control.paused() && !tool.world.lit) {
                ++pauses;
                control.resume();
            }
            std::this_thread::yield();
        }
    });
    (void)scan_wafer(tool.view, tool.recipe(), {.output = folder / "w.h5"}, control, monitor);
    CHECK(pauses == 2);
    check_same_layers(read_wafer_file(folder / "w.h5"), expected);
}

TEST_CASE("a region is scanned by the tiles that reach into it, every die of it measured", "[tool]") {
    const TemporaryFolder folder;
    RenderedTool tool;
    Recipe recipe = tool.recipe();
    recipe.scan->region = ScanRegion{.x_um = 0.0, .y_um = 0.0, .width_um = 1500.0, .height_um = 900.0};
    recipe.scan->spectra = {};
    recipe.scan->spectra.regions = {*recipe.scan->region};
    ScanControl control;
    ScanMonitor monitor;
    const ScanOutcome outcome = scan_wafer(tool.view, recipe, {.output = folder / "w.h5"}, control, monitor);
    const WaferFile& file = outcome.inspect.file;
    CHECK(file.status == FileStatus::complete);
    RenderedTool whole;
    CHECK(file.ledger.size() <
          scan(whole, {.output = folder / "whole.h5"}).outcome.inspect.file.ledger.size());
    std::int64_t inside = 0;
    const DieGrid& grid = file.map.grid();
    for (std::int32_t row = 0; row < grid.rows; ++row) {
        for (std::int32_t col = 0; col < grid.cols; ++col) {
            if (!recipe.scan->region->contains(grid.center({row, col}))) continue;
            ++inside;
            const float light = file.map.at("pl_high").values[grid.cell({row, col})];
            CHECK(light == light);
        }
    }
    CHECK(inside > 10);
    CHECK(outcome.spectra == inside);
}

TEST_CASE("a scan that can't be is refused before anything moves", "[tool]") {
    const TemporaryFolder folder;
    RenderedTool tool;
    ScanControl control;
    ScanMonitor monitor;
    CHECK_THROWS_WITH(scan_wafer(tool.view, Recipe{}, {.output = folder / "w.h5"}, control, monitor),
                      Contains("[scan]"));
    tool.view.spectrometer = nullptr;
    CHECK_THROWS_WITH(scan_wafer(tool.view, tool.recipe(), {.output = folder / "w.h5"}, control, monitor),
                      Contains("no spectrometer"));
    tool.view.spectrometer = &tool.spectrometer;
    tool.view.flat_position = StagePoint{0.0, 0.0};
    CHECK_THROWS_WITH(scan_wafer(tool.view, tool.recipe(), {.output = folder / "w.h5"}, control, monitor),
                      Contains("flat frame") && Contains("flat_frames = 0"));
    CHECK(tool.world.log.calls().empty());
    ScanEstimate much;
    much.disk_bytes = std::uint64_t{1} << 60U;
    CHECK_THROWS_WITH(check_disk(much, folder / "w.h5", folder / "images"), Contains("GB are free"));
}
