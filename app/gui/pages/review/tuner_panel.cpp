// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/pages/review/tuner_panel.h"

#include "app/gui/views/numbers.h"
#include "app/gui/views/theme.h"
#include "libinspect/base/error.h"

#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QSlider>
#include <QUndoCommand>
#include <QVBoxLayout>
#include <cmath>

namespace waferglow::gui {
namespace {

constexpr int kTunerSteps = 500;

/// One step of tuning: the rules before and after it.
class TuneCommand : public QUndoCommand {
  public:
    TuneCommand(std::function<void(const BinTuning&)> use, BinTuning before, BinTuning after, int gesture)
        : use_(std::move(use)), before_(std::move(before)), after_(std::move(after)), gesture_(gesture) {}
    void undo() override { use_(before_); }
    void redo() override { use_(after_); }
    [[nodiscard]] int id() const override { return 1; }
    bool mergeWith(const QUndoCommand* other) override {
        const auto* next = static_cast<const TuneCommand*>(other);
        if (next->gesture_ != gesture_) return false;
        after_ = next->after_;
        return true;
    }

  private:
    std::function<void(const BinTuning&)> use_;
    BinTuning before_;
    BinTuning after_;
    int gesture_;
};

}  // namespace

TunerPanel::TunerPanel(ReviewModel& model, QWidget* parent)
    : ReviewPanel(model, parent),
      figure_(new QLabel(this)),
      change_(new QLabel(this)),
      model_note_(new QLabel(this)),
      rows_widget_(new QWidget(this)),
      rows_layout_(new QGridLayout(rows_widget_)),
      undo_button_(new QPushButton(this)),
      redo_button_(new QPushButton(this)),
      reset_button_(new QPushButton(this)),
      save_button_(new QPushButton(this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 6, 8, 6);
    layout->setSpacing(6);
    auto* head = new QHBoxLayout;
    figure_->setObjectName(QStringLiteral("figure"));
    change_->setObjectName(QStringLiteral("caption"));
    change_->setWordWrap(true);
    head->addWidget(figure_);
    head->addWidget(change_, 1);
    layout->addLayout(head);
    model_note_->setWordWrap(true);
    model_note_->setObjectName(QStringLiteral("model-note"));
    layout->addWidget(model_note_);
    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(rows_widget_);
    rows_layout_->setContentsMargins(0, 0, 6, 0);
    rows_layout_->setVerticalSpacing(2);
    layout->addWidget(scroll, 1);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(6);
    save_button_->setObjectName(QStringLiteral("primary"));
    for (QPushButton* button : {undo_button_, redo_button_, reset_button_, save_button_}) {
        button->setMinimumHeight(kTouchPx);
        button->setStyleSheet(QStringLiteral("padding: 4px 8px;"));
        buttons->addWidget(button, button == save_button_ ? 1 : 0);
    }
    layout->addLayout(buttons);
    connect(undo_button_, &QPushButton::clicked, &undo_, &QUndoStack::undo);
    connect(redo_button_, &QPushButton::clicked, &undo_, &QUndoStack::redo);
    connect(&undo_, &QUndoStack::canUndoChanged, undo_button_, &QWidget::setEnabled);
    connect(&undo_, &QUndoStack::canRedoChanged, redo_button_, &QWidget::setEnabled);
    connect(reset_button_, &QPushButton::clicked, this, [this] {
        if (!changed()) return;
        undo_.push(new TuneCommand([this](const BinTuning& wanted) { use(wanted); }, wanted_, tuning_->stored,
                                   ++gesture_));
    });
    connect(save_button_, &QPushButton::clicked, this, [this] { save(); });
    undo_button_->setEnabled(false);
    redo_button_->setEnabled(false);
    model.desk().session().on_change([this] { show_values(); });
    retranslate();
}

void TunerPanel::refresh() {
    const DocumentPtr document = model().document();
    if (document == document_) return;
    document_ = document;
    tuning_ = nullptr;
    undo_.clear();
    build_rows();
    show_values();
    if (document == nullptr || document->bins == nullptr) return;
    model().desk().files().submit({.key = "tuning",
                                   .name = kTuneTask,
                                   .work = [this, document](const TaskContext& context) -> Delivery {
                                       TuningPtr tuning = load_tuning(*document);
                                       context.check();
                                       const TuningResult now = retune(*tuning, tuning->stored, nullptr);
                                       return [this, tuning, now, document] {
                                           if (document_ != document) return;
                                           tuning_ = tuning;
                                           wanted_ = tuning->stored;
                                           stored_bins_ = now.bins;
                                           yield_ = stored_yield_ = now.yield;
                                           changed_dies_ = 0;
                                           build_rows();
                                           show_values();
                                       };
                                   },
                                   .failed = model().desk().tell_trouble("review")});
}

void TunerPanel::build_rows() {
    for (const Row& row : rows_) {
        delete row.label;
        delete row.slider;
        delete row.box;
    }
    rows_.clear();
    if (tuning_ == nullptr) return;
    int line = 0;
    for (const TuningKnob& knob : tunable(*tuning_) ? tuning_knobs(wanted_) : std::vector<TuningKnob>{}) {
        Row row{knob.name,
                new QLabel(rows_widget_),
                new QSlider(Qt::Horizontal, rows_widget_),
                new QDoubleSpinBox(rows_widget_),
                knob.low,
                knob.high};
        row.slider->setRange(0, kTunerSteps);
        row.slider->setMinimumHeight(34);
        row.slider->setMinimumWidth(80);
        row.box->setRange(knob.low, knob.high);
        row.box->setDecimals(knob.unit.empty() ? 3 : 2);
        row.box->setSuffix(knob.unit.empty() ? QString()
                                             : QStringLiteral(" ") + QString::fromStdString(knob.unit));
        row.box->setSingleStep((knob.high - knob.low) / 100.0);
        row.box->setKeyboardTracking(false);
        row.box->setButtonSymbols(QAbstractSpinBox::NoButtons);
        row.box->setFixedWidth(92);
        rows_layout_->addWidget(row.label, line, 0);
        rows_layout_->addWidget(row.slider, line, 1);
        rows_layout_->addWidget(row.box, line, 2);
        connect(row.slider, &QSlider::sliderPressed, this, [this] { ++gesture_; });
        connect(row.slider, &QSlider::valueChanged, this, [this, row](int step) {
            if (filling_) return;
            if (!row.slider->isSliderDown()) ++gesture_;
            turn(row.knob, row.low + (row.high - row.low) * step / kTunerSteps, gesture_);
        });
        connect(row.box, &QDoubleSpinBox::valueChanged, this, [this, row](double value) {
            if (!filling_) turn(row.knob, value, ++gesture_);
        });
        rows_.push_back(row);
        ++line;
    }
    rows_layout_->setColumnStretch(1, 1);
    rows_layout_->setRowStretch(line, 1);
    name_rows();
}

void TunerPanel::turn(const std::string& knob, double value, int gesture) {
    if (tuning_ == nullptr) return;
    const BinTuning after = turn_knob(wanted_, knob, value);
    if (after == wanted_) return;
    undo_.push(new TuneCommand([this](const BinTuning& wanted) { use(wanted); }, wanted_, after, gesture));
}

void TunerPanel::use(const BinTuning& wanted) {
    wanted_ = wanted;
    show_values();
    compute([this, tuning = tuning_, wanted, before = stored_bins_]() -> Delivery {
        const TuningResult result = retune(*tuning, wanted, before.get());
        return [this, result, tuning] {
            if (tuning == tuning_) show_result(result);
        };
    });
}

void TunerPanel::show_result(const TuningResult& result) {
    yield_ = result.yield;
    changed_dies_ = result.changed;
    // Of a sampled wafer only the figures can follow.
    if (tuning_->step == 1) model().set_bins(changed() ? result.bins : document_->bins);
    show_values();
}

void TunerPanel::show_values() {
    filling_ = true;
    const bool ready = tuning_ != nullptr;
    if (ready) {
        for (const TuningKnob& knob : tuning_knobs(wanted_)) {
            for (const Row& row : rows_) {
                if (row.knob != knob.name) continue;
                row.box->setValue(knob.value);
                row.slider->setValue(static_cast<int>(
                    std::lround((knob.value - row.low) / (row.high - row.low) * kTunerSteps)));
            }
        }
    }
    filling_ = false;
    figure_->setText(ready ? percent(yield_) : QString());
    reset_button_->setEnabled(changed());
    model_note_->setVisible(ready && tuning_->model.has_value());
    if (ready && tuning_->model)
        model_note_->setText(
            tunable(*tuning_)
                ? tr("A model learnt from EL decides here; the thresholds of the rules are part of what it "
                     "learnt and stay. What you can move is from which probability of failing it rejects.")
                : tr("A model learnt from EL decides here, and it knows only pass and fail: there is nothing "
                     "to move. On the Recipe page, Start from > This recipe without its learnt model gives "
                     "the rules back."));
    const bool may = model().desk().session().may(station::Action::change_bins);
    save_button_->setEnabled(changed() && may);
    save_button_->setToolTip(
        may ? tr("Judges all dies by these thresholds and writes bins and recipe into the file")
            : tr("Bins are changed by engineers and QA: sign in as one of them."));
    if (!ready) {
        change_->setText(document_ == nullptr         ? QString()
                         : document_->bins == nullptr ? tr("This wafer file has no bins.")
                                                      : tr("The layers of the bins are being read."));
        return;
    }
    QString text = tr("yield");
    if (changed())
        text = tr("yield, %1 %2 points; %3 dies change their verdict")
                   .arg(yield_ >= stored_yield_ ? QStringLiteral("+") : QStringLiteral("\u2212"),
                        QString::number(100.0 * std::abs(yield_ - stored_yield_), 'f', 3),
                        with_thousands(changed_dies_));
    if (tuning_->step > 1)
        text += QStringLiteral("; ") + tr("from one row and column in %1").arg(tuning_->step);
    change_->setText(text);
}

void TunerPanel::save() {
    if (!changed()) return;
    const std::string changes = describe_changes(tuning_->stored, wanted_);
    const LogEntry log = model().desk().session().log_entry("analyse", "bins re-tuned: " + changes);
    const station::Happening happening{station::Event::wafer_bins_tuned,
                                       {document_->path().string(), changes}};
    try {  // what can't be recorded is not done
        model().desk().session().require(station::Action::change_bins);
        model().desk().session().audit("bins", happening);
    } catch (const Error& error) {
        model().desk().log().add("review", station::trouble_of(error, kSaveBinsTask));
        return;
    }
    save_button_->setEnabled(false);
    model().desk().files().submit({.key = {},
                                   .name = kSaveBinsTask,
                                   .work = [this, path = document_->path(), wanted = wanted_, log,
                                            changes](const TaskContext&) -> Delivery {
                                       apply_tuning(path, wanted, log);
                                       return [this, changes] {
                                           model().desk().log().add(
                                               station::Severity::info, "review",
                                               station::Happening{station::Event::bins_tuned, {changes}});
                                           model().desk().reload();
                                       };
                                   },
                                   .failed =
                                       [this, happening](const station::Trouble& trouble) {
                                           model().desk().tell_not_done("review", "bins", happening)(trouble);
                                           show_values();
                                       }});
}

QString TunerPanel::knob_title(const std::string& knob) const {
    if (knob == "dead_below") return tr("dead below");
    if (knob == "leaky_below") return tr("leaky: ratio below");
    if (knob == "weak_below") return tr("weak below");
    if (knob == "covered_above") return tr("covered: ratio above");
    if (knob == "wavelength_tolerance_nm") return tr("wavelength off by");
    if (knob == "nonuniformity_above") return tr("nonuniform above");
    if (knob == "bright_above") return tr("bright above");
    if (knob == kRejectAboveKnob) return tr("rejected above");
    const QString name = QString::fromStdString(knob);
    const qsizetype colon = name.lastIndexOf(u':');
    return (name.endsWith(QLatin1String(":below")) ? tr("%1 below") : tr("%1 above")).arg(name.left(colon));
}

void TunerPanel::name_rows() {
    for (const Row& row : rows_) {
        row.label->setText(knob_title(row.knob));
        row.slider->setAccessibleName(row.label->text());
        row.box->setAccessibleName(row.label->text());
    }
}

void TunerPanel::retranslate() {
    undo_button_->setText(tr("Undo"));
    redo_button_->setText(tr("Redo"));
    reset_button_->setText(tr("Reset"));
    save_button_->setText(tr("Save bins"));
    name_rows();
    show_values();
}

void TunerPanel::restyle() {}

}  // namespace waferglow::gui
