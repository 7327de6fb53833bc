// SPDX-License-Identifier: GPL-3.0-or-later
// Every page in every size, theme and language: nothing is cut off, nothing is left in English.
#include "tests/gui/clipped_text.h"
#include "tests/gui/wafer_files.h"
#include "tests/gui/window_for_tests.h"

#include <QFile>
#include <QXmlStreamReader>

#include <catch2/catch.hpp>

using namespace waferglow;
using namespace waferglow::gui;
using namespace waferglow::test;

namespace {

/// Sources of messages without a finished translation.
QStringList unfinished(const QString& path) {
    QFile file(path);
    REQUIRE(file.open(QIODevice::ReadOnly));
    QXmlStreamReader xml(&file);
    QStringList found;
    QString source;
    int messages = 0;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement) continue;
        if (xml.name() == QLatin1String("source")) source = xml.readElementText();
        if (xml.name() != QLatin1String("translation")) continue;
        ++messages;
        const QString state = xml.attributes().value(QLatin1String("type")).toString();
        const QString text = xml.readElementText(QXmlStreamReader::IncludeChildElements);
        if (state == QLatin1String("unfinished") || text.isEmpty()) found << source;
    }
    CHECK_FALSE(xml.hasError());
    CHECK(messages > 200);
    return found;
}

QString translations_folder() {
    return QStringLiteral(WAFERGLOW_SOURCE_DIR "/app/gui/translations/");
}

}  // namespace

TEST_CASE("no text of the window is left untranslated", "[gui][languages]") {
    for (const char* language : {"ko", "zh_TW"}) {
        const QStringList left = unfinished(translations_folder() +
                                            QStringLiteral("waferglow_%1.ts").arg(QLatin1String(language)));
        INFO(language << ": " << left.join(QStringLiteral("; ")).toStdString());
        CHECK(left.isEmpty());
    }
}

TEST_CASE("the language changes while the program runs, and back", "[gui][languages]") {
    TestWindow test;
    const auto title = [&] {
        QStringList all;
        for (const QAbstractButton* button : test.window.findChildren<QAbstractButton*>())
            all << button->text();
        return all.join(QLatin1Char('|'));
    };
    const QString english = title();
    test.window.set_language(QStringLiteral("ko"));
    CHECK(title().contains(QStringLiteral("\ub808\uc2dc\ud53c")));  // "Recipe"
    test.window.set_language(QStringLiteral("zh_TW"));
    CHECK(title().contains(QStringLiteral("\u914d\u65b9")));  // "Recipe"
    test.window.set_language(QStringLiteral("en"));
    CHECK(title() == english);
}

TEST_CASE("no text is cut off on any page, in any size, theme and language", "[gui][languages]") {
    ScratchFolder folder;
    write_judged_wafer(folder / "w.h5");
    write_mirrored_el(folder / "el.csv", 6);
    TestWindow test;
    pose_pages(test.window, test.desk,
               {{},
                QString::fromStdString((folder / "w.h5").string()),
                QString::fromStdString((folder / "el.csv").string())});
    QStringList clipped;
    QSet<QString> told;
    // Themes differ in colours alone: the light one has the sizes of both.
    walk_all_views(test.window, test.desk, {ThemeKind::light}, [&](const WalkStop& stop) {
        for (const QString& text : clipped_texts(test.window)) {
            if (told.contains(text)) continue;
            told << text;
            clipped << QStringLiteral("%1 %2: %3").arg(stop.page, stop.look, text);
        }
    });
    INFO(clipped.join(QLatin1Char('\n')).toStdString());
    CHECK(clipped.isEmpty());
}
