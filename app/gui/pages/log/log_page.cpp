// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/pages/log/log_page.h"

#include "app/gui/views/log_words.h"
#include "app/gui/views/theme.h"
#include "libinspect/base/error.h"

#include <QButtonGroup>
#include <QDateTime>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QTableWidget>
#include <QVBoxLayout>

namespace waferglow::gui {
namespace {

constexpr int kLogColumns = 4;

class LogPage : public Page {
    Q_OBJECT
  public:
    LogPage(Desk& desk, QWidget* parent)
        : Page(desk, parent),
          tabs_(new QTabWidget(this)),
          words_(new QLineEdit(this)),
          program_(make_table()),
          audit_(make_table()),
          wafer_(make_table()),
          audit_state_(new QLabel(this)) {
        auto* layout = new QVBoxLayout(this);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(10);
        auto* bar = new QHBoxLayout;
        words_->setMinimumHeight(kTouchPx);
        words_->setClearButtonEnabled(true);
        words_->setObjectName(QStringLiteral("filter"));
        bar->addWidget(words_, 1);
        auto* group = new QButtonGroup(this);
        for (int i = 0; i < 3; ++i) {
            least_[i] = new QPushButton(this);
            least_[i]->setCheckable(true);
            least_[i]->setMinimumHeight(kTouchPx);
            group->addButton(least_[i], i);
            bar->addWidget(least_[i]);
        }
        least_[0]->setChecked(true);
        connect(group, &QButtonGroup::idClicked, this, [this](int) { filter(); });
        connect(words_, &QLineEdit::textChanged, this, [this] { filter(); });
        layout->addLayout(bar);
        auto* audit_tab = new QWidget(this);
        auto* audit_layout = new QVBoxLayout(audit_tab);
        audit_layout->setContentsMargins(8, 8, 8, 8);
        audit_->setColumnWidth(1, 190);  // names stand with their roles
        audit_state_->setWordWrap(true);
        audit_state_->setTextInteractionFlags(Qt::TextSelectableByMouse);
        audit_layout->addWidget(audit_state_);
        audit_layout->addWidget(audit_);
        tabs_->addTab(program_, QString());
        tabs_->addTab(audit_tab, QString());
        tabs_->addTab(wafer_, QString());
        layout->addWidget(tabs_, 1);
        connect(tabs_, &QTabWidget::currentChanged, this, [this](int tab) {
            for (QPushButton* button : least_) button->setVisible(tab == 0);
            if (tab == 1) show_audit();
        });
        desk.log().add_listener([this](const station::LogLine& line) { add(line); });
        desk.on_document([this] { show_wafer_log(); });
        desk.session().on_audit([this] {
            if (tabs_->currentIndex() == 1) show_audit();
        });
        retranslate();
    }

    void retranslate() override {
        tabs_->setTabText(0, tr("This session"));
        tabs_->setTabText(1, tr("Audit log"));
        tabs_->setTabText(2, tr("History of the opened wafer"));
        words_->setPlaceholderText(tr("Show only lines with these words"));
        words_->setAccessibleName(tr("Filter"));
        least_[0]->setText(tr("All"));
        least_[1]->setText(tr("Warnings and errors"));
        least_[2]->setText(tr("Errors"));
        program_->setHorizontalHeaderLabels({tr("Time"), tr("Severity"), tr("Source"), tr("What happened")});
        audit_->setHorizontalHeaderLabels({tr("Time"), tr("User"), tr("Action"), tr("Details")});
        wafer_->setHorizontalHeaderLabels({tr("Time"), tr("User"), tr("Action"), tr("Details")});
        refill();
        show_audit();
        show_wafer_log();
    }
    void restyle() override { refill(); }

  private:
    QTableWidget* make_table() {
        auto* table = new QTableWidget(0, kLogColumns, this);
        table->verticalHeader()->hide();
        table->setShowGrid(false);
        table->setAlternatingRowColors(true);
        table->setEditTriggers(QAbstractItemView::NoEditTriggers);
        table->setSelectionBehavior(QAbstractItemView::SelectRows);
        table->horizontalHeader()->setStretchLastSection(true);
        table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
        table->setWordWrap(false);
        table->setColumnWidth(0, 200);
        table->setColumnWidth(1, 130);
        table->setColumnWidth(2, 150);
        return table;
    }

    QString severity_name(station::Severity severity) const {
        switch (severity) {
            case station::Severity::info:
                return tr("Info");
            case station::Severity::warning:
                return tr("Warning");
            case station::Severity::error:
                return tr("Error");
        }
        return {};
    }

