// SPDX-License-Identifier: GPL-3.0-or-later
// What the module page shows, without a window: faults, layers, sub-pixels at their places, the desk.
#include "app/gui/presenters/module/module_presenter.h"
#include "tests/gui/desk_for_tests.h"
#include "tests/gui/module_files.h"
#include "tests/gui/wafer_files.h"

#include <algorithm>
#include <cmath>

#include <catch2/catch.hpp>

using namespace waferglow;
using namespace waferglow::gui;
using namespace waferglow::test;
using Catch::Matchers::WithinAbs;
using module::ModuleBin;

namespace {

const ModuleDocumentPtr& faulty() {
    static const ModuleDocumentPtr kDocument = faulty_document();
    return kDocument;
}

std::size_t pattern(const char* name) {
    const auto& patterns = faulty()->file.light.patterns;
    const auto found = std::ranges::find(patterns, name, &LitPattern::name);
    REQUIRE(found != patterns.end());
    return static_cast<std::size_t>(found - patterns.begin());
}

std::vector<DieIndex> places(ModuleBin bin, std::size_t sub_pixel) {
    std::vector<DieIndex> found;
    for (const FaultRow& fault : faulty()->faults.rows)
        if (fault.bin == bin && fault.sub_pixel == sub_pixel) found.push_back(fault.pixel);
    return found;
}

double spread_of(const LayerPtr& layer) {
    return layer->statistics.robust_sigma() / layer->statistics.median();
}

}  // namespace

TEST_CASE("faults are listed with place, colour and light, what is worst first", "[gui][module]") {
    CHECK(places(ModuleBin::always_on, 0) == std::vector<DieIndex>{kGlowingPixel});
    CHECK(places(ModuleBin::dead, 1) == std::vector<DieIndex>{kDeadPixel});
    CHECK(places(ModuleBin::line, 2).size() == 60);
    const std::vector<FaultRow>& rows = faulty()->faults.rows;
    CHECK(rows.front().bin == ModuleBin::always_on);
    CHECK_THAT(static_cast<double>(rows.front().black_light), WithinAbs(0.5, 0.05));
    CHECK(std::ranges::is_sorted(rows, {}, [](const FaultRow& row) { return order_of(row.bin); }));
    CHECK(faulty()->faults.all == static_cast<std::int64_t>(rows.size()));
}

TEST_CASE("a list that is cut keeps the worst and counts the rest", "[gui][module]") {
    const ModuleDocumentPtr cut = faulty_document(5);
    REQUIRE(cut->faults.rows.size() == 5);
    CHECK(cut->faults.all == faulty()->faults.all);
    for (std::size_t i = 0; i < 5; ++i) CHECK(cut->faults.rows[i].pixel == faulty()->faults.rows[i].pixel);
}

TEST_CASE("reasons name the limits that were not held", "[gui][module]") {
    CHECK_FALSE(faulty()->quality.passes);
    CHECK(faulty()->reasons.size() == faulty()->quality.reasons.size());
    const auto lines = std::ranges::find(faulty()->reasons, "lines", &ModuleReason::key);
    REQUIRE(lines != faulty()->reasons.end());
    CHECK(lines->value == 1.0);
    CHECK(lines->limit == 0.0);
}

TEST_CASE("sub-pixels that were not measured are the first reason", "[gui][module]") {
    module::ModuleLight light = faulty_light();
    light.plane(0, 0).state[7] = module::LightState::none;
    const ModuleDocumentPtr document = make_module_document("m.h5", judged(std::move(light)));
    REQUIRE_FALSE(document->reasons.empty());
    CHECK(document->reasons.front().key == "unmeasured");
    CHECK(document->reasons.front().value == 1.0);
    CHECK(document->reasons.front().limit == 60.0 * 100.0 * 3.0);
}

TEST_CASE("a pixel of the map is as its worst sub-pixel", "[gui][module]") {
    const ModuleScenePtr scene = make_module_scene(faulty(), {});
    const DieGrid& grid = faulty()->grid();
    const auto bin_at = [&](DieIndex pixel) { return bin_of_code(scene->bins->code(grid.cell(pixel))); };
    CHECK(scene->layer == nullptr);
    CHECK(bin_at(kDeadPixel) == ModuleBin::dead);
    CHECK(bin_at(kGlowingPixel) == ModuleBin::always_on);
    CHECK(bin_at({5, kDarkColumn}) == ModuleBin::line);
    CHECK(bin_at({5, 5}) == ModuleBin::good);
    const ModuleScenePtr red = make_module_scene(faulty(), {.sub_pixel = 0});
    CHECK(bin_of_code(red->bins->code(grid.cell(kDeadPixel))) == ModuleBin::good);
}

