// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/pages/run/run_page.h"

#include "app/gui/pages/run/camera_view.h"
#include "app/gui/pages/run/lamp_list.h"
#include "app/gui/pages/run/run_texts.h"
#include "app/gui/presenters/run_presenter.h"
#include "app/gui/views/elided_label.h"
#include "app/gui/views/numbers.h"
#include "app/gui/views/theme.h"
#include "app/gui/views/wafer_view.h"

#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QTimer>
#include <QVBoxLayout>

namespace waferglow::gui {
namespace {

constexpr int kPollMs = 100;
constexpr int kControlsPx = 330;
constexpr int kSidePx = 280;

class RunPage : public Page {
    Q_OBJECT
  public:
    RunPage(Desk& desk, QWidget* parent)
        : Page(desk, parent), presenter_(desk, [this] { show_all(); }), timer_(new QTimer(this)) {
        auto* columns = new QHBoxLayout(this);
        columns->setContentsMargins(0, 0, 0, 0);
        columns->setSpacing(10);
        columns->addWidget(build_controls());
        columns->addWidget(build_map(), 1);
        columns->addWidget(build_side());
        connect(timer_, &QTimer::timeout, this, [this] { presenter_.poll(); });
        retranslate();
        presenter_.refresh();
    }

    void retranslate() override {
        id_title_->setText(tr("Wafer ID"));
        id_->setPlaceholderText(tr("Type or scan"));
        id_->setAccessibleName(tr("Wafer ID"));
        recipe_title_->setText(tr("Recipe"));
        recipes_->setAccessibleName(tr("Recipe"));
        start_->setText(tr("Start"));
        continue_->setText(tr("Resume"));
        again_->setText(tr("Scan again"));
        review_->setText(tr("Review the result"));
        next_->setText(tr("Next wafer"));
        abort_->setText(tr("Abort"));
        yield_title_->setToolTip(
            tr("While tiles land: dies that give at least half of the median's light. The yield proper is "
               "known after the last tile."));
        dies_title_->setText(tr("Dies measured"));
        left_title_->setText(tr("Time left"));
        camera_title_->setText(tr("Camera"));
        lamps_title_->setText(tr("Devices"));
        fill_recipes();
        show_all();
    }

    void restyle() override { view_->update(); }
    [[nodiscard]] QString reason_to_stay() const override {
        return presenter_.active()
                   ? tr("A scan is running. Closing stops it safely; it can be resumed later.")
                   : QString();
    }
    void stop() override { presenter_.abort(); }
    [[nodiscard]] bool at_rest() const override { return !presenter_.active(); }
    [[nodiscard]] std::vector<Shortcut> shortcuts() const override {
        return {{tr("Enter in the wafer ID"), tr("Takes the ID and goes to Start")}};
    }

  private:
    QPushButton* big_button(const char* name, QWidget* parent) {
        auto* button = new QPushButton(parent);
        button->setObjectName(QString::fromLatin1(name));
        button->setProperty("big", true);
        button->setMinimumHeight(kGlovePx);
        return button;
    }
    static QLabel* label(const char* kind, QWidget* parent) {
        auto* made = new QLabel(parent);
        made->setObjectName(QString::fromLatin1(kind));
        return made;
    }

