// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/pages/correlation/correlation_page.h"

#include <QLabel>
#include <QVBoxLayout>

namespace waferglow::gui {
namespace {

class CorrelationPage : public Page {
    Q_OBJECT
  public:
    CorrelationPage(Desk& desk, QWidget* parent) : Page(desk, parent), hint_(new QLabel(this)) {
        auto* layout = new QVBoxLayout(this);
        hint_->setAlignment(Qt::AlignCenter);
        hint_->setWordWrap(true);
        layout->addWidget(hint_);
        retranslate();
    }
    void retranslate() override { hint_->setText(tr("No tool is connected to this desktop.")); }

  private:
    QLabel* hint_;
};

}  // namespace

Page* make_correlation_page(Desk& desk, QWidget* parent) {
    return new CorrelationPage(desk, parent);
}

}  // namespace waferglow::gui

#include "correlation_page.moc"
