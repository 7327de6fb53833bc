// SPDX-License-Identifier: GPL-3.0-or-later
// One tile after another: order of commands, retries, devices lost and found.
#include "app/tool/tile_taker.h"

#include "tests/tool/fake_tool.h"

#include <algorithm>

using namespace waferglow;
using namespace waferglow::tool;
using namespace waferglow::test;
using Catch::Matchers::Contains;

namespace {

constexpr RetryPolicy kQuick{
    .attempts = 2, .first_wait = std::chrono::milliseconds(1), .patience = std::chrono::milliseconds(4)};

std::vector<ScanChannel> channels() {
    return {{.channel = {.name = "pl", .kind = ChannelKind::pl, .excitation_w_cm2 = 30.0, .exposure_ms = 5.0},
             .light = {},
             .gain = 1.0}};
}

ScanTile tile_at(double x_um) {
    return {.index = static_cast<int>(x_um), .channel = 0, .position = {x_um, 0.0}, .name = {}};
}

TileTaker taker_of(const FakeTool& fake) {
    return {fake.view, channel_setups(fake.view, channels()), kQuick};
}

/// Fails the n-th (from 1) call of `command` and those after it up to `last`.
Gate failing(const std::string& command, int first, int last) {
    return [=, count = 0](const std::string& called) mutable {
        if (called != command) return;
        ++count;
        if (count >= first && count <= last) throw Error(ErrorKind::device, command + ": no answer");
    };
}

class DeafLight : public FakeLight {
  public:
    using FakeLight::FakeLight;
    void make_safe() noexcept override {}
};

std::ptrdiff_t position_of(const std::vector<std::string>& calls, const std::string& call, int nth) {
    auto at = calls.begin();
    for (int i = 0; i < nth; ++i) at = std::find(i == 0 ? at : at + 1, calls.end(), call);
    REQUIRE(at != calls.end());
    return at - calls.begin();
}

}  // namespace

TEST_CASE("the next move starts after the exposure and before the frame is read", "[tool]") {
    FakeTool fake;
    TileTaker taker = taker_of(fake);
    drivers::Frame frame;
    const ScanTile next = tile_at(20.0);
    CHECK(taker.take(tile_at(10.0), &next, frame, {}).empty());
    CHECK(frame.image.row(0)[0] == 10);
    const std::vector<std::string> calls = fake.world.log.calls();
    CHECK(position_of(calls, "exposed", 1) < position_of(calls, "move", 2));
    CHECK(position_of(calls, "move", 2) < position_of(calls, "frame", 1));
    CHECK(taker.take(next, nullptr, frame, {}).empty());
    CHECK(frame.image.row(0)[0] == 20);
    CHECK(std::ranges::count(fake.world.log.calls(), "move") == 2);
}

TEST_CASE("a second channel at the same place is taken without moving", "[tool]") {
    FakeTool fake;
    TileTaker taker = taker_of(fake);
    drivers::Frame frame;
    const ScanTile same = tile_at(10.0);
    (void)taker.take(tile_at(10.0), &same, frame, {});
    (void)taker.take(same, nullptr, frame, {});
    CHECK(std::ranges::count(fake.world.log.calls(), "move") == 1);
}

TEST_CASE("a lost frame is taken again at its own place, and told", "[tool]") {
    FakeTool fake;
    fake.world.gate = failing("frame", 1, 1);
    TileTaker taker = taker_of(fake);
    drivers::Frame frame;
    const ScanTile next = tile_at(20.0);
    const std::string told = taker.take(tile_at(10.0), &next, frame, {});
    CHECK_THAT(told, Contains("taken again 1 times") && Contains("no answer"));
    CHECK(frame.image.row(0)[0] == 10);  // the stage was on its way to 20 already
    CHECK(taker.statistics().retaken == 1);
    CHECK(taker.statistics().reconnected == 0);
}

TEST_CASE("a device that stays silent is connected anew", "[tool]") {
    FakeTool fake;
    fake.world.gate = failing("trigger", 1, 2);
    TileTaker taker = taker_of(fake);
    drivers::Frame frame;
    CHECK_FALSE(taker.take(tile_at(10.0), nullptr, frame, {}).empty());
    CHECK(taker.statistics().reconnected == 1);
    CHECK(frame.image.row(0)[0] == 10);
}

TEST_CASE("a tile that fails though the devices answer is not had, with all causes", "[tool]") {
    FakeTool fake;
    fake.world.gate = failing("wait", 1, 1000);
    TileTaker taker = taker_of(fake);
    drivers::Frame frame;
    try {
        (void)taker.take(tile_at(10.0), nullptr, frame, {});
        FAIL("no error");
    } catch (const Error& error) {
        CHECK(error.kind() == ErrorKind::input);
        CHECK_THAT(error.what(), Contains("tile 10") && Contains("tried 3 times"));
    }
    CHECK_FALSE(fake.world.lit);
    CHECK_FALSE(fake.world.moving);
}

