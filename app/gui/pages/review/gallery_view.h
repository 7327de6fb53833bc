// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of dies as a list: each die with its channels side by side. Pictures are made as they come into
// sight.
#pragma once

#include "app/gui/presenters/review/gallery.h"

#include <QListView>
#include <functional>
#include <vector>

namespace waferglow::gui {

class GalleryModel;
class GalleryDelegate;

class GalleryView : public QListView {
    Q_OBJECT
  public:
    explicit GalleryView(QWidget* parent);
    void show_items(GalleryPtr gallery, std::vector<GalleryItem> items);
    [[nodiscard]] const std::vector<GalleryItem>& items() const;
    /// The die that is chosen; none: -1.
    [[nodiscard]] int current() const { return currentIndex().row(); }
    /// Chooses the item of a die, where there is one, without telling of it.
    void choose(DieIndex die);
    void retranslate();

    std::function<void(const GalleryItem&)> on_chosen;

  protected:
    void currentChanged(const QModelIndex& now, const QModelIndex& before) override;
    void resizeEvent(QResizeEvent* event) override;

  private:
    void share_width();

    GalleryModel* items_;
    GalleryDelegate* painter_;
    bool quiet_ = false;
};

}  // namespace waferglow::gui
