// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/pages/recipe/recipe_page.h"

#include "app/gui/pages/recipe/difference_table.h"
#include "app/gui/pages/recipe/golden_regions.h"
#include "app/gui/pages/recipe/list_editor.h"
#include "app/gui/pages/recipe/recipe_texts.h"
#include "app/gui/pages/recipe/section_form.h"
#include "app/gui/presenters/recipe/recipe_presenter.h"
#include "app/gui/views/elided_label.h"
#include "app/gui/views/file_dialog.h"
#include "app/gui/views/numbers.h"
#include "app/gui/views/theme.h"

#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QShortcut>
#include <QSplitter>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>
#include <cmath>
#include <string_view>

namespace waferglow::gui {
namespace {

class RecipePage : public Page {
    Q_OBJECT
  public:
    RecipePage(Desk& desk, QWidget* parent)
        : Page(desk, parent),
          source_(new ElidedLabel(this)),
          state_(new ElidedLabel(this)),
          undo_(new QPushButton(this)),
          redo_(new QPushButton(this)),
          take_(new QToolButton(this)),
          open_(new QPushButton(this)),
          save_(new QPushButton(this)),
          apply_(new QPushButton(this)),
          form_(new QTabWidget(this)),
          views_(new QTabWidget(this)),
          differences_(new DifferenceTable(this)),
          toml_(new QPlainTextEdit(this)),
          general_message_(new QLabel(this)),
          presenter_(desk, [this] { refresh(); }) {
        auto* layout = new QVBoxLayout(this);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(10);
        layout->addWidget(build_bar());
        general_message_->setObjectName(QStringLiteral("error"));
        general_message_->setWordWrap(true);
        layout->addWidget(general_message_);
        add_tabs();
        toml_->setReadOnly(true);
        toml_->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
        toml_->setLineWrapMode(QPlainTextEdit::NoWrap);
        toml_->setObjectName(QStringLiteral("toml"));
        views_->addTab(differences_, QString());
        views_->addTab(toml_, QString());
        auto* splitter = new QSplitter(Qt::Horizontal, this);
        splitter->setObjectName(QStringLiteral("layout.recipe"));
        splitter->setChildrenCollapsible(false);
        splitter->addWidget(form_);
        splitter->addWidget(views_);
        splitter->setStretchFactor(0, 3);
        splitter->setStretchFactor(1, 2);
        splitter->setSizes({780, 440});
        layout->addWidget(splitter, 1);
        const auto key = [this](const QKeySequence& keys, auto act) {
            auto* shortcut = new QShortcut(keys, this);
            shortcut->setContext(Qt::WidgetWithChildrenShortcut);
            connect(shortcut, &QShortcut::activated, this, act);
        };
        key(QKeySequence::Save, [this] { save(); });
        built_ = true;
        retranslate();
    }

    void retranslate() override {
        undo_->setText(tr("Undo"));
        redo_->setText(tr("Redo"));
        take_->setText(tr("Start from"));
        take_defaults_->setText(tr("The program's own values"));
        take_stored_->setText(tr("The recipe of the opened wafer"));
        take_rules_->setText(tr("This recipe without its learnt model"));
        open_->setText(tr("Open..."));
        save_->setText(tr("Save..."));
        apply_->setText(tr("Apply to the wafer"));
        apply_->setToolTip(tr("Judges the dies of the opened wafer anew; no pixels are needed"));
        for (int i = 0; i < form_->count(); ++i) form_->setTabText(i, recipe_word(pages_[i].constData()));
        views_->setTabText(0, tr("Differences"));
        views_->setTabText(1, QStringLiteral("TOML"));
        toml_->setAccessibleName(tr("The recipe as TOML"));
        for (SectionForm* form : forms_) form->retranslate();
        for (ListEditor* table : tables_) table->retranslate();
        golden_->retranslate();
        differences_->retranslate();
        refresh();
    }

    void restyle() override {
        differences_->restyle();
        refresh();
    }

    QString reason_to_stay() const override {
        return presenter_.modified() ? tr("The recipe has changes that are not saved.") : QString();
    }

    std::vector<Shortcut> shortcuts() const override {
        return {{QStringLiteral("Ctrl+Z"), tr("Undo the last change of the recipe")},
                {QStringLiteral("Ctrl+Shift+Z"), tr("Redo")},
                {QStringLiteral("Ctrl+S"), tr("Save the recipe")}};
    }

