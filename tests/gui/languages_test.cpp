// SPDX-License-Identifier: GPL-3.0-or-later
// Every page in every size, theme and language: nothing is cut off, nothing is left in English.
#include "app/gui/views/bin_titles.h"
#include "app/gui/window/message_bar.h"
#include "app/gui/window/page_frame.h"
#include "libinspect/defect/bins.h"
#include "tests/gui/clipped_text.h"
#include "tests/gui/wafer_files.h"
#include "tests/gui/window_for_tests.h"

#include <QDockWidget>
#include <QFile>
#include <QScrollBar>
#include <QSet>
#include <QTabWidget>
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

TEST_CASE("titles of tabs and docks change with the language", "[gui][languages]") {
    TestWindow test;
    const auto titles = [&] {
        QStringList all;
        for (const QDockWidget* dock : test.window.findChildren<QDockWidget*>()) all << dock->windowTitle();
        for (const QTabWidget* tabs : test.window.findChildren<QTabWidget*>())
            for (int i = 0; i < tabs->count(); ++i) all << tabs->tabText(i);
        all.removeAll(QStringLiteral("TOML"));
        return all;
    };
    const QStringList english = titles();
    REQUIRE(english.size() > 20);
    for (const char* language : {"ko", "zh_TW"}) {
        test.window.set_language(QString::fromLatin1(language));
        const QStringList other = titles();
        REQUIRE(other.size() == english.size());
        for (qsizetype i = 0; i < english.size(); ++i) {
            INFO(english[i].toStdString());
            CHECK(other[i] != english[i]);
        }
    }
    test.window.set_language(QStringLiteral("en"));
}

TEST_CASE("the program's bins have names in every language, a recipe's own keep theirs", "[gui][languages]") {
    TestWindow test;
    for (const char* language : {"ko", "zh_TW"}) {
        test.window.set_language(QString::fromLatin1(language));
        for (const BinInfo& bin : kBins) {
            INFO(bin.name);
            CHECK(bin_title(bin.name) != QString::fromLatin1(bin.name));
        }
        CHECK(bin_title("scratch") == QStringLiteral("scratch"));
    }
    test.window.set_language(QStringLiteral("en"));
    CHECK(bin_title("leaky") == QStringLiteral("leaky"));
}

namespace {

/// Texts that are fitted to a new width ask for another layout, and so on.
void settle_layout() {
    for (int i = 0; i < 4; ++i) QCoreApplication::processEvents();
}

/// The page in front, if the window is too small for it; else empty.
QString scrolled_page(const MainWindow& window) {
    for (int i = 0; i < window.page_count(); ++i) {
        const auto* frame = qobject_cast<PageFrame*>(window.page(i)->parentWidget()->parentWidget());
        if (frame == nullptr || !frame->isVisible()) continue;
        const QSize needs = frame->needed();
        const QSize has = frame->viewport()->size();
        if (frame->verticalScrollBar()->maximum() > 0 || frame->horizontalScrollBar()->maximum() > 0)
            return QStringLiteral("the page needs %1x%2, has %3x%4")
                .arg(needs.width())
                .arg(needs.height())
                .arg(has.width())
                .arg(has.height());
    }
    return {};
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

TEST_CASE(
    "no text is cut off or lies over another and no page has to scroll, in any size, theme and language, "
    "with a message or not",
    "[gui][languages]") {
    ScratchFolder folder;
    write_judged_wafer(folder / "w.h5");
    write_mirrored_el(folder / "el.csv", 6);
    TestWindow test;
    pose_pages(test.window, test.desk,
               {{},
                QString::fromStdString((folder / "w.h5").string()),
                QString::fromStdString((folder / "el.csv").string())});
    QStringList wrong;
    QSet<QString> told;
    auto& bar = *test.window.findChild<MessageBar*>();
    const auto look = [&](const WalkStop& stop) {
        QStringList found = clipped_texts(test.window);
        found += overlapping_texts(test.window);
        const QString scrolled = scrolled_page(test.window);
        if (!scrolled.isEmpty()) found << scrolled;
        for (const QString& text : found) {
            if (told.contains(text)) continue;
            told << text;
            wrong << QStringLiteral("%1 %2%3: %4")
                         .arg(stop.page, stop.look, bar.isVisible() ? " with a message" : "", text);
        }
    };
    walk_all_views(test.window, test.desk, {ThemeKind::light, ThemeKind::dark}, [&](const WalkStop& stop) {
        bar.hide();
        settle_layout();
        look(stop);
        // The longest that a message gets: three lines.
        test.desk.log().add("test", {ErrorKind::device, std::string(600, 'w')});
        settle_layout();
        look(stop);
    });
    INFO(wrong.join(QLatin1Char('\n')).toStdString());
    CHECK(wrong.isEmpty());
}
