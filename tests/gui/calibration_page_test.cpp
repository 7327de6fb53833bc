// SPDX-License-Identifier: GPL-3.0-or-later
// The calibration page on the real window, offscreen, with a small simulated tool.
#include "app/gui/window/main_window.h"
#include "app/gui/window/message_bar.h"
#include "app/gui/window/window_poster.h"
#include "app/tool/calibration_runs.h"
#include "calibration/record_file.h"
#include "tests/gui/window_for_tests.h"
#include "tests/station/small_tool.h"

#include <QComboBox>
#include <QDate>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QSpinBox>
#include <QTableWidget>
#include <QTest>
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>

#include <catch2/catch.hpp>
#include <qcustomplot.h>

using namespace waferglow;
using namespace waferglow::gui;
using namespace waferglow::test;

namespace {

constexpr int kPatienceMs = 60'000;

struct CalibrationTest {
    QApplication& app = application();
    SmallTool tool;
    QSettings settings{QString::fromStdString((tool.folder() / "session.ini").string()),
                       QSettings::IniFormat};
    Desk desk{window_poster(), [] { return std::string("2026-01-01T00:00:00"); }, tool.workplace()};
    std::unique_ptr<MainWindow> window;
    Page* page = nullptr;

    CalibrationTest() {
        apply_theme(app, ThemeKind::light, QStringLiteral("en"));
        window = std::make_unique<MainWindow>(desk, settings);
        window->resize(1366, 768);
        window->show();
        desk.session().set_up("ann", "correct horse");
        for (int i = 0; i < window->page_count(); ++i) {
            if (window->page_name(i) != QLatin1String("calibration")) continue;
            page = window->page(i);
            window->show_page(i);
        }
        REQUIRE(page != nullptr);
        REQUIRE(page->isVisible());
    }
    template <class Widget>
    Widget& part(const char* role) {
        const QList<Widget*> all = page->findChildren<Widget*>();
        const auto found = std::ranges::find_if(all, [&](Widget* widget) {
            return widget->property("role") == QVariant(QString::fromLatin1(role));
        });
        REQUIRE(found != all.end());
        return **found;
    }
    QString cell(const char* table, int row, int column) {
        const QTableWidgetItem* item = part<QTableWidget>(table).item(row, column);
        return item == nullptr ? QString() : item->text();
    }
    QPushButton& run_button() { return part<QPushButton>("runCalibration"); }
    bool until(const std::function<bool()>& done) { return QTest::qWaitFor(done, kPatienceMs); }
    bool listed_as(int row, const QString& state) {
        return until([&] { return cell("calibrations", row, 1) == state; });
    }
    std::vector<station::AuditEntry> audited() {
        std::vector<station::AuditEntry> entries = desk.session().trail().entries;
        std::erase_if(entries,
                      [](const station::AuditEntry& entry) { return entry.action != "calibration"; });
        return entries;
    }
    /// Where WAFERGLOW_PICTURES names a folder: for the eye.
    void picture(const QString& name) {
        const QString folder = qEnvironmentVariable("WAFERGLOW_PICTURES");
        if (folder.isEmpty()) return;
        for (const ThemeKind theme : {ThemeKind::dark, ThemeKind::light}) {
            window->set_theme(theme);
            QCoreApplication::processEvents();
            window->grab().save(QStringLiteral("%1/%2-%3.png")
                                    .arg(folder, name, theme == ThemeKind::dark ? "dark" : "light"));
        }
    }
};

constexpr int kDarkRow = 0;
constexpr int kFlatRow = 2;
constexpr int kStageRow = 3;
constexpr int kWavelengthRow = 5;
constexpr int kResponseRow = 6;
constexpr int kPowerRow = 7;

}  // namespace

