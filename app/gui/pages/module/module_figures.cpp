// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/pages/module/module_figures.h"

#include "app/gui/pages/module/module_words.h"
#include "app/gui/views/numbers.h"
#include "app/gui/views/styled_label.h"
#include "app/gui/views/theme.h"

#include <QHeaderView>
#include <QTableWidget>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>
#include <utility>

namespace waferglow::gui {
namespace {

QString named(const std::string& name) {
    return QString::fromStdString(name);
}

QString count_or_dash(const std::optional<std::int64_t>& count) {
    return count ? with_thousands(*count) : QStringLiteral("\u2013");
}

}  // namespace

ModuleFigures::ModuleFigures(QWidget* parent)
    : QFrame(parent), table_(new QTableWidget(0, 2, this)), notes_(styled_label("caption", this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 6, 8, 6);
    layout->setSpacing(4);
    layout->addWidget(table_, 1);
    notes_->setWordWrap(true);
    layout->addWidget(notes_);
    table_->horizontalHeader()->hide();
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setDefaultSectionSize(28);
    table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table_->setSelectionMode(QAbstractItemView::NoSelection);
    table_->setFocusPolicy(Qt::ClickFocus);
    table_->setShowGrid(false);
    table_->setWordWrap(false);
    table_->setMinimumHeight(60);
    table_->horizontalHeader()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    table_->horizontalHeader()->setSectionResizeMode(1, QHeaderView::Stretch);
}

void ModuleFigures::head(const QString& title) {
    const int row = table_->rowCount();
    table_->insertRow(row);
    auto* item = new QTableWidgetItem(title);
    QFont bold = table_->font();
    bold.setBold(true);
    item->setFont(bold);
    item->setToolTip(title);
    item->setForeground(current_theme().accent);
    table_->setItem(row, 0, item);
    table_->setSpan(row, 0, 1, 2);
}

void ModuleFigures::put(const QString& what, const QString& value) {
    const int row = table_->rowCount();
    table_->insertRow(row);
    for (const auto& [column, text] : {std::pair{0, what}, std::pair{1, value}}) {
        auto* item = new QTableWidgetItem(text);
        item->setToolTip(text);
        table_->setItem(row, column, item);
    }
}

void ModuleFigures::show_document(const ModuleDocumentPtr& document) {
    table_->clearSpans();
    table_->setRowCount(0);
    notes_->clear();
    notes_->hide();
    table_->setAccessibleName(tr("Figures"));
    if (document == nullptr) return;
    put_limits(*document);
    put_counts(*document);
    put_uniformity(*document);
    put_light(*document);
    put_demura(*document);
    put_measurement(*document);
    QStringList notes;
    for (const std::string& note : document->quality.notes) notes << ModuleWords::note(note);
    notes_->setText(notes.join(QLatin1Char('\n')));
    notes_->setVisible(!notes.isEmpty());
}

void ModuleFigures::put_limits(const ModuleDocument& document) {
    head(tr("Limits of the recipe"));
    for (const ModuleReason& limit : document.limits) {
        const bool held = std::ranges::none_of(
            document.reasons, [&](const ModuleReason& reason) { return reason.key == limit.key; });
        put(ModuleWords::limit_title(limit),
            tr("%1 (%2)").arg(ModuleWords::limit_value(limit), ModuleWords::limit_bound(limit)));
        if (!held) table_->item(table_->rowCount() - 1, 1)->setForeground(current_theme().error);
    }
}

void ModuleFigures::put_counts(const ModuleDocument& document) {
    const module::ModuleQuality& quality = document.quality;
    head(tr("Sub-pixels"));
    put(tr("Share of good ones"), percent(quality.yield(), 3));
    for (const module::ModuleBinInfo& info : module::kModuleBins) {
        if (quality.count(info.bin) > 0)
            put(ModuleWords::bin(info.bin), with_thousands(quality.count(info.bin)));
    }
    head(tr("Faults by class"));
    const module::FaultCounts& faults = quality.faults;
    put(tr("Type 1: pixels always bright"), count_or_dash(faults.type1));
    put(tr("Type 2: pixels always dark"), with_thousands(faults.type2));
    put(tr("Type 3: sub-pixels bright"), count_or_dash(faults.type3_bright));
    put(tr("Type 3: sub-pixels dark"), with_thousands(faults.type3_dark));
    put(tr("Clusters of types 1 and 2, of type 3"),
        QStringLiteral("%1, %2").arg(faults.clusters_pixel).arg(faults.clusters_sub_pixel));
}

void ModuleFigures::put_uniformity(const ModuleDocument& document) {
    for (const module::Uniformity& one : document.quality.uniformity) {
        head(tr("Uniformity of %1").arg(named(document.file.light.patterns[one.pattern].name)));
        if (one.min_over_max) put(tr("Least over greatest of 9 points"), percent(*one.min_over_max, 1));
        if (one.spread) put(tr("Spread of healthy sub-pixels"), percent(*one.spread, 2));
        if (one.percentile5 && one.percentile95)
            put(tr("5th and 95th percentile over mean"),
                QStringLiteral("%1, %2").arg(percent(*one.percentile5, 1), percent(*one.percentile95, 1)));
        if (one.largest_step) put(tr("Largest step of blocks"), percent(*one.largest_step, 2));
        if (one.delta_uv)
            put(tr("Largest difference of colour, u'v'"), QString::number(*one.delta_uv, 'f', 4));
    }
}

void ModuleFigures::put_light(const ModuleDocument& document) {
    const module::ModuleQuality& quality = document.quality;
    for (const module::GrayResponse& gray : quality.gray) {
        head(tr("Gray response of %1").arg(ModuleWords::sub_pixel(document, gray.sub_pixel)));
        put(tr("Gamma, median"), QString::number(gray.median_gamma, 'f', 3));
        put(tr("Spread of gamma"), QString::number(gray.gamma_spread, 'f', 4));
        put(tr("Distance from the line, median"), percent(gray.worst_residual, 2));
        if (gray.low_gray_mura) put(tr("Unevenness of low gray alone"), percent(*gray.low_gray_mura, 2));
    }
    head(tr("White and black"));
    if (quality.white) {
        put(tr("White point x, y"), QStringLiteral("%1, %2")
                                        .arg(quality.white->chromaticity.x, 0, 'f', 4)
                                        .arg(quality.white->chromaticity.y, 0, 'f', 4));
        put(tr("White"), plain_number(quality.white->cd_m2, 4) + QStringLiteral(" cd/m\u00b2"));
    } else {
        put(tr("White point"), tr("not measurable"));
    }
    put(tr("Contrast ratio"), quality.contrast_ratio
                                  ? plain_number(*quality.contrast_ratio, 4) + QStringLiteral(" : 1")
                                  : tr("not measurable"));
}

void ModuleFigures::put_demura(const ModuleDocument& document) {
    if (document.quality.demura.empty()) return;
    head(tr("Spread before and after demura"));
    for (const module::DemuraTable& table : document.quality.demura) {
        const QString name = named(document.file.light.patterns[table.pattern].name) + QLatin1Char(' ') +
                             ModuleWords::sub_pixel(document, table.sub_pixel);
        put(name, tr("%1 to %2, %3 clipped, %4 left alone")
                      .arg(percent(table.spread_before, 2), percent(table.spread_after, 2),
                           with_thousands(table.clipped), with_thousands(table.left_alone)));
    }
}

void ModuleFigures::put_measurement(const ModuleDocument& document) {
    const module::ModuleRegistration& place = document.file.light.registration;
    head(tr("How it was measured"));
    put(tr("Camera pixels a pixel"), QString::number(place.pixels_per_pitch, 'f', 2));
    put(tr("Residual of the lattice"), QString::number(place.rms_px, 'f', 3) + QStringLiteral(" px"));
    put(tr("Blur"), QString::number(place.blur_px, 'f', 2) + QStringLiteral(" px"));
    put(tr("Rotation"), QString::number(1e3 * place.pose.rotation_rad, 'f', 3) + QStringLiteral(" mrad"));
    put(tr("Scale"), QString::number(1e6 * (place.pose.scale - 1.0), 'f', 0) + QStringLiteral(" ppm"));
    put(tr("Distortion k1"), QString::number(place.k1, 'f', 5));
    put(tr("Steps left between tiles"), document.file.light.stitch_rms
                                            ? percent(*document.file.light.stitch_rms, 2)
                                            : tr("one tile a pattern"));
    for (std::size_t s = 0; s < document.quality.spread.size(); ++s) {
        const double spread = document.quality.spread[s];
        if (spread > 0.0)
            put(tr("Spread of %1").arg(ModuleWords::sub_pixel(document, s)), percent(spread, 2));
    }
}

}  // namespace waferglow::gui
