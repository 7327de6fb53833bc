// SPDX-License-Identifier: GPL-3.0-or-later
// The page of display modules in the real window.
#include "app/gui/pages/module/module_figures.h"
#include "app/gui/pages/module/module_lists.h"
#include "app/gui/pages/module/module_map_panel.h"
#include "app/gui/pages/module/module_words.h"
#include "app/gui/views/wafer_view.h"
#include "tests/gui/clipped_text.h"
#include "tests/gui/module_files.h"
#include "tests/gui/wafer_files.h"
#include "tests/gui/window_for_tests.h"

#include <QLabel>
#include <QTableWidget>
#include <QTest>
#include <set>

#include <catch2/catch.hpp>

using namespace waferglow;
using namespace waferglow::gui;
using namespace waferglow::test;

namespace {

struct ModuleScreen {
    TestWindow test;
    ScratchFolder files;

    ModuleScreen() {
        write_faulty_module(files / "m.h5");
        test.open(files / "m.h5");
    }
    template <class Widget>
    Widget& child() {
        auto* found = test.window.findChild<Widget*>();
        REQUIRE(found != nullptr);
        return *found;
    }
    template <class Widget>
    Widget& named(const char* name) {
        auto* found = test.window.findChild<Widget*>(QString::fromLatin1(name));
        REQUIRE(found != nullptr);
        return *found;
    }
    Page& front() {
        for (int i = 0; i < test.window.page_count(); ++i)
            if (test.window.page(i)->isVisible()) return *test.window.page(i);
        FAIL("no page is seen");
        return *test.window.page(0);
    }
    QString texts() {
        QStringList all;
        for (const QLabel* label : front().findChildren<QLabel*>())
            if (label->isVisible()) all << label->text();
        return all.join(QLatin1Char('|'));
    }
    DieIndex middle() {
        return test.desk.module()->grid().nearest(child<ModuleMapPanel>().view().transform().center());
    }
    /// Chooses by what the entry is called.
    void choose(const char* box, const QString& text) {
        auto& combo = named<QComboBox>(box);
        const int row = combo.findText(text);
        REQUIRE(row >= 0);
        combo.setCurrentIndex(row);
        emit combo.activated(row);
        test.settle();
    }
};

}  // namespace

TEST_CASE("the page opens with the file of a module and not before", "[gui][module]") {
    TestWindow empty;
    CHECK_FALSE(empty.window.can_show(2));
    CHECK(empty.window.page_name(2) == QLatin1String("module"));
    const ModuleScreen screen;
    CHECK(screen.test.window.can_show(2));
    CHECK(screen.test.window.page(2)->isVisible());
    CHECK(screen.test.window.windowTitle() == QStringLiteral("M - WaferGlow"));
}

TEST_CASE("a wafer that is opened beside a module is shown for itself", "[gui][module]") {
    ModuleScreen screen;
    write_judged_wafer(screen.files / "w.h5");
    screen.test.open(screen.files / "w.h5");
    CHECK_FALSE(screen.front().about_module());
    CHECK(screen.test.window.windowTitle() != QStringLiteral("M - WaferGlow"));
    screen.test.page("module");
    CHECK(screen.test.window.windowTitle() == QStringLiteral("M - WaferGlow"));
}

TEST_CASE("verdict, class and reasons are told in words, and that light is relative", "[gui][module]") {
    ModuleScreen screen;
    const QString texts = screen.texts();
    CHECK(texts.contains(QStringLiteral("FAIL")));
    CHECK(texts.contains(QStringLiteral("Fault class")));
    CHECK(texts.contains(QStringLiteral("Lines: 1, at most 0 is asked")));
    CHECK(texts.contains(QStringLiteral("relative only")));
}

TEST_CASE("a click on a fault, a line or a spot brings it to the middle", "[gui][module]") {
    ModuleScreen screen;
    auto& lists = screen.child<ModuleLists>();
    const auto click = [](FindingTable& list, int row) {
        REQUIRE(row < list.table().rowCount());
        list.table().setCurrentCell(row, 0);
    };
    click(lists.faults(), 0);
    CHECK(screen.middle() == kGlowingPixel);
    click(lists.lines(), 0);
    CHECK(screen.middle().col == kDarkColumn);
    click(lists.mura(), 0);
    const DieIndex spot = screen.middle();
    CHECK(std::abs(spot.row - 40) <= 2);
    CHECK(std::abs(spot.col - 20) <= 2);
}

