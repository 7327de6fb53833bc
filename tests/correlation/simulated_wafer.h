// SPDX-License-Identifier: GPL-3.0-or-later
// Wafers whose true rates are known, with independent or clustered disagreement between PL and EL.
#pragma once

#include "libinspect/correlation/el_join.h"

#include <cmath>
#include <random>
#include <vector>

namespace waferglow::test {

struct WaferProcess {
    std::int32_t dies_across = 300;
    double bad = 0.05;       ///< share of dies bad by EL, about
    double escape = 0.15;    ///< true rate
    double overkill = 0.01;  ///< true rate
    double clustered = 0.5;  ///< share of bad and of overkilled dies that come in discs
    int disc_radius = 3;
};

struct SimulatedWafer {
    DieGrid grid;
    std::vector<DieOutcome> outcomes;
    Confusion confusion;
};

/// Discs of bad dies are seen or missed by PL as a whole; discs of overkill lie anywhere.
inline SimulatedWafer simulate_wafer(const WaferProcess& process, std::uint64_t seed) {
    std::mt19937_64 random(seed);
    const auto uniform = [&random] { return static_cast<double>(random() >> 11U) * 0x1p-53; };
    const std::int32_t n = process.dies_across;
    const int r = process.disc_radius;
    SimulatedWafer wafer;
    wafer.grid = {.rows = n,
                  .cols = n,
                  .x0_um = 0,
                  .y0_um = 0,
                  .pitch_x_um = 10,
                  .pitch_y_um = 10,
                  .die_width_um = 8,
                  .die_height_um = 8};
    enum Mark : std::uint8_t { kBad = 1, kMissed = 2, kOver = 4 };
    std::vector<std::uint8_t> marks(wafer.grid.cells(), 0);
    const double alone = 1.0 - process.clustered;
    for (std::uint8_t& mark : marks) {
        if (uniform() < process.bad * alone) mark |= kBad;
        if (uniform() < process.escape) mark |= kMissed;
        if (uniform() < process.overkill * alone) mark |= kOver;
    }
    int area = 0;
    for (int y = -r; y <= r; ++y) {
        for (int x = -r; x <= r; ++x) area += x * x + y * y <= r * r;
    }
    const double field = (n + 2.0 * r) * (n + 2.0 * r);
    const auto add_discs = [&](double share, bool bad) {
        std::poisson_distribution<int> count(-std::log1p(-share * process.clustered) / area * field);
        for (int disc = count(random); disc > 0; --disc) {
            const int row = static_cast<int>(uniform() * (n + 2 * r)) - r;
            const int col = static_cast<int>(uniform() * (n + 2 * r)) - r;
            const bool missed = uniform() < process.escape;
            for (int y = -r; y <= r; ++y) {
                for (int x = -r; x <= r; ++x) {
                    const DieIndex die{row + y, col + x};
                    if (x * x + y * y > r * r || !wafer.grid.contains(die)) continue;
                    std::uint8_t& mark = marks[wafer.grid.cell(die)];
                    if (bad) {
                        mark = static_cast<std::uint8_t>((mark & kOver) | kBad | (missed ? kMissed : 0));
                    } else {
                        mark |= kOver;
                    }
                }
            }
        }
    };
    if (process.clustered > 0.0) {
        add_discs(process.bad, true);
        add_discs(process.overkill, false);
    }
    wafer.outcomes.assign(marks.size(), DieOutcome::none);
    for (std::int32_t row = 0; row < n; ++row) {
        for (std::int32_t col = 0; col < n; ++col) {
            if (std::hypot(row + 0.5 - 0.5 * n, col + 0.5 - 0.5 * n) > 0.5 * n) continue;
            const std::uint8_t mark = marks[wafer.grid.cell({row, col})];
            DieOutcome& outcome = wafer.outcomes[wafer.grid.cell({row, col})];
            if ((mark & kBad) != 0) {
                outcome = (mark & kMissed) != 0 ? DieOutcome::escape : DieOutcome::hit;
            } else {
                outcome = (mark & kOver) != 0 ? DieOutcome::overkill : DieOutcome::agreed_good;
            }
            add_outcome(wafer.confusion, outcome);
        }
    }
    return wafer;
}

}  // namespace waferglow::test
