// SPDX-License-Identifier: GPL-3.0-or-later
// Scans from the run page's presenter: refused before the start, watched, stopped, continued, ended by a
// fault.
#include "app/gui/presenters/run_presenter.h"

#include "app/tool/calibration_runs.h"
#include "tests/gui/desk_for_tests.h"
#include "tests/gui/small_tool.h"

#include <algorithm>
#include <cmath>
#include <thread>

#include <catch2/catch.hpp>

using namespace waferglow;
using namespace waferglow::gui;
using namespace waferglow::test;
using Catch::Matchers::Contains;

namespace {

struct Bench {
    SmallTool tool;
    PostedCalls calls;
    Desk desk{calls.poster(), no_clock, tool.workplace()};
    RunPresenter run{desk,
                     [] {},
                     {.retry = {.attempts = 3,
                                .first_wait = std::chrono::milliseconds(1),
                                .patience = std::chrono::milliseconds(4)}}};

    /// Handles what is posted and polls until `done`.
    bool until(const std::function<bool()>& done) {
        const auto end = std::chrono::steady_clock::now() + std::chrono::minutes(1);
        while (!done()) {
            if (std::chrono::steady_clock::now() > end) return false;
            run.poll();
            calls.run_waiting();
            std::this_thread::yield();
        }
        return true;
    }
    void choose_small(const std::string& wafer) {
        run.refresh();
        const auto& shelf = run.recipes();
        const auto small = std::ranges::find(shelf, std::string("small"), &ShelfRecipe::name);
        REQUIRE(small != shelf.end());
        run.choose(static_cast<std::size_t>(small - shelf.begin()));
        run.set_wafer_id(wafer);
        REQUIRE(until([&] { return run.stage() != RunStage::checking; }));
    }
    bool ended() {
        return until([&] { return !run.active(); });
    }
};

bool has(const std::vector<Alarm>& alarms, Remedy remedy) {
    return std::ranges::find(alarms, remedy, &Alarm::remedy) != alarms.end();
}

}  // namespace

TEST_CASE("the built-in recipe is offered first, locked") {
    Bench bench;
    bench.run.refresh();
    REQUIRE(bench.run.recipes().size() == 2);
    CHECK(bench.run.recipes()[0].locked);
    CHECK(bench.run.recipes()[0].recipe);
    CHECK_FALSE(bench.run.recipes()[1].locked);
}

TEST_CASE("a write-protected recipe is locked") {
    Bench bench;
    const auto path = bench.tool.write_recipe("released.toml", "pl_low");
    std::filesystem::permissions(path, std::filesystem::perms::owner_read);
    const auto shelf = shelf_recipes(bench.tool.workplace().recipes_folder);
    REQUIRE(shelf.size() == 3);
    CHECK(shelf[1].locked);
}

TEST_CASE("without a wafer ID nothing starts, and the reason is told") {
    Bench bench;
    bench.choose_small({});
    CHECK(bench.run.stage() == RunStage::choosing);
    for (const Alarm& alarm : bench.run.alarms()) UNSCOPED_INFO(alarm.text);
    CHECK(has(bench.run.alarms(), Remedy::name_wafer));
    bench.run.start();
    CHECK_FALSE(bench.run.active());
}

TEST_CASE("a recipe that can't be read is shown and refused") {
    Bench bench;
    std::ofstream(bench.tool.folder() / "recipes" / "broken.toml") << "[scan]\ndiametre_mm = 3\n";
    bench.run.refresh();
    const auto& shelf = bench.run.recipes();
    const auto broken = std::ranges::find(shelf, std::string("broken"), &ShelfRecipe::name);
    REQUIRE(broken != shelf.end());
    bench.run.choose(static_cast<std::size_t>(broken - shelf.begin()));
    bench.run.set_wafer_id("W1");
    REQUIRE(bench.until([&] { return bench.run.stage() != RunStage::checking; }));
    CHECK(has(bench.run.alarms(), Remedy::mend_recipe));
}

TEST_CASE("a device that does not answer is told before the start, its lamp is red") {
    Bench bench;
    bench.tool.write_tool({}, "faults = [\"no_answer@identityx0\"]\n");
    bench.choose_small("W1");
    CHECK(bench.run.stage() == RunStage::choosing);
    CHECK(has(bench.run.alarms(), Remedy::check_device));
    const auto& lamps = bench.run.lamps();
    const auto camera = std::ranges::find(lamps, std::string("camera"), &Lamp::kind);
    REQUIRE(camera != lamps.end());
    CHECK(camera->state == LampState::fault);
}

