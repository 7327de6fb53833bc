// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/pages/run/run_page.h"

#include "app/gui/pages/run/run_controls.h"
#include "app/gui/pages/run/run_figures.h"
#include "app/gui/pages/run/run_texts.h"
#include "app/gui/presenters/run/run_presenter.h"
#include "app/gui/views/numbers.h"
#include "app/gui/views/styled_label.h"
#include "app/gui/views/wafer_view.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QTimer>
#include <QVBoxLayout>

namespace waferglow::gui {

using station::RunStage;

namespace {

constexpr int kPollMs = 100;

class RunPage : public Page {
    Q_OBJECT
  public:
    RunPage(Desk& desk, QWidget* parent)
        : Page(desk, parent),
          presenter_(desk, [this] { show_all(); }),
          timer_(new QTimer(this)),
          controls_(new RunControls(presenter_, this)),
          figures_(new RunFigures(presenter_, this)) {
        auto* columns = new QHBoxLayout(this);
        columns->setContentsMargins(0, 0, 0, 0);
        columns->setSpacing(10);
        columns->addWidget(controls_);
        columns->addWidget(build_map(), 1);
        columns->addWidget(figures_);
        connect(timer_, &QTimer::timeout, this, [this] { presenter_.poll(); });
        retranslate();
        presenter_.refresh();
    }

    void retranslate() override {
        controls_->retranslate();
        figures_->retranslate();
        show_all();
    }

    void restyle() override { view_->update(); }
    [[nodiscard]] QString reason_to_stay() const override {
        return presenter_.run().active()
                   ? tr("A scan is running. Closing stops it safely; it can be resumed later.")
                   : QString();
    }
    void stop() override { presenter_.abort(); }
    [[nodiscard]] bool at_rest() const override { return !presenter_.run().active(); }
    [[nodiscard]] std::vector<Shortcut> shortcuts() const override {
        return {{tr("Enter in the wafer ID"), tr("Takes the ID and goes to Start")}};
    }

  private:
    QWidget* build_map() {
        auto* card = new QFrame(this);
        card->setObjectName(QStringLiteral("card"));
        auto* layout = new QVBoxLayout(card);
        layout->setContentsMargins(16, 12, 16, 12);
        layout->setSpacing(8);
        auto* head = new QHBoxLayout;
        phase_ = styled_label("title", card);
        share_ = styled_label("title", card);
        head->addWidget(phase_, 1);
        head->addWidget(share_);
        progress_ = new QProgressBar(card);
        progress_->setTextVisible(false);
        progress_->setRange(0, 1000);
        view_ = new WaferView(card);
        layout->addLayout(head);
        layout->addWidget(progress_);
        layout->addWidget(view_, 1);
        tool_note_ = styled_label("caption", card);
        tool_note_->setWordWrap(true);
        layout->addWidget(tool_note_);
        return card;
    }

    void show_all() {
        const station::ScanRun& run = presenter_.run();
        run.active() ? (timer_->isActive() ? void() : timer_->start(kPollMs)) : timer_->stop();
        controls_->show_all();
        figures_->show_all();
        show_progress();
        show_map();
        tool_note_->setVisible(run.check().simulated);
        tool_note_->setText(desk().workplace().tool_file.empty()
                                ? tr("No tool is set up: this is the simulated tool. An engineer chooses "
                                     "another on the Devices page.")
                                : tr("All devices are simulated."));
    }

    void show_progress() {
        const station::ScanRun& run = presenter_.run();
        const tool::ScanState& scan = run.scan();
        const double share = scan.tiles_total > 0 ? static_cast<double>(scan.tiles_done) /
                                                        static_cast<double>(scan.tiles_total)
                                                  : 0.0;
        progress_->setValue(run.stage() == RunStage::done ? 1000 : static_cast<int>(1000.0 * share));
        share_->setText(run.active() ? percent(share, 0) : QString());
        phase_->setText(RunTexts::phase(run.stage(), scan, run.held()));
    }

    void show_map() {
        const ScanRecipe* scan = presenter_.scan_recipe();
        const LivePicture* live = presenter_.live();
        if (scan == nullptr) {
            view_->clear({});
            shown_grid_.reset();
            return;
        }
        const DieGrid& grid = live != nullptr ? live->scene.grid : scan->grid;
        if (!shown_grid_ || !(*shown_grid_ == grid) || shown_mm_ != scan->wafer.diameter_mm ||
            (live == nullptr && shown_live_)) {
            shown_grid_ = grid;
            shown_mm_ = scan->wafer.diameter_mm;
            shown_live_.reset();
            view_->set_wafer(scan->wafer, grid);
        }
        if (live != nullptr && live->scene.layer != shown_live_) {
            shown_live_ = live->scene.layer;
            view_->set_scene(live->scene);
        }
    }

    RunPresenter presenter_;
    QTimer* timer_;
    RunControls* controls_;
    RunFigures* figures_;
    QLabel *phase_, *share_, *tool_note_;
    QProgressBar* progress_ = nullptr;
    WaferView* view_ = nullptr;
    std::optional<DieGrid> shown_grid_;
    double shown_mm_ = 0.0;
    LayerPtr shown_live_;
};

}  // namespace

Page* make_run_page(Desk& desk, QWidget* parent) {
    return new RunPage(desk, parent);
}

}  // namespace waferglow::gui

#include "run_page.moc"
