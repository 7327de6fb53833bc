// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/registration/pitch_slip.h"

#include <algorithm>
#include <cstddef>

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
    PitchSlip best;
    const auto length = [](std::int32_t dr, std::int32_t dc) { return dr * dr + dc * dc; };
    for (std::int32_t dr = -most; dr <= most; ++dr) {
        for (std::int32_t dc = -most; dc <= most; ++dc) {
            const double evidence = none.cost() - against(dr, dc).cost();
            const bool nearer = evidence == best.evidence && length(dr, dc) < length(best.rows, best.cols);
            if (evidence > best.evidence || nearer) best = {dr, dc, evidence};
        }
    }
    if (best.evidence < kOverwhelming) return {};
    return best;
}

}  // namespace waferglow
