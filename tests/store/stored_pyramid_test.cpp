// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/store/stored_pyramid.h"

#include "libinspect/store/verify.h"
#include "libinspect/store/wafer_file.h"
#include "sample_wafer.h"

#include <cmath>

#include <catch2/catch.hpp>
#include <hdf5.h>

using namespace waferglow;
using namespace waferglow::test;

namespace {

/// 1003 x 1001 dies: above the limit, and no multiple of a cell.
WaferFile large_wafer() {
    Wafer wafer;
    wafer.id = "L1";
    wafer.diameter_mm = 100.0;
    WaferFile file;
    file.map = DieMap(wafer, DieGrid{1003, 1001, -50'000.0, 50'100.0, 100.0, 100.0, 80.0, 80.0});
    std::vector<float>& values = file.map.add("pl", "DN", "light").values;
    file.bins.assign(values.size(), kNoBinCode);
    for (std::int32_t row = 0; row < 1003; ++row) {
        for (const ColumnSpan& span : file.map.presence().runs(row)) {
            for (std::int32_t col = span.begin; col < span.end; ++col) {
                const std::size_t cell = file.map.grid().cell({row, col});
                values[cell] = 100.0F;
                file.bins[cell] = 1;
            }
        }
    }
    file.bin_table = {{1, "good", {}, true, "", 0}, {2, "dead", {}, false, "", 0}};
    file.status = FileStatus::complete;
    return file;
}

constexpr DieIndex kDark{507, 322};

std::size_t cell_of(const ValueLevel& level, DieIndex die) {
    return static_cast<std::size_t>(die.row / level.factor) * static_cast<std::size_t>(level.cols) +
           static_cast<std::size_t>(die.col / level.factor);
}

}  // namespace

TEST_CASE("the pyramid of a large layer keeps its one dark die", "[store]") {
    const ScratchFolder folder;
    WaferFile file = large_wafer();
    file.map.find("pl")->values[file.map.grid().cell(kDark)] = 3.0F;
    write_wafer_file(folder / "w.h5", file);
    const auto stored = read_pyramid(folder / "w.h5", "pl");
    REQUIRE(stored);
    CHECK(stored->level.factor == kStoredFactor);
    CHECK(stored->level.rows == 126);
    CHECK(stored->level.cols == 126);
    const std::size_t cell = cell_of(stored->level, kDark);
    CHECK(stored->level.low[cell] == 3.0F);
    CHECK(stored->level.high[cell] == 100.0F);
    CHECK(stored->level.mean[cell] == Approx((63.0 * 100.0 + 3.0) / 64.0));
    CHECK(std::isnan(stored->level.low[0]));  // a corner of the grid, off the wafer
    CHECK(stored->sample.size() > 10'000);
    CHECK(stored->sample.back() == 100.0F);
    CHECK(verify_wafer_file(folder / "w.h5").empty());
}

TEST_CASE("the pyramid of bins shows a failing die among passing ones", "[store]") {
    const ScratchFolder folder;
    WaferFile file = large_wafer();
    file.bins[file.map.grid().cell(kDark)] = 2;
    write_wafer_file(folder / "w.h5", file);
    const auto level = read_bin_pyramid(folder / "w.h5");
    REQUIRE(level);
    std::int64_t failing = 0;
    for (const std::uint8_t code : level->rank) failing += code == 2 ? 1 : 0;
    CHECK(failing == 1);
    CHECK(level->rank[static_cast<std::size_t>(kDark.row / 8 * level->cols + kDark.col / 8)] == 2);
    CHECK(level->rank.front() == kNoBinCode);
}

TEST_CASE("an update keeps the pyramids of layers that stay and makes those of layers that change",
          "[store]") {
    const ScratchFolder folder;
    WaferFile file = large_wafer();
    const std::vector<float> values = file.map.at("pl").values;
    file.map.add("other", "", "other").values = values;
    write_wafer_file(folder / "w.h5", file);
    Layer changed = file.map.at("other");
    changed.values[file.map.grid().cell(kDark)] = 7.0F;
    write_wafer_file(folder / "before.h5", file);
    WaferUpdate update;
    update.layers = {&changed};
    update_wafer_file(folder / "w.h5", update);
    CHECK(read_pyramid(folder / "w.h5", "pl")->level.mean[5000] ==
          read_pyramid(folder / "before.h5", "pl")->level.mean[5000]);
    const auto stored = read_pyramid(folder / "w.h5", "other");
    REQUIRE(stored);
    CHECK(stored->level.low[cell_of(stored->level, kDark)] == 7.0F);
}

TEST_CASE("small wafers have no pyramid, and files without one are read", "[store]") {
    const ScratchFolder folder;
    write_wafer_file(folder / "small.h5", sample_wafer());
    CHECK_FALSE(read_pyramid(folder / "small.h5", "pl_high"));
    CHECK_FALSE(read_bin_pyramid(folder / "small.h5"));

    write_wafer_file(folder / "old.h5", large_wafer());
    const hid_t file = H5Fopen((folder / "old.h5").c_str(), H5F_ACC_RDWR, H5P_DEFAULT);
    H5Ldelete(file, "/entry/pyramid", H5P_DEFAULT);
    H5Fclose(file);
    CHECK_FALSE(read_pyramid(folder / "old.h5", "pl"));
    CHECK(read_layer(folder / "old.h5", "pl").values.size() == 1003U * 1001U);
}
