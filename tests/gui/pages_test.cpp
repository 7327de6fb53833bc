// SPDX-License-Identifier: GPL-3.0-or-later
// Correlation and recipe through the real widgets.
#include "tests/gui/wafer_files.h"
#include "tests/gui/window_for_tests.h"

#include <QCheckBox>
#include <QDropEvent>
#include <QFileDialog>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QSlider>
#include <QSpinBox>
#include <QTabWidget>
#include <QTableView>
#include <QTableWidget>
#include <QToolButton>

#include <catch2/catch.hpp>

using namespace waferglow;
using namespace waferglow::gui;
using namespace waferglow::test;

namespace {

constexpr int kEscapes = 6;

template <class Widget>
Widget& child(QWidget& parent, const char* name) {
    auto* found = parent.findChild<Widget*>(QString::fromLatin1(name));
    INFO(name);
    REQUIRE(found != nullptr);
    return *found;
}

bool shows(const QWidget& parent, const QString& text) {
    for (const QLabel* label : parent.findChildren<QLabel*>()) {
        if (label->isVisible() && label->text().contains(text)) return true;
    }
    return false;
}

void drop(QWidget& target, const std::filesystem::path& path) {
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(QString::fromStdString(path.string()))});
    QDragEnterEvent enter(QPoint(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&target, &enter);
    REQUIRE(enter.isAccepted());
    QDropEvent event(QPointF(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&target, &event);
}

void answer_file_dialog(QWidget& parent, const std::filesystem::path& path) {
    auto* dialog = parent.findChild<QFileDialog*>();
    REQUIRE(dialog != nullptr);
    dialog->selectFile(QString::fromStdString(path.string()));
    QMetaObject::invokeMethod(dialog, "accept");
}

struct Scene {
    ScratchFolder folder;
    TestWindow test;

    Scene() {
        write_judged_wafer(folder / "w.h5");
        test.open(folder / "w.h5");
    }
    Page& correlation() {
        write_mirrored_el(folder / "el.csv", kEscapes);
        Page* page = test.page("correlation");
        drop(*page, folder / "el.csv");
        test.settle();
        return *page;
    }
};

}  // namespace

