// SPDX-License-Identifier: GPL-3.0-or-later
// Each rule by a die made for it, and the thresholds that are resolved from the data.
#include "libinspect/defect/rules.h"

#include "libinspect/base/error.h"
#include "libinspect/base/parallel.h"
#include "libinspect/defect/die_evidence.h"
#include "libinspect/map/channel_layers.h"
#include "libinspect/map/derived_layers.h"

#include <algorithm>
#include <cmath>
#include <random>

using namespace waferglow;

namespace {

constexpr std::int32_t kSide = 100;
const std::vector<Channel> kChannels{
    {.name = "hi", .kind = ChannelKind::pl, .excitation_w_cm2 = 30.0, .exposure_ms = 5.0},
    {.name = "lo", .kind = ChannelKind::pl, .excitation_w_cm2 = 1.0, .exposure_ms = 5.0}};

/// A wafer of healthy dies: strong scatter 3 %, weak 3 % and noise `weak_sigma` on top.
DieMap healthy_wafer(double weak_sigma, bool two_channels = true) {
    Wafer wafer = standard_wafer(4);
    DieMap map(wafer, DieGrid{.rows = kSide,
                              .cols = kSide,
                              .x0_um = -5000.0,
                              .y0_um = 5000.0,
                              .pitch_x_um = 100.0,
                              .pitch_y_um = 100.0,
                              .die_width_um = 50.0,
                              .die_height_um = 50.0});
    std::mt19937 random(2);
    std::normal_distribution<double> normal(0.0, 1.0);
    map.add("hi", "DN", "");
    map.add("hi_rel", "", "");
    map.add("hi_nonuniformity", "", "");
    map.add("hi_saturated_px", "px", "");
    if (two_channels) {
        map.add("lo", "DN", "");
        map.add("lo_rel", "", "");
        map.add("lo_noise", "DN", "");
    }
    map.add(kPeakWavelengthLayer, "nm", "");
    for (std::size_t cell = 0; cell < map.grid().cells(); ++cell) {
        const double brightness = 1.0 + 0.03 * normal(random);
        const auto set = [&map, cell](const char* layer, double value) {
            map.find(layer)->values[cell] = static_cast<float>(value);
        };
        set("hi", 1e4 * brightness);
        set("hi_rel", brightness);
        set("hi_nonuniformity", 0.05 + 0.01 * normal(random));
        set("hi_saturated_px", 0.0);
        set(kPeakWavelengthLayer, 455.0 + 0.3 * normal(random));
        if (two_channels) {
            const double weak = brightness + weak_sigma * normal(random);
            set("lo", 500.0 * weak);
            set("lo_rel", weak);
            set("lo_noise", 500.0 * weak_sigma);
        }
    }
    return map;
}

void set_die(DieMap& map, std::size_t cell, double strong, double weak) {
    map.find("hi_rel")->values[cell] = static_cast<float>(strong);
    if (Layer* layer = map.find("lo_rel")) layer->values[cell] = static_cast<float>(weak);
}

Bin bin_of(const DieMap& map, std::size_t cell, const BinRules& rules = {}) {
    const BinRules resolved = resolve_rules(map, kChannels, rules);
    return static_cast<Bin>(bin_dies(map, kChannels, resolved)[cell]);
}

}  // namespace

