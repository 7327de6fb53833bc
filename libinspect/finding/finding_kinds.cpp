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

constexpr std::array<StoredField, 22> kDefectFields{{
    {"row", FindingField::row_min, FindingType::int32},
    {"col", FindingField::col_min, FindingType::int32},
    {"defect", FindingField::number, FindingType::int32},
    {"class", FindingField::class_name, FindingType::text},
    {"region", FindingField::own_text, FindingType::text},
    {"x_um", FindingField::die_x_um, FindingType::float64, "um"},
    {"y_um", FindingField::die_y_um, FindingType::float64, "um"},
    {"wafer_x_um", FindingField::x_um, FindingType::float64, "um"},
    {"wafer_y_um", FindingField::y_um, FindingType::float64, "um"},
    {"length_um", FindingField::own_number, FindingType::float32, "um"},
    {"width_um", FindingField::own_number, FindingType::float32, "um"},
    {"area_um2", FindingField::own_number, FindingType::float32, "um2"},
    {"contrast", FindingField::own_number, FindingType::float32},
    {"sigma", FindingField::own_number, FindingType::float32},
    {"polarity", FindingField::own_text, FindingType::text},
    {"tile", FindingField::own_number, FindingType::int32},
    {"reason", FindingField::own_text, FindingType::text},
    {"verdict", FindingField::own_text, FindingType::text},
    {"score", FindingField::score, FindingType::float32},
    {"channel", FindingField::channel, FindingType::int32},
    {"extent_x_um", FindingField::width_um, FindingType::float32, "um"},
    {"extent_y_um", FindingField::height_um, FindingType::float32, "um"},
}};

constexpr std::array<FindingKind, 2> kKinds{{
    {.name = kClusters,
     .title = "Clusters of failing dies",
     .in_bins = true,
     .classed_by_bin = true,
     .first_defect_class = 0,
     .fields = kClusterFields},
    {.name = kDefects,
     .title = "Defects in reflected light",
     .in_bins = false,
     .classed_by_bin = false,
     .first_defect_class = 1000,
     .fields = kDefectFields},
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
