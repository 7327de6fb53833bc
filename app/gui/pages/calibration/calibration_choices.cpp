// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/pages/calibration/calibration_choices.h"

#include "app/gui/views/file_dialog.h"
#include "app/gui/views/theme.h"

#include <QApplication>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

namespace waferglow::gui {
namespace {

// The smallest and largest wafers of the SEMI M1 sizes, with room for pieces.
constexpr double kLeastDiameterMm = 10.0;
constexpr double kMostDiameterMm = 450.0;
constexpr double kMostHeightUm = 10'000.0;
constexpr double kMostExposureMs = 600'000.0;
constexpr int kMostFrames = 65'536;
constexpr int kMostDegree = 5;
constexpr double kLeastLampK = 500.0;
constexpr double kMostLampK = 10'000.0;
constexpr int kChoiceColumns = 3;

}  // namespace

CalibrationChoices::CalibrationChoices(QWidget* parent)
    : QWidget(parent), grid_(new QGridLayout), told_(new QLabel(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(grid_);
    grid_->setHorizontalSpacing(12);
    for (int i = 0; i < kChoiceColumns; ++i) grid_->setColumnStretch(i, 1);
    told_->setWordWrap(true);
    told_->setProperty("role", QStringLiteral("calibrationProblem"));
    column->addWidget(told_);
    const tool::CalibrationOptions usual;
    diameter_ =
        add_number("diameter", kLeastDiameterMm, kMostDiameterMm, usual.diameter_mm, QStringLiteral(" mm"));
    middle_ = add_number("focusMiddle", -kMostHeightUm, kMostHeightUm, usual.focus_middle_um,
                         QStringLiteral(" \u00b5m"));
    range_ = add_number("focusRange", 1.0, kMostHeightUm, usual.focus_range_um, QStringLiteral(" \u00b5m"));
    lines_ = add_file("lineList");
    lamp_file_ = add_file("lampFile");
    lamp_k_ = add_number("lampTemperature", kLeastLampK, kMostLampK, usual.lamp_temperature_k,
                         QStringLiteral(" K"));
    filter_ = add_field<QLineEdit>("filter");
    light_ = add_field<QComboBox>("light");
    exposure_ = add_number("exposure", 0.0, kMostExposureMs, 0.0, QStringLiteral(" ms"));
    exposure_->setDecimals(3);
    frames_ = add_field<QSpinBox>("frames");
    frames_->setRange(1, kMostFrames);
    frames_->setButtonSymbols(QAbstractSpinBox::NoButtons);
    degree_ = add_field<QSpinBox>("degree");
    degree_->setRange(1, kMostDegree);
    degree_->setValue(usual.degree);
    degree_->setButtonSymbols(QAbstractSpinBox::NoButtons);
    for (QLineEdit* file : {lines_, lamp_file_})
        connect(file, &QLineEdit::textChanged, this, [this] { check(); });
}

template <class Editor>
Editor* CalibrationChoices::add_field(const char* role) {
    Field field{new QWidget(this), nullptr, nullptr};
    auto* editor = new Editor(field.cell);
    field.title = new QLabel(field.cell);
    field.title->setObjectName(QStringLiteral("caption"));
    field.title->setBuddy(editor);
    field.editor = editor;
    editor->setProperty("role", QString::fromLatin1(role));
    editor->setMinimumHeight(kTouchPx);
    editor->installEventFilter(this);
    auto* column = new QVBoxLayout(field.cell);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addWidget(field.title);
    column->addWidget(editor);
    fields_.push_back(field);
    return editor;
}

QDoubleSpinBox* CalibrationChoices::add_number(const char* role, double least, double most, double value,
                                               const QString& unit) {
    auto* box = add_field<QDoubleSpinBox>(role);
    box->setRange(least, most);
    box->setDecimals(1);
    box->setValue(value);
    box->setSuffix(unit);
    box->setButtonSymbols(QAbstractSpinBox::NoButtons);
    return box;
}

QLineEdit* CalibrationChoices::add_file(const char* role) {
    auto* edit = add_field<QLineEdit>(role);
    edit->setClearButtonEnabled(true);
    QAction* browse =
        edit->addAction(style()->standardIcon(QStyle::SP_DirOpenIcon), QLineEdit::TrailingPosition);
    connect(browse, &QAction::triggered, this, [this, edit] {
        ask_for_path(this, FileChoice::open, edit->accessibleName(),
                     tr("Tables (*.csv *.txt);;All files (*)"), {},
                     [edit](const QString& path) { edit->setText(path); });
    });
    return edit;
}

void CalibrationChoices::name(const QWidget* editor, const QString& title, const QString& help) {
    for (Field& field : fields_) {
        if (field.editor != editor) continue;
        field.title->setText(title);
        field.editor->setAccessibleName(title);
        field.editor->setAccessibleDescription(help);
        field.editor->setToolTip(help);
        field.help = help;
    }
}

void CalibrationChoices::retranslate() {
    name(diameter_, tr("Wafer diameter"), tr("Of the wafer on the chuck: how far out it is measured."));
    name(middle_, tr("Focus looked for about"), tr("Height of the stage at which the search begins."));
    name(range_, tr("Up and down by"), tr("How far from there focus is looked for."));
    name(lines_, tr("List of lines"),
         tr("A table of the lamp's lines, \"wavelength,strength\", in air. Empty: mercury and argon."));
    name(lamp_file_, tr("Spectrum of the lamp"),
         tr("A table \"wavelength_nm,photons\" from the lamp's certificate. Empty: a black body of the "
            "temperature beside."));
    name(lamp_k_, tr("Temperature of the lamp"),
         tr("Its colour temperature; of no account where a spectrum is given."));
    name(filter_, tr("Filter"), tr("Its name on the filter wheel. Empty: the only one that is not open."));
    name(light_, tr("Light"), tr("Which of the tool's lights that fit is switched on."));
    name(exposure_, tr("Exposure"), tr("Of one frame or spectrum. 0: found by itself from the light."));
    name(frames_, tr("Averages"), tr("Frames or spectra averaged: more take longer and scatter less."));
    name(degree_, tr("Degree"), tr("Of the polynomial from pixel to wavelength; 3 fits most spectrometers."));
    exposure_->setSpecialValueText(tr("automatic"));
    for (QLineEdit* file : {lines_, lamp_file_}) file->setPlaceholderText(tr("none"));
    tell();
}

void CalibrationChoices::show_field(const QWidget* editor, bool shown) {
    for (const Field& field : fields_) {
        if (field.editor == editor) field.cell->setVisible(shown);
    }
}

void CalibrationChoices::place() {
    int at = 0;
    for (const Field& field : fields_) {
        grid_->removeWidget(field.cell);
        if (field.cell->isHidden()) continue;
        grid_->addWidget(field.cell, at / kChoiceColumns, at % kChoiceColumns);
        ++at;
    }
}

void CalibrationChoices::show_for(tool::CalibrationKind kind,
                                  const std::vector<std::pair<std::string, drivers::LightUse>>& lights) {
    const bool other = kind != kind_ || frames_->property("kind").isNull();
    kind_ = kind;
    const CalibrationFields fields = fields_of(kind);
    QStringList names;
    for (const auto& [name, of] : lights)
        if (of == fields.light) names << QString::fromStdString(name);
    if (other) frames_->setValue(tool::info_of(kind).frames);
    frames_->setProperty("kind", static_cast<int>(kind));
    const QString kept = light_->currentText();
    light_->clear();
    light_->addItems(names);
    light_->setCurrentIndex(std::max(0, light_->findText(kept)));
    show_field(light_, !names.isEmpty());
    show_field(exposure_, fields.exposure);
    show_field(frames_, fields.frames);
    show_field(diameter_, fields.diameter);
    show_field(middle_, fields.focus);
    show_field(range_, fields.focus);
    show_field(lines_, fields.line_list);
    show_field(degree_, fields.degree);
    show_field(lamp_file_, fields.lamp);
    show_field(lamp_k_, fields.lamp);
    show_field(filter_, fields.filter);
    if (other) {
        place();
        check();
    }
}

void CalibrationChoices::fill(tool::CalibrationOptions& options) const {
    const CalibrationFields fields = fields_of(kind_);
    options.diameter_mm = diameter_->value();
    options.focus_middle_um = middle_->value();
    options.focus_range_um = range_->value();
    options.degree = degree_->value();
    options.lamp_temperature_k = lamp_k_->value();
    if (fields.light) options.light = light_->currentText().toStdString();
    if (fields.exposure && exposure_->value() > 0.0) options.exposure_ms = exposure_->value();
    if (fields.frames) options.frames = frames_->value();
    if (fields.line_list) options.line_list = lines_->text().trimmed().toStdString();
    if (fields.filter) options.filter = filter_->text().trimmed().toStdString();
    if (fields.lamp) options.lamp_file = lamp_file_->text().trimmed().toStdString();
}

bool CalibrationChoices::valid() const {
    return problem_.empty();
}

void CalibrationChoices::check() {
    tool::CalibrationOptions options;
    fill(options);
    const std::string problem = problem_of(kind_, options);
    if (problem != problem_) {
        problem_ = problem;
        if (on_change) on_change();
    }
    tell();
}

void CalibrationChoices::tell() {
    QString text = QString::fromStdString(problem_);
    const char* looks = "error";
    if (problem_.empty()) {
        looks = "caption";
        for (const Field& field : fields_)
            if (field.editor->hasFocus()) text = field.help;
    }
    if (told_->objectName() != QLatin1String(looks)) {
        told_->setObjectName(QString::fromLatin1(looks));
        told_->style()->unpolish(told_);
        told_->style()->polish(told_);
    }
    told_->setText(text);
    told_->setVisible(!text.isEmpty());
}

bool CalibrationChoices::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::FocusIn) tell();
    return QWidget::eventFilter(watched, event);
}

}  // namespace waferglow::gui
