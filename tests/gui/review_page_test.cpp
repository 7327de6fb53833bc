// SPDX-License-Identifier: GPL-3.0-or-later
// The review page's real widgets, offscreen: everything is linked with everything.
#include "app/gui/pages/review/review_page.h"

#include "app/gui/pages/review/bins_panel.h"
#include "app/gui/pages/review/compare_panel.h"
#include "app/gui/pages/review/density_panel.h"
#include "app/gui/pages/review/die_panel.h"
#include "app/gui/pages/review/finding_panel.h"
#include "app/gui/pages/review/histogram_panel.h"
#include "app/gui/pages/review/profile_panel.h"
#include "app/gui/pages/review/selection_panel.h"
#include "app/gui/pages/review/tuner_panel.h"
#include "app/gui/presenters/review/pareto.h"
#include "app/gui/views/map_panel.h"
#include "app/gui/views/wafer_view.h"
#include "app/gui/window/window_poster.h"
#include "libinspect/formats/el_table.h"
#include "libinspect/scan/el_lesson.h"
#include "tests/gui/clipped_text.h"
#include "tests/gui/wafer_files.h"
#include "tests/gui/window_for_tests.h"

#include <QClipboard>
#include <QDockWidget>
#include <QLabel>
#include <QSignalSpy>
#include <QSlider>
#include <QTableWidget>
#include <QTest>
#include <memory>

#include <catch2/catch.hpp>

using namespace waferglow;
using namespace waferglow::gui;
using namespace waferglow::test;

namespace {

/// The page alone, with a judged wafer of 40 x 40 dies opened.
struct ReviewPageTest {
    QApplication& app = styled();
    ScratchFolder files;
    Desk desk{window_poster(), [] { return std::string("2026-01-01T00:00:00"); }};
    std::unique_ptr<Page> page{make_review_page(desk, nullptr)};
    MapPanel* main_map = nullptr;

    ReviewPageTest() {
        page->resize(1240, 640);
        page->show();
        write_judged_wafer(files / "w.h5");
        desk.open(files / "w.h5");
        settle();
        for (MapPanel* found : page->findChildren<MapPanel*>()) {
            if (found->isVisible()) main_map = found;
        }
    }
    static QApplication& styled() {
        QApplication& app = application();
        if (app.styleSheet().isEmpty()) apply_theme(app, ThemeKind::light, QStringLiteral("en"));
        return app;
    }
    void settle() { wait_until_idle(desk); }
    template <class Panel>
    Panel& panel() {
        auto* found = page->findChild<Panel*>();
        REQUIRE(found != nullptr);
        for (QWidget* at = found; at != nullptr; at = at->parentWidget()) {
            if (auto* dock = qobject_cast<QDockWidget*>(at)) dock->raise();
        }
        settle();
        return *found;
    }
    MapPanel& map() { return *main_map; }
    WaferView& view() { return map().view(); }
    [[nodiscard]] const DieGrid& grid() const { return desk.document()->grid(); }

    /// Where a die lies in the view.
    QPoint at(DieIndex die) {
        const ScreenPoint p = view().transform().to_screen(grid().center(die));
        return view().map_rect().topLeft() + QPoint(static_cast<int>(p.x), static_cast<int>(p.y));
    }
    void drag(DieIndex from, DieIndex to) {
        QTest::mousePress(&view(), Qt::LeftButton, {}, at(from));
        QTest::mouseMove(&view(), (at(from) + at(to)) / 2);
        QTest::mouseMove(&view(), at(to));
        QTest::mouseRelease(&view(), Qt::LeftButton, {}, at(to));
        settle();
    }
    [[nodiscard]] std::int64_t selected() {
        const MaskPtr& mask = map().map().scene().mask;
        return mask == nullptr ? -1 : mask->count;
    }
};

/// Judges the wafer by a model of that kind, learnt from an EL table in which dark dies fail and so do the
/// dim ones of odd rows.
void judge_by_model(const std::filesystem::path& path, ModelKind kind) {
    const WaferFile file = read_wafer_file(path, {});
    ElTable el;
    for (std::int32_t row = 0; row < kSide; ++row) {
        for (std::int32_t col = 0; col < kSide; ++col) {
            el.row.push_back(row);
            el.col.push_back(col);
            el.pass.push_back(is_dark(row, col) || (is_dim(row, col) && row % 2 == 1) ? 0 : 1);
        }
    }
    const RuleVerdicts rules = rule_verdicts(file, path.string());
    LearnOptions options;
    options.only = kind;
    const WaferLearning learning =
        learn_from_el(file, rules, join_el(file.map, el.row, el.col, el.pass), el.pass, {}, {}, options);
    Recipe recipe = rules.recipe;
    recipe.model = learning.result.model;
    static_cast<void>(analyse_wafer_file(path, recipe, {"2026-01-01T00:00:00Z", "test", "analyse", ""}, 1));
}

}  // namespace