    QWidget* build_controls() {
        auto* card = new QFrame(this);
        card->setObjectName(QStringLiteral("card"));
        card->setFixedWidth(kControlsPx);
        auto* layout = new QVBoxLayout(card);
        layout->setContentsMargins(16, 14, 16, 16);
        layout->setSpacing(8);
        id_title_ = label("caption", card);
        id_ = new QLineEdit(card);
        id_->setObjectName(QStringLiteral("waferId"));
        recipe_title_ = label("caption", card);
        recipes_ = new QComboBox(card);
        recipes_->setObjectName(QStringLiteral("recipes"));
        for (QWidget* widget : std::initializer_list<QWidget*>{id_, recipes_}) {
            widget->setProperty("big", true);
            widget->setMinimumHeight(kGlovePx);
        }
        plan_ = label("caption", card);
        plan_->setWordWrap(true);
        alarm_ = new QLabel(card);
        alarm_->setWordWrap(true);
        alarm_->setTextFormat(Qt::RichText);
        alarm_->setAlignment(Qt::AlignLeft | Qt::AlignTop);
        alarm_->setTextInteractionFlags(Qt::TextSelectableByMouse);
        auto* scroll = new QScrollArea(card);
        scroll->setWidgetResizable(true);
        scroll->setFrameShape(QFrame::NoFrame);
        scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        auto* told = new QWidget(scroll);
        auto* told_layout = new QVBoxLayout(told);
        told_layout->setContentsMargins(0, 0, 0, 0);
        told_layout->addWidget(alarm_);
        told_layout->addWidget(plan_);
        told_layout->addStretch(1);
        scroll->setWidget(told);
        start_ = big_button("primary", card);
        start_->setMinimumHeight(72);
        continue_ = big_button("primary", card);
        again_ = big_button("again", card);
        review_ = big_button("primary", card);
        next_ = big_button("next", card);
        pause_ = big_button("pause", card);
        abort_ = big_button("abort", card);
        start_->setProperty("role", QStringLiteral("start"));
        continue_->setProperty("role", QStringLiteral("continue"));
        review_->setProperty("role", QStringLiteral("review"));
        layout->addWidget(id_title_);
        layout->addWidget(id_);
        layout->addWidget(recipe_title_);
        layout->addWidget(recipes_);
        layout->addSpacing(4);
        layout->addWidget(scroll, 1);
        auto* pair = new QHBoxLayout;
        pair->addWidget(pause_);
        pair->addWidget(abort_);
        for (QPushButton* button : {start_, continue_, again_, review_, next_}) layout->addWidget(button);
        layout->addLayout(pair);

        // Checked while typing would ask the tool with every key: a barcode ends with Enter, a person pauses.
        typing_ = new QTimer(this);
        typing_->setSingleShot(true);
        typing_->setInterval(400);
        const auto take_id = [this] { presenter_.set_wafer_id(id_->text().toStdString()); };
        connect(typing_, &QTimer::timeout, this, take_id);
        connect(id_, &QLineEdit::textEdited, this, [this] { typing_->start(); });
        connect(id_, &QLineEdit::returnPressed, this, [this, take_id] {
            typing_->stop();
            take_id();
            start_->setFocus();
        });
        connect(recipes_, &QComboBox::activated, this,
                [this](int row) { presenter_.choose(static_cast<std::size_t>(row)); });
        connect(start_, &QPushButton::clicked, this, [this] { presenter_.start(); });
        connect(continue_, &QPushButton::clicked, this, [this] { presenter_.continue_scan(); });
        connect(again_, &QPushButton::clicked, this, [this] { presenter_.scan_again(); });
        connect(review_, &QPushButton::clicked, this, [this] { presenter_.review(); });
        connect(next_, &QPushButton::clicked, this, [this] {
            presenter_.next_wafer();
            fill_recipes();
            id_->clear();
            id_->setFocus();
        });
        connect(pause_, &QPushButton::clicked, this, [this] {
            presenter_.stage() == RunStage::paused ? presenter_.resume() : presenter_.pause();
        });
        connect(abort_, &QPushButton::clicked, this, [this] { presenter_.abort(); });
        return card;
    }

    QWidget* build_map() {
        auto* card = new QFrame(this);
        card->setObjectName(QStringLiteral("card"));
        auto* layout = new QVBoxLayout(card);
        layout->setContentsMargins(16, 12, 16, 12);
        layout->setSpacing(8);
        auto* head = new QHBoxLayout;
        phase_ = label("title", card);
        share_ = label("title", card);
        head->addWidget(phase_, 1);
        head->addWidget(share_);
        progress_ = new QProgressBar(card);
        progress_->setTextVisible(false);
        progress_->setRange(0, 1000);
        view_ = new WaferView(card);
        layout->addLayout(head);
        layout->addWidget(progress_);
        layout->addWidget(view_, 1);
        tool_note_ = label("caption", card);
        tool_note_->setWordWrap(true);
        layout->addWidget(tool_note_);
        return card;
    }

