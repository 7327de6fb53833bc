// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/formats/internal/el_from_stdf.h"

#include "libinspect/base/error.h"
#include "libinspect/formats/input_file.h"
#include "libinspect/formats/internal/el_places.h"
#include "libinspect/formats/internal/el_verdicts.h"
#include "libinspect/formats/internal/el_wafer_choice.h"
#include "libinspect/formats/internal/stdf.h"
#include "libinspect/formats/internal/text_scan.h"
#include "libinspect/formats/table_cell.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

namespace waferglow {
namespace {

std::vector<float>& values_of(ElTable& table, std::size_t quantity) {
    constexpr std::array<std::vector<float> ElTable::*, 4> kColumns{&ElTable::el_intensity, &ElTable::ir_ua,
                                                                    &ElTable::vf_v, &ElTable::wavelength_nm};
    return table.*kColumns[quantity];
}

IndexFrame frame_of(const Stdf& stdf, ElTable& table) {
    IndexFrame frame{.rows_up = stdf.y_positive == 'U', .cols_left = stdf.x_positive == 'L', .flat_deg = 180};
    if (stdf.flat == 'U') frame.flat_deg = 0;
    if (stdf.flat == 'R') frame.flat_deg = 90;
    if (stdf.flat == 'L') frame.flat_deg = 270;
    const bool said = (stdf.y_positive == 'U' || stdf.y_positive == 'D') &&
                      (stdf.x_positive == 'L' || stdf.x_positive == 'R');
    if (!said)
        add_warning(
            table.warnings,
            "the file does not say where its coordinates count to (WCR); x is taken right and y down");
    return frame;
}

/// A test to be read, and the quantity of the EL table that it gives.
struct WantedTest {
    std::string name;
    std::size_t quantity = 0;
    const ElSourceColumn* column = nullptr;  ///< of the mapping file; null without one
};

/// Without a mapping file the tests that are called like a quantity.
std::vector<WantedTest> wanted_tests(const ElOptions& options) {
    std::vector<WantedTest> tests;
    for (std::size_t i = 0; i < kElQuantities.size(); ++i) {
        if (!options.mapping)
            tests.push_back({kElQuantities[i], i, nullptr});
        else if (const auto& column = options.mapping->columns[i])
            tests.push_back({column->name, i, &*column});
    }
    return tests;
}

/// Factor from a test's results to the table's column; nothing, and a warning, where they can't be used.
std::optional<double> scale_of(const WantedTest& wanted, const StdfTest& test,
                               std::vector<std::string>& warnings) {
    const char* quantity = kElQuantities[wanted.quantity];
    if (test.number == 0 && test.unit.empty()) {
        if (wanted.column != nullptr)
            add_warning(warnings,
                        fmt::format("there is no test {} for {}", in_quotes(wanted.name), quantity));
        return std::nullopt;
    }
    const bool said = wanted.column != nullptr && !wanted.column->unit.empty();
    const std::string unit = said ? wanted.column->unit : test.unit;
    const auto factor = el_unit_factor(wanted.quantity, without_blanks(unit));
    if (!factor) {
        add_warning(warnings,
                    fmt::format("test {} is in {}, which is no unit of {}; its results are left out",
                                in_quotes(wanted.name), in_quotes(unit), quantity));
        return std::nullopt;
    }
    return *factor * (wanted.column != nullptr ? wanted.column->scale : 1.0);
}

void tell_ignored_tests(const Stdf& stdf, bool mapped, ElTable& table) {
    for (const StdfTest& test : stdf.tests) {
        const bool used = std::ranges::any_of(
            stdf.wanted, [&test](const StdfTest& each) { return each.number == test.number; });
        if (!used) table.ignored_columns.push_back(fmt::format("{} {}", test.number, test.name));
    }
    if (mapped || table.ignored_columns.empty()) return;
    add_warning(table.warnings,
                fmt::format("without a mapping file no test results are read, only verdicts; there are {}",
                            some_of(table.ignored_columns)));
}

}  // namespace

ElTable el_from_stdf(const std::filesystem::path& path, const ElOptions& options) {
    const std::vector<WantedTest> wanted = wanted_tests(options);
    std::vector<std::string> names;
    names.reserve(wanted.size());
    for (const WantedTest& test : wanted) names.push_back(test.name);
    const Stdf stdf = read_stdf(path, names);
    ElTable table;
    take_warnings(table, stdf.warnings);
    if (stdf.aborted > 0)
        add_warning(table.warnings,
                    fmt::format("the testing of {} parts ended abnormally; where they did not "
                                "fail they have no verdict but that of their hard bin",
                                stdf.aborted));
    if (stdf.wafers.empty())
        throw Error(ErrorKind::input, fmt::format("{}: holds no tested part (PRR)", path.string()));
    const StdfWafer& wafer = stdf.wafers[choose_wafer(path, ids_of(stdf.wafers, &StdfWafer::id),
                                                      options.wafer_id, table.warnings)];
    std::vector<FileDie> dies;
    std::vector<std::size_t> parts;
    ValueCounts hard_bins;
    for (std::size_t i = 0; i < wafer.parts.size(); ++i) {
        const StdfPart& part = wafer.parts[i];
        if (part.x == kNoStdfCoordinate || part.y == kNoStdfCoordinate) continue;
        dies.push_back({part.x, part.y});
        parts.push_back(i);
        table.pass.push_back(part.pass);
        hard_bins.add(std::to_string(part.hard_bin));
    }
    for (std::size_t k = 0; k < wanted.size(); ++k) {
        const auto scale = scale_of(wanted[k], stdf.wanted[k], table.warnings);
        if (!scale) continue;
        std::vector<float>& values = values_of(table, wanted[k].quantity);
        std::int64_t out_of_range = 0;
        for (const std::size_t part : parts) {
            const double value = *scale * static_cast<double>(wafer.values[part * wanted.size() + k]);
            const bool fits = std::isnan(value) || fits_float(value);
            if (!fits) ++out_of_range;
            values.push_back(fits ? static_cast<float>(value) : std::numeric_limits<float>::quiet_NaN());
        }
        if (out_of_range > 0)
            add_warning(table.warnings, fmt::format("{} results of test {} are out of range and left out",
                                                    out_of_range, in_quotes(wanted[k].name)));
    }
    tell_ignored_tests(stdf, options.mapping.has_value(), table);
    place_dies(dies, frame_of(stdf, table), table);
    warn_of_one_verdict(table, "the parts' own flags; values are hard bins", hard_bins);
    return table;
}

}  // namespace waferglow