TEST_CASE("before anything was measured the calibration page says so, without empty axes") {
    CalibrationTest test;
    REQUIRE(test.listed_as(kDarkRow, QStringLiteral("not measured")));
    CHECK(test.cell("calibrations", kDarkRow, 2).isEmpty());
    CHECK_FALSE(test.part<QCustomPlot>("residuals").isVisible());
    CHECK_FALSE(test.part<QTableWidget>("values").isVisible());
    CHECK(test.part<QLabel>("nothingMeasured").isVisible());
    const auto& state = test.part<QLabel>("calibrationState");
    CHECK(state.text() == QStringLiteral("Not measured yet."));
    CHECK(state.toolTip().contains(QStringLiteral("waferglow-cli calibrate dark")));
    test.picture(QStringLiteral("before"));
}

TEST_CASE("a dark calibration from the page: listed as valid, values and residuals shown, audited") {
    CalibrationTest test;
    REQUIRE(test.listed_as(kDarkRow, QStringLiteral("not measured")));
    const QDate first_day = QDate::currentDate();
    QTest::mouseClick(&test.run_button(), Qt::LeftButton);
    REQUIRE(test.desk.tool_busy());
    REQUIRE(test.listed_as(kDarkRow, QStringLiteral("valid")));
    CHECK_FALSE(test.desk.tool_busy());
    const QDate measured = QDate::fromString(test.cell("calibrations", kDarkRow, 2).left(10), Qt::ISODate);
    CHECK(measured >= first_day);
    CHECK(measured <= QDate::currentDate());
    const QDate until = QDate::fromString(test.cell("calibrations", kDarkRow, 3).left(10), Qt::ISODate);
    CHECK(measured.daysTo(until) == 30);

    const calibration::Record stored =
        calibration::read_record(test.tool.folder() / "calibrations" / "dark.toml");
    const auto& values = test.part<QTableWidget>("values");
    CHECK(values.isVisible());
    REQUIRE(values.rowCount() == static_cast<int>(stored.values.size()));
    CHECK(test.cell("values", 0, 0) == QStringLiteral("Level"));
    const QStringList level = test.cell("values", 0, 1).split(u' ');
    REQUIRE(level.size() == 2);
    CHECK(level[0].toDouble() == Approx(stored.values.front().value).epsilon(1e-4));
    CHECK(level[1] == QStringLiteral("DN"));
    CHECK(test.cell("values", 0, 2).startsWith(QStringLiteral("0 to ")));
    for (int row = 0; row < values.rowCount(); ++row) {
        const bool limited = !test.cell("values", row, 2).isEmpty();
        CHECK(test.cell("values", row, 3) == (limited ? QStringLiteral("pass") : QString()));
    }

    auto& plot = test.part<QCustomPlot>("residuals");
    CHECK(plot.isVisible());
    REQUIRE(plot.graphCount() == 1);
    CHECK(plot.graph(0)->dataCount() > 3);
    CHECK_FALSE(test.part<QLabel>("nothingMeasured").isVisible());

    const std::vector<station::AuditEntry> audited = test.audited();
    REQUIRE(audited.size() == 2);
    CHECK(audited[0].user == "ann");
    CHECK(audited[0].event == "calibration-started");
    CHECK(audited[1].text.find("Dark frame") != std::string::npos);
    test.picture(QStringLiteral("after"));
}

TEST_CASE("a calibration cancelled at once, while the page still asks the tool, leaves the tool free") {
    CalibrationTest test;
    test.part<QTableWidget>("calibrations").setCurrentCell(kFlatRow, 0);
    QTest::mouseClick(&test.run_button(), Qt::LeftButton);
    REQUIRE(test.desk.tool_busy());
    CHECK_FALSE(test.run_button().isEnabled());
    auto& cancel = test.part<QPushButton>("cancelCalibration");
    REQUIRE(cancel.isVisible());
    QTest::mouseClick(&cancel, Qt::LeftButton);
    REQUIRE(test.until([&] { return !test.desk.tool_busy(); }));
    CHECK_FALSE(std::filesystem::exists(test.tool.folder() / "calibrations" / "flat.toml"));
    REQUIRE(test.audited().size() == 2);  // begun, and not done
    CHECK(test.audited()[1].event == "not-done");
    CHECK(test.run_button().isEnabled());
    CHECK_FALSE(cancel.isVisible());
}

