// SPDX-License-Identifier: GPL-3.0-or-later
// What the page in front is of: the opened wafer or the opened display module.
#include "app/gui/views/numbers.h"
#include "app/gui/window/main_window.h"

#include <QLabel>
#include <QStackedWidget>

namespace waferglow::gui {
namespace {

constexpr qsizetype kMostRecent = 10;

}  // namespace

bool MainWindow::module_in_front() const {
    const auto here = static_cast<std::size_t>(stack_->currentIndex());
    return here < pages_.size() && pages_[here].page->about_module();
}

std::filesystem::path MainWindow::file_in_front() const {
    const bool module = module_in_front() && desk_.module() != nullptr;
    if (module) return desk_.module()->path;
    return desk_.document() == nullptr ? std::filesystem::path() : desk_.document()->path();
}

void MainWindow::reload() {
    module_in_front() ? desk_.reload_module() : desk_.reload();
}

void MainWindow::remember(const std::filesystem::path& file) {
    const QString path = QString::fromStdString(file.string());
    QStringList recent = settings_.value(QStringLiteral("recent")).toStringList();
    recent.removeAll(path);
    recent.prepend(path);
    settings_.setValue(QStringLiteral("recent"), recent.mid(0, kMostRecent));
    fill_recent();
    retranslate();
}

void MainWindow::show_subject() {
    const DocumentPtr& document = desk_.document();
    const ModuleDocumentPtr& module = desk_.module();
    const auto state = [this](FileStatus status) {
        return status == FileStatus::complete ? tr("complete") : tr("incomplete scan");
    };
    if (module_in_front() && module != nullptr) {
        const DieGrid& grid = module->grid();
        wafer_label_->setText(QString::fromStdString(module->layout().id));
        detail_label_->setText(tr("%1 \u00b7 %2 \u00d7 %3 pixels \u00b7 %4")
                                   .arg(QString::fromStdString(module->path.filename().string()),
                                        QString::number(grid.cols), QString::number(grid.rows),
                                        state(module->file.status)));
    } else if (document != nullptr) {
        wafer_label_->setText(QString::fromStdString(document->wafer().id));
        detail_label_->setText(tr("%1 \u00b7 %2 mm \u00b7 %3 dies \u00b7 %4")
                                   .arg(QString::fromStdString(document->path().filename().string()),
                                        plain_number(document->wafer().diameter_mm),
                                        with_thousands(document->presence().count()),
                                        state(document->header().status)));
    } else {
        wafer_label_->setText(tr("No wafer"));
        detail_label_->setText(tr("Open a wafer file, or drop one on the window"));
    }
    setWindowTitle(file_in_front().empty() ? QStringLiteral("WaferGlow")
                                           : QStringLiteral("%1 - WaferGlow").arg(wafer_label_->text()));
}

}  // namespace waferglow::gui
