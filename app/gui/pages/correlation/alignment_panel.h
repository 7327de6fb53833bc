// SPDX-License-Identifier: GPL-3.0-or-later
// How the EL table lies on the wafer: what was found, how sure it is, and how people say otherwise.
#pragma once

#include "app/gui/presenters/correlation/el_input.h"

#include <QWidget>
#include <functional>

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;
class QSpinBox;
class QTableWidget;

namespace waferglow::gui {

class AlignmentPanel : public QWidget {
    Q_OBJECT
  public:
    explicit AlignmentPanel(QWidget* parent);
    /// Null: nothing to align.
    void show_input(const ElInputPtr& input);
    void retranslate();

    std::function<void(const ElTransform&)> on_transform;

    /// "mirrored, turned by 90 degrees, rows -1, columns +3"; "as given".
    [[nodiscard]] static QString words(const ElTransform& transform);

  private:
    void choose();
    void refresh();

    ElInputPtr input_;
    QLabel* title_;
    QLabel* summary_;
    QLabel* doubt_;
    QTableWidget* candidates_;
    QLabel* lead_;
    QLabel* manual_title_;
    QLabel* labels_[3];
    QComboBox* turn_;
    QCheckBox* mirrored_;
    QSpinBox* rows_;
    QSpinBox* cols_;
    QPushButton* found_;
    QPushButton* given_;
    QLabel* warnings_;
    bool filling_ = false;
};

}  // namespace waferglow::gui
