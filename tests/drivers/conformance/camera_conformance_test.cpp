// SPDX-License-Identifier: GPL-3.0-or-later
// One suite for every camera: the simulated one, a recording played, and Aravis before its own fake camera,
// which is a process of its own.
#include "drivers/replay/replay.h"
#include "drivers/simulated/simulated_tool.h"
#include "libinspect/formats/image_io.h"
#include "tests/cli/run_program.h"
#include "tests/drivers/aravis/loopback_camera.h"

#include <catch2/catch.hpp>

using namespace waferglow;
using namespace waferglow::drivers;
using namespace waferglow::test;
using Catch::Contains;

#define EVERY_CAMERA SimulatedCameraBench, ReplayCameraBench, AravisCameraBench
#define CAMERAS_WITH_A_LINK SimulatedCameraBench, AravisCameraBench

namespace {

struct SimulatedCameraBench {
    SimulatedCameraBench()
        : tool([] {
              SimulatedSettings s = default_simulated_settings();
              s.wafer.camera.width_px = 128;
              s.wafer.camera.height_px = 96;
              return s;
          }()) {}
    Camera& device() { return tool.camera; }
    void lose_link() { tool.camera_faults->add({.mode = FaultMode::link_dropped, .command = {}}); }
    void restore_link() {}

    SimulatedTool tool;
};

/// One tile, which is where the stage stands, and a dark frame.
struct ReplayCameraBench {
    ReplayCameraBench() {
        Recording recording;
        recording.folder = folder / "recording";
        std::filesystem::create_directories(recording.folder);
        recording.wafer = standard_wafer(2);
        recording.grid = {.rows = 1,
                          .cols = 1,
                          .pitch_x_um = 100.0,
                          .pitch_y_um = 100.0,
                          .die_width_um = 50.0,
                          .die_height_um = 50.0};
        recording.camera = {.pixel_um = 10.0, .width_px = 16, .height_px = 12};
        recording.channels = {{"pl", ChannelKind::pl, 30.0, 5.0}};
        recording.tiles = {{0, "0.tif", 0, {0.0, 0.0}}};
        recording.dark = "dark.tif";
        for (const char* file : {"0.tif", "dark.tif"})
            write_tiff(recording.folder / file, Image(16, 12, 70).view(), TiffCompression::none);
        write_recording(recording);
        camera = std::make_unique<ReplayCamera>(std::make_shared<ReplayBench>(recording.folder));
    }
    Camera& device() { return *camera; }

    TemporaryFolder folder;
    std::unique_ptr<ReplayCamera> camera;
};

struct AravisCameraBench {
    Camera& device() { return *camera; }
    void lose_link() { process.kill(); }
    void restore_link() { process.start(); }

    FakeCamera process;
    std::unique_ptr<Camera> camera = open_camera();
};

/// A small frame where the camera can: whole ones of the fake camera overrun a busy loopback.
CameraSettings triggered(const Camera& camera) {
    CameraSettings settings;
    if (camera.capabilities().sensor_width_px > 1000) settings.region = {0, 0, 128, 128};
    settings.exposure_ms = 5.0;
    settings.trigger = TriggerMode::software;
    settings.pixel_format = camera.capabilities().pixel_formats.front();
    return settings;
}

/// `count` frames by software trigger; checks their ids and sizes.
/// GigE Vision may lose a frame on a busy machine, which then does not come and is triggered again, as a scan
/// does; every frame that comes must be told from the others, and no loss may go uncounted.
void take_frames(Camera& camera, std::uint64_t count) {
    constexpr int kTries = 4;
    Frame frame;
    std::uint64_t taken = 0;
    for (int lost = 0; taken < count;) {
        camera.trigger();
        camera.wait_exposed(kLong);
        try {
            camera.next_frame(frame, kLong);
        } catch (const Error& error) {
            if (error.kind() != ErrorKind::device || ++lost == kTries) throw;
            continue;
        }
        CHECK(frame.id == taken + camera.statistics().dropped + camera.statistics().incomplete);
        ++taken;
        CHECK(frame.image.width() == camera.settings().region.width);
        CHECK(frame.image.height() == camera.settings().region.height);
    }
    CHECK(camera.statistics().delivered == count);
}

template <class Work>
std::string refusal_of(Work&& work) {
    try {
        work();
    } catch (const Error& error) {
        CHECK(error.kind() == ErrorKind::usage);
        return error.what();
    }
    FAIL("nothing was refused");
    return {};
}

}  // namespace

TEMPLATE_TEST_CASE("a camera says who it is and what it can do", "", EVERY_CAMERA) {
    TestType bench;
    CHECK_FALSE(bench.device().identity().model.empty());
    const CameraCapabilities can = bench.device().capabilities();
    CHECK(can.sensor_width_px > 0);
    CHECK(can.sensor_height_px > 0);
    CHECK(can.min_exposure_ms > 0.0);
    CHECK(can.max_exposure_ms > can.min_exposure_ms);
    CHECK(can.max_gain >= can.min_gain);
    CHECK(can.software_trigger);
    CHECK_FALSE(can.pixel_formats.empty());
}

