// SPDX-License-Identifier: GPL-3.0-or-later
// What people choose before a calibration that goes over the wafer: its diameter, and where focus is looked
// for.
#pragma once

#include "app/tool/calibration_runs.h"

#include <QWidget>

class QDoubleSpinBox;
class QLabel;

namespace waferglow::gui {

class CalibrationChoices : public QWidget {
    Q_OBJECT
  public:
    explicit CalibrationChoices(QWidget* parent);
    void retranslate();
    /// Shows what this kind goes by; hidden where that is nothing.
    void show_for(tool::CalibrationKind kind);
    void fill(tool::CalibrationOptions& options) const;

  private:
    struct Field {
        QLabel* title;
        QDoubleSpinBox* box;
    };
    Field add_field(const char* role, double least, double most, double value);
    static void name(const Field& field, const QString& title);
    static void show_field(const Field& field, bool shown);

    Field diameter_;
    Field middle_;
    Field range_;
};

}  // namespace waferglow::gui
