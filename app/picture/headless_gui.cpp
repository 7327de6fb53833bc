// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/picture/headless_gui.h"

#include <QGuiApplication>
#include <array>
#include <cstdio>
#include <cstdlib>

#include <fmt/format.h>

namespace waferglow {

void ensure_gui() {
    if (QCoreApplication::instance() != nullptr) return;
    // Qt's remarks on the user's environment are of no use to somebody who asked for a picture.
    qInstallMessageHandler([](QtMsgType type, const QMessageLogContext&, const QString& message) {
        if (type == QtCriticalMsg || type == QtFatalMsg)
            fmt::print(stderr, "Qt: {}\n", message.toStdString());
    });
    // Called from one thread before any picture is drawn.
    if (std::getenv("QT_QPA_PLATFORM") == nullptr) {  // NOLINT(concurrency-mt-unsafe)
        setenv("QT_QPA_PLATFORM", "offscreen", 0);    // NOLINT(concurrency-mt-unsafe)
    }
    static int argc = 1;
    static std::array<char, 10> name{"waferglow"};
    static std::array<char*, 2> argv{name.data(), nullptr};
    static const QGuiApplication application(argc, argv.data());
}

}  // namespace waferglow
