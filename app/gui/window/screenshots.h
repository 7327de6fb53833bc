// SPDX-License-Identifier: GPL-3.0-or-later
// Every page in every size, theme and language: for the documents, for the eye of a designer, for tests.
#pragma once

#include "app/gui/views/theme.h"

#include <QString>
#include <functional>
#include <initializer_list>

namespace waferglow::gui {

class Desk;
class MainWindow;

struct ScreenshotJob {
    QString folder;
    QString wafer_file;
    QString el_file;  ///< for the correlation page; may be empty
};

/// "review-1920x1080-dark-ko.png"; tabs after the first of a page: "recipe-tab2-1366x768-light-en.png".
/// Returns the program's exit code.
[[nodiscard]] int take_screenshots(MainWindow& window, Desk& desk, const ScreenshotJob& job);

/// What the window shows at a stop of the walk.
struct WalkStop {
    QString page;  ///< "review", "recipe-tab2"
    QString look;  ///< "1920x1080-dark-ko"
};
/// Shows every page and every tab in two sizes, the given themes and three languages, one after the other.
void walk_all_views(MainWindow& window, Desk& desk, std::initializer_list<ThemeKind> themes,
                    const std::function<void(const WalkStop&)>& at_stop);

/// Opens the job's files and lets every page show something.
void pose_pages(MainWindow& window, Desk& desk, const ScreenshotJob& job);

/// Handles events until no worker is busy.
void wait_until_idle(Desk& desk);

}  // namespace waferglow::gui
