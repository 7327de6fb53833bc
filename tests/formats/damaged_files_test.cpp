// SPDX-License-Identifier: GPL-3.0-or-later
// Files cut at any length and with any bit flipped: an Error(input) or a right result, never a crash, never a
// print.
#include "libinspect/formats/el_table.h"
#include "libinspect/formats/image_io.h"
#include "libinspect/formats/recording.h"
#include "libinspect/formats/spectra_table.h"
#include "tests/formats/png_files.h"
#include "tests/formats/sample_recording.h"
#include "tests/formats/tiff_bytes.h"

#include <functional>
#include <random>

using namespace waferglow;
using namespace waferglow::test;

namespace {

struct Outcome {
    int read = 0;
    int refused = 0;
    std::string wrong;  // the first outcome that must not be
};

/// Reads `bytes` under the name `name` and notes what came of it.
void try_bytes(const TempFolder& folder, const char* name, const std::string& bytes,
               const std::function<void(const std::filesystem::path&)>& read, Outcome& outcome) {
    const std::filesystem::path path = folder.write(name, bytes);
    try {
        read(path);
        ++outcome.read;
    } catch (const Error& error) {
        ++outcome.refused;
        const bool told =
            error.kind() == ErrorKind::input && std::string(error.what()).find(name) != std::string::npos;
        if (!told && outcome.wrong.empty()) outcome.wrong = error.what();
    } catch (const std::exception& error) {
        if (outcome.wrong.empty()) outcome.wrong = std::string("no Error: ") + error.what();
    }
}

/// Cuts at every length (at most 400 of them, evenly spread).
Outcome cut(const TempFolder& folder, const char* name, const std::string& bytes,
            const std::function<void(const std::filesystem::path&)>& read) {
    Outcome outcome;
    const std::size_t step = std::max<std::size_t>(1, bytes.size() / 400);
    for (std::size_t length = 0; length < bytes.size(); length += step) {
        try_bytes(folder, name, bytes.substr(0, length), read, outcome);
    }
    return outcome;
}

/// Damages one to four random bytes at a time, a bit or the whole byte; seeded, so that it is the same in
/// every run.
Outcome damage(const TempFolder& folder, const char* name, const std::string& bytes, int times,
               const std::function<void(const std::filesystem::path&)>& read) {
    Outcome outcome;
    std::mt19937 random(20240607);  // NOLINT: a fixed seed is the point
    for (int i = 0; i < times; ++i) {
        std::string damaged = bytes;
        for (std::uint32_t k = 0; k <= random() % 4; ++k) {
            char& byte = damaged[random() % damaged.size()];
            byte = static_cast<char>(random() % 2 == 0 ? byte ^ (1 << (random() % 8))
                                                       : static_cast<int>(random() % 256));
        }
        try_bytes(folder, name, damaged, read, outcome);
    }
    return outcome;
}

void check_image(const char* name, const std::string& bytes, int times) {
    CAPTURE(name);
    const TempFolder folder;
    const Image::Pixels expected = read_image(folder.write(name, bytes)).image.pixels();
    const CapturedStderr captured;
    const Outcome cuts = cut(folder, name, bytes, [&](const std::filesystem::path& path) {
        if (read_image(path).image.pixels() != expected)
            throw std::logic_error("wrong pixels from a file cut short");
    });
    CHECK(cuts.wrong == "");
    CHECK(cuts.read <= 4);  // what follows the last directory of a TIFF may be missing
    const Outcome damages = damage(folder, name, bytes, times, [](const std::filesystem::path& path) {
        if (read_image(path).image.size_px() > 10'000'000)
            throw std::logic_error("memory for a size that can't be");
    });
    CHECK(damages.wrong == "");
    CHECK(damages.refused > 0);
    CHECK(captured.bytes() == 0);
}

}  // namespace

TEST_CASE("damaged TIFF files") {
    const TempFolder folder;
    for (const TiffCompression compression :
         {TiffCompression::none, TiffCompression::lzw, TiffCompression::deflate}) {
        write_tiff(folder / "tile.tif", test_image(40, 30, 16).view(), compression);
        check_image("tile.tif", content_of(folder / "tile.tif"), 1500);
    }
}

TEST_CASE("damage to a TIFF file that is little but directory") {
    check_image("small.tif", small_tiff().bytes(), 3000);
    check_image("small.tif", small_tiff(true).bytes(), 3000);
}

TEST_CASE("damaged PNG files") {
    const TempFolder folder;
    write_png(folder / "tile.png", test_image(40, 30, 16));
    check_image("tile.png", content_of(folder / "tile.png"), 1500);
}

TEST_CASE("damaged recording.toml") {
    const SampleRecording sample;
    const auto read = [](const std::filesystem::path& path) { static_cast<void>(read_recording(path)); };
    CHECK(cut(sample.folder, "recording.toml", kRecordingToml, read).wrong == "");
    const Outcome damages = damage(sample.folder, "recording.toml", kRecordingToml, 1500, read);
    CHECK(damages.wrong == "");
    CHECK(damages.refused > 0);
    CHECK(damages.read > 0);
}

TEST_CASE("damaged tiles.csv") {
    const SampleRecording sample;
    const auto read = [&](const std::filesystem::path&) {
        static_cast<void>(read_recording(sample.folder.path()));
    };
    CHECK(cut(sample.folder, "tiles.csv", kTilesCsv, read).wrong == "");
    CHECK(damage(sample.folder, "tiles.csv", kTilesCsv, 1500, read).wrong == "");
}

TEST_CASE("damaged el.csv") {
    const DieGrid grid{.rows = 9,
                       .cols = 9,
                       .x0_um = 0,
                       .y0_um = 0,
                       .pitch_x_um = 1,
                       .pitch_y_um = 1,
                       .die_width_um = 1,
                       .die_height_um = 1};
    const auto read = [&](const std::filesystem::path& path) {
        static_cast<void>(read_el_table(path, grid));
    };
    const std::string content =
        "row,col,el_intensity,ir_ua,pass\r\n0,0,0.9261,8.2e-05,1\r\n0,1,\"1.04\",,0\r\n1,1,,3,\r\n";
    const TempFolder folder;
    CHECK(cut(folder, "el.csv", content, read).wrong == "");
    CHECK(damage(folder, "el.csv", content, 3000, read).wrong == "");
}

TEST_CASE("damaged spectra.csv") {
    const auto read = [](const std::filesystem::path& path) {
        SpectraReader reader(path);
        SpectraBlock block;
        while (reader.next(block)) {
        }
    };
    const std::string content = "row,col,400.0,401.5,403\n0,16,49,45,47\n3,2,47,1e3,-5.5\n";
    const TempFolder folder;
    CHECK(cut(folder, "spectra.csv", content, read).wrong == "");
    CHECK(damage(folder, "spectra.csv", content, 3000, read).wrong == "");
}
