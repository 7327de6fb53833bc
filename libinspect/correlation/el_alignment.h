// SPDX-License-Identifier: GPL-3.0-or-later
// How the labels of an EL table (row, col, or places in um) become dies of the wafer, and how to find that
// out where nobody wrote it down: which way the tester's map is turned and mirrored, and where its count
// begins.
#pragma once

#include "libinspect/map/die_map.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace waferglow {

/// The tester's map is mirrored left to right first (where `mirrored`), then turned counter-clockwise by
/// `quarter_turns` * 90 degrees. All 8 ways in which a map can lie on a wafer; directions in which rows and
/// columns are counted are among them.
struct ElOrientation {
    int quarter_turns = 0;  ///< 0 to 3
    bool mirrored = false;
    /// Whether its rows become columns of the wafer.
    [[nodiscard]] bool swaps() const { return quarter_turns % 2 != 0; }
    friend bool operator==(const ElOrientation&, const ElOrientation&) = default;
};

/// Orientation, then an offset in dies (an index base of 1 is an offset of -1).
struct ElTransform {
    ElOrientation orientation;
    std::int32_t row_offset = 0;
    std::int32_t col_offset = 0;
    /// The die of a record; far outside of any grid where the sum does not fit 32 bits.
    [[nodiscard]] DieIndex die_of(std::int32_t el_row, std::int32_t el_col) const;
    friend bool operator==(const ElTransform&, const ElTransform&) = default;
};

/// "as given", or "mirrored, turned by 90 degrees, rows -1, columns +3".
[[nodiscard]] std::string describe(const ElTransform& transform);

/// Labels of EL records in whole dies. `swapped` holds the labels to be used where rows become columns; empty
/// where they are the same.
struct ElLabels {
    struct Table {
        std::vector<std::int32_t> row;
        std::vector<std::int32_t> col;
    };
    Table upright;
    Table swapped;
    double phase_x_um = 0.0;  ///< what had to be subtracted to bring places onto the grid
    double phase_y_um = 0.0;
    [[nodiscard]] const Table& of(const ElOrientation& orientation) const {
        return orientation.swaps() && !swapped.row.empty() ? swapped : upright;
    }
};

/// Labels of places in um, x right and y up, counted from the die nearest to the wafer's centre of
/// coordinates as on `grid`. With `unknown_origin` the places' own phase is taken off first. Throws
/// Error(input) where the places do not lie on a lattice of the grid's pitch (wrong unit, wrong pitch, turned
/// by a few degrees).
[[nodiscard]] ElLabels labels_of_places(std::span<const double> x_um, std::span<const double> y_um,
                                        const DieGrid& grid, bool unknown_origin);

/// What each side calls bad: 1 bad, 0 good, anything else not known. `pl` has one element a cell of the grid.
struct AlignmentMarks {
    std::span<const std::uint8_t> el;
    std::span<const std::uint8_t> pl;
};

/// How well records agree with PL under a transform.
struct AlignmentScore {
    ElTransform transform;
    double score = 0.0;     ///< Matthews correlation of bad dies x share of records that meet a die PL judged
    double on_wafer = 0.0;  ///< that share
};

struct AlignmentSearch {
    AlignmentScore best;
    AlignmentScore runner_up;
    AlignmentScore as_given;
    double lead = 0.0;  ///< of best over runner-up: McNemar's z of the records that tell them apart
    double lead_over_given = 0.0;
    bool conclusive = false;  ///< lead of at least kLeastLead and a score of at least kLeastScore
};
inline constexpr double kLeastLead = 5.0;
inline constexpr double kLeastScore = 0.1;

/// Tries all orientations and every offset at which the table lies on the wafer, give or take `slack` dies.
/// Candidates come from votes of bad dies, the decision from up to 200,000 records. Any share of the records
/// may be missing. Deterministic. Throws Error(usage) where lengths differ, Error(input) without a record.
[[nodiscard]] AlignmentSearch find_alignment(const DieMap& map, const ElLabels& labels,
                                             const AlignmentMarks& marks, std::int32_t slack = 12);

/// The transform to use: as given unless the data clearly speak against it (it misses the wafer, or another
/// one leads by kLeastLead). Throws Error(input) that names best and runner-up where the data can't tell.
[[nodiscard]] ElTransform settle_alignment(const AlignmentSearch& search, bool prefer_given);

/// What people must be told of an alignment that is used: verdicts that agree no better than chance, as those
/// of another wafer do, or that contradict each other. Empty: nothing.
[[nodiscard]] std::string doubt_of(const AlignmentSearch& search, const ElTransform& used);

}  // namespace waferglow