TEST_CASE("the stage calibration goes by the diameter told on the page; what fails is told, not stored") {
    CalibrationTest test;
    REQUIRE(test.listed_as(kStageRow, QStringLiteral("not measured")));
    auto& diameter = test.part<QDoubleSpinBox>("diameter");
    CHECK_FALSE(diameter.isVisible());
    test.part<QTableWidget>("calibrations").setCurrentCell(kStageRow, 0);
    REQUIRE(diameter.isVisible());
    CHECK_FALSE(test.part<QDoubleSpinBox>("focusRange").isVisible());
    diameter.setValue(100.0);  // goes far beyond the dies
    QTest::mouseClick(&test.run_button(), Qt::LeftButton);
    REQUIRE(test.until([&] { return !test.desk.tool_busy(); }));
    auto& state = test.part<QLabel>("calibrationState");
    CHECK(state.text().startsWith(QStringLiteral("The last run failed: ")));
    REQUIRE(test.audited().size() == 2);
    CHECK(test.audited()[1].event == "not-done");
    // Over so few dies the scale is found, but not as surely as it has to be.
    diameter.setValue(12.0);
    QTest::mouseClick(&test.run_button(), Qt::LeftButton);
    REQUIRE(test.until([&] { return !test.desk.tool_busy(); }));
    CHECK(state.text().startsWith(QStringLiteral("The last run went beyond its limits")));
    QStringList verdicts;
    for (int row = 0; row < test.part<QTableWidget>("values").rowCount(); ++row)
        verdicts << test.cell("values", row, 3);
    CHECK(verdicts.count(QStringLiteral("FAIL")) == 1);
    CHECK_FALSE(std::filesystem::exists(test.tool.folder() / "calibrations" / "stage.toml"));
    CHECK(test.audited().size() == 4);
}

TEST_CASE("exposure and averages that people choose are those of the run") {
    CalibrationTest test;
    REQUIRE(test.listed_as(kDarkRow, QStringLiteral("not measured")));
    CHECK(test.part<QSpinBox>("frames").value() == tool::info_of(tool::CalibrationKind::dark).frames);
    CHECK_FALSE(test.part<QComboBox>("light").isVisible());  // all are off
    CHECK_FALSE(test.part<QLineEdit>("lampFile").isVisible());
    test.part<QDoubleSpinBox>("exposure").setValue(7.5);
    test.part<QSpinBox>("frames").setValue(4);
    QTest::mouseClick(&test.run_button(), Qt::LeftButton);
    REQUIRE(test.listed_as(kDarkRow, QStringLiteral("valid")));
    const auto record = calibration::read_record(test.tool.folder() / "calibrations" / "dark.toml");
    const auto condition = [&](const std::string& name) {
        const auto found = std::ranges::find(record.conditions, name, &calibration::Condition::name);
        return found == record.conditions.end() ? std::string() : found->value;
    };
    CHECK(condition("exposure_ms") == "7.5");
    CHECK(condition("frames") == "4");
}

TEST_CASE("the lights of a kind are those that fit it") {
    CalibrationTest test;
    REQUIRE(test.listed_as(kDarkRow, QStringLiteral("not measured")));
    auto& list = test.part<QTableWidget>("calibrations");
    auto& light = test.part<QComboBox>("light");
    list.setCurrentCell(kFlatRow, 0);
    REQUIRE(light.isVisible());
    CHECK(light.count() == 1);
    CHECK(light.currentText() == QStringLiteral("lamp"));
    list.setCurrentCell(kPowerRow, 0);
    REQUIRE(light.isVisible());
    CHECK(light.currentText() != QStringLiteral("lamp"));
}

