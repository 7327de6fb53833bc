// SPDX-License-Identifier: GPL-3.0-or-later
// Lays EL records on the dies of a wafer: one record a die, and an account of every record that found none.
#pragma once

#include "libinspect/correlation/confusion.h"
#include "libinspect/map/die_map.h"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace waferglow {

/// What two verdicts on a die make together; positive = defective.
enum class DieOutcome : std::uint8_t {
    none,         ///< not judged by both
    hit,          ///< bad by EL, rejected by PL
    overkill,     ///< good by EL, rejected by PL
    agreed_good,  ///< good by both
    escape,       ///< bad by EL, passed by PL
};

/// Which record tells about which die. Records are numbered from 0 in the order given.
struct ElJoin {
    static constexpr std::int32_t kNoRecord = -1;

    std::vector<std::int32_t> record_of_cell;  ///< for each cell of the grid
    std::vector<std::int32_t> off_wafer;       ///< records whose (row, col) is no die of the wafer
    std::vector<std::int32_t> on_no_die;       ///< records on test structures, marks and empty cells
    std::vector<std::int32_t> superseded;      ///< records followed by a later one of the same die
    std::int64_t contradicting = 0;            ///< superseded records whose verdict the last one reversed
    std::int64_t dies = 0;                     ///< dies with a record
    std::int64_t missing = 0;                  ///< dies of the wafer without a record
    std::int64_t records = 0;                  ///< dies + off_wafer + on_no_die + superseded
};

/// Of several records of a die the last one stands, as a retest overrules the test. `pass` is 0, 1 or
/// anything else for no verdict, and may be empty. Throws Error(usage) where lengths differ or there are 2^31
/// records.
[[nodiscard]] ElJoin join_el(const DieMap& map, std::span<const std::int32_t> row,
                             std::span<const std::int32_t> col, std::span<const std::uint8_t> pass);

/// PL's side of the comparison: a bin code for every cell of the grid (255: none), and which codes pass.
struct BinVerdicts {
    std::span<const std::uint8_t> bins;
    std::array<bool, 256> passes{};
};

/// Dies judged by both sides, and how many were left out for which reason.
struct JudgedDies {
    std::vector<DieOutcome> outcomes;  ///< for each cell of the grid
    Confusion confusion;
    std::int64_t unmeasured = 0;  ///< dies with a record that PL gave no bin
    std::int64_t not_judged = 0;  ///< dies with a bin and a record, but no EL verdict
    std::int64_t trained = 0;  ///< dies judged by both sides that the model behind the bins has learnt from
};

/// `trained` marks the cells of dies that the model behind the bins has learnt from, and may be empty: such
/// dies say nothing about how good it is, so they get no outcome. Throws Error(usage) where lengths do not
/// fit the join.
[[nodiscard]] JudgedDies judge_dies(const ElJoin& join, std::span<const std::uint8_t> pass,
                                    const BinVerdicts& pl, const std::vector<bool>& trained = {});

/// Adds one die to a confusion matrix; `none` adds nothing.
void add_outcome(Confusion& confusion, DieOutcome outcome);

}  // namespace waferglow
