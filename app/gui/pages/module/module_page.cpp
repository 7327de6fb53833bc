// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/pages/module/module_page.h"

#include "app/gui/pages/module/module_lists.h"
#include "app/gui/pages/module/module_map_panel.h"
#include "app/gui/pages/module/verdict_card.h"

#include <QSplitter>
#include <QVBoxLayout>

namespace waferglow::gui {
namespace {

class ModulePage : public Page {
    Q_OBJECT
  public:
    ModulePage(Desk& desk, QWidget* parent)
        : Page(desk, parent), verdict_(new VerdictCard(this)), parts_(new QSplitter(Qt::Horizontal, this)) {
        auto* layout = new QVBoxLayout(this);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(10);
        layout->addWidget(verdict_);
        parts_->setObjectName(QStringLiteral("layout.module"));
        map_ = new ModuleMapPanel(desk, parts_);
        lists_ = new ModuleLists(parts_);
        parts_->setChildrenCollapsible(false);
        parts_->setStretchFactor(0, 3);
        parts_->setStretchFactor(1, 2);
        layout->addWidget(parts_, 1);
        lists_->on_chosen = [this](const ModuleTarget& target) { map_->go_to(target); };
        desk.on_module([this] {
            const ModuleDocumentPtr& document = this->desk().module();
            verdict_->show_document(document);
            lists_->set_document(document);
            map_->set_document(document);
            emit wanted();
        });
        retranslate();
    }

    void retranslate() override {
        verdict_->show_document(desk().module());
        map_->retranslate();
        lists_->retranslate();
    }
    void restyle() override {
        verdict_->show_document(desk().module());
        lists_->retranslate();  // colours of cells
        map_->restyle();
    }
    [[nodiscard]] bool about_module() const override { return true; }
    std::vector<Shortcut> shortcuts() const override {
        return {{QStringLiteral("+ / \u2212 / 0"), tr("Enlarge, reduce, show the whole module")},
                {tr("Arrow keys"), tr("Move the picture")}};
    }

  private:
    VerdictCard* verdict_;
    QSplitter* parts_;
    ModuleMapPanel* map_ = nullptr;
    ModuleLists* lists_ = nullptr;
};

}  // namespace

Page* make_module_page(Desk& desk, QWidget* parent) {
    return new ModulePage(desk, parent);
}

}  // namespace waferglow::gui

#include "module_page.moc"
