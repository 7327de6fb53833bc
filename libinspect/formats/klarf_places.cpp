// SPDX-License-Identifier: GPL-3.0-or-later
// Where the defects of a KLARF file lie.
#include "libinspect/formats/byte_stream.h"
#include "libinspect/formats/input_file.h"
#include "libinspect/formats/internal/klarf_lexer.h"
#include "libinspect/formats/internal/text_scan.h"

#include <fmt/format.h>

namespace waferglow {
namespace {

std::size_t need_column(const KlarfTable& table, std::string_view name) {
    if (const auto column = table.find(name)) return *column;
    throw Error(ErrorKind::input, fmt::format("the KLARF file's defects have no column {}", name));
}

std::int32_t index_of(double value) {
    if (!(std::abs(value) <= 2147483647.0))
        throw Error(ErrorKind::input, fmt::format("the KLARF file has a die index of {}", value));
    return static_cast<std::int32_t>(value);
}

}  // namespace

std::optional<std::size_t> KlarfTable::find(std::string_view column) const {
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (same_word(columns[i], column)) return i;
    }
    return std::nullopt;
}

KlarfPlaces::KlarfPlaces(const Klarf& klarf, const KlarfWafer& wafer)
    : klarf_(klarf),
      wafer_(wafer),
      x_index_(need_column(wafer.defects, "XINDEX")),
      y_index_(need_column(wafer.defects, "YINDEX")),
      x_rel_(wafer.defects.find("XREL")),
      y_rel_(wafer.defects.find("YREL")) {}

KlarfDie KlarfPlaces::die(std::size_t defect) const {
    return {index_of(wafer_.defects.at(defect, x_index_)), index_of(wafer_.defects.at(defect, y_index_))};
}

WaferPoint KlarfPlaces::position(std::size_t defect) const {
    const KlarfDie at = die(defect);
    const double x = x_rel_ ? wafer_.defects.at(defect, *x_rel_) : 0.5 * klarf_.pitch_x_um;
    const double y = y_rel_ ? wafer_.defects.at(defect, *y_rel_) : 0.5 * klarf_.pitch_y_um;
    return {at.x * klarf_.pitch_x_um + x - wafer_.center_x_um,
            at.y * klarf_.pitch_y_um + y - wafer_.center_y_um};
}

WaferPoint KlarfPlaces::center(KlarfDie die) const {
    return klarf_die_center(klarf_, wafer_, die);
}

WaferPoint klarf_die_center(const Klarf& klarf, const KlarfWafer& wafer, KlarfDie die) {
    return {(die.x + 0.5) * klarf.pitch_x_um - wafer.center_x_um,
            (die.y + 0.5) * klarf.pitch_y_um - wafer.center_y_um};
}

Klarf read_klarf(const std::filesystem::path& path) {
    const std::string text = read_text(path);
    KlarfLexer lexer(path, text);
    if (!lexer.is_name("Record") && !lexer.is_name("FileVersion")) {
        lexer.fail(fmt::format("a KLARF file begins with FileVersion or Record FileRecord, not with {}",
                               in_quotes(lexer.text())));
    }
    Klarf klarf = lexer.is_name("Record") ? read_klarf_18(lexer) : read_klarf_12(lexer);
    check_klarf(klarf);
    return klarf;
}

}  // namespace waferglow
