// SPDX-License-Identifier: GPL-3.0-or-later
// The menus of the main window, and what they do.
#include "app/gui/window/main_window.h"

#include <QActionGroup>
#include <QApplication>
#include <QClipboard>
#include <QDialog>
#include <QDialogButtonBox>
#include <QFileInfo>
#include <QHeaderView>
#include <QLabel>
#include <QMenuBar>
#include <QPainter>
#include <QPrintDialog>
#include <QPrinter>
#include <QStackedWidget>
#include <QTableWidget>
#include <QVBoxLayout>
#include <algorithm>

namespace waferglow::gui {
namespace {

constexpr const char* kPrintTask = "Printing";

}  // namespace

void MainWindow::build_menus() {
    QMenu* file = menuBar()->addMenu(tr("&File"));
    file->addAction(tr("&Open..."), QKeySequence::Open, this, &MainWindow::ask_for_file);
    recent_menu_ = file->addMenu(tr("Open &recent"));
    fill_recent();
    file->addAction(tr("Re&load"), QKeySequence::Refresh, this, [this] { reload(); });
    file->addSeparator();
    file->addAction(tr("&Print page..."), QKeySequence::Print, this, &MainWindow::print_page);
    file->addSeparator();
    file->addAction(tr("&Quit"), QKeySequence::Quit, this, &QWidget::close);

    QMenu* edit = menuBar()->addMenu(tr("&Edit"));
    edit->addAction(tr("Copy &picture of the page"), QKeySequence(QStringLiteral("Ctrl+Shift+C")), this,
                    &MainWindow::copy_page);

    QMenu* view = menuBar()->addMenu(tr("&View"));
    for (int number = 0; number < page_count(); ++number) {
        QAction* page = view->addAction(tr(pages_[static_cast<std::size_t>(number)].title),
                                        QKeySequence(QStringLiteral("Ctrl+%1").arg(number + 1)), this,
                                        [this, number] { show_page(number); });
        page->setEnabled(can_show(number));
    }
    view->addSeparator();
    QAction* dark = view->addAction(tr("&Dark theme"), QKeySequence(QStringLiteral("Ctrl+D")), this,
                                    [this](bool on) { set_theme(on ? ThemeKind::dark : ThemeKind::light); });
    dark->setCheckable(true);
    dark->setChecked(theme_ == ThemeKind::dark);
    view->addAction(tr("&Reset layout"), this, &MainWindow::reset_layout);
    QMenu* languages = view->addMenu(tr("&Language"));
    auto* group = new QActionGroup(languages);
    // Each language names itself, so that it is found by those who read no other.
    const std::pair<const char*, QString> names[] = {{"en", QStringLiteral("English")},
                                                     {"ko", QStringLiteral("\ud55c\uad6d\uc5b4")},
                                                     {"zh_TW", QStringLiteral("\u7e41\u9ad4\u4e2d\u6587")}};
    for (const auto& [code, name] : names) {
        const QString language = QString::fromLatin1(code);
        // Menus are built anew by the change: not while one of them is still being handled.
        QAction* action = languages->addAction(
            name, this, [this, language] { set_language(language); }, Qt::QueuedConnection);
        action->setCheckable(true);
        action->setChecked(language == language_);
        group->addAction(action);
    }
    QMenu* user = menuBar()->addMenu(tr("&User"));
    user->addAction(tr("Sign &in, users"), QKeySequence(QStringLiteral("Ctrl+U")), this,
                    [this] { desk_.show_page("users"); });
    QMenu* help = menuBar()->addMenu(tr("&Help"));
    QAction* keys = help->addAction(tr("&Keyboard shortcuts"), this, &MainWindow::show_shortcuts);
    keys->setShortcuts({QKeySequence(Qt::Key_F1), QKeySequence(QStringLiteral("Ctrl+/"))});
}

void MainWindow::fill_recent() {
    if (recent_menu_ == nullptr) return;
    recent_menu_->clear();
    for (const QString& path : settings_.value(QStringLiteral("recent")).toStringList()) {
        QAction* action = recent_menu_->addAction(path, this, [this, path] { open_file(path); });
        action->setEnabled(QFileInfo::exists(path));
    }
    recent_menu_->setEnabled(!recent_menu_->isEmpty());
}

void MainWindow::show_shortcuts() {
    auto* dialog = new QDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Keyboard shortcuts"));
    dialog->resize(640, 640);
    auto* layout = new QVBoxLayout(dialog);
    std::vector<Shortcut> all;
    for (const QMenu* menu : menuBar()->findChildren<QMenu*>()) {
        for (const QAction* action : menu->actions()) {
            if (!action->shortcut().isEmpty())
                all.push_back(
                    {action->shortcut().toString(QKeySequence::NativeText), action->text().remove(u'&')});
        }
    }
    for (const Entry& entry : pages_) {
        for (Shortcut& shortcut : entry.page->shortcuts()) all.push_back(std::move(shortcut));
    }
    auto* table = new QTableWidget(static_cast<int>(all.size()), 2, dialog);
    table->setHorizontalHeaderLabels({tr("Keys"), tr("What they do")});
    table->horizontalHeader()->setStretchLastSection(true);
    table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    table->verticalHeader()->hide();
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    for (int row = 0; row < table->rowCount(); ++row) {
        table->setItem(row, 0, new QTableWidgetItem(all[static_cast<std::size_t>(row)].keys));
        table->setItem(row, 1, new QTableWidgetItem(all[static_cast<std::size_t>(row)].meaning));
    }
    layout->addWidget(table);
    dialog->show();
}

void MainWindow::copy_page() {
    QApplication::clipboard()->setPixmap(
        pages_[static_cast<std::size_t>(stack_->currentIndex())].page->main_view()->grab());
    desk_.log().add(station::Severity::info, "window", station::Happening{station::Event::page_copied});
}

void MainWindow::print_to(QPrinter& printer) {
    // Drawn for the printer rather than copied from the screen: texts and outlines stay sharp.
    const Entry& entry = pages_[static_cast<std::size_t>(stack_->currentIndex())];
    QWidget* view = entry.page->main_view();
    QPainter painter(&printer);
    if (!painter.isActive()) {
        desk_.log().add("window", {.kind = ErrorKind::job,
                                   .text = "the printer takes no page; choose another, or print to a file",
                                   .task = kPrintTask});
        return;
    }
    const QRectF area(QPointF(), printer.pageRect(QPrinter::DevicePixel).size());
    QFont font = painter.font();
    font.setPointSizeF(9.0);
    painter.setFont(font);
    painter.setPen(Qt::black);
    const double line = 1.6 * painter.fontMetrics().height();
    const QString title = file_in_front().empty()
                              ? tr(entry.title)
                              : QStringLiteral("%1 \u00b7 %2 \u00b7 %3")
                                    .arg(tr(entry.title), wafer_label_->text(), detail_label_->text());
    painter.drawText(QRectF(0.0, 0.0, area.width(), line), Qt::AlignLeft | Qt::AlignTop, title);
    painter.drawText(QRectF(0.0, 0.0, area.width(), line), Qt::AlignRight | Qt::AlignTop,
                     QString::fromStdString(desk_.log().now()));
    const double scale = std::min(area.width() / view->width(), (area.height() - line) / view->height());
    painter.translate(0.5 * (area.width() - scale * view->width()), line);
    painter.scale(scale, scale);
    view->render(&painter);
    painter.end();
    desk_.log().add(station::Severity::info, "window", station::Happening{station::Event::page_printed},
                    kPrintTask);
}

void MainWindow::print_page() {
    auto* printer = new QPrinter(QPrinter::HighResolution);
    printer->setPageOrientation(QPageLayout::Landscape);  // pages are wider than high
    auto* dialog = new QPrintDialog(printer, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, printer] { print_to(*printer); });
    connect(dialog, &QObject::destroyed, [printer] { delete printer; });
    dialog->open();
}

}  // namespace waferglow::gui
