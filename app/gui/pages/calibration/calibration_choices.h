// SPDX-License-Identifier: GPL-3.0-or-later
// What people choose before a calibration: light, exposure, files of the lamp, where to measure. Each kind
// shows its own fields; below them stands what the field in use is for, or what is wrong.
#pragma once

#include "app/gui/presenters/calibration/calibration_fields.h"

#include <QWidget>
#include <functional>
#include <utility>
#include <vector>

class QComboBox;
class QDoubleSpinBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QSpinBox;

namespace waferglow::gui {

class CalibrationChoices : public QWidget {
    Q_OBJECT
  public:
    explicit CalibrationChoices(QWidget* parent);
    void retranslate();
    /// Shows what this kind goes by. `lights`: names and uses of the tool's.
    void show_for(tool::CalibrationKind kind,
                  const std::vector<std::pair<std::string, drivers::LightUse>>& lights);
    void fill(tool::CalibrationOptions& options) const;
    /// False while a file that is named can't be used.
    [[nodiscard]] bool valid() const;

    /// After every change of `valid`.
    std::function<void()> on_change;

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    /// A title above an editor; `help` is told while the editor has the focus.
    struct Field {
        QWidget* cell;
        QLabel* title;
        QWidget* editor;
        QString help{};
    };
    template <class Editor>
    Editor* add_field(const char* role);
    QDoubleSpinBox* add_number(const char* role, double least, double most, double value,
                               const QString& unit);
    QLineEdit* add_file(const char* role);
    void name(const QWidget* editor, const QString& title, const QString& help);
    void show_field(const QWidget* editor, bool shown);
    void place();
    void check();
    void tell();

    std::vector<Field> fields_;
    QGridLayout* grid_;
    QComboBox* light_;
    QDoubleSpinBox* exposure_;
    QSpinBox* frames_;
    QDoubleSpinBox* diameter_;
    QDoubleSpinBox* middle_;
    QDoubleSpinBox* range_;
    QLineEdit* lines_;
    QSpinBox* degree_;
    QLineEdit* lamp_file_;
    QDoubleSpinBox* lamp_k_;
    QLineEdit* filter_;
    QLabel* told_;
    tool::CalibrationKind kind_ = tool::CalibrationKind::dark;
    std::string problem_;
};

}  // namespace waferglow::gui
