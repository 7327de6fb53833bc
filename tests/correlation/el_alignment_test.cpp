// SPDX-License-Identifier: GPL-3.0-or-later
// Alignment finds how a shuffled EL table lies on the wafer, and says so where it can't.
#include "libinspect/correlation/el_alignment.h"

#include "libinspect/base/error.h"

#include <random>
#include <vector>

using namespace waferglow;
using Catch::Matchers::Contains;

namespace {

DieMap round_map(std::int32_t across, double pitch_x_um = 100, double pitch_y_um = 100) {
    Wafer wafer;
    wafer.id = "W1";
    wafer.diameter_mm = across * std::max(pitch_x_um, pitch_y_um) / 1000.0;
    return {wafer, centered_grid(wafer, pitch_x_um, pitch_y_um, 60, 60)};
}

struct Scene {
    std::vector<std::uint8_t> pl;  ///< marks of the cells
    std::vector<std::int32_t> row;
    std::vector<std::int32_t> col;
    std::vector<double> x_um;
    std::vector<double> y_um;
    std::vector<std::uint8_t> el;
};

/// Dies are bad at random and, with `blob`, in a disc; PL errs on 3 % of all. EL has `share` of the dies,
/// labelled so that `truth` leads to the wafer.
Scene make_scene(const DieMap& map, const ElTransform& truth, double bad = 0.03, double share = 0.6,
                 bool unrelated = false) {
    std::mt19937_64 random(11);
    const auto chance = [&random](double p) { return static_cast<double>(random() >> 11U) * 0x1p-53 < p; };
    Scene scene;
    scene.pl.assign(map.grid().cells(), 255);
    const ElOrientation o = truth.orientation;
    for (std::int32_t row = 0; row < map.grid().rows; ++row) {
        for (std::int32_t col = 0; col < map.grid().cols; ++col) {
            if (!map.presence().exists({row, col})) continue;
            const bool is_bad = chance(bad);
            const bool by_pl = chance(0.03) != is_bad;
            scene.pl[map.grid().cell({row, col})] = by_pl;
            if (!chance(share)) continue;
            // The inverse: turn back, then mirror.
            std::int32_t r = row - truth.row_offset;
            std::int32_t c = col - truth.col_offset;
            for (int turn = 0; turn < o.quarter_turns; ++turn) {
                const std::int32_t back = -r;
                r = c;
                c = back;
            }
            scene.row.push_back(r);
            scene.col.push_back(o.mirrored ? -c : c);
            scene.el.push_back(unrelated ? chance(bad) : is_bad);
        }
    }
    return scene;
}

AlignmentSearch search(const DieMap& map, const Scene& scene) {
    return find_alignment(map, {.upright = {scene.row, scene.col}, .swapped = {}}, {scene.el, scene.pl});
}

}  // namespace

TEST_CASE("all orientations, bases and offsets are found with 40 % of the records missing", "[correlation]") {
    const DieMap map = round_map(60);
    for (int turns = 0; turns < 4; ++turns) {
        for (const bool mirrored : {false, true}) {
            for (const std::int32_t offset : {0, -1, 10, -10}) {
                const ElTransform truth{{turns, mirrored}, offset, -offset / 2};
                const AlignmentSearch found = search(map, make_scene(map, truth));
                INFO(describe(truth) << ", found " << describe(found.best.transform) << ", lead "
                                     << found.lead);
                CHECK(found.best.transform == truth);
                CHECK(found.conclusive);
                CHECK(settle_alignment(found, true) == truth);
            }
        }
    }
}

TEST_CASE("an origin far away is found as well", "[correlation]") {
    const DieMap map = round_map(60);
    const ElTransform truth{{3, true}, 5000, -100000};
    CHECK(search(map, make_scene(map, truth)).best.transform == truth);
}

TEST_CASE("a probed sample of a fifth of the wafer's dies is enough", "[correlation]") {
    const DieMap map = round_map(60);
    const ElTransform truth{{1, false}, 7, 3};
    const AlignmentSearch found = search(map, make_scene(map, truth, 0.05, 0.2));
    CHECK(found.best.transform == truth);
    CHECK(found.conclusive);
}

