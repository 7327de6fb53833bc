// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/registration/internal/pitch_slip.h"

#include "libinspect/base/parallel.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

namespace waferglow {
namespace {

// Light where no die exists needs dust: one cell in a hundred. Darkness where one exists is common, and dead
// dies come in groups (a whole edge ring), so that cells are far from independent witnesses.
constexpr double kLitOutside = 4.5;
constexpr double kDarkInside = 0.4;
constexpr double kOverwhelming = 25.0;
constexpr std::int64_t kLeastLitOutside = 6;  // more than a speck of dust

/// Running counts of the lit cells of a row: lit among [a, b) is sum[b] - sum[a].
struct RunningRow {
    std::int32_t row = 0;
    std::int32_t begin = 0;
    std::int32_t end = 0;
    std::vector<std::int32_t> sum;
};

/// Lit and dark cells of one kind.
struct CellCounts {
    std::int64_t lit = 0;
    std::int64_t dark = 0;
    [[nodiscard]] std::int64_t count() const { return lit + dark; }
    void add(const CellCounts& other) {
        lit += other.lit;
        dark += other.dark;
    }
};

/// The cells in view under one slip.
struct Seen {
    CellCounts dies;
    CellCounts others;  // on the wafer, but no dies
    std::int64_t lit_outside = 0;
};

/// Log likelihood ratio that `others` glow with a rate of their own against that of dies. Dead dies come in
/// groups, so that cells are far from independent witnesses.
double told_apart(const CellCounts& others, const CellCounts& dies) {
    constexpr double kLeastRate = 0.02;
    if (others.count() == 0 || dies.count() == 0) return 0.0;
    const auto rate_of = [&](const CellCounts& cells) {
        return std::clamp(static_cast<double>(cells.dark) / static_cast<double>(cells.count()), kLeastRate,
                          1.0 - kLeastRate);
    };
    const double own = rate_of(others);
    const double usual = rate_of(dies);
    return kDarkInside * (static_cast<double>(others.dark) * std::log(own / usual) +
                          static_cast<double>(others.lit) * std::log((1.0 - own) / (1.0 - usual)));
}

/// What speaks against a slip, less what speaks for it.
double cost(const Seen& seen) {
    return kLitOutside * static_cast<double>(seen.lit_outside) +
           kDarkInside * static_cast<double>(seen.dies.dark) - told_apart(seen.others, seen.dies);
}

/// CellCounts of a row among the runs of columns, moved by `cols`.
CellCounts count_in(const RunningRow& row, std::span<const ColumnSpan> runs, std::int32_t cols) {
    CellCounts cells;
    const std::int32_t first = row.begin + cols;
    auto run = std::ranges::upper_bound(runs, first, {}, &ColumnSpan::end);
    for (; run != runs.end() && run->begin < row.end + cols; ++run) {
        const ColumnSpan in = common({row.begin, row.end}, {run->begin - cols, run->end - cols});
        const std::int32_t lit = row.sum[static_cast<std::size_t>(in.end - row.begin)] -
                                 row.sum[static_cast<std::size_t>(in.begin - row.begin)];
        cells.add({lit, in.size() - lit});
    }
    return cells;
}

void look_at(const RunningRow& row, const SlipEvidence& evidence, std::int32_t rows, std::int32_t cols,
             Seen& seen) {
    const std::int32_t at = row.row + rows;
    CellCounts on_wafer;
    if (at >= 0 && at < evidence.dies.rows()) {
        const CellCounts dies = count_in(row, evidence.dies.runs(at), cols);
        seen.dies.add(dies);
        on_wafer = dies;
        if (evidence.cells != nullptr) {
            on_wafer = count_in(row, evidence.cells->runs(at), cols);
            seen.others.add({on_wafer.lit - dies.lit, on_wafer.dark - dies.dark});
        }
    }
    seen.lit_outside += row.sum.back() - on_wafer.lit;
}

}  // namespace

PitchSlip find_slip(std::span<const LitRow> rows, const SlipEvidence& evidence, const SlipLimits& limits) {
    std::vector<RunningRow> running;
    running.reserve(rows.size());
    for (const LitRow& row : rows) {
        RunningRow r{.row = row.row,
                     .begin = row.first_col,
                     .end = row.first_col + static_cast<std::int32_t>(row.lit.size()),
                     .sum = {0}};
        for (const unsigned char lit : row.lit) r.sum.push_back(r.sum.back() + lit);
        running.push_back(std::move(r));
    }
    const auto seen_under = [&](std::int32_t dr, std::int32_t dc) {
        Seen sum;
        for (const RunningRow& row : running) look_at(row, evidence, dr, dc, sum);
        return sum;
    };
    const Seen none = seen_under(0, 0);
    // Darkness alone never moves the grid: large dead areas are a defect that this program is to show.
    const bool light_tells = none.lit_outside >= kLeastLitOutside;
    if (!light_tells && evidence.cells == nullptr) return {};
    const auto gain = [&](const Seen& seen) {
        const double all = cost(none) - cost(seen);
        if (light_tells) return all;
        return std::min(all, told_apart(seen.others, seen.dies) - told_apart(none.others, none.dies));
    };
    const auto length = [](const PitchSlip& slip) { return slip.rows * slip.rows + slip.cols * slip.cols; };
    const auto better = [&](const PitchSlip& slip, const PitchSlip& than) {
        return slip.evidence > than.evidence ||
               (slip.evidence == than.evidence && length(slip) < length(than));
    };
    const std::int32_t most_rows = limits.most / limits.row_step;
    const std::int32_t most_cols = limits.most / limits.col_step;
    std::vector<PitchSlip> best_of_rows(static_cast<std::size_t>(2 * most_rows + 1));
    parallel_blocks(best_of_rows.size(), 1, [&](std::size_t number, std::size_t) {
        PitchSlip& best = best_of_rows[number];
        const std::int32_t dr = (static_cast<std::int32_t>(number) - most_rows) * limits.row_step;
        for (std::int32_t step = -most_cols; step <= most_cols; ++step) {
            const std::int32_t dc = step * limits.col_step;
            const PitchSlip slip{dr, dc, gain(seen_under(dr, dc))};
            if (better(slip, best)) best = slip;
        }
    });
    PitchSlip best;
    for (const PitchSlip& slip : best_of_rows) {
        if (better(slip, best)) best = slip;
    }
    if (best.evidence < kOverwhelming) return {};
    return best;
}

bool always_inside(std::int32_t row, ColumnSpan cols, const DiePresence& presence, std::int32_t most) {
    if (row - most < 0 || row + most >= presence.rows()) return false;
    for (std::int32_t at = row - most; at <= row + most; ++at) {
        const bool inside = std::ranges::any_of(presence.runs(at), [&](const ColumnSpan& run) {
            return cols.begin - most >= run.begin && cols.end + most <= run.end;
        });
        if (!inside) return false;
    }
    return true;
}

}  // namespace waferglow
