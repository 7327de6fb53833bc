// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/pages/review/review_page.h"

#include "app/gui/views/map_panel.h"

#include <QVBoxLayout>

namespace waferglow::gui {
namespace {

class ReviewPage : public Page {
    Q_OBJECT
  public:
    ReviewPage(Desk& desk, QWidget* parent) : Page(desk, parent), map_(new MapPanel(desk, this)) {
        auto* layout = new QVBoxLayout(this);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->addWidget(map_);
        desk.on_document([this] { map_->set_document(this->desk().document()); });
    }
    void retranslate() override { map_->retranslate(); }
    void restyle() override { map_->restyle(); }

  private:
    MapPanel* map_;
};

}  // namespace

Page* make_review_page(Desk& desk, QWidget* parent) {
    return new ReviewPage(desk, parent);
}

}  // namespace waferglow::gui

#include "review_page.moc"