TEST_CASE("a device that never comes back is lost: its name, the patience, all safe", "[tool]") {
    FakeTool fake;
    fake.world.gate = [](const std::string& command) {
        if (command == "frame" || command == "camera.reconnect")
            throw Error(ErrorKind::device, command + ": link is down");
    };
    TileTaker taker = taker_of(fake);
    drivers::Frame frame;
    try {
        (void)taker.take(tile_at(10.0), nullptr, frame, {});
        FAIL("no error");
    } catch (const Error& error) {
        CHECK(error.kind() == ErrorKind::device);
        CHECK_THAT(error.what(), Contains("camera does not come back") && Contains("link is down"));
    }
    CHECK_FALSE(fake.world.lit);
    CHECK_FALSE(fake.world.streaming);
    CHECK_FALSE(fake.world.moving);
}

TEST_CASE("light that goes out during the exposure spoils the frame", "[tool]") {
    FakeTool fake;
    fake.world.gate = [&fake, done = false](const std::string& command) mutable {
        if (command == "exposed" && !std::exchange(done, true)) fake.world.lit = false;
    };
    TileTaker taker = taker_of(fake);
    drivers::Frame frame;
    CHECK_THAT(taker.take(tile_at(10.0), nullptr, frame, {}), Contains("went out"));
    CHECK(fake.world.lit);
}

TEST_CASE("what was asked wrongly is told at once and not tried again", "[tool]") {
    FakeTool fake;
    fake.world.gate = [](const std::string& command) {
        if (command == "move") throw Error(ErrorKind::usage, "beyond the limits");
    };
    TileTaker taker = taker_of(fake);
    drivers::Frame frame;
    try {
        (void)taker.take(tile_at(10.0), nullptr, frame, {});
        FAIL("no error");
    } catch (const Error& error) {
        CHECK(error.kind() == ErrorKind::usage);
    }
    CHECK(std::ranges::count(fake.world.log.calls(), "move") == 1);
    CHECK(std::ranges::count(fake.world.log.calls(), "stage.reconnect") == 0);
}

TEST_CASE("an open interlock is waited for without connecting anew; the tile is taken once it is closed",
          "[tool]") {
    FakeTool fake;
    fake.world.gate = [&fake, done = false](const std::string& command) mutable {
        if (command != "exposed" || std::exchange(done, true)) return;
        fake.world.lit = false;
        fake.world.interlock_looks = 3;  // it stays open so long
    };
    TileTaker taker(
        fake.view, channel_setups(fake.view, channels()),
        {.attempts = 2, .first_wait = std::chrono::milliseconds(1), .patience = std::chrono::minutes(5)});
    drivers::Frame frame;
    CHECK_THAT(taker.take(tile_at(10.0), nullptr, frame, {}), Contains("interlock is open"));
    CHECK(std::ranges::count(fake.world.log.calls(), "light.reconnect") == 0);
    CHECK(taker.statistics().reconnected == 0);
    CHECK(fake.world.lit);
}

TEST_CASE("an interlock that stays open ends the scan with what to do, all dark", "[tool]") {
    FakeTool fake;
    fake.world.interlock_closed = false;
    TileTaker taker = taker_of(fake);
    drivers::Frame frame;
    CHECK_THROWS_WITH(taker.take(tile_at(10.0), nullptr, frame, {}),
                      Contains("interlock stayed open") && Contains("close the door"));
    CHECK_FALSE(fake.world.lit);
    CHECK(std::ranges::count(fake.world.log.calls(), "light.reconnect") == 0);
}

TEST_CASE("after a fault no frame is called dark before every light says that it is off", "[tool]") {
    FakeTool fake;
    FakeWorld other;  // a second light that does not hear make_safe
    DeafLight lamp(other);
    fake.view.lights.push_back({.name = "lamp",
                                .use = {ChannelKind::reflected},
                                .source = &lamp,
                                .spot_cm2 = 0.0,
                                .default_mw = 1.0});
    other.lit = true;
    TileTaker taker = taker_of(fake);
    taker.recover(false, "a fault", {});
    taker.darken();
    CHECK_FALSE(other.lit);
    other.lit = true;
    other.gate = [](const std::string&) { throw Error(ErrorKind::device, "no answer"); };
    taker.recover(false, "a fault", {});
    drivers::Frame frame;
    CHECK_THROWS_WITH(taker.take_frame(0, frame), Contains("no answer"));
}

