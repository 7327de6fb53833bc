// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/pages/log/log_page.h"

#include "app/gui/views/theme.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

namespace waferglow::gui {
namespace {

class LogPage : public Page {
    Q_OBJECT
  public:
    LogPage(Desk& desk, QWidget* parent)
        : Page(desk, parent),
          program_title_(new QLabel(this)),
          wafer_title_(new QLabel(this)),
          program_(new QTableWidget(0, 4, this)),
          wafer_(new QTableWidget(0, 4, this)) {
        auto* layout = new QVBoxLayout(this);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(10);
        auto* bar = new QHBoxLayout;
        program_title_->setObjectName(QStringLiteral("title"));
        wafer_title_->setObjectName(QStringLiteral("title"));
        bar->addWidget(program_title_);
        bar->addStretch(1);
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
        layout->addLayout(bar);
        for (QTableWidget* table : {program_, wafer_}) {
            table->verticalHeader()->hide();
            table->setShowGrid(false);
            table->setAlternatingRowColors(true);
            table->setEditTriggers(QAbstractItemView::NoEditTriggers);
            table->setSelectionBehavior(QAbstractItemView::SelectRows);
            table->horizontalHeader()->setStretchLastSection(true);
            table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
            table->setWordWrap(false);
        }
        layout->addWidget(program_, 3);
        layout->addWidget(wafer_title_);
        layout->addWidget(wafer_, 2);
        desk.log().add_listener([this](const LogLine& line) { add(line); });
        desk.on_document([this] { show_wafer_log(); });
        retranslate();
    }

    void retranslate() override {
        program_title_->setText(tr("This session"));
        wafer_title_->setText(tr("History of the opened wafer"));
        least_[0]->setText(tr("All"));
        least_[1]->setText(tr("Warnings and errors"));
        least_[2]->setText(tr("Errors"));
        program_->setHorizontalHeaderLabels({tr("Time"), tr("Severity"), tr("Source"), tr("What happened")});
        wafer_->setHorizontalHeaderLabels({tr("Time"), tr("User"), tr("Action"), tr("Details")});
        refill();
    }
    void restyle() override { refill(); }

  private:
    QString severity_name(Severity severity) const {
        switch (severity) {
            case Severity::info:
                return tr("Info");
            case Severity::warning:
                return tr("Warning");
            case Severity::error:
                return tr("Error");
        }
        return {};
    }

    void refill() {
        program_->setRowCount(0);
        for (const LogLine& line : desk().log().lines()) add(line);
        for (QTableWidget* table : {program_, wafer_}) {
            table->setColumnWidth(0, 200);
            table->setColumnWidth(1, 120);
            table->setColumnWidth(2, 140);
        }
    }

    void add(const LogLine& line) {
        const Theme& theme = current_theme();
        const int row = program_->rowCount();
        program_->insertRow(row);
        const QString texts[] = {QString::fromStdString(line.time), severity_name(line.severity),
                                 QString::fromStdString(line.source), QString::fromStdString(line.text)};
        for (int column = 0; column < 4; ++column) {
            auto* item = new QTableWidgetItem(texts[column]);
            item->setToolTip(texts[column]);
            if (column == 1 && line.severity != Severity::info)
                item->setForeground(line.severity == Severity::error ? theme.error : theme.warning);
            item->setData(Qt::UserRole, static_cast<int>(line.severity));
            program_->setItem(row, column, item);
        }
        program_->setRowHidden(row, static_cast<int>(line.severity) < chosen());
        program_->scrollToBottom();
    }

    int chosen() const { return least_[2]->isChecked() ? 2 : least_[1]->isChecked() ? 1 : 0; }

    void filter() {
        for (int row = 0; row < program_->rowCount(); ++row)
            program_->setRowHidden(row, program_->item(row, 0)->data(Qt::UserRole).toInt() < chosen());
    }

    void show_wafer_log() {
        const auto& entries = desk().document()->header().log;
        wafer_->setRowCount(static_cast<int>(entries.size()));
        for (int row = 0; row < wafer_->rowCount(); ++row) {
            const LogEntry& entry = entries[static_cast<std::size_t>(row)];
            const std::string* texts[] = {&entry.time, &entry.user, &entry.action, &entry.text};
            for (int column = 0; column < 4; ++column)
                wafer_->setItem(row, column, new QTableWidgetItem(QString::fromStdString(*texts[column])));
        }
    }

    QLabel* program_title_;
    QLabel* wafer_title_;
    QPushButton* least_[3]{};
    QTableWidget* program_;
    QTableWidget* wafer_;
};

}  // namespace

Page* make_log_page(Desk& desk, QWidget* parent) {
    return new LogPage(desk, parent);
}

}  // namespace waferglow::gui

#include "log_page.moc"
