// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/formats/el_source.h"

#include "libinspect/base/error.h"
#include "libinspect/formats/byte_stream.h"
#include "libinspect/formats/e142.h"
#include "libinspect/formats/internal/content_kind.h"
#include "libinspect/formats/internal/el_from_klarf.h"
#include "libinspect/formats/internal/el_from_stdf.h"
#include "libinspect/formats/internal/el_from_table.h"
#include "libinspect/formats/internal/el_places.h"
#include "libinspect/formats/internal/el_verdicts.h"
#include "libinspect/formats/internal/el_wafer_choice.h"
#include "libinspect/formats/internal/stdf_records.h"
#include "libinspect/formats/internal/text_scan.h"
#include "libinspect/formats/sinf.h"

#include <algorithm>

#include <fmt/format.h>

namespace waferglow {
namespace {

/// `rule`: what says in this kind of file which bins pass.
ElTable from_bin_map(BinMap map, const DieGrid& grid, std::string_view rule) {
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
    warn_of_one_verdict(table, rule, code_counts(map));
    return table;
}

ElTable from_e142(const std::filesystem::path& path, const DieGrid& grid, const ElOptions& options) {
    std::vector<BinMap> maps = read_e142(path);
    std::vector<std::string> warnings;
    const std::size_t wafer = choose_wafer(path, ids_of(maps, &BinMap::wafer_id), options.wafer_id, warnings);
    ElTable table = from_bin_map(std::move(maps[wafer]), grid, "BinQuality");
    take_warnings(table, warnings);
    return table;
}

ElTable from_sinf(const std::filesystem::path& path, const DieGrid& grid, const ElOptions& options) {
    BinMap map = read_sinf(path);
    std::vector<std::string> warnings;
    (void)choose_wafer(path, {map.wafer_id}, options.wafer_id, warnings);
    ElTable table = from_bin_map(std::move(map), grid, "BCEQU");
    take_warnings(table, warnings);
    return table;
}

/// An opening angle bracket, behind a byte-order mark and blanks; of UTF-16 without a mark, too.
bool looks_like_xml(std::string_view beginning) {
    std::string_view text = beginning;
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    const bool wide = text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF");
    text = without_blanks(text.substr(wide ? 2 : 0));
    return text.starts_with('<') || text.starts_with(std::string_view("\0<", 2));
}

/// Throws where a file is none of those that can be read.
void refuse_other_content(const std::filesystem::path& path, std::string_view beginning,
                          const char* what_is_read) {
    const std::string kind = what_is_no_text(beginning);
    if (kind.empty()) return;
    throw Error(ErrorKind::input, fmt::format("{}: seems to be {}; {}", path.string(), kind, what_is_read));
}

}  // namespace

ElFormat el_format(const std::filesystem::path& path, const char* what_is_read) {
    const std::string beginning = read_beginning(path, 1U << 16U);
    if (looks_like_stdf(beginning)) return ElFormat::stdf;
    if (!looks_like_xml(beginning)) refuse_other_content(path, beginning, what_is_read);
    std::string_view text = beginning;
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    text = without_blanks(text);
    const std::string_view first = text.substr(0, text.find_first_of(" \t\r\n;:"));
    if (looks_like_xml(beginning)) return ElFormat::e142;
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
            table = el_from_klarf(path, grid, options);
            break;
        case ElFormat::csv:
            table = el_from_table(path, grid, *options.mapping);
            break;
    }
    if (options.mapping && (format == ElFormat::e142 || format == ElFormat::sinf))
        add_warning(table.warnings,
                    fmt::format("the mapping file is not used: {} says itself which dies pass",
                                el_format_name(format)));
    finish_el_table(path.string(), grid, table);
    return table;
}

}  // namespace waferglow
