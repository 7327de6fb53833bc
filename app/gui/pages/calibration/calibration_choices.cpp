// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/pages/calibration/calibration_choices.h"

#include "app/gui/views/theme.h"

#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace waferglow::gui {
namespace {

// The smallest and largest wafers of the SEMI M1 sizes, with room for pieces.
constexpr double kLeastDiameterMm = 10.0;
constexpr double kMostDiameterMm = 450.0;
constexpr double kMostHeightUm = 10'000.0;

}  // namespace

CalibrationChoices::CalibrationChoices(QWidget* parent) : QWidget(parent) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    const tool::CalibrationOptions usual;
    diameter_ = add_field("diameter", kLeastDiameterMm, kMostDiameterMm, usual.diameter_mm);
    middle_ = add_field("focusMiddle", -kMostHeightUm, kMostHeightUm, usual.focus_middle_um);
    range_ = add_field("focusRange", 1.0, kMostHeightUm, usual.focus_range_um);
    diameter_.box->setSuffix(QStringLiteral(" mm"));
    middle_.box->setSuffix(QStringLiteral(" \u00b5m"));
    range_.box->setSuffix(QStringLiteral(" \u00b5m"));
    row->addStretch();
}

CalibrationChoices::Field CalibrationChoices::add_field(const char* role, double least, double most,
                                                        double value) {
    const Field field{new QLabel(this), new QDoubleSpinBox(this)};
    field.box->setProperty("role", QString::fromLatin1(role));
    field.box->setRange(least, most);
    field.box->setDecimals(1);
    field.box->setValue(value);
    field.box->setMinimumHeight(kTouchPx);
    field.box->setButtonSymbols(QAbstractSpinBox::NoButtons);
    field.title->setBuddy(field.box);
    auto* column = new QVBoxLayout;
    column->addWidget(field.title);
    column->addWidget(field.box);
    static_cast<QHBoxLayout*>(layout())->addLayout(column);
    return field;
}

void CalibrationChoices::name(const Field& field, const QString& title) {
    field.title->setText(title);
    field.box->setAccessibleName(title);
}

void CalibrationChoices::show_field(const Field& field, bool shown) {
    field.title->setVisible(shown);
    field.box->setVisible(shown);
}

void CalibrationChoices::retranslate() {
    name(diameter_, tr("Wafer diameter"));
    name(middle_, tr("Focus looked for about"));
    name(range_, tr("Up and down by"));
}

void CalibrationChoices::show_for(tool::CalibrationKind kind) {
    const bool focus = kind == tool::CalibrationKind::focus;
    show_field(diameter_, focus || kind == tool::CalibrationKind::stage);
    show_field(middle_, focus);
    show_field(range_, focus);
    setVisible(focus || kind == tool::CalibrationKind::stage);
}

void CalibrationChoices::fill(tool::CalibrationOptions& options) const {
    options.diameter_mm = diameter_.box->value();
    options.focus_middle_um = middle_.box->value();
    options.focus_range_um = range_.box->value();
}

}  // namespace waferglow::gui
