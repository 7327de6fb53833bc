// SPDX-License-Identifier: GPL-3.0-or-later
// The keys of a display module in recordings: [module], its [grid], [[subpixel]], and those of a [[channel]]
// of the kind lit.
#pragma once

#include "libinspect/formats/internal/key_table.h"
#include "libinspect/geometry/module.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace waferglow {

/// A [[subpixel]] as written.
struct SubPixelRow {
    std::string name;
    double dx_um = 0.0;
    double dy_um = 0.0;
    std::optional<double> width_um{};  ///< none: as [grid] has it
    std::optional<double> height_um{};
    std::optional<double> cie_x{};
    std::optional<double> cie_y{};
    std::optional<double> cd_m2{};
};

/// What a [[channel]] of the kind lit adds, as written.
struct PatternRow {
    std::vector<std::string> lights{};
    std::optional<std::int64_t> gray{};  ///< none: 0, of a pattern without lights
    std::int64_t gray_max = 255;
    double exposure_ms = 0.0;
};

/// All but the module's name: where its sub-panels begin.
[[nodiscard]] KeyTable<Module> module_keys();
/// Those of grids of dies; the place of the first pixel may be left out, which centres the module.
[[nodiscard]] KeyTable<DieGrid> module_grid_keys();
[[nodiscard]] KeyTable<SubPixelRow> sub_pixel_keys();
[[nodiscard]] KeyTable<PatternRow> pattern_keys();

}  // namespace waferglow
