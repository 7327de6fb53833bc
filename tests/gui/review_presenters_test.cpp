// SPDX-License-Identifier: GPL-3.0-or-later
// What the review page computes, without a window: comparison, lots, losses, thresholds, pictures of dies.
#include "app/gui/presenters/review/compare.h"
#include "app/gui/presenters/review/die_picture.h"
#include "app/gui/presenters/review/pareto.h"
#include "app/gui/presenters/review/selection.h"
#include "app/gui/presenters/review/tuning_knobs.h"
#include "libinspect/base/error.h"
#include "libinspect/recipe/schema.h"
#include "tests/gui/desk_for_tests.h"
#include "tests/gui/wafer_files.h"

#include <cmath>

#include <catch2/catch.hpp>

using namespace waferglow;
using namespace waferglow::gui;
using namespace waferglow::test;

namespace {

LayerPtr row_of(const DieMap& map, std::initializer_list<float> values) {
    std::vector<float> all(map.grid().cells(), kNoData);
    std::copy(values.begin(), values.end(), all.begin());
    return layer_of(map.grid(), std::move(all));
}

MaskPtr mask_of(const DieMap& map, std::initializer_list<std::size_t> cells) {
    std::vector<std::uint8_t> selected(map.grid().cells(), 0);
    for (const std::size_t cell : cells) selected[cell] = 1;
    return make_mask(std::move(selected), map.grid());
}

}  // namespace

TEST_CASE("difference and ratio leave out dies that one map lacks", "[gui]") {
    const DieMap map = square_map(4);
    const LayerPtr a = row_of(map, {3.0F, 5.0F, kNoData, 2.0F});
    const LayerPtr b = row_of(map, {1.0F, 4.0F, 1.0F, 0.0F});
    const LayerPtr difference = compare_layers(*a, *b, Comparison::difference, map.grid());
    CHECK(difference->layer.values[0] == 2.0F);
    CHECK(difference->layer.values[3] == 2.0F);
    CHECK(std::isnan(difference->layer.values[2]));
    const LayerPtr ratio = compare_layers(*a, *b, Comparison::ratio, map.grid());
    CHECK(ratio->layer.values[1] == 1.25F);
    CHECK(std::isnan(ratio->layer.values[3]));  // divided by zero
}

TEST_CASE("maps of different size are not compared", "[gui]") {
    const DieMap small = square_map(4);
    const DieMap large = square_map(5);
    CHECK_THROWS_AS(
        compare_layers(*row_of(small, {1.0F}), *row_of(large, {1.0F}), Comparison::ratio, small.grid()),
        Error);
    CHECK_FALSE(same_places(small.grid(), large.grid()));
    DieGrid shifted = small.grid();
    shifted.x0_um += 0.5 * shifted.pitch_x_um;
    CHECK_FALSE(same_places(small.grid(), shifted));
}

TEST_CASE("selections join as sets", "[gui]") {
    const DieMap map = square_map(4);
    const MaskPtr a = mask_of(map, {0, 1, 2});
    const MaskPtr b = mask_of(map, {2, 3});
    CHECK(combine(a, b, Combine::replace, map.grid())->count == 2);
    CHECK(combine(a, b, Combine::add, map.grid())->count == 4);
    CHECK(combine(a, b, Combine::remove, map.grid())->count == 2);
    CHECK(combine(a, b, Combine::intersect, map.grid())->selected[2] == 1);
    CHECK(combine(a, b, Combine::intersect, map.grid())->count == 1);
    CHECK(combine(nullptr, b, Combine::add, map.grid())->count == 2);
    CHECK(combine(nullptr, b, Combine::intersect, map.grid())->count == 0);
}

TEST_CASE("losses are listed from frequent to rare, and sum up to all of them", "[gui]") {
    const DieMap map = square_map(4);
    std::vector<std::uint8_t> codes(16, 1);
    for (const std::size_t cell : {0U, 1U, 2U}) codes[cell] = 3;
    codes[3] = 2;
    codes[15] = kNoBinCode;
    const BinPtr bins = make_bin_data(codes,
                                      {{1, "good", {}, true, "", 0},
                                       {2, "dead", {}, false, "", 0},
                                       {3, "weak", {}, false, "", 0},
                                       {4, "leaky", {}, false, "", 0}},
                                      map.grid());
    const MaskPtr mask = mask_of(map, {2, 3, 4, 15});
    const std::vector<ParetoBar> bars = bin_pareto(*bins, mask.get());
    REQUIRE(bars.size() == 3);
    CHECK(bars[0].bin.name == "weak");
    CHECK(bars[0].cumulative == Approx(0.75));
    CHECK(bars[1].bin.name == "dead");
    CHECK(bars[1].cumulative == Approx(1.0));
    CHECK(bars[2].share == Approx(11.0 / 15.0));
    CHECK(bars[0].selected == 1);
    CHECK(bars[2].selected == 1);
    CHECK(yield_of(bars) == Approx(1.0 / 3.0));  // a die without a bin is no fail
}

