// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/views/screenshots.h"

#include "app/gui/views/main_window.h"

#include <QCoreApplication>
#include <QDir>
#include <QThread>

namespace waferglow::gui {

void wait_until_idle(Desk& desk) {
    // An answer may start the next task: idle is when nothing comes any more.
    int quiet = 0;
    while (quiet < 3) {
        const bool busy = desk.files().busy() || desk.work().busy();
        quiet = busy ? 0 : quiet + 1;
        if (busy) QThread::msleep(2);
        QCoreApplication::processEvents();
        QCoreApplication::sendPostedEvents();
    }
}

int take_screenshots(MainWindow& window, Desk& desk, const ScreenshotJob& job) {
    QDir().mkpath(job.folder);
    window.show();
    if (!job.wafer_file.isEmpty()) window.open_file(job.wafer_file);
    wait_until_idle(desk);
    for (int number = 0; number < window.page_count(); ++number) window.page(number)->pose(job.el_file);
    wait_until_idle(desk);
    for (const QSize size : {QSize(1920, 1080), QSize(1366, 768)}) {
        window.resize(size);
        for (const ThemeKind theme : {ThemeKind::light, ThemeKind::dark}) {
            window.set_theme(theme);
            for (const char* language : {"en", "ko", "zh_TW"}) {
                window.set_language(QString::fromLatin1(language));
                for (int number = 0; number < window.page_count(); ++number) {
                    window.show_page(number);
                    wait_until_idle(desk);
                    const QString name =
                        QStringLiteral("%1/%2-%3x%4-%5-%6.png")
                            .arg(job.folder, window.page_name(number))
                            .arg(size.width())
                            .arg(size.height())
                            .arg(theme == ThemeKind::dark ? QStringLiteral("dark") : QStringLiteral("light"),
                                 QString::fromLatin1(language));
                    if (!window.grab().save(name)) return 1;
                }
            }
        }
    }
    return 0;
}

}  // namespace waferglow::gui
