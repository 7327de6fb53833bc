// SPDX-License-Identifier: GPL-3.0-or-later
// The texts of the schema of recipes in the languages of the window: the schema knows no Qt, so nothing but
// this tells that a key was forgotten.
#include "app/gui/pages/recipe/recipe_texts.h"

#include "tests/gui/window_for_tests.h"

#include <QListWidget>
#include <QStringList>
#include <QTableWidget>
#include <QToolButton>
#include <QTranslator>

#include <catch2/catch.hpp>

using namespace waferglow;
using namespace waferglow::gui;
using namespace waferglow::test;

namespace {

/// Those of `texts` that the translation for `language` does not have.
QStringList missing(const QStringList& texts, const char* language) {
    QTranslator translator;
    REQUIRE(translator.load(QStringLiteral(":/i18n/waferglow_%1.qm").arg(QLatin1String(language))));
    QStringList none;
    for (const QString& text : texts)
        if (translator.translate("Recipe", text.toUtf8().constData()).isEmpty()) none << text;
    return none;
}

void check_all_known(const QStringList& texts) {
    application();
    REQUIRE_FALSE(texts.isEmpty());
    for (const char* language : {"ko", "zh_TW"}) {
        const QStringList none = missing(texts, language);
        INFO(language << ": " << none.join(QStringLiteral("\n")).toStdString());
        CHECK(none.isEmpty());
    }
}

}  // namespace

TEST_CASE("title and help of every key of a recipe are translated", "[gui][languages]") {
    QStringList texts;
    for (const SectionInfo& section : recipe_schema())
        for (const KeyInfo& key : section.keys) texts << key.title << key.help;
    CHECK(texts.size() > 160);
    check_all_known(texts);
}

TEST_CASE("the title and the page of every section of a recipe are translated", "[gui][languages]") {
    QStringList texts;
    for (const SectionInfo& section : recipe_schema()) texts << section.title << section.page;
    check_all_known(texts);
}

TEST_CASE("units of a recipe that are words are translated, symbols are written", "[gui][languages]") {
    check_all_known({QStringLiteral("dies"), QStringLiteral("sigma")});
    CHECK(field_unit(*find_key("scan.grid", "pitch_x_um")) == QStringLiteral("\u00b5m"));
    CHECK(field_unit(*find_key("bins", "operating_w_cm2")) == QStringLiteral("W/cm\u00b2"));
    CHECK(field_unit(*find_key("scan.grid", "rows")) == QStringLiteral("dies"));
}

TEST_CASE("the recipe page has an input for every key of the schema", "[gui][recipe]") {
    TestWindow test;
    Page* page = test.page("recipe");
    REQUIRE(page != nullptr);
    for (const SectionInfo& section : recipe_schema()) {
        INFO(section.name);
        const QString name = QString::fromUtf8(section.name);
        if (section.kind == SectionKind::list) {
            if (auto* table = page->findChild<QTableWidget*>(name)) {
                CHECK(table->columnCount() == static_cast<int>(section.keys.size()));
                continue;
            }
            // With many keys: rows at the left, and a menu from which keys of the chosen row are added.
            REQUIRE(page->findChild<QListWidget*>(name) != nullptr);
            CHECK(page->findChild<QToolButton*>(name + QStringLiteral(".more")) != nullptr);
            continue;
        }
        for (const KeyInfo& key : section.keys) {
            INFO(key.key);
            CHECK(page->findChild<QWidget*>(name + QLatin1Char('.') + QLatin1String(key.key)) != nullptr);
        }
    }
}
