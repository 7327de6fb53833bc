// SPDX-License-Identifier: GPL-3.0-or-later
// Scans from the run page's presenter: refused before the start, watched, stopped, continued, ended by a
// fault.
#include "app/gui/presenters/run/run_presenter.h"

#include "app/tool/calibration_runs.h"
#include "tests/gui/desk_for_tests.h"
#include "tests/station/small_tool.h"

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
    RunPresenter presenter{desk,
                           [] {},
                           {.retry = {.attempts = 3,
                                      .first_wait = std::chrono::milliseconds(1),
                                      .patience = std::chrono::milliseconds(4)}}};
    const station::ScanRun& run = presenter.run();

    /// Handles what is posted and polls until `done`.
    bool until(const std::function<bool()>& done) {
        const auto end = std::chrono::steady_clock::now() + std::chrono::minutes(1);
        while (!done()) {
            if (std::chrono::steady_clock::now() > end) return false;
            presenter.poll();
            calls.run_waiting();
            std::this_thread::yield();
        }
        return true;
    }
    void choose_small(const std::string& wafer) {
        presenter.refresh();
        const auto& shelf = presenter.recipes();
        const auto small = std::ranges::find(shelf, std::string("small"), &station::ShelfRecipe::name);
        REQUIRE(small != shelf.end());
        presenter.choose(static_cast<std::size_t>(small - shelf.begin()));
        presenter.set_wafer_id(wafer);
        REQUIRE(until([&] { return run.stage() != station::RunStage::checking; }));
    }
    bool ended() {
        return until([&] { return !run.active(); });
    }
};

bool has(const std::vector<station::Alarm>& alarms, station::Remedy remedy) {
    return std::ranges::find(alarms, remedy, &station::Alarm::remedy) != alarms.end();
}

}  // namespace

TEST_CASE("without a wafer ID nothing starts, and the reason is told") {
    Bench bench;
    bench.choose_small({});
    CHECK(bench.run.stage() == station::RunStage::choosing);
    for (const station::Alarm& alarm : bench.run.alarms()) UNSCOPED_INFO(alarm.text);
    CHECK(has(bench.run.alarms(), station::Remedy::name_wafer));
    bench.presenter.start();
    CHECK_FALSE(bench.run.active());
}

TEST_CASE("a recipe that can't be read is shown and refused") {
    Bench bench;
    std::ofstream(bench.tool.folder() / "recipes" / "broken.toml") << "[scan]\ndiametre_mm = 3\n";
    bench.presenter.refresh();
    const auto& shelf = bench.presenter.recipes();
    const auto broken = std::ranges::find(shelf, std::string("broken"), &station::ShelfRecipe::name);
    REQUIRE(broken != shelf.end());
    bench.presenter.choose(static_cast<std::size_t>(broken - shelf.begin()));
    bench.presenter.set_wafer_id("W1");
    REQUIRE(bench.until([&] { return bench.run.stage() != station::RunStage::checking; }));
    CHECK(has(bench.run.alarms(), station::Remedy::mend_recipe));
}

TEST_CASE("a device that does not answer is told before the start, its lamp is red") {
    Bench bench;
    bench.tool.write_tool({}, "faults = [\"no_answer@identityx0\"]\n");
    bench.choose_small("W1");
    CHECK(bench.run.stage() == station::RunStage::choosing);
    CHECK(has(bench.run.alarms(), station::Remedy::check_device));
    const auto& lamps = bench.run.lamps();
    const auto camera = std::ranges::find(lamps, std::string("camera"), &station::Lamp::kind);
    REQUIRE(camera != lamps.end());
    CHECK(camera->state == station::LampState::fault);
}

TEST_CASE("a simulated scan: live map, yield, file, audit log") {
    Bench bench;
    bench.choose_small("W1");
    REQUIRE(bench.run.stage() == station::RunStage::ready);
    CHECK(bench.run.check().simulated);
    bench.presenter.start();
    CHECK(bench.desk.tool_busy());
    REQUIRE(bench.ended());
    INFO(bench.run.summary().message);
    REQUIRE(bench.run.stage() == station::RunStage::done);
    CHECK_FALSE(bench.desk.tool_busy());
    CHECK(bench.run.summary().binned > 2500);
    CHECK(bench.run.scan().last_image != nullptr);
    REQUIRE(bench.until([&] { return bench.presenter.live() != nullptr; }));
    CHECK(bench.presenter.live()->bright_share > 0.5);
    // The map that stays is that of the whole wafer, however the looks at the scan fell.
    REQUIRE(bench.until([&] { return bench.run.stage() == station::RunStage::done; }));
    CHECK(bench.until([&] { return bench.presenter.live()->measured == bench.run.summary().measured; }));
    REQUIRE(bench.until([&] { return bench.desk.document() != nullptr; }));
    CHECK(bench.desk.document()->wafer().id == "W1");
    const station::AuditTrail trail = bench.desk.session().trail();
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
    REQUIRE(bench.run.stage() == station::RunStage::ready);
    bench.presenter.start();
    REQUIRE(bench.ended());
    INFO(bench.run.summary().message);
    REQUIRE(bench.until([&] { return bench.desk.document() != nullptr; }));
    CHECK(std::abs(bench.desk.document()->header().camera.turn_rad) == Approx(9e-3).margin(5e-4));
    CHECK(bench.run.summary().passed > bench.run.summary().measured * 8 / 10);
}