TEST_CASE("each kind of die ends in its bin", "[defect]") {
    DieMap map = healthy_wafer(0.03);
    set_die(map, 10, 0.00, 0.01);  // missing
    set_die(map, 11, 0.04, 0.03);  // a dead short still glows
    set_die(map, 12, 0.97, 0.05);  // shunt: dark under weak light only
    set_die(map, 13, 0.55, 0.08);  // damaged sidewalls
    set_die(map, 14, 0.30, 0.31);  // covered by a particle
    set_die(map, 15, 1.60, 1.58);  // bright
    set_die(map, 16, 0.96, 0.60);  // a mild leak that EL forgives
    map.find("hi_nonuniformity")->values[17] = 0.6F;
    map.find("hi_saturated_px")->values[18] = 3.0F;
    map.find(kPeakWavelengthLayer)->values[19] = 459.0F;
    const BinRules resolved = resolve_rules(map, kChannels, {});
    const auto bins = bin_dies(map, kChannels, resolved);
    const std::vector<Bin> expected{Bin::dead,   Bin::dead, Bin::leaky,      Bin::leaky,     Bin::covered,
                                    Bin::bright, Bin::good, Bin::nonuniform, Bin::saturated, Bin::wavelength};
    for (std::size_t i = 0; i < expected.size(); ++i) {
        INFO("die " << 10 + i);
        CHECK(static_cast<Bin>(bins[10 + i]) == expected[i]);
    }
}

TEST_CASE("a healthy wafer has next to no failing die", "[defect]") {
    for (const double weak_sigma : {0.02, 0.1, 0.17}) {
        const DieMap map = healthy_wafer(weak_sigma);
        const BinRules rules = resolve_rules(map, kChannels, {});
        std::int64_t failing = 0;
        for (const std::uint8_t bin : bin_dies(map, kChannels, rules)) failing += rules.passes[bin] ? 0 : 1;
        INFO("weak channel's noise " << weak_sigma);
        CHECK(failing <= 10);  // of 10,000
    }
}

TEST_CASE("a die that was never measured has no bin", "[defect]") {
    DieMap map = healthy_wafer(0.03);
    set_die(map, 5, NAN, 0.02);
    const auto bins = bin_dies(map, kChannels, resolve_rules(map, kChannels, {}));
    CHECK(bins[5] == kNoBinCode);
    CHECK(count_bins(bins)[kNoBinCode] == 1);
}

TEST_CASE("a dim die whose ratio is lost in noise is weak, not passed as covered", "[defect]") {
    DieMap map = healthy_wafer(0.3);
    set_die(map, 5, 0.4, 0.4);
    CHECK(bin_of(map, 5) == Bin::weak);
}

TEST_CASE("one channel alone rejects what is dimmer than healthy dies are", "[defect]") {
    DieMap map = healthy_wafer(0.0, false);
    for (std::size_t i = 0; i < 200; ++i) set_die(map, 50 * i, 0.2 + 0.0035 * static_cast<double>(i), 0.0);
    const BinRules rules = resolve_rules(map, std::span(kChannels).first(1), {});
    CHECK(*rules.weak_below > 0.86);
    CHECK(*rules.weak_below < 0.93);
    const auto bins = bin_dies(map, std::span(kChannels).first(1), rules);
    CHECK(static_cast<Bin>(bins[0]) == Bin::weak);
}

TEST_CASE("a recipe's threshold is kept as it is", "[defect]") {
    DieMap map = healthy_wafer(0.03);
    set_die(map, 5, 0.96, 0.55);
    BinRules strict;
    strict.leaky_below = 0.7;
    CHECK(bin_of(map, 5, strict) == Bin::leaky);
    CHECK(bin_of(map, 5) == Bin::good);
    CHECK(*resolve_rules(map, kChannels, strict).leaky_below == 0.7);
}

TEST_CASE("the leak threshold gives way to noise", "[defect]") {
    CHECK(*resolve_rules(healthy_wafer(0.01), kChannels, {}).leaky_below == Approx(0.05));
    CHECK(*resolve_rules(healthy_wafer(0.05), kChannels, {}).leaky_below == Approx(0.2).margin(0.005));
    CHECK(*resolve_rules(healthy_wafer(0.10), kChannels, {}).leaky_below == Approx(0.3));
    CHECK(*resolve_rules(healthy_wafer(0.25), kChannels, {}).leaky_below < 0.28);
}

