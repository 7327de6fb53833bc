// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/finding/finding_kinds.h"

#include "libinspect/base/error.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>
#include <string>

#include <fmt/format.h>

namespace waferglow {
namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

constexpr std::array<StoredField, 9> kClusterFields{{
    {"id", FindingField::number, FindingType::int32},
    {"bin", FindingField::code, FindingType::uint8},
    {"dies", FindingField::dies, FindingType::int64},
    {"row_min", FindingField::row_min, FindingType::int32},
    {"row_max", FindingField::row_max, FindingType::int32},
    {"col_min", FindingField::col_min, FindingType::int32},
    {"col_max", FindingField::col_max, FindingType::int32},
    {"x", FindingField::x_um, FindingType::float64, "um"},
    {"y", FindingField::y_um, FindingType::float64, "um"},
}};

constexpr std::array<FindingKind, 1> kKinds{{
    {.name = kClusters,
     .title = "Clusters of failing dies",
     .in_bins = true,
     .classed_by_bin = true,
     .first_defect_class = 0,
     .fields = kClusterFields},
}};

const FindingColumn& own_column(const FindingList& list, const StoredField& field) {
    if (const FindingColumn* column = list.column(field.name)) return *column;
    throw Error(ErrorKind::usage, fmt::format("findings '{}' have no column '{}', which the file has",
                                              list.kind->name, field.name));
}

/// From the centre of the die that the finding lies on.
WaferPoint from_die(const Finding& finding, const DieGrid& grid) {
    if (finding.on.empty()) return {kUnknown, kUnknown};
    const WaferPoint die = grid.center({finding.on.row_begin, finding.on.col_begin});
    return {finding.place.x - die.x, finding.place.y - die.y};
}

}  // namespace

std::span<const FindingKind> finding_kinds() {
    return kKinds;
}

const FindingKind& finding_kind(std::string_view name) {
    const auto found = std::ranges::find(kKinds, name, &FindingKind::name);
    if (found == kKinds.end())
        throw Error(ErrorKind::usage, fmt::format("there are no findings of the kind '{}'", name));
    return *found;
}

double number_of(const FindingList& list, std::size_t i, const StoredField& field, const DieGrid& grid) {
    const Finding& finding = list.findings[i];
    const DieRect& on = finding.on;
    switch (field.field) {
        case FindingField::number:
            return finding.number;
        case FindingField::code:
            return finding.code;
        case FindingField::score:
            return finding.score;
        case FindingField::channel:
            return finding.channel;
        case FindingField::dies:
            return static_cast<double>(finding.dies);
        case FindingField::row_min:
            return on.empty() ? -1 : on.row_begin;
        case FindingField::row_max:
            return on.empty() ? -1 : on.row_end - 1;
        case FindingField::col_min:
            return on.empty() ? -1 : on.col_begin;
        case FindingField::col_max:
            return on.empty() ? -1 : on.col_end - 1;
        case FindingField::x_um:
            return finding.place.x;
        case FindingField::y_um:
            return finding.place.y;
        case FindingField::die_x_um:
            return from_die(finding, grid).x;
        case FindingField::die_y_um:
            return from_die(finding, grid).y;
        case FindingField::width_um:
            return finding.width_um();
        case FindingField::height_um:
            return finding.height_um();
        case FindingField::own_number:
            return own_column(list, field).numbers[i];
        case FindingField::class_name:
        case FindingField::own_text:
            break;
    }
    throw Error(ErrorKind::usage, fmt::format("findings: '{}' is no number", field.name));
}

const std::string& text_of(const FindingList& list, std::size_t i, const StoredField& field) {
    if (field.field == FindingField::class_name)
        return list.classes[static_cast<std::size_t>(list.findings[i].code)];
    return own_column(list, field).texts[i];
}

}  // namespace waferglow
