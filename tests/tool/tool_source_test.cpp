// SPDX-License-Identifier: GPL-3.0-or-later
// The acquisition thread: order, bounds, what is kept, pausing, faults.
#include "app/tool/tool_source.h"

#include "tests/cli/run_program.h"
#include "tests/tool/fake_tool.h"

#include <algorithm>
#include <atomic>
#include <numeric>
#include <thread>

using namespace waferglow;
using namespace waferglow::tool;
using namespace waferglow::test;
using Catch::Matchers::Contains;

namespace {

constexpr RetryPolicy kQuick{
    .attempts = 0, .first_wait = std::chrono::milliseconds(1), .patience = std::chrono::milliseconds(4)};

ScanJob job_of(int tiles) {
    ScanJob job;
    job.wafer = standard_wafer(2);
    job.grid = centered_grid(job.wafer, 5000.0, 5000.0, 4000.0, 4000.0);
    job.camera = {.pixel_um = 1.0, .width_px = 8, .height_px = 6};
    job.channels = {{.name = "pl", .kind = ChannelKind::pl, .excitation_w_cm2 = 30.0, .exposure_ms = 5.0}};
    for (int i = 0; i < tiles; ++i)
        job.tiles.push_back({.index = i,
                             .channel = 0,
                             .position = {10.0 * (i + 1), 0.0},
                             .name = "tiles/" + std::to_string(i) + ".tif"});
    return job;
}

/// All that a source needs.
struct Bench {
    FakeTool fake;
    TemporaryFolder folder;
    ScanJob job;
    Spool spool;
    ScanControl control;
    ActivityClock clock;
    TileTaker taker;

    explicit Bench(int tiles, bool keep_all = false)
        : job(job_of(tiles)),
          spool(folder / "spool", job, keep_all, false, false),
          taker(fake.view,
                channel_setups(fake.view, {{.channel = job.channels[0], .light = {}, .gain = 1.0}}), kQuick) {
    }
};

std::vector<std::size_t> all_tiles(const ScanJob& job) {
    std::vector<std::size_t> tiles(job.tiles.size());
    std::iota(tiles.begin(), tiles.end(), std::size_t{0});
    return tiles;
}

std::uint16_t value_of(TileSource& source, std::size_t tile) {
    Image scratch;
    return source.load(tile, scratch).row(0)[0];
}

}  // namespace

TEST_CASE("tiles are taken in the order announced and each comes out as itself", "[tool]") {
    Bench bench(20);
    ToolSource source(bench.taker, bench.job, bench.spool, bench.control, bench.clock, {});
    source.announce(all_tiles(bench.job), false);
    for (std::size_t tile = 0; tile < 20; tile += 2) {
        CHECK(value_of(source, tile + 1) == 10 * (tile + 2));
        CHECK(value_of(source, tile) == 10 * (tile + 1));
    }
}

TEST_CASE("the queue holds no more than its bytes, unless a worker waits for what lies behind", "[tool]") {
    Bench bench(20);
    constexpr std::size_t kTile = 8 * 6 * 2;
    ToolSource source(bench.taker, bench.job, bench.spool, bench.control, bench.clock,
                      {.queue_bytes = 3 * kTile});
    source.announce(all_tiles(bench.job), false);
    for (std::size_t tile = 0; tile < 10; ++tile) CHECK(value_of(source, tile) == 10 * (tile + 1));
    CHECK(source.peak_queue_bytes() <= 4 * kTile);
    CHECK(value_of(source, 19) == 200);  // ten tiles further on: nobody takes those before
}

TEST_CASE("pilots are kept: they come from the spool later, also after a restart", "[tool]") {
    Bench bench(4);
    {
        ToolSource source(bench.taker, bench.job, bench.spool, bench.control, bench.clock, {});
        source.announce(std::vector<std::size_t>{1, 3}, true);
        CHECK(value_of(source, 3) == 40);
        CHECK(value_of(source, 1) == 20);
        source.announce(all_tiles(bench.job), false);
        for (std::size_t tile = 0; tile < 4; ++tile) CHECK(value_of(source, tile) == 10 * (tile + 1));
    }
    CHECK(std::ranges::count(bench.fake.world.log.calls(), "frame") == 4);
    CHECK_FALSE(bench.spool.has(bench.job.tiles[0]));
    const Spool again(bench.folder / "spool", bench.job, false, true, false);
    ToolSource resumed(bench.taker, bench.job, again, bench.control, bench.clock, {});
    resumed.announce(std::vector<std::size_t>{1, 3}, true);
    CHECK(value_of(resumed, 1) == 20);
    CHECK(value_of(resumed, 3) == 40);
    CHECK(std::ranges::count(bench.fake.world.log.calls(), "frame") == 4);
}

TEST_CASE("tiles of channels that are kept can be loaded again, also after the devices are given up",
          "[tool]") {
    Bench bench(3);
    ToolSource source(bench.taker, bench.job, bench.spool, bench.control, bench.clock, {.kept = {true}});
    source.announce(all_tiles(bench.job), false);
    CHECK_FALSE(source.keeps(1));
    CHECK(value_of(source, 1) == 20);
    CHECK(source.keeps(1));
    source.close();
    CHECK(value_of(source, 1) == 20);
    CHECK(std::ranges::count(bench.fake.world.log.calls(), "frame") <= 3);
}

