// SPDX-License-Identifier: GPL-3.0-or-later
// Whether what a KLARF file says can be: places on the wafer, and numbers of defects.
#include "libinspect/formats/input_file.h"
#include "libinspect/formats/internal/klarf_lexer.h"
#include "libinspect/formats/internal/text_scan.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace waferglow {
namespace {

/// Of a die's cell and a circle around the wafer's centre: whether no point of the cell lies inside.
bool misses_wafer(WaferPoint center, const Klarf& klarf, double radius) {
    const double x = std::max(0.0, std::abs(center.x) - 0.5 * klarf.pitch_x_um);
    const double y = std::max(0.0, std::abs(center.y) - 0.5 * klarf.pitch_y_um);
    return std::hypot(x, y) > radius;
}

struct Outside {
    std::int64_t defects = 0;
    std::int64_t dies = 0;
    std::int64_t planned = 0;  ///< dies of the test plans
};

Outside count_outside(const Klarf& klarf, const KlarfWafer& wafer, double radius) {
    constexpr double kDefectSlack = 1.02;  // stages are not true
    constexpr double kDieSlack = 1.002;
    Outside outside;
    if (wafer.defects.rows() > 0 && wafer.defects.find("XINDEX") && wafer.defects.find("YINDEX")) {
        const KlarfPlaces places(klarf, wafer);
        for (std::size_t i = 0; i < wafer.defects.rows(); ++i) {
            const WaferPoint at = places.position(i);
            if (std::hypot(at.x, at.y) > kDefectSlack * radius) ++outside.defects;
        }
    }
    for (const KlarfTest& test : wafer.tests) {
        outside.planned += static_cast<std::int64_t>(test.dies.size());
        for (const KlarfDie& die : test.dies) {
            if (misses_wafer(klarf_die_center(klarf, wafer, die), klarf, kDieSlack * radius)) ++outside.dies;
        }
    }
    return outside;
}

void check_places(Klarf& klarf, const KlarfWafer& wafer) {
    const double radius = 500.0 * klarf.diameter_mm;
    if (!(radius > 0.0) || !(klarf.pitch_x_um > 0.0) || !(klarf.pitch_y_um > 0.0)) return;
    const Outside outside = count_outside(klarf, wafer, radius);
    const bool box = std::abs(wafer.center_x_um - radius) < 0.02 * radius &&
                     std::abs(wafer.center_y_um - radius) < 0.02 * radius;
    std::string what;
    if (outside.defects > 0) what = fmt::format("{} of {} defects", outside.defects, wafer.defects.rows());
    if (outside.dies > 0) {
        what += fmt::format("{}{} of {} dies of the test plan", what.empty() ? "" : " and ", outside.dies,
                            outside.planned);
    }
    if (what.empty()) return;
    add_warning(
        klarf.warnings,
        fmt::format(
            "wafer {}: {} lie outside of the wafer of {} mm{}; positions are given as the file has "
            "them",
            in_quotes(wafer.wafer_id), what, klarf.diameter_mm,
            box ? ": SampleCenterLocation is the wafer's radius, so it was measured from the wafer's "
                  "bounding box and not from die (0, 0)"
                : fmt::format(" (SampleCenterLocation {} {} um, DiePitch {} {} um)", wafer.center_x_um,
                              wafer.center_y_um, klarf.pitch_x_um, klarf.pitch_y_um)));
}

/// Sum of a column of the summary; nothing where it has none or one of its rows has no number.
std::optional<double> stated(const KlarfTable& summary, std::string_view name) {
    const auto column = summary.find(name);
    if (!column || summary.rows() == 0) return std::nullopt;
    double sum = 0.0;
    for (std::size_t i = 0; i < summary.rows(); ++i) sum += summary.at(i, *column);
    return std::isnan(sum) ? std::nullopt : std::optional(sum);
}

std::size_t bad_dies(const Klarf& klarf, const KlarfWafer& wafer) {
    if (!wafer.defects.find("XINDEX") || !wafer.defects.find("YINDEX")) return 0;
    const KlarfPlaces places(klarf, wafer);
    std::set<KlarfDie> dies;
    for (std::size_t i = 0; i < wafer.defects.rows(); ++i) dies.insert(places.die(i));
    return dies.size();
}

/// The summary takes a doubt of the reader away, or raises one.
void check_counts(Klarf& klarf, KlarfWafer& wafer) {
    const auto warn = [&klarf, &wafer](const std::string& text) {
        add_warning(klarf.warnings, fmt::format("wafer {}: {}", in_quotes(wafer.wafer_id), text));
    };
    const auto defects = stated(wafer.summary, "NDEFECT");
    if (defects == static_cast<double>(wafer.defects.rows())) {
        if (!wafer.doubt.empty())
            warn(fmt::format("{}; the summary states as many defects as are listed", wafer.doubt));
        wafer.doubt.clear();
    } else if (defects) {
        wafer.doubt =
            fmt::format("the summary states {} defects and {} are listed", *defects, wafer.defects.rows());
    }
    const auto dies = wafer.summary.rows() == 1 ? stated(wafer.summary, "NDEFDIE") : std::nullopt;
    if (dies) {
        const std::size_t bad = bad_dies(klarf, wafer);
        if (wafer.doubt.empty() && *dies > static_cast<double>(bad))
            wafer.doubt = fmt::format("the summary states {} dies with defects and {} have one", *dies, bad);
    }
    if (!wafer.doubt.empty()) warn(wafer.doubt);
}

void check_orientation(Klarf& klarf) {
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
}

}  // namespace

void check_klarf(Klarf& klarf) {
    if (!(klarf.pitch_x_um > 0.0) || !(klarf.pitch_y_um > 0.0)) {
        add_warning(klarf.warnings,
                    fmt::format("DiePitch is {} x {} um: positions on the wafer are not known",
                                klarf.pitch_x_um, klarf.pitch_y_um));
    }
    check_orientation(klarf);
    for (KlarfWafer& wafer : klarf.wafers) {
        check_places(klarf, wafer);
        check_counts(klarf, wafer);
        if (wafer.die_origin_x_um != 0.0 || wafer.die_origin_y_um != 0.0) {
            add_warning(klarf.warnings,
                        fmt::format("wafer {}: DieOrigin {} {} um is not added to positions",
                                    in_quotes(wafer.wafer_id), wafer.die_origin_x_um, wafer.die_origin_y_um));
        }
    }
}

}  // namespace waferglow
