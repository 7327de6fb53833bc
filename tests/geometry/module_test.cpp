// SPDX-License-Identifier: GPL-3.0-or-later
// Display modules: what is refused of a module and of its patterns.
#include "libinspect/geometry/module.h"

#include "libinspect/base/error.h"

#include <limits>

using namespace waferglow;
using Catch::Contains;

namespace {

/// Three upright stripes in pixels of 60 um, 8 rows and 12 columns in 2 x 3 sub-panels.
Module striped() {
    Module module;
    module.id = "M-1";
    module.grid = {.rows = 8,
                   .cols = 12,
                   .pitch_x_um = 60.0,
                   .pitch_y_um = 60.0,
                   .die_width_um = 12.0,
                   .die_height_um = 40.0};
    for (const auto& [name, dx_um] : {std::pair{"r", -20.0}, std::pair{"g", 0.0}, std::pair{"b", 20.0}})
        module.sub_pixels.push_back({.name = name, .dx_um = dx_um, .width_um = 12.0, .height_um = 40.0});
    module.panel_rows = {0, 4};
    module.panel_cols = {0, 4, 8};
    return module;
}

LitPattern full_red() {
    return {.name = "r255", .lights = {0}, .gray = 255, .gray_max = 255, .exposure_ms = 6.25};
}

}  // namespace

TEST_CASE("a module of stripes and sub-panels is accepted") {
    CHECK_NOTHROW(validate(striped()));
    CHECK_NOTHROW(validate({full_red()}, striped()));
}

TEST_CASE("sub-pixels of one pixel must not overlap") {
    Module module = striped();
    module.sub_pixels[1].dx_um = -9.0;  // from -15 to -3; red ends at -14
    CHECK_THROWS_WITH(validate(module), Contains("'r' and 'g' of a pixel overlap"));
    module.sub_pixels[1].dx_um = -8.0;  // they touch
    CHECK_NOTHROW(validate(module));
}

TEST_CASE("sub-pixels of neighbouring pixels must not overlap") {
    Module module = striped();
    module.sub_pixels[2].dx_um = 30.0;  // ends at 36; red of the next pixel begins at 60 - 26 = 34
    CHECK_THROWS_WITH(validate(module), Contains("of neighbouring pixels overlap"));
    module = striped();
    module.sub_pixels[0].height_um = 61.0;  // over the pitch
    CHECK_THROWS_WITH(validate(module), Contains("'r' and 'r' of neighbouring pixels overlap"));
}

TEST_CASE("rows that are staggered bring sub-pixels of neighbouring rows together") {
    Module module = striped();
    module.sub_pixels[0].dy_um = 25.0;
    CHECK_NOTHROW(validate(module));  // red of the row below lies beside the green of this one
    module.grid.steps.stagger_x_um = 20.0;
    CHECK_THROWS_WITH(validate(module), Contains("of neighbouring pixels overlap"));
}

TEST_CASE("names of sub-pixels are identifiers, each of one sub-pixel") {
    Module module = striped();
    module.sub_pixels[1].name = "2nd";
    CHECK_THROWS_WITH(validate(module), Contains("'2nd' must be letters, digits and '_'"));
    module.sub_pixels[1].name = "r";
    CHECK_THROWS_WITH(validate(module), Contains("two sub-pixels are called 'r'"));
}

TEST_CASE("sub-panels begin at 0, ascend and lie inside of the module") {
    Module module = striped();
    module.panel_rows = {1, 4};
    CHECK_THROWS_WITH(validate(module), Contains("panel_rows = [1, 4] must begin with 0"));
    module.panel_rows = {0, 6, 4};
    CHECK_THROWS_WITH(validate(module), Contains("panel_rows = [0, 6, 4]") && Contains("4 follows 6"));
    module.panel_rows = {0, 8};
    CHECK_THROWS_WITH(validate(module), Contains("8 is not below 8"));
    module.panel_rows = {0};
    module.panel_cols = {0, 12};
    CHECK_THROWS_WITH(validate(module), Contains("panel_cols = [0, 12]"));
    module.panel_cols.clear();
    CHECK_THROWS_AS(validate(module), Error);
}

TEST_CASE("numbers of a sub-pixel that can't be are refused with field and value") {
    Module module = striped();
    module.sub_pixels[0].width_um = 0.0;
    CHECK_THROWS_WITH(validate(module), Contains("'r'") && Contains("width_um = 0"));
    module = striped();
    module.sub_pixels[0].dx_um = std::numeric_limits<double>::infinity();
    CHECK_THROWS_WITH(validate(module), Contains("dx_um = inf"));
    module = striped();
    module.sub_pixels[2].chromaticity = Chromaticity{0.7, 0.4};
    CHECK_THROWS_WITH(validate(module), Contains("'b'") && Contains("cie_x + cie_y"));
    module.sub_pixels[2].chromaticity = Chromaticity{0.7, 0.0};
    CHECK_THROWS_WITH(validate(module), Contains("cie_y = 0"));
    module = striped();
    module.sub_pixels[0].cd_m2 = -1.0;
    CHECK_THROWS_WITH(validate(module), Contains("cd_m2 = -1"));
}

TEST_CASE("a module has a name, a grid and a sub-pixel") {
    Module module = striped();
    module.id.clear();
    CHECK_THROWS_WITH(validate(module), Contains("id"));
    module = striped();
    module.sub_pixels.clear();
    CHECK_THROWS_WITH(validate(module), Contains("at least one sub-pixel"));
    module = striped();
    module.grid.rows = 0;
    CHECK_THROWS_WITH(validate(module), Contains("module") && Contains("rows = 0"));
}

TEST_CASE("a gray over gray_max is refused") {
    LitPattern pattern = full_red();
    pattern.gray = 256;
    CHECK_THROWS_WITH(validate({pattern}, striped()),
                      Contains("'r255'") && Contains("gray = 256 must lie between 0 and gray_max, 255"));
    pattern.gray = -1;
    CHECK_THROWS_AS(validate({pattern}, striped()), Error);
}

TEST_CASE("patterns without light, time or a name of their own are refused") {
    LitPattern pattern = full_red();
    pattern.exposure_ms = 0.0;
    CHECK_THROWS_WITH(validate({pattern}, striped()), Contains("exposure_ms = 0"));
    pattern = full_red();
    pattern.name = "r 255";
    CHECK_THROWS_WITH(validate({pattern}, striped()), Contains("'r 255'"));
    CHECK_THROWS_WITH(validate({full_red(), full_red()}, striped()), Contains("has that name already"));
}

TEST_CASE("lights are sub-pixels that there are, each once") {
    LitPattern pattern = full_red();
    pattern.lights = {3};
    CHECK_THROWS_WITH(validate({pattern}, striped()), Contains("sub-pixel 3, the module has 3"));
    pattern.lights = {1, 1};
    CHECK_THROWS_WITH(validate({pattern}, striped()), Contains("names 'g' twice"));
}

TEST_CASE("at least one pattern must drive a sub-pixel") {
    LitPattern black{.name = "black", .lights = {}, .exposure_ms = 25.0};
    LitPattern gray0 = full_red();
    gray0.gray = 0;
    CHECK_THROWS_WITH(validate({black, gray0}, striped()), Contains("no pattern is lit"));
    CHECK_NOTHROW(validate({black, full_red()}, striped()));
}
