// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/formats/el_source.h"

#include "libinspect/base/error.h"
#include "libinspect/formats/byte_stream.h"
#include "libinspect/formats/e142.h"
#include "libinspect/formats/el_from_stdf.h"
#include "libinspect/formats/el_from_table.h"
#include "libinspect/formats/el_places.h"
#include "libinspect/formats/el_wafer_choice.h"
#include "libinspect/formats/klarf.h"
#include "libinspect/formats/sinf.h"
#include "libinspect/formats/stdf_records.h"
#include "libinspect/formats/text_scan.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace waferglow {
namespace {

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
            if (bin == kNoDieCell || map.bins[bin].kind != CellKind::die) continue;
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
        DieGrid uniform = grid;  // indices count dies, wherever staggers and fields move them
        uniform.steps = {};
        for (const KlarfDie& die : dies) {
            const double x = (die.x + 0.5) * klarf.pitch_x_um - wafer.center_x_um;
            const double y = (die.y + 0.5) * klarf.pitch_y_um - wafer.center_y_um;
            const DieIndex at = uniform.nearest({x, y});
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
    by_index.reserve(dies.size());
    for (const KlarfDie& die : dies) by_index.push_back({die.x, die.y});
    place_dies(by_index, {.rows_up = true, .cols_left = false, .flat_deg = 180}, table);
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
            table = el_from_stdf(path, options);
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
