// SPDX-License-Identifier: GPL-3.0-or-later
// The logs in the languages of the window: what the desktop did is told in each, what others said as they
// said it.
#include "app/gui/views/log_words.h"

#include "app/gui/views/bin_titles.h"
#include "app/gui/window/message_bar.h"
#include "app/tool/calibration_runs.h"
#include "drivers/simulated/simulated_tool.h"
#include "libinspect/appearance/class_rules.h"
#include "tests/gui/window_for_tests.h"

#include <QRegularExpression>
#include <QTableWidget>
#include <QTranslator>
#include <filesystem>
#include <fstream>
#include <set>

#include <catch2/catch.hpp>

using namespace waferglow;
using namespace waferglow::gui;
using namespace waferglow::test;

namespace {

QString translation(const char* language, const char* context, const std::string& text) {
    application();
    QTranslator translator;
    REQUIRE(translator.load(QStringLiteral(":/i18n/waferglow_%1.qm").arg(QLatin1String(language))));
    return translator.translate(context, text.c_str());
}

std::set<std::string> placeholders(const std::string& pattern) {
    std::set<std::string> found;
    for (std::size_t i = 0; i + 1 < pattern.size(); ++i)
        if (pattern[i] == '%' && pattern[i + 1] >= '1' && pattern[i + 1] <= '9')
            found.insert(pattern.substr(i, 2));
    return found;
}

QString last_line(const TestWindow& test) {
    for (const QTableWidget* table : test.window.findChildren<QTableWidget*>()) {
        if (table->columnCount() != 4 || table->rowCount() == 0) continue;
        if (table->horizontalHeaderItem(3)->text() != QStringLiteral("\ub0b4\uc6a9")) continue;
        return table->item(table->rowCount() - 1, 3)->text();
    }
    return {};
}

}  // namespace

TEST_CASE("every event stands at its place in the table and has a name of its own", "[gui][log]") {
    std::set<std::string> names;
    for (const station::EventText& text : station::event_texts()) {
        CHECK(&station::text_of(text.event) == &text);
        CHECK(station::event_of(text.name) == text.event);
        names.insert(text.name);
    }
    CHECK(names.size() == station::event_texts().size());
    CHECK_FALSE(station::event_of("no such event"));
}

TEST_CASE("every event is translated with all of its values", "[gui][log][languages]") {
    for (const char* language : {"ko", "zh_TW"}) {
        for (const station::EventText& text : station::event_texts()) {
            INFO(language << ": " << text.pattern);
            const QString other = translation(language, "LogEvents", text.pattern);
            CHECK_FALSE(other.isEmpty());
            CHECK(placeholders(other.toStdString()) == placeholders(text.pattern));
        }
    }
}

TEST_CASE("a value that looks like a place for one is left alone", "[gui][log]") {
    const std::vector<std::string> values{"100%2.h5", "x"};
    CHECK(station::filled("%1: %2 of 5 %, %3", values) == "100%2.h5: x of 5 %, %3");
}

TEST_CASE("the log page tells an event in the language of the window, and again in the next", "[gui][log]") {
    TestWindow test;
    test.window.set_language(QStringLiteral("ko"));
    test.desk.log().add(station::Severity::info, "run",
                        station::Happening{station::Event::scan_paused, {"W7"}});
    CHECK(last_line(test) == QStringLiteral("\uc2a4\uce94 \uc77c\uc2dc \uc911\uc9c0: \uc6e8\uc774\ud37c W7"));
    CHECK(test.desk.log().lines().back().text == "scan paused: wafer W7");
    test.window.set_language(QStringLiteral("zh_TW"));
    test.window.set_language(QStringLiteral("ko"));
    CHECK(last_line(test).contains(QStringLiteral("W7")));
}

TEST_CASE("a failure says in the language what to do, and in English what was said", "[gui][log]") {
    TestWindow test;
    test.window.set_language(QStringLiteral("ko"));
    test.desk.log().add("run", station::Trouble{ErrorKind::device, "camera: no answer"});
    CHECK(last_line(test).endsWith(QStringLiteral("camera: no answer")));
    CHECK(last_line(test).startsWith(QStringLiteral("\uc7a5\uce58\uac00")));
}

TEST_CASE("a message that stands in the window follows the language", "[gui][log]") {
    TestWindow test;
    auto& bar = *test.window.findChild<MessageBar*>();
    test.desk.log().add(station::Severity::warning, "devices",
                        station::Happening{station::Event::tool_in_use});
    CHECK(bar.text() == QStringLiteral("The tool is in use; ask the devices afterwards"));
    test.window.set_language(QStringLiteral("zh_TW"));
    CHECK(bar.text() == QString::fromUtf8("\u6a5f\u53f0\u4f7f\u7528\u4e2d\uff1b\u8acb\u65bc\u7d50\u675f\u5f8c"
                                          "\u518d\u6e2c\u8a66\u88dd\u7f6e"));
    test.window.set_language(QStringLiteral("en"));
}

