// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/module_quality/module_quality.h"
#include "tests/module_quality/lit_module.h"

#include <cmath>

using namespace waferglow;
using namespace waferglow::module;
using namespace waferglow::test;

namespace {

LitSettings four_panels(std::uint64_t seed) {
    return {.rows = 270, .cols = 480, .seed = seed, .panel_rows = {0, 135}, .panel_cols = {0, 240}};
}

void set_gain(LitModule& lit, int panel_row, int panel_col, double gain) {
    for (std::int32_t r = 135 * panel_row; r < 135 * (panel_row + 1); ++r) {
        for (std::int32_t c = 240 * panel_col; c < 240 * (panel_col + 1); ++c)
            lit.field[lit.at(r, c)] *= gain;
    }
}

}  // namespace

TEST_CASE("half-steps of seams are found and measured", "[module]") {
    LitModule lit(four_panels(GENERATE(1U, 2U, 3U)));
    lit.add_spot(120, 236, 9, 0.03);
    lit.add_line(true, 130, 0, 0, 480, 0.0);
    lit.add_line(false, 100, 0, 0, 270, 0.96);
    set_gain(lit, 0, 1, 1.03);
    set_gain(lit, 1, 0, 0.98);
    const ModuleQuality quality = judge(lit.light(), {});
    const auto step_at = [&](Axis axis, std::int32_t index, std::int32_t along) {
        for (const Seam& seam : quality.seams) {
            if (seam.axis == axis && seam.index == index && seam.begin <= along && along < seam.end)
                return seam.step;
        }
        return 0.0;
    };
    CHECK(step_at(Axis::col, 240, 60) == Approx(0.03).margin(0.009));
    CHECK(step_at(Axis::col, 240, 200) == Approx(1.0 / 0.98 - 1.0).margin(0.009));
    CHECK(step_at(Axis::row, 135, 100) == Approx(-0.02).margin(0.007));
    CHECK(step_at(Axis::row, 135, 400) == Approx(1.0 / 1.03 - 1.0).margin(0.007));
    CHECK(quality.lines.size() == 2);
    CHECK(quality.mura.objects.size() >= 1);
    CHECK(quality.mura.objects.size() <= 2);
    CHECK_FALSE(quality.passes);
}

TEST_CASE("panels of equal light have no seam, however the light bends", "[module]") {
    LitModule lit(four_panels(GENERATE(21U, 22U, 23U, 24U)));
    for (std::size_t i = 0; i < lit.cells(); ++i) {
        const double x = static_cast<double>(i % 480) / 240.0 - 1.0;
        const double y = static_cast<double>(i / 480) / 135.0 - 1.0;
        lit.field[i] = (1.0 - 0.15 * (x * x + y * y)) * (1.0 + 0.05 * x * x * x);
    }
    lit.scatter(300, 0.0);
    CHECK(judge(lit.light(), {}).seams.empty());
}
