// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/correlation/taught_scene.h"

#include <random>

namespace waferglow::test {

TaughtScene make_scene(std::uint64_t seed, int across, double hidden) {
    Wafer wafer;
    wafer.id = "W1";
    wafer.diameter_mm = across * 0.1 * 1.5;
    const DieGrid grid{.rows = across,
                       .cols = across,
                       .x0_um = -50.0 * (across - 1),
                       .y0_um = 50.0 * (across - 1),
                       .pitch_x_um = 100,
                       .pitch_y_um = 100,
                       .die_width_um = 60,
                       .die_height_um = 60};
    TaughtScene scene;
    scene.map = DieMap(wafer, grid);
    scene.map.add("high_rel", "", "");
    scene.map.add("low_rel", "", "");
    std::vector<float>& high = scene.map.find("high_rel")->values;
    std::vector<float>& low = scene.map.find("low_rel")->values;
    scene.passes[1] = true;
    std::mt19937_64 random(seed);
    const auto uniform = [&random] { return static_cast<double>(random() >> 11U) * 0x1p-53; };
    for (std::size_t cell = 0; cell < grid.cells(); ++cell) {
        const double noise = 0.02 * (uniform() + uniform() + uniform() - 1.5);
        const double left = uniform() < 0.12 ? uniform() : 1.0;
        high[cell] = static_cast<float>(0.9 + 0.1 * left + noise);
        low[cell] = static_cast<float>(left * high[cell] * (1.0 + 0.01 * (uniform() - 0.5)));
        scene.bins.push_back(left < 0.6 ? 4 : 1);
        scene.bad.push_back(left < 0.4 || uniform() < hidden ? 1 : 0);
    }
    return scene;
}

void add_spectra(TaughtScene& scene, double noise_dn) {
    std::mt19937_64 random(5);
    std::normal_distribution<float> normal;
    const std::vector<float> high = scene.map.find("high_rel")->values;
    for (const char* layer : {"high", "high_noise", "integrated_counts_nm"}) scene.map.add(layer, "", "");
    for (std::size_t cell = 0; cell < high.size(); ++cell) {
        scene.map.find("high")->values[cell] = 1000.0F * high[cell];
        scene.map.find("high_noise")->values[cell] = static_cast<float>(noise_dn);
        scene.map.find("integrated_counts_nm")->values[cell] =
            50.0F * high[cell] * (1.0F + 0.03F * normal(random));
    }
}

Confusion on_unseen(const TaughtScene& scene, const WaferLearning& learning,
                    std::span<const std::uint8_t> bins) {
    Confusion confusion;
    for (std::size_t cell = 0; cell < bins.size(); ++cell) {
        if (!learning.trained[cell]) confusion.add(scene.bad[cell] == 1, !learning.passes[bins[cell]]);
    }
    return confusion;
}

LearnOptions only(ModelKind kind) {
    LearnOptions options;
    options.only = kind;
    return options;
}

}  // namespace waferglow::test
