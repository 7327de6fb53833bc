// SPDX-License-Identifier: GPL-3.0-or-later
// What a recipe says of the appearance of dies in reflected light, and of the name that a die gets.
#pragma once

#include "libinspect/appearance/settings.h"

#include <cstdint>
#include <string>
#include <vector>

namespace waferglow {

struct AppearanceRecipe {
    bool enabled = true;  ///< where there is a channel that shows the appearance
    double false_alarms_per_million = appearance::AppearanceSettings{}.false_alarms_per_million;
    double misplaced_share = appearance::AppearanceSettings{}.misplaced_share;
    double misplaced_turn_deg = appearance::AppearanceSettings{}.misplaced_turn_deg;
    std::int64_t pictures = 2000;  ///< of dies, at most, that the wafer file keeps
    std::vector<appearance::RegionOverride> regions;
    std::vector<appearance::ClassRule> rules;  ///< asked before the standard ones
    friend bool operator==(const AppearanceRecipe&, const AppearanceRecipe&) = default;
};

/// As the inspection takes them: the recipe's rules, then the standard ones.
[[nodiscard]] appearance::AppearanceSettings settings_of(const AppearanceRecipe& recipe);

}  // namespace waferglow