    QWidget* build_side() {
        auto* side = new QWidget(this);
        side->setFixedWidth(kSidePx);
        auto* column = new QVBoxLayout(side);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(10);
        const auto card = [&] {
            auto* frame = new QFrame(side);
            frame->setObjectName(QStringLiteral("card"));
            auto* layout = new QVBoxLayout(frame);
            layout->setContentsMargins(16, 10, 16, 12);
            layout->setSpacing(4);
            return std::pair(frame, layout);
        };
        const auto [numbers, numbers_layout] = card();
        yield_title_ = label("caption", numbers);
        yield_ = label("figure", numbers);
        dies_title_ = label("caption", numbers);
        dies_ = label("title", numbers);
        left_title_ = label("caption", numbers);
        left_ = label("title", numbers);
        auto* grid = new QGridLayout;
        grid->addWidget(dies_title_, 0, 0);
        grid->addWidget(left_title_, 0, 1);
        grid->addWidget(dies_, 1, 0);
        grid->addWidget(left_, 1, 1);
        numbers_layout->addWidget(yield_title_);
        numbers_layout->addWidget(yield_);
        numbers_layout->addLayout(grid);
        const auto [pictures, pictures_layout] = card();
        camera_title_ = label("caption", pictures);
        camera_ = new CameraView(pictures);
        camera_note_ = new ElidedLabel(pictures);
        camera_note_->hide();
        camera_note_->setObjectName(QStringLiteral("caption"));
        pictures_layout->addWidget(camera_title_);
        pictures_layout->addWidget(camera_, 1);
        pictures->setMaximumHeight(kSidePx + 60);  // about square, as sensors are
        pictures_layout->addWidget(camera_note_);
        const auto [devices, devices_layout] = card();
        lamps_title_ = label("caption", devices);
        lamps_ = new LampList(devices);
        devices_layout->addWidget(lamps_title_);
        devices_layout->addWidget(lamps_);
        devices_layout->addStretch(1);
        column->addWidget(numbers);
        column->addWidget(pictures, 100);  // the devices take what the picture can't
        column->addWidget(devices, 1);
        return side;
    }

    void fill_recipes() {
        recipes_->clear();
        for (const ShelfRecipe& recipe : presenter_.recipes()) {
            QString name = QString::fromStdString(recipe.name);
            if (recipe.path.empty()) name = tr("%1 (built in)").arg(name);
            if (recipe.locked && !recipe.path.empty()) name = tr("%1 (locked)").arg(name);
            if (!recipe.recipe) name = tr("%1 (can't be read)").arg(name);
            recipes_->addItem(name);
        }
        recipes_->setCurrentIndex(static_cast<int>(presenter_.chosen()));
    }

    void show_all() {
        if (recipes_->count() != static_cast<int>(presenter_.recipes().size())) fill_recipes();
        const RunStage stage = presenter_.stage();
        const bool active = presenter_.active();
        active ? (timer_->isActive() ? void() : timer_->start(kPollMs)) : timer_->stop();
        const bool over = stage == RunStage::done || stage == RunStage::stopped || stage == RunStage::failed;
        id_->setEnabled(!active && !over);
        recipes_->setEnabled(!active && !over);
        start_->setVisible(!active && !over && !presenter_.can_continue());
        start_->setEnabled(stage == RunStage::ready);
        continue_->setVisible(presenter_.can_continue());
        again_->setVisible(presenter_.can_scan_again());
        review_->setVisible(stage == RunStage::done);
        next_->setVisible(over);
        pause_->setVisible(active);
        abort_->setVisible(active);
        pause_->setEnabled(stage != RunStage::stopping);
        abort_->setEnabled(stage != RunStage::stopping);
        pause_->setText(stage == RunStage::paused ? tr("Go on") : tr("Pause"));
        show_alarms();
        show_numbers();
        show_pictures();
    }