TEST_CASE("a threshold is turned and told by its name", "[gui]") {
    BinTuning tuning;
    BinRules& rules = tuning.rules;
    rules.leaky_below = 0.62;
    CustomBin own;
    own.name = "blue";
    own.below = 450.0;
    rules.custom.push_back(own);
    BinTuning after = turn_knob(tuning, "leaky_below", 0.55);
    CHECK(*after.rules.leaky_below == 0.55);
    after = turn_knob(after, "blue:below", 448.0);
    CHECK(*after.rules.custom.front().below == 448.0);
    CHECK(describe_changes(tuning, after) == "leaky_below 0.62 -> 0.55, blue:below 450 -> 448");
    CHECK_THROWS_AS(turn_knob(tuning, "weak_below", 0.5), Error);  // left open: there is none
    for (const TuningKnob& knob : tuning_knobs(tuning)) {
        CHECK(knob.low <= knob.value);
        CHECK(knob.value <= knob.high);
    }
}

TEST_CASE("a knob has the name and the unit of its key, and turns within the key's range", "[gui]") {
    BinTuning tuning;
    BinRules& rules = tuning.rules;
    rules.leaky_below = rules.weak_below = rules.nonuniformity_above = 0.5;
    rules.wavelength_tolerance_nm = rules.bright_above = 1.5;
    const std::vector<TuningKnob> knobs = tuning_knobs(tuning);
    CHECK(knobs.size() == 7);
    for (const TuningKnob& knob : knobs) {
        INFO(knob.name);
        const KeyInfo* key = find_key("bins", knob.name);
        REQUIRE(key != nullptr);
        CHECK(knob.unit == key->unit);
        CHECK(knob.low >= key->least);
        CHECK(knob.high <= key->most);
    }
}

TEST_CASE("a die's picture is cut where the pose and the tile's shift say", "[gui]") {
    const ScratchFolder folder;
    const DieMap map = square_map(10);  // 100 um pitch
    Recording recording;
    recording.folder = folder / "";
    recording.wafer = map.wafer();
    recording.grid = map.grid();
    recording.camera = {10.0, 100, 80, 65535};
    recording.channels = {{"pl", ChannelKind::pl, 30.0, 5.0}};
    recording.tiles = {{0, "far.tif", 0, {400.0, 0.0}}, {1, "near.tif", 0, {0.0, 0.0}}};
    Image image(100, 80, 7);
    // Die (4, 5) lies at (50, 50) um, moved by the pose to (70, 60); the tile truly lies 10 um further right:
    // pixel x = 49.5 + (70 - 10) / 10, y = 39.5 - 60 / 10.
    image.row(33)[55] = 999;
    write_tiff(folder / "near.tif", image.view(), TiffCompression::none);
    write_tiff(folder / "far.tif", Image(100, 80, 1).view(), TiffCompression::none);
    StoredRegistration registration;
    registration.pose.offset_x_um = 20.0;
    registration.pose.offset_y_um = 10.0;
    LedgerEntry entry;
    entry.index = 1;
    entry.source = ShiftSource::own;
    entry.shift_x_um = 10.0;
    const std::vector<LedgerEntry> ledger{entry};
    const auto pictures = cut_die_pictures(recording, map.grid(), {4, 5}, registration, ledger, 1.0);
    REQUIRE(pictures.size() == 1);
    const DiePicture& picture = pictures.front();
    CHECK(picture.tile == "near.tif");
    CHECK(picture.width_px == Approx(10.0));
    // The bright pixel lies in the middle of the die's frame.
    const int x = static_cast<int>(picture.left_px + 0.5 * picture.width_px - 0.5);
    const int y = static_cast<int>(picture.top_px + 0.5 * picture.height_px - 0.5);
    CHECK(picture.image.row(y)[x] == 999);
}

TEST_CASE("a recording of other dies gives no picture", "[gui]") {
    Recording recording;
    recording.grid = square_map(10).grid();
    CHECK_THROWS_AS(cut_die_pictures(recording, square_map(11).grid(), {0, 0}, std::nullopt, {}, 1.0), Error);
}

TEST_CASE("a layer of a large wafer is on the map by its pyramid before it is read", "[gui]") {
    const ScratchFolder folder;
    WaferFile file;
    file.map = square_map(2010);
    file.map.add("pl", "DN", "light").values[file.map.grid().cell({1000, 1000})] = 3.0F;
    file.status = FileStatus::complete;
    write_wafer_file(folder / "w.h5", file);
    PostedCalls calls;
    Desk desk(calls.poster(), no_clock);
    desk.open(folder / "w.h5");
    REQUIRE(calls.run_until([&] { return desk.document() != nullptr; }));
    std::vector<LayerPtr> shown;
    desk.with_map(desk.document(), "pl", [&](const LayerPtr& layer) { shown.push_back(layer); });
    REQUIRE(calls.run_until([&] { return shown.size() == 2; }));
    CHECK(shown[0]->layer.values.empty());
    CHECK(shown[0]->statistics.count == 1);
    CHECK(shown[0]->pyramid.levels().front().low[125 * 252 + 125] == 3.0F);
    CHECK(shown[1]->layer.values.size() == file.map.grid().cells());
}
