// SPDX-License-Identifier: GPL-3.0-or-later
// The real window, on Qt's offscreen platform unless the environment names another.
#pragma once

#include "app/gui/window/main_window.h"
#include "app/gui/window/screenshots.h"
#include "app/gui/window/window_poster.h"

#include <QApplication>
#include <QSettings>
#include <QTemporaryDir>
#include <cstdlib>

namespace waferglow::test {

/// One application a program, made by the first who asks.
inline QApplication& application() {
    static int argc = 1;
    static char name[] = "waferglow-tests";
    static char* argv[] = {name, nullptr};
    static const bool offscreen = [] {
        // A display, where the one who runs the test names its platform.
        if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
        // Qt's remarks on the platform are none of a test's business.
        qInstallMessageHandler([](QtMsgType, const QMessageLogContext&, const QString&) {});
        return true;
    }();
    static_cast<void>(offscreen);
    // Never destroyed: Qt's own statics, which it needs for that, go in an order of their own.
    static auto* const app = new QApplication(argc, argv);
    return *app;
}

/// A window with settings and a desk of its own, which everything is permitted.
struct TestWindow {
    QApplication& app = application();
    QTemporaryDir folder;
    QSettings settings{folder.filePath(QStringLiteral("session.ini")), QSettings::IniFormat};
    gui::Desk desk{gui::window_poster(), [] { return std::string("2026-01-01T00:00:00"); }};
    gui::MainWindow window{desk, settings};

    TestWindow() {
        window.set_theme(gui::ThemeKind::light);
        window.set_language(QStringLiteral("en"));
        window.resize(1366, 768);
        window.show();
    }
    gui::Page* page(const char* name) {
        for (int i = 0; i < window.page_count(); ++i) {
            if (window.page_name(i) == QLatin1String(name)) {
                window.show_page(i);
                return window.page(i);
            }
        }
        return nullptr;
    }
    void settle() { gui::wait_until_idle(desk); }
    void open(const std::filesystem::path& path) {
        window.open_file(QString::fromStdString(path.string()));
        settle();
    }
};

}  // namespace waferglow::test
