// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of the worst dies: reflected light, PL by strong and by weak light side by side; by class; a press
// shows the die on the map and its defect in the list.
#pragma once

#include "app/gui/pages/review/review_panel.h"
#include "app/gui/presenters/review/gallery.h"

#include <functional>
#include <vector>

class QComboBox;
class QLabel;

namespace waferglow::gui {

class GalleryView;
class ReclassBar;

class GalleryPanel : public ReviewPanel {
    Q_OBJECT
  public:
    GalleryPanel(ReviewModel& model, QWidget* parent);
    [[nodiscard]] QString title() const override { return tr("Gallery"); }
    [[nodiscard]] const char* name() const override { return "gallery"; }
    void retranslate() override;
    void restyle() override;
    [[nodiscard]] GalleryView& view() { return *view_; }
    [[nodiscard]] QComboBox& classes() { return *classes_; }
    [[nodiscard]] ReclassBar& reclass_bar() { return *reclass_; }

    std::function<void(const GalleryItem&)> on_chosen;

  protected:
    [[nodiscard]] bool concerns(ReviewChange change) const override {
        return change == ReviewChange::document || change == ReviewChange::die;
    }
    void refresh() override;

  private:
    void read(const DocumentPtr& document);
    void take(const DocumentPtr& document, GalleryPtr gallery);
    void list_classes();
    void show_class();
    void show_caption();

    QLabel* caption_;
    QComboBox* classes_;
    GalleryView* view_;
    ReclassBar* reclass_;
    DocumentPtr shown_;  // whose pictures are shown, or being read
    bool reading_ = false;
    std::filesystem::path gallery_path_;  // that `gallery_` was read from
    GalleryPtr gallery_;
    std::vector<GalleryItem> items_;
};

}  // namespace waferglow::gui
