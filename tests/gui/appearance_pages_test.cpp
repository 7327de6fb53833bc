// SPDX-License-Identifier: GPL-3.0-or-later
// Gallery, positions of defects and their list on the review page; golden die and rules on the recipe page.
#include "app/gui/pages/recipe/golden_regions.h"
#include "app/gui/pages/recipe/list_form.h"
#include "app/gui/pages/review/finding_panel.h"
#include "app/gui/pages/review/gallery_panel.h"
#include "app/gui/pages/review/gallery_view.h"
#include "app/gui/pages/review/reclass_bar.h"
#include "app/gui/pages/review/review_page.h"
#include "app/gui/pages/review/stack_panel.h"
#include "app/gui/views/golden_view.h"
#include "tests/gui/appearance_wafer.h"
#include "tests/gui/clipped_text.h"
#include "tests/gui/window_for_tests.h"

#include <QComboBox>
#include <QDockWidget>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableWidget>
#include <QTest>
#include <QToolButton>
#include <algorithm>

#include <catch2/catch.hpp>

using namespace waferglow;
using namespace waferglow::gui;
using namespace waferglow::test;

namespace {

struct AppearancePages {
    ScratchFolder files;
    TestWindow test;
    Page* page = nullptr;

    explicit AppearancePages(const char* name) : page(test.page(name)) {
        write_wafer_with_defects(files / "w.h5");
        test.open(files / "w.h5");
    }
    template <class Panel>
    Panel& panel() {
        auto* found = page->findChild<Panel*>();
        REQUIRE(found != nullptr);
        for (QWidget* at = found; at != nullptr; at = at->parentWidget()) {
            if (auto* dock = qobject_cast<QDockWidget*>(at)) dock->raise();
        }
        test.settle();
        return *found;
    }
    [[nodiscard]] QString toml() const {
        return page->findChild<QPlainTextEdit*>(QStringLiteral("toml"))->toPlainText();
    }
};

}  // namespace

TEST_CASE("the gallery shows dies by class and leads to map and list", "[gui][gallery]") {
    AppearancePages pages("review");
    auto& gallery = pages.panel<GalleryPanel>();
    REQUIRE(gallery.view().items().size() == 4);
    CHECK(gallery.classes().count() == 5);
    gallery.view().setCurrentIndex(gallery.view().model()->index(1, 0));
    pages.test.settle();
    CHECK(gallery.reclass_bar().classes().currentData().toString() == QStringLiteral("metal_missing"));
    auto& findings = pages.panel<FindingPanel>();
    REQUIRE(findings.table().currentRow() >= 0);
    CHECK(findings.table().item(findings.table().currentRow(), 2)->text() == QStringLiteral("20, 8"));
    gallery.classes().setCurrentIndex(gallery.classes().findData(QStringLiteral("chipped")));
    REQUIRE(gallery.view().items().size() == 1);
    CHECK(gallery.view().items().front().die == kChippedDie);
}

TEST_CASE("the list of defects tells class, verdict, size and reason", "[gui][gallery]") {
    AppearancePages pages("review");
    auto& findings = pages.panel<FindingPanel>();
    findings.kind().setCurrentIndex(findings.kind().findData(QStringLiteral("defects")));
    QTableWidget& table = findings.table();
    REQUIRE(table.rowCount() == 3);
    CHECK(table.item(0, 0)->text() == QStringLiteral("chipped"));
    CHECK(table.item(0, 1)->text() == QStringLiteral("fail"));
    CHECK(table.item(0, 3)->text() == QStringLiteral("10.0 \u00d7 4.0"));
    CHECK(table.item(0, 4)->text().contains(QStringLiteral("touches the corner")));
    CHECK(table.item(2, 1)->text() == QStringLiteral("pass"));
}

