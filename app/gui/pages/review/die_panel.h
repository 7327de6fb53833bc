// SPDX-License-Identifier: GPL-3.0-or-later
// One die: its numbers in all layers, its spectrum, its picture where the recording is at hand.
#pragma once

#include "app/gui/pages/review/review_panel.h"
#include "libinspect/formats/recording.h"
#include "libinspect/store/die_reader.h"

#include <functional>
#include <memory>
#include <optional>
#include <vector>

class QButtonGroup;
class QCPGraph;
class QCustomPlot;
class QLabel;
class QPushButton;
class QStackedWidget;
class QTableWidget;
class QToolButton;

namespace waferglow::gui {

class PictureView;

class DiePanel : public ReviewPanel {
    Q_OBJECT
  public:
    DiePanel(ReviewModel& model, QWidget* parent);
    [[nodiscard]] QString title() const override { return tr("Die"); }
    [[nodiscard]] const char* name() const override { return "die"; }
    void retranslate() override;
    void restyle() override;
    [[nodiscard]] QTableWidget& table() { return *numbers_; }
    [[nodiscard]] PictureView& pictures() { return *pictures_; }
    /// 0: numbers, 1: spectrum, 2: picture.
    void show_part(int part);
    void use_recording(const std::filesystem::path& folder);

    std::function<void(DieIndex)> on_go_to;

  protected:
    [[nodiscard]] bool concerns(ReviewChange change) const override {
        return change == ReviewChange::document || change == ReviewChange::die ||
               change == ReviewChange::bins;
    }
    void refresh() override;

  private:
    void show_caption();
    void read_numbers(const DocumentPtr& document, DieIndex die);
    void fill_numbers(const std::vector<DieValue>& values, DieIndex die);
    void show_spectrum();
    void read_pictures();
    void ask_for_recording();

    QLabel* caption_;
    QToolButton* part_buttons_[3];
    QButtonGroup* parts_;
    QStackedWidget* stack_;
    QTableWidget* numbers_;
    QCustomPlot* plot_;
    QCPGraph* spectrum_;
    QLabel* spectrum_note_;
    PictureView* pictures_;
    QLabel* picture_note_;
    QPushButton* recording_button_;
    std::filesystem::path recording_folder_;
    std::filesystem::path recording_for_;  ///< wafer file that the recording was sought for
    std::shared_ptr<const Recording> recording_;
    std::optional<DieIndex> nearest_;
};

}  // namespace waferglow::gui
