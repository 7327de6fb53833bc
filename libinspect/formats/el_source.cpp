// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/formats/el_source.h"

#include "libinspect/base/error.h"
#include "libinspect/formats/byte_stream.h"
#include "libinspect/formats/e142.h"
#include "libinspect/formats/el_from_table.h"
#include "libinspect/formats/el_places.h"
#include "libinspect/formats/klarf.h"
#include "libinspect/formats/sinf.h"
#include "libinspect/formats/stdf.h"
#include "libinspect/formats/stdf_records.h"
#include "libinspect/formats/text_scan.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

namespace waferglow {
namespace {

/// The wafer to read among those of a file.
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

template <class Wafers, class Id>
std::vector<std::string> ids_of(const Wafers& wafers, Id id) {
    std::vector<std::string> ids;
    for (const auto& wafer : wafers) ids.push_back(wafer.*id);
    return ids;
}

void take_warnings(ElTable& table, const std::vector<std::string>& warnings) {
    for (const std::string& warning : warnings) add_warning(table.warnings, warning);
}

ElTable from_bin_map(BinMap map, const DieGrid& grid) {
    ElTable table;
    take_warnings(table, map.warnings);
    if (map.flat_deg != 180)
        add_warning(table.warnings,
                    fmt::format("the map is drawn with its flat at {} degrees and was turned to have it down",
                                map.flat_deg));
    map = turned_flat_down(std::move(map));
    if (map.rows != grid.rows || map.cols != grid.cols) {
        add_warning(table.warnings, fmt::format("the map has {} rows of {}, the wafer {} of {}", map.rows,
                                                map.cols, grid.rows, grid.cols));
    }
    std::size_t at = 0;
    for (std::int32_t row = 0; row < map.rows; ++row) {
        for (std::int32_t col = 0; col < map.cols; ++col, ++at) {
            const std::uint16_t bin = map.cells[at];
            if (bin == kNoDieCell) continue;
            table.row.push_back(row);
            table.col.push_back(col);
            table.pass.push_back(map.bins[bin].pass);
        }
    }
    return table;
}

ElTable from_e142(const std::filesystem::path& path, const DieGrid& grid, const ElOptions& options) {
    std::vector<BinMap> maps = read_e142(path);
    std::vector<std::string> warnings;
    const std::size_t wafer = choose_wafer(path, ids_of(maps, &BinMap::wafer_id), options.wafer_id, warnings);
    ElTable table = from_bin_map(std::move(maps[wafer]), grid);
    take_warnings(table, warnings);
    return table;
}

ElTable from_sinf(const std::filesystem::path& path, const DieGrid& grid, const ElOptions& options) {
    BinMap map = read_sinf(path);
    std::vector<std::string> warnings;
    (void)choose_wafer(path, {map.wafer_id}, options.wafer_id, warnings);
    ElTable table = from_bin_map(std::move(map), grid);
    take_warnings(table, warnings);
    return table;
}

/// Dies with a defect are bad; those of the test plans without one are good.
ElTable from_klarf(const std::filesystem::path& path, const DieGrid& grid, const ElOptions& options) {
    const Klarf klarf = read_klarf(path);
    ElTable table;
    take_warnings(table, klarf.warnings);
    const std::size_t chosen =
        choose_wafer(path, ids_of(klarf.wafers, &KlarfWafer::wafer_id), options.wafer_id, table.warnings);
    const KlarfWafer& wafer = klarf.wafers[chosen];
    std::vector<KlarfDie> bad;
    std::vector<KlarfDie> dies;
    for (const KlarfTest& test : wafer.tests) dies.insert(dies.end(), test.dies.begin(), test.dies.end());
    if (dies.empty())
        add_warning(table.warnings, "the file does not list the tested dies, so only its bad ones are known");
    if (wafer.defects.rows() > 0) {
        const KlarfPlaces places(klarf, wafer);
        for (std::size_t i = 0; i < wafer.defects.rows(); ++i) bad.push_back(places.die(i));
    }
    std::ranges::sort(bad);
    bad.erase(std::unique(bad.begin(), bad.end()), bad.end());
    dies.insert(dies.end(), bad.begin(), bad.end());
    std::ranges::sort(dies);
    dies.erase(std::unique(dies.begin(), dies.end()), dies.end());
    for (const KlarfDie& die : dies) table.pass.push_back(std::ranges::binary_search(bad, die) ? 0 : 1);
    const auto alike = [](double a, double b) { return std::abs(a - b) <= 0.02 * b; };
    if (alike(klarf.pitch_x_um, grid.pitch_x_um) && alike(klarf.pitch_y_um, grid.pitch_y_um)) {
        for (const KlarfDie& die : dies) {
            const double x = (die.x + 0.5) * klarf.pitch_x_um - wafer.center_x_um;
            const double y = (die.y + 0.5) * klarf.pitch_y_um - wafer.center_y_um;
            const DieIndex at = grid.nearest({x, y});
            table.row.push_back(at.row);
            table.col.push_back(at.col);
        }
        return table;
    }
    add_warning(
        table.warnings,
        fmt::format("DiePitch {} x {} um is not that of the wafer; dies are placed by index, not by position",
                    klarf.pitch_x_um, klarf.pitch_y_um));
    std::vector<FileDie> by_index;
    for (const KlarfDie& die : dies) by_index.push_back({die.x, die.y});
    place_dies(by_index, {.rows_up = true, .cols_left = false, .flat_deg = 180}, table);
    return table;
}

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

ElTable from_stdf(const std::filesystem::path& path, const ElOptions& options) {
    const ElMapping mapping = options.mapping.value_or(ElMapping{});
    std::vector<std::string> tests;
    std::vector<std::size_t> quantities;
    std::vector<double> scales;
    for (std::size_t i = 0; i < kElQuantities.size(); ++i) {
        if (options.mapping && !mapping.columns[i]) continue;
        tests.push_back(mapping.columns[i] ? mapping.columns[i]->name : kElQuantities[i]);
        quantities.push_back(i);
    }
    const Stdf stdf = read_stdf(path, tests);
    ElTable table;
    take_warnings(table, stdf.warnings);
    if (stdf.wafers.empty())
        throw Error(ErrorKind::input, fmt::format("{}: holds no tested part (PRR)", path.string()));
    const StdfWafer& wafer = stdf.wafers[choose_wafer(path, ids_of(stdf.wafers, &StdfWafer::id),
                                                      options.wafer_id, table.warnings)];
    std::vector<FileDie> dies;
    std::vector<std::size_t> parts;
    for (std::size_t i = 0; i < wafer.parts.size(); ++i) {
        const StdfPart& part = wafer.parts[i];
        if (part.x == kNoStdfCoordinate || part.y == kNoStdfCoordinate) continue;
        dies.push_back({part.x, part.y});
        parts.push_back(i);
        table.pass.push_back(part.pass);
    }
    for (std::size_t k = 0; k < tests.size(); ++k) {
        const bool found = stdf.wanted[k].number != 0 || !stdf.wanted[k].unit.empty();
        const auto& column = mapping.columns[quantities[k]];
        if (!found) {
            if (column)
                add_warning(table.warnings, fmt::format("there is no test {} for {}", in_quotes(column->name),
                                                        kElQuantities[quantities[k]]));
            continue;
        }
        const std::string unit = column && !column->unit.empty() ? column->unit : stdf.wanted[k].unit;
        const auto factor = el_unit_factor(quantities[k], without_blanks(unit));
        if (!factor) {
            add_warning(table.warnings,
                        fmt::format("test {} is in {}, which is no unit of {}; its results are left out",
                                    in_quotes(tests[k]), in_quotes(unit), kElQuantities[quantities[k]]));
            continue;
        }
        const double scale = *factor * (column ? column->scale : 1.0);
        std::vector<float>& values = values_of(table, quantities[k]);
        for (const std::size_t part : parts)
            values.push_back(
                static_cast<float>(scale * static_cast<double>(wafer.values[part * tests.size() + k])));
    }
    for (const StdfTest& test : stdf.tests) {
        const bool used = std::ranges::any_of(
            stdf.wanted, [&test](const StdfTest& each) { return each.number == test.number; });
        if (!used) table.ignored_columns.push_back(fmt::format("{} {}", test.number, test.name));
    }
    if (!options.mapping && !table.ignored_columns.empty()) {
        add_warning(
            table.warnings,
            fmt::format("without a mapping file no test results are read, only verdicts; there are {}",
                        some_of(table.ignored_columns)));
    }
    place_dies(dies, frame_of(stdf, table), table);
    return table;
}

}  // namespace

ElFormat el_format(const std::filesystem::path& path) {
    const std::string beginning = read_beginning(path, 1U << 16U);
    if (looks_like_stdf(beginning)) return ElFormat::stdf;
    std::string_view text = beginning;
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    const bool wide = text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF");
    text = without_blanks(text.substr(wide ? 2 : 0));
    const std::string_view first = text.substr(0, text.find_first_of(" \t\r\n;:"));
    if (text.starts_with('<') || text.starts_with(std::string_view("\0<", 2))) return ElFormat::e142;
    if (same_word(first, "FileVersion") || (same_word(first, "Record") && text.find("FileRecord") < 64))
        return ElFormat::klarf;
    LineScanner lines(text);
    for (std::string_view line; lines.next(line);) {
        if (line.size() >= 8 && same_word(line.substr(0, 8), "RowData:")) return ElFormat::sinf;
    }
    return ElFormat::csv;
}

const char* el_format_name(ElFormat format) {
    switch (format) {
        case ElFormat::stdf:
            return "STDF";
        case ElFormat::e142:
            return "SEMI E142";
        case ElFormat::sinf:
            return "SINF";
        case ElFormat::klarf:
            return "KLARF";
        case ElFormat::csv:
            break;
    }
    return "CSV";
}

ElTable read_el(const std::filesystem::path& path, const DieGrid& grid, const ElOptions& options) {
    const ElFormat format = el_format(path);
    if (format == ElFormat::csv && !options.mapping) return read_el_table(path, grid, RepeatedDies::kept);
    ElTable table;
    switch (format) {
        case ElFormat::stdf:
            table = from_stdf(path, options);
            break;
        case ElFormat::e142:
            table = from_e142(path, grid, options);
            break;
        case ElFormat::sinf:
            table = from_sinf(path, grid, options);
            break;
        case ElFormat::klarf:
            table = from_klarf(path, grid, options);
            break;
        case ElFormat::csv:
            table = el_from_table(path, grid, *options.mapping);
            break;
    }
    finish_el_table(path.string(), grid, table);
    return table;
}

}  // namespace waferglow
