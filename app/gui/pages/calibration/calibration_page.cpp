// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/pages/calibration/calibration_page.h"

#include "app/gui/pages/calibration/calibration_choices.h"
#include "app/gui/pages/calibration/calibration_texts.h"
#include "app/gui/presenters/calibration/calibration_presenter.h"
#include "app/gui/views/plot_style.h"
#include "app/gui/views/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

#include <qcustomplot.h>

namespace waferglow::gui {
namespace {

class CalibrationPage : public Page {
    Q_OBJECT
  public:
    CalibrationPage(Desk& desk, QWidget* parent)
        : Page(desk, parent),
          list_(make_table(4)),
          values_(make_table(4)),
          title_(new QLabel(this)),
          purpose_(new QLabel(this)),
          needs_(new QLabel(this)),
          state_(new QLabel(this)),
          choices_(new CalibrationChoices(this)),
          run_(new QPushButton(this)),
          cancel_(new QPushButton(this)),
          ask_(new QPushButton(this)),
          progress_(new QProgressBar(this)),
          series_(new QComboBox(this)),
          plot_(new QCustomPlot(this)),
          nothing_(new QLabel(this)),
          presenter_(desk, [this] { show_all(); }) {
        auto* columns = new QHBoxLayout(this);
        columns->setContentsMargins(0, 0, 0, 0);
        columns->setSpacing(10);
        auto* tables = new QVBoxLayout;
        tables->setSpacing(10);
        tables->addWidget(list_, 4);
        tables->addWidget(values_, 3);
        columns->addLayout(tables, 5);
        auto* card = new QFrame(this);
        card->setObjectName(QStringLiteral("card"));
        auto* layout = new QVBoxLayout(card);
        layout->setContentsMargins(16, 12, 16, 12);
        purpose_->setWordWrap(true);
        state_->setWordWrap(true);
        state_->setObjectName(QStringLiteral("caption"));
        needs_->setWordWrap(true);
        title_->setObjectName(QStringLiteral("title"));
        layout->addWidget(title_);
        layout->addWidget(purpose_);
        layout->addWidget(needs_);
        layout->addWidget(state_);
        layout->addSpacing(6);
        layout->addWidget(choices_);
        layout->addSpacing(4);
        run_->setObjectName(QStringLiteral("primary"));
        auto* buttons = new QHBoxLayout;
        for (QPushButton* button : {run_, cancel_, ask_}) {
            button->setMinimumHeight(kTouchPx);
            buttons->addWidget(button);
        }
        progress_->setRange(0, 1000);
        progress_->setTextVisible(false);
        buttons->addWidget(progress_, 1);
        buttons->addStretch();
        layout->addLayout(buttons);
        layout->addWidget(series_);
        layout->addWidget(plot_, 1);
        nothing_->setObjectName(QStringLiteral("caption"));
        nothing_->setAlignment(Qt::AlignCenter);
        nothing_->setWordWrap(true);
        layout->addWidget(nothing_, 1);
        columns->addWidget(card, 6);
        plot_->setMinimumHeight(160);
        name_parts();
        connect(list_, &QTableWidget::itemSelectionChanged, this, [this] {
            const int row = list_->currentRow();
            const auto& kinds = tool::calibration_kinds();
            if (row >= 0 && row < static_cast<int>(kinds.size()))
                presenter_.select(kinds[static_cast<std::size_t>(row)].kind);
        });
        connect(run_, &QPushButton::clicked, this, [this] {
            tool::CalibrationOptions options;
            choices_->fill(options);
            presenter_.run(std::move(options));
        });
        connect(cancel_, &QPushButton::clicked, this, [this] { presenter_.cancel(); });
        connect(ask_, &QPushButton::clicked, this, [this] { presenter_.refresh(); });
        connect(series_, &QComboBox::activated, this, [this] { draw(); });
        choices_->on_change = [this] { run_->setEnabled(presenter_.may_run() && choices_->valid()); };
        desk.on_tool([this] { show_all(); });
        desk.session().on_change([this] { show_all(); });
        retranslate();
    }

