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

/// Running counts of the lit cells of a row: lit among [a, b) is sum[b] - sum[a].
struct RunningRow {
    std::int32_t row = 0;
    std::int32_t begin = 0;
    std::int32_t end = 0;
    std::vector<std::int32_t> sum;
};

std::int64_t cost_terms(const RunningRow& row, const DiePresence& presence, std::int32_t rows,
                        std::int32_t cols, std::int64_t& dark_inside) {
    const std::int32_t at = row.row + rows;
    const std::int32_t lit = row.sum.back();
    if (at < 0 || at >= presence.rows()) return lit;
    const ColumnSpan span = presence.row(at);
    const std::int32_t begin = std::max(row.begin, span.begin - cols);
    const std::int32_t end = std::min(row.end, span.end - cols);
    if (end <= begin) return lit;
    const std::int32_t lit_inside = row.sum[static_cast<std::size_t>(end - row.begin)] -
                                    row.sum[static_cast<std::size_t>(begin - row.begin)];
    dark_inside += end - begin - lit_inside;
    return lit - lit_inside;
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
    const auto cost = [&](std::int32_t dr, std::int32_t dc) {
        std::int64_t lit_outside = 0;
        std::int64_t dark_inside = 0;
        for (const RunningRow& row : running) lit_outside += cost_terms(row, presence, dr, dc, dark_inside);
        return kLitOutside * static_cast<double>(lit_outside) +
               kDarkInside * static_cast<double>(dark_inside);
    };
    const double none = cost(0, 0);
    PitchSlip best;
    const auto length = [](std::int32_t dr, std::int32_t dc) { return dr * dr + dc * dc; };
    for (std::int32_t dr = -most; dr <= most; ++dr) {
        for (std::int32_t dc = -most; dc <= most; ++dc) {
            const double evidence = none - cost(dr, dc);
            const bool nearer = evidence == best.evidence && length(dr, dc) < length(best.rows, best.cols);
            if (evidence > best.evidence || nearer) best = {dr, dc, evidence};
        }
    }
    if (best.evidence < kOverwhelming) return {};
    return best;
}

}  // namespace waferglow
