// SPDX-License-Identifier: GPL-3.0-or-later
// Tables as groups of equally long vectors, one a column: NeXus knows no compound types, and a column can be
// read alone.
#pragma once

#include "libinspect/store/internal/hdf5_arrays.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace waferglow::hdf5 {

/// Adds columns to a group.
class TableWriter {
  public:
    TableWriter(const ArrayWriter& arrays, hid_t group) : arrays_(&arrays), group_(group) {}

    template <class T>
    void column(const std::string& name, std::span<const T> values, std::string_view unit = {},
                std::string_view title = {}) const {
        write(name, vector_view(values), unit, title);
    }
    /// Texts longer than `max_bytes` are cut at a whole character and end in "...".
    void texts(const std::string& name, std::span<const std::string> values,
               std::size_t max_bytes = 4096) const;

    /// The column of `get(row)` over `rows`, converted to T.
    template <class T, class Rows, class Get>
    void column_of(const std::string& name, const Rows& rows, const Get& get,
                   std::string_view unit = {}) const {
        std::vector<T> values;
        values.reserve(rows.size());
        for (const auto& row : rows) values.push_back(static_cast<T>(get(row)));
        column<T>(name, values, unit);
    }
    template <class Rows, class Get>
    void texts_of(const std::string& name, const Rows& rows, const Get& get) const {
        std::vector<std::string> values;
        values.reserve(rows.size());
        for (const auto& row : rows) values.emplace_back(get(row));
        texts(name, values);
    }

  private:
    void write(const std::string& name, const ArrayView& view, std::string_view unit,
               std::string_view title) const;

    const ArrayWriter* arrays_;
    hid_t group_;
};

/// Reads columns of a group; all must have the length of the first. Throws Error(input).
class TableReader {
  public:
    explicit TableReader(hid_t group) : group_(group) {}

    template <class T>
    [[nodiscard]] std::vector<T> column(const std::string& name) {
        std::vector<T> values = get_vector<T>(group_, name);
        require_rows(name, values.size());
        return values;
    }
    [[nodiscard]] std::vector<std::string> texts(const std::string& name);

  private:
    void require_rows(const std::string& name, std::size_t rows);

    hid_t group_;
    std::optional<std::size_t> rows_;
};

}  // namespace waferglow::hdf5
