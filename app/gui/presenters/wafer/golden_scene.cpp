// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/presenters/wafer/golden_scene.h"

#include <algorithm>
#include <cmath>

namespace waferglow::gui {

using appearance::RegionKind;

GoldenPtr make_golden_scene(const appearance::AppearanceEvidence& evidence) {
    const appearance::GoldenPicture& golden = evidence.golden;
    if (!evidence.fault.empty() || golden.light.empty() || golden.region.size() != golden.light.size())
        return nullptr;
    auto scene = std::make_shared<GoldenScene>();
    scene->channel = evidence.channel;
    scene->width = golden.width;
    scene->height = golden.height;
    scene->step_um = golden.step_um;
    const auto [low, high] = std::ranges::minmax(golden.light);
    const float range = high > low ? high - low : 1.0F;
    for (const float light : golden.light)
        scene->grey.push_back(static_cast<std::uint8_t>(std::lround(255.0F * (light - low) / range)));
    for (const std::uint8_t kind : golden.region) {
        scene->region.push_back(
            static_cast<RegionKind>(std::min(kind, static_cast<std::uint8_t>(RegionKind::ignore))));
    }
    scene->border.assign(scene->region.size(), 0);
    for (int y = 0; y < scene->height; ++y) {
        for (int x = 0; x < scene->width; ++x) {
            const auto at = static_cast<std::size_t>(y) * static_cast<std::size_t>(scene->width) +
                            static_cast<std::size_t>(x);
            const bool right = x + 1 < scene->width && scene->region[at + 1] != scene->region[at];
            const bool below =
                y + 1 < scene->height &&
                scene->region[at + static_cast<std::size_t>(scene->width)] != scene->region[at];
            if (right || below) scene->border[at] = 1;
        }
    }
    return scene;
}

}  // namespace waferglow::gui