TEMPLATE_TEST_CASE("a camera takes settings and tells them; what it can't do changes nothing", "",
                   EVERY_CAMERA) {
    TestType bench;
    const CameraCapabilities can = bench.device().capabilities();
    CameraSettings whole = triggered(bench.device());
    whole.region = {};
    const CameraSettings taken = bench.device().configure(whole);
    CHECK(taken.exposure_ms == Approx(5.0));
    CHECK(taken.region == SensorRegion{0, 0, can.sensor_width_px, can.sensor_height_px});
    CHECK(bench.device().settings() == taken);
    const auto refused = [&](auto change) {
        CameraSettings wrong = triggered(bench.device());
        change(wrong);
        return refusal_of([&] { bench.device().configure(wrong); });
    };
    CHECK_THAT(refused([&](CameraSettings& s) { s.exposure_ms = 2.0 * can.max_exposure_ms; }),
               Contains("exposure_ms"));
    CHECK_THAT(refused([&](CameraSettings& s) { s.gain = can.max_gain + 100.0; }), Contains("gain"));
    CHECK_THAT(refused([](CameraSettings& s) { s.pixel_format = "BayerRG8"; }), Contains("format"));
    (void)refused([&](CameraSettings& s) { s.region = {1, 0, can.sensor_width_px, can.sensor_height_px}; });
    CHECK(bench.device().settings() == taken);
}

TEMPLATE_TEST_CASE("each trigger gives one whole frame; a stream started anew counts from 0", "",
                   EVERY_CAMERA) {
    TestType bench;
    bench.device().configure(triggered(bench.device()));
    for (int stream = 0; stream < 2; ++stream) {
        bench.device().start(4);
        take_frames(bench.device(), 3);
        bench.device().stop();
    }
}

TEMPLATE_TEST_CASE("without a trigger no frame comes, and that is told with the time", "", EVERY_CAMERA) {
    TestType bench;
    bench.device().configure(triggered(bench.device()));
    bench.device().start(2);
    Frame frame;
    try {
        bench.device().next_frame(frame, std::chrono::milliseconds(20));
        FAIL("a frame came");
    } catch (const Error& error) {
        CHECK(error.kind() == ErrorKind::device);
        CHECK_THAT(error.what(), Contains("20 ms"));
    }
    take_frames(bench.device(), 1);
}

TEMPLATE_TEST_CASE("a camera is not set up while its stream runs, nor triggered without one", "",
                   EVERY_CAMERA) {
    TestType bench;
    bench.device().configure(triggered(bench.device()));
    (void)refusal_of([&] { bench.device().trigger(); });
    Frame frame;
    CHECK_THROWS_AS(bench.device().next_frame(frame, std::chrono::milliseconds(1)), Error);
    bench.device().start(2);
    (void)refusal_of([&] { bench.device().configure(triggered(bench.device())); });
    bench.device().stop();
    CHECK_NOTHROW(bench.device().configure(triggered(bench.device())));
}

TEMPLATE_TEST_CASE("make_safe ends the stream, twice if need be; after it a new one runs", "", EVERY_CAMERA) {
    TestType bench;
    bench.device().configure(triggered(bench.device()));
    bench.device().start(2);
    take_frames(bench.device(), 1);
    bench.device().make_safe();
    bench.device().make_safe();
    (void)refusal_of([&] { bench.device().trigger(); });
    bench.device().start(2);
    take_frames(bench.device(), 1);
}

TEMPLATE_TEST_CASE("a camera connected anew is as after construction", "", EVERY_CAMERA) {
    TestType bench;
    bench.device().configure(triggered(bench.device()));
    bench.device().start(2);
    bench.device().reconnect();
    (void)refusal_of([&] { bench.device().trigger(); });
    bench.device().configure(triggered(bench.device()));
    bench.device().start(2);
    take_frames(bench.device(), 2);
}

TEMPLATE_TEST_CASE("a camera whose link breaks is a device's fault, and runs again once it is back", "",
                   CAMERAS_WITH_A_LINK) {
    TestType bench;
    bench.device().configure(triggered(bench.device()));
    bench.device().start(2);
    bench.lose_link();
    Frame frame;
    try {
        for (int i = 0; i < 10; ++i) {
            bench.device().trigger();
            bench.device().next_frame(frame, std::chrono::milliseconds(200));
        }
        FAIL("frames came from a camera that is gone");
    } catch (const Error& error) {
        CHECK(error.kind() == ErrorKind::device);
        CHECK_THAT(error.what(), Contains("camera"));
    }
    bench.device().make_safe();
    bench.restore_link();
    bench.device().reconnect();
    bench.device().configure(triggered(bench.device()));
    bench.device().start(2);
    take_frames(bench.device(), 2);
}
