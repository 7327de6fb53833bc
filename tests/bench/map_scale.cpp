// SPDX-License-Identifier: GPL-3.0-or-later
// The evaluation of a whole 8 inch wafer at 20 um pitch, 78 million dies: normalise, bin, cluster, find
// leaks. Prints seconds and peak memory, and the time of copying one layer in the same run for comparison.
//     map_scale [pitch_um]
#include "libinspect/defect/clusters.h"
#include "libinspect/defect/leak_map.h"
#include "libinspect/defect/rules.h"
#include "libinspect/map/channel_layers.h"
#include "libinspect/map/normalise.h"

#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdlib>

#include <fmt/format.h>
#include <sys/resource.h>

namespace {

using namespace waferglow;
using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

double peak_memory_gb() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return 1e-6 * static_cast<double>(usage.ru_maxrss);
}

/// A cheap number from 0 to 1 that depends on the cell alone.
float noise_of(std::uint64_t cell) {
    std::uint64_t x = cell * 0x9E3779B97F4A7C15ULL;
    x ^= x >> 29U;
    x *= 0xBF58476D1CE4E5B9ULL;
    x ^= x >> 32U;
    return static_cast<float>(x >> 40U) * 0x1p-24F;
}

void fill(DieMap& map, const Channel& channel, float level, float weak_factor) {
    std::vector<float>& sum = map.find(layer_name(channel, Quantity::sum))->values;
    std::vector<float>& noise = map.find(layer_name(channel, Quantity::noise))->values;
    const DieGrid& grid = map.grid();
    for (std::int32_t row = 0; row < grid.rows; ++row) {
        for (const ColumnSpan& span : map.presence().runs(row)) {
            for (std::int32_t col = span.begin; col < span.end; ++col) {
                const std::size_t cell = grid.cell({row, col});
                const float scatter = noise_of(cell) + noise_of(cell + 1) + noise_of(cell + 2) - 1.5F;
                const bool bad = noise_of(cell + 77) < 0.02F;
                const float trend = 1.0F + 0.1F * static_cast<float>(col) / static_cast<float>(grid.cols);
                sum[cell] = level * trend * (1.0F + 0.06F * scatter) * (bad ? weak_factor : 1.0F);
                noise[cell] = 0.01F * level;
            }
        }
    }
}

}  // namespace

int main(int argc, char** argv) {
    const double pitch_um = argc > 1 ? std::strtod(argv[1], nullptr) : 20.0;
    Wafer wafer = standard_wafer(8);
    wafer.id = "SCALE";
    wafer.edge_exclusion_mm = 0.5;
    const std::vector<Channel> channels{{"pl_high", ChannelKind::pl, 30.0, 5.0},
                                        {"pl_low", ChannelKind::pl, 1.0, 5.0}};
    DieMap map(wafer, centered_grid(wafer, pitch_um, pitch_um, 0.6 * pitch_um, 0.6 * pitch_um));
    for (const Channel& channel : channels) {
        map.add(layer_name(channel, Quantity::sum), "DN", "");
        map.add(layer_name(channel, Quantity::noise), "DN", "");
    }
    fill(map, channels[0], 10000.0F, 0.9F);
    fill(map, channels[1], 500.0F, 0.01F);  // dark under weak light: leaky beyond what EL forgives
    fmt::print("{:.1f} million dies, {} x {} cells\n", 1e-6 * static_cast<double>(map.presence().count()),
               map.grid().rows, map.grid().cols);

    Clock::time_point start = Clock::now();
    {
        const std::vector<float> copy = map.layers()[0].values;
        fmt::print("copy of one layer   {:6.2f} s (checksum {})\n", seconds_since(start),
                   copy[copy.size() / 2]);
    }
    const Clock::time_point all = Clock::now();
    for (const Channel& channel : channels) {
        start = Clock::now();
        std::vector<float> relative =
            normalise_to_neighbourhood(map.at(layer_name(channel, Quantity::sum)).values, map.grid());
        map.add(relative_layer_name(channel), "", "").values = std::move(relative);
        fmt::print("normalise {:<9} {:6.2f} s\n", channel.name, seconds_since(start));
    }
    start = Clock::now();
    const BinRules rules = resolve_rules(map, channels, {});
    const std::vector<std::uint8_t> bins = bin_dies(map, channels, rules);
    fmt::print("rules and bins      {:6.2f} s\n", seconds_since(start));
    start = Clock::now();
    std::array<bool, 256> fails{};
    for (const BinInfo& info : kBins) {
        fails[static_cast<std::size_t>(info.bin)] = !rules.passes[static_cast<std::size_t>(info.bin)];
    }
    const auto clusters = find_clusters(bins, map.grid(), fails, 3);
    fmt::print("clusters ({:>7})  {:6.2f} s\n", clusters.size(), seconds_since(start));
    fmt::print("so far              {:6.2f} s\n", seconds_since(all));
    start = Clock::now();
    const std::int64_t leaky = find_leaks(map, channels, {});
    fmt::print("leaks ({:>8})    {:6.2f} s\n", leaky, seconds_since(start));
    fmt::print("with leaks          {:6.2f} s, peak memory {:.2f} GB\n", seconds_since(all),
               peak_memory_gb());
    return 0;
}
