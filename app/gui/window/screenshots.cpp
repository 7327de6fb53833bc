// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/window/screenshots.h"

#include "app/gui/window/main_window.h"

#include <QCoreApplication>
#include <QDir>
#include <QDockWidget>
#include <QTabWidget>
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

void pose_pages(MainWindow& window, Desk& desk, const ScreenshotJob& job) {
    window.show();
    if (!job.wafer_file.isEmpty()) window.open_file(job.wafer_file);
    wait_until_idle(desk);
    for (int number = 0; number < window.page_count(); ++number) window.page(number)->pose(job.el_file);
    wait_until_idle(desk);
}

namespace {

/// Panels of a page that others lie in front of, and then those in front, so that the page ends as it was.
QList<QDockWidget*> docks_behind(QWidget& page) {
    QList<QDockWidget*> behind;
    QList<QDockWidget*> in_front;
    for (QDockWidget* dock : page.findChildren<QDockWidget*>()) {
        if (dock->isFloating() || dock->isHidden()) continue;
        (dock->visibleRegion().isEmpty() ? behind : in_front).append(dock);
    }
    return behind.isEmpty() ? behind : behind + in_front;
}

}  // namespace

void walk_all_views(MainWindow& window, Desk& desk, std::initializer_list<ThemeKind> themes,
                    const std::function<void(const WalkStop&)>& at_stop) {
    for (const QSize size : {QSize(1920, 1080), QSize(1366, 768)}) {
        window.resize(size);
        for (const ThemeKind theme : themes) {
            window.set_theme(theme);
            for (const char* language : {"en", "ko", "zh_TW"}) {
                window.set_language(QString::fromLatin1(language));
                const QString look =
                    QStringLiteral("%1x%2-%3-%4")
                        .arg(size.width())
                        .arg(size.height())
                        .arg(theme == ThemeKind::dark ? QStringLiteral("dark") : QStringLiteral("light"),
                             QString::fromLatin1(language));
                for (int number = 0; number < window.page_count(); ++number) {
                    if (!window.can_show(number)) continue;
                    window.show_page(number);
                    wait_until_idle(desk);
                    at_stop({window.page_name(number), look});
                    int count = 1;
                    for (QTabWidget* tabs : window.page(number)->findChildren<QTabWidget*>()) {
                        if (!tabs->isVisible()) continue;
                        const int first = tabs->currentIndex();
                        for (int tab = 0; tab < tabs->count(); ++tab) {
                            if (tab == first) continue;
                            tabs->setCurrentIndex(tab);
                            wait_until_idle(desk);
                            at_stop({QStringLiteral("%1-tab%2").arg(window.page_name(number)).arg(++count),
                                     look});
                        }
                        tabs->setCurrentIndex(first);
                    }
                    for (QDockWidget* dock : docks_behind(*window.page(number))) {
                        dock->raise();
                        wait_until_idle(desk);
                        at_stop({QStringLiteral("%1-%2").arg(window.page_name(number), dock->objectName()),
                                 look});
                    }
                }
            }
        }
    }
}

namespace {

/// Somebody works here: the pictures show a signed-in user, other users and what the audit log says of them.
void introduce_users(station::Session& session) {
    const std::string password = "for the pictures";
    session.set_up("jihye.park", password);
    session.add_user("mei.chen", station::Role::engineering, password);
    session.add_user("operator-1", station::Role::operating, password);
    session.add_user("operator-2", station::Role::operating, password);
}

}  // namespace

int take_screenshots(MainWindow& window, Desk& desk, const ScreenshotJob& job) {
    QDir().mkpath(job.folder);
    introduce_users(desk.session());
    pose_pages(window, desk, job);
    bool saved = true;
    walk_all_views(window, desk, {ThemeKind::light, ThemeKind::dark}, [&](const WalkStop& stop) {
        saved =
            window.grab().save(QStringLiteral("%1/%2-%3.png").arg(job.folder, stop.page, stop.look)) && saved;
    });
    return saved ? 0 : 1;
}

}  // namespace waferglow::gui