TEST_CASE("a die that very weak light finds dark is judged by the strong channel", "[defect]") {
    DieMap map = healthy_wafer(0.03);
    set_die(map, 5, 0.98, 0.0);  // 0.4 W/cm2 of 5 at the operating point: EL falls to 0.9
    set_die(map, 6, 0.93, 0.0);  // 1.4 of 5: to 0.6
    std::vector<Channel> channels = kChannels;
    const auto bin_at = [&](std::size_t cell, double weak_w_cm2) {
        channels[1].excitation_w_cm2 = weak_w_cm2;
        return static_cast<Bin>(bin_dies(map, channels, resolve_rules(map, channels, {}))[cell]);
    };
    CHECK(bin_at(5, 0.3) == Bin::good);
    CHECK(bin_at(6, 0.3) == Bin::leaky);
    CHECK(bin_at(5, 1.0) == Bin::leaky);  // dark there: EL falls to 0.7 at the best
}

TEST_CASE("a die dim in both channels is covered only where the ratio is near 1", "[defect]") {
    DieMap map = healthy_wafer(0.03);
    set_die(map, 5, 0.60, 0.60);
    set_die(map, 6, 0.60, 0.42);  // as damaged sidewalls look where the two densities are near each other
    CHECK(bin_of(map, 5) == Bin::covered);
    CHECK(bin_of(map, 6) == Bin::leaky);
}

TEST_CASE("a somewhat brighter die is good, a far brighter one fails", "[defect]") {
    DieMap map = healthy_wafer(0.03);
    set_die(map, 5, 1.15, 1.17);
    set_die(map, 6, 1.5, 1.5);
    const BinRules rules = resolve_rules(map, kChannels, {});
    const auto bins = bin_dies(map, kChannels, rules);
    CHECK(static_cast<Bin>(bins[5]) == Bin::good);
    CHECK(static_cast<Bin>(bins[6]) == Bin::bright);
    CHECK_FALSE(rules.passes[bins[6]]);
}

TEST_CASE("the leak threshold follows the weak channel's distance from the operating current", "[defect]") {
    const DieMap map = healthy_wafer(0.02);
    std::vector<Channel> channels = kChannels;
    const auto threshold = [&](double weak_w_cm2, double operating_w_cm2) {
        channels[1].excitation_w_cm2 = weak_w_cm2;
        BinRules rules;
        rules.operating_w_cm2 = operating_w_cm2;
        return *resolve_rules(map, channels, rules).leaky_below;
    };
    CHECK(threshold(1.0, 5.0) < 0.1);  // a fifth of 5 W/cm2 is the whole of 1 W/cm2: dark or not
    CHECK(threshold(2.5, 5.0) == Approx(std::pow(0.6, 1.5)));
    CHECK(threshold(5.0, 5.0) == Approx(std::pow(0.8, 1.5)));
    CHECK(threshold(10.0, 5.0) == Approx(std::pow(0.9, 1.5)));
    CHECK(threshold(5.0, 0.01) == Approx(1.0 - 3.7 * 0.02).margin(0.01));  // noise is no leak
    CHECK(threshold(2.5, 1000.0) == threshold(2.5, 30.0));                 // never above the strong one
}

TEST_CASE("strong and weak are told by excitation density, not by brightness or order", "[defect]") {
    DieMap map = healthy_wafer(0.03);
    set_die(map, 5, 0.97, 0.05);
    std::vector<Channel> channels{kChannels[1], kChannels[0]};
    channels[0].exposure_ms = 1000.0;
    const auto bins = bin_dies(map, channels, resolve_rules(map, channels, {}));
    CHECK(static_cast<Bin>(bins[5]) == Bin::leaky);
}