    void retranslate() override {
        list_->setHorizontalHeaderLabels(
            {tr("Calibration"), tr("State"), tr("Measured on"), tr("Valid until")});
        values_->setHorizontalHeaderLabels({tr("Value"), tr("Measured"), tr("Limits"), tr("Verdict")});
        choices_->retranslate();
        run_->setText(tr("Run"));
        cancel_->setText(tr("Cancel"));
        ask_->setText(tr("Read anew"));
        list_->setAccessibleName(tr("Calibrations"));
        series_->setAccessibleName(tr("Plot"));
        values_->setAccessibleName(tr("Values"));
        nothing_->setText(tr("Values and residuals show here after the run."));
        show_all();
    }
    void restyle() override { show_all(); }
    void pose(const QString&) override { presenter_.refresh(); }
    [[nodiscard]] QString reason_to_stay() const override {
        return presenter_.running() ? tr("A calibration is running. Closing cancels it safely.") : QString();
    }
    void stop() override { presenter_.cancel(); }
    [[nodiscard]] bool at_rest() const override { return !presenter_.running(); }

  protected:
    void showEvent(QShowEvent* event) override {
        Page::showEvent(event);
        if (!presenter_.surveyed()) presenter_.refresh();
    }

  private:
    QTableWidget* make_table(int columns) {
        auto* table = new QTableWidget(0, columns, this);
        table->verticalHeader()->hide();
        table->setShowGrid(false);
        table->setEditTriggers(QAbstractItemView::NoEditTriggers);
        table->setSelectionBehavior(QAbstractItemView::SelectRows);
        table->setSelectionMode(QAbstractItemView::SingleSelection);
        table->horizontalHeader()->setStretchLastSection(true);
        table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
        return table;
    }

    static void fit_columns(QTableWidget& table) {
        constexpr int kGapPx = 18;
        table.resizeColumnsToContents();
        for (int column = 0; column + 1 < table.columnCount(); ++column)  // the last one stretches
            table.setColumnWidth(column, table.columnWidth(column) + kGapPx);
    }

    /// For scripts and tests.
    void name_parts() {
        list_->setProperty("role", QStringLiteral("calibrations"));
        values_->setProperty("role", QStringLiteral("values"));
        run_->setProperty("role", QStringLiteral("runCalibration"));
        cancel_->setProperty("role", QStringLiteral("cancelCalibration"));
        plot_->setProperty("role", QStringLiteral("residuals"));
        nothing_->setProperty("role", QStringLiteral("nothingMeasured"));
        state_->setProperty("role", QStringLiteral("calibrationState"));
    }

    void show_all() {
        const auto& kinds = tool::calibration_kinds();
        const Theme& theme = current_theme();
        const QSignalBlocker quiet(list_);
        list_->setRowCount(static_cast<int>(kinds.size()));
        const tool::StoredCalibration* chosen = nullptr;
        for (int row = 0; row < list_->rowCount(); ++row) {
            const tool::CalibrationKindInfo& kind = kinds[static_cast<std::size_t>(row)];
            const tool::StoredCalibration* stored = nullptr;
            for (const tool::StoredCalibration& one : presenter_.stored())
                if (one.kind == kind.kind) stored = &one;
            if (kind.kind == presenter_.selected()) {
                chosen = stored;
                title_->setText(CalibrationTexts::kind(kind.title));
                purpose_->setText(CalibrationTexts::kind(kind.purpose));
                needs_->setText(tr("Needs: %1").arg(CalibrationTexts::kind(kind.needs)));
                list_->setCurrentCell(row, 0);
            }
            const bool known = stored != nullptr && stored->record.has_value();
            const QString texts[] = {
                CalibrationTexts::kind(kind.title),
                stored == nullptr ? QStringLiteral("\u2013") : CalibrationTexts::state(stored->state),
                known ? CalibrationTexts::local_time(stored->record->measured) : QString(),
                known ? CalibrationTexts::local_time(stored->record->valid_until) : QString()};
            for (int column = 0; column < 4; ++column) {
                auto* item = new QTableWidgetItem(texts[column]);
                if (column == 1 && stored != nullptr && stored->state != tool::CalibrationState::missing)
                    item->setForeground(stored->state == tool::CalibrationState::valid ? theme.good
                                                                                       : theme.error);
                list_->setItem(row, column, item);
            }
        }
        fit_columns(*list_);
        QString state = chosen == nullptr ? QString() : CalibrationTexts::remedy(*chosen);
        if (!presenter_.failure().empty())
            state = tr("The last run failed: %1").arg(text_of(presenter_.failure()));
        if (presenter_.beyond_limits())
            state =
                tr("The last run went beyond its limits and was not stored. What was stored before stays.");
        if (const calibration::Record* record = presenter_.record())
            for (const calibration::DeviceName& device : record->devices)
                state += (state.isEmpty() ? QString() : QStringLiteral("\n")) +
                         CalibrationTexts::title(device.role) + QStringLiteral(": ") +
                         text_of(device.identity);
        state_->setToolTip(chosen == nullptr ? QString() : text_of(chosen->message));
        state_->setVisible(!state.isEmpty());
        state_->setText(state);
        choices_->show_for(presenter_.selected(), presenter_.lights());
        choices_->setEnabled(presenter_.may_run());
        run_->setEnabled(presenter_.may_run() && choices_->valid());
        ask_->setEnabled(presenter_.may_run());
        cancel_->setVisible(presenter_.running());
        progress_->setVisible(presenter_.running());
        progress_->setValue(static_cast<int>(1000.0 * presenter_.share()));
        show_record();
    }