TEST_CASE_METHOD(ReviewPageTest, "an opened wafer shows its bins, and its first layer in the histogram",
                 "[gui]") {
    CHECK(map().map().shows_bins());
    auto& histogram = panel<HistogramPanel>();
    CHECK(histogram.findChild<QLabel*>()->text().contains(QStringLiteral("dies")));
    CHECK(view().grab().toImage().size().width() > 300);
}

TEST_CASE_METHOD(ReviewPageTest, "a click on a die shows its numbers", "[gui]") {
    auto& die = panel<DiePanel>();
    QTest::mouseClick(&view(), Qt::LeftButton, {}, at({20, 17}));
    settle();
    QTableWidget& table = die.table();
    REQUIRE(table.rowCount() == static_cast<int>(desk.document()->info().layers.size()));
    const int row = table.row(table.findItems(QStringLiteral("pl_high"), Qt::MatchExactly).front());
    const float stored = read_layer(files / "w.h5", "pl_high").values[grid().cell({20, 17})];
    CHECK(table.item(row, 1)->text() ==
          QString::number(static_cast<double>(stored), 'g', 6) + QStringLiteral(" DN"));
}

TEST_CASE_METHOD(ReviewPageTest, "a rectangle on the map selects dies everywhere", "[gui]") {
    view().set_tool(MapTool::rectangle);
    drag({9, 9}, {19, 14});
    // From the middle of one die to the middle of another; a pixel decides about the rims.
    CHECK(selected() >= 9 * 4);
    CHECK(selected() <= 11 * 6);
    auto& bins = panel<BinsPanel>();
    std::int64_t sum = 0;
    for (int row = 0; row < bins.table().rowCount(); ++row)
        sum += bins.table().item(row, 4)->text().toLongLong();
    CHECK(sum == selected());
    auto& select = panel<SelectionPanel>();
    CHECK(select.findChildren<QLabel*>().front()->text().startsWith(QString::number(selected())));
}

TEST_CASE_METHOD(ReviewPageTest, "a range of the histogram selects the dark dies on the map", "[gui]") {
    map().choose("pl_high_rel");
    settle();
    panel<HistogramPanel>().select(-0.5, 0.2);
    settle();
    std::int64_t dark = 0;
    for (std::int32_t row = 0; row < kSide; ++row) {
        for (std::int32_t col = 0; col < kSide; ++col)
            dark += desk.document()->presence().exists({row, col}) && is_dark(row, col) ? 1 : 0;
    }
    CHECK(selected() == dark);
}

TEST_CASE_METHOD(ReviewPageTest, "a rectangle in the scatter selects dies by both layers", "[gui]") {
    panel<DensityPanel>().select(0.5, 0.7, 0.5, 0.7);
    settle();
    std::int64_t dim = 0;
    for (std::int32_t row = 0; row < kSide; ++row) {
        for (std::int32_t col = 0; col < kSide; ++col)
            dim += desk.document()->presence().exists({row, col}) && is_dim(row, col) ? 1 : 0;
    }
    CHECK(selected() == dim);
}

TEST_CASE_METHOD(ReviewPageTest, "selections add up, and Escape clears them", "[gui]") {
    map().choose("pl_high_rel");
    auto& histogram = panel<HistogramPanel>();
    histogram.select(-0.5, 0.2);
    settle();
    const std::int64_t dark = selected();
    auto* join = panel<SelectionPanel>().findChildren<QComboBox*>().front();
    join->setCurrentIndex(1);
    emit join->activated(1);
    histogram.select(0.5, 0.7);
    settle();
    CHECK(selected() > dark);
    view().setFocus();
    QTest::keyClick(&view(), Qt::Key_Escape);
    CHECK(selected() == -1);
}

TEST_CASE_METHOD(ReviewPageTest, "hiding a bin takes its colour from the map", "[gui]") {
    auto& bins = panel<BinsPanel>();
    const std::uint32_t dead = map().map().scene().bin_argb[2];
    REQUIRE(dead != 0);
    bins.table().item(0, 0)->setCheckState(Qt::Unchecked);
    const int code = bins.table().item(0, 0)->data(Qt::UserRole).toInt();
    CHECK(map().map().scene().bin_argb[static_cast<std::size_t>(code)] == 0);
}

