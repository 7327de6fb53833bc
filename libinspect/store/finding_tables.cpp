// SPDX-License-Identifier: GPL-3.0-or-later
// Findings as tables of the columns that their kind declares: the one writer and the one reader.
#include "libinspect/base/error.h"
#include "libinspect/finding/finding_kinds.h"
#include "libinspect/store/internal/hdf5_nodes.h"
#include "libinspect/store/internal/hdf5_tables.h"
#include "libinspect/store/internal/wafer_layout.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <utility>

#include <fmt/format.h>

namespace waferglow::hdf5 {

namespace {

/// Of /entry.
std::string path_of(const FindingKind& kind) {
    return (kind.in_bins ? "bins/" : "") + std::string(kind.name);
}

template <class T>
void write_numbers(const TableWriter& table, const StoredField& field, const std::vector<double>& numbers) {
    table.column_of<T>(
        field.name, numbers, [](double number) { return number; }, field.unit);
}

void write_field(const TableWriter& table, const FindingList& list, const StoredField& field,
                 const DieGrid& grid) {
    if (field.type == FindingType::text) {
        std::vector<std::string> texts;
        for (std::size_t i = 0; i < list.findings.size(); ++i) texts.push_back(text_of(list, i, field));
        return table.texts(field.name, texts);
    }
    std::vector<double> numbers;
    for (std::size_t i = 0; i < list.findings.size(); ++i) numbers.push_back(number_of(list, i, field, grid));
    switch (field.type) {
        case FindingType::int32:
            return write_numbers<std::int32_t>(table, field, numbers);
        case FindingType::uint8:
            return write_numbers<std::uint8_t>(table, field, numbers);
        case FindingType::int64:
            return write_numbers<std::int64_t>(table, field, numbers);
        case FindingType::float32:
            return write_numbers<float>(table, field, numbers);
        case FindingType::float64:
            return write_numbers<double>(table, field, numbers);
        case FindingType::text:
            break;
    }
}

template <class T>
std::vector<double> read_as(TableReader& table, const char* name) {
    const std::vector<T> values = table.column<T>(name);
    return {values.begin(), values.end()};
}

std::vector<double> read_numbers(TableReader& table, const StoredField& field) {
    switch (field.type) {
        case FindingType::int32:
            return read_as<std::int32_t>(table, field.name);
        case FindingType::uint8:
            return read_as<std::uint8_t>(table, field.name);
        case FindingType::int64:
            return read_as<std::int64_t>(table, field.name);
        case FindingType::float32:
            return read_as<float>(table, field.name);
        case FindingType::float64:
        case FindingType::text:
            break;
    }
    return table.column<double>(field.name);
}

/// Takes over one number; what can be worked out from others (the place in the die) is passed over.
void take(FindingField field, double number, Finding& finding) {
    const auto whole = [number] { return static_cast<std::int32_t>(number); };
    switch (field) {
        case FindingField::number:
            finding.number = whole();
            break;
        case FindingField::code:
            finding.code = whole();
            break;
        case FindingField::score:
            finding.score = number;
            break;
        case FindingField::channel:
            finding.channel = whole();
            break;
        case FindingField::dies:
            finding.dies = static_cast<std::int64_t>(number);
            break;
        case FindingField::row_min:
            finding.on.row_begin = whole();
            break;
        case FindingField::row_max:
            finding.on.row_end = whole() + 1;
            break;
        case FindingField::col_min:
            finding.on.col_begin = whole();
            break;
        case FindingField::col_max:
            finding.on.col_end = whole() + 1;
            break;
        case FindingField::x_um:
            finding.place.x = number;
            break;
        case FindingField::y_um:
            finding.place.y = number;
            break;
        case FindingField::width_um:
            finding.extent = {.left = -0.5 * number,
                              .right = 0.5 * number,
                              .bottom = finding.extent.bottom,
                              .top = finding.extent.top};
            break;
        case FindingField::height_um:
            finding.extent.bottom = -0.5 * number;
            finding.extent.top = 0.5 * number;
            break;
        default:
            break;
    }
}

/// Completes what a file does not tell: the number from the place in the list, the last row and column where
/// only one die is told, the extent from the dies.
void complete(std::span<const StoredField> fields, const DieGrid& grid, FindingList& list) {
    const auto told = [fields](FindingField field) {
        return std::ranges::find(fields, field, &StoredField::field) != fields.end();
    };
    for (std::size_t i = 0; i < list.findings.size(); ++i) {
        Finding& finding = list.findings[i];
        DieRect& on = finding.on;
        if (!told(FindingField::number)) finding.number = static_cast<std::int32_t>(i + 1);
        if (!told(FindingField::row_max)) on.row_end = on.row_begin + 1;
        if (!told(FindingField::col_max)) on.col_end = on.col_begin + 1;
        if (on.row_begin < 0 || on.col_begin < 0) on = {};
        if (!told(FindingField::dies)) finding.dies = static_cast<std::int64_t>(on.cells());
        if (told(FindingField::width_um) && told(FindingField::height_um)) {
            finding.extent.left += finding.place.x;
            finding.extent.right += finding.place.x;
            finding.extent.bottom += finding.place.y;
            finding.extent.top += finding.place.y;
        } else if (!on.empty()) {
            finding.extent = extent_of(grid, on);
        }
    }
}

/// The names of classes become codes, numbered as they first occur.
void take_classes(const std::vector<std::string>& names, FindingList& list) {
    for (std::size_t i = 0; i < names.size(); ++i) {
        const auto known = std::ranges::find(list.classes, names[i]);
        list.findings[i].code = static_cast<std::int32_t>(known - list.classes.begin());
        if (known == list.classes.end()) list.classes.push_back(names[i]);
    }
}

}  // namespace

void write_list(hid_t group, const ArrayWriter& arrays, const FindingList& list, const DieGrid& grid) {
    const TableWriter table(arrays, group);
    for (const StoredField& field : list.kind->fields) write_field(table, list, field, grid);
}

void write_findings(hid_t parent, const ArrayWriter& arrays, const WaferFile& file, bool in_bins) {
    for (const FindingKind& kind : finding_kinds()) {
        if (kind.in_bins != in_bins) continue;
        const FindingList* list = find_list(file.findings, kind.name);
        if (list == nullptr && !in_bins) continue;
        const FindingList none{.kind = &kind, .findings = {}};
        const Group group = make_group(parent, kind.name, "NXcollection");
        write_list(group.get(), arrays, list == nullptr ? none : *list, file.map.grid());
    }
}

FindingList read_list(hid_t group, const FindingKind& kind, const DieGrid& grid) {
    TableReader table(group);
    FindingList list{.kind = &kind, .findings = {}};
    std::vector<std::string> classes;
    bool sized = false;
    const auto resize = [&](std::size_t size) {
        if (!std::exchange(sized, true)) list.findings.resize(size);
    };
    for (const StoredField& field : kind.fields) {
        if (field.type == FindingType::text) {
            std::vector<std::string> texts = table.texts(field.name);
            resize(texts.size());
            if (field.field == FindingField::class_name)
                classes = std::move(texts);
            else
                list.columns.push_back({.name = field.name, .numbers = {}, .texts = std::move(texts)});
            continue;
        }
        std::vector<double> numbers = read_numbers(table, field);
        resize(numbers.size());
        if (field.field == FindingField::own_number) {
            list.columns.push_back({.name = field.name, .numbers = std::move(numbers), .texts = {}});
            continue;
        }
        for (std::size_t i = 0; i < numbers.size(); ++i) take(field.field, numbers[i], list.findings[i]);
    }
    take_classes(classes, list);
    complete(kind.fields, grid, list);
    return list;
}

std::vector<FindingList> read_findings(hid_t entry, const DieGrid& grid) {
    std::vector<FindingList> lists;
    for (const FindingKind& kind : finding_kinds()) {
        if (kind.in_bins ? !has(entry, "bins") : !has(entry, kind.name)) continue;
        lists.push_back(read_list(open_group(entry, path_of(kind)).get(), kind, grid));
    }
    return lists;
}

std::map<std::string, std::int64_t> count_findings(hid_t entry) {
    std::map<std::string, std::int64_t> counts;
    for (const FindingKind& kind : finding_kinds()) {
        if (kind.in_bins ? !has(entry, "bins") : !has(entry, kind.name)) continue;
        const Group group = open_group(entry, path_of(kind));
        counts[kind.name] =
            static_cast<std::int64_t>(open_array(group.get(), kind.fields.front().name).shape.count());
    }
    return counts;
}

}  // namespace waferglow::hdf5
