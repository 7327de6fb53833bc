// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/correlation/shifted_parts.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <fmt/format.h>

namespace waferglow {
namespace {

constexpr std::size_t kMostRecords = 400'000;
constexpr std::int32_t kPartsAcross = 16;  // along each side
constexpr std::int32_t kReach = 2;         // dies
constexpr std::int32_t kSide = 2 * kReach + 1;
constexpr double kSureSigmas = 6.0;
constexpr double kFewestFor = 3.0;  // times those against

/// Records that agree with PL under one of two placements alone.
struct Split {
    std::int64_t shifted = 0;
    std::int64_t used = 0;

    void add(const Split& other) {
        shifted += other.shifted;
        used += other.used;
    }
    [[nodiscard]] double sigmas() const {
        return static_cast<double>(shifted - used) / std::sqrt(static_cast<double>(shifted + used) + 1.0);
    }
    [[nodiscard]] bool sure() const {
        return sigmas() >= kSureSigmas &&
               static_cast<double>(shifted) >= kFewestFor * static_cast<double>(used);
    }
};

using Shifts = std::array<Split, kSide * kSide>;

/// What all records say in each cell of a coarse grid over the wafer.
std::vector<Shifts> count(const DieMap& map, const ElLabels::Table& table, const AlignmentMarks& marks,
                          const ElTransform& used) {
    const DieGrid& grid = map.grid();
    std::vector<Shifts> cells(static_cast<std::size_t>(kPartsAcross) * kPartsAcross);
    const std::size_t step = 1 + marks.el.size() / kMostRecords;
    const auto mark_of = [&](DieIndex die) {
        return map.presence().exists(die) ? marks.pl[grid.cell(die)] : std::uint8_t{255};
    };
    for (std::size_t i = 0; i < marks.el.size(); i += step) {
        const std::uint8_t el = marks.el[i];
        if (el > 1) continue;
        const DieIndex die = used.die_of(table.row[i], table.col[i]);
        const std::uint8_t here = mark_of(die);
        if (here > 1) continue;
        const auto cell =
            static_cast<std::size_t>(std::int64_t{die.row} * kPartsAcross / grid.rows * kPartsAcross +
                                     std::int64_t{die.col} * kPartsAcross / grid.cols);
        std::size_t shift = 0;
        for (std::int32_t row = -kReach; row <= kReach; ++row) {
            for (std::int32_t col = -kReach; col <= kReach; ++col, ++shift) {
                const std::uint8_t there = mark_of({die.row + row, die.col + col});
                if (there > 1 || there == here) continue;
                ++(there == el ? cells[cell][shift].shifted : cells[cell][shift].used);
            }
        }
    }
    return cells;
}

/// A box of the coarse grid that speaks for a shift.
struct Part {
    std::int32_t row = 0;
    std::int32_t col = 0;
    std::int32_t rows = kPartsAcross;
    std::int32_t cols = kPartsAcross;
    DieIndex shift{};
    Split split{};
};

/// The surest shift of a box; one of nothing where none is sure.
Part judge(const std::vector<Shifts>& cells, Part box) {
    Shifts sum{};
    for (std::int32_t row = box.row; row < box.row + box.rows; ++row) {
        for (std::int32_t col = box.col; col < box.col + box.cols; ++col) {
            const Shifts& cell = cells[static_cast<std::size_t>(row * kPartsAcross + col)];
            for (std::size_t s = 0; s < sum.size(); ++s) sum[s].add(cell[s]);
        }
    }
    for (std::int32_t s = 0; s < kSide * kSide; ++s) {
        const Split& split = sum[static_cast<std::size_t>(s)];
        if (!split.sure() || split.sigmas() <= box.split.sigmas()) continue;
        box.split = split;
        box.shift = {s / kSide - kReach, s % kSide - kReach};
    }
    return box;
}

/// The surest of all boxes and bands.
Part surest(const std::vector<Shifts>& cells) {
    constexpr std::array<std::array<std::int32_t, 2>, 10> kSizes{
        {{8, 16}, {4, 16}, {2, 16}, {1, 16}, {16, 8}, {16, 4}, {16, 2}, {8, 8}, {4, 4}, {2, 2}}};
    Part best;
    for (const auto& [rows, cols] : kSizes) {
        for (std::int32_t row = 0; row < kPartsAcross; row += rows) {
            for (std::int32_t col = 0; col < kPartsAcross; col += cols) {
                const Part part = judge(cells, {.row = row, .col = col, .rows = rows, .cols = cols});
                if (part.split.sigmas() > best.split.sigmas()) best = part;
            }
        }
    }
    return best;
}

}  // namespace

std::string shifted_parts(const DieMap& map, const ElLabels& labels, const AlignmentMarks& marks,
                          const ElTransform& used) {
    const DieGrid& grid = map.grid();
    const Part part = surest(count(map, labels.of(used.orientation), marks, used));
    if (!part.split.sure()) return {};
    const auto edge = [](std::int32_t cell, std::int32_t dies) {
        return static_cast<std::int32_t>((std::int64_t{cell} * dies + kPartsAcross - 1) / kPartsAcross);
    };
    return fmt::format(
        "a part of the EL data lies beside its dies: in rows {} to {}, columns {} to {} the verdicts "
        "agree far better with those of PL at rows {:+}, columns {:+} ({} records speak for it, {} against); "
        "did the prober skip a die there, or are tables of two alignments joined?",
        edge(part.row, grid.rows), edge(part.row + part.rows, grid.rows) - 1, edge(part.col, grid.cols),
        edge(part.col + part.cols, grid.cols) - 1, part.shift.row, part.shift.col, part.split.shifted,
        part.split.used);
}

}  // namespace waferglow
