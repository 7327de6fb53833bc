// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/pages/correlation/correlation_page.h"

#include "app/gui/pages/correlation/alignment_panel.h"
#include "app/gui/pages/correlation/disagreement_panel.h"
#include "app/gui/pages/correlation/figures_panel.h"
#include "app/gui/pages/correlation/groups_panel.h"
#include "app/gui/pages/correlation/learn_panel.h"
#include "app/gui/pages/correlation/scatter_panel.h"
#include "app/gui/pages/correlation/threshold_panel.h"
#include "app/gui/presenters/correlation/correlation_presenter.h"
#include "app/gui/views/elided_label.h"
#include "app/gui/views/file_dialog.h"
#include "app/gui/views/scrolled.h"
#include "app/gui/views/theme.h"
#include "app/report/report_file.h"

#include <QDragEnterEvent>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QSplitter>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace waferglow::gui {
namespace {

/// The one file of a drop that may be an EL table; wafer files belong to the window.
QString dropped_table(const QMimeData* data) {
    if (data == nullptr || data->urls().size() != 1 || !data->urls().front().isLocalFile()) return {};
    const QString path = data->urls().front().toLocalFile();
    return path.endsWith(QLatin1String(".h5"), Qt::CaseInsensitive) ? QString() : path;
}

class CorrelationPage : public Page {
    Q_OBJECT
  public:
    CorrelationPage(Desk& desk, QWidget* parent)
        : Page(desk, parent),
          load_(new QToolButton(this)),
          source_(new ElidedLabel(this)),
          sign_off_state_(new ElidedLabel(this)),
          store_(new QPushButton(this)),
          report_(new QPushButton(this)),
          sign_off_(new QPushButton(this)),
          figures_(new FiguresPanel(this)),
          tabs_(new QTabWidget(this)),
          disagreements_(new DisagreementPanel(this)),
          scatter_(new ScatterPanel(this)),
          thresholds_(new ThresholdPanel(this)),
          groups_(new GroupsPanel(this)),
          alignment_(new AlignmentPanel(this)),
          learn_(new LearnPanel(this)),
          presenter_(
              desk,
              [](const std::filesystem::path& wafer, const std::filesystem::path& report) {
                  write_report(wafer, report);
              },
              [this] { refresh(); }) {
        setAcceptDrops(true);
        auto* layout = new QVBoxLayout(this);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(10);
        layout->addWidget(build_bar());
        auto* splitter = new QSplitter(Qt::Horizontal, this);
        splitter->setObjectName(QStringLiteral("layout.correlation"));
        splitter->setChildrenCollapsible(false);
        splitter->addWidget(figures_);
        splitter->addWidget(tabs_);
        figures_->setMinimumWidth(350);
        splitter->setStretchFactor(0, 0);
        splitter->setStretchFactor(1, 1);
        splitter->setSizes({400, 880});
        layout->addWidget(splitter, 1);
        alignment_tab_ = new ScrolledForm(alignment_, tabs_);
        for (QWidget* panel :
             std::initializer_list<QWidget*>{disagreements_, scatter_, thresholds_, groups_, alignment_tab_,
                                             new ScrolledForm(learn_, tabs_)})
            tabs_->addTab(panel, QString());
        disagreements_->on_die = [this](DieIndex die) { this->desk().show_die(die); };
        thresholds_->on_threshold = [this](double threshold) { presenter_.set_threshold(threshold); };
        alignment_->on_transform = [this](const ElTransform& to) { presenter_.set_transform(to); };
        learn_->on_learn = [this](const ErrorCosts& costs) { presenter_.learn(costs); };
        learn_->on_cancel = [this] { presenter_.cancel_learning(); };
        presenter_.on_learning = [this] { learn_->show_progress(presenter_.learn_share()); };
        learn_->on_apply = [this] { presenter_.apply_learnt(); };
        built_ = true;
        retranslate();
    }

