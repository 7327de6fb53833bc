// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/registration/pitch_slip.h"

#include "libinspect/base/parallel.h"

#include <algorithm>
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

/// Cells that speak against a slip.
struct Against {
    std::int64_t lit_outside = 0;
    std::int64_t dark_inside = 0;
    [[nodiscard]] double cost() const {
        return kLitOutside * static_cast<double>(lit_outside) +
               kDarkInside * static_cast<double>(dark_inside);
    }
};

void count_row(const RunningRow& row, const DiePresence& presence, std::int32_t rows, std::int32_t cols,
               Against& against) {
    const std::int32_t at = row.row + rows;
    const std::int32_t lit = row.sum.back();
    std::int32_t lit_inside = 0;
    if (at >= 0 && at < presence.rows()) {
        const ColumnSpan span = presence.row(at);
        const std::int32_t begin = std::max(row.begin, span.begin - cols);
        const std::int32_t end = std::min(row.end, span.end - cols);
        if (end > begin) {
            lit_inside = row.sum[static_cast<std::size_t>(end - row.begin)] -
                         row.sum[static_cast<std::size_t>(begin - row.begin)];
            against.dark_inside += end - begin - lit_inside;
        }
    }
    against.lit_outside += lit - lit_inside;
}

}  // namespace

PitchSlip find_slip(std::span<const LitRow> rows, const DiePresence& presence, std::int32_t most) {
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
    const auto against = [&](std::int32_t dr, std::int32_t dc) {
        Against sum;
        for (const RunningRow& row : running) count_row(row, presence, dr, dc, sum);
        return sum;
    };
    const Against none = against(0, 0);
    // Darkness alone never moves the grid: large dead areas are a defect that this program is to show.
    if (none.lit_outside < kLeastLitOutside) return {};
    const auto length = [](const PitchSlip& slip) { return slip.rows * slip.rows + slip.cols * slip.cols; };
    const auto better = [&](const PitchSlip& slip, const PitchSlip& than) {
        return slip.evidence > than.evidence ||
               (slip.evidence == than.evidence && length(slip) < length(than));
    };
    std::vector<PitchSlip> best_of_rows(static_cast<std::size_t>(2 * most + 1));
    parallel_blocks(best_of_rows.size(), 1, [&](std::size_t number, std::size_t) {
        PitchSlip& best = best_of_rows[number];
        const std::int32_t dr = static_cast<std::int32_t>(number) - most;
        for (std::int32_t dc = -most; dc <= most; ++dc) {
            const PitchSlip slip{dr, dc, none.cost() - against(dr, dc).cost()};
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
        const ColumnSpan span = presence.row(at);
        if (cols.begin - most < span.begin || cols.end + most > span.end) return false;
    }
    return true;
}

}  // namespace waferglow