TEST_CASE("a class is changed in the list, and list, gallery and bins follow", "[gui][gallery]") {
    AppearancePages pages("review");
    auto& gallery = pages.panel<GalleryPanel>();
    auto& findings = pages.panel<FindingPanel>();
    findings.kind().setCurrentIndex(findings.kind().findData(QStringLiteral("defects")));
    findings.table().setCurrentCell(0, 0);
    ReclassBar& bar = findings.reclass_bar();
    CHECK_FALSE(bar.button().isEnabled());
    bar.classes().setCurrentIndex(bar.classes().findData(QStringLiteral("particle")));
    REQUIRE(bar.button().isEnabled());
    bar.button().click();
    pages.test.settle();
    pages.panel<GalleryPanel>();
    const std::vector<GalleryItem>& items = gallery.view().items();
    const auto particle = std::ranges::find(items, kChippedDie, &GalleryItem::die);
    REQUIRE(particle != items.end());
    CHECK(particle->class_name == "particle");
    CHECK_FALSE(particle->fails);
    CHECK(read_wafer_file(pages.files / "w.h5").appearance.front().by_hand.size() == 1);
}

TEST_CASE("positions of defects lie over the golden die, those of one class by themselves",
          "[gui][gallery]") {
    AppearancePages pages("review");
    auto& stack = pages.panel<StackPanel>();
    CHECK(stack.golden().points().size() == 3);
    CHECK(stack.golden().points().front().x_um == Approx(20.0));
    CHECK(stack.golden().points().front().y_um == Approx(-10.0));
    REQUIRE(stack.classes().rowCount() == 4);
    stack.classes().setCurrentCell(1, 0);
    CHECK(stack.golden().points().size() == 1);
}

TEST_CASE("nothing is cut off in gallery, positions and list in any language", "[gui][gallery]") {
    AppearancePages pages("review");
    for (const char* language : {"en", "ko", "zh_TW"}) {
        pages.test.window.set_language(QString::fromLatin1(language));
        INFO(language);
        const auto look = [](const QWidget& panel) {
            return clipped_texts(panel).join(QStringLiteral("; ")).toStdString();
        };
        CHECK(look(pages.panel<GalleryPanel>()) == "");
        CHECK(look(pages.panel<FindingPanel>()) == "");
        CHECK(look(pages.panel<StackPanel>()) == "");
    }
}

TEST_CASE("a rectangle drawn over the golden die becomes a region of the recipe", "[gui][recipe]") {
    AppearancePages pages("recipe");
    pages.page->pose({});
    pages.test.settle();
    auto* golden = pages.page->findChild<GoldenRegions*>();
    REQUIRE(golden != nullptr);
    GoldenView& view = golden->view();
    view.resize(600, 300);
    const std::size_t before = view.boxes().size();
    QTest::mousePress(&view, Qt::LeftButton, {}, view.at(-30.0, 10.0).toPoint());
    QTest::mouseMove(&view, view.at(0.0, 0.0).toPoint());
    QTest::mouseRelease(&view, Qt::LeftButton, {}, view.at(-10.0, -10.0).toPoint());
    REQUIRE(view.boxes().size() == before + 1);
    const GoldenView::Box& box = view.boxes().back();
    CHECK(box.left_um == Approx(-30.0).margin(0.3));
    CHECK(box.bottom_um == Approx(-10.0).margin(0.3));
    CHECK(box.width_um == Approx(20.0).margin(0.5));
    CHECK(box.height_um == Approx(20.0).margin(0.5));
    CHECK(pages.toml().count(QStringLiteral("[[appearance.region]]")) == static_cast<int>(before) + 1);
}

TEST_CASE("a rule shows what it sets, and a condition is added and taken out", "[gui][recipe]") {
    AppearancePages pages("recipe");
    pages.page->pose({});
    auto* rules = pages.page->findChild<ListForm*>();
    REQUIRE(rules != nullptr);
    REQUIRE(rules->rows().count() == 1);
    const QString name = QStringLiteral("appearance.rule.min_share");
    CHECK(rules->findChild<QLineEdit*>(name) == nullptr);
    rules->open_key("min_share");
    auto* edit = rules->findChild<QLineEdit*>(name);
    REQUIRE(edit != nullptr);
    edit->setText(QStringLiteral("0.05"));
    emit edit->textEdited(edit->text());
    CHECK(pages.toml().contains(QStringLiteral("min_share = 0.05")));
    CHECK(rules->findChild<QLineEdit*>(name) == edit);  // the cursor stays while one types
    for (QPushButton* button : rules->findChildren<QPushButton*>()) {
        if (button->accessibleName().contains(QStringLiteral("Least share of the die"))) button->click();
    }
    CHECK_FALSE(pages.toml().contains(QStringLiteral("min_share = 0.05")));
}