TEST_CASE("z follows the focus surface with every move, and is left alone without one", "[tool]") {
    FakeTool fake;
    drivers::Frame frame;
    const ScanTile next = tile_at(20.0);
    TileTaker plain = taker_of(fake);
    (void)plain.take(tile_at(10.0), nullptr, frame, {});
    CHECK_FALSE(fake.world.z_um);
    fake.view.focus_um = [](StagePoint at) { return 3.0 + 0.5 * at.x; };
    TileTaker taker = taker_of(fake);
    (void)taker.take(tile_at(10.0), &next, frame, {});
    CHECK(fake.world.z_um == 13.0);  // on its way to the next tile
    (void)taker.take(next, nullptr, frame, {});
    CHECK(fake.world.z_um == 13.0);
    taker.go_to({-4.0, 0.0}, {});
    CHECK(fake.world.z_um == 1.0);
}

TEST_CASE("a stop is obeyed before anything moves", "[tool]") {
    FakeTool fake;
    TileTaker taker = taker_of(fake);
    drivers::Frame frame;
    std::stop_source stop;
    stop.request_stop();
    CHECK_THROWS_AS(taker.take(tile_at(10.0), nullptr, frame, stop.get_token()), Error);
    CHECK(fake.world.log.calls().empty());
}

TEST_CASE("channels beyond the limits of a device are refused by name", "[tool]") {
    FakeTool fake;
    std::vector<ScanChannel> scan = channels();
    scan[0].channel.excitation_w_cm2 = 200.0;  // 200 mW on 1e-3 cm2; the laser has 100
    CHECK_THROWS_WITH(channel_setups(fake.view, scan),
                      Contains("'pl'") && Contains("excitation_w_cm2 = 200"));
    scan = channels();
    scan[0].channel.exposure_ms = 5000.0;
    CHECK_THROWS_WITH(channel_setups(fake.view, scan), Contains("exposure_ms = 5000"));
    scan = channels();
    scan[0].light = "lamp";
    CHECK_THROWS_WITH(channel_setups(fake.view, scan), Contains("no light 'lamp'") && Contains("'laser'"));
}

namespace {

/// The channel of `channels()`, and a second one that is seen through a filter.
std::vector<ScanChannel> filtered_channels(const std::string& filter) {
    std::vector<ScanChannel> both = channels();
    both.push_back(both.front());
    both.back().channel.name = "pl_filtered";
    both.back().filter = filter;
    return both;
}

}  // namespace

TEST_CASE("the wheel turns where the channel's filter differs, and is open for channels without one",
          "[tool]") {
    FakeTool fake;
    fake.view.filter_wheel = &fake.filter_wheel;
    TileTaker taker(fake.view, channel_setups(fake.view, filtered_channels("sloped")), kQuick);
    drivers::Frame frame;
    ScanTile filtered = tile_at(30.0);
    filtered.channel = 1;
    (void)taker.take(tile_at(10.0), nullptr, frame, {});
    CHECK(fake.world.filter == 1);
    (void)taker.take(tile_at(20.0), nullptr, frame, {});
    CHECK(std::ranges::count(fake.world.log.calls(), "turn") == 1);
    (void)taker.take(filtered, nullptr, frame, {});
    CHECK(fake.world.filter == 2);
    CHECK(std::ranges::count(fake.world.log.calls(), "turn") == 2);
}

TEST_CASE("a wheel that somebody turns by hand is noticed, and the tile taken again through its filter",
          "[tool]") {
    FakeTool fake;
    fake.view.filter_wheel = &fake.filter_wheel;
    TileTaker taker(fake.view, channel_setups(fake.view, channels()), kQuick);
    drivers::Frame frame;
    fake.world.gate = [&fake, turned = false](const std::string& command) mutable {
        if (command != "exposed" || turned) return;
        turned = true;
        fake.world.filter = 2;
    };
    CHECK_THAT(taker.take(tile_at(10.0), nullptr, frame, {}),
               Contains("stands at 'sloped' where it was turned to 'open'"));
    CHECK(fake.world.filter == 1);
    CHECK(taker.statistics().retaken == 1);
}

TEST_CASE("a channel whose filter the tool does not have is refused by its name", "[tool]") {
    FakeTool fake;
    CHECK_THROWS_WITH(
        channel_setups(fake.view, filtered_channels("sloped")),
        Contains("channel 'pl_filtered'") && Contains("no filter wheel") && Contains("[filter_wheel]"));
    fake.view.filter_wheel = &fake.filter_wheel;
    CHECK_THROWS_WITH(channel_setups(fake.view, filtered_channels("sloppd")),
                      Contains("channel 'pl_filtered'") && Contains("did you mean 'sloped'") &&
                          Contains("open, sloped, 3"));
    CHECK(fake.world.log.calls().empty());
}

TEST_CASE("a wheel without a position called open is open in its first", "[tool]") {
    FakeTool fake;
    fake.view.filter_wheel = &fake.filter_wheel;
    fake.view.filters = {"clear", "sloped"};
    CHECK(fake.view.filter_position({}) == 1);
    fake.view.filters = {"sloped", "open"};
    CHECK(fake.view.filter_position({}) == 2);
}
