// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/base/error.h"
#include "tests/drivers/simulated/test_tool.h"

#include <cmath>
#include <numeric>
#include <thread>

namespace waferglow::drivers {
namespace {

using Catch::Matchers::Contains;
constexpr std::chrono::milliseconds kTimeout{1000};

double mean_dn(const Image& image) {
    return std::accumulate(image.pixels().begin(), image.pixels().end(), 0.0) /
           static_cast<double>(image.size_px());
}

TEST_CASE("coming back to a position gives the same pixels") {
    SimulatedTool tool(small_settings());
    light_up(tool, 30.0);
    go(tool, 1000.0, 2000.0);
    const Image first = take(tool, 5.0);
    const Image again = take(tool, 5.0);
    CHECK(first.pixels() != again.pixels());  // noise is new as long as the stage stays
    go(tool, 0.0, 0.0);
    go(tool, 1000.0, 2000.0);
    CHECK(take(tool, 5.0).pixels() == first.pixels());
    CHECK(take(tool, 5.0).pixels() == again.pixels());
}

TEST_CASE("another tool of the same seed sees the same, whatever it did before") {
    SimulatedTool one(small_settings());
    light_up(one, 30.0);
    go(one, 1000.0, 2000.0);
    const Image expected = take(one, 5.0);

    SimulatedTool other(small_settings());
    go(other, -4000.0, 0.0);
    light_up(other, 1.0);
    (void)take(other, 20.0);
    go(other, 1000.0, 2000.0);
    (void)take(other, 20.0);  // of the weaker channel
    other.laser.switch_off();
    light_up(other, 30.0);
    CHECK(take(other, 5.0).pixels() == expected.pixels());

    SimulatedSettings settings = small_settings();
    settings.wafer.seed = 2;
    SimulatedTool third(settings);
    light_up(third, 30.0);
    go(third, 1000.0, 2000.0);
    CHECK(take(third, 5.0).pixels() != expected.pixels());
}

TEST_CASE("a die lies where stage, pose, rotation and scale of the camera put it") {
    SimulatedSettings settings = ideal_settings();
    settings.camera.rotation_rad = 5e-3;
    settings.camera.scale = 1.002;
    settings.wafer.scan.pose.offset_x_um = 13.0;
    SimulatedTool tool(settings);
    light_up(tool, 30.0);
    go(tool, 0.0, 0.0);
    const Image image = take(tool, 5.0);
    const DieGrid& grid = tool.bench->settings().wafer.grid;
    const DieIndex die{grid.nearest({300.0, -200.0})};
    const WaferPoint nominal = grid.center(die);
    // By hand: the camera is turned counter-clockwise, so the picture of the wafer turns clockwise.
    const double x_um = nominal.x + 13.0;
    const double right_um = std::cos(5e-3) * x_um + std::sin(5e-3) * nominal.y;
    const double up_um = -std::sin(5e-3) * x_um + std::cos(5e-3) * nominal.y;
    const double x_px = 79.5 + right_um / (10.0 * 1.002);
    const double y_px = 59.5 - up_um / (10.0 * 1.002);
    // Centre of light of the cell around it.
    double sum = 0.0;
    double sum_x = 0.0;
    double sum_y = 0.0;
    for (int y = static_cast<int>(std::lround(y_px)) - 6; y <= std::lround(y_px) + 6; ++y) {
        for (int x = static_cast<int>(std::lround(x_px)) - 8; x <= std::lround(x_px) + 8; ++x) {
            const double light = image.view().at(x, y) - 100.0;
            sum += light;
            sum_x += light * x;
            sum_y += light * y;
        }
    }
    CHECK(sum_x / sum == Approx(x_px).margin(0.05));
    CHECK(sum_y / sum == Approx(y_px).margin(0.05));
}

TEST_CASE("light follows exposure, and a shuttered camera sees its dark level") {
    SimulatedTool tool(ideal_settings());
    go(tool, 0.0, 0.0);
    CHECK(mean_dn(take(tool, 5.0)) == Approx(100.0).margin(0.1));
    light_up(tool, 30.0);
    const double one = mean_dn(take(tool, 2.0)) - 100.0;
    const double two = mean_dn(take(tool, 4.0)) - 100.0;
    CHECK(two / one == Approx(2.0).epsilon(0.005));
    // A nominal die gives the reference's 893 electrons in 5 ms; a die covers 120 x 80 of 200 x 150 um.
    CHECK(one == Approx(893.0 * 0.4 * 120.0 * 80.0 / (200.0 * 150.0)).epsilon(0.05));
}

TEST_CASE("a frame taken while the stage moves is smeared") {
    SimulatedTool tool(ideal_settings());
    light_up(tool, 30.0);
    const auto contrast = [](const Image& image) {
        double sum = 0.0;
        for (int x = 1; x < image.width(); ++x)
            sum += std::abs(image.view().at(x, 60) - image.view().at(x - 1, 60));
        return sum;
    };
    go(tool, 5000.0, 0.0);
    const double at_rest = contrast(take(tool, 5.0));
    tool.stage.start_move({{-5000.0, 0.0}, {}, {}});
    tool.bench->time().wait(std::chrono::milliseconds(90));
    CHECK(contrast(take(tool, 5.0)) < 0.6 * at_rest);
}

TEST_CASE("a move that begins before the exposure has ended smears the frame") {
    SimulatedTool tool(ideal_settings());
    light_up(tool, 30.0);
    go(tool, 0.0, 0.0);
    tool.camera.configure({.exposure_ms = 50.0});
    tool.camera.start(2);
    tool.camera.trigger();
    tool.stage.start_move({{5000.0, 0.0}, {}, {}});
    tool.camera.wait_exposed(kTimeout);
    Frame early;
    tool.camera.next_frame(early, kTimeout);
    tool.camera.stop();
    go(tool, 0.0, 0.0);
    CHECK(take(tool, 50.0).pixels() != early.image.pixels());
}

TEST_CASE("best focus is where the focus surface says") {
    SimulatedSettings settings = ideal_settings();
    settings.focus = {
        .z0_um = 20.0, .tilt_x_rad = 1e-3, .tilt_y_rad = 0.0, .bow_um = 0.0, .blur_px_per_um = 0.05};
    SimulatedTool tool(settings);
    light_up(tool, 30.0);
    const auto sharpness = [&](double z_um) {
        tool.stage.start_move({{10000.0, 0.0}, z_um, {}});
        tool.stage.wait_in_position({}, {});
        const Image image = take(tool, 5.0);
        double sum = 0.0;
        for (int x = 1; x < image.width(); ++x)
            sum += std::pow(image.view().at(x, 60) - image.view().at(x - 1, 60), 2.0);
        return sum;
    };
    go(tool, 10000.0, 0.0);
    const double best = sharpness(30.0);  // 20 um + 10 mm * 1e-3
    CHECK(best > 1.1 * sharpness(10.0));
    CHECK(best > 1.1 * sharpness(50.0));
}

TEST_CASE("triggers beyond the buffers are lost, counted, and leave a gap in the ids") {
    SimulatedTool tool(small_settings());
    tool.camera.configure({.exposure_ms = 1.0});
    tool.camera.start(2);
    for (int i = 0; i < 3; ++i) tool.camera.trigger();
    Frame frame;
    tool.camera.next_frame(frame, kTimeout);
    CHECK(frame.id == 0);
    tool.camera.next_frame(frame, kTimeout);
    CHECK(frame.id == 1);
    tool.camera.trigger();
    tool.camera.next_frame(frame, kTimeout);
    CHECK(frame.id == 3);
    CHECK(tool.camera.statistics().dropped == 1);
    CHECK(tool.camera.statistics().delivered == 3);
}

TEST_CASE("a stream that runs free drops what nobody fetches in time") {
    SimulatedTool tool(small_settings());
    tool.camera.configure({.exposure_ms = 10.0, .trigger = TriggerMode::free_running});
    tool.camera.start(3);
    Frame frame;
    tool.camera.next_frame(frame, kTimeout);
    CHECK(frame.id == 0);
    tool.bench->time().wait(std::chrono::milliseconds(1000));
    tool.camera.next_frame(frame, kTimeout);
    CHECK(frame.id > 90);
    CHECK(tool.camera.statistics().dropped == frame.id - 1);
}

TEST_CASE("a frame is fetched by another thread than triggers it") {
    SimulatedTool tool(small_settings());
    tool.camera.configure({.exposure_ms = 1.0});
    tool.camera.start(8);
    std::uint64_t ids = 0;
    std::thread fetcher([&] {
        Frame frame;
        for (int i = 0; i < 5; ++i) {
            tool.camera.next_frame(frame, std::chrono::seconds(30));
            ids += frame.id;
        }
    });
    for (int i = 0; i < 5; ++i) {
        tool.camera.trigger();
        tool.camera.wait_exposed(kTimeout);
    }
    fetcher.join();
    CHECK(ids == 0 + 1 + 2 + 3 + 4);
}

TEST_CASE("a region is a part of the whole frame") {
    SimulatedTool tool(small_settings());
    light_up(tool, 30.0);
    go(tool, 0.0, 0.0);
    const Image whole = take(tool, 5.0);
    go(tool, 0.0, 0.0);
    tool.camera.configure({.exposure_ms = 5.0, .region = {.x = 30, .y = 20, .width = 50, .height = 40}});
    tool.camera.start(1);
    tool.camera.trigger();
    Frame part;
    tool.camera.next_frame(part, kTimeout);
    REQUIRE(part.image.width() == 50);
    REQUIRE(part.image.height() == 40);
    CHECK(part.image.view().at(7, 9) == whole.view().at(37, 29));
}

TEST_CASE("repeated frames have their dies within a pixel of where rendered ones have them") {
    SimulatedSettings settings = ideal_settings();
    settings.render = RenderMode::repeated;
    SimulatedTool quick(settings);
    settings.render = RenderMode::exact;
    SimulatedTool exact(settings);
    for (const double x_um : {0.0, 37.0, 95.0, 4321.0}) {
        double difference = 0.0;
        double light = 0.0;
        Image images[2];
        SimulatedTool* tools[]{&quick, &exact};
        for (int i = 0; i < 2; ++i) {
            light_up(*tools[i], 30.0);
            go(*tools[i], x_um, 60.0);
            images[i] = take(*tools[i], 5.0);
        }
        for (std::size_t p = 0; p < images[0].size_px(); ++p) {
            difference += std::abs(images[0].pixels()[p] - images[1].pixels()[p]);
            light += images[1].pixels()[p] - 100.0;
        }
        // Half a pixel off moves at most half a column of a die of 12 pixels to either side, and half a row
        // of 8: (1/12 + 1/8) of its light; shot noise of both frames adds 4 %. Dies off by half a pitch: 2.
        CHECK(difference / light < 0.30);
    }
}

TEST_CASE("settings that the camera can't do are refused") {
    SimulatedTool tool(small_settings());
    CHECK_THROWS_WITH(tool.camera.configure({.exposure_ms = 1e6}), Contains("exposure_ms"));
    CHECK_THROWS_WITH(tool.camera.configure({.pixel_format = "Mono10"}), Contains("did you mean"));
    CHECK_THROWS_WITH(tool.camera.configure({.region = {.x = 100, .width = 100, .height = 10}}),
                      Contains("region"));
    tool.camera.start(1);
    CHECK_THROWS_WITH(tool.camera.configure({.exposure_ms = 1.0}), Contains("while its stream runs"));
}

}  // namespace
}  // namespace waferglow::drivers
