// SPDX-License-Identifier: GPL-3.0-or-later
// Simulated recordings as files: the project's own reader takes them and finds the same content.
#include "samples/recording_files.h"

#include "drivers/simulated/physics/presets.h"
#include "libinspect/base/error.h"
#include "libinspect/base/parallel.h"
#include "libinspect/formats/el_table.h"
#include "libinspect/formats/recording.h"
#include "libinspect/formats/spectra_table.h"

#include <cmath>
#include <fstream>
#include <iterator>
#include <string>

#include <unistd.h>

namespace {

namespace fs = std::filesystem;
using waferglow::samples::write_recording_files;
using waferglow::simulated::RecordingSettings;
using waferglow::simulated::SimulatedRecording;

/// A folder of its own, removed at the end.
class TemporaryFolder {
  public:
    TemporaryFolder() {
        std::string pattern = (fs::temp_directory_path() / "waferglow-samples-XXXXXX").string();
        if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
        path_ = pattern;
    }
    ~TemporaryFolder() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    [[nodiscard]] fs::path operator/(const char* name) const { return path_ / name; }

  private:
    fs::path path_;
};

RecordingSettings quick() {
    RecordingSettings settings = waferglow::simulated::preset("example");
    settings.grid.rows = 21;
    settings.grid.cols = 17;
    settings.camera.width_px = 160;
    settings.camera.height_px = 120;
    return settings;
}

std::string bytes_of(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// A tag of one 16-bit number in the first directory of a little-endian TIFF; 0 where there is none.
unsigned tiff_tag(const fs::path& path, unsigned tag) {
    const std::string bytes = bytes_of(path);
    const auto number = [&bytes](std::size_t at, int size) {
        unsigned value = 0;
        for (int i = size; i-- > 0;)
            value = value << 8U | static_cast<unsigned char>(bytes.at(at + static_cast<std::size_t>(i)));
        return value;
    };
    const std::size_t directory = number(4, 4);
    for (unsigned i = 0; i < number(directory, 2); ++i) {
        const std::size_t entry = directory + 2 + std::size_t{12} * i;
        if (number(entry, 2) == tag) return number(entry + 8, 2);
    }
    return 0;
}

}  // namespace

TEST_CASE("a written recording reads back as what was simulated", "[samples]") {
    const TemporaryFolder folder;
    const SimulatedRecording simulated(quick());
    write_recording_files(simulated, folder / "r");
    const waferglow::Recording read = waferglow::read_recording(folder / "r");
    CHECK(read.wafer == simulated.settings().wafer);
    CHECK(read.grid == simulated.settings().grid);
    CHECK(read.camera == simulated.settings().camera);
    REQUIRE(read.channels.size() == 2);
    CHECK(read.channels[1] == simulated.settings().channels[1].channel);
    REQUIRE(read.tiles.size() == simulated.tiles().size());
    for (std::size_t i = 0; i < read.tiles.size(); ++i) {
        CHECK(read.tiles[i].position == simulated.tiles()[i].reported);
        CHECK(read.tiles[i].channel == simulated.tiles()[i].channel);
        CHECK(waferglow::read_tile(read, read.tiles[i]).pixels() == simulated.make_tile(i).pixels());
    }
    CHECK(waferglow::read_dark(read)->pixels() == simulated.dark_frame()->pixels());
    CHECK(waferglow::read_flat(read)->pixels() == simulated.flat_frame()->pixels());
}

TEST_CASE("images are packed by deflate, which readers without codecs of their own can unpack", "[samples]") {
    // TIFF 6.0: tag 259 is the compression; 8 is deflate, 5 is LZW.
    const TemporaryFolder folder;
    write_recording_files(SimulatedRecording(quick()), folder / "r");
    for (const char* name : {"r/tiles/000000.tif", "r/dark.tif", "r/flat.tif"}) {
        INFO(name);
        CHECK(tiff_tag(folder / name, 259) == 8);
    }
}

TEST_CASE("el.csv holds every existing die once", "[samples]") {
    const TemporaryFolder folder;
    const SimulatedRecording simulated(quick());
    write_recording_files(simulated, folder / "r");
    const waferglow::ElTable el =
        waferglow::read_el_table(folder / "r" / "el.csv", simulated.settings().grid);
    REQUIRE(static_cast<std::int64_t>(el.size()) == simulated.presence().count());
    CHECK(el.outside_grid == 0);
    for (std::size_t i = 0; i < el.size(); ++i) {
        const auto expected = simulated.el({el.row[i], el.col[i]});
        CHECK(static_cast<double>(el.el_intensity[i]) == Approx(expected.intensity).margin(6e-5));
        CHECK(static_cast<double>(el.wavelength_nm[i]) == Approx(expected.wavelength_nm).margin(6e-4));
        CHECK(el.pass[i] == (expected.pass ? 1 : 0));
    }
}

TEST_CASE("spectra.csv holds the chosen dies", "[samples]") {
    const TemporaryFolder folder;
    const SimulatedRecording simulated(quick());
    write_recording_files(simulated, folder / "r");
    waferglow::SpectraReader reader(folder / "r" / "spectra.csv");
    CHECK(reader.pixels() == 256);
    waferglow::SpectraBlock block;
    std::size_t spectra = 0;
    while (reader.next(block)) {
        for (std::size_t i = 0; i < block.dies.size(); ++i, ++spectra) {
            REQUIRE(simulated.has_spectrum(block.dies[i]));
            const auto expected = simulated.spectrum(block.dies[i]);
            REQUIRE(static_cast<double>(block.counts[i * 256 + 100]) == expected[100]);
        }
    }
    CHECK(spectra > 50);
}

TEST_CASE("optional files are absent when not asked for", "[samples]") {
    const TemporaryFolder folder;
    RecordingSettings settings = quick();
    settings.dark_frames = settings.flat_frames = 0;
    settings.el.enabled = false;
    settings.spectra.share = 0.0;
    write_recording_files(SimulatedRecording(settings), folder / "r", {.truth = false, .on_tile = {}});
    const waferglow::Recording read = waferglow::read_recording(folder / "r");
    CHECK_FALSE(read.dark);
    CHECK_FALSE(read.flat);
    CHECK_FALSE(read.el);
    CHECK_FALSE(read.spectra);
    CHECK_FALSE(fs::exists(folder / "r" / "truth.csv"));
}

TEST_CASE("the same settings give the same bytes on any number of threads", "[samples]") {
    const TemporaryFolder folder;
    {
        const waferglow::ThreadLimit limit(1);
        write_recording_files(SimulatedRecording(quick()), folder / "one");
    }
    {
        const waferglow::ThreadLimit limit(4);
        write_recording_files(SimulatedRecording(quick()), folder / "four");
    }
    int files = 0;
    for (const auto& entry : fs::recursive_directory_iterator(folder / "one")) {
        if (!entry.is_regular_file()) continue;
        const fs::path other = folder / "four" / fs::relative(entry.path(), folder / "one");
        INFO(entry.path());
        CHECK(bytes_of(entry.path()) == bytes_of(other));
        ++files;
    }
    CHECK(files > 10);
}

TEST_CASE("progress is told tile by tile", "[samples]") {
    const TemporaryFolder folder;
    const SimulatedRecording simulated(quick());
    std::size_t calls = 0;
    std::size_t last = 0;
    write_recording_files(simulated, folder / "r",
                          {.truth = true, .on_tile = [&](std::size_t done, std::size_t total) {
                               CHECK(total == simulated.tiles().size());
                               last = done;
                               ++calls;
                           }});
    CHECK(calls == simulated.tiles().size());
    CHECK(last == simulated.tiles().size());
}

TEST_CASE("a folder that holds a recording is not overwritten", "[samples]") {
    const TemporaryFolder folder;
    const SimulatedRecording simulated(quick());
    write_recording_files(simulated, folder / "r");
    try {
        write_recording_files(simulated, folder / "r");
        FAIL("nothing was thrown");
    } catch (const waferglow::Error& error) {
        CHECK(error.kind() == waferglow::ErrorKind::usage);
    }
}

TEST_CASE("a folder that can't be made is the job's failure", "[samples]") {
    const TemporaryFolder folder;
    std::ofstream(folder / "file") << "in the way";
    try {
        write_recording_files(SimulatedRecording(quick()), folder / "file" / "r");
        FAIL("nothing was thrown");
    } catch (const waferglow::Error& error) {
        CHECK(error.kind() == waferglow::ErrorKind::job);
    }
}
