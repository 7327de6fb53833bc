// SPDX-License-Identifier: GPL-3.0-or-later
// The whole window, offscreen, driven by its widgets: a simulated scan as each role, and what may go wrong.
#include "app/gui/window/main_window.h"
#include "app/gui/window/message_bar.h"
#include "app/gui/window/window_poster.h"
#include "app/station/recipe_shelf.h"
#include "app/station/scan_thread.h"
#include "app/tool/open_tool.h"
#include "libinspect/store/wafer_file.h"
#include "tests/base/file_size_limit.h"
#include "tests/gui/window_for_tests.h"
#include "tests/station/small_tool.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDropEvent>
#include <QElapsedTimer>
#include <QFileDialog>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QProgressBar>
#include <QPushButton>
#include <QSettings>
#include <QTest>
#include <QTimer>
#include <QToolButton>
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <mutex>
#include <thread>

#include <catch2/catch.hpp>

using namespace waferglow;
using namespace waferglow::gui;
using namespace waferglow::test;

namespace {

constexpr int kPatienceMs = 60'000;

struct WindowTest {
    QApplication& app = application();
    SmallTool tool;
    QSettings settings{QString::fromStdString((tool.folder() / "session.ini").string()),
                       QSettings::IniFormat};
    Desk desk{window_poster(), [] { return std::string("2026-01-01T00:00:00"); }, tool.workplace()};
    std::unique_ptr<MainWindow> window;

    WindowTest() {
        apply_theme(app, ThemeKind::light, QStringLiteral("en"));
        window = std::make_unique<MainWindow>(desk, settings);
        window->resize(1366, 768);
        window->show();
    }
    /// A presenter's text as the window gives it.
    QPushButton* start() { return by_role("start"); }
    QPushButton* by_role(const char* role) {
        for (QPushButton* button : window->findChildren<QPushButton*>())
            if (button->property("role") == QVariant(QString::fromLatin1(role))) return button;
        return nullptr;
    }
    template <class Widget>
    Widget& child(const char* name) {
        auto* found = window->findChild<Widget*>(QString::fromLatin1(name));
        REQUIRE(found != nullptr);
        return *found;
    }
    Page& page(const char* name) {
        for (int i = 0; i < window->page_count(); ++i)
            if (window->page_name(i) == QLatin1String(name)) return *window->page(i);
        FAIL("no page is called " << name);
        return *window->page(0);
    }
    bool until(const std::function<bool()>& done) { return QTest::qWaitFor(done, kPatienceMs); }

    void choose_and_name(const QString& wafer) {
        auto& recipes = child<QComboBox>("recipes");
        REQUIRE(recipes.count() == 2);
        recipes.setCurrentIndex(1);
        emit recipes.activated(1);
        auto& id = child<QLineEdit>("waferId");
        id.setFocus();
        QTest::keyClicks(&id, wafer);
        QTest::keyClick(&id, Qt::Key_Return);
        REQUIRE(until([&] { return start()->isEnabled(); }));
    }
    void start_scan(const QString& wafer) {
        choose_and_name(wafer);
        QTest::mouseClick(start(), Qt::LeftButton);
        REQUIRE(desk.tool_busy());
    }
    void scan(const QString& wafer) {
        start_scan(wafer);
        REQUIRE(until([&] { return !desk.tool_busy(); }));
    }
    QToolButton* rail(const QString& title) {
        for (QToolButton* button : window->findChildren<QToolButton*>())
            if (button->accessibleName() == title) return button;
        return nullptr;
    }
    bool said(const QString& words) {
        const QString text = window->findChild<MessageBar*>()->text();
        return text.contains(words, Qt::CaseInsensitive);
    }
};

}  // namespace

TEST_CASE("operator: a simulated scan from the run page to its review") {
    WindowTest test;
    CHECK_FALSE(test.start()->isEnabled());
    test.scan(QStringLiteral("W1"));
    QPushButton* review = test.by_role("review");
    REQUIRE(review->isVisible());
    QTest::mouseClick(review, Qt::LeftButton);
    REQUIRE(test.until([&] { return test.desk.document() != nullptr; }));
    CHECK(test.desk.document()->wafer().id == "W1");
    CHECK(test.window->page(1)->isVisible());
}

