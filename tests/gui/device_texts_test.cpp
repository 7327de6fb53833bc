// SPDX-License-Identifier: GPL-3.0-or-later
// The texts of the drivers' registry and of the kinds of findings in the languages of the window: drivers and
// core know no Qt, so nothing but this tells that one was forgotten.
#include "app/gui/pages/devices/device_texts.h"

#include "app/tool/open_tool.h"
#include "drivers/registry/tool_config.h"
#include "libinspect/finding/finding_kinds.h"
#include "tests/gui/clipped_text.h"
#include "tests/gui/window_for_tests.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QStringList>
#include <QTranslator>

#include <catch2/catch.hpp>

using namespace waferglow;
using namespace waferglow::gui;
using namespace waferglow::test;
using drivers::SettingInfo;

namespace {

std::vector<SettingInfo> all_settings() {
    std::vector<SettingInfo> all;
    const auto add = [&all](const std::vector<SettingInfo>& some) {
        all.insert(all.end(), some.begin(), some.end());
    };
    using drivers::ToolSection;
    for (const ToolSection section : {ToolSection::stage, ToolSection::camera, ToolSection::spectrometer,
                                      ToolSection::filter_wheel, ToolSection::light})
        add(drivers::common_settings(section));
    for (const drivers::DriverFamily& family : drivers::driver_families()) {
        add(family.shared_settings);
        if (family.stage) add(family.stage->settings);
        if (family.camera) add(family.camera->settings);
        if (family.spectrometer) add(family.spectrometer->settings);
        if (family.filter_wheel) add(family.filter_wheel->settings);
        if (family.light) add(family.light->settings);
    }
    return all;
}

/// Those of `texts` that the translation for `language` does not have.
QStringList missing(const QStringList& texts, const char* language, const char* context) {
    QTranslator translator;
    REQUIRE(translator.load(QStringLiteral(":/i18n/waferglow_%1.qm").arg(QLatin1String(language))));
    QStringList none;
    for (const QString& text : texts)
        if (!text.isEmpty() && translator.translate(context, text.toUtf8().constData()).isEmpty())
            none << text;
    return none;
}

void check_all_known(const QStringList& texts, const char* context = "DeviceSettings") {
    application();
    REQUIRE_FALSE(texts.isEmpty());
    for (const char* language : {"ko", "zh_TW"}) {
        const QStringList none = missing(texts, language, context);
        INFO(language << ": " << none.join(QStringLiteral("\n")).toStdString());
        CHECK(none.isEmpty());
    }
}

}  // namespace

TEST_CASE("the title of every setting of every driver is translated", "[gui][languages]") {
    QStringList titles;
    for (const SettingInfo& info : all_settings()) titles << DeviceTexts::title(info.name);
    CHECK(titles.size() > 100);
    check_all_known(titles);
}

TEST_CASE("the help of every setting and driver is translated", "[gui][languages]") {
    QStringList helps;
    for (const SettingInfo& info : all_settings()) helps << QString::fromStdString(info.help);
    for (const drivers::DriverFamily& family : drivers::driver_families())
        helps << QString::fromStdString(family.help);
    check_all_known(helps);
}

TEST_CASE("every choice of a setting is translated", "[gui][languages]") {
    QStringList choices{QStringLiteral("true"), QStringLiteral("false")};
    for (const SettingInfo& info : all_settings())
        for (const std::string& choice : info.choices) choices << QString::fromStdString(choice);
    check_all_known(choices);
}

TEST_CASE("kinds of devices and the names of what they tell of their limits are translated",
          "[gui][languages]") {
    QStringList words;
    for (const tool::DeviceReport& report : tool::survey_devices({})) {
        words << QString::fromStdString(report.kind == "light" ? "stage" : report.kind)
                     .replace(QLatin1Char('_'), QLatin1Char(' '));
        for (const auto& [name, value] : report.limits) words << DeviceTexts::title(name);
    }
    CHECK(words.size() > 15);
    check_all_known(words);
}

TEST_CASE("units that are words are translated, symbols stay", "[gui][languages]") {
    QStringList words;
    for (const SettingInfo& info : all_settings())
        if (info.unit == "inch" || info.unit == "bytes") words << QString::fromStdString(info.unit);
    check_all_known(words);
    CHECK(DeviceTexts::label({"stage_speed_um_s", 1.0, "um/s", ""}) ==
          QStringLiteral("Stage speed (\u00b5m/s)"));
}

TEST_CASE("the form of a device changes with the language and says in it what does not fit",
          "[gui][languages]") {
    TestWindow test;
    Page* page = test.page("devices");
    REQUIRE(page != nullptr);
    const auto labels = [&] {
        QStringList texts;
        for (const QLabel* label : page->findChildren<QLabel*>()) texts << label->text();
        return texts;
    };
    auto* settle = page->findChild<QLineEdit*>(QStringLiteral("settle_ms"));
    REQUIRE(settle != nullptr);
    CHECK(labels().contains(QStringLiteral("Settling time (ms)")));
    settle->setText(QStringLiteral("soon"));
    emit settle->textEdited(settle->text());
    CHECK(labels().contains(QStringLiteral("Must be a whole number: 0 to 60000.")));
    test.window.set_language(QStringLiteral("ko"));
    CHECK(labels().contains(QStringLiteral("\uc815\ucc29 \uc2dc\uac04 (ms)")));
    for (const QString& text : labels()) {
        INFO(text.toStdString());
        CHECK_FALSE(text.contains(QStringLiteral("Must be")));
    }
}

TEST_CASE("a choice is shown in the language and kept as the tool file has it", "[gui][languages]") {
    TestWindow test;
    test.window.set_language(QStringLiteral("zh_TW"));
    Page* page = test.page("devices");
    auto* list = page->findChild<QListWidget*>();
    REQUIRE(list != nullptr);
    list->setCurrentRow(4);  // stage, camera, spectrometer, filter wheel, then the laser
    auto* kind = page->findChild<QComboBox*>(QStringLiteral("kind"));
    REQUIRE(kind != nullptr);
    CHECK(kind->currentText() == QStringLiteral("\u5149\u81f4\u767c\u5149 (PL)"));
    CHECK(kind->currentData().toString() == QStringLiteral("pl"));
}

TEST_CASE("the long form of the simulated tool shows all of its texts in every language",
          "[gui][languages]") {
    TestWindow test;
    Page* page = test.page("devices");
    auto* list = page->findChild<QListWidget*>();
    REQUIRE(list != nullptr);
    for (const char* language : {"en", "ko", "zh_TW"}) {
        test.window.set_language(QString::fromLatin1(language));
        list->setCurrentRow(list->count() - 1);
        for (int i = 0; i < 4; ++i) QCoreApplication::processEvents();
        const QStringList cut = clipped_texts(test.window);
        INFO(language << ": " << cut.join(QLatin1Char('\n')).toStdString());
        CHECK(cut.isEmpty());
    }
    test.window.set_language(QStringLiteral("en"));
}

TEST_CASE("the title of every kind of finding is translated", "[gui][languages]") {
    QStringList titles;
    for (const FindingKind& kind : finding_kinds()) titles << QString::fromUtf8(kind.title);
    check_all_known(titles, "Finding");
}
