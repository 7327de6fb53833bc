// SPDX-License-Identifier: GPL-3.0-or-later
// Shunts of a simulated wafer, from its pixels.
#include "drivers/simulated/physics/presets.h"
#include "drivers/simulated/physics/recording_generator.h"
#include "libinspect/defect/leak_map.h"
#include "libinspect/scan/evaluate.h"
#include "libinspect/scan/scan.h"
#include "samples/simulated_tiles.h"

#include <algorithm>
#include <cmath>
#include <vector>

using namespace waferglow;

TEST_CASE("shunts of a simulated wafer are measured within 20 %, healthy dies raise no alarm", "[scan]") {
    simulated::RecordingSettings settings = simulated::preset("example");
    settings.population.shares.shunt = 0.05;
    const simulated::SimulatedRecording recording(settings);
    samples::SimulatedTileSource source(recording);
    ScanResult scan = run_scan(source, {}, {}, {});
    static_cast<void>(evaluate(scan.map, source.job().channels, {}));
    const DieGrid& grid = scan.map.grid();
    const std::vector<float>& shunt = scan.map.at(kShuntLayer).values;
    const std::vector<Channel>& channels = source.job().channels;
    const double weak_w_cm2 =
        std::ranges::min_element(channels, {}, &Channel::excitation_w_cm2)->excitation_w_cm2;
    const simulated::EpiModel& epi = settings.population.epi;
    const double current_a =
        simulated::photocurrent_a_cm2(epi, weak_w_cm2) * grid.die_width_um * grid.die_height_um * 1e-8;
    std::vector<double> errors;
    double healthy = 0.0;
    double alarms = 0.0;
    double leaky = 0.0;
    for (std::int32_t row = 0; row < grid.rows; ++row) {
        for (std::int32_t col = 0; col < grid.cols; ++col) {
            if (!scan.map.presence().exists({row, col})) continue;
            const simulated::DieTruth truth = recording.truth({row, col});
            const auto found = static_cast<double>(shunt[grid.cell({row, col})]);
            if (truth.kind == simulated::DieKind::healthy && truth.pattern == simulated::Pattern::none) {
                healthy += 1.0;
                alarms += std::isnan(found) ? 0.0 : 1.0;
            }
            if (truth.kind != simulated::DieKind::shunt || truth.pattern != simulated::Pattern::none)
                continue;
            const double share = 2.2 / (truth.shunt_ohm * current_a);
            if (share < 0.1 || share > 0.9) continue;
            leaky += 1.0;
            if (!std::isnan(found)) errors.push_back(std::abs(found / truth.shunt_ohm - 1.0));
        }
    }
    REQUIRE(errors.size() > 20);
    std::ranges::sort(errors);
    CHECK(errors[errors.size() / 2] < 0.2);
    CHECK(static_cast<double>(errors.size()) > 0.5 * leaky);
    CHECK(alarms < 0.001 * healthy + 1.0);
}
