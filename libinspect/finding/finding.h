// SPDX-License-Identifier: GPL-3.0-or-later
// What is found on a wafer that is no die: a group of failing dies, a defect in a die or beside it, an uneven
// spot. One type for all of them; what kinds there are, and how each lies in the wafer file, stands in
// finding_kinds.h.
#pragma once

#include "libinspect/geometry/die_grid.h"
#include "libinspect/geometry/frames.h"
#include "libinspect/geometry/tile_lattice.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace waferglow {

/// One thing found. Lengths in um on the wafer (x right, y up, origin at its centre).
struct Finding {
    std::int32_t number = 0;  ///< from 1 in its list, by which people name it
    std::int32_t code = 0;    ///< its class: a bin code, or an index of FindingList::classes (FindingKind)
    WaferPoint place{};       ///< its centre, where it is heaviest
    WaferRect extent{};       ///< the smallest rectangle along x and y that holds it
    double score = 0.0;       ///< its strength over the limit from which it counts; 0: not told
    std::int32_t channel = kNoChannel;  ///< position of the channel that shows it
    std::int64_t dies = 0;              ///< that belong to it
    DieRect on{};  ///< the smallest rectangle of these; one cell: the die that it lies on; empty: none

    static constexpr std::int32_t kNoChannel = -1;  ///< told by several channels, or by none

    [[nodiscard]] double width_um() const { return extent.right - extent.left; }
    [[nodiscard]] double height_um() const { return extent.top - extent.bottom; }
};

/// What one kind of finding tells beside what all have: one number or one text each.
struct FindingColumn {
    std::string name;
    std::vector<double> numbers;     ///< NaN: not known
    std::vector<std::string> texts;  ///< in place of numbers
};

struct FindingKind;

/// All findings of one kind on one wafer.
struct FindingList {
    const FindingKind* kind = nullptr;  ///< lives as long as the program
    std::vector<Finding> findings;
    std::vector<std::string> classes{};    ///< names by code; none where codes are those of bins
    std::vector<FindingColumn> columns{};  ///< each with one value a finding

    /// Null where there is no column of that name.
    [[nodiscard]] const FindingColumn* column(std::string_view name) const;
};

/// The list of that kind; null where there is none.
[[nodiscard]] const FindingList* find_list(const std::vector<FindingList>& lists, std::string_view kind);

/// Puts a list in the place of the one of its kind, or behind those of other kinds.
void put_list(FindingList list, std::vector<FindingList>& lists);

/// What the cells of dies cover, each a pitch wide and high. `on` is not empty.
[[nodiscard]] WaferRect extent_of(const DieGrid& grid, const DieRect& on);

/// Throws Error(usage) where the parts of a list do not fit together: no kind, columns of another length,
/// codes without a class.
void check_list(const FindingList& list);

}  // namespace waferglow
