// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/replay/replay.h"

#include "libinspect/base/error.h"
#include "libinspect/formats/image_io.h"

#include <filesystem>

#include <unistd.h>

namespace waferglow::drivers {
namespace {

using Catch::Matchers::Contains;
namespace fs = std::filesystem;
constexpr std::chrono::milliseconds kTimeout{1000};

/// Two tiles in two channels each, and a dark frame; pixel values tell which is which.
class Folder {
  public:
    Folder() : path_(fs::temp_directory_path() / ("waferglow-replay-" + std::to_string(::getpid()))) {
        fs::remove_all(path_);
        fs::create_directories(path_ / "tiles");
        Recording recording;
        recording.folder = path_;
        recording.wafer = standard_wafer(2);
        recording.wafer.id = "REPLAY";
        recording.grid = {.rows = 1,
                          .cols = 1,
                          .pitch_x_um = 100.0,
                          .pitch_y_um = 100.0,
                          .die_width_um = 50.0,
                          .die_height_um = 50.0};
        recording.camera = {.pixel_um = 10.0, .width_px = 4, .height_px = 3};
        recording.channels = {{"pl_high", ChannelKind::pl, 30.0, 5.0},
                              {"pl_low", ChannelKind::pl, 1.0, 20.0}};
        int index = 0;
        for (const double x_um : {0.0, 40.0}) {
            for (const int channel : {0, 1}) {
                const fs::path file = fs::path("tiles") / (std::to_string(index) + ".tif");
                write(file, static_cast<std::uint16_t>(100 + index));
                recording.tiles.push_back({index, file, channel, {x_um, 7.0}});
                ++index;
            }
        }
        recording.dark = "dark.tif";
        write("dark.tif", 55);
        write_recording(recording);
    }
    ~Folder() { fs::remove_all(path_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    [[nodiscard]] const fs::path& path() const { return path_; }

  private:
    void write(const fs::path& file, std::uint16_t value) const {
        write_tiff(path_ / file, Image(4, 3, value).view(), TiffCompression::none);
    }
    fs::path path_;
};

struct Player {
    explicit Player(const fs::path& folder)
        : bench(std::make_shared<ReplayBench>(folder)),
          stage(bench),
          camera(bench),
          laser(ReplayLightKind::laser, bench) {}

    int value_at(double x_um, double y_um, double exposure_ms) {
        stage.start_move({{x_um, y_um}, {}, {}});
        stage.wait_in_position({}, {});
        CameraSettings settings;
        settings.exposure_ms = exposure_ms;
        camera.stop();
        camera.configure(settings);
        camera.start(2);
        camera.trigger();
        camera.wait_exposed(kTimeout);
        Frame frame;
        camera.next_frame(frame, kTimeout);
        return frame.image.row(0)[0];
    }

    std::shared_ptr<ReplayBench> bench;
    ReplayStage stage;
    ReplayCamera camera;
    ReplayLight laser;
};

TEST_CASE("position, light and exposure choose the recorded tile") {
    const Folder folder;
    Player player(folder.path());
    player.laser.set_power_mw(30e3);
    player.laser.switch_on();
    CHECK(player.value_at(0.0, 7.0, 5.0) == 100);
    CHECK(player.value_at(40.0, 7.0, 5.0) == 102);
    player.laser.set_power_mw(1e3);
    CHECK(player.value_at(40.0, 7.0, 20.0) == 103);
    CHECK(player.value_at(0.0, 7.0, 20.0) == 101);
}

TEST_CASE("without light there is the dark frame") {
    const Folder folder;
    Player player(folder.path());
    CHECK(player.value_at(0.0, 7.0, 5.0) == 55);
}

TEST_CASE("what was not recorded is a fault that tells what was") {
    const Folder folder;
    Player player(folder.path());
    player.laser.set_power_mw(30e3);
    player.laser.switch_on();
    CHECK_THROWS_WITH(player.value_at(20.0, 7.0, 5.0), Contains("20.0 um away"));
    CHECK_THROWS_WITH(player.value_at(0.0, 7.0, 20.0), Contains("no channel") && Contains("pl_low"));
    player.laser.set_power_mw(10e3);
    CHECK_THROWS_WITH(player.value_at(0.0, 7.0, 5.0), Contains("10 W/cm2"));
}

TEST_CASE("a replay camera gives whole frames with its own pixels only") {
    const Folder folder;
    Player player(folder.path());
    CameraSettings settings;
    settings.gain = 2.0;
    CHECK_THROWS_AS(player.camera.configure(settings), Error);
    settings = {};
    settings.region = {0, 0, 2, 2};
    CHECK_THROWS_AS(player.camera.configure(settings), Error);
    Frame frame;
    CHECK_THROWS_WITH(player.camera.next_frame(frame, kTimeout), Contains("no stream runs"));
}

}  // namespace
}  // namespace waferglow::drivers
