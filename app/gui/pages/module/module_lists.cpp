// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/pages/module/module_lists.h"

#include "app/gui/pages/module/module_figures.h"
#include "app/gui/pages/module/module_words.h"
#include "app/gui/views/numbers.h"

#include <QTabBar>
#include <QTableWidget>
#include <algorithm>
#include <cmath>

namespace waferglow::gui {
namespace {

constexpr int kLeastListsPx = 540;

FindingCell whole(std::int64_t value) {
    return {QString::number(value), static_cast<double>(value)};
}

QString with_minus(QString number) {
    return number.replace(u'-', QChar(0x2212));
}

FindingCell decimal(double value, int decimals) {
    // What is not known goes to the end.
    if (!std::isfinite(value)) return {QStringLiteral("\u2013"), -1e300};
    const double unit = std::pow(10.0, -decimals);
    const bool nought = std::abs(value) < 0.5 * unit;  // not "-0.000"
    return {with_minus(QString::number(nought ? 0.0 : value, 'f', decimals)), value};
}

FindingCell signed_percent(double share, int decimals) {
    return {with_minus(QString::asprintf("%+.*f", decimals, 100.0 * share)), share};
}

FindingCell word(const QString& text, double order) {
    return {text, order, false};
}

double order_of_sub_pixel(std::size_t sub_pixel) {
    return sub_pixel == module::kAllSubPixels ? -1.0 : static_cast<double>(sub_pixel);
}

/// First and last of [begin, end).
FindingCell range(std::int32_t begin, std::int32_t end) {
    return {QStringLiteral("%1\u2013%2").arg(begin).arg(end - 1), static_cast<double>(begin)};
}

}  // namespace

ModuleLists::ModuleLists(QWidget* parent)
    : QTabWidget(parent),
      faults_(new FindingTable(this)),
      lines_(new FindingTable(this)),
      seams_(new FindingTable(this)),
      mura_(new FindingTable(this)),
      figures_(new ModuleFigures(this)) {
    for (QWidget* tab : std::initializer_list<QWidget*>{faults_, lines_, seams_, mura_, figures_})
        addTab(tab, QString());
    const auto lead = [this](FindingTable* table, const auto& list_of) {
        table->on_chosen = [this, list_of](std::size_t at) {
            if (document_ != nullptr && on_chosen)
                on_chosen(target_of(document_->grid(), list_of(*document_)[at]));
        };
    };
    lead(
        faults_, [](const ModuleDocument& of) -> const auto& { return of.faults.rows; });
    lead(
        lines_, [](const ModuleDocument& of) -> const auto& { return of.quality.lines; });
    lead(
        seams_, [](const ModuleDocument& of) -> const auto& { return of.quality.seams; });
    lead(
        mura_, [](const ModuleDocument& of) -> const auto& { return of.quality.mura.objects; });
    retranslate();
}

void ModuleLists::set_document(const ModuleDocumentPtr& document) {
    document_ = document;
    retranslate();
}

QString ModuleLists::found(std::size_t count) const {
    if (document_ == nullptr) return {};
    return count == 0 ? tr("None found.")
                      : tr("%1 found. A click shows one.").arg(with_thousands(static_cast<qint64>(count)));
}

void ModuleLists::list_faults() {
    std::vector<FindingCells> rows;
    QString summary;
    if (document_ != nullptr) {
        const FaultList& faults = document_->faults;
        for (const FaultRow& fault : faults.rows)
            rows.push_back({whole(fault.pixel.row), whole(fault.pixel.col),
                            word(ModuleWords::sub_pixel(*document_, fault.sub_pixel),
                                 order_of_sub_pixel(fault.sub_pixel)),
                            word(ModuleWords::bin(fault.bin), static_cast<double>(order_of(fault.bin))),
                            decimal(static_cast<double>(fault.relative), 3),
                            decimal(static_cast<double>(fault.black_light), 3)});
        summary = found(static_cast<std::size_t>(faults.all));
        const std::int64_t more = faults.all - static_cast<std::int64_t>(faults.rows.size());
        if (more > 0)
            summary +=
                QLatin1Char(' ') +
                tr("%1 more are not listed; the export 'faults' has them all.").arg(with_thousands(more));
    }
    faults_->fill({tr("Row"), tr("Column"), tr("Colour"), tr("Bin"), tr("Light"), tr("In black")}, rows,
                  summary);
}

void ModuleLists::list_lines() {
    std::vector<FindingCells> rows;
    if (document_ != nullptr) {
        for (const module::Line& line : document_->quality.lines)
            rows.push_back(
                {word(ModuleWords::axis(line.axis), static_cast<double>(line.axis)), whole(line.index),
                 word(ModuleWords::sub_pixel(*document_, line.sub_pixel), order_of_sub_pixel(line.sub_pixel)),
                 range(line.begin, line.end), signed_percent(line.contrast, 1), decimal(line.snr, 1)});
    }
    lines_->fill({tr("Line"), tr("Index"), tr("Colour"), tr("From\u2013to"), tr("Contrast (%)"), tr("SNR")},
                 rows, found(rows.size()));
}

void ModuleLists::list_seams() {
    std::vector<FindingCells> rows;
    if (document_ != nullptr) {
        for (const module::Seam& seam : document_->quality.seams)
            rows.push_back({word(ModuleWords::axis(seam.axis), static_cast<double>(seam.axis)),
                            whole(seam.index), range(seam.begin, seam.end), signed_percent(seam.step, 2),
                            decimal(seam.snr, 1)});
    }
    seams_->fill({tr("Before"), tr("Index"), tr("From\u2013to"), tr("Step (%)"), tr("SNR")}, rows,
                 found(rows.size()));
}

void ModuleLists::list_mura() {
    std::vector<FindingCells> rows;
    if (document_ != nullptr) {
        for (const module::MuraObject& mura : document_->quality.mura.objects)
            rows.push_back({word(ModuleWords::mura(mura.kind), static_cast<double>(mura.kind)),
                            decimal(mura.row, 0), decimal(mura.col, 0), decimal(mura.sigma_px, 1),
                            signed_percent(mura.contrast, 2), decimal(mura.semu, 2),
                            decimal(mura.jnd.value_or(std::nan("")), 2), decimal(mura.snr, 1)});
    }
    mura_->fill(
        {tr("Kind"), tr("Row"), tr("Col."), tr("Size"), tr("C (%)"), tr("Semu"), tr("JND"), tr("SNR")}, rows,
        found(rows.size()));
}

void ModuleLists::retranslate() {
    setTabText(0, tr("Faults"));
    setTabText(1, tr("Lines"));
    setTabText(2, tr("Seams"));
    setTabText(3, tr("Uneven light"));
    setTabText(4, tr("Figures"));
    for (int tab = 0; tab < count(); ++tab) widget(tab)->setAccessibleName(tabText(tab));
    // Every tab is to be seen.
    setMinimumWidth(std::max(kLeastListsPx, tabBar()->sizeHint().width() + 8));
    faults_->setToolTip(
        tr("Light: over the healthy neighbours of the same colour. In black: over the mean of "
           "the colour at full gray."));
    mura_->setToolTip(tr("Size: sigma in pixels. C: contrast at the peak."));
    list_faults();
    list_lines();
    list_seams();
    list_mura();
    figures_->show_document(document_);
}

}  // namespace waferglow::gui