    void pose(const QString&) override {
        for (const SectionInfo& section : recipe_schema()) {
            if (section.kind == SectionKind::optional) presenter_.set_there(section.name, true);
        }
        presenter_.add_row("scan.spectra.region");
        presenter_.add_row(kRegionList);
        presenter_.add_row("appearance.rule");
    }

  private:
    QWidget* build_bar() {
        auto* bar = new QFrame(this);
        bar->setObjectName(QStringLiteral("toolbar"));
        auto* layout = new QHBoxLayout(bar);
        layout->setContentsMargins(16, 6, 10, 6);
        layout->setSpacing(8);
        auto* texts = new QVBoxLayout;
        texts->setSpacing(0);
        texts->addWidget(source_);
        texts->addWidget(state_);
        state_->setObjectName(QStringLiteral("caption"));
        layout->addLayout(texts, 1);
        auto* menu = new QMenu(take_);
        take_defaults_ = menu->addAction(QString(), this, [this] { presenter_.use_defaults(); });
        take_stored_ = menu->addAction(QString(), this, [this] { presenter_.use_stored(); });
        take_rules_ = menu->addAction(QString(), this, [this] { presenter_.drop_model(); });
        take_->setMenu(menu);
        take_->setPopupMode(QToolButton::InstantPopup);
        take_->setToolButtonStyle(Qt::ToolButtonTextOnly);
        take_->setStyleSheet(QStringLiteral("QToolButton { padding-right: 22px; }"));
        form_->setObjectName(QStringLiteral("form"));
        undo_->setObjectName(QStringLiteral("undo"));
        redo_->setObjectName(QStringLiteral("redo"));
        save_->setObjectName(QStringLiteral("save"));
        apply_->setObjectName(QStringLiteral("primary"));
        for (QWidget* button : std::initializer_list<QWidget*>{undo_, redo_, take_, open_, save_, apply_}) {
            button->setMinimumHeight(button == take_ ? kTouchPx + 8 : kTouchPx);  // an arrow takes room
            layout->addWidget(button);
        }
        undo_->setShortcut(QKeySequence::Undo);
        redo_->setShortcut(QKeySequence::Redo);
        connect(undo_, &QPushButton::clicked, this, [this] { presenter_.undo(); });
        connect(redo_, &QPushButton::clicked, this, [this] { presenter_.redo(); });
        connect(open_, &QPushButton::clicked, this, [this] {
            ask_for_path(this, FileChoice::open, tr("Open a recipe"), tr("Recipes (*.toml);;All files (*)"),
                         {}, [this](const QString& path) { presenter_.open(path.toStdString()); });
        });
        connect(save_, &QPushButton::clicked, this, [this] { save(); });
        connect(apply_, &QPushButton::clicked, this, [this] { presenter_.apply(); });
        return bar;
    }

    /// A tab for each page that the schema names, in the order in which it does.
    void add_tabs() {
        for (const SectionInfo& section : recipe_schema()) {
            if (!pages_.contains(section.page)) pages_ << section.page;
        }
        for (const QByteArray& page : pages_) add_tab(page);
    }

    void add_tab(const QByteArray& page) {
        auto* scroll = new QScrollArea(form_);
        scroll->setWidgetResizable(true);
        auto* inside = new QWidget(scroll);
        auto* layout = new QVBoxLayout(inside);
        layout->setContentsMargins(14, 10, 14, 10);
        layout->setSpacing(12);
        for (const SectionInfo& section : recipe_schema()) {
            if (page == section.page) add_section(section, *layout, inside);
        }
        layout->addStretch(1);
        scroll->setWidget(inside);
        form_->addTab(scroll, QString());
    }

    void add_section(const SectionInfo& section, QVBoxLayout& layout, QWidget* parent) {
        const auto set_text = [this](const FieldPlace& place, const std::string& text) {
            presenter_.set_text(place, text);
        };
        if (section.kind == SectionKind::list) {
            if (section.name == std::string_view(kRegionList)) add_golden(layout, parent);
            ListEditor* table = make_list_editor(section, parent);
            table->on_text = set_text;
            table->on_add = [this](const std::string& name) { presenter_.add_row(name); };
            table->on_remove = [this](const std::string& name, int row) { presenter_.remove_row(name, row); };
            layout.addWidget(table);
            tables_ << table;
            return;
        }
        auto* form = new SectionForm(section, parent);
        form->on_text = set_text;
        form->on_there = [this](const std::string& name, bool there) { presenter_.set_there(name, there); };
        layout.addWidget(form);
        forms_ << form;
    }