    void show_alarms() {
        const RunStage stage = presenter_.stage();
        QString text;
        for (const Alarm& alarm : presenter_.alarms()) text += RunTexts::alarm(alarm, presenter_.active());
        const bool bad = stage == RunStage::failed || presenter_.held();
        QString kind = bad ? QStringLiteral("error") : QStringLiteral("warning");
        if (stage == RunStage::ready) {
            text = tr("Ready to start.");
            kind = QStringLiteral("good");
        } else if (stage == RunStage::done) {
            text = tr("The scan is complete and stored.");
            kind = QStringLiteral("good");
        }
        alarm_->setText(text.trimmed());
        alarm_->setVisible(!text.isEmpty());
        if (alarm_->objectName() != kind) {
            alarm_->setObjectName(kind);
            alarm_->setStyleSheet(QString());  // looks its colour up anew
            alarm_->setStyleSheet(QStringLiteral("QLabel { font-size: 16px; }"));
        }
        plan_->setVisible((stage == RunStage::ready || presenter_.active()) && presenter_.check().dies > 0);
        const ScanCheck& check = presenter_.check();
        plan_->setText(tr("%1 dies, %2 tiles, about %3")
                           .arg(with_thousands(check.dies), with_thousands(check.tiles),
                                RunTexts::duration(check.seconds)));
        plan_->setToolTip(QString::fromStdString(check.plan));
        tool_note_->setVisible(check.simulated);
        tool_note_->setText(desk().workplace().tool_file.empty()
                                ? tr("No tool is set up: this is the simulated tool. An engineer chooses "
                                     "another on the Devices page.")
                                : tr("All devices are simulated."));
        lamps_->set_lamps(presenter_.lamps());
    }

    void show_numbers() {
        const RunStage stage = presenter_.stage();
        const tool::ScanState& scan = presenter_.scan();
        const double share = scan.tiles_total > 0 ? static_cast<double>(scan.tiles_done) /
                                                        static_cast<double>(scan.tiles_total)
                                                  : 0.0;
        progress_->setValue(stage == RunStage::done ? 1000 : static_cast<int>(1000.0 * share));
        share_->setText(presenter_.active() ? percent(share, 0) : QString());
        phase_->setText(RunTexts::phase(stage, scan, presenter_.held()));
        const ScanSummary& summary = presenter_.summary();
        const LivePicture* live = presenter_.live();
        const bool judged = !presenter_.active() && summary.binned > 0;
        yield_title_->setText(judged ? tr("Yield") : tr("Yield so far (estimate)"));
        yield_->setText(
            judged ? percent(static_cast<double>(summary.passed) / static_cast<double>(summary.binned))
                   : percent(live != nullptr ? live->bright_share : std::nan(""), 1));
        const std::int64_t dies = judged ? summary.measured : live != nullptr ? live->measured : 0;
        dies_->setText(dies > 0 ? with_thousands(dies) : QStringLiteral("\u2013"));
        left_->setText(presenter_.active() && !presenter_.held() ? RunTexts::duration(scan.remaining_s)
                                                                 : QStringLiteral("\u2013"));
    }

    void show_pictures() {
        const std::shared_ptr<const tool::Thumbnail>& image = presenter_.scan().last_image;
        if (image != shown_image_) {
            shown_image_ = image;
            image != nullptr ? camera_->set_image(image->image) : camera_->clear();
            camera_note_->setVisible(image != nullptr);
            camera_note_->setText(image == nullptr ? QString()
                                                   : tr("%1 \u00b7 x %2 mm, y %3 mm")
                                                         .arg(QString::fromStdString(image->channel))
                                                         .arg(1e-3 * image->position.x, 0, 'f', 1)
                                                         .arg(1e-3 * image->position.y, 0, 'f', 1));
        }
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
    QTimer* typing_ = nullptr;
    QLabel *id_title_, *recipe_title_, *plan_, *alarm_, *phase_, *share_, *yield_title_, *yield_,
        *dies_title_, *dies_, *left_title_, *left_, *camera_title_, *lamps_title_, *tool_note_;
    ElidedLabel* camera_note_ = nullptr;
    QLineEdit* id_ = nullptr;
    QComboBox* recipes_ = nullptr;
    QPushButton *start_, *continue_, *again_, *review_, *next_, *pause_, *abort_;
    QProgressBar* progress_ = nullptr;
    WaferView* view_ = nullptr;
    CameraView* camera_ = nullptr;
    LampList* lamps_ = nullptr;
    std::shared_ptr<const tool::Thumbnail> shown_image_;
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