TEST_CASE("a wafer scanned already is refused, and scanned again under another name") {
    Bench bench;
    bench.choose_small("W1");
    bench.presenter.start();
    REQUIRE(bench.ended());
    bench.presenter.next_wafer();
    bench.presenter.set_wafer_id("W1");
    REQUIRE(bench.until([&] { return bench.run.stage() != station::RunStage::checking; }));
    REQUIRE(has(bench.run.alarms(), station::Remedy::scan_again));
    bench.presenter.scan_again();
    REQUIRE(bench.until([&] { return bench.run.stage() != station::RunStage::checking; }));
    CHECK(bench.run.stage() == station::RunStage::ready);
    CHECK(bench.run.check().output.filename() == "W1-2.h5");
}

TEST_CASE("an aborted scan is resumed and ends complete") {
    Bench bench;
    bench.tool.write_tool("time = \"wall\"\n");  // or it might be done before it is looked at
    bench.choose_small("W1");
    bench.presenter.start();
    REQUIRE(bench.until([&] { return bench.run.scan().tiles_done > 0 || !bench.run.active(); }));
    bench.presenter.abort();
    REQUIRE(bench.ended());
    REQUIRE(bench.run.stage() == station::RunStage::stopped);
    REQUIRE(bench.run.can_continue());
    bench.tool.write_tool();
    bench.presenter.continue_scan();
    REQUIRE(bench.ended());
    CHECK(bench.run.stage() == station::RunStage::done);
}

TEST_CASE("a paused scan stands still and goes on") {
    Bench bench;
    bench.choose_small("W1");
    bench.presenter.start();
    bench.presenter.pause();
    REQUIRE(bench.until([&] { return bench.run.scan().phase != tool::ScanPhase::idle; }));
    REQUIRE(bench.run.active());
    CHECK(bench.run.stage() == station::RunStage::paused);
    bench.presenter.resume();
    REQUIRE(bench.ended());
    CHECK(bench.run.stage() == station::RunStage::done);
}

TEST_CASE("a camera lost for good in mid-scan: alarm, red lamp, resumable") {
    Bench bench;
    bench.tool.write_tool({}, "faults = [\"no_answer@trigger+40x0\"]\n");
    bench.choose_small("W1");
    REQUIRE(bench.run.stage() == station::RunStage::ready);
    bench.presenter.start();
    REQUIRE(bench.ended());
    CHECK(bench.run.stage() == station::RunStage::failed);
    CHECK(has(bench.run.alarms(), station::Remedy::check_device));
    CHECK(bench.run.can_continue());
    const auto& lamps = bench.run.lamps();
    CHECK(std::ranges::find(lamps, std::string("camera"), &station::Lamp::kind)->state ==
          station::LampState::fault);
}

TEST_CASE("destroying the presenter in mid-scan stops the tool and returns") {
    SmallTool tool;
    PostedCalls calls;
    Desk desk(calls.poster(), no_clock, tool.workplace());
    {
        RunPresenter presenter(desk, [] {});
        presenter.refresh();
        presenter.choose(1);
        presenter.set_wafer_id("W1");
        REQUIRE(calls.run_until([&] { return presenter.run().stage() == station::RunStage::ready; }));
        presenter.start();
        CHECK(presenter.run().active());
    }
    SUCCEED();
}

TEST_CASE("an interlock that opens in mid-scan: lamp and alarm while the scan runs, and after its end") {
    Bench bench;
    bench.tool.write_tool({}, {}, "faults = [\"interlock_open+60x0\"]\n");
    bench.choose_small("W1");
    REQUIRE(bench.run.stage() == station::RunStage::ready);
    bench.presenter.start();
    REQUIRE(bench.ended());
    CHECK(bench.run.stage() == station::RunStage::failed);
    REQUIRE(bench.run.alarms().size() == 1);
    const station::Alarm& alarm = bench.run.alarms().front();
    CHECK(alarm.remedy == station::Remedy::close_interlock);
    CHECK(alarm.fault == drivers::DeviceFault::interlock_open);
    CHECK(alarm.device == "laser");
    CHECK(bench.run.can_continue());
    for (const station::Lamp& lamp : bench.run.lamps()) {
        INFO(lamp.label);
        CHECK((lamp.state == station::LampState::fault) == (lamp.name == "laser"));
    }
    const auto& lines = bench.desk.log().lines();
    CHECK(std::ranges::any_of(lines, [](const station::LogLine& line) {
        return line.severity == station::Severity::error && line.happening &&
               line.happening->event == station::Event::interlock_open;
    }));
}

TEST_CASE("a scan whose start can't be audited does not start, and says so") {
    Bench bench;
    bench.choose_small("W1");
    REQUIRE(bench.run.stage() == station::RunStage::ready);
    std::filesystem::create_directories(bench.tool.folder() / "config" / "audit.jsonl");
    bench.presenter.start();
    CHECK_FALSE(bench.run.active());
    CHECK_FALSE(bench.desk.tool_busy());
    CHECK(bench.run.stage() == station::RunStage::ready);
    CHECK_FALSE(std::filesystem::exists(bench.run.check().output));
    const auto& lines = bench.desk.log().lines();
    REQUIRE_FALSE(lines.empty());
    CHECK(lines.back().severity == station::Severity::error);
}
