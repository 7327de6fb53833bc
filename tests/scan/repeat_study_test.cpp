// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/scan/repeat_study.h"

#include "libinspect/base/error.h"
#include "libinspect/store/wafer_file.h"

#include <cmath>
#include <filesystem>

#include <catch2/catch.hpp>

namespace {

using namespace waferglow;

constexpr std::uint8_t kGood = 1;
constexpr std::uint8_t kDead = 2;

/// A folder of wafer files of 4 x 5 dies, all good unless said otherwise, relative intensities 0.9 to 1.1.
class RepeatedScans {
  public:
    RepeatedScans() { std::filesystem::create_directories(folder_); }
    ~RepeatedScans() { std::filesystem::remove_all(folder_); }
    RepeatedScans(const RepeatedScans&) = delete;
    RepeatedScans& operator=(const RepeatedScans&) = delete;

    /// `light` of die (0, 0), one more DN each die; NaN: the file keeps no measured light. `images`: digests
    /// of the tiles.
    void add(double offset, int dead = 0, std::uint8_t good_code = kGood, float light = kNoData,
             const std::vector<std::uint64_t>& images = {}) {
        WaferFile file;
        Wafer wafer = standard_wafer(2);
        wafer.id = "repeated";
        const DieGrid grid{4, 5, -200.0, 150.0, 100.0, 100.0, 80.0, 60.0};
        file.map = DieMap(wafer, grid);
        file.channels = {{"pl", ChannelKind::pl, 30.0, 5.0}};
        Layer& layer = file.map.add("pl_rel", "", "pl relative");
        file.bins.assign(grid.cells(), good_code);
        for (std::size_t cell = 0; cell < grid.cells(); ++cell) {
            const bool is_dead = cell < static_cast<std::size_t>(dead);
            if (is_dead) file.bins[cell] = kDead;
            layer.values[cell] =
                is_dead ? 0.0F : static_cast<float>(0.9 + 0.01 * static_cast<double>(cell) + offset);
        }
        if (light == light) {
            Layer& measured = file.map.add("pl", "DN", "pl");
            for (std::size_t cell = 0; cell < grid.cells(); ++cell)
                measured.values[cell] = light + static_cast<float>(cell);
        }
        file.bin_table = {{good_code, "good", {0, 160, 0}, true, "healthy", 0},
                          {kDead, "dead", {200, 0, 0}, false, "no light", 0}};
        for (std::size_t i = 0; i < images.size(); ++i) {
            LedgerEntry& tile = file.ledger.emplace_back();
            tile.index = static_cast<std::int32_t>(i);
            tile.status = TileStatus::written;
            tile.pixels = images[i];
        }
        file.status = FileStatus::complete;
        files_.push_back(folder_ / (std::to_string(files_.size()) + ".h5"));
        write_wafer_file(files_.back(), file, {.threads = 1, .force = true});
    }

    [[nodiscard]] const std::vector<std::filesystem::path>& files() const { return files_; }

  private:
    std::filesystem::path folder_ = std::filesystem::temp_directory_path() / "waferglow-repeats";
    std::vector<std::filesystem::path> files_;
};

ErrorKind kind_of_failure(const std::vector<std::filesystem::path>& files, const RepeatOptions& options) {
    try {
        static_cast<void>(study_repeats(files, options));
    } catch (const Error& error) {
        return error.kind();
    }
    FAIL("no error");
    return ErrorKind::job;
}

}  // namespace

TEST_CASE("a shift between loads is reproducibility, one within them repeatability", "[repeats]") {
    RepeatedScans scans;
    for (const double offset : {0.0, 0.0, 0.02, 0.02}) scans.add(offset);
    const RepeatStudy by_load = study_repeats(scans.files(), {.loads = 2, .layers = {}});
    REQUIRE(by_load.layers.size() == 1);
    CHECK(by_load.layers[0].layer == "pl_rel");
    CHECK(by_load.dies == 20);
    // Two loads 0.02 apart: variance 0.02^2 / 2.
    CHECK(by_load.layers[0].gauge.reproducibility == Approx(0.02 / std::sqrt(2.0)).epsilon(1e-3));
    CHECK(by_load.layers[0].gauge.repeatability == Approx(0.0).margin(1e-6));
    // Taken as one load, the same four: sum of squares 4 * 0.01^2 on 3 degrees of freedom.
    const RepeatStudy together = study_repeats(scans.files(), {.loads = 1, .layers = {}});
    CHECK(together.layers[0].gauge.repeatability == Approx(std::sqrt(4e-4 / 3.0)).epsilon(1e-3));
    CHECK(together.layers[0].gauge.reproducibility == 0.0);
}

