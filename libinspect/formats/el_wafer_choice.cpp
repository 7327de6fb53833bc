// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/formats/internal/el_wafer_choice.h"

#include "libinspect/base/error.h"
#include "libinspect/formats/input_file.h"
#include "libinspect/formats/internal/text_scan.h"

#include <fmt/format.h>

namespace waferglow {

std::size_t choose_wafer(const std::filesystem::path& path, const std::vector<std::string>& ids,
                         const std::string& wanted, std::vector<std::string>& warnings) {
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (!wanted.empty() && ids[i] == wanted) return i;
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

}  // namespace waferglow
