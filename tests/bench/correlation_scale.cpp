// SPDX-License-Identifier: GPL-3.0-or-later
// Ten million dies correlated: alignment search, join, agreement with both intervals, by zone and bin, a
// learnt model, and the anchored map. Prints seconds and peak memory of each step.
//     correlation_scale [rows = columns]
#include "libinspect/correlation/agreement_figures.h"
#include "libinspect/correlation/agreement_groups.h"
#include "libinspect/correlation/el_alignment.h"
#include "libinspect/correlation/el_anchor.h"
#include "libinspect/correlation/learn_wafer.h"

#include <chrono>
#include <cmath>
#include <cstdlib>

#include <fmt/format.h>
#include <sys/resource.h>

namespace {

using namespace waferglow;
using Clock = std::chrono::steady_clock;

double peak_memory_gb() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return 1e-6 * static_cast<double>(usage.ru_maxrss);
}

void tell(const char* what, Clock::time_point& start) {
    const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
    fmt::print("{:<22} {:6.2f} s, peak memory {:.2f} GB\n", what, seconds, peak_memory_gb());
    start = Clock::now();
}

/// A number from 0 to 1 that depends on the cell and `topic` alone.
double dice(std::uint64_t cell, std::uint64_t topic) {
    std::uint64_t x = (cell + topic * 0x51ED270B0F2C4E15ULL) * 0x9E3779B97F4A7C15ULL;
    x ^= x >> 29U;
    x *= 0xBF58476D1CE4E5B9ULL;
    x ^= x >> 32U;
    return static_cast<double>(x >> 11U) * 0x1p-53;
}

}  // namespace

int main(int argc, char** argv) {
    const auto across = argc > 1 ? static_cast<std::int32_t>(std::strtol(argv[1], nullptr, 10)) : 3163;
    Wafer wafer;
    wafer.id = "SCALE";
    wafer.diameter_mm = 0.02 * across * 1.5;
    const DieGrid grid{.rows = across,
                       .cols = across,
                       .x0_um = -10.0 * (across - 1),
                       .y0_um = 10.0 * (across - 1),
                       .pitch_x_um = 20,
                       .pitch_y_um = 20,
                       .die_width_um = 12,
                       .die_height_um = 12};
    DieMap map(wafer, grid);
    const std::vector<Channel> channels{{"high", ChannelKind::pl, 30.0, 5.0},
                                        {"low", ChannelKind::pl, 1.0, 5.0}};
    map.add("high_rel", "", "");
    map.add("low_rel", "", "");
    std::vector<float>& high = map.find("high_rel")->values;
    std::vector<float>& low = map.find("low_rel")->values;
    std::vector<std::int32_t> row;
    std::vector<std::int32_t> col;
    std::vector<std::uint8_t> pass;
    std::vector<float> el(grid.cells());
    std::vector<std::uint8_t> bins(grid.cells());
    for (std::size_t cell = 0; cell < grid.cells(); ++cell) {
        const double left = dice(cell, 1) < 0.03 ? dice(cell, 2) : 1.0;
        high[cell] = static_cast<float>(0.9 + 0.1 * left + 0.05 * (dice(cell, 3) - 0.5));
        low[cell] = static_cast<float>(left * static_cast<double>(high[cell]));
        bins[cell] = left < 0.5 ? 4 : 1;
        el[cell] = low[cell];
        row.push_back(static_cast<std::int32_t>(cell / static_cast<std::size_t>(across)));
        col.push_back(static_cast<std::int32_t>(cell % static_cast<std::size_t>(across)));
        pass.push_back(left < 0.4 || dice(cell, 4) < 0.002 ? 0 : 1);
    }
    BinVerdicts pl{.bins = bins, .passes = {}};
    pl.passes[1] = true;
    fmt::print("{:.1f} million dies, {:.2f} GB of input\n", 1e-6 * static_cast<double>(grid.cells()),
               peak_memory_gb());

    const Clock::time_point all = Clock::now();
    Clock::time_point start = all;
    std::vector<std::uint8_t> bad(grid.cells());
    std::vector<std::uint8_t> bad_pl(grid.cells());
    for (std::size_t cell = 0; cell < bad.size(); ++cell) {
        bad[cell] = pass[cell] == 0;
        bad_pl[cell] = !pl.passes[bins[cell]];
    }
    const AlignmentSearch search =
        find_alignment(map, {.upright = {row, col}, .swapped = {}}, {.el = bad, .pl = bad_pl});
    tell("alignment", start);
    const ElJoin join = join_el(map, row, col, pass);
    const JudgedDies judged = judge_dies(join, pass, pl);
    tell("join", start);
    const AgreementFigures figures = agreement_figures(grid, judged.outcomes, low, el);
    tell("figures and intervals", start);
    const std::size_t groups = agreement_by_zone(map, judged.outcomes).size() +
                               agreement_by_bin(judged.outcomes, bins).size() +
                               agreement_by_cluster(grid, judged.outcomes, pl).size();
    tell("zones, bins, clusters", start);
    fmt::print("correlated: {:.2f} s, agreement {:.4f} %, {} groups, lead {:.0f}\n",
               std::chrono::duration<double>(Clock::now() - all).count(),
               100.0 * figures.confusion.accuracy(), groups, search.lead);
    const TaughtWafer taught{.map = &map, .channels = channels, .rules = pl, .bad = bad};
    const WaferLearning learning = learn_wafer(taught, {}, static_cast<std::int64_t>(grid.cells() / 2), {});
    tell("learning", start);
    std::vector<float> probed(grid.cells(), kNoData);
    for (std::size_t cell = 0; cell < probed.size(); cell += 9973) probed[cell] = el[cell];
    const AnchoredMap anchored = apply_anchor(fit_anchor(grid, high, probed), grid, high);
    tell("anchored map", start);
    fmt::print("model {}, prediction of the first die {:.3f}\n", name_of(learning.result.model.kind),
               anchored.predicted.front());
    return 0;
}
