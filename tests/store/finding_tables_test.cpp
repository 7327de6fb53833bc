// SPDX-License-Identifier: GPL-3.0-or-later
// Findings of a kind with everything that a kind may have come back from the file as they were.
#include "libinspect/base/error.h"
#include "libinspect/store/internal/hdf5_nodes.h"
#include "libinspect/store/internal/new_file.h"
#include "libinspect/store/internal/wafer_layout.h"
#include "sample_wafer.h"

#include <array>
#include <cmath>
#include <limits>

#include <catch2/catch.hpp>
#include <hdf5.h>

using namespace waferglow;
using namespace waferglow::test;

namespace {

constexpr std::array<StoredField, 13> kFields{{
    {"row", FindingField::row_min, FindingType::int32},
    {"col", FindingField::col_min, FindingType::int32},
    {"class", FindingField::class_name, FindingType::text},
    {"x_um", FindingField::die_x_um, FindingType::float64, "um"},
    {"y_um", FindingField::die_y_um, FindingType::float64, "um"},
    {"wafer_x_um", FindingField::x_um, FindingType::float64, "um"},
    {"wafer_y_um", FindingField::y_um, FindingType::float64, "um"},
    {"width_um", FindingField::width_um, FindingType::float64, "um"},
    {"height_um", FindingField::height_um, FindingType::float64, "um"},
    {"score", FindingField::score, FindingType::float64},
    {"channel", FindingField::channel, FindingType::int32},
    {"contrast", FindingField::own_number, FindingType::float32},
    {"reason", FindingField::own_text, FindingType::text},
}};
constexpr FindingKind kScratches{.name = "scratches",
                                 .title = "Scratches",
                                 .in_bins = false,
                                 .classed_by_bin = false,
                                 .first_defect_class = 1000,
                                 .fields = kFields};

DieGrid grid() {
    return {.rows = 20,
            .cols = 30,
            .x0_um = -1000.0,
            .y0_um = 800.0,
            .pitch_x_um = 100.0,
            .pitch_y_um = 80.0,
            .die_width_um = 60.0,
            .die_height_um = 40.0};
}

/// One on the die in row 2, column 3, whose centre lies at (-700, 640), and one beside all dies.
FindingList scratches() {
    FindingList list{.kind = &kScratches, .findings = {}};
    list.classes = {"deep", "faint"};
    list.findings = {{.number = 1,
                      .code = 1,
                      .place = {-695.0, 630.0},
                      .extent = {.left = -700.0, .right = -690.0, .bottom = 628.0, .top = 632.0},
                      .score = 2.5,
                      .channel = 1,
                      .dies = 1,
                      .on = {2, 3, 3, 4}},
                     {.number = 2,
                      .code = 0,
                      .place = {5000.0, 0.0},
                      .extent = {.left = 4999.0, .right = 5001.0, .bottom = -3.0, .top = 3.0},
                      .score = 1.0}};
    list.columns = {{.name = "contrast", .numbers = {-0.25, 0.5}, .texts = {}},
                    {.name = "reason", .numbers = {}, .texts = {"dark line", "glint"}}};
    return list;
}

FindingList stored(const std::filesystem::path& path, const FindingList& list) {
    const hdf5::QuietErrors quiet;
    {
        hdf5::NewFile file(path, true, 1000);
        const hdf5::ArrayWriter arrays(file, 1);
        {
            const hdf5::Group group = hdf5::make_group(file.id(), kScratches.name, "NXcollection");
            hdf5::write_list(group.get(), arrays, list, grid());
        }
        file.commit();
    }
    const hdf5::File file(H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT));
    return hdf5::read_list(hdf5::open_group(file.get(), kScratches.name).get(), kScratches, grid());
}

}  // namespace

TEST_CASE("findings come back from their table as they were", "[store]") {
    const ScratchFolder folder;
    const FindingList list = scratches();
    const FindingList back = stored(folder / "f.h5", list);
    REQUIRE(back.findings.size() == 2);
    for (std::size_t i = 0; i < 2; ++i) {
        const Finding& was = list.findings[i];
        const Finding& is = back.findings[i];
        CHECK(is.number == was.number);
        CHECK(back.classes[static_cast<std::size_t>(is.code)] ==
              list.classes[static_cast<std::size_t>(was.code)]);
        CHECK(is.place == was.place);
        CHECK(is.width_um() == was.width_um());
        CHECK(is.height_um() == was.height_um());
        CHECK(is.score == was.score);
        CHECK(is.channel == was.channel);
        CHECK(is.dies == was.dies);
        CHECK(is.on == was.on);
    }
    REQUIRE(back.column("contrast") != nullptr);
    CHECK(back.column("contrast")->numbers == std::vector<double>{-0.25, 0.5});
    REQUIRE(back.column("reason") != nullptr);
    CHECK(back.column("reason")->texts == std::vector<std::string>{"dark line", "glint"});
}

TEST_CASE("the place in the die is told from the die's centre, and not at all beside the dies", "[store]") {
    const ScratchFolder folder;
    static_cast<void>(stored(folder / "f.h5", scratches()));
    const hdf5::File file(H5Fopen((folder / "f.h5").c_str(), H5F_ACC_RDONLY, H5P_DEFAULT));
    const hdf5::Group group = hdf5::open_group(file.get(), kScratches.name);
    const std::vector<double> x = hdf5::get_vector<double>(group.get(), "x_um");
    const std::vector<double> y = hdf5::get_vector<double>(group.get(), "y_um");
    CHECK(x[0] == Approx(5.0));
    CHECK(y[0] == Approx(-10.0));
    CHECK(std::isnan(x[1]));
    CHECK(std::isnan(y[1]));
}

TEST_CASE("a list of findings that does not fit together is not written", "[store]") {
    FindingList list = scratches();
    list.columns.front().numbers.pop_back();
    CHECK_THROWS_AS(check_list(list), Error);
    list = scratches();
    list.findings.front().code = 2;
    CHECK_THROWS_AS(check_list(list), Error);
    const ScratchFolder folder;
    WaferFile wafer = sample_wafer();
    wafer.findings.push_back(scratches());  // of a kind that the file has no place for
    CHECK_THROWS_AS(write_wafer_file(folder / "w.h5", wafer), Error);
}
