// SPDX-License-Identifier: GPL-3.0-or-later
// The kinds of findings, one line each: where they lie in the wafer file and in which columns, and whether
// they go to a defect file. Storing, reading, listing and exporting all ask this table.
#pragma once

#include "libinspect/finding/finding.h"

#include <cstdint>
#include <span>
#include <string_view>

namespace waferglow {

/// What a column of the file holds of a finding.
enum class FindingField : std::uint8_t {
    number,
    code,
    class_name,
    score,
    channel,
    dies,
    row_min,  ///< of Finding::on; of findings on one die, its row; -1 where they lie on none
    row_max,
    col_min,
    col_max,
    x_um,
    y_um,
    die_x_um,  ///< from the centre of the die at (row_min, col_min); NaN where there is none
    die_y_um,
    width_um,
    height_um,
    own_number,  ///< the column of the same name in FindingList::columns
    own_text
};

enum class FindingType : std::uint8_t { int32, uint8, int64, float32, float64, text };

struct StoredField {
    const char* name;
    FindingField field;
    FindingType type;
    const char* unit = "";
};

struct FindingKind {
    const char* name;   ///< in code, and of the group in the file
    const char* title;  ///< of a list of them, for people
    bool in_bins;       ///< its group lies in /entry/bins, else in /entry
    /// Codes are bin codes. Else they are indices of the list's classes.
    bool classed_by_bin;
    /// Number of the first class in a defect file, in which each finding is one record; beyond the bin codes
    /// and apart from other kinds. The numbers of a class are this and the code of the bin that is called
    /// like it, or this, 256 and the class's own code. 0: no records, the failing dies tell of them.
    std::int32_t first_defect_class;
    std::span<const StoredField> fields;
};

inline constexpr const char* kClusters = "clusters";
inline constexpr const char* kDefects = "defects";  ///< on dies, seen in reflected light

[[nodiscard]] std::span<const FindingKind> finding_kinds();

/// Throws Error(usage) where there is none of that name.
[[nodiscard]] const FindingKind& finding_kind(std::string_view name);

/// The value of a numeric field of `list.findings[i]`.
[[nodiscard]] double number_of(const FindingList& list, std::size_t i, const StoredField& field,
                               const DieGrid& grid);
/// Likewise of a field of type text.
[[nodiscard]] const std::string& text_of(const FindingList& list, std::size_t i, const StoredField& field);

}  // namespace waferglow