TEST_CASE("of three densities a mild leak is judged by that near the operating point", "[defect]") {
    DieMap map = healthy_wafer(0.02);
    for (const char* layer : {"mid", "mid_rel", "mid_noise"}) map.add(layer, "", "");
    for (std::size_t cell = 0; cell < map.grid().cells(); ++cell) {
        const float strong = map.find("hi_rel")->values[cell];
        map.find("mid_rel")->values[cell] = strong * (cell % 2 == 0 ? 1.01F : 0.99F);
        map.find("mid")->values[cell] = 2000.0F * strong;
        map.find("mid_noise")->values[cell] = 20.0F;
    }
    std::vector<Channel> channels = kChannels;
    channels.push_back(channels.back());
    channels.back().name = "mid";
    channels.back().excitation_w_cm2 = 5.0;
    channels[1].excitation_w_cm2 = 0.5;
    // Shunts that take all of the photocurrent at 0.5 W/cm2, and a tenth and a third of that at 5.
    set_die(map, 5, 0.99, 0.0);
    map.find("mid_rel")->values[5] = 0.85F;
    set_die(map, 6, 0.97, 0.0);
    map.find("mid_rel")->values[6] = 0.53F;
    const auto bins = bin_dies(map, channels, resolve_rules(map, channels, {}));
    CHECK(static_cast<Bin>(bins[5]) == Bin::good);
    CHECK(static_cast<Bin>(bins[6]) == Bin::leaky);
}

TEST_CASE("a lone channel near the operating point forgives what EL forgives", "[defect]") {
    DieMap map = healthy_wafer(0.0, false);
    set_die(map, 5, 0.88, 0.0);  // stands out of a scatter of 3 %, but the leak takes 8 %
    set_die(map, 6, 0.80, 0.0);
    std::vector<Channel> channels{kChannels[0]};
    channels[0].excitation_w_cm2 = 10.0;
    const auto bins = bin_dies(map, channels, resolve_rules(map, channels, {}));
    CHECK(static_cast<Bin>(bins[5]) == Bin::good);
    CHECK(static_cast<Bin>(bins[6]) == Bin::weak);
}

TEST_CASE("two channels of one density tell no ratio", "[defect]") {
    DieMap map = healthy_wafer(0.03);
    set_die(map, 5, 0.97, 0.05);
    std::vector<Channel> channels = kChannels;
    channels[1].excitation_w_cm2 = channels[0].excitation_w_cm2;
    const auto bins = bin_dies(map, channels, resolve_rules(map, channels, {}));
    CHECK(static_cast<Bin>(bins[5]) == Bin::good);
}

TEST_CASE("a die whose weak light can't be normalised is judged by the strong one", "[defect]") {
    DieMap map = healthy_wafer(0.03);
    set_die(map, 5, 1.0, NAN);
    set_die(map, 6, 0.5, NAN);
    CHECK(bin_of(map, 5) == Bin::good);
    CHECK(bin_of(map, 6) == Bin::weak);
}

TEST_CASE("a die that was not measured in the weak channel has no bin, whatever the strong one shows",
          "[defect]") {
    DieMap map = healthy_wafer(0.03);
    for (const std::size_t cell : {5, 6, 7}) map.find("lo")->values[cell] = kNoData;
    set_die(map, 5, 1.0, NAN);
    set_die(map, 6, 0.5, NAN);
    set_die(map, 7, 0.01, NAN);
    const auto bins = bin_dies(map, kChannels, resolve_rules(map, kChannels, {}));
    // Were bad ones judged alone, places without weak tiles would have no yield.
    for (const std::size_t cell : {5, 6, 7}) CHECK(bins[cell] == kNoBinCode);
}

TEST_CASE("the dies of a wholly dark wafer are dead, those not measured have no bin", "[defect]") {
    DieMap map = healthy_wafer(0.03);
    std::ranges::fill(map.find("hi_rel")->values, kNoData);
    std::ranges::fill(map.find("lo_rel")->values, kNoData);
    std::ranges::fill(map.find("hi")->values, 0.0F);
    map.find("hi")->values[7] = kNoData;
    const auto bins = bin_dies(map, kChannels, resolve_rules(map, kChannels, {}));
    CHECK(static_cast<Bin>(bins[3]) == Bin::dead);
    CHECK(bins[7] == kNoBinCode);
}

