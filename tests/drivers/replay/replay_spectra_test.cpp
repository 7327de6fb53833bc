// SPDX-License-Identifier: GPL-3.0-or-later
// Spectra of a recording are read where and when they are asked for.
#include "drivers/replay/replay_spectrometer.h"
#include "libinspect/base/error.h"
#include "libinspect/formats/image_io.h"

#include <filesystem>
#include <fstream>

#include <unistd.h>

namespace waferglow::drivers {
namespace {

using Catch::Matchers::Contains;
namespace fs = std::filesystem;

/// A recording of one tile and `spectra`, the text of its spectra.csv.
class Folder {
  public:
    explicit Folder(const std::string& spectra)
        : path_(fs::temp_directory_path() / ("waferglow-replay-spectra-" + std::to_string(::getpid()))) {
        fs::remove_all(path_);
        fs::create_directories(path_ / "tiles");
        Recording recording;
        recording.folder = path_;
        recording.wafer = standard_wafer(2);
        recording.grid = {.rows = 2,
                          .cols = 2,
                          .x0_um = -50.0,
                          .y0_um = 50.0,
                          .pitch_x_um = 100.0,
                          .pitch_y_um = 100.0,
                          .die_width_um = 50.0,
                          .die_height_um = 50.0};
        recording.camera = {.pixel_um = 10.0, .width_px = 4, .height_px = 3};
        recording.channels = {{"pl", ChannelKind::pl, 30.0, 5.0}};
        write_tiff(path_ / "tiles/0.tif", Image(4, 3, 7).view(), TiffCompression::none);
        recording.tiles.push_back({0, "tiles/0.tif", 0, {0.0, 0.0}});
        std::ofstream(file(), std::ios::binary) << spectra;
        recording.spectra = "spectra.csv";
        write_recording(recording);
    }
    ~Folder() { fs::remove_all(path_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    [[nodiscard]] const fs::path& path() const { return path_; }
    [[nodiscard]] fs::path file() const { return path_ / "spectra.csv"; }

  private:
    fs::path path_;
};

struct Player {
    explicit Player(const Folder& folder) : bench(std::make_shared<ReplayBench>(folder.path())) {}
    std::vector<double> at(double x_um, double y_um) {
        bench->move_to({x_um, y_um});
        return spectrometer.acquire({});
    }
    std::shared_ptr<ReplayBench> bench;
    ReplaySpectrometer spectrometer{bench};
};

}  // namespace

TEST_CASE("spectra are found in any order, with either line end, blank lines and quotes between") {
    const Folder folder(
        "row,col,450,451.5\r\n1,1,11.25,12\r\n\r\n0,0,\"1\",2\r\n0,1, 3 ,4.0000000001\n1,0,5,6");
    Player player(folder);
    CHECK(player.spectrometer.wavelengths_nm() == std::vector<double>{450.0, 451.5});
    CHECK(player.at(-50.0, 50.0) == std::vector<double>{1.0, 2.0});
    CHECK(player.at(50.0, -50.0) == std::vector<double>{11.25, 12.0});
    CHECK(player.at(-50.0, -50.0) == std::vector<double>{5.0, 6.0});
    CHECK(player.at(50.0, 50.0) == std::vector<double>{3.0, 4.0});  // as a float, as `inspect` reads it
}

TEST_CASE("counts come from the file at the time, and a file cut short is a fault") {
    const Folder folder("row,col,450,451\n0,0,1,2\n1,1,3,4\n");
    Player player(folder);
    std::ofstream(folder.file()) << "row,col,450,451\n0,0,9,8\n";
    CHECK(player.at(-50.0, 50.0) == std::vector<double>{9.0, 8.0});
    CHECK_THROWS_WITH(player.at(50.0, -50.0), Contains("spectra.csv") && Contains("changed"));
}

TEST_CASE("a gzip'd file is played as it is") {
    // "row,col,450,451\n0,0,1,2\n" by gzip.
    constexpr unsigned char kPacked[] = {0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0x2b,
                                         0xca, 0x2f, 0xd7, 0x49, 0xce, 0xcf, 0xd1, 0x31, 0x31, 0x35, 0x00,
                                         0x62, 0x43, 0x2e, 0x03, 0x1d, 0x03, 0x1d, 0x43, 0x1d, 0x23, 0x2e,
                                         0x00, 0x12, 0x75, 0x57, 0x97, 0x18, 0x00, 0x00, 0x00};
    const std::string packed(reinterpret_cast<const char*>(kPacked), sizeof kPacked);
    SECTION("whole") {
        const Folder folder(packed);
        Player player(folder);
        CHECK(player.spectrometer.wavelengths_nm() == std::vector<double>{450.0, 451.0});
        CHECK(player.at(-50.0, 50.0) == std::vector<double>{1.0, 2.0});
        CHECK_THROWS_WITH(player.at(50.0, -50.0), Contains("no spectrum was taken"));
    }
    SECTION("cut off") {
        const Folder folder(packed.substr(0, packed.size() - 6));
        CHECK_THROWS_WITH(Player(folder), Contains("spectra.csv"));
    }
}

}  // namespace waferglow::drivers
