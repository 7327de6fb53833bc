// SPDX-License-Identifier: GPL-3.0-or-later
// The golden die of the opened wafer on the recipe page: what was found to be metal, finger, body and rim,
// and the rectangles of the recipe, which the mouse draws.
#pragma once

#include "app/gui/presenters/recipe/region_boxes.h"
#include "app/gui/presenters/wafer/wafer_document.h"

#include <QWidget>
#include <functional>

class QCheckBox;
class QComboBox;
class QLabel;

namespace waferglow::gui {

class GoldenView;

class GoldenRegions : public QWidget {
    Q_OBJECT
  public:
    explicit GoldenRegions(QWidget* parent);
    void show_document(const DocumentPtr& document);
    void show_draft(const RecipeDraft& draft);
    void set_locked(bool locked);
    void retranslate();
    [[nodiscard]] GoldenView& view() { return *view_; }
    [[nodiscard]] QComboBox& target() { return *target_; }

    /// A rectangle for a new region, as the recipe has it.
    std::function<void(const std::string& rect)> on_new;
    /// Likewise for the region of a row.
    std::function<void(int row, const std::string& rect)> on_moved;

  private:
    void show_boxes();
    void show_words();

    GoldenPtr scene_;
    std::vector<RegionBox> boxes_;
    QLabel* title_;
    QLabel* hint_;
    QLabel* legend_;
    QComboBox* target_;  // what the next rectangle is for
    QCheckBox* regions_;
    GoldenView* view_;
    bool locked_ = false;
};

}  // namespace waferglow::gui
