// SPDX-License-Identifier: GPL-3.0-or-later
// Two maps side by side, as difference or as ratio; and a lot of wafers stacked on one another.
#pragma once

#include "app/gui/pages/review/review_panel.h"
#include "app/gui/presenters/review/compare.h"

#include <functional>
#include <string>
#include <vector>

class QComboBox;
class QLabel;
class QPushButton;

namespace waferglow::gui {

class ComparePanel : public ReviewPanel {
    Q_OBJECT
  public:
    ComparePanel(ReviewModel& model, QWidget* parent);
    [[nodiscard]] QString title() const override { return tr("Compare"); }
    [[nodiscard]] const char* name() const override { return "compare"; }
    void retranslate() override;

    /// Opens another wafer to compare with.
    void open_other(const std::filesystem::path& path);
    void stack(const std::vector<std::filesystem::path>& files);
    void start();
    void set_how(Comparison how);
    /// A layer of the wafer that is compared with.
    void set_layer(const std::string& layer);

    std::function<void(DocumentPtr other, const std::string& layer)> on_side_by_side;
    /// A map made here; `middle` is the value of no change, NaN where there is none.
    std::function<void(LayerPtr map, double middle)> on_map;
    std::function<void()> on_end;

  protected:
    [[nodiscard]] bool concerns(ReviewChange change) const override {
        return change == ReviewChange::document || change == ReviewChange::layer;
    }
    void refresh() override;

  private:
    void fill_layers();
    void compare_with(const LayerPtr& other);
    void ask_for_other();
    void ask_for_lot();
    void show_state();

    QLabel* with_label_;
    QLabel* wafer_;
    QPushButton* open_;
    QPushButton* own_;
    QLabel* layer_label_;
    QComboBox* layer_;
    QLabel* how_label_;
    QComboBox* how_;
    QPushButton* start_;
    QPushButton* end_;
    QLabel* lot_label_;
    QPushButton* stack_button_;
    QPushButton* mean_button_;
    QPushButton* fails_button_;
    DocumentPtr other_;  ///< null: this wafer itself
    DocumentPtr filled_for_;
    LotStack lot_;
};

}  // namespace waferglow::gui