TEST_CASE("EL data dropped on the page end in a report", "[gui][correlation]") {
    Scene scene;
    Page& page = scene.correlation();
    CHECK(shows(page, QStringLiteral("mirrored")));
    CHECK(shows(page, QStringLiteral("not stored yet")));
    CHECK(shows(page, QStringLiteral("\u00b7 %1 of ").arg(kEscapes)));
    const auto* list = page.findChild<QTableView*>(QString(), Qt::FindChildrenRecursively);
    REQUIRE(list != nullptr);

    child<QPushButton>(page, "report").click();
    answer_file_dialog(page, scene.folder / "report.html");
    scene.test.settle();
    REQUIRE(std::filesystem::exists(scene.folder / "report.html"));
    CHECK(std::filesystem::file_size(scene.folder / "report.html") > 10'000);
    CHECK_FALSE(shows(page, QStringLiteral("not stored yet")));
    CHECK_FALSE(child<QPushButton>(page, "store").isEnabled());
}

TEST_CASE("a row of the disagreements opens its die in the review", "[gui][correlation]") {
    Scene scene;
    Page& page = scene.correlation();
    std::optional<DieIndex> shown;
    scene.test.desk.on_show_die = [&](DieIndex die) { shown = die; };
    auto& list = child<QTableView>(page, "disagreements");
    REQUIRE(list.model()->rowCount() == kEscapes);
    list.setCurrentIndex(list.model()->index(2, 0));
    child<QPushButton>(page, "open-in-review").click();
    REQUIRE(shown.has_value());
    CHECK(shown->row == list.model()->index(2, 0).data().toInt());
    CHECK(shown->col == list.model()->index(2, 1).data().toInt());
}

TEST_CASE("a wrong alignment by hand shows in the figures, the best one brings them back",
          "[gui][correlation]") {
    Scene scene;
    Page& page = scene.correlation();
    child<QTabWidget>(page, "tabs").setCurrentIndex(4);
    const QString right = QStringLiteral("\u00b7 %1 of ").arg(kEscapes);
    child<QSpinBox>(page, "rows").setValue(child<QSpinBox>(page, "rows").value() + 1);
    scene.test.settle();
    CHECK_FALSE(shows(page, right));
    child<QPushButton>(page, "use-best").click();
    scene.test.settle();
    CHECK(shows(page, right));
}

TEST_CASE("moving the threshold tells what it would do", "[gui][correlation]") {
    Scene scene;
    Page& page = scene.correlation();
    child<QTabWidget>(page, "tabs").setCurrentIndex(2);
    auto& slider = child<QSlider>(page, "threshold");
    slider.setValue(slider.maximum() / 3);
    CHECK(shows(page, QStringLiteral("escape ")));
    CHECK(shows(page, QStringLiteral("(%1 dies), accuracy").arg(kEscapes)));
}

TEST_CASE("a sign-off asks for a comment and stands on the page", "[gui][correlation]") {
    Scene scene;
    Page& page = scene.correlation();
    CHECK(shows(page, QStringLiteral("Not signed off")));
    child<QPushButton>(page, "sign-off").click();
    auto* dialog = page.findChild<QInputDialog*>();
    REQUIRE(dialog != nullptr);
    dialog->setTextValue(QStringLiteral("lot 7"));
    QMetaObject::invokeMethod(dialog, "accept");
    scene.test.settle();
    CHECK(shows(page, QStringLiteral("Signed off by")));
}

TEST_CASE("a recipe edited and applied changes the yield, undone and applied brings it back",
          "[gui][recipe]") {
    Scene scene;
    Page& page = *scene.test.page("recipe");
    const auto yield_text = [&] {
        for (const QLabel* label : page.findChildren<QLabel*>()) {
            if (label->text().contains(QStringLiteral("Yield"))) return label->text();
        }
        return QString();
    };
    const QString before = yield_text();
    child<QCheckBox>(page, "bins.pass.covered").click();
    child<QPushButton>(page, "primary").click();
    scene.test.settle();
    CHECK(yield_text() != before);
    CHECK(yield_text().contains(QStringLiteral("before")));
    child<QPushButton>(page, "undo").click();
    CHECK(child<QCheckBox>(page, "bins.pass.covered").isChecked());
    child<QPushButton>(page, "primary").click();
    scene.test.settle();
    CHECK(yield_text().startsWith(before));
}

TEST_CASE("what is typed wrong is told below its field and can't be applied", "[gui][recipe]") {
    Scene scene;
    Page& page = *scene.test.page("recipe");
    child<QTabWidget>(page, "form").setCurrentIndex(1);
    auto& field = child<QLineEdit>(page, "bins.dead_below");
    field.setText(QStringLiteral("2"));
    emit field.textEdited(field.text());
    CHECK(shows(page, QStringLiteral("must be from 0 to 1")));
    CHECK_FALSE(child<QPushButton>(page, "primary").isEnabled());
    child<QPushButton>(page, "undo").click();
    CHECK_FALSE(shows(page, QStringLiteral("must be from 0 to 1")));
    CHECK(child<QPushButton>(page, "primary").isEnabled());
}

TEST_CASE("differences from the wafer's recipe are listed side by side", "[gui][recipe]") {
    Scene scene;
    Page& page = *scene.test.page("recipe");
    auto& list = child<QTableWidget>(page, "differences");
    CHECK(list.rowCount() == 0);
    auto& field = child<QLineEdit>(page, "bins.dead_below");
    field.setText(QStringLiteral("0.15"));
    emit field.textEdited(field.text());
    REQUIRE(list.rowCount() == 1);
    CHECK(list.item(0, 1)->text() == QStringLiteral("0.1"));
    CHECK(list.item(0, 2)->text() == QStringLiteral("0.15"));
}

TEST_CASE("own bins are added, filled in and checked in their table", "[gui][recipe]") {
    Scene scene;
    Page& page = *scene.test.page("recipe");
    child<QTabWidget>(page, "form").setCurrentIndex(2);
    child<QPushButton>(page, "bins.custom.add").click();
    auto& table = child<QTableWidget>(page, "bins.custom");
    REQUIRE(table.rowCount() == 1);
    CHECK_FALSE(child<QPushButton>(page, "primary").isEnabled());  // it names no layer yet
    table.item(0, 4)->setText(QStringLiteral("pl_low_rel"));
    table.item(0, 5)->setText(QStringLiteral("0.7"));
    CHECK(child<QPushButton>(page, "primary").isEnabled());
    child<QPushButton>(page, "primary").click();
    scene.test.settle();
    bool there = false;
    for (const StoredBin& bin : scene.test.desk.document()->header().bin_table)
        there = there || (bin.name == "own" && bin.code == kFirstCustomCode);
    CHECK(there);
}