    /// Date and time of day here, whether they were noted as UTC or as local time; else the text as it is.
    static QString here(const std::string& time) {
        const QString text = QString::fromStdString(time);
        const QDateTime at = QDateTime::fromString(text, Qt::ISODate);
        return at.isValid() ? at.toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")) : text;
    }

    static void fill_row(QTableWidget* table, int row, const QString (&texts)[kLogColumns]) {
        for (int column = 0; column < kLogColumns; ++column) {
            auto* item = new QTableWidgetItem(texts[column]);
            item->setToolTip(texts[column]);
            table->setItem(row, column, item);
        }
    }

    void refill() {
        program_->setRowCount(0);
        for (const station::LogLine& line : desk().log().lines()) add(line);
    }

    void add(const station::LogLine& line) {
        const Theme& theme = current_theme();
        const int row = program_->rowCount();
        program_->insertRow(row);
        fill_row(program_, row,
                 {here(line.time), severity_name(line.severity), LogWords::source(line.source),
                  LogWords::text(line)});
        if (line.severity != station::Severity::info)
            program_->item(row, 1)->setForeground(line.severity == station::Severity::error ? theme.error
                                                                                            : theme.warning);
        program_->item(row, 0)->setData(Qt::UserRole, static_cast<int>(line.severity));
        hide_unwanted(program_, row);
        program_->scrollToBottom();
    }

    int chosen() const { return least_[2]->isChecked() ? 2 : least_[1]->isChecked() ? 1 : 0; }

    void hide_unwanted(QTableWidget* table, int row) {
        bool has_words = words_->text().isEmpty();
        for (int column = 0; column < kLogColumns && !has_words; ++column)
            has_words = table->item(row, column)->text().contains(words_->text(), Qt::CaseInsensitive);
        const bool mild =
            table->item(row, 0)->data(Qt::UserRole).toInt() < (table == program_ ? chosen() : 0);
        table->setRowHidden(row, !has_words || mild);
    }

    void filter() {
        for (QTableWidget* table : {program_, audit_, wafer_})
            for (int row = 0; row < table->rowCount(); ++row) hide_unwanted(table, row);
    }

    void show_audit() {
        station::AuditTrail trail;
        QString state;
        try {
            trail = desk().session().trail();
            state = trail.first_broken
                        ? tr("Line %1 of the audit log was changed, or lines before it were removed.")
                              .arg(*trail.first_broken)
                        : tr("The audit log is whole: %n entries.", nullptr,
                             static_cast<int>(trail.entries.size()));
        } catch (const Error& error) {
            state = QString::fromStdString(error.what());
            trail.first_broken = 0;
        }
        audit_state_->setObjectName(trail.first_broken ? QStringLiteral("error") : QStringLiteral("caption"));
        audit_state_->setStyleSheet(QString());
        audit_state_->setText(state);
        audit_->setRowCount(static_cast<int>(trail.entries.size()));
        for (int row = 0; row < audit_->rowCount(); ++row) {
            // The last entry on top.
            const station::AuditEntry& entry =
                trail.entries[trail.entries.size() - 1 - static_cast<std::size_t>(row)];
            fill_row(audit_, row,
                     {here(entry.time),
                      QStringLiteral("%1 (%2)").arg(QString::fromStdString(entry.user),
                                                    LogWords::role(entry.role)),
                      LogWords::action(entry.action), LogWords::text(entry)});
            hide_unwanted(audit_, row);
        }
    }

    void show_wafer_log() {
        if (desk().document() == nullptr) return;
        const auto& entries = desk().document()->header().log;
        wafer_->setRowCount(static_cast<int>(entries.size()));
        for (int row = 0; row < wafer_->rowCount(); ++row) {
            const LogEntry& entry = entries[static_cast<std::size_t>(row)];
            fill_row(wafer_, row,
                     {here(entry.time), QString::fromStdString(entry.user), LogWords::action(entry.action),
                      QString::fromStdString(entry.text)});
            hide_unwanted(wafer_, row);
        }
    }

    QTabWidget* tabs_;
    QLineEdit* words_;
    QPushButton* least_[3]{};
    QTableWidget* program_;
    QTableWidget* audit_;
    QTableWidget* wafer_;
    QLabel* audit_state_;
};

}  // namespace

Page* make_log_page(Desk& desk, QWidget* parent) {
    return new LogPage(desk, parent);
}

}  // namespace waferglow::gui

#include "log_page.moc"
