// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/appearance/internal/resolvable.h"

#include <array>
#include <string_view>

namespace waferglow::appearance {
namespace {

/// From how many pixels across the short side on a class can be told. From simulated wafers; below four
/// pixels nothing but a missing die can.
struct Need {
    std::string_view name;
    double short_side_px;
};
constexpr std::array<Need, 12> kNeeds{{{"missing", 3.0},
                                       {"particle", 4.0},
                                       {"misplaced", 6.0},
                                       {"chipped", 6.0},
                                       {"metal_missing", 6.0},
                                       {"contact_residue", 6.0},
                                       {"discoloured", 6.0},
                                       {"scratched", 12.0},
                                       {"metal_partial", 12.0},
                                       {"metal_stain", 12.0},
                                       {"residue", 12.0},
                                       {"cracked", 24.0}}};
constexpr double kFinger_px = 1.0;
constexpr double kFingerAlways_px = 24.0;

}  // namespace

std::vector<std::string> classes_not_resolved(double short_side_px, double finger_px) {
    std::vector<std::string> names;
    for (const Need& need : kNeeds) {
        if (short_side_px < need.short_side_px) names.emplace_back(need.name);
    }
    const bool thin = finger_px > 0.0 && finger_px <= kFinger_px;
    if (short_side_px < 12.0 || (short_side_px < kFingerAlways_px && thin))
        names.emplace_back("metal_broken");
    return names;
}

}  // namespace waferglow::appearance