TEST_CASE("what a view cannot show is not offered", "[gui][module]") {
    CHECK(patterns_of(*faulty(), ModuleView::bins).empty());
    CHECK(patterns_of(*faulty(), ModuleView::relative).size() == faulty()->file.light.patterns.size());
    CHECK(sub_pixels_of(*faulty(), ModuleView::relative, pattern("g255")) == std::vector<std::size_t>{1});
    CHECK(sub_pixels_of(*faulty(), ModuleView::relative, pattern("w255")).size() == 3);
    CHECK(sub_pixels_of(*faulty(), ModuleView::relative, pattern("black")).size() == 3);
    for (const std::size_t of_table : patterns_of(*faulty(), ModuleView::gain))
        CHECK_FALSE(sub_pixels_of(*faulty(), ModuleView::gain, of_table).empty());
    // A colour that the next pattern does not drive gives way to all that it does.
    const ModuleChoice choice =
        settled(*faulty(), {.view = ModuleView::relative, .pattern = pattern("r255"), .sub_pixel = 2});
    CHECK(choice.sub_pixel == kAllShown);
}

TEST_CASE("a module is first looked at by a pattern that is lit", "[gui][module]") {
    module::ModuleLight light = faulty_light();
    // As recordings may have it: black comes first.
    const std::size_t black = pattern("black");
    std::rotate(light.patterns.begin(), light.patterns.begin() + static_cast<std::ptrdiff_t>(black),
                light.patterns.begin() + static_cast<std::ptrdiff_t>(black) + 1);
    const auto planes = light.planes.begin();
    const auto first = static_cast<std::ptrdiff_t>(3 * black);
    std::rotate(planes, planes + first, planes + first + 3);
    const ModuleDocumentPtr document = make_module_document("m.h5", judged(std::move(light)));
    REQUIRE(document->file.light.patterns.front().black());
    const ModuleChoice choice = first_choice(*document);
    CHECK(choice.view == ModuleView::bins);
    CHECK(document->file.light.patterns[choice.pattern].full_of_one());
}

TEST_CASE("the value of a pixel is that of the sub-pixel farthest from its neighbours", "[gui][module]") {
    const ModuleScenePtr scene =
        make_module_scene(faulty(), {.view = ModuleView::relative, .pattern = pattern("w255")});
    const auto value = [&](DieIndex pixel) {
        return static_cast<double>(scene->layer->layer.values[faulty()->grid().cell(pixel)]);
    };
    CHECK_THAT(value(kDeadPixel), WithinAbs(0.0, 0.02));
    CHECK_THAT(value({5, kDarkColumn}), WithinAbs(0.3, 0.05));
    CHECK_THAT(scene->layer->statistics.median(), WithinAbs(1.0, 0.02));
}

TEST_CASE("demura makes the light even and keeps the colour scale", "[gui][module]") {
    const ModuleChoice before{.view = ModuleView::luminance, .pattern = pattern("g255")};
    ModuleChoice after = before;
    after.after_demura = true;
    REQUIRE(has_demura(*faulty(), before));
    const ModuleScenePtr uneven = make_module_scene(faulty(), before);
    const ModuleScenePtr even = make_module_scene(faulty(), after);
    CHECK(spread_of(uneven->layer) > 0.015);
    CHECK(spread_of(even->layer) < 0.3 * spread_of(uneven->layer));
    ModulePresenter shows_before;
    ModulePresenter shows_after;
    shows_before.show(uneven);
    shows_after.show(even);
    CHECK(shows_before.map().values.low == shows_after.map().values.low);
    CHECK(shows_before.map().values.high == shows_after.map().values.high);
    CHECK_FALSE(has_demura(*faulty(), {.view = ModuleView::luminance, .pattern = pattern("black")}));
}

TEST_CASE("luminance is relative to the mean where the recording tells no cd/m2", "[gui][module]") {
    const ModuleScenePtr scene =
        make_module_scene(faulty(), {.view = ModuleView::luminance, .pattern = pattern("r255")});
    CHECK_FALSE(scene->absolute);
    CHECK_THAT(scene->layer->statistics.mean, WithinAbs(1.0, 1e-4));
}

