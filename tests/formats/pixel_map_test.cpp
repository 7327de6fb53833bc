// SPDX-License-Identifier: GPL-3.0-or-later
// A display module's pixels as one substrate of SEMI E142.
#include "libinspect/formats/e142.h"
#include "tests/formats/fab_maps.h"

#include <pugixml.hpp>

using namespace waferglow;
using namespace waferglow::test;
using Catch::Contains;

namespace {

Module small_panel() {
    Module module;
    module.id = "M-7 <left>";
    module.grid = {.rows = 2,
                   .cols = 3,
                   .x0_um = -60.0,
                   .y0_um = 25.0,
                   .pitch_x_um = 60.0,
                   .pitch_y_um = 50.0,
                   .die_width_um = 11.0,
                   .die_height_um = 40.0};
    module.sub_pixels = {{.name = "w", .width_um = 11.0, .height_um = 40.0}};
    return module;
}

std::vector<MapBin> bins_of_pixels() {
    return {{.code = "01", .name = "good", .pass = 1}, {.code = "02", .name = "dead", .pass = 0}};
}

}  // namespace

TEST_CASE("a pixel map written as E142 reads back with its bins", "[module]") {
    const TempFolder folder;
    const BinMap map = bin_map_of(small_panel(), {0, 0, 1, 0, kNoDieCell, 0}, bins_of_pixels());
    write_e142(folder / "m.xml", map);
    const std::vector<BinMap> read = read_e142(folder / "m.xml");
    REQUIRE(read.size() == 1);
    CHECK(read[0].wafer_id == "M-7 <left>");
    CHECK(read[0].rows == 2);
    CHECK(read[0].cols == 3);
    CHECK(row_codes(read[0], 0) == "01 01 02");
    CHECK(row_codes(read[0], 1) == "01 .. 01");
    CHECK(bin_of(read[0], "02").name == "dead");
    CHECK(bin_of(read[0], "02").pass == 0);
    CHECK(read[0].pitch_x_um == Approx(60.0));
    CHECK(read[0].pitch_y_um == Approx(50.0));
    CHECK(read[0].diameter_mm == 0.0);
}

TEST_CASE("a module is one panel in E142, as wide and as high as its pixels", "[module]") {
    const TempFolder folder;
    write_e142(folder / "m.xml", bin_map_of(small_panel(), {0, 0, 1, 0, 0, 0}, bins_of_pixels()));
    pugi::xml_document document;
    REQUIRE(document.load_file((folder / "m.xml").c_str()));
    const pugi::xml_node data = document.child("MapData");
    const pugi::xml_node top = data.child("Layouts").child("Layout");
    CHECK(std::string(top.attribute("LayoutId").value()) == "PanelLayout");
    CHECK(top.child("DeviceSize").attribute("X").as_string() == std::string("0.18"));
    CHECK(top.child("DeviceSize").attribute("Y").as_string() == std::string("0.1"));
    const pugi::xml_node substrate = data.child("Substrates").child("Substrate");
    CHECK(std::string(substrate.attribute("SubstrateType").value()) == "Panel");
    CHECK(substrate.child("GoodDevices").text().as_int() == 5);
    const pugi::xml_node written = data.child("SubstrateMaps").child("SubstrateMap");
    CHECK(std::string(written.attribute("SubstrateType").value()) == "Panel");
    CHECK(std::string(written.attribute("LayoutSpecifier").value()) == "PanelLayout/Devices");
}

TEST_CASE("bins that don't fit the pixels are refused", "[module]") {
    CHECK_THROWS_WITH(bin_map_of(small_panel(), {0, 0, 1}, bins_of_pixels()),
                      Contains("3 bins for 2 x 3 pixels"));
    CHECK_THROWS_WITH(bin_map_of(small_panel(), {0, 0, 1, 2, 0, 0}, bins_of_pixels()),
                      Contains("bin 2 of pixel 3 is none of 2"));
}
