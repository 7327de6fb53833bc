// SPDX-License-Identifier: GPL-3.0-or-later
// What an engineer may set of the appearance inspection.
#pragma once

#include "libinspect/appearance/class_rules.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace waferglow::appearance {

/// What a place of a die is.
enum class RegionKind : std::uint8_t {
    street,  ///< outside of the die and its rim
    body,
    rim,  ///< near the die's edge, on both sides of it
    metal,
    finger,  ///< a thin line of metal
    ignore,  ///< not judged
};
[[nodiscard]] const char* to_string(RegionKind kind);

/// A rectangle of the die whose kind is told instead of found.
struct RegionOverride {
    std::string name;
    RegionKind kind = RegionKind::body;
    double left_um = 0.0;  ///< of its lower left corner, from the die's centre, y up
    double bottom_um = 0.0;
    double width_um = 0.0;
    double height_um = 0.0;
    double sensitivity = 1.0;  ///< thresholds are divided by it
    friend bool operator==(const RegionOverride&, const RegionOverride&) = default;
};

struct AppearanceSettings {
    double false_alarms_per_million = 1000.0;  ///< good dies called, of a million
    std::vector<RegionOverride> regions;       ///< later ones lie over earlier ones
    std::vector<ClassRule> rules = default_class_rules();
    double misplaced_share = 0.08;    ///< shift from which on a die is misplaced, of its short side
    double misplaced_turn_deg = 3.5;  ///< turn from which on it is
    std::size_t learn_dies = 4000;    ///< at most, that the golden die is learnt from
    friend bool operator==(const AppearanceSettings&, const AppearanceSettings&) = default;
};

/// Throws Error(input) that names the setting.
void validate(const AppearanceSettings& settings);

}  // namespace waferglow::appearance
