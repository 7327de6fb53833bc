// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/formats/internal/el_wafer_choice.h"

#include "libinspect/base/error.h"
#include "libinspect/formats/input_file.h"
#include "libinspect/formats/internal/text_scan.h"
#include "libinspect/formats/table_cell.h"

#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>

namespace waferglow {

std::size_t choose_wafer(const std::filesystem::path& path, const std::vector<std::string>& ids,
                         const std::string& wanted, std::vector<std::string>& warnings) {
    const auto last = std::ranges::find(ids.rbegin(), ids.rend(), wanted);
    if (!wanted.empty() && last != ids.rend()) {
        const auto same = std::ranges::count(ids, wanted);
        if (same > 1)
            add_warning(warnings, fmt::format("the file holds {} maps of wafer {}; the last one counts", same,
                                              in_quotes(wanted)));
        return static_cast<std::size_t>(ids.rend() - last) - 1;
    }
    if (ids.size() > 1) {
        throw Error(ErrorKind::input,
                    fmt::format("{}: holds {} wafers and none is called {}: {}; name the one to read",
                                path.string(), ids.size(), in_quotes(wanted), some_of(ids)));
    }
    if (!wanted.empty() && !ids[0].empty()) {
        add_warning(warnings, fmt::format("the file is of wafer {}, this one is {}", in_quotes(ids[0]),
                                          in_quotes(wanted)));
    }
    return 0;
}

void take_warnings(ElTable& table, const std::vector<std::string>& warnings) {
    for (const std::string& warning : warnings) add_warning(table.warnings, warning);
}

WaferColumns::WaferColumns(const CsvReader& csv) {
    constexpr std::array<std::string_view, 8> kNames{"wafer",    "wafer_id", "waferid", "wafer_no",
                                                     "wafer id", "lot",      "lot_id",  "slot"};
    for (std::size_t i = 0; i < csv.columns().size(); ++i) {
        const auto is_called = [&](std::string_view name) { return same_word(csv.columns()[i], name); };
        if (std::ranges::any_of(kNames, is_called)) seen_.push_back({i, {}});
    }
}

void WaferColumns::check(const CsvReader& csv) {
    for (Seen& seen : seen_) {
        const std::string_view value = trimmed_cell(csv.text(seen.column));
        if (value.empty() || value == seen.value) continue;
        if (!seen.value.empty())
            throw csv.error_at(
                seen.column, fmt::format("is another wafer than {}, of which the first records are; keep the "
                                         "records of one wafer",
                                         in_quotes(seen.value)));
        seen.value = value;
    }
}

}  // namespace waferglow