TEST_CASE("luminance is in cd/m2 where every colour was measured by a meter", "[gui][module]") {
    module::ModuleLight light = faulty_light();
    for (SubPixel& sub_pixel : light.module.sub_pixels) sub_pixel.cd_m2 = 200.0;
    const ModuleDocumentPtr document = make_module_document("m.h5", judged(std::move(light)));
    const ModuleScenePtr red =
        make_module_scene(document, {.view = ModuleView::luminance, .pattern = pattern("r255")});
    CHECK(red->absolute);
    CHECK_THAT(red->layer->statistics.mean, WithinAbs(200.0, 0.1));
    const ModuleScenePtr white =
        make_module_scene(document, {.view = ModuleView::luminance, .pattern = pattern("w255")});
    CHECK_THAT(white->layer->statistics.mean, WithinAbs(600.0, 3.0));  // the sum of its colours
}

TEST_CASE("the cursor finds the sub-pixel below it", "[gui][module]") {
    ModulePresenter presenter;
    presenter.show(make_module_scene(faulty(), {}));
    for (std::size_t s = 0; s < 3; ++s) {
        const WaferRect area = presenter.area_of(kDeadPixel, s);
        const auto reading =
            presenter.reading({0.5 * (area.left + area.right), 0.5 * (area.bottom + area.top)});
        REQUIRE(reading);
        CHECK(reading->pixel == kDeadPixel);
        CHECK(reading->sub_pixel == s);
        CHECK(reading->bin == (s == 1 ? ModuleBin::dead : ModuleBin::good));
    }
    const WaferRect all = extent_of(faulty()->grid());
    CHECK_FALSE(presenter.reading({all.right + 100.0, 0.0}));
}

TEST_CASE("sub-pixels are drawn where they emit", "[gui][module]") {
    ModulePresenter presenter;
    presenter.show(make_module_scene(faulty(), {}));
    const WaferPoint center = faulty()->grid().center(kDeadPixel);
    const auto tiles = presenter.tiles_in({center.x - 1.0, center.x + 1.0, center.y - 1.0, center.y + 1.0});
    REQUIRE(tiles.size() == 3);
    // As the test's module has them: 16 um apart, 12 um wide.
    CHECK_THAT(tiles[1].area.left - tiles[0].area.left, WithinAbs(16.0, 1e-9));
    CHECK_THAT(tiles[1].area.right - tiles[1].area.left, WithinAbs(12.0, 1e-9));
    CHECK_THAT(0.5 * (tiles[1].area.left + tiles[1].area.right), WithinAbs(center.x, 1e-9));
    CHECK(tiles[1].argb == (0xFF000000U | info_of(ModuleBin::dead).color));
    CHECK(presenter.tiles_in(extent_of(faulty()->grid()), 1000).empty());
}

TEST_CASE("a line, a spot and a seam are looked at as a whole", "[gui][module]") {
    const DieGrid& grid = faulty()->grid();
    const ModuleTarget line =
        target_of(grid, module::Line{.axis = module::Axis::col, .index = kDarkColumn, .begin = 0, .end = 60});
    CHECK(line.pixel.col == kDarkColumn);
    CHECK(line.height_um >= 60 * grid.pitch_y_um);
    CHECK_THAT(line.middle.x, WithinAbs(grid.center({0, kDarkColumn}).x, 1e-9));
    const ModuleTarget spot = target_of(grid, module::MuraObject{.row = 40.0, .col = 20.0, .sigma_px = 6.0});
    CHECK(spot.pixel == DieIndex{40, 20});
    CHECK(spot.width_um >= 2 * 3 * 6 * grid.pitch_x_um);
    const ModuleTarget seam =
        target_of(grid, module::Seam{.axis = module::Axis::row, .index = 30, .begin = 0, .end = 100});
    CHECK_THAT(seam.middle.y, WithinAbs(0.5 * (grid.center({29, 0}).y + grid.center({30, 0}).y), 1e-9));
}

TEST_CASE("the desk opens modules beside wafers", "[gui][module][desk]") {
    const ScratchFolder files;
    write_faulty_module(files / "m.h5");
    write_judged_wafer(files / "w.h5");
    PostedCalls calls;
    Desk desk(calls.poster(), no_clock);
    int told = 0;
    desk.on_module([&] { ++told; });
    desk.open(files / "m.h5");
    REQUIRE(calls.run_until([&] { return told == 1; }));
    CHECK(desk.document() == nullptr);
    REQUIRE(desk.module() != nullptr);
    CHECK(desk.module()->faults.all == faulty()->faults.all);
    desk.open(files / "w.h5");
    REQUIRE(calls.run_until([&] { return desk.document() != nullptr; }));
    CHECK(desk.module() != nullptr);
    desk.reload_module();
    CHECK(calls.run_until([&] { return told == 2; }));
}
