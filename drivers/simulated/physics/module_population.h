// SPDX-License-Identifier: GPL-3.0-or-later
// How brightly each sub-pixel of a simulated module truly glows.
#pragma once

#include "drivers/simulated/physics/module_flaws.h"
#include "drivers/simulated/physics/module_settings.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace waferglow::simulated {

enum class SubPixelKind : std::uint8_t {
    good,
    dead,
    dim,
    bright,
    always_on,     ///< glows at one level, whatever is driven
    wrong_colour,  ///< stays dark; its driver lights another one of the pixel
    line           ///< in a line that is stronger than any spread
};
[[nodiscard]] std::string_view name_of(SubPixelKind kind);

/// Truth of one sub-pixel, free of noise.
struct SubPixelTruth {
    SubPixelKind kind = SubPixelKind::good;
    double factor = 1.0;     ///< of its light by its fault; of one that is always on its level in the dark
    double own = 1.0;        ///< light at full gray relative to healthy neighbours: spread, fault, lines
    double luminance = 1.0;  ///< likewise relative to a nominal one: own, mura, sub-panel
    double gamma = 2.2;
    std::size_t partner = 0;  ///< of a wrong colour: which one its driver lights
};

/// Every sub-pixel computable alone. Immutable, thread-safe.
class ModulePopulation {
  public:
    explicit ModulePopulation(const ModuleSettings& resolved);

    [[nodiscard]] const ModuleFlaws& flaws() const { return flaws_; }
    [[nodiscard]] SubPixelTruth truth(DieIndex pixel, std::size_t sub_pixel) const;
    /// Light of all sub-pixels of a pixel in a pattern, electrons of the whole emitter, into `light`.
    void light_of(DieIndex pixel, const LitPattern& pattern, std::vector<double>& light) const;

  private:
    ModuleSettings settings_;
    ModuleFlaws flaws_;
};

}  // namespace waferglow::simulated
