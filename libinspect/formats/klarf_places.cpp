// SPDX-License-Identifier: GPL-3.0-or-later
// Where the defects of a KLARF file lie, and whether that can be.
#include "libinspect/formats/byte_stream.h"
#include "libinspect/formats/input_file.h"
#include "libinspect/formats/klarf_lexer.h"
#include "libinspect/formats/text_scan.h"

#include <algorithm>
#include <set>

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

void check_wafer(Klarf& klarf, const KlarfWafer& wafer) {
    const auto warn = [&klarf, &wafer](const std::string& text) {
        add_warning(klarf.warnings, fmt::format("wafer {}: {}", in_quotes(wafer.wafer_id), text));
    };
    if (wafer.defects.rows() > 0 && wafer.defects.find("XINDEX") && wafer.defects.find("YINDEX")) {
        const KlarfPlaces places(klarf, wafer);
        const double radius = 500.0 * klarf.diameter_mm;
        std::int64_t outside = 0;
        for (std::size_t i = 0; i < wafer.defects.rows(); ++i) {
            const WaferPoint at = places.position(i);
            if (radius > 0.0 && std::hypot(at.x, at.y) > 1.02 * radius) ++outside;
        }
        const bool box = std::abs(wafer.center_x_um - radius) < 0.02 * radius &&
                         std::abs(wafer.center_y_um - radius) < 0.02 * radius;
        if (outside > 0) {
            warn(
                fmt::format("{} of {} defects lie outside of the wafer of {} mm{}; positions are given as "
                            "the file has them",
                            outside, wafer.defects.rows(), klarf.diameter_mm,
                            box ? ": SampleCenterLocation is the wafer's radius, so it was measured from the "
                                  "wafer's bounding box and not from die (0, 0)"
                                : ""));
        }
    }
    const auto stated = wafer.summary.find("NDEFECT");
    if (!stated) return;
    double defects = 0.0;
    for (std::size_t i = 0; i < wafer.summary.rows(); ++i) defects += wafer.summary.at(i, *stated);
    if (defects != static_cast<double>(wafer.defects.rows())) {
        warn(fmt::format("the summary states {} defects and {} are listed", defects, wafer.defects.rows()));
    }
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
    return {(die.x + 0.5) * klarf_.pitch_x_um - wafer_.center_x_um,
            (die.y + 0.5) * klarf_.pitch_y_um - wafer_.center_y_um};
}

void check_klarf(Klarf& klarf) {
    if (klarf.pitch_x_um <= 0.0 || klarf.pitch_y_um <= 0.0) {
        add_warning(klarf.warnings,
                    fmt::format("DiePitch is {} x {} um: positions on the wafer are not known",
                                klarf.pitch_x_um, klarf.pitch_y_um));
    }
    if (!klarf.mark_location.empty() && !same_word(klarf.mark_location, "DOWN")) {
        add_warning(
            klarf.warnings,
            fmt::format(
                "OrientationMarkLocation {}: the wafer is not drawn with its mark down; nothing is turned",
                klarf.mark_location));
    }
    const auto mirrored = [](const KlarfField& field) {
        return same_word(field.name, "CoordinatesMirrored") && !field.values.empty() &&
               same_word(field.values[0], "YES");
    };
    bool any = std::ranges::any_of(klarf.fields, mirrored);
    for (const KlarfWafer& wafer : klarf.wafers) any = any || std::ranges::any_of(wafer.fields, mirrored);
    if (any)
        add_warning(klarf.warnings, "CoordinatesMirrored YES: coordinates are given as the file has them");
    for (const KlarfWafer& wafer : klarf.wafers) check_wafer(klarf, wafer);
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
