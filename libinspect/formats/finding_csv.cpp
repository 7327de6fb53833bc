// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/formats/finding_csv.h"

#include "libinspect/base/atomic_file.h"
#include "libinspect/formats/internal/csv_text.h"

#include <cmath>
#include <string>

#include <fmt/format.h>

namespace waferglow {
namespace {

void append_field(const FindingList& list, std::size_t i, const StoredField& field, const DieGrid& grid,
                  std::string& out) {
    if (field.type == FindingType::text) return append_csv_text(out, text_of(list, i, field));
    const double number = number_of(list, i, field, grid);
    if (std::isnan(number)) return;
    switch (field.type) {
        case FindingType::float32:
            out += fmt::format("{}", static_cast<float>(number));
            break;
        case FindingType::float64:  // positions, to a tenth of a nanometre
            out += fmt::format("{:.10g}", number);
            break;
        default:
            out += fmt::format("{}", static_cast<std::int64_t>(number));
            break;
    }
}

}  // namespace

void write_finding_csv(const std::filesystem::path& path, const FindingList& list, const DieGrid& grid) {
    AtomicFile file(path);
    std::string line;
    for (const StoredField& field : list.kind->fields) {
        if (!line.empty()) line += ',';
        line += field.name;
    }
    file.write(line + '\n');
    for (std::size_t i = 0; i < list.findings.size(); ++i) {
        line.clear();
        bool first = true;
        for (const StoredField& field : list.kind->fields) {
            if (!first) line += ',';
            first = false;
            append_field(list, i, field, grid, line);
        }
        file.write(line + '\n');
    }
    file.commit();
}

}  // namespace waferglow