TEST_CASE("a sorted list still leads to what its rows say", "[gui][module]") {
    ModuleScreen screen;
    QTableWidget& table = screen.child<ModuleLists>().faults().table();
    table.sortByColumn(1, Qt::DescendingOrder);
    REQUIRE(table.rowCount() > 60);
    CHECK(table.item(0, 1)->text().toInt() >= table.item(10, 1)->text().toInt());
    int row = 0;
    while (row < table.rowCount() && table.item(row, 3)->text() != QStringLiteral("dead")) ++row;
    REQUIRE(row < table.rowCount());
    table.setCurrentCell(row, 0);
    CHECK(screen.middle() == kDeadPixel);
}

TEST_CASE("patterns and colours that a view cannot show are not to be chosen", "[gui][module]") {
    ModuleScreen screen;
    auto& patterns = screen.named<QComboBox>("module.pattern");
    auto& colours = screen.named<QComboBox>("module.sub_pixel");
    auto& after = screen.named<QCheckBox>("module.after_demura");
    CHECK_FALSE(patterns.isEnabled());
    CHECK_FALSE(after.isEnabled());
    screen.choose("module.view", ModuleWords::view(ModuleView::luminance));
    screen.choose("module.pattern", QStringLiteral("g255"));
    CHECK(colours.currentText() == QStringLiteral("g"));
    REQUIRE(after.isEnabled());
    after.click();
    screen.test.settle();
    CHECK(screen.child<ModuleMapPanel>().presenter().scene()->choice.after_demura);
}

TEST_CASE("the line below the picture tells of the sub-pixel under the cursor", "[gui][module]") {
    ModuleScreen screen;
    auto& panel = screen.child<ModuleMapPanel>();
    screen.choose("module.view", ModuleWords::view(ModuleView::relative));
    screen.choose("module.pattern", QStringLiteral("g255"));
    const QString text = panel.reading_text(screen.test.desk.module()->grid().center(kDeadPixel));
    CHECK(text.contains(QStringLiteral("Row 12, column 20, g: dead")));
    CHECK(text.contains(QStringLiteral("(relative)")));
}

TEST_CASE("close by, each sub-pixel is drawn in its colour", "[gui][module]") {
    ModuleScreen screen;
    auto& panel = screen.child<ModuleMapPanel>();
    panel.go_to(target_of(screen.test.desk.module()->grid(),
                          FaultRow{.pixel = kDeadPixel, .sub_pixel = 1, .bin = module::ModuleBin::dead}));
    panel.view().mark(std::nullopt);
    screen.named<QCheckBox>("module.marks").setChecked(false);
    const QImage image = panel.view().grab().toImage();
    const auto color_at = [&](std::size_t s) {
        const WaferRect area = panel.presenter().area_of(kDeadPixel, s);
        const QPointF at =
            panel.view().place_of({0.5 * (area.left + area.right), 0.5 * (area.bottom + area.top)});
        return image.pixel((at * image.devicePixelRatio()).toPoint()) & 0xFFFFFFU;
    };
    CHECK(color_at(0) == info_of(module::ModuleBin::good).color);
    CHECK(color_at(1) == info_of(module::ModuleBin::dead).color);
    CHECK(color_at(2) == info_of(module::ModuleBin::good).color);
}

TEST_CASE("no text of the page is cut off, in any language and tab", "[gui][module][languages]") {
    ModuleScreen screen;
    QStringList cut;
    std::set<QString> pages;
    walk_all_views(screen.test.window, screen.test.desk, {ThemeKind::light}, [&](const WalkStop& stop) {
        if (!stop.page.startsWith(QStringLiteral("module"))) return;
        pages.insert(stop.page);
        for (int i = 0; i < 4; ++i) QCoreApplication::processEvents();
        for (const QString& text : clipped_texts(screen.test.window)) cut << stop.page + stop.look + text;
        for (const QString& text : overlapping_texts(screen.test.window)) cut << stop.page + stop.look + text;
    });
    CHECK(pages.size() == 5);  // a picture for each tab
    INFO(cut.join(QLatin1Char('\n')).toStdString());
    CHECK(cut.isEmpty());
    screen.test.window.set_language(QStringLiteral("en"));
}

TEST_CASE("what the engine says of what it could not judge is translated", "[gui][module][languages]") {
    ModuleScreen screen;
    for (const char* language : {"ko", "zh_TW"}) {
        screen.test.window.set_language(QString::fromLatin1(language));
        for (const module::ModuleBinInfo& info : module::kModuleBins)
            CHECK(ModuleWords::bin(info.bin).toStdString() != info.title);
        for (const std::string& note : screen.test.desk.module()->quality.notes) {
            INFO(note);
            CHECK(ModuleWords::note(note).toStdString() != note);
        }
    }
    screen.test.window.set_language(QStringLiteral("en"));
}