TEST_CASE("a recipe's own bin takes dies that no fault has taken", "[defect]") {
    DieMap map = healthy_wafer(0.03);
    set_die(map, 5, 0.00, 0.00);
    set_die(map, 6, 0.99, 0.62);
    set_die(map, 7, 1.01, NAN);
    BinRules rules;
    rules.custom = {
        {.code = 20, .name = "dim", .rgb = 0, .layer = "lo_rel", .below = 0.7, .above = std::nullopt}};
    rules = resolve_rules(map, kChannels, rules);
    const auto bins = bin_dies(map, kChannels, rules);
    CHECK(static_cast<Bin>(bins[5]) == Bin::dead);
    CHECK(bins[6] == 20);
    CHECK(static_cast<Bin>(bins[7]) == Bin::good);
    CHECK(bin_definitions(rules).back().name == "dim");
    CHECK(bin_definitions(rules).back().description == "lo_rel under 0.7");
    rules.custom[0].layer = "low_rel";
    CHECK_THROWS_WITH(bin_dies(map, kChannels, rules), Catch::Matchers::Contains("'lo_rel'"));
}

TEST_CASE("yield counts measured dies only", "[defect]") {
    std::array<std::int64_t, 256> counts{};
    CHECK(std::isnan(yield_of(counts, {})));
    counts[static_cast<std::size_t>(Bin::good)] = 90;
    counts[static_cast<std::size_t>(Bin::dead)] = 10;
    counts[kNoBinCode] = 1000;
    CHECK(yield_of(counts, {}) == Approx(0.9));
}

TEST_CASE("one thread and four give the same bins and thresholds", "[defect]") {
    const DieMap map = healthy_wafer(0.1);
    const ThreadLimit four(4);
    const BinRules rules = resolve_rules(map, kChannels, {});
    const auto bins = bin_dies(map, kChannels, rules);
    const ThreadLimit one(1);
    CHECK(resolve_rules(map, kChannels, {}) == rules);
    CHECK(bin_dies(map, kChannels, rules) == bins);
}

TEST_CASE("a wafer without a PL channel can't be judged", "[defect]") {
    const std::vector<Channel> reflected{{.name = "hi", .kind = ChannelKind::reflected}};
    CHECK_THROWS_AS(resolve_rules(healthy_wafer(0.03), reflected, {}), Error);
}

TEST_CASE("products of different wavelength and brightness are judged each by itself") {
    const DieMap one = healthy_wafer(0.03);
    std::vector<std::uint8_t> groups(one.grid().cells());
    for (std::size_t cell = 0; cell < groups.size(); ++cell) groups[cell] = cell % 2;
    DieMap map(one.wafer(), one.grid(), WaferLayout(one.grid(), {}, groups, {"blue", "green"}));
    for (const Layer& layer : one.layers())
        map.add(layer.name, layer.unit, layer.title).values = layer.values;
    for (std::size_t cell = 0; cell < groups.size(); ++cell) {
        if (groups[cell] == 0) continue;
        map.find(kPeakWavelengthLayer)->values[cell] += 70.0F;
        map.find("lo")->values[cell] *= 0.2F;
        map.find("lo_noise")->values[cell] *= 0.2F;
    }
    const std::size_t odd = map.grid().cell({50, 51});
    map.find(kPeakWavelengthLayer)->values[odd] = 455.0F;  // green by its place, blue by its light
    const BinRules rules = resolve_rules(map, kChannels, {});
    CHECK(*rules.wavelength_tolerance_nm < 5.0);
    const std::vector<std::uint8_t> bins = bin_dies(map, kChannels, rules);
    const auto wavelength = static_cast<std::uint8_t>(Bin::wavelength);
    CHECK(bins[odd] == wavelength);
    CHECK(std::ranges::count(bins, wavelength) < 10);
    const EvidenceReader of_all(map, kChannels, rules.operating_w_cm2);
    const EvidenceReader of_one(one, kChannels, rules.operating_w_cm2);
    CHECK(of_all.at(odd).ratio_sigma == Approx(of_one.at(odd).ratio_sigma).epsilon(0.02));
}