TEST_CASE("a lamp's spectrum or a list of lines is read before the run, what is wrong with it is told") {
    CalibrationTest test;
    REQUIRE(test.listed_as(kDarkRow, QStringLiteral("not measured")));
    const auto row = GENERATE(kWavelengthRow, kResponseRow);
    test.part<QTableWidget>("calibrations").setCurrentCell(row, 0);
    auto& file = test.part<QLineEdit>(row == kResponseRow ? "lampFile" : "lineList");
    auto& told = test.part<QLabel>("calibrationProblem");
    REQUIRE(file.isVisible());
    CHECK(test.run_button().isEnabled());  // without a file there is a usual one
    const auto path = test.tool.folder() / "table.csv";
    file.setText(QString::fromStdString(path.string()));
    CHECK_FALSE(test.run_button().isEnabled());
    CHECK(told.isVisible());
    CHECK(told.text().contains(QStringLiteral("table.csv")));
    std::ofstream(path) << (row == kResponseRow ? "wavelength_nm,photons\n" : "wavelength,strength\n")
                        << "400,1\n500,2\n600,3\n700,3\n";
    file.clear();
    file.setText(QString::fromStdString(path.string()));
    CHECK(test.run_button().isEnabled());
    CHECK_FALSE(told.text().contains(QStringLiteral("table.csv")));
}

TEST_CASE("an operator may not run a calibration") {
    CalibrationTest test;
    REQUIRE(test.listed_as(kDarkRow, QStringLiteral("not measured")));
    REQUIRE(test.run_button().isEnabled());
    test.desk.session().sign_out();
    CHECK_FALSE(test.page->isVisible());
    CHECK_FALSE(test.run_button().isEnabled());
    QTest::mouseClick(&test.run_button(), Qt::LeftButton);
    CHECK_FALSE(test.desk.tool_busy());
}

// Not run by default: pictures of the page after every calibration that the tool can do.
TEST_CASE("every calibration, for the eye", "[.look]") {
    CalibrationTest test;
    test.tool.write_tool({}, "[spectrometer]\ndriver = \"simulated\"\n");
    REQUIRE(test.listed_as(kDarkRow, QStringLiteral("not measured")));
    test.part<QDoubleSpinBox>("diameter").setValue(12.0);
    for (const tool::CalibrationKindInfo& kind : tool::calibration_kinds()) {
        test.part<QTableWidget>("calibrations").setCurrentCell(static_cast<int>(kind.kind), 0);
        QTest::mouseClick(&test.run_button(), Qt::LeftButton);
        REQUIRE(test.until([&] { return !test.desk.tool_busy(); }));
        QCoreApplication::processEvents();
        const int row = test.part<QTableWidget>("calibrations").currentRow();
        std::cout << test.cell("calibrations", row, 0).toStdString() << ": "
                  << test.cell("calibrations", row, 1).toStdString() << ", "
                  << test.window->findChild<MessageBar*>()->text().toStdString() << "\n";
        test.picture(QStringLiteral("kind%1").arg(row));
    }
    for (int i = 0; i < test.window->page_count(); ++i)
        std::cout << test.window->page_name(i).toStdString() << " needs "
                  << test.window->page(i)->minimumSizeHint().height() << " px\n";
}

TEST_CASE("every kind of calibration is told in every language") {
    CalibrationTest test;
    test.window->set_language(QStringLiteral("ko"));
    const auto& kinds = tool::calibration_kinds();
    for (int row = 0; row < static_cast<int>(kinds.size()); ++row) {
        const tool::CalibrationKindInfo& kind = kinds[static_cast<std::size_t>(row)];
        for (const std::string& text : {kind.title, kind.purpose, kind.needs}) {
            INFO(text);
            CHECK(QCoreApplication::translate("CalibrationKinds", text.c_str()) !=
                  QString::fromStdString(text));
        }
    }
    test.window->set_language(QStringLiteral("en"));
}
