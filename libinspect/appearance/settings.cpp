// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/appearance/settings.h"

#include "libinspect/base/error.h"

#include <fmt/format.h>

namespace waferglow::appearance {

const char* to_string(RegionKind kind) {
    switch (kind) {
        case RegionKind::street:
            return "street";
        case RegionKind::body:
            return "body";
        case RegionKind::rim:
            return "rim";
        case RegionKind::metal:
            return "metal";
        case RegionKind::finger:
            return "finger";
        case RegionKind::ignore:
            break;
    }
    return "ignore";
}

void validate(const AppearanceSettings& settings) {
    const auto refuse = [](const std::string& what) { throw Error(ErrorKind::input, "appearance: " + what); };
    if (!(settings.false_alarms_per_million >= 1.0 && settings.false_alarms_per_million <= 100'000.0)) {
        refuse(fmt::format("false_alarms_per_million = {} must lie between 1 and 100000",
                           settings.false_alarms_per_million));
    }
    if (!(settings.misplaced_share > 0.0 && settings.misplaced_turn_deg > 0.0)) {
        refuse("the shift and the turn from which on a die is misplaced must be positive");
    }
    if (settings.learn_dies < 200) refuse("learn_dies must be at least 200");
    for (const RegionOverride& region : settings.regions) {
        if (!(region.width_um > 0.0 && region.height_um > 0.0)) {
            refuse(fmt::format("region '{}': width and height must be positive", region.name));
        }
        if (!(region.sensitivity > 0.0)) {
            refuse(fmt::format("region '{}': sensitivity must be positive", region.name));
        }
    }
}

}  // namespace waferglow::appearance
