// SPDX-License-Identifier: GPL-3.0-or-later
// Against Aravis's own fake GigE Vision camera, over real UDP on loopback.
#include "tests/drivers/aravis/loopback_camera.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <memory>
#include <string>

#include <catch2/catch.hpp>

using namespace waferglow;
using namespace waferglow::drivers;
using namespace waferglow::test;
using Catch::Contains;

namespace {

/// What the camera says of a feature, or takes it to be ("GainAuto=Continuous"), by Aravis's own tool.
std::string control(const std::string& feature) {
    const std::string command =
        std::string("arv-tool-0.8 -n ") + FakeCamera::kName + " control " + feature + " 2>&1";
    const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
    std::string told;
    std::array<char, 256> part{};
    while (pipe && fgets(part.data(), part.size(), pipe.get()) != nullptr) told += part.data();
    return told;
}

}  // namespace

TEST_CASE("an automatic that was left on is switched off: it would change what the settings tell") {
    FakeCamera process;
    open_camera().reset();
    REQUIRE_THAT(control("GainAuto=Continuous"), Contains("Continuous"));
    open_camera().reset();
    CHECK_THAT(control("GainAuto"), Contains("Off"));
}

TEST_CASE("the fake camera is opened and tells who it is and what it can do") {
    REQUIRE(FakeCamera::installed());
    FakeCamera process;
    const auto camera = open_camera();
    CHECK(camera->identity().vendor == "Aravis");
    const CameraCapabilities can = camera->capabilities();
    CHECK(can.sensor_width_px == 2048);
    CHECK(can.sensor_height_px == 2048);
    CHECK(can.software_trigger);
    CHECK(std::find(can.pixel_formats.begin(), can.pixel_formats.end(), "Mono16") != can.pixel_formats.end());
    CHECK(std::find(can.pixel_formats.begin(), can.pixel_formats.end(), "RGB8") == can.pixel_formats.end());
}

TEST_CASE("settings are taken, and refused beyond the limits") {
    FakeCamera process;
    const auto camera = open_camera();
    CameraSettings wanted = small_and_fast();
    wanted.region = {64, 32, 256, 128};
    wanted.exposure_ms = 7.5;
    wanted.pixel_format = "Mono16";
    const CameraSettings taken = camera->configure(wanted);
    CHECK(taken.region == wanted.region);
    CHECK(taken.exposure_ms == Approx(7.5));
    CHECK(taken.pixel_format == "Mono16");
    CHECK(camera->settings() == taken);
    wanted.pixel_format = "Mono12p";
    CHECK_THROWS_WITH(camera->configure(wanted), Contains("pixel_format = Mono12p is not one of"));
    wanted = small_and_fast();
    wanted.exposure_ms = 1e9;
    CHECK_THROWS_WITH(camera->configure(wanted), Contains("exposure_ms = 1000000000"));
    wanted = small_and_fast();
    wanted.region = {2000, 0, 100, 100};
    CHECK_THROWS_WITH(camera->configure(wanted), Contains("does not fit the sensor of 2048 x 2048"));
    CHECK(camera->settings() == taken);
}

TEST_CASE("each software trigger gives one frame") {
    FakeCamera process;
    const auto camera = open_camera();
    CameraSettings settings = small_and_fast();
    settings.trigger = TriggerMode::software;
    camera->configure(settings);
    camera->start(4);
    Frame frame;
    for (std::uint64_t i = 0; i < 5; ++i) {
        camera->trigger();
        camera->wait_exposed(kLong);
        camera->next_frame(frame, kLong);
        CHECK(frame.id == i);
    }
    REQUIRE_THROWS_WITH(camera->next_frame(frame, std::chrono::milliseconds(1)),
                        Contains("no frame within 1 ms"));
}

TEST_CASE("a camera whose process is killed and started again is lost and found") {
    FakeCamera process;
    const auto camera = open_camera();
    camera->configure(small_and_fast());
    camera->start(8);
    Frame frame;
    camera->next_frame(frame, kLong);
    process.kill();
    REQUIRE_THROWS_WITH(
        [&] {
            for (int i = 0; i < 1000; ++i) camera->next_frame(frame, std::chrono::milliseconds(300));
        }(),
        Contains("aravis camera Aravis-Fake-GV50") && Contains("'next_frame'"));
    process.start();
    camera->reconnect();
    camera->configure(small_and_fast());
    camera->start(8);
    for (int i = 0; i < 10; ++i) camera->next_frame(frame, kLong);
    CHECK(camera->statistics().delivered == 10);
}

TEST_CASE("a camera that is not there is told with what to check") {
    AravisSettings settings = loopback();
    settings.camera = "No-Such-Camera";
    REQUIRE_THROWS_WITH(make_aravis_camera(settings), Contains("No-Such-Camera") && Contains("open"));
}

TEST_CASE("calls out of order are usage errors") {
    FakeCamera process;
    const auto camera = open_camera();
    Frame frame;
    CHECK_THROWS_WITH(camera->trigger(), Contains("before start"));
    CHECK_THROWS_WITH(camera->next_frame(frame, kLong), Contains("before start"));
    CHECK_NOTHROW(camera->stop());
    CHECK_NOTHROW(camera->make_safe());
}
