// SPDX-License-Identifier: GPL-3.0-or-later
// A scan at the station as a state machine, without a window: what is refused before it starts, what is
// audited, how it ends.
#include "app/station/scan_run.h"

#include "tests/station/small_tool.h"

#include <algorithm>
#include <chrono>
#include <thread>

using namespace waferglow;
using namespace waferglow::station;
using namespace waferglow::test;
using Catch::Matchers::Contains;

namespace {

std::string noon() {
    return "2026-01-01T12:00:00Z";
}

struct Bench {
    SmallTool tool;
    std::mutex hdf5;
    LogBook log{noon};
    Session session{tool.workplace().config_folder, noon};
    ScanRun run{session,
                log,
                hdf5,
                {.retry = {.attempts = 3,
                           .first_wait = std::chrono::milliseconds(1),
                           .patience = std::chrono::milliseconds(4)}}};

    [[nodiscard]] ScanWish wish(const std::string& wafer) const {
        const Workplace place = tool.workplace();
        const std::vector<ShelfRecipe> shelf = shelf_recipes(place.recipes_folder);
        return {.recipe = *std::ranges::find(shelf, std::string("small"), &ShelfRecipe::name),
                .wafer_id = wafer,
                .tool_file = place.tool_file,
                .output_folder = place.output_folder};
    }
    void check(const std::string& wafer) {
        run.prepare(wish(wafer));
        run.checked(check_scan(wish(wafer), hdf5));
    }
    /// Polls until the scan has ended.
    [[nodiscard]] bool ended() {
        const auto end = std::chrono::steady_clock::now() + std::chrono::minutes(1);
        while (!run.poll()) {
            if (std::chrono::steady_clock::now() > end) return false;
            std::this_thread::yield();
        }
        return true;
    }
};

}  // namespace

TEST_CASE("a wish is checked, started and ends done; start and end are audited with the time's offset") {
    Bench bench;
    bench.run.prepare(bench.wish("W1"));
    CHECK(bench.run.stage() == RunStage::checking);
    CHECK_FALSE(bench.run.start());
    bench.run.checked(check_scan(bench.wish("W1"), bench.hdf5));
    REQUIRE(bench.run.stage() == RunStage::ready);
    REQUIRE(bench.run.start());
    CHECK(bench.run.active());
    REQUIRE(bench.session.trail().entries.size() == 1);
    CHECK(bench.session.trail().entries[0].event == "scan-started");
    CHECK(bench.session.trail().entries[0].time.ends_with("Z"));
    REQUIRE(bench.ended());
    CHECK(bench.run.stage() == RunStage::done);
    CHECK_FALSE(bench.run.active());
    CHECK(bench.session.trail().entries.back().event == "scan-finished");
    CHECK(std::filesystem::exists(bench.run.output()));
}

TEST_CASE("what can't be audited does not start") {
    Bench bench;
    bench.check("W1");
    REQUIRE(bench.run.stage() == RunStage::ready);
    std::filesystem::create_directories(bench.tool.folder() / "config" / "audit.jsonl");
    CHECK_FALSE(bench.run.start());
    CHECK(bench.run.stage() == RunStage::ready);
    CHECK_FALSE(std::filesystem::exists(bench.run.check().output));
    REQUIRE_FALSE(bench.log.lines().empty());
    CHECK(bench.log.lines().back().severity == Severity::error);
}

TEST_CASE("an aborted scan is audited as stopped and goes on as resumed") {
    Bench bench;
    bench.tool.write_tool("time = \"wall\"\n");  // or it might be done before it is looked at
    bench.check("W1");
    REQUIRE(bench.run.start());
    while (bench.run.active() && bench.run.scan().tiles_done == 0) bench.run.poll();
    bench.run.abort();
    CHECK(bench.run.stage() == RunStage::stopping);
    REQUIRE(bench.ended());
    REQUIRE(bench.run.stage() == RunStage::stopped);
    CHECK(bench.session.trail().entries.back().event == "scan-stopped");
    bench.tool.write_tool();
    REQUIRE(bench.run.continue_scan());
    CHECK(bench.session.trail().entries.back().event == "scan-resumed");
    REQUIRE(bench.ended());
    CHECK(bench.run.stage() == RunStage::done);
}

TEST_CASE("a tool without a light for the flat frame is not ready, and the check says why") {
    Bench bench;
    bench.tool.write_tool_without_lamp();
    bench.check("W1");
    CHECK(bench.run.stage() == RunStage::choosing);
    REQUIRE(bench.run.alarms().size() == 1);
    CHECK(bench.run.alarms()[0].remedy == Remedy::fit_recipe);
    CHECK_THAT(bench.run.alarms()[0].text, Contains("flat frame") && Contains("flat_frames = 0"));
}

TEST_CASE("where somebody else has the tool nothing is ready nor resumed") {
    Bench bench;
    bench.check("W1");
    bench.run.hold_off({"another page uses the tool", Remedy::wait});
    CHECK(bench.run.stage() == RunStage::choosing);
    CHECK_FALSE(bench.run.can_continue());
    CHECK_FALSE(bench.run.start());
}
