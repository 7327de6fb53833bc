// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/correlation/agreement_groups.h"

#include "libinspect/base/error.h"
#include "libinspect/defect/bins.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

namespace waferglow {
namespace {

void check_cells(std::size_t outcomes, std::size_t cells) {
    if (outcomes == cells) return;
    throw Error(ErrorKind::usage,
                fmt::format("agreement by group: {} outcomes for {} cells", outcomes, cells));
}

/// Calls visit(cell) for the up to 8 neighbours of `cell`.
template <class Visit>
void for_neighbours(const DieGrid& grid, std::size_t cell, Visit visit) {
    const auto cols = static_cast<std::size_t>(grid.cols);
    const auto row = static_cast<std::int32_t>(cell / cols);
    const auto col = static_cast<std::int32_t>(cell % cols);
    for (std::int32_t r = std::max(0, row - 1); r <= std::min(grid.rows - 1, row + 1); ++r) {
        for (std::int32_t c = std::max(0, col - 1); c <= std::min(grid.cols - 1, col + 1); ++c) {
            if (r != row || c != col) visit(grid.cell({r, c}));
        }
    }
}

enum Place : std::uint8_t { kClustered, kIsolated, kBeside, kElsewhere, kUnknown };

}  // namespace

std::vector<GroupAgreement> agreement_by_bin(std::span<const DieOutcome> outcomes,
                                             std::span<const std::uint8_t> bins) {
    check_cells(outcomes.size(), bins.size());
    std::array<Confusion, 256> counts;
    for (std::size_t cell = 0; cell < bins.size(); ++cell) add_outcome(counts[bins[cell]], outcomes[cell]);
    std::vector<GroupAgreement> groups;
    for (std::size_t code = 0; code < counts.size(); ++code) {
        if (counts[code].matched() > 0) groups.push_back({std::to_string(code), counts[code]});
    }
    return groups;
}

std::vector<GroupAgreement> agreement_by_zone(const DieMap& map, std::span<const DieOutcome> outcomes) {
    const DieGrid& grid = map.grid();
    check_cells(outcomes.size(), grid.cells());
    constexpr std::array<const char*, 3> kRings{"centre", "middle", "edge"};
    constexpr std::array<const char*, 4> kSectors{"right", "top", "left", "bottom"};
    std::array<Confusion, kRings.size() * kSectors.size()> counts;
    const Substrate substrate(map.wafer());
    for (std::int32_t row = 0; row < grid.rows; ++row) {
        for (std::int32_t col = 0; col < grid.cols; ++col) {
            const DieOutcome outcome = outcomes[grid.cell({row, col})];
            if (outcome == DieOutcome::none) continue;
            const WaferPoint p = grid.center({row, col});
            const auto ring = static_cast<std::size_t>(substrate.zone(p, static_cast<int>(kRings.size())));
            const bool sideways = std::abs(p.x) >= std::abs(p.y);
            const std::size_t sector = sideways ? (p.x >= 0.0 ? 0U : 2U) : (p.y > 0.0 ? 1U : 3U);
            add_outcome(counts[ring * kSectors.size() + sector], outcome);
        }
    }
    std::vector<GroupAgreement> groups;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        groups.push_back(
            {fmt::format("{} {}", kRings[i / kSectors.size()], kSectors[i % kSectors.size()]), counts[i]});
    }
    return groups;
}

std::vector<GroupAgreement> agreement_by_cluster(const DieGrid& grid, std::span<const DieOutcome> outcomes,
                                                 const BinVerdicts& pl, std::int64_t min_dies) {
    check_cells(outcomes.size(), grid.cells());
    check_cells(pl.bins.size(), grid.cells());
    const auto fails = [&pl](std::size_t cell) {
        return pl.bins[cell] != kNoBinCode && !pl.passes[pl.bins[cell]];
    };
    std::vector<std::uint8_t> place(outcomes.size(), kUnknown);
    std::vector<std::size_t> group;
    for (std::size_t start = 0; start < place.size(); ++start) {
        if (place[start] != kUnknown || !fails(start)) continue;
        group.assign(1, start);
        place[start] = kIsolated;
        for (std::size_t i = 0; i < group.size(); ++i) {
            for_neighbours(grid, group[i], [&](std::size_t next) {
                if (place[next] != kUnknown || !fails(next)) return;
                place[next] = kIsolated;
                group.push_back(next);
            });
        }
        if (static_cast<std::int64_t>(group.size()) < min_dies) continue;
        for (const std::size_t cell : group) place[cell] = kClustered;
        for (const std::size_t cell : group) {
            for_neighbours(grid, cell, [&](std::size_t next) {
                if (place[next] == kUnknown && !fails(next)) place[next] = kBeside;
            });
        }
    }
    std::vector<GroupAgreement> groups{
        {"in clusters", {}}, {"isolated", {}}, {"beside clusters", {}}, {"elsewhere", {}}};
    for (std::size_t cell = 0; cell < place.size(); ++cell) {
        add_outcome(groups[std::min<std::size_t>(place[cell], kElsewhere)].confusion, outcomes[cell]);
    }
    return groups;
}

}  // namespace waferglow
