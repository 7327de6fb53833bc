// SPDX-License-Identifier: GPL-3.0-or-later
// Each rule by a die made for it, and the thresholds that are resolved from the data.
#include "libinspect/defect/rules.h"

#include "libinspect/base/error.h"
#include "libinspect/defect/die_evidence.h"
#include "libinspect/map/channel_layers.h"

#include <cmath>
#include <random>

using namespace waferglow;

namespace {

constexpr std::int32_t kSide = 100;
const std::vector<Channel> kChannels{
    {.name = "hi", .kind = "pl", .excitation_w_cm2 = 30.0, .exposure_ms = 5.0},
    {.name = "lo", .kind = "pl", .excitation_w_cm2 = 1.0, .exposure_ms = 5.0}};

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
    CHECK(*resolve_rules(healthy_wafer(0.05), kChannels, {}).leaky_below == Approx(0.3));
    CHECK(*resolve_rules(healthy_wafer(0.22), kChannels, {}).leaky_below < 0.25);
}

TEST_CASE("a wafer without a PL channel can't be judged", "[defect]") {
    const std::vector<Channel> reflected{{.name = "hi", .kind = "reflected"}};
    CHECK_THROWS_AS(resolve_rules(healthy_wafer(0.03), reflected, {}), Error);
}
