// SPDX-License-Identifier: GPL-3.0-or-later
// The default rules, which have not seen EL, against EL of simulated dies: other excitation densities, other
// material, other noise. Dies only, no images: truth, a trend over the wafer and noise.
#include "drivers/simulated/physics/presets.h"
#include "drivers/simulated/physics/recording_generator.h"
#include "libinspect/defect/die_evidence.h"
#include "libinspect/defect/rules.h"
#include "libinspect/map/channel_layers.h"
#include "libinspect/map/derived_layers.h"
#include "libinspect/map/normalise.h"

#include <cmath>
#include <random>
#include <string>

using namespace waferglow;

namespace {

struct Case {
    std::string name;
    double strong_w_cm2 = 30.0;
    double weak_w_cm2 = 1.0;
    double strong_noise = 0.01;  // of a healthy die, relative, 1 sigma
    double weak_noise = 0.03;
    double srh_a_per_s = 1.4e6;
    double residual = 0.0;
};

struct Agreement {
    double accuracy = 0.0;
    double overkill = 0.0;
    double best_single_threshold = 0.0;  // accuracy of the best cut through the strong channel
    BinRules rules;
};

struct Verdicts {
    std::int64_t right = 0, wrong = 0, good = 0, overkilled = 0;
    void add(bool el_pass, bool pl_pass) {
        ++(el_pass == pl_pass ? right : wrong);
        good += el_pass ? 1 : 0;
        overkilled += el_pass && !pl_pass ? 1 : 0;
    }
    [[nodiscard]] double accuracy() const {
        return static_cast<double>(right) / static_cast<double>(right + wrong);
    }
};

/// Noise of a die with the light `share` of a healthy one: a third of the variance is the reader's.
double noise_at(double noise, double share) {
    return noise * std::sqrt(0.3 + 0.7 * std::max(share, 0.0));
}

Agreement judge(const Case& c, std::uint64_t seed, std::size_t channel_count = 2) {
    simulated::RecordingSettings settings = simulated::preset("example");
    settings.seed = seed;
    settings.grid.rows = 150;
    settings.grid.cols = 140;
    settings.grid.pitch_x_um = 160.0;
    settings.channels[0].channel.excitation_w_cm2 = c.strong_w_cm2;
    settings.channels[1].channel.excitation_w_cm2 = c.weak_w_cm2;
    settings.population.epi.srh_a_per_s = c.srh_a_per_s;
    settings.population.residual = c.residual;
    const simulated::SimulatedRecording recording(settings);
    const DieGrid& grid = recording.settings().grid;
    std::vector<Channel> channels;
    for (const auto& channel : settings.channels) channels.push_back(channel.channel);
    channels.resize(channel_count);

    DieMap map(settings.wafer, grid);
    add_channel_layers(map, channels);
    map.add(kPeakWavelengthLayer, "nm", "");
    std::mt19937_64 random(seed);
    std::normal_distribution<double> normal;
    for (std::int32_t row = 0; row < grid.rows; ++row) {
        for (std::int32_t col = 0; col < grid.cols; ++col) {
            const std::size_t cell = grid.cell({row, col});
            const simulated::DieTruth truth = recording.truth({row, col});
            const double trend = 1000.0 * (1.0 + 0.15 * col / grid.cols - 0.1 * row / grid.rows);
            for (std::size_t i = 0; i < channels.size(); ++i) {
                const double sigma = noise_at(i == 0 ? c.strong_noise : c.weak_noise, truth.pl[i]);
                const double light = trend * (truth.pl[i] + sigma * normal(random));
                map.find(layer_name(channels[i], Quantity::sum))->values[cell] = static_cast<float>(light);
                map.find(layer_name(channels[i], Quantity::noise))->values[cell] =
                    static_cast<float>(trend * sigma);
            }
            if ((row + col) % 4 == 0)
                map.find(kPeakWavelengthLayer)->values[cell] = static_cast<float>(truth.wavelength_nm);
        }
    }
    for (const Channel& channel : channels) {
        map.add(relative_layer_name(channel), "", "").values =
            normalise_to_neighbourhood(map.at(layer_name(channel, Quantity::sum)).values, grid);
    }
    Agreement agreement;
    agreement.rules = resolve_rules(map, channels, {});
    const std::vector<std::uint8_t> bins = bin_dies(map, channels, agreement.rules);
    const std::vector<float>& strong = map.at(relative_layer_name(channels[0])).values;
    Verdicts verdicts;
    std::vector<Verdicts> cuts(100);
    for (std::int32_t row = 0; row < grid.rows; ++row) {
        for (std::int32_t col = 0; col < grid.cols; ++col) {
            const std::size_t cell = grid.cell({row, col});
            const bool pass = recording.el({row, col}).pass;
            verdicts.add(pass, agreement.rules.passes[bins[cell]]);
            for (std::size_t i = 0; i < cuts.size(); ++i)
                cuts[i].add(pass, strong[cell] >= 0.01F * static_cast<float>(i));
        }
    }
    agreement.accuracy = verdicts.accuracy();
    agreement.overkill = static_cast<double>(verdicts.overkilled) / static_cast<double>(verdicts.good);
    for (const Verdicts& cut : cuts)
        agreement.best_single_threshold = std::max(agreement.best_single_threshold, cut.accuracy());
    return agreement;
}

}  // namespace

TEST_CASE("two channels agree with EL whatever the two densities are", "[defect]") {
    const auto c = GENERATE(values<Case>({{"as the example", 30, 1, 0.01, 0.03},
                                          {"near", 20, 5, 0.01, 0.03},
                                          {"far", 100, 1, 0.01, 0.05},
                                          {"weaker", 50, 0.5, 0.01, 0.05},
                                          {"far weaker", 30, 0.3, 0.01, 0.05},
                                          {"stronger", 30, 3, 0.01, 0.03},
                                          {"both strong", 60, 5, 0.01, 0.04},
                                          {"shorts that glow", 30, 1, 0.01, 0.03, 1.4e6, 1.0},
                                          {"noisier", 30, 1, 0.02, 0.08}}));
    INFO(c.name);
    const Agreement agreement = judge(c, 7);
    CHECK(agreement.accuracy >= 0.993);
    CHECK(agreement.overkill <= 0.005);
}

TEST_CASE("two channels agree with EL where a die gives few photons", "[defect]") {
    const Agreement agreement = judge({"few photons", 30, 1, 0.045, 0.15}, 3);
    CHECK(agreement.accuracy >= 0.992);
    CHECK(agreement.overkill <= 0.005);
}

TEST_CASE("two channels beat any single threshold", "[defect]") {
    const auto c = GENERATE(values<Case>({{"as the example", 30, 1, 0.01, 0.03},
                                          {"more recombination without light", 30, 1, 0.01, 0.03, 1e7}}));
    INFO(c.name);
    const Agreement agreement = judge(c, 11);
    CHECK(agreement.accuracy > agreement.best_single_threshold);
}

TEST_CASE("one channel alone comes close to the best single threshold", "[defect]") {
    const auto c = GENERATE(values<Case>({{"as the example", 30, 1, 0.01},
                                          {"weak light", 5, 1, 0.02},
                                          {"few photons", 30, 1, 0.06},
                                          {"more recombination without light", 30, 1, 0.01, 0.03, 1e7},
                                          {"strong light", 100, 1, 0.005}}));
    INFO(c.name);
    const Agreement agreement = judge(c, 5, 1);
    CHECK(agreement.accuracy >= agreement.best_single_threshold - 0.003);
}
