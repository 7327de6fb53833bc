// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/views/file_dialog.h"

#include <QFileDialog>
#include <utility>

namespace waferglow::gui {

void ask_for_path(QWidget* parent, FileChoice choice, const QString& title, const QString& filter,
                  const QString& suffix, std::function<void(const QString&)> chosen) {
    auto* dialog = new QFileDialog(parent, title, QString(), filter);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(choice == FileChoice::open ? QFileDialog::AcceptOpen : QFileDialog::AcceptSave);
    dialog->setFileMode(choice == FileChoice::open ? QFileDialog::ExistingFile : QFileDialog::AnyFile);
    dialog->setDefaultSuffix(suffix);
    QObject::connect(dialog, &QFileDialog::fileSelected, parent,
                     [chosen = std::move(chosen)](const QString& path) { chosen(path); });
    dialog->open();
}

}  // namespace waferglow::gui