TEST_CASE("each role sees its pages, and each may scan") {
    WindowTest test;
    CHECK_FALSE(test.rail(QStringLiteral("Recipe"))->isVisible());
    CHECK(test.rail(QStringLiteral("Review"))->isVisible());
    station::Session& session = test.desk.session();
    session.set_up("ann", "correct horse");
    session.add_user("bob", station::Role::engineering, "correct horse");
    CHECK(test.rail(QStringLiteral("Devices"))->isVisible());
    test.scan(QStringLiteral("BY-QA"));
    CHECK(std::filesystem::exists(test.tool.folder() / "wafers" / "BY-QA.h5"));
    REQUIRE(session.sign_in("bob", "correct horse"));
    CHECK(test.rail(QStringLiteral("Recipe"))->isVisible());
    QTest::mouseClick(&test.child<QPushButton>("next"), Qt::LeftButton);
    test.scan(QStringLiteral("BY-ENGINEER"));
    CHECK(std::filesystem::exists(test.tool.folder() / "wafers" / "BY-ENGINEER.h5"));
    session.sign_out();
    CHECK_FALSE(test.rail(QStringLiteral("Devices"))->isVisible());
}

TEST_CASE("a wafer's day: the operator scans, the engineer judges, QA compares with EL, reports and signs") {
    WindowTest test;
    station::Session& session = test.desk.session();
    session.set_up("ann", "correct horse");
    session.add_user("eve", station::Role::engineering, "correct horse");
    session.sign_out();
    REQUIRE(session.role() == station::Role::operating);
    test.scan(QStringLiteral("DAY-1"));
    REQUIRE(test.until([&] { return test.desk.document() != nullptr; }));
    const auto wafer = test.desk.document()->path();

    REQUIRE(session.sign_in("eve", "correct horse"));
    QTest::mouseClick(test.rail(QStringLiteral("Recipe")), Qt::LeftButton);
    Page& recipe = test.page("recipe");
    REQUIRE(recipe.isVisible());
    QTest::mouseClick(recipe.findChild<QCheckBox*>(QStringLiteral("bins.pass.covered")), Qt::LeftButton);
    const DocumentPtr scanned = test.desk.document();
    QTest::mouseClick(recipe.findChild<QPushButton*>(QStringLiteral("primary")), Qt::LeftButton);
    REQUIRE(test.until([&] { return test.desk.document() != scanned; }));

    REQUIRE(session.sign_in("ann", "correct horse"));
    const auto el = test.tool.folder() / "el.csv";
    tool::OpenTool(test.desk.workplace().tool_file).write_el_reference(el);
    QTest::mouseClick(test.rail(QStringLiteral("Correlation")), Qt::LeftButton);
    Page& correlation = test.page("correlation");
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(QString::fromStdString(el.string()))});
    QDragEnterEvent enter(QPoint(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&correlation, &enter);
    QDropEvent dropped(QPointF(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&correlation, &dropped);
    auto* report = correlation.findChild<QPushButton*>(QStringLiteral("report"));
    REQUIRE(test.until([&] { return report->isEnabled(); }));
    QTest::mouseClick(report, Qt::LeftButton);
    auto* dialog = correlation.findChild<QFileDialog*>();
    REQUIRE(dialog != nullptr);
    const auto html = test.tool.folder() / "day.html";
    dialog->selectFile(QString::fromStdString(html.string()));
    QMetaObject::invokeMethod(dialog, "accept");
    REQUIRE(test.until([&] { return std::filesystem::exists(html); }));
    QTest::mouseClick(correlation.findChild<QPushButton*>(QStringLiteral("sign-off")), Qt::LeftButton);
    auto* comment = correlation.findChild<QInputDialog*>();
    REQUIRE(comment != nullptr);
    QMetaObject::invokeMethod(comment, "accept");
    const auto actions = [&] {
        std::vector<std::string> done;
        for (const station::AuditEntry& entry : session.trail().entries)
            done.push_back(entry.user + ": " + entry.action);
        return done;
    };
    const auto did = [&](const std::string& what) { return std::ranges::count(actions(), what) > 0; };
    REQUIRE(test.until([&] { return did("ann: sign-off"); }));
    CHECK(did("eve: analyse"));
    CHECK(std::ranges::count_if(actions(), [](const std::string& one) { return one.ends_with(": scan"); }) ==
          2);
    // Judged, compared and signed by the file's own log as well.
    CHECK(test.until([&] {
        const std::lock_guard lock(test.desk.hdf5());
        return read_wafer_info(wafer).header.log.size() >= 4;
    }));
}

TEST_CASE("signing out leaves a page that the role may not use") {
    WindowTest test;
    test.desk.session().set_up("ann", "correct horse");
    test.desk.show_page("devices");
    REQUIRE(test.page("devices").isVisible());
    test.desk.session().sign_out();
    CHECK(test.window->page(0)->isVisible());
}

TEST_CASE("closing the window in mid-scan asks, then stops safely and leaves a scan to resume") {
    WindowTest test;
    test.start_scan(QStringLiteral("W1"));
    test.window->close();
    REQUIRE(test.window->isVisible());
    auto* bar = test.window->findChild<MessageBar*>();
    CHECK(test.said(QStringLiteral("scan is running")));
    QTest::mouseClick(bar->findChild<QPushButton*>(), Qt::LeftButton);
    REQUIRE(test.until([&] { return !test.window->isVisible(); }));
    CHECK_FALSE(test.desk.tool_busy());
}

TEST_CASE("a device lost in mid-scan: said in words, resumable") {
    WindowTest test;
    // From the 41st picture on the camera is silent, though it can be connected anew.
    test.tool.write_tool({}, "faults = [\"no_answer@trigger+40x0\"]\n");
    test.start_scan(QStringLiteral("W1"));
    REQUIRE(test.until([&] { return !test.desk.tool_busy(); }));
    CHECK(test.said(QStringLiteral("camera")));
    CHECK(test.by_role("continue")->isVisible());
}

TEST_CASE("a full disk in mid-scan: said in words, and resumed once there is room") {
    WindowTest test;
    {
        const FileSizeLimit full(200'000);
        test.start_scan(QStringLiteral("W1"));
        REQUIRE(test.until([&] { return !test.desk.tool_busy(); }));
    }
    CHECK(test.said(QStringLiteral("W1.h5")));
    CHECK(test.desk.document() == nullptr);
    QPushButton* resume = test.by_role("continue");
    REQUIRE(resume->isVisible());
    QTest::mouseClick(resume, Qt::LeftButton);
    REQUIRE(test.until([&] { return !test.desk.tool_busy() && test.desk.document() != nullptr; }));
    CHECK(test.desk.document()->wafer().id == "W1");
}

TEST_CASE("a place that can't be written: refused in words before the start") {
    WindowTest test;
    std::ofstream(test.tool.folder() / "wafers") << "a file where the folder of wafers belongs";
    auto& recipes = test.child<QComboBox>("recipes");
    recipes.setCurrentIndex(1);
    emit recipes.activated(1);
    auto& id = test.child<QLineEdit>("waferId");
    QTest::keyClicks(&id, QStringLiteral("W1"));
    QTest::keyClick(&id, Qt::Key_Return);
    const auto told = [&] {
        for (const QLabel* label : test.window->findChildren<QLabel*>())
            if (label->isVisible() && label->text().contains(QStringLiteral("/wafers"))) return true;
        return test.said(QStringLiteral("/wafers"));
    };
    if (test.until([&] { return told() || test.start()->isEnabled(); }) && !told()) {
        QTest::mouseClick(test.start(), Qt::LeftButton);
        REQUIRE(test.until([&] { return !test.desk.tool_busy(); }));
    }
    CHECK(told());
    CHECK(test.desk.document() == nullptr);
}

TEST_CASE("a damaged file is refused in words and the window lives on") {
    WindowTest test;
    const auto path = test.tool.folder() / "bad.h5";
    std::ofstream(path) << "no HDF5 at all";
    test.window->open_file(QString::fromStdString(path.string()));
    REQUIRE(test.until([&] { return test.said(QStringLiteral("bad.h5")); }));
    CHECK(test.desk.document() == nullptr);
}

TEST_CASE("a file deleted while it is open: the next look at it says so") {
    WindowTest test;
    test.scan(QStringLiteral("W1"));
    REQUIRE(test.until([&] { return test.desk.document() != nullptr; }));
    std::filesystem::remove(test.desk.document()->path());
    test.desk.reload();
    REQUIRE(test.until([&] { return test.said(QStringLiteral("W1.h5")); }));
    CHECK(test.desk.document() != nullptr);
}

TEST_CASE("signing in by the page: a wrong password is told, a right one opens the pages") {
    WindowTest test;
    test.desk.session().set_up("ann", "correct horse");
    test.desk.session().sign_out();
    test.desk.show_page("users");
    auto& name = test.child<QLineEdit>("userName");
    auto& password = test.child<QLineEdit>("password");
    QTest::keyClicks(&name, QStringLiteral("ann"));
    QTest::keyClicks(&password, QStringLiteral("wrong horse"));
    QTest::keyClick(&password, Qt::Key_Return);
    CHECK_FALSE(test.desk.session().signed_in());
    QTest::keyClicks(&password, QStringLiteral("correct horse"));
    QTest::keyClick(&password, Qt::Key_Return);
    CHECK(test.desk.session().signed_in());
    CHECK(test.rail(QStringLiteral("Devices"))->isVisible());
}

// Not run by default: pictures of a scan in progress, done, and of one that a device ended, in the folder
// that WAFERGLOW_PICTURES names.
TEST_CASE("a scan, for the eye", "[.look]") {
    const QString folder = qEnvironmentVariable("WAFERGLOW_PICTURES");
    REQUIRE_FALSE(folder.isEmpty());
    WindowTest test;
    const auto picture = [&](const QString& name) {
        for (const char* language : {"en", "ko"}) {
            test.window->set_language(QString::fromLatin1(language));
            QCoreApplication::processEvents();
            test.window->grab().save(
                QStringLiteral("%1/%2-%3.png").arg(folder, name, QString::fromLatin1(language)));
        }
        test.window->set_language(QStringLiteral("en"));
    };
    test.choose_and_name(QStringLiteral("W1"));
    picture(QStringLiteral("ready"));
    QTest::mouseClick(test.start(), Qt::LeftButton);
    REQUIRE(test.until([&] { return test.window->findChild<QProgressBar*>()->value() > 0; }));
    picture(QStringLiteral("scanning"));
    REQUIRE(test.until([&] { return !test.desk.tool_busy() && test.desk.document() != nullptr; }));
    picture(QStringLiteral("done"));
    QTest::mouseClick(&test.child<QPushButton>("next"), Qt::LeftButton);
    test.tool.write_tool({}, "faults = [\"no_answer@trigger+40x0\"]\n");
    test.start_scan(QStringLiteral("W2"));
    REQUIRE(test.until([&] { return !test.desk.tool_busy(); }));
    picture(QStringLiteral("lost"));
}

// Not run by default: test_run_page "[measure]" prints what the window costs a scan at full rate.
TEST_CASE("what the window costs a scan, and how soon it answers", "[.measure]") {
    WindowTest test;
    std::ofstream(test.tool.folder() / "tool.toml")
        << "format = \"waferglow-tool\"\nversion = 1\nname = \"Fast\"\n[simulated]\nrender = \"repeated\"\n"
           "[stage]\ndriver = \"simulated\"\n[camera]\ndriver = \"simulated\"\n[spectrometer]\ndriver = "
           "\"simulated\"\n[[light]]\ndriver = \"simulated\"\n[[light]]\nname = \"lamp\"\nkind = "
           "\"reflected\"\ndriver = \"simulated\"\nsource = \"lamp\"\n";
    const Recipe recipe = *station::shelf_recipes({}).front().recipe;
    for (int round = 0; round < 2; ++round) {
        QElapsedTimer clock;
        clock.start();
        {
            tool::ScanRequest request;
            request.output = test.tool.folder() / ("plain" + std::to_string(round) + ".h5");
            station::ScanThread run(
                {.tool_file = test.tool.workplace().tool_file, .recipe = recipe, .request = request});
            while (!run.summary()) std::this_thread::sleep_for(std::chrono::milliseconds(5));
            REQUIRE(run.summary()->complete);
        }
        const double plain_s = 1e-3 * static_cast<double>(clock.elapsed());
        auto& id = test.child<QLineEdit>("waferId");
        id.clear();
        QTest::keyClicks(&id, QStringLiteral("W%1").arg(round));
        QTest::keyClick(&id, Qt::Key_Return);
        REQUIRE(test.until([&] { return test.start()->isEnabled(); }));
        qint64 longest_ms = 0;
        QElapsedTimer tick;
        QTimer beat;
        QObject::connect(&beat, &QTimer::timeout, [&] {
            if (tick.isValid()) longest_ms = std::max(longest_ms, tick.elapsed());
            tick.start();
        });
        beat.start(5);
        clock.start();
        QTest::mouseClick(test.start(), Qt::LeftButton);
        REQUIRE(test.until([&] { return !test.desk.tool_busy(); }));
        const double window_s = 1e-3 * static_cast<double>(clock.elapsed());
        std::cout << "plain " << plain_s << " s, with the window " << window_s << " s, longest silence "
                  << longest_ms << " ms\n";
        QTest::mouseClick(&test.child<QPushButton>("next"), Qt::LeftButton);
    }
}