    void retranslate() override {
        load_->setText(tr("Load EL data"));
        load_mapped_->setText(tr("Load with a mapping file..."));
        load_plain_->setText(tr("Load EL data..."));
        store_->setText(tr("Store"));
        store_->setToolTip(tr("Puts EL data and result into the wafer file"));
        report_->setText(tr("Report..."));
        report_->setToolTip(tr("Writes the report as HTML or PDF"));
        sign_off_->setText(tr("Sign off..."));
        const QString titles[] = {tr("Disagreements"), tr("Scatter"),   tr("Thresholds"),
                                  tr("Where"),         tr("Alignment"), tr("Learn")};
        for (int i = 0; i < tabs_->count(); ++i) tabs_->setTabText(i, titles[i]);
        figures_->retranslate();
        disagreements_->retranslate();
        scatter_->retranslate();
        thresholds_->retranslate();
        groups_->retranslate();
        alignment_->retranslate();
        learn_->retranslate();
        refresh();
    }

    void restyle() override {
        figures_->restyle();
        disagreements_->restyle();
        scatter_->restyle();
        thresholds_->restyle();
    }

    std::vector<Shortcut> shortcuts() const override {
        return {{QStringLiteral("Ctrl+E"), tr("Load EL data")}};
    }

    void pose(const QString& el_file) override {
        if (!el_file.isEmpty()) presenter_.load(el_file.toStdString());
    }

  protected:
    void dragEnterEvent(QDragEnterEvent* event) override {
        if (!dropped_table(event->mimeData()).isEmpty()) event->acceptProposedAction();
    }
    void dropEvent(QDropEvent* event) override {
        const QString path = dropped_table(event->mimeData());
        if (path.isEmpty()) return;
        event->acceptProposedAction();
        presenter_.load(path.toStdString());
    }

  private:
    QWidget* build_bar() {
        auto* bar = new QFrame(this);
        bar->setObjectName(QStringLiteral("toolbar"));
        auto* layout = new QHBoxLayout(bar);
        layout->setContentsMargins(16, 6, 10, 6);
        layout->setSpacing(10);
        auto* menu = new QMenu(load_);
        load_plain_ = menu->addAction(QString(), this, [this] { ask_el({}); });
        load_plain_->setShortcut(QKeySequence(QStringLiteral("Ctrl+E")));
        load_plain_->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        addAction(load_plain_);
        load_mapped_ = menu->addAction(QString(), this, [this] { ask_mapping(); });
        load_->setMenu(menu);
        load_->setPopupMode(QToolButton::MenuButtonPopup);
        load_->setToolButtonStyle(Qt::ToolButtonTextOnly);
        load_->setObjectName(QStringLiteral("load"));
        load_->setStyleSheet(QStringLiteral("padding-right: 30px;"));
        connect(load_, &QToolButton::clicked, this, [this] { ask_el({}); });
        auto* texts = new QVBoxLayout;
        texts->setSpacing(0);
        texts->addWidget(source_);
        texts->addWidget(sign_off_state_);
        sign_off_state_->setObjectName(QStringLiteral("caption"));
        layout->addWidget(load_);
        layout->addLayout(texts, 1);
        sign_off_->setObjectName(QStringLiteral("sign-off"));
        tabs_->setObjectName(QStringLiteral("tabs"));
        store_->setObjectName(QStringLiteral("store"));
        report_->setObjectName(QStringLiteral("report"));
        for (QWidget* button : std::initializer_list<QWidget*>{load_, store_, report_, sign_off_}) {
            button->setMinimumHeight(button == load_ ? kTouchPx + 8 : kTouchPx);  // an arrow takes room
            if (button != load_) layout->addWidget(button);
        }
        connect(store_, &QPushButton::clicked, this, [this] { presenter_.store(); });
        connect(report_, &QPushButton::clicked, this, [this] { ask_report(); });
        connect(sign_off_, &QPushButton::clicked, this, [this] { ask_sign_off(); });
        return bar;
    }

    void ask_el(const QString& mapping) {
        ask_for_path(
            this, FileChoice::open, tr("Load EL data"),
            tr("EL data (*.csv *.txt *.tsv *.stdf *.std *.xml *.sinf *.klarf *.001 *.gz);;All files (*)"), {},
            [this, mapping](const QString& path) {
                presenter_.load(path.toStdString(), mapping.toStdString());
            });
    }

    void ask_mapping() {
        ask_for_path(this, FileChoice::open, tr("Choose the mapping file first"),
                     tr("Mapping files (*.toml);;All files (*)"), {},
                     [this](const QString& mapping) { ask_el(mapping); });
    }