    /// Above the table of regions: the picture that they are drawn over.
    void add_golden(QVBoxLayout& layout, QWidget* parent) {
        golden_ = new GoldenRegions(parent);
        golden_->on_new = [this](const std::string& rect) {
            presenter_.add_row(kRegionList, {{kRegionRect, rect}});
        };
        golden_->on_moved = [this](int row, const std::string& rect) {
            presenter_.set_text({kRegionList, kRegionRect, row}, rect);
        };
        layout.addWidget(golden_);
    }

    void save() {
        if (!presenter_.valid()) return;
        ask_for_path(this, FileChoice::save, tr("Save the recipe"), tr("Recipes (*.toml)"),
                     QStringLiteral("toml"),
                     [this](const QString& path) { presenter_.save(path.toStdString()); });
    }

    QString state_text() const {
        if (!std::isfinite(presenter_.yield())) return tr("No wafer is open.");
        const QString yield = percent(presenter_.yield());
        const std::optional<double> before = presenter_.yield_before();
        return before ? tr("Yield of the opened wafer %1, before %2").arg(yield, percent(*before))
                      : tr("Yield of the opened wafer %1").arg(yield);
    }

    void refresh() {
        if (!built_) return;
        QString source = presenter_.path().empty()
                             ? tr("Draft, not saved to a file")
                             : QString::fromStdString(presenter_.path().filename().string());
        const bool learnt = presenter_.draft().model.has_value();
        take_rules_->setEnabled(learnt);
        if (learnt) source += QStringLiteral(" \u00b7 ") + tr("with a learnt model");
        if (presenter_.modified()) source += QStringLiteral(" \u00b7 ") + tr("changed");
        state_->setText(state_text());
        const bool may = presenter_.may_edit();
        if (!may) source += QStringLiteral(" \u00b7 ") + tr("locked: sign in as an engineer to change it");
        source_->setText(source);
        for (SectionForm* form : forms_) form->set_locked(!may);
        for (ListEditor* table : tables_) table->set_locked(!may);
        golden_->set_locked(!may);
        golden_->setVisible(presenter_.draft().has("appearance"));
        golden_->show_document(desk().document());
        golden_->show_draft(presenter_.draft());
        undo_->setEnabled(may && presenter_.can_undo());
        redo_->setEnabled(may && presenter_.can_redo());
        take_->setEnabled(may);
        take_stored_->setEnabled(presenter_.has_wafer());
        save_->setEnabled(may && presenter_.valid());
        apply_->setEnabled(may && presenter_.valid() && desk().document() != nullptr);
        for (SectionForm* form : forms_) form->show_draft(presenter_.draft(), presenter_.found());
        for (ListEditor* table : tables_) table->show_draft(presenter_.draft(), presenter_.found());
        const std::string& general = presenter_.found().general;
        general_message_->setText(QString::fromStdString(general));
        general_message_->setVisible(!general.empty());
        differences_->show_differences(presenter_.differences(), presenter_.has_wafer());
        const QString toml = QString::fromStdString(presenter_.toml());
        if (toml_->toPlainText() != toml) toml_->setPlainText(toml);
    }

    ElidedLabel* source_;
    ElidedLabel* state_;
    QPushButton* undo_;
    QPushButton* redo_;
    QToolButton* take_;
    QAction* take_defaults_ = nullptr;
    QAction* take_stored_ = nullptr;
    QAction* take_rules_ = nullptr;
    QPushButton* open_;
    QPushButton* save_;
    QPushButton* apply_;
    QTabWidget* form_;
    QTabWidget* views_;
    DifferenceTable* differences_;
    QPlainTextEdit* toml_;
    QLabel* general_message_;
    QList<QByteArray> pages_;
    QList<SectionForm*> forms_;
    QList<ListEditor*> tables_;
    GoldenRegions* golden_ = nullptr;
    bool built_ = false;
    RecipePresenter presenter_;
};

}  // namespace

Page* make_recipe_page(Desk& desk, QWidget* parent) {
    return new RecipePage(desk, parent);
}

}  // namespace waferglow::gui

#include "recipe_page.moc"