TEST_CASE_METHOD(ReviewPageTest, "a cluster of the list is shown on the map", "[gui]") {
    Recipe recipe;
    recipe.cluster_min_dies = 2;  // dark dies of this wafer lie in pairs
    static_cast<void>(
        analyse_wafer_file(files / "w.h5", recipe, {"2026-01-01T00:00:00Z", "test", "analyse", ""}, 1));
    desk.open(files / "w.h5");
    settle();
    auto& clusters = panel<FindingPanel>();
    REQUIRE(clusters.table().rowCount() > 0);
    const double before = view().transform().um_per_px();
    clusters.table().setCurrentCell(0, 0);
    settle();
    CHECK(view().transform().um_per_px() < before);
}

TEST_CASE_METHOD(ReviewPageTest, "a threshold under a slider changes yield and map, and is undone", "[gui]") {
    auto& tuner = panel<TunerPanel>();
    const double yield = tuner.yield();
    REQUIRE(yield > 0.5);
    const BinPtr stored = map().map().scene().bins;
    tuner.turn("dead_below", 0.5, 1);
    tuner.turn("dead_below", 0.005, 1);  // the same drag of the slider
    settle();
    CHECK(tuner.yield() > yield - 0.2);
    CHECK(map().map().scene().bins != stored);
    CHECK(tuner.undo_stack().count() == 1);
    tuner.undo_stack().undo();
    settle();
    CHECK(tuner.yield() == yield);
    CHECK(map().map().scene().bins == stored);
    CHECK_FALSE(tuner.changed());
    tuner.undo_stack().redo();
    CHECK(tuner.changed());
}

TEST_CASE_METHOD(ReviewPageTest, "where a model decides, its limit is what is tuned, shown and saved",
                 "[gui]") {
    judge_by_model(files / "w.h5", ModelKind::logistic);
    desk.reload();
    settle();
    auto& tuner = panel<TunerPanel>();
    tuner.parentWidget()->raise();
    CHECK_FALSE(tuner.findChild<QLabel*>(QStringLiteral("model-note"))->isHidden());
    REQUIRE(tuner.findChildren<QSlider*>().size() == 1);
    const double stored = yield_of(*desk.document()->bins);
    CHECK(tuner.yield() == Approx(stored));  // what the rules alone would say is none of the wafer's yield
    tuner.turn(kRejectAboveKnob, 0.02, 1);
    settle();
    const double promised = tuner.yield();
    CHECK(promised < stored - 0.01);
    tuner.save();
    settle();
    CHECK(yield_of(*desk.document()->bins) == Approx(promised));
    const Recipe recipe = parse_recipe(desk.document()->header().recipe_toml, "w.h5");
    CHECK(recipe.model->costs.reject_above() == Approx(0.02));
}

TEST_CASE_METHOD(ReviewPageTest,
                 "a model that knows only yes and no leaves nothing to tune, and the panel says so",
                 "[gui]") {
    judge_by_model(files / "w.h5", ModelKind::thresholds);
    desk.reload();
    settle();
    auto& tuner = panel<TunerPanel>();
    CHECK(tuner.findChildren<QSlider*>().isEmpty());
    const auto* note = tuner.findChild<QLabel*>(QStringLiteral("model-note"));
    CHECK_FALSE(note->isHidden());
    CHECK(note->text().contains(QStringLiteral("without its learnt model")));
    CHECK(tuner.yield() == Approx(yield_of(*desk.document()->bins)));
}

TEST_CASE_METHOD(ReviewPageTest, "saved bins are in the file, with who did it", "[gui]") {
    auto& tuner = panel<TunerPanel>();
    tuner.turn("weak_below", 0.5, 1);  // dies at 0.6 pass
    settle();
    const double promised = tuner.yield();
    tuner.save();
    settle();
    const WaferFileInfo info = read_wafer_info(files / "w.h5");
    std::int64_t passed = 0;
    std::int64_t all = 0;
    for (const StoredBin& bin : info.header.bin_table) {
        all += bin.dies;
        passed += bin.pass ? bin.dies : 0;
    }
    CHECK(static_cast<double>(passed) / static_cast<double>(all) == Approx(promised));
    const LogEntry& entry = info.header.log.back();
    CHECK(entry.action == "analyse");
    CHECK(entry.text.find("weak_below") != std::string::npos);
    CHECK_FALSE(tuner.changed());
}