    void show_record() {
        const calibration::Record* record = presenter_.record();
        const Theme& theme = current_theme();
        values_->setRowCount(record == nullptr ? 0 : static_cast<int>(record->values.size()));
        for (int row = 0; row < values_->rowCount(); ++row) {
            const calibration::Value& value = record->values[static_cast<std::size_t>(row)];
            const QString texts[] = {CalibrationTexts::title(value.name),
                                     QStringLiteral("%1 %2")
                                         .arg(value.value, 0, 'g', 6)
                                         .arg(CalibrationTexts::unit(value.unit))
                                         .trimmed(),
                                     CalibrationTexts::limits(value),
                                     !value.least && !value.most ? QString()
                                     : value.passed()            ? tr("pass")
                                                                 : tr("FAIL")};
            for (int column = 0; column < 4; ++column) {
                auto* item = new QTableWidgetItem(texts[column]);
                if (column == 3) item->setForeground(value.passed() ? theme.good : theme.error);
                values_->setItem(row, column, item);
            }
        }
        fit_columns(*values_);
        const QString kept = series_->currentText();
        series_->clear();
        if (record != nullptr)
            for (const calibration::Series& series : record->series)
                series_->addItem(CalibrationTexts::title(series.name));
        series_->setCurrentIndex(std::max(0, series_->findText(kept)));
        series_->setVisible(series_->count() > 1);
        values_->setVisible(record != nullptr);
        plot_->setVisible(series_->count() > 0);
        nothing_->setVisible(record == nullptr);
        draw();
    }

    void draw() {
        plot_->clearGraphs();
        style_plot(*plot_);
        const calibration::Record* record = presenter_.record();
        const auto row = static_cast<std::size_t>(series_->currentIndex());
        if (record != nullptr && row < record->series.size()) {
            const calibration::Series& series = record->series[row];
            QCPGraph* graph = plot_->addGraph();
            graph->setLineStyle(QCPGraph::lsNone);
            graph->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, current_theme().accent, 5));
            graph->setData(QVector<double>(series.x.begin(), series.x.end()),
                           QVector<double>(series.y.begin(), series.y.end()));
            plot_->xAxis->setLabel(CalibrationTexts::axis(series.x_name, series.x_unit));
            plot_->yAxis->setLabel(CalibrationTexts::axis(series.y_name, series.y_unit));
            plot_->rescaleAxes();
            plot_->xAxis->scaleRange(1.05);
            plot_->yAxis->scaleRange(1.1);
        }
        plot_->replot(QCustomPlot::rpQueuedReplot);
    }

    QTableWidget* list_;
    QTableWidget* values_;
    QLabel* title_;
    QLabel* purpose_;
    QLabel* needs_;
    QLabel* state_;
    CalibrationChoices* choices_;
    QPushButton* run_;
    QPushButton* cancel_;
    QPushButton* ask_;
    QProgressBar* progress_;
    QComboBox* series_;
    QCustomPlot* plot_;
    QLabel* nothing_;  ///< instead of values and plot
    CalibrationPresenter presenter_;
};

}  // namespace

Page* make_calibration_page(Desk& desk, QWidget* parent) {
    return new CalibrationPage(desk, parent);
}

}  // namespace waferglow::gui

#include "calibration_page.moc"
