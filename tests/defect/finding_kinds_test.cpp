// SPDX-License-Identifier: GPL-3.0-or-later
// The table of the kinds of findings fits together.
#include "libinspect/finding/finding_kinds.h"

#include "libinspect/base/error.h"
#include "libinspect/defect/bins.h"

#include <set>
#include <string>

#include <catch2/catch.hpp>

using namespace waferglow;

TEST_CASE("kinds of findings have names and columns of their own", "[defect]") {
    std::set<std::string> names;
    for (const FindingKind& kind : finding_kinds()) {
        CHECK(names.insert(kind.name).second);
        CHECK(&finding_kind(kind.name) == &kind);
        std::set<std::string> columns;
        for (const StoredField& field : kind.fields) CHECK(columns.insert(field.name).second);
        CHECK_FALSE(columns.empty());
    }
}

TEST_CASE("class numbers of findings in defect files are none of bins, nor of another kind", "[defect]") {
    constexpr std::int32_t kApart = 1000;
    std::set<std::int32_t> taken;
    for (const FindingKind& kind : finding_kinds()) {
        if (kind.first_defect_class == 0) continue;
        CHECK(kind.first_defect_class > kNoBinCode);
        CHECK(taken.insert(kind.first_defect_class / kApart).second);
    }
}

TEST_CASE("a kind that there is not is refused by name", "[defect]") {
    CHECK_THROWS_WITH(finding_kind("ghosts"), Catch::Contains("ghosts"));
}

TEST_CASE("the cells of dies in staggered rows reach as far as the further row", "[defect]") {
    DieGrid grid{.rows = 4,
                 .cols = 4,
                 .x0_um = 0.0,
                 .y0_um = 0.0,
                 .pitch_x_um = 10.0,
                 .pitch_y_um = 10.0,
                 .die_width_um = 5.0,
                 .die_height_um = 5.0};
    grid.steps.stagger_x_um = 4.0;
    const WaferRect extent = extent_of(grid, {0, 3, 1, 3});
    CHECK(extent.left == Approx(5.0));    // of rows 0 and 2
    CHECK(extent.right == Approx(29.0));  // of row 1
    CHECK(extent.top == Approx(5.0));
    CHECK(extent.bottom == Approx(-25.0));
}
