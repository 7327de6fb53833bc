// SPDX-License-Identifier: GPL-3.0-or-later
// A judged display module with known faults, and its file, for tests of the desktop.
#pragma once

#include "app/gui/presenters/module/module_document.h"
#include "libinspect/recipe/recipe.h"
#include "tests/module_quality/lit_module.h"

#include <filesystem>
#include <string>
#include <utility>

namespace waferglow::test {

inline constexpr DieIndex kDeadPixel{12, 20};     ///< its green
inline constexpr DieIndex kGlowingPixel{30, 41};  ///< its red, in black
inline constexpr std::int32_t kDarkColumn = 70;   ///< its blue, over all rows

/// 60 x 100 pixels of three colours: one dead, one that is always on, a dark column and a bright spot.
inline module::ModuleLight faulty_light() {
    LitModule lit({.rows = 60, .cols = 100, .colours = {"r", "g", "b"}, .spread = 0.02});
    lit.factor[1][lit.at(kDeadPixel.row, kDeadPixel.col)] = 0.0;
    lit.in_black[0][lit.at(kGlowingPixel.row, kGlowingPixel.col)] = 0.5;
    lit.add_line(false, kDarkColumn, 2, 0, 60, 0.3);
    lit.add_spot(40.0, 20.0, 6.0, 0.08);
    lit.patterns.push_back({.name = "w255", .lights = {0, 1, 2}, .gray = 255, .exposure_ms = 3.0});
    lit.patterns.push_back({.name = "g64", .lights = {1}, .gray = 64, .exposure_ms = 20.0});
    return lit.light();
}

inline JudgedModule judged(module::ModuleLight light, const Recipe& recipe = {}) {
    JudgedModule result;
    result.quality = judge(light, recipe.module);
    result.file.light = std::move(light);
    result.file.recipe_toml = to_toml(recipe);
    result.file.status = FileStatus::complete;
    return result;
}

inline gui::ModuleDocumentPtr faulty_document(std::size_t most = gui::kMostFaultRows) {
    return gui::make_module_document("m.h5", judged(faulty_light()), most);
}

inline void write_faulty_module(const std::filesystem::path& path) {
    const JudgedModule module = judged(faulty_light());
    write_module_file(path, module.file, module.quality);
}

}  // namespace waferglow::test
