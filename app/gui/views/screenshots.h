// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of every page for the documents and for the eye of a designer.
#pragma once

#include <QString>

namespace waferglow::gui {

class Desk;
class MainWindow;

struct ScreenshotJob {
    QString folder;
    QString wafer_file;
    QString el_file;  ///< for the correlation page; may be empty
};

/// Every page in two sizes, two themes and three languages: "review-1920x1080-dark-ko.png". Returns the
/// program's exit code.
[[nodiscard]] int take_screenshots(MainWindow& window, Desk& desk, const ScreenshotJob& job);

/// Handles events until no worker is busy.
void wait_until_idle(Desk& desk);

}  // namespace waferglow::gui
