// SPDX-License-Identifier: GPL-3.0-or-later
// PL verdicts beside EL records on a map small enough to count by hand.
#include "app/gui/presenters/correlation/el_comparison.h"

#include "libinspect/base/error.h"
#include "tests/gui/wafers.h"

#include <catch2/catch.hpp>

using namespace waferglow;
using namespace waferglow::gui;
using namespace waferglow::test;

namespace {

/// Ten dies in the first row: PL 0.0, 0.1, ..., 0.9; those below 0.45 are rejected.
struct Scene {
    DieMap map = square_map(10);
    LayerPtr pl;
    BinPtr bins;
    ElTable el;

    Scene() {
        std::vector<float> values(100, kNoData);
        std::vector<std::uint8_t> codes(100, kNoBinCode);
        for (std::int32_t col = 0; col < 10; ++col) {
            const auto at = static_cast<std::size_t>(col);
            values[at] = 0.1F * static_cast<float>(col);
            codes[at] = values[at] < 0.45F ? 2 : 1;
            el.row.push_back(0);
            el.col.push_back(col);
            el.pass.push_back(col >= 4 ? 1 : 0);
            el.el_intensity.push_back(values[at]);
        }
        pl = layer_of(map.grid(), values);
        bins =
            make_bin_data(codes, {{1, "good", {}, true, "", 0}, {2, "dead", {}, false, "", 0}}, map.grid());
    }
};

}  // namespace

TEST_CASE("every record has its verdict on the map", "[gui]") {
    Scene scene;
    scene.el.pass[9] = 0;  // bright by PL, bad by EL
    const ElComparison c = compare_with_el(scene.map, *scene.bins, *scene.pl, scene.el);
    CHECK(c.confusion.tp == 4);
    CHECK(c.confusion.fp == 1);  // die 4: 0.4 is rejected, EL passes it
    CHECK(c.confusion.tn == 4);
    CHECK(c.confusion.fn == 1);
    CHECK(c.map->code(0) == static_cast<std::uint8_t>(Verdict::both_bad));
    CHECK(c.map->code(4) == static_cast<std::uint8_t>(Verdict::overkill));
    CHECK(c.map->code(9) == static_cast<std::uint8_t>(Verdict::escape));
    CHECK(c.map->code(10) == kNoBinCode);
    REQUIRE(c.disagreements.size() == 2);
    CHECK(c.disagreements.front().verdict == Verdict::escape);
    CHECK(c.disagreements.front().die == DieIndex{0, 9});
}

TEST_CASE("the best threshold lies between the last bad die and the first good one", "[gui]") {
    const Scene scene;
    const ElComparison c = compare_with_el(scene.map, *scene.bins, *scene.pl, scene.el);
    CHECK(c.best_threshold > 0.3);
    CHECK(c.best_threshold <= 0.4001);
    CHECK(c.thresholds.front().confusion.fn == 4);  // nothing is rejected
    CHECK(c.thresholds.front().confusion.tp == 0);
}

TEST_CASE("records outside of the grid or of dies without a bin are not judged", "[gui]") {
    Scene scene;
    scene.el.row = {99, 5, 0, 0, 0, 0, 0, 0, 0, 0};
    const ElComparison c = compare_with_el(scene.map, *scene.bins, *scene.pl, scene.el);
    CHECK(c.left_out.off_wafer == 1);
    CHECK(c.left_out.unmeasured == 1);
    CHECK(c.confusion.matched() == 8);
}

TEST_CASE("a table without verdicts is refused in words", "[gui]") {
    Scene scene;
    scene.el.pass.clear();
    CHECK_THROWS_WITH(compare_with_el(scene.map, *scene.bins, *scene.pl, scene.el),
                      Catch::Matchers::Contains("'pass'"));
}