TEST_CASE("a simulated scan: live map, yield, file, audit log") {
    Bench bench;
    bench.choose_small("W1");
    REQUIRE(bench.run.stage() == RunStage::ready);
    CHECK(bench.run.check().simulated);
    bench.run.start();
    CHECK(bench.desk.tool_busy());
    REQUIRE(bench.ended());
    INFO(bench.run.summary().message);
    REQUIRE(bench.run.stage() == RunStage::done);
    CHECK_FALSE(bench.desk.tool_busy());
    CHECK(bench.run.summary().binned > 2500);
    CHECK(bench.run.scan().last_image != nullptr);
    REQUIRE(bench.until([&] { return bench.run.live() != nullptr; }));
    CHECK(bench.run.live()->bright_share > 0.5);
    // The map that stays is that of the whole wafer, however the looks at the scan fell.
    REQUIRE(bench.until([&] { return bench.run.stage() == RunStage::done; }));
    CHECK(bench.until([&] { return bench.run.live()->measured == bench.run.summary().measured; }));
    REQUIRE(bench.until([&] { return bench.desk.document() != nullptr; }));
    CHECK(bench.desk.document()->wafer().id == "W1");
    const AuditTrail trail = bench.desk.session().trail();
    REQUIRE(trail.entries.size() == 2);
    CHECK_THAT(trail.entries[1].text, Contains("finished"));
}

TEST_CASE("a scan goes by the calibrations that the tool's file names") {
    Bench bench;
    bench.tool.write_tool(
        "stage_jitter_um = 0.5\ncamera_rotation_mrad = 9\ncamera_mirrored = true\n"
        "[calibration]\nfolder = \"cal\"\n");
    {
        waferglow::tool::OpenTool opened(bench.tool.folder() / "tool.toml");
        waferglow::tool::CalibrationOptions options;
        options.folder = bench.tool.folder() / "cal";
        options.diameter_mm = 12.0;
        REQUIRE(run_calibration(waferglow::tool::CalibrationKind::stage, opened, options).passed);
    }
    bench.choose_small("W9");
    REQUIRE(bench.run.stage() == RunStage::ready);
    bench.run.start();
    REQUIRE(bench.ended());
    INFO(bench.run.summary().message);
    REQUIRE(bench.until([&] { return bench.desk.document() != nullptr; }));
    CHECK(std::abs(bench.desk.document()->header().camera.turn_rad) == Approx(9e-3).margin(5e-4));
    CHECK(bench.run.summary().passed > bench.run.summary().measured * 8 / 10);
}

TEST_CASE("a wafer scanned already is refused, and scanned again under another name") {
    Bench bench;
    bench.choose_small("W1");
    bench.run.start();
    REQUIRE(bench.ended());
    bench.run.next_wafer();
    bench.run.set_wafer_id("W1");
    REQUIRE(bench.until([&] { return bench.run.stage() != RunStage::checking; }));
    REQUIRE(has(bench.run.alarms(), Remedy::scan_again));
    bench.run.scan_again();
    REQUIRE(bench.until([&] { return bench.run.stage() != RunStage::checking; }));
    CHECK(bench.run.stage() == RunStage::ready);
    CHECK(bench.run.check().output.filename() == "W1-2.h5");
}

TEST_CASE("an aborted scan is resumed and ends complete") {
    Bench bench;
    bench.tool.write_tool("time = \"wall\"\n");  // or it might be done before it is looked at
    bench.choose_small("W1");
    bench.run.start();
    REQUIRE(bench.until([&] { return bench.run.scan().tiles_done > 0 || !bench.run.active(); }));
    bench.run.abort();
    REQUIRE(bench.ended());
    REQUIRE(bench.run.stage() == RunStage::stopped);
    REQUIRE(bench.run.can_continue());
    bench.tool.write_tool();
    bench.run.continue_scan();
    REQUIRE(bench.ended());
    CHECK(bench.run.stage() == RunStage::done);
}

TEST_CASE("a paused scan stands still and goes on") {
    Bench bench;
    bench.choose_small("W1");
    bench.run.start();
    bench.run.pause();
    REQUIRE(bench.until([&] { return bench.run.scan().phase != tool::ScanPhase::idle; }));
    REQUIRE(bench.run.active());
    CHECK(bench.run.stage() == RunStage::paused);
    bench.run.resume();
    REQUIRE(bench.ended());
    CHECK(bench.run.stage() == RunStage::done);
}

TEST_CASE("a camera lost for good in mid-scan: alarm, red lamp, resumable") {
    Bench bench;
    bench.tool.write_tool({}, "faults = [\"no_answer@trigger+40x0\"]\n");
    bench.choose_small("W1");
    REQUIRE(bench.run.stage() == RunStage::ready);
    bench.run.start();
    REQUIRE(bench.ended());
    CHECK(bench.run.stage() == RunStage::failed);
    CHECK(has(bench.run.alarms(), Remedy::check_device));
    CHECK(bench.run.can_continue());
    const auto& lamps = bench.run.lamps();
    CHECK(std::ranges::find(lamps, std::string("camera"), &Lamp::kind)->state == LampState::fault);
}

