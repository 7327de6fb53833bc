// SPDX-License-Identifier: GPL-3.0-or-later
// Wafers whose leaks are known: light by the full balance of samples/physics.h, or of a non-ohmic leak, with
// noise and scatter.
#pragma once

#include "drivers/simulated/physics/physics.h"
#include "libinspect/defect/leak_map.h"
#include "libinspect/map/channel_layers.h"

#include <cmath>
#include <random>
#include <vector>

namespace waferglow::test {

struct LeakWafer {
    DieMap map;
    std::vector<Channel> channels;
    std::vector<double> shunt_ohm;   ///< of each cell; infinite where healthy
    std::vector<double> leak_share;  ///< at the weakest density
};

struct LeakWaferSettings {
    simulated::EpiModel epi = {};
    std::int32_t dies = 150;  ///< a side
    double die_um = 40.0;
    std::vector<double> densities = {30.0, 1.0};
    std::vector<double> camera_scale = {1.0, 1.0};  ///< gain or filter of each channel
    double noise = 0.02;                            ///< relative, of each channel's healthy dies
    double common_scatter = 0.03;
    double channel_scatter = 0.02;
    double leaky = 0.03;        ///< share of the dies
    double covered = 0.0;       ///< share of all dies; these pass 40 % of the light
    double least_share = 0.05;  ///< leak shares are log-uniform between these
    double most_share = 1.5;
};

/// Leak shares that exceed 1 are of a healthy die's voltage.
inline LeakWafer leak_wafer(const LeakWaferSettings& s) {
    const double pitch = 2.0 * s.die_um;
    Wafer wafer = standard_wafer(8);
    wafer.id = "LEAK";
    const double half = 0.5 * pitch * (s.dies - 1);
    LeakWafer made{.map = DieMap(wafer, {.rows = s.dies,
                                         .cols = s.dies,
                                         .x0_um = -half,
                                         .y0_um = half,
                                         .pitch_x_um = pitch,
                                         .pitch_y_um = pitch,
                                         .die_width_um = s.die_um,
                                         .die_height_um = s.die_um}),
                   .channels = {},
                   .shunt_ohm = {},
                   .leak_share = {}};
    for (std::size_t i = 0; i < s.densities.size(); ++i) {
        made.channels.push_back({"pl_" + std::to_string(i), ChannelKind::pl, s.densities[i], 5.0});
        made.map.add(layer_name(made.channels[i], Quantity::sum), "DN", "");
        made.map.add(layer_name(made.channels[i], Quantity::noise), "DN", "");
        made.map.add(relative_layer_name(made.channels[i]), "", "");
    }
    std::mt19937_64 random(7);
    std::normal_distribution<double> normal;
    std::uniform_real_distribution<double> uniform;
    const simulated::DieElectrics good{.width_um = s.die_um, .height_um = s.die_um};
    std::vector<double> healthy;
    for (const double density : s.densities)
        healthy.push_back(
            simulated::solve_junction(s.epi, good, simulated::photocurrent_a_cm2(s.epi, density))
                .light_cm2_s);
    const double weakest = *std::min_element(s.densities.begin(), s.densities.end());
    const double weak_a_cm2 = simulated::photocurrent_a_cm2(s.epi, weakest);
    const double weak_v = simulated::solve_junction(s.epi, good, weak_a_cm2).voltage_v;
    for (std::size_t cell = 0; cell < made.map.grid().cells(); ++cell) {
        simulated::DieElectrics die = good;
        if (uniform(random) < s.leaky) {
            const double share = s.least_share * std::pow(s.most_share / s.least_share, uniform(random));
            die.shunt_ohm = weak_v / (share * weak_a_cm2 * good.area_cm2());
        }
        const double factor =
            std::exp(s.common_scatter * normal(random)) * (uniform(random) < s.covered ? 0.4 : 1.0);
        made.shunt_ohm.push_back(die.shunt_ohm);
        const double v = simulated::solve_junction(s.epi, die, weak_a_cm2).voltage_v;
        made.leak_share.push_back(v / (die.shunt_ohm * weak_a_cm2 * die.area_cm2()));
        for (std::size_t i = 0; i < s.densities.size(); ++i) {
            const double light =
                simulated::solve_junction(s.epi, die, simulated::photocurrent_a_cm2(s.epi, s.densities[i]))
                    .light_cm2_s /
                healthy[i];
            const double seen =
                light * factor * std::exp(s.channel_scatter * normal(random)) + s.noise * normal(random);
            const double level = 1e-12 * healthy[i] * s.camera_scale[i];
            made.map.find(relative_layer_name(made.channels[i]))->values[cell] = static_cast<float>(seen);
            made.map.find(layer_name(made.channels[i], Quantity::sum))->values[cell] =
                static_cast<float>(seen * level);
            made.map.find(layer_name(made.channels[i], Quantity::noise))->values[cell] =
                static_cast<float>(s.noise * level);
        }
    }
    return made;
}

inline double median_of(std::vector<double> values) {
    if (values.empty()) return std::nan("");
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

}  // namespace waferglow::test
