// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/pages/module/module_words.h"

#include "app/gui/views/numbers.h"

#include <QRegularExpression>
#include <cmath>

namespace waferglow::gui {
namespace {

QString text(const std::string& of) {
    return QString::fromStdString(of);
}

/// A number of a limit as people read it.
QString in_unit(const ModuleReason& reason, double value) {
    if (reason.key == "faults_ppm")
        return (value < 1000.0 ? plain_number(value, 4) : with_thousands(std::llround(value))) +
               QStringLiteral(" ppm");
    if (reason.key == "semu_max") return plain_number(value, 3) + QStringLiteral(" Semu");
    if (reason.key == "uniformity_min" || reason.key == "seam_max")
        return plain_number(100.0 * value, 3) + QStringLiteral(" %");
    return plain_number(value, 4);
}

}  // namespace

QString ModuleWords::bin(module::ModuleBin bin) {
    switch (bin) {
        case module::ModuleBin::good:
            return tr("good");
        case module::ModuleBin::always_on:
            return tr("always on");
        case module::ModuleBin::wrong_colour:
            return tr("wrong colour");
        case module::ModuleBin::line:
            return tr("line");
        case module::ModuleBin::dead:
            return tr("dead");
        case module::ModuleBin::dim:
            return tr("dim");
        case module::ModuleBin::bright:
            return tr("bright");
        case module::ModuleBin::saturated:
            return tr("saturated");
        case module::ModuleBin::unmeasured:
            return tr("unmeasured");
    }
    return {};
}

QString ModuleWords::view(ModuleView view) {
    switch (view) {
        case ModuleView::bins:
            return tr("Bins");
        case ModuleView::relative:
            return tr("Light over neighbours");
        case ModuleView::luminance:
            return tr("Luminance");
        case ModuleView::field:
            return tr("Smooth field");
        case ModuleView::gain:
            return tr("Demura gain");
    }
    return {};
}

QString ModuleWords::sub_pixel(const ModuleDocument& document, std::size_t sub_pixel) {
    return sub_pixel == module::kAllSubPixels ? tr("all")
                                              : text(document.layout().sub_pixels[sub_pixel].name);
}

QString ModuleWords::axis(module::Axis axis) {
    return axis == module::Axis::row ? tr("row") : tr("column");
}

QString ModuleWords::mura(module::MuraKind kind) {
    switch (kind) {
        case module::MuraKind::spot:
            return tr("spot");
        case module::MuraKind::band_row:
            return tr("band along rows");
        case module::MuraKind::band_col:
            return tr("band along columns");
        case module::MuraKind::gradient:
            return tr("gradient");
    }
    return {};
}

QString ModuleWords::fault_class(const ModuleDocument& document) {
    const std::optional<std::string>& name = document.quality.fault_class;
    if (!name) return tr("Fault class: unknown");
    return *name == "none" ? tr("Fault class: worse than all") : tr("Fault class %1").arg(text(*name));
}

QString ModuleWords::limit_title(const ModuleReason& reason) {
    if (reason.key == "unmeasured") return tr("Sub-pixels not measured");
    if (reason.key == "faults_ppm") return tr("Faults of sub-pixels");
    if (reason.key == "lines") return tr("Lines");
    if (reason.key == "semu_max") return tr("Worst mura");
    if (reason.key == "uniformity_min") return tr("Uniformity of 9 points");
    if (reason.key == "seam_max") return tr("Largest step at a seam");
    if (reason.key == "delta_uv_max") return tr("Largest difference of colour, u'v'");
    if (reason.key == "fault_class") return tr("Fault class");
    return text(reason.key);
}

QString ModuleWords::limit_value(const ModuleReason& reason) {
    if (reason.key == "fault_class") {
        if (reason.value_name.empty()) return QStringLiteral("\u2013");
        return reason.value_name == "none" ? tr("worse than all") : text(reason.value_name);
    }
    return reason.value ? in_unit(reason, *reason.value) : QStringLiteral("\u2013");
}

QString ModuleWords::limit_bound(const ModuleReason& reason) {
    if (reason.key == "fault_class") return tr("at worst %1").arg(text(reason.limit_name));
    const QString limit = in_unit(reason, reason.limit);
    return reason.at_least ? tr("at least %1").arg(limit) : tr("at most %1").arg(limit);
}

QString ModuleWords::reason(const ModuleReason& reason) {
    if (reason.key == "unmeasured")
        return tr("%1 of %2 sub-pixels were not measured: no module passes unseen")
            .arg(with_thousands(std::llround(reason.value.value_or(0.0))),
                 with_thousands(std::llround(reason.limit)));
    const bool known = reason.key == "fault_class" ? !reason.value_name.empty() : reason.value.has_value();
    return known
               ? tr("%1: %2, %3 is asked").arg(limit_title(reason), limit_value(reason), limit_bound(reason))
               : tr("%1 could not be measured, %2 is asked").arg(limit_title(reason), limit_bound(reason));
}

QString ModuleWords::relative_only(const ModuleDocument& document) {
    return document.quality.absolute
               ? QString()
               : tr("Luminance is relative only: the recording does not tell cd/m\u00b2 of every colour.");
}

QString ModuleWords::note(const std::string& note) {
    const QString whole = text(note);
    if (note.starts_with("no black pattern"))
        return tr(
            "There is no black pattern: sub-pixels that are always on, and the fault class, can't be told.");
    if (note.starts_with("luminance is relative"))
        return tr("Luminance is relative only: the recording does not tell cd/m\u00b2 of every colour.");
    static const QRegularExpression kUndriven(
        QStringLiteral("^no pattern drives '(.+)': its sub-pixels are not measured$"));
    if (const auto match = kUndriven.match(whole); match.hasMatch())
        return tr("No pattern drives \u201c%1\u201d: its sub-pixels are not measured.")
            .arg(match.captured(1));
    static const QRegularExpression kJudgedBy(
        QStringLiteral("^'(.+)' is judged by '(.+)': no pattern drives it alone at full gray$"));
    if (const auto match = kJudgedBy.match(whole); match.hasMatch())
        return tr("\u201c%1\u201d is judged by \u201c%2\u201d: no pattern drives it alone at full gray.")
            .arg(match.captured(1), match.captured(2));
    return whole;
}

}  // namespace waferglow::gui