TEST_CASE_METHOD(ReviewPageTest, "a wafer less itself is nothing", "[gui]") {
    map().choose("pl_high");
    settle();
    auto& compare = panel<ComparePanel>();
    compare.open_other(files / "w.h5");
    settle();
    compare.set_layer("pl_high");
    compare.set_how(Comparison::difference);
    compare.start();
    settle();
    const LayerPtr shown = map().map().scene().layer;
    REQUIRE(shown != nullptr);
    CHECK(shown->layer.name.find("pl_high") == 0);
    CHECK(shown->statistics.least == 0.0F);
    CHECK(shown->statistics.greatest == 0.0F);
}

TEST_CASE_METHOD(ReviewPageTest, "two maps side by side show the same place", "[gui]") {
    auto& compare = panel<ComparePanel>();
    compare.set_how(Comparison::side_by_side);
    compare.start();
    settle();
    MapPanel* other = nullptr;
    for (MapPanel* found : page->findChildren<MapPanel*>()) {
        if (found != main_map) other = found;
    }
    REQUIRE(other != nullptr);
    CHECK(other->isVisible());
    view().go_to({10, 10});
    CHECK(other->view().transform().center() == view().transform().center());
    CHECK(other->view().transform().um_per_px() == view().transform().um_per_px());
}

TEST_CASE_METHOD(ReviewPageTest, "a lot's fail count is that of its wafers", "[gui]") {
    std::filesystem::copy_file(files / "w.h5", files / "v.h5");
    panel<ComparePanel>().stack({files / "w.h5", files / "v.h5"});
    settle();
    const LayerPtr fails = map().map().scene().layer;
    REQUIRE(fails != nullptr);
    CHECK(fails->statistics.greatest == 2.0F);
    CHECK(fails->statistics.least == 0.0F);
}

TEST_CASE_METHOD(ReviewPageTest, "selected dies go to the clipboard as a table", "[gui]") {
    map().choose("pl_high_rel");
    panel<HistogramPanel>().select(-0.5, 0.2);
    settle();
    CHECK(selected() > 20);
    panel<SelectionPanel>().copy_table();
    settle();
    const QStringList lines = QApplication::clipboard()->text().split(u'\n', Qt::SkipEmptyParts);
    CHECK(lines.size() == selected() + 1);
    CHECK(lines.front().startsWith(QStringLiteral("row\tcol\tx_um\ty_um\tbin\tpl_high")));
}

TEST_CASE_METHOD(ReviewPageTest, "turning and mirroring move no label", "[gui]") {
    QStringList before;
    view().on_click = [&](DieIndex die) { before << QStringLiteral("%1,%2").arg(die.row).arg(die.col); };
    for (const Orientation orientation : {Orientation{0, false}, {1, false}, {2, true}, {3, true}}) {
        view().set_orientation(orientation);
        QTest::mouseClick(&view(), Qt::LeftButton, {}, at({5, 21}));
    }
    CHECK(before == QStringList(4, QStringLiteral("5,21")));
}

TEST_CASE_METHOD(ReviewPageTest, "a file that vanished is told, and the window lives", "[gui]") {
    std::filesystem::remove(files / "w.h5");
    map().choose("pl_low_noise");
    auto& die = panel<DiePanel>();
    QTest::mouseClick(&view(), Qt::LeftButton, {}, at({20, 17}));
    settle();
    CHECK(desk.log().lines().back().severity == station::Severity::error);
    CHECK(die.isVisible());
}

TEST_CASE("no text of any dock is cut off on a small screen", "[gui]") {
    const ScratchFolder files;
    write_judged_wafer(files / "w.h5");
    TestWindow w;
    Page* page = w.page("review");
    w.open(files / "w.h5");
    page->pose(QString());
    const QString folder = qEnvironmentVariable("WAFERGLOW_PICTURES");  // for the eye of a designer
    for (const char* language : {"en", "ko", "zh_TW"}) {
        w.window.set_language(QString::fromLatin1(language));
        for (QDockWidget* dock : page->findChildren<QDockWidget*>()) {
            dock->raise();
            w.settle();
            CAPTURE(language, dock->objectName().toStdString());
            CHECK(clipped_texts(*page).join(u'\n').toStdString() == "");
            if (!folder.isEmpty())
                w.window.grab().save(QStringLiteral("%1/%2-%3.png")
                                         .arg(folder, dock->objectName(), QString::fromLatin1(language)));
        }
    }
}