TEST_CASE("an entry of the audit log keeps its event, which is told in any language", "[gui][log]") {
    const QTemporaryDir folder;
    const std::filesystem::path file = folder.filePath(QStringLiteral("audit.jsonl")).toStdString();
    station::AuditEntry entry{"2026-01-01T00:00:00", "ann", "qa", "users", "bob added as engineer"};
    entry.event = "user-added";
    entry.values = {"bob", "engineer"};
    station::append_audit(file, entry);
    const station::AuditTrail trail = station::read_audit(file);
    CHECK_FALSE(trail.first_broken);
    REQUIRE(trail.entries.size() == 1);
    CHECK(trail.entries[0] == entry);
    TestWindow test;
    CHECK(LogWords::text(trail.entries[0]) == QStringLiteral("bob added as engineer"));
    test.window.set_language(QStringLiteral("ko"));
    CHECK(LogWords::text(trail.entries[0]) ==
          QStringLiteral("\uc0ac\uc6a9\uc790 \ucd94\uac00: bob (\uc5d4\uc9c0\ub2c8\uc5b4)"));
    entry.event = "of a later version";
    CHECK(LogWords::text(entry) == QStringLiteral("bob added as engineer"));
    test.window.set_language(QStringLiteral("en"));
}

TEST_CASE("what the records of all calibrations call their values is translated", "[gui][languages]") {
    const QTemporaryDir folder;
    const std::filesystem::path root = folder.path().toStdString();
    const std::filesystem::path tool = root / "tool.toml";
    std::ofstream(tool)
        << "format = \"waferglow-tool\"\nversion = 1\nname = \"bench\"\n[simulated]\nwafer_inch = 2\nseed = "
           "7\n"
           "width_px = 200\nheight_px = 160\n[stage]\ndriver = \"simulated\"\n[camera]\ndriver = "
           "\"simulated\"\n"
           "[spectrometer]\ndriver = \"simulated\"\n[filter_wheel]\ndriver = \"simulated\"\n"
           "[[light]]\ndriver = \"simulated\"\n"
           "[[light]]\nname = \"lamp\"\nkind = \"reflected\"\ndriver = \"simulated\"\nsource = \"lamp\"\n"
           "[[light]]\nname = \"hg\"\nkind = \"wavelength\"\ndriver = \"simulated\"\nsource = "
           "\"mercury-argon\"\n";
    tool::OpenTool opened(tool);
    std::set<std::string> names{"light source"};
    for (const tool::CalibrationKindInfo& info : tool::calibration_kinds()) {
        tool::CalibrationOptions options;
        options.folder = root / "cal";
        options.diameter_mm = 50.0;
        const calibration::Record record = tool::run_calibration(info.kind, opened, options).record;
        for (const calibration::Value& value : record.values) names.insert(value.name);
        for (const calibration::Series& series : record.series)
            names.insert({series.name, series.x_name, series.y_name});
        for (const calibration::DeviceName& device : record.devices)
            if (!device.role.starts_with("light '")) names.insert(device.role);
    }
    CHECK(names.size() > 40);
    for (const char* language : {"ko", "zh_TW"}) {
        for (const std::string& name : names) {
            INFO(language << ": " << name);
            CHECK_FALSE(translation(language, "CalibrationValues", name).isEmpty());
        }
    }
}

TEST_CASE("why a defect is called so is said in every language", "[gui][languages]") {
    TestWindow test;
    using namespace appearance;
    DefectFeatures features;
    features.values.fill(0.3);
    features.touches = Touches::corner;
    std::vector<std::string> reasons{
        "dark, 3.0 um2; the die is too small in the picture to be called chipped",
        "called so by 7 at 8; by the rules chipped: dark, touches the edge"};
    for (const Extent extent : {Extent::spot, Extent::pad, Extent::body, Extent::die}) {
        for (const DefectRegion region : {DefectRegion::body, DefectRegion::rim, DefectRegion::metal,
                                          DefectRegion::finger, DefectRegion::street}) {
            features.extent = extent;
            features.region = region;
            ClassRule all;
            all.name = "x";
            all.regions = {region};
            all.touches = {Touches::corner};
            for (const FeatureInfo& info : feature_table()) all.ranges.push_back({.feature = info.feature});
            reasons.push_back(classify(features, {all}).reason);
        }
    }
    const QRegularExpression english(QStringLiteral("[A-Za-z]{3,}"));
    for (const char* language : {"ko", "zh_TW"}) {
        test.window.set_language(QString::fromLatin1(language));
        for (const std::string& reason : reasons) {
            const QString words = reason_in_words(reason);
            INFO(reason << " -> " << words.toStdString());
            CHECK_FALSE(english.match(words).hasMatch());
        }
    }
    test.window.set_language(QStringLiteral("en"));
    CHECK(reason_in_words("dark, covers 4.1 % of the die") ==
          QStringLiteral("dark, covers 4.1 % of the die"));
}
