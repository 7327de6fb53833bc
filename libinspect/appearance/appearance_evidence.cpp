// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/appearance/appearance_evidence.h"

#include <algorithm>
#include <cmath>

namespace waferglow::appearance {
namespace {

GoldenPicture picture_of(const AppearanceModel& model) {
    GoldenPicture picture{.width = model.window.fine_width(),
                          .height = model.window.fine_height(),
                          .step_um = kStep_px * model.camera.pixel_um,
                          .light = model.golden.light,
                          .spread = model.golden.spread};
    for (const RegionKind kind : model.regions.kind)
        picture.region.push_back(static_cast<std::uint8_t>(kind));
    picture.part = model.regions.part;
    return picture;
}

}  // namespace

AppearanceEvidence evidence_of(const AppearanceModel& model, const WaferAppearance& wafer) {
    AppearanceEvidence evidence;
    evidence.false_alarms_per_million = model.settings.false_alarms_per_million;
    evidence.tests = wafer.tests;
    evidence.found = wafer.found;
    evidence.not_resolved = wafer.not_resolved;
    evidence.golden_dies = static_cast<std::int64_t>(model.dies);
    evidence.golden_tiles = model.tiles;
    evidence.level_dn = model.level_dn;
    evidence.body_light = model.regions.body_light;
    evidence.metal_light = model.regions.metal_light;
    evidence.street_light = model.regions.street_light;
    evidence.blur_um = model.regions.blur_px * model.camera.pixel_um;
    for (const MetalPart& part : model.regions.parts) evidence.parts.push_back(part.name);
    evidence.golden = picture_of(model);
    return evidence;
}

std::array<double, kTests> threshold_factors(const AppearanceEvidence& evidence,
                                             double false_alarms_per_million) {
    std::array<double, kTests> factors{};
    factors.fill(1.0);
    if (false_alarms_per_million == evidence.false_alarms_per_million) return factors;
    const auto asked = static_cast<double>(std::ranges::count_if(
        evidence.tests, [](const TestThreshold& test) { return std::isfinite(test.threshold); }));
    for (std::size_t t = 0; t < kTests; ++t) {
        const TestThreshold& test = evidence.tests.at(t);
        if (!std::isfinite(test.threshold) || test.threshold <= 0.0) continue;
        factors.at(t) = test.tail.threshold(1e-6 * false_alarms_per_million / asked) / test.threshold;
    }
    return factors;
}

}  // namespace waferglow::appearance