TEST_CASE("tiles of other channels are not kept", "[tool]") {
    Bench bench(3);
    ToolSource source(bench.taker, bench.job, bench.spool, bench.control, bench.clock, {.kept = {false}});
    source.announce(all_tiles(bench.job), false);
    CHECK(value_of(source, 1) == 20);
    CHECK_FALSE(source.keeps(1));
    CHECK_FALSE(bench.spool.has(bench.job.tiles[1]));
}

TEST_CASE("while pilots are worked on, the next tiles are taken, and none twice", "[tool]") {
    Bench bench(8);
    std::atomic<int> frames = 0;
    bench.fake.world.gate = [&](const std::string& command) {
        if (command == "frame") ++frames;
    };
    ToolSource source(bench.taker, bench.job, bench.spool, bench.control, bench.clock, {.look_ahead = true});
    source.announce(std::vector<std::size_t>{5, 2}, true);
    CHECK(value_of(source, 5) == 60);
    CHECK(value_of(source, 2) == 30);
    while (frames < 8) std::this_thread::yield();  // the pose is not known yet, and all are taken
    source.announce(all_tiles(bench.job), false);
    for (std::size_t tile = 0; tile < 8; ++tile) CHECK(value_of(source, tile) == 10 * (tile + 1));
    source.close();
    CHECK(frames == 8);
    CHECK_FALSE(bench.fake.world.lit);
}

TEST_CASE("a failed tile ends the scan, or with keep_going only itself", "[tool]") {
    const bool keep_going = GENERATE(false, true);
    Bench bench(3);
    bench.fake.world.gate = [count = 0](const std::string& command) mutable {
        if (command == "frame" && ++count == 2) throw Error(ErrorKind::device, "camera: frame lost");
    };
    ToolSource source(bench.taker, bench.job, bench.spool, bench.control, bench.clock,
                      {.keep_going = keep_going});
    source.announce(all_tiles(bench.job), false);
    CHECK(value_of(source, 0) == 10);
    try {
        (void)value_of(source, 1);
        FAIL("no error");
    } catch (const Error& error) {
        CHECK(error.kind() == (keep_going ? ErrorKind::input : ErrorKind::device));
        CHECK_THAT(error.what(), Contains("tile 1") && Contains("frame lost"));
    }
    if (keep_going) {
        CHECK(value_of(source, 2) == 30);
    } else {
        CHECK_THROWS_AS(value_of(source, 2), Error);
    }
}

TEST_CASE("tiles that fail one after another end the scan even with keep_going", "[tool]") {
    Bench bench(9);
    bench.fake.world.gate = [](const std::string& command) {
        if (command == "frame") throw Error(ErrorKind::device, "camera: frame lost");
    };
    ToolSource source(bench.taker, bench.job, bench.spool, bench.control, bench.clock, {.keep_going = true});
    source.announce(all_tiles(bench.job), false);
    try {
        (void)value_of(source, 8);
        FAIL("no error");
    } catch (const Error& error) {
        CHECK(error.kind() == ErrorKind::device);
        CHECK_THAT(error.what(), Contains("in a row"));
    }
}

TEST_CASE("a pause switches the light off until it ends", "[tool]") {
    Bench bench(2);
    bench.control.pause();
    std::atomic<bool> touched_in_pause = false;  // checked here: Catch's assertions belong to one thread
    bench.fake.world.gate = [&](const std::string&) {
        if (bench.control.paused()) touched_in_pause = true;
    };
    ToolSource source(bench.taker, bench.job, bench.spool, bench.control, bench.clock, {});
    source.announce(all_tiles(bench.job), false);
    CHECK_FALSE(bench.fake.world.lit);
    bench.control.resume();
    CHECK(value_of(source, 1) == 20);
    CHECK_FALSE(touched_in_pause);
}

TEST_CASE("an abort ends waiting workers as cancelled, paused or not", "[tool]") {
    const bool paused = GENERATE(false, true);
    Bench bench(2);
    if (paused) bench.control.pause();
    bench.fake.world.gate = [&](const std::string& command) {
        if (command == "trigger") bench.control.abort();
    };
    ToolSource source(bench.taker, bench.job, bench.spool, bench.control, bench.clock, {});
    source.announce(all_tiles(bench.job), false);
    if (paused) bench.control.abort();
    try {
        (void)value_of(source, 1);
        FAIL("no error");
    } catch (const Error& error) {
        CHECK(error.kind() == ErrorKind::cancelled);
    }
}

TEST_CASE("a spool is not mixed with another job's nor overwritten by accident", "[tool]") {
    Bench bench(2);
    CHECK_THROWS_WITH(Spool(bench.folder / "spool", bench.job, false, false, false), Contains("--resume"));
    CHECK_THROWS_WITH(Spool(bench.folder / "spool", job_of(3), false, true, false), Contains("another job"));
    bench.spool.store(bench.job.tiles[0], Image(8, 6, 1));
    const Spool anew(bench.folder / "spool", job_of(3), false, false, true);
    CHECK_FALSE(anew.has(bench.job.tiles[0]));
}
