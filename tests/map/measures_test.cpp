// SPDX-License-Identifier: GPL-3.0-or-later
// What the measures declare becomes the layers of a channel.
#include "libinspect/map/measures.h"

#include "libinspect/map/channel_layers.h"

#include <algorithm>
#include <set>
#include <string>

#include <catch2/catch.hpp>

using namespace waferglow;

TEST_CASE("the planes of a channel begin with those of intensity, by which code finds them", "[map]") {
    const Channel channel{.name = "p", .kind = ChannelKind::pl};
    const std::vector<PlaneInfo> planes = planes_of(channel);
    REQUIRE(planes.size() >= kQuantities);
    for (std::size_t q = 0; q < kQuantities; ++q)
        CHECK("p" + std::string(planes[q].suffix) == layer_name(channel, static_cast<Quantity>(q)));
}

TEST_CASE("every plane of a measured channel becomes a layer with its unit and title", "[map]") {
    const Channel channel{.name = "p", .kind = ChannelKind::reflected};
    Wafer wafer = standard_wafer(2);
    DieMap map(wafer, {.rows = 3,
                       .cols = 3,
                       .x0_um = -100.0,
                       .y0_um = 100.0,
                       .pitch_x_um = 100.0,
                       .pitch_y_um = 100.0,
                       .die_width_um = 50.0,
                       .die_height_um = 50.0});
    add_channel_layers(map, {channel});
    const std::vector<std::string> names = measured_layers(channel);
    const std::vector<PlaneInfo> planes = planes_of(channel);
    REQUIRE(map.layers().size() == names.size());
    for (std::size_t i = 0; i < names.size(); ++i) {
        CHECK(map.layers()[i].name == names[i]);
        CHECK(map.layers()[i].unit == planes[i].unit);
        CHECK(map.layers()[i].title == "p " + std::string(planes[i].title));
    }
    CHECK(std::set<std::string>(names.begin(), names.end()).size() == names.size());
}

TEST_CASE("nothing is measured in channels of kinds that are left alone", "[map]") {
    CHECK(planes_of({.name = "d", .kind = ChannelKind::dic}).empty());
}