TEST_CASE("dead dies do not flatter the gauge, and are the same bin under any code", "[repeats]") {
    RepeatedScans scans;
    scans.add(0.0, 5);
    scans.add(0.01, 4, 7);
    const RepeatStudy passed = study_repeats(scans.files(), {});
    CHECK(passed.dies == 15);
    CHECK(passed.bins.dies == 20);
    CHECK(passed.bins.all_same == 19);
    CHECK(passed.verdicts.flip_rate == Approx(1.0 / 20.0));
    const RepeatStudy all = study_repeats(scans.files(), {.layers = {}, .passed_only = false});
    CHECK(all.dies == 20);
    CHECK(all.layers[0].gauge.part_variation > 3.0 * passed.layers[0].gauge.part_variation);
}

TEST_CASE("a study that can't be made says so", "[repeats]") {
    RepeatedScans scans;
    scans.add(0.0);
    CHECK(kind_of_failure(scans.files(), {}) == ErrorKind::usage);
    scans.add(0.0);
    scans.add(0.0);
    CHECK(kind_of_failure(scans.files(), {.loads = 2, .layers = {}}) == ErrorKind::usage);
    CHECK(kind_of_failure(scans.files(), {.layers = {"no_such_layer"}}) == ErrorKind::usage);
}

TEST_CASE("one file given twice, by whatever name, is no repetition", "[repeats]") {
    RepeatedScans scans;
    scans.add(0.0, 0, kGood, 100.25F);
    const std::filesystem::path file = scans.files().front();
    const std::filesystem::path folder = file.parent_path();
    std::filesystem::create_symlink(file, folder / "symbolic.h5");
    std::filesystem::create_hard_link(file, folder / "hard.h5");
    for (const std::filesystem::path& again :
         {file, folder / "." / file.filename(), folder / "symbolic.h5", folder / "hard.h5"}) {
        INFO(again);
        CHECK(kind_of_failure({file, again}, {.layers = {}}) == ErrorKind::usage);
    }
}

TEST_CASE("a copy is no repetition, nor is one measurement judged twice", "[repeats]") {
    RepeatedScans scans;
    scans.add(0.0, 0, kGood, 100.25F);
    scans.add(0.01, 0, kGood, 103.75F);
    scans.add(0.02, 3, kGood, 100.25F);  // other verdicts and relative light
    const std::filesystem::path first = scans.files()[0];
    const std::filesystem::path copy = first.parent_path() / "copy.h5";
    std::filesystem::copy_file(first, copy);
    try {
        static_cast<void>(study_repeats(std::vector{first, scans.files()[1], copy}, {.layers = {}}));
        FAIL("a copy was taken for a scan");
    } catch (const Error& error) {
        CHECK(error.kind() == ErrorKind::input);
        CHECK_THAT(error.what(), Catch::Contains(first.string()) && Catch::Contains(copy.string()));
    }
    CHECK(kind_of_failure({first, scans.files()[2]}, {.layers = {}}) == ErrorKind::input);
    CHECK(study_repeats(std::vector{first, scans.files()[1]}, {.layers = {}}).dies == 20);
}

TEST_CASE("the images of one scan measured with two settings are no repetition", "[repeats]") {
    RepeatedScans scans;
    scans.add(0.0, 0, kGood, 100.25F, {1, 2, 3, 4});
    scans.add(0.01, 0, kGood, 90.25F, {1, 2, 3, 9});  // one tile was lost and taken once more
    CHECK(kind_of_failure(scans.files(), {.layers = {}}) == ErrorKind::input);
    RepeatedScans others;
    others.add(0.0, 0, kGood, 100.25F, {1, 2, 3, 4});
    others.add(0.01, 0, kGood, 90.25F, {1, 5, 6, 7});  // frames without a die may be alike
    CHECK_NOTHROW(study_repeats(others.files(), {}));
}
