// SPDX-License-Identifier: GPL-3.0-or-later
// What the pictures of one channel told of a wafer, as it is kept in its file: the golden die, thresholds and
// findings. Verdicts are made from it, and made anew without pixels.
#pragma once

#include "libinspect/appearance/found_defect.h"
#include "libinspect/appearance/model.h"
#include "libinspect/appearance/wafer_appearance.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace waferglow::appearance {

/// The golden die as a picture, row-major, kPhases samples a pixel an axis.
struct GoldenPicture {
    int width = 0;
    int height = 0;
    double step_um = 0.0;
    std::vector<float> light{};          ///< of a tile's level
    std::vector<float> spread{};         ///< 1 sigma of a pixel there over good dies
    std::vector<std::uint8_t> region{};  ///< RegionKind
    std::vector<std::uint8_t> part{};    ///< position in AppearanceEvidence::parts, kNoPart: none
};

struct AppearanceEvidence {
    std::string channel;
    std::string fault;  ///< why nothing was inspected; empty: it was. All else is empty then
    double false_alarms_per_million = 0.0;  ///< that thresholds were set for
    std::array<TestThreshold, kTests> tests;
    std::vector<FoundDefect>
        found;  ///< by row, column, then the strongest first; `tile`: its index in the job
    std::vector<ClassByHand> by_hand;       ///< by defect, at most one of each
    std::vector<std::string> not_resolved;  ///< classes that dies of this size don't show
    std::int64_t golden_dies = 0;           ///< that the golden die was learnt from
    std::int64_t golden_tiles = 0;
    std::int64_t kinds = 1;  ///< of dies, each with a golden die of its own
    double level_dn = 0.0;
    double body_light = 0.0;  ///< of the golden die, of a tile's level
    double metal_light = 0.0;
    double street_light = 0.0;
    double blur_um = 0.0;            ///< sd of its edges
    std::vector<std::string> parts;  ///< pads and fingers by name
    GoldenPicture golden;

    /// Dies of this wafer expected to be called though good, at the thresholds that were set.
    [[nodiscard]] double expected_false_alarms() const {
        double sum = 0.0;
        for (const TestThreshold& test : tests) sum += test.expected_false_alarms;
        return sum;
    }
};

/// What is kept of a model and of what it found; `channel` is the caller's.
[[nodiscard]] AppearanceEvidence evidence_of(const AppearanceModel& model, const WaferAppearance& wafer);

/// Another threshold than that of the evidence: of a rate of false alarms asked for, over its own. One for
/// each test; 1 where the rate is the same.
[[nodiscard]] std::array<double, kTests> threshold_factors(const AppearanceEvidence& evidence,
                                                           double false_alarms_per_million);

}  // namespace waferglow::appearance
