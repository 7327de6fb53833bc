// SPDX-License-Identifier: GPL-3.0-or-later
// Asks for a file without holding up the window.
#pragma once

#include <QString>
#include <functional>

class QWidget;

namespace waferglow::gui {

enum class FileChoice { open, save };

/// `filter` as QFileDialog has it; `suffix` is added to a name without one. `chosen` gets the path; it is not
/// called where people change their mind.
void ask_for_path(QWidget* parent, FileChoice choice, const QString& title, const QString& filter,
                  const QString& suffix, std::function<void(const QString&)> chosen);

}  // namespace waferglow::gui
