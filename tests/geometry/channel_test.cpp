// SPDX-License-Identifier: GPL-3.0-or-later
// The table of channel kinds, and which channel is the strongest or the weakest for a use.
#include "libinspect/geometry/channel_order.h"
#include "tests/formats/support.h"

#include <catch2/catch.hpp>

using namespace waferglow;
using Catch::Contains;
using waferglow::test::input_error;

namespace {

/// A reflected channel that would be both the brightest and, as the last, the dimmest; PL by rising dose.
const std::vector<Channel> kChannels{
    {.name = "surface", .kind = ChannelKind::reflected, .excitation_w_cm2 = 1000.0, .exposure_ms = 100.0},
    {.name = "low", .kind = ChannelKind::pl, .excitation_w_cm2 = 1.0, .exposure_ms = 5.0},
    {.name = "high", .kind = ChannelKind::pl, .excitation_w_cm2 = 30.0, .exposure_ms = 5.0},
    {.name = "mid", .kind = ChannelKind::pl, .excitation_w_cm2 = 1.0, .exposure_ms = 50.0},
    {.name = "lamp", .kind = ChannelKind::reflected, .excitation_w_cm2 = 0.0, .exposure_ms = 0.0}};

}  // namespace

TEST_CASE("names of channel kinds come back as the kind") {
    for (const ChannelKindInfo& info : kChannelKinds) {
        CHECK(channel_kind_of(info.name) == info.kind);
        CHECK(name_of(info.kind) == info.name);
        CHECK_FALSE(info.title.empty());
    }
    CHECK(kChannelKinds.size() == 5);
}

TEST_CASE("an unknown channel kind is refused with the nearest and all known names") {
    CHECK_THAT(input_error([] { static_cast<void>(channel_kind_of("refected")); }),
               Contains("'refected'") && Contains("did you mean 'reflected'?") &&
                   Contains("pl, reflected, colour, lit, dic"));
    CHECK_THAT(input_error([] { static_cast<void>(channel_kind_of("PL")); }), Contains("'PL'"));
    CHECK_FALSE(find_channel_kind(""));
}

TEST_CASE("a kind that is not measured is used for nothing") {
    for (const ChannelKindInfo& info : kChannelKinds) {
        if (info.measured) continue;
        INFO(info.name);
        CHECK_FALSE((info.sets_pose || info.gives_dark_level || info.normalised || info.judged ||
                     info.in_leak_sweep));
    }
}

TEST_CASE("strongest and weakest are asked of channels that can be used so") {
    for (const ChannelUse use : {&ChannelKindInfo::sets_pose, &ChannelKindInfo::gives_dark_level,
                                 &ChannelKindInfo::judged, &ChannelKindInfo::in_leak_sweep}) {
        CHECK(strongest(kChannels, use) == 2U);
        CHECK(weakest(kChannels, use) == 1U);
        CHECK(brightest_first(kChannels, use) == std::vector<std::size_t>{2, 3, 1});
    }
    CHECK(order_of_work(kChannels) == std::vector<std::size_t>{2, 3, 1, 0, 4});
}

TEST_CASE("of equal doses the channel listed first comes first") {
    const std::vector<Channel> equal{{.name = "a", .excitation_w_cm2 = 2.0, .exposure_ms = 3.0},
                                     {.name = "b", .excitation_w_cm2 = 6.0, .exposure_ms = 1.0},
                                     {.name = "c", .excitation_w_cm2 = 6.0}};
    CHECK(brightest_first(equal, &ChannelKindInfo::judged) == std::vector<std::size_t>{0, 1, 2});
}

TEST_CASE("where no channel can be used so there is no strongest, and what needs one says why") {
    const std::vector<Channel> reflected{kChannels.front()};
    CHECK_FALSE(strongest(reflected, &ChannelKindInfo::judged));
    CHECK_FALSE(weakest({}, &ChannelKindInfo::judged));
    CHECK_THAT(input_error([&] { static_cast<void>(needed_strongest(reflected, &ChannelKindInfo::judged)); }),
               Contains("no channel is of the kind pl") && Contains("'surface' (reflected)"));
    CHECK_THAT(input_error([] { static_cast<void>(needed_strongest({}, &ChannelKindInfo::judged)); }),
               Contains("there are none"));
}