    void ask_report() {
        ask_for_path(this, FileChoice::save, tr("Write the report"), tr("PDF (*.pdf);;HTML (*.html)"),
                     QStringLiteral("pdf"),
                     [this](const QString& path) { presenter_.export_report(path.toStdString()); });
    }

    void ask_sign_off() {
        auto* dialog = new QInputDialog(this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setWindowTitle(tr("Sign off"));
        dialog->setLabelText(tr("The figures on this page and your name go into the wafer's log. Comment:"));
        dialog->setOkButtonText(tr("Sign off"));
        dialog->setCancelButtonText(tr("Cancel"));
        connect(dialog, &QInputDialog::textValueSelected, this,
                [this](const QString& text) { presenter_.sign_off(text.toStdString()); });
        dialog->open();
    }

    QString source_text() const {
        if (desk().document() == nullptr) return tr("Open an inspected wafer, then its EL data.");
        const ElInputPtr& input = presenter_.input();
        if (input == nullptr) return tr("No EL data: load a table, or drop it here.");
        const QString name = input->path.empty() ? tr("EL data of the wafer file")
                                                 : QString::fromStdString(input->path.filename().string());
        const QString state = presenter_.stored() ? tr("stored") : tr("not stored yet");
        return QStringLiteral("%1 \u00b7 %2 \u00b7 %3").arg(name, AlignmentPanel::words(input->used), state);
    }

    QString sign_off_text() const {
        const std::optional<SignOff> last = presenter_.last_sign_off();
        if (!last) return tr("Not signed off");
        const QString who = QString::fromStdString(last->entry.user);
        const QString when = QString::fromStdString(last->entry.time);
        return last->outdated ? tr("Signed off by %1, %2, but changed since").arg(who, when)
                              : tr("Signed off by %1, %2").arg(who, when);
    }

    void refresh() {
        if (!built_) return;
        const ComparisonPtr& result = presenter_.result();
        source_->setText(source_text());
        sign_off_state_->setText(sign_off_text());
        store_->setEnabled(presenter_.ready() && !presenter_.stored());
        report_->setEnabled(presenter_.ready());
        sign_off_->setEnabled(presenter_.ready() && presenter_.may_sign_off());
        sign_off_->setToolTip(presenter_.may_sign_off()
                                  ? tr("Releases the wafer, with your name and the figures, in its log")
                                  : tr("Only QA may sign off: sign in first"));
        load_->setEnabled(desk().document() != nullptr);
        figures_->show_result(result);
        disagreements_->show_result(desk().document(), result,
                                    presenter_.problem().empty()
                                        ? tr("Load EL data to see where PL and EL disagree.")
                                        : QString::fromStdString(presenter_.problem()));
        scatter_->show_result(result);
        thresholds_->show_result(result, presenter_.threshold());
        groups_->show_result(result);
        learn_->show_progress(presenter_.learn_share());
        learn_->show_learning(presenter_.learning(), presenter_.ready(), presenter_.may_apply());
        if (shown_input_ != presenter_.input()) {
            shown_input_ = presenter_.input();
            alignment_->show_input(shown_input_);
            // A doubtful alignment makes every figure doubtful: it is shown first.
            if (shown_input_ != nullptr && !shown_input_->doubt.empty())
                tabs_->setCurrentWidget(alignment_tab_);
        }
    }

    QToolButton* load_;
    QAction* load_plain_ = nullptr;
    QAction* load_mapped_ = nullptr;
    ElidedLabel* source_;
    ElidedLabel* sign_off_state_;
    QPushButton* store_;
    QPushButton* report_;
    QPushButton* sign_off_;
    FiguresPanel* figures_;
    QTabWidget* tabs_;
    DisagreementPanel* disagreements_;
    ScatterPanel* scatter_;
    ThresholdPanel* thresholds_;
    GroupsPanel* groups_;
    AlignmentPanel* alignment_;
    QWidget* alignment_tab_ = nullptr;
    LearnPanel* learn_;
    ElInputPtr shown_input_;
    bool built_ = false;
    CorrelationPresenter presenter_;
};

}  // namespace

Page* make_correlation_page(Desk& desk, QWidget* parent) {
    return new CorrelationPage(desk, parent);
}

}  // namespace waferglow::gui

#include "correlation_page.moc"
