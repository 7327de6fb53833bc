// SPDX-License-Identifier: GPL-3.0-or-later
// What a channel can't be called: a layer of it would take the place of another layer.
#include "libinspect/map/channel_layers.h"
#include "libinspect/map/derived_layers.h"
#include "tests/formats/support.h"

#include <set>

#include <catch2/catch.hpp>

using namespace waferglow;
using Catch::Contains;

namespace {

std::string fault_beside(const std::string& name, const std::string& other) {
    const std::vector<Channel> others{{.name = other}};
    return channel_name_fault(name, others);
}

}  // namespace

TEST_CASE("usual names of channels are free", "[map]") {
    const std::vector<Channel> channels{
        {.name = "pl_high"}, {.name = "pl_low"}, {.name = "pl"}, {.name = "_2"}};
    CHECK_NOTHROW(check_channel_names(channels));
}

TEST_CASE("a channel can't have the name of a derived layer", "[map]") {
    for (const DerivedLayer& layer : kDerivedLayers) {
        CHECK_THAT(channel_name_fault(layer.name, {}), Contains(layer.name) &&
                                                           Contains("a layer that is worked out") &&
                                                           Contains("another name"));
    }
    // Issue examples; spelt out so that the table can't lose them.
    for (const char* name :
         {"pl_slope", "leak_share", "shunt_ohm", "peak_wavelength_nm", "el_fail_probability"})
        CHECK_FALSE(channel_name_fault(name, {}).empty());
}

TEST_CASE("a channel can't have the name of a column of every table", "[map]") {
    for (const char* column : {"row", "col", "x_um", "y_um", "measured", "bin", "pass"})
        CHECK_THAT(channel_name_fault(column, {}), Contains("column of every table"));
}

TEST_CASE("two channels can't share a layer, whichever comes first", "[map]") {
    for (const char* suffix :
         {"_rel", "_background", "_noise", "_nonuniformity", "_saturated_px", "_hot_px"}) {
        const std::string longer = std::string("pl") + suffix;
        CHECK_THAT(fault_beside(longer, "pl"), Contains("both would have a layer '" + longer + "'"));
        CHECK_THAT(fault_beside("pl", longer), Contains("both would have a layer '" + longer + "'"));
        CHECK(fault_beside(longer, "lp").empty());
    }
    CHECK_THAT(fault_beside("pl", "pl"), Contains("names another channel already"));
}

TEST_CASE("a name is letters, digits and underscores", "[map]") {
    for (const char* name : {"", "1st", "pl high", "pl/high", "pl-high", "a,b", "h\u00f6chst"})
        CHECK_THAT(channel_name_fault(name, {}), Contains("letters, digits and '_'"));
}

TEST_CASE("the first channel that can't be called so is refused as input", "[map]") {
    const std::vector<Channel> channels{{.name = "pl"}, {.name = "pl_noise"}, {.name = "bin"}};
    CHECK_THAT(test::input_error([&] { check_channel_names(channels); }), Contains("'pl_noise'"));
}

TEST_CASE("all layers that are measured of a channel are among its names", "[map]") {
    const Channel channel{.name = "x"};
    DieMap map(standard_wafer(2), {.rows = 1,
                                   .cols = 1,
                                   .pitch_x_um = 2.0,
                                   .pitch_y_um = 2.0,
                                   .die_width_um = 1.0,
                                   .die_height_um = 1.0});
    add_channel_layers(map, {channel});
    const std::vector<std::string> names = layer_names(channel);
    CHECK(std::set(names.begin(), names.end()).size() == names.size());
    CHECK(std::ranges::count(names, "x_rel") == 1);
    CHECK(std::ranges::count(names, "x_appearance_score") == 1);  // of a second channel of reflected light
    for (const Layer& layer : map.layers()) CHECK(std::ranges::find(names, layer.name) != names.end());
}

TEST_CASE("derived layers are added with the table's unit, and others not at all", "[map]") {
    DieMap map(standard_wafer(2), {.rows = 1,
                                   .cols = 1,
                                   .pitch_x_um = 2.0,
                                   .pitch_y_um = 2.0,
                                   .die_width_um = 1.0,
                                   .die_height_um = 1.0});
    CHECK(add_derived(map, kShuntLayer).unit == "ohm");
    CHECK_THAT(test::error_of(ErrorKind::usage, [&] { static_cast<void>(add_derived(map, "shunt")); }),
               Contains("'shunt'"));
}
