// SPDX-License-Identifier: GPL-3.0-or-later
// Which wafer of a file with several is the one to compare with. For el_*.cpp alone.
#pragma once

#include "libinspect/formats/csv_reader.h"
#include "libinspect/formats/el_table.h"

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace waferglow {

/// Index of the wafer called `wanted` among `ids` (at least one), or of the only one, with a warning where it
/// bears another name. Throws Error(input) where there are several and none is called so.
[[nodiscard]] std::size_t choose_wafer(const std::filesystem::path& path, const std::vector<std::string>& ids,
                                       const std::string& wanted, std::vector<std::string>& warnings);

template <class Wafers, class Id>
std::vector<std::string> ids_of(const Wafers& wafers, Id id) {
    std::vector<std::string> ids;
    ids.reserve(wafers.size());
    for (const auto& wafer : wafers) ids.push_back(wafer.*id);
    return ids;
}

void take_warnings(ElTable& table, const std::vector<std::string>& warnings);

/// Columns of a table that say of which wafer a record is. Records of several wafers would replace each
/// other.
class WaferColumns {
  public:
    explicit WaferColumns(const CsvReader& csv);
    /// Throws Error(input) where the current row is of another wafer than the first one.
    void check(const CsvReader& csv);

  private:
    struct Seen {
        std::size_t column;
        std::string value;  ///< of the first row that has one
    };
    std::vector<Seen> seen_;
};

}  // namespace waferglow
