// SPDX-License-Identifier: GPL-3.0-or-later
// Thresholds of the bins under sliders: map and yield follow at once, every step can be undone, nothing is
// written before people save.
#pragma once

#include "app/gui/pages/review/review_panel.h"
#include "app/gui/presenters/review/bin_tuner.h"
#include "app/gui/presenters/review/tuning_knobs.h"

#include <QUndoStack>
#include <vector>

class QDoubleSpinBox;
class QGridLayout;
class QLabel;
class QPushButton;
class QSlider;

namespace waferglow::gui {

class TunerPanel : public ReviewPanel {
    Q_OBJECT
  public:
    TunerPanel(ReviewModel& model, QWidget* parent);
    [[nodiscard]] QString title() const override { return tr("Tune"); }
    [[nodiscard]] const char* name() const override { return "tune"; }
    void retranslate() override;
    void restyle() override;

    /// Changes one threshold; a change with the same `gesture` as the one before is one step of undo.
    void turn(const std::string& knob, double value, int gesture);
    [[nodiscard]] QUndoStack& undo_stack() { return undo_; }
    [[nodiscard]] const BinTuning& tuning() const { return wanted_; }
    [[nodiscard]] bool changed() const { return tuning_ != nullptr && wanted_ != tuning_->stored; }
    [[nodiscard]] double yield() const { return yield_; }
    /// Bins anew and the rules into the file, with an entry in its log.
    void save();

  protected:
    [[nodiscard]] bool concerns(ReviewChange change) const override {
        return change == ReviewChange::document;
    }
    void refresh() override;

  private:
    struct Row {
        std::string knob;
        QLabel* label;
        QSlider* slider;
        QDoubleSpinBox* box;
        double low = 0.0;
        double high = 1.0;
    };

    void build_rows();
    void use(const BinTuning& wanted);
    void show_values();
    void show_result(const TuningResult& result);
    void name_rows();
    [[nodiscard]] QString knob_title(const std::string& knob) const;

    QLabel* figure_;
    QLabel* change_;
    QLabel* model_note_;  ///< that a learned model decides, and what can be turned all the same
    QWidget* rows_widget_;
    QGridLayout* rows_layout_;
    std::vector<Row> rows_;
    QPushButton* undo_button_;
    QPushButton* redo_button_;
    QPushButton* reset_button_;
    QPushButton* save_button_;
    QUndoStack undo_;
    DocumentPtr document_;
    TuningPtr tuning_;
    BinTuning wanted_;
    BinPtr stored_bins_;  ///< by the file's rules, of the tuning map
    double yield_ = 0.0;
    double stored_yield_ = 0.0;
    std::int64_t changed_dies_ = 0;
    int gesture_ = 0;
    bool filling_ = false;
};

}  // namespace waferglow::gui