TEST_CASE("with no bad die there is nothing to go by: refused, but as given is kept", "[correlation]") {
    const DieMap map = round_map(40);
    const Scene scene = make_scene(map, {}, 0.0);
    const AlignmentSearch found = search(map, scene);
    CHECK_FALSE(found.conclusive);
    CHECK_THROWS_WITH(settle_alignment(found, false), Contains("say orientation and offset"));
    CHECK(settle_alignment(found, true) == ElTransform{});
}

TEST_CASE("EL data of another wafer do not align", "[correlation]") {
    const DieMap map = round_map(60);
    for (const double bad : {0.01, 0.1, 0.5}) {
        const AlignmentSearch found = search(map, make_scene(map, {}, bad, 0.6, true));
        INFO("bad " << bad << ": score " << found.best.score << ", lead " << found.lead);
        CHECK_FALSE(found.conclusive);
        CHECK_THAT(doubt_of(found, {}), Contains("agree no better than by chance"));
    }
}

TEST_CASE("verdicts that contradict each other are told as such, and good ones raise no doubt",
          "[correlation]") {
    const DieMap map = round_map(60);
    Scene scene = make_scene(map, {}, 0.1);
    CHECK(doubt_of(search(map, scene), {}).empty());
    for (std::uint8_t& mark : scene.el) mark = mark == 1 ? 0 : 1;
    CHECK_THROWS_WITH(settle_alignment(search(map, scene), true), Contains("contradict each other"));
}

TEST_CASE("a pattern that looks the same turned round is refused", "[correlation]") {
    const DieMap map = round_map(41);
    Scene scene;
    scene.pl.assign(map.grid().cells(), 255);
    for (std::int32_t row = 0; row < map.grid().rows; ++row) {
        for (std::int32_t col = 0; col < map.grid().cols; ++col) {
            if (!map.presence().exists({row, col})) continue;
            const std::uint8_t ring = std::hypot(row - 20, col - 20) > 17;
            scene.pl[map.grid().cell({row, col})] = ring;
            scene.row.push_back(row - 30);
            scene.col.push_back(col);
            scene.el.push_back(ring);
        }
    }
    CHECK_THROWS_AS(settle_alignment(search(map, scene), true), Error);
}

TEST_CASE("with a pitch of its own in x and y, places of a turned table are found", "[correlation]") {
    const DieMap map = round_map(50, 100, 70);
    const DieGrid& grid = map.grid();
    const Scene scene = make_scene(map, {});
    // The tester's map is turned clockwise: what it calls x is our y; its origin is somewhere.
    std::vector<double> x;
    std::vector<double> y;
    for (std::size_t i = 0; i < scene.row.size(); ++i) {
        const WaferPoint p = grid.center({scene.row[i], scene.col[i]});
        x.push_back(p.y + 12345.6);
        y.push_back(-p.x + 777.7);
    }
    const AlignmentSearch found =
        find_alignment(map, labels_of_places(x, y, grid, true), {scene.el, scene.pl});
    CHECK(found.conclusive);
    CHECK(found.best.transform.orientation == ElOrientation{1, false});
    const ElLabels labels = labels_of_places(x, y, grid, true);
    for (const std::size_t i : {std::size_t{0}, scene.row.size() / 2, scene.row.size() - 1}) {
        const DieIndex die = found.best.transform.die_of(labels.swapped.row[i], labels.swapped.col[i]);
        CHECK(die.row == scene.row[i]);
        CHECK(die.col == scene.col[i]);
    }
}

TEST_CASE("places that are no lattice of the wafer's pitch are refused", "[correlation]") {
    const DieMap map = round_map(20);
    std::vector<double> x;
    for (int i = 0; i < 400; ++i) x.push_back(37.3 * i);
    CHECK_THROWS_WITH(labels_of_places(x, x, map.grid(), true), Contains("in um"));
}

TEST_CASE("turning a map four times or mirroring it twice leads back", "[correlation]") {
    const ElTransform quarter{{1, false}, 0, 0};
    DieIndex die{3, 5};
    for (int i = 0; i < 4; ++i) die = quarter.die_of(die.row, die.col);
    CHECK(die == DieIndex{3, 5});
    // x right, y up: (x, y) = (5, -3) turns counter-clockwise to (3, 5), which is row -5, col 3.
    CHECK(quarter.die_of(3, 5) == DieIndex{-5, 3});
    CHECK(ElTransform{{0, true}, 0, 0}.die_of(3, 5) == DieIndex{3, -5});
}
