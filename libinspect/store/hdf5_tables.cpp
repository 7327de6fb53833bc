// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/store/internal/hdf5_tables.h"

#include "libinspect/base/internal/utf8.h"
#include "libinspect/store/internal/hdf5_nodes.h"

#include <algorithm>
#include <cstring>

#include <fmt/format.h>

namespace waferglow::hdf5 {

namespace {

std::string shortened(const std::string& text, std::size_t max_bytes) {
    constexpr std::string_view kEllipsis = "...";
    if (text.size() <= max_bytes) return text;
    std::size_t end = max_bytes - kEllipsis.size();
    const auto continues = [&text](std::size_t at) {  // a UTF-8 character
        return (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U;
    };
    while (end > 0 && continues(end)) --end;
    return text.substr(0, end) + std::string(kEllipsis);
}

}  // namespace

void TableWriter::write(const std::string& name, const ArrayView& view, std::string_view unit,
                        std::string_view title) const {
    const Dataset dataset = arrays_->write(group_, name, view);
    if (!unit.empty()) put_attribute(dataset.get(), "units", unit);
    if (!title.empty()) put_attribute(dataset.get(), "long_name", title);
}

void TableWriter::texts(const std::string& name, std::span<const std::string> values,
                        std::size_t max_bytes) const {
    std::vector<std::string> stored;
    stored.reserve(values.size());
    std::size_t width = 1;
    for (const std::string& value : values) {
        stored.push_back(shortened(to_utf8(value), max_bytes));
        width = std::max(width, stored.back().size());
    }
    std::vector<std::byte> cells(stored.size() * width);
    for (std::size_t row = 0; row < stored.size(); ++row)
        std::memcpy(cells.data() + row * width, stored[row].data(), stored[row].size());
    write(name, vector_view(ElementType{ElementType::Kind::text, true, width}, cells), {}, {});
}

std::vector<std::string> TableReader::texts(const std::string& name) {
    const StoredArray array = open_array(group_, name);
    require_plausible(array);
    std::vector<std::byte> cells(array.bytes());
    read_array(array, array.type, cells);
    if (array.type.kind != ElementType::Kind::text) {
        throw Error(ErrorKind::input, fmt::format("{}: '{}' does not hold texts", describe(group_), name));
    }
    const std::size_t width = array.type.size;
    std::vector<std::string> values;
    values.reserve(array.shape.count());
    for (std::size_t row = 0; row < array.shape.count(); ++row) {
        const auto* text = reinterpret_cast<const char*>(cells.data()) + row * width;
        values.push_back(to_utf8(std::string(text, ::strnlen(text, width))));
    }
    require_rows(name, values.size());
    return values;
}

void TableReader::require_rows(const std::string& name, std::size_t rows) {
    if (rows_.value_or(rows) != rows) {
        throw Error(ErrorKind::input, fmt::format("{}: column '{}' has {} rows where others have {}",
                                                  describe(group_), name, rows, *rows_));
    }
    rows_ = rows;
}

}  // namespace waferglow::hdf5
