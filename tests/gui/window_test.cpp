// SPDX-License-Identifier: GPL-3.0-or-later
// The shell around the pages: messages, layout between sessions, printing, clipboard, drag and drop.
#include "app/gui/views/trouble_words.h"
#include "app/gui/window/message_bar.h"
#include "tests/gui/wafer_files.h"
#include "tests/gui/window_for_tests.h"

#include <QClipboard>
#include <QDockWidget>
#include <QDropEvent>
#include <QFile>
#include <QMainWindow>
#include <QMimeData>
#include <QPrinter>
#include <QSplitter>
#include <QTest>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <map>
#include <set>

#include <catch2/catch.hpp>

using namespace waferglow;
using namespace waferglow::gui;
using namespace waferglow::test;

namespace {

/// A drop as the window system delivers it: to the widget below the pointer, or the nearest that accepts.
bool drop(QWidget& target, const std::vector<std::filesystem::path>& paths) {
    QMimeData data;
    QList<QUrl> urls;
    for (const auto& path : paths) urls << QUrl::fromLocalFile(QString::fromStdString(path.string()));
    data.setUrls(urls);
    QDragEnterEvent enter(QPoint(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&target, &enter);
    if (!enter.isAccepted()) return false;
    QDropEvent event(QPointF(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&target, &event);
    return event.isAccepted();
}

struct WindowScene : TestWindow {
    ScratchFolder files;
    MessageBar& bar = *window.findChild<MessageBar*>();

    std::filesystem::path wafer(const char* name = "w.h5") {
        write_judged_wafer(files / name);
        return files / name;
    }
    std::filesystem::path damaged() {
        std::ofstream(files / "bad.h5") << "no HDF5 at all";
        return files / "bad.h5";
    }
    template <class Widget>
    Widget& child(const char* name) {
        auto* found = window.findChild<Widget*>(QString::fromLatin1(name));
        REQUIRE(found != nullptr);
        return *found;
    }
};

std::size_t distinct_colours(const QImage& image) {
    std::set<QRgb> colours;
    for (int y = 0; y < image.height(); y += 3)
        for (int x = 0; x < image.width(); x += 3) colours.insert(image.pixel(x, y));
    return colours.size();
}

const std::vector<std::pair<station::Cause, station::Trouble>> kTroubles{
    {station::Cause::job, {ErrorKind::job, "W1.h5: no registration of any tile"}},
    {station::Cause::usage, {ErrorKind::usage, "there is no layer 'pl_hgih'"}},
    {station::Cause::input, {ErrorKind::input, "el.csv line 3: 'x' is no number"}},
    {station::Cause::device, {ErrorKind::device, "camera: no answer to trigger in 2000 ms"}},
    {station::Cause::cancelled, {ErrorKind::cancelled, "cancelled"}},
    {station::Cause::disk_full, {ErrorKind::job, std::string("W1.h5: ") + std::strerror(ENOSPC)}},
    {station::Cause::not_permitted, {ErrorKind::job, std::string("W1.h5: ") + std::strerror(EACCES)}},
    {station::Cause::file_missing, {ErrorKind::input, std::string("W1.h5: ") + std::strerror(ENOENT)}},
    {station::Cause::calibration,
     {ErrorKind::input,
      "dark.toml: it expired at 2026-01-01; renew it by: waferglow-cli "
      "calibrate dark"}}};

}  // namespace

TEST_CASE("an error goes when what failed succeeds; the log keeps it", "[gui][window]") {
    WindowScene test;
    test.open(test.damaged());
    REQUIRE(test.bar.text().contains(QStringLiteral("bad.h5")));
    const auto kept = [&] {
        return std::ranges::any_of(test.desk.log().lines(), [](const station::LogLine& line) {
            return line.severity == station::Severity::error && line.text.find("bad.h5") != std::string::npos;
        });
    };
    SECTION("another task succeeds: it stays") {
        test.desk.work().submit({.key = {},
                                 .name = "Something else",
                                 .work = [](const TaskContext&) -> Delivery { return {}; },
                                 .failed = {}});
        test.settle();
        CHECK(test.bar.isVisible());
    }
    SECTION("the next file opens: it goes") {
        test.open(test.wafer());
        CHECK_FALSE(test.bar.isVisible());
    }
    SECTION("another error takes its place") {
        test.desk.log().add("run", {ErrorKind::device, "stage: no answer", "Scan"});
        CHECK(test.bar.text().contains(QStringLiteral("no answer")));
        CHECK_FALSE(test.bar.text().contains(QStringLiteral("bad.h5")));
    }
    CHECK(kept());
}

TEST_CASE("a failed scan's message goes with the next start", "[gui][window]") {
    WindowScene test;
    test.desk.log().add("run", {ErrorKind::device, "stage: no answer", "Scan"});
    test.desk.log().add(station::Severity::info, "run", "camera: connected");
    CHECK(test.bar.isVisible());
    test.desk.log().add(station::Severity::info, "run", "scan resumed: W1.h5", "Scan");
    CHECK_FALSE(test.bar.isVisible());
}

TEST_CASE("a question is not taken away by a success", "[gui][window]") {
    WindowScene test;
    bool agreed = false;
    test.bar.ask(QStringLiteral("Stop?"), QStringLiteral("Stop"), [&] { agreed = true; });
    test.open(test.wafer());
    CHECK(test.bar.isVisible());
    CHECK_FALSE(agreed);
}

TEST_CASE("each kind of trouble is told in the language of the window, its text stays as it is",
          "[gui][window][languages]") {
    WindowScene test;
    std::map<station::Cause, QString> english;
    for (const auto& [cause, trouble] : kTroubles) {
        INFO(trouble.text);
        CHECK(station::cause_of(trouble.kind, trouble.text) == cause);
        english[cause] = TroubleWords::of(cause);
        REQUIRE_FALSE(english[cause].isEmpty());
    }
    for (const char* language : {"ko", "zh_TW"}) {
        test.desk.log().add("test", kTroubles.front().second);
        REQUIRE(test.bar.isVisible());
        test.window.set_language(QString::fromLatin1(language));
        // What is shown already changes its language too.
        CHECK(test.bar.text().startsWith(TroubleWords::of(kTroubles.front().first)));
        for (const auto& [cause, trouble] : kTroubles) {
            INFO(trouble.text);
            CHECK(TroubleWords::of(cause) != english[cause]);
            test.desk.log().add("test", trouble);
            CHECK(test.bar.text().startsWith(TroubleWords::of(cause)));
            CHECK(test.bar.text().contains(QString::fromStdString(trouble.text).mid(1)));
        }
    }
    test.window.set_language(QStringLiteral("en"));
}

TEST_CASE("a message of any length leaves the window its size", "[gui][window]") {
    WindowScene test;
    std::string text;
    for (int i = 0; i < 200; ++i) text += "a path of many words/";
    test.desk.log().add("test", {ErrorKind::input, text});
    QCoreApplication::processEvents();
    CHECK(test.window.size() == QSize(1366, 768));
    CHECK(test.bar.height() < 100);
    CHECK(test.bar.text().size() > 3000);  // all of it, though not all of it is shown
}

TEST_CASE("splitters, docks and the window's size are kept, and reset on demand", "[gui][window]") {
    WindowScene test;
    const std::filesystem::path session = test.files / "kept.ini";
    const auto shape = [](MainWindow& window, QSettings& settings, const std::function<void()>& use) {
        Q_UNUSED(settings);
        window.show();
        QCoreApplication::processEvents();
        use();
    };
    const auto show = [](MainWindow& window, const char* name) {
        for (int i = 0; i < window.page_count(); ++i)
            if (window.page_name(i) == QLatin1String(name)) window.show_page(i);
        QCoreApplication::processEvents();
    };
    QList<int> moved;
    int docks_px = 0;
    QList<int> usual;
    int usual_docks_px = 0;
    {
        QSettings settings(QString::fromStdString(session.string()), QSettings::IniFormat);
        MainWindow window(test.desk, settings);
        shape(window, settings, [&] {
            window.resize(1300, 740);
            show(window, "review");
            auto& docks = *window.findChild<QMainWindow*>(QStringLiteral("layout.review"));
            auto* dock = docks.findChild<QDockWidget*>(QStringLiteral("histogram"));
            usual_docks_px = dock->width();
            docks.resizeDocks({dock}, {550}, Qt::Horizontal);
            REQUIRE(QTest::qWaitFor([&] { return dock->width() > usual_docks_px + 50; }));
            docks_px = dock->width();
            show(window, "recipe");
            auto& splitter = *window.findChild<QSplitter*>(QStringLiteral("layout.recipe"));
            usual = splitter.sizes();
            splitter.setSizes({500, 700});
            moved = splitter.sizes();
            REQUIRE(std::abs(moved[0] - usual[0]) > 50);
            window.close();
        });
    }
    QSettings settings(QString::fromStdString(session.string()), QSettings::IniFormat);
    MainWindow window(test.desk, settings);
    window.restore_session();
    shape(window, settings, [&] {
        CHECK(window.size() == QSize(1300, 740));
        show(window, "review");
        auto* dock = window.findChild<QMainWindow*>(QStringLiteral("layout.review"))
                         ->findChild<QDockWidget*>(QStringLiteral("histogram"));
        CHECK(std::abs(dock->width() - docks_px) <= 3);
        show(window, "recipe");
        auto& splitter = *window.findChild<QSplitter*>(QStringLiteral("layout.recipe"));
        CHECK(std::abs(splitter.sizes()[0] - moved[0]) <= 3);

        window.reset_layout();
        window.resize(1300, 740);
        CHECK(QTest::qWaitFor([&] { return std::abs(splitter.sizes()[0] - usual[0]) <= 3; }));
        show(window, "review");
        CHECK(std::abs(dock->width() - usual_docks_px) <= 3);
    });
}

TEST_CASE("a page is printed as one sheet of vectors and texts", "[gui][window]") {
    WindowScene test;
    test.open(test.wafer());
    test.page("correlation");
    const QString path = QString::fromStdString((test.files / "page.pdf").string());
    {
        QPrinter printer(QPrinter::HighResolution);
        printer.setOutputFormat(QPrinter::PdfFormat);
        printer.setOutputFileName(path);
        printer.setPageOrientation(QPageLayout::Landscape);
        test.window.print_to(printer);
    }
    QFile file(path);
    REQUIRE(file.open(QIODevice::ReadOnly));
    const QByteArray pdf = file.readAll();
    CHECK(pdf.startsWith("%PDF"));
    CHECK(pdf.count("/Type /Page\n") + pdf.count("/Type /Page ") == 1);
    CHECK(pdf.contains("/FontFile"));  // texts are texts, not pixels
    CHECK(test.desk.log().lines().back().severity == station::Severity::info);
}

TEST_CASE("printing to a place that takes nothing is told", "[gui][window]") {
    WindowScene test;
    QPrinter printer(QPrinter::HighResolution);
    printer.setOutputFormat(QPrinter::PdfFormat);
    printer.setOutputFileName(QString::fromStdString((test.files / "no" / "folder" / "x.pdf").string()));
    test.window.print_to(printer);
    CHECK(test.bar.isVisible());
    CHECK(test.desk.log().lines().back().severity == station::Severity::error);
}

TEST_CASE("the page's picture goes to the clipboard", "[gui][window]") {
    WindowScene test;
    test.open(test.wafer());
    test.page("review");
    QApplication::clipboard()->clear();
    test.window.activateWindow();
    REQUIRE(QTest::qWaitForWindowActive(&test.window));
    QTest::keyClick(&test.window, Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    const QImage image = QApplication::clipboard()->image();
    REQUIRE_FALSE(image.isNull());
    CHECK(image.width() > 300);
    CHECK(distinct_colours(image) > 5);  // a map, not an empty sheet
}

TEST_CASE("a wafer file dropped anywhere on the window is opened", "[gui][window]") {
    WindowScene test;
    const auto path = test.wafer("W 7 \xEC\x9B\xA8.H5");
    SECTION("on the window") {
        REQUIRE(drop(test.window, {path}));
    }
    SECTION("on a page that takes other files itself") {
        REQUIRE(drop(*test.page("correlation"), {path}));
    }
    SECTION("among others") {
        REQUIRE(drop(test.window, {test.files / "notes.txt", path}));
    }
    test.settle();
    REQUIRE(test.desk.document() != nullptr);
    CHECK(test.desk.document()->path() == path);
}

TEST_CASE("what is no wafer file is not taken by the window", "[gui][window]") {
    WindowScene test;
    CHECK_FALSE(drop(test.window, {test.files / "notes.txt"}));
    CHECK_FALSE(drop(test.window, {}));
}