TEST_CASE("destroying the presenter in mid-scan stops the tool and returns") {
    SmallTool tool;
    PostedCalls calls;
    Desk desk(calls.poster(), no_clock, tool.workplace());
    {
        RunPresenter run(desk, [] {});
        run.refresh();
        run.choose(1);
        run.set_wafer_id("W1");
        REQUIRE(calls.run_until([&] { return run.stage() == RunStage::ready; }));
        run.start();
        CHECK(run.active());
    }
    SUCCEED();
}

TEST_CASE("an interlock that opens in mid-scan: lamp and alarm while the scan runs, and after its end") {
    Bench bench;
    bench.tool.write_tool({}, {}, "faults = [\"interlock_open+60x0\"]\n");
    bench.choose_small("W1");
    REQUIRE(bench.run.stage() == RunStage::ready);
    bench.run.start();
    REQUIRE(bench.ended());
    CHECK(bench.run.stage() == RunStage::failed);
    REQUIRE(bench.run.alarms().size() == 1);
    const Alarm& alarm = bench.run.alarms().front();
    CHECK(alarm.remedy == Remedy::close_interlock);
    CHECK(alarm.fault == drivers::DeviceFault::interlock_open);
    CHECK(alarm.device == "laser");
    CHECK(bench.run.can_continue());
    for (const Lamp& lamp : bench.run.lamps()) {
        INFO(lamp.label);
        CHECK((lamp.state == LampState::fault) == (lamp.name == "laser"));
    }
    const auto& lines = bench.desk.log().lines();
    CHECK(std::ranges::any_of(lines, [](const LogLine& line) {
        return line.severity == Severity::error && line.happening &&
               line.happening->event == Event::interlock_open;
    }));
}

TEST_CASE("a scan whose start can't be audited does not start, and says so") {
    Bench bench;
    bench.choose_small("W1");
    REQUIRE(bench.run.stage() == RunStage::ready);
    std::filesystem::create_directories(bench.tool.folder() / "config" / "audit.jsonl");
    bench.run.start();
    CHECK_FALSE(bench.run.active());
    CHECK_FALSE(bench.desk.tool_busy());
    CHECK(bench.run.stage() == RunStage::ready);
    CHECK_FALSE(std::filesystem::exists(bench.run.check().output));
    const auto& lines = bench.desk.log().lines();
    REQUIRE_FALSE(lines.empty());
    CHECK(lines.back().severity == Severity::error);
}

TEST_CASE("a lamp follows the notices of its own device, not of one whose name holds its name") {
    std::vector<Lamp> lamps;
    for (const char* name : {"lamp", "lamp 2"})
        lamps.push_back({.name = name,
                         .kind = "light",
                         .label = std::string("light '") + name + "'",
                         .state = LampState::good});
    apply({.event = drivers::DeviceEvent::fault,
           .fault = drivers::DeviceFault::light_out,
           .label = "light 'lamp 2'",
           .message = "it is out"},
          lamps);
    CHECK(lamps[0].state == LampState::good);
    CHECK(lamps[1].state == LampState::fault);
}

TEST_CASE("of several faults of a device the one that explains the others is told") {
    std::vector<Lamp> lamps{{.name = "laser", .kind = "light", .label = "light 'laser'"}};
    const auto tell = [&lamps](drivers::DeviceEvent event, drivers::DeviceFault fault) {
        apply({.event = event, .fault = fault, .label = "light 'laser'", .message = "told"}, lamps);
    };
    using drivers::DeviceEvent;
    using drivers::DeviceFault;
    tell(DeviceEvent::fault, DeviceFault::light_out);
    tell(DeviceEvent::fault, DeviceFault::command_failed);
    tell(DeviceEvent::fault, DeviceFault::interlock_open);
    REQUIRE(alarm_of(lamps[0], 0));
    CHECK(alarm_of(lamps[0], 0)->fault == DeviceFault::interlock_open);
    CHECK(alarm_of(lamps[0], 0)->severity == Severity::error);
    tell(DeviceEvent::over, DeviceFault::interlock_open);
    CHECK(alarm_of(lamps[0], 0)->fault == DeviceFault::command_failed);
    CHECK(lamps[0].state == LampState::fault);
    tell(DeviceEvent::reconnected, {});
    CHECK_FALSE(alarm_of(lamps[0], 0));
    CHECK(lamps[0].state == LampState::good);
}
