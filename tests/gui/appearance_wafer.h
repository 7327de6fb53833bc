// SPDX-License-Identifier: GPL-3.0-or-later
// A judged wafer that was inspected in reflected light: a golden die, some defects and their pictures.
#pragma once

#include "libinspect/map/derived_layers.h"
#include "tests/gui/wafer_files.h"

#include <filesystem>
#include <limits>
#include <vector>

namespace waferglow::test {

inline constexpr DieIndex kChippedDie{10, 12};  ///< the stronger of two that fail
inline constexpr DieIndex kPeeledDie{20, 8};    ///< fails
inline constexpr DieIndex kDirtyDie{15, 25};    ///< a particle: passes
inline constexpr DieIndex kDarkDie{0, 23};      ///< is_dark: fails by PL alone, without a defect

inline appearance::FoundDefect found_on(DieIndex die, int number, double sigma) {
    using appearance::Feature;
    appearance::FoundDefect found{
        .die = die, .defect = number, .tile = 0, .region = "body", .features = {}, .over = sigma / 6.0};
    found.sigma = sigma;
    found.x_um = 20.0;
    found.y_um = -10.0;
    appearance::DefectFeatures& f = found.features;
    f[Feature::share] = 0.02;
    f[Feature::length_um] = 10.0;
    f[Feature::width_um] = 4.0;
    f[Feature::area_um2] = 40.0;
    f[Feature::contrast] = -0.5;
    f[Feature::street_like] = 0.2;
    f[Feature::straightness] = 0.1;
    f[Feature::spans_dies] = 1.0;
    return found;
}

/// 40 x 24 samples of 2.5 um: a bright pad at the left of a body with a rim, street around.
inline appearance::GoldenPicture golden_with_pad() {
    using appearance::RegionKind;
    appearance::GoldenPicture golden{.width = 40, .height = 24, .step_um = 2.5};
    for (int y = 0; y < golden.height; ++y) {
        for (int x = 0; x < golden.width; ++x) {
            const bool street = x < 3 || y < 3 || x >= 37 || y >= 21;
            const bool rim = !street && (x < 6 || y < 6 || x >= 34 || y >= 18);
            const bool pad = x >= 8 && x < 16 && y >= 8 && y < 16;
            const RegionKind kind = street ? RegionKind::street
                                    : rim  ? RegionKind::rim
                                    : pad  ? RegionKind::metal
                                           : RegionKind::body;
            golden.region.push_back(static_cast<std::uint8_t>(kind));
            golden.light.push_back(street ? 0.3F : pad ? 1.8F : 1.0F);
            golden.spread.push_back(0.02F);
            golden.part.push_back(pad ? 0 : appearance::kNoPart);
        }
    }
    return golden;
}

inline appearance::AppearanceEvidence evidence_of_top() {
    using appearance::Feature;
    appearance::AppearanceEvidence evidence;
    evidence.channel = "top";
    evidence.false_alarms_per_million = 1000.0;
    for (appearance::TestThreshold& test : evidence.tests) {
        test.tail = {.middle = 3.0, .power = 1.0, .scale = 0.5, .dies = 1000};
        test.threshold = test.tail.threshold(1000e-6 / appearance::kTests);
        test.expected_false_alarms = 0.3;
    }
    appearance::FoundDefect chipped = found_on(kChippedDie, 1, 40.0);
    chipped.features.touches = appearance::Touches::corner;
    chipped.features[Feature::share] = 0.2;
    chipped.features[Feature::street_like] = 0.9;
    appearance::FoundDefect peeled = found_on(kPeeledDie, 3, 25.0);
    peeled.region = "pad 1";
    peeled.features.extent = appearance::Extent::pad;
    peeled.features.region = appearance::DefectRegion::metal;
    peeled.features[Feature::body_like] = 0.95;
    peeled.features[Feature::pad_share] = 0.9;
    evidence.found = {chipped, found_on(kDirtyDie, 2, 60.0), peeled};
    evidence.parts = {"pad 1"};
    evidence.golden_dies = 900;
    evidence.golden_tiles = 12;
    evidence.golden = golden_with_pad();
    return evidence;
}

/// 12 x 8 pixels of two channels; that of die number i is i * 100 + 1000 DN throughout.
inline appearance::DiePictures pictures_of_defects() {
    appearance::DiePictures pictures;
    pictures.width = 12;
    pictures.height = 8;
    pictures.pixel_um = 10.0;
    for (const DieIndex die : {kChippedDie, kPeeledDie, kDirtyDie, kDarkDie}) {
        pictures.row.push_back(die.row);
        pictures.col.push_back(die.col);
        pictures.sigma.push_back(1.0F);
    }
    for (const char* name : {"top", "pl_high"}) {
        appearance::ChannelPictures& channel = pictures.channels.emplace_back();
        channel.channel = name;
        channel.level_dn = 1000.0;
        for (std::size_t i = 0; i < pictures.size(); ++i) {
            const auto dn = static_cast<std::uint16_t>(1000U + 100U * i);
            channel.pixels.insert(channel.pixels.end(), pictures.pixels_each(),
                                  static_cast<std::uint16_t>(dn - appearance::kPictureOffset_dn));
            channel.center_x_px.push_back(5.5F);
            channel.center_y_px.push_back(3.5F);
            channel.tile.push_back(0);
        }
    }
    return pictures;
}

/// The wafer of write_judged_wafer, looked at in a channel "top" as well.
inline void write_wafer_with_defects(const std::filesystem::path& path) {
    write_judged_wafer(path);
    WaferFile file = read_wafer_file(path);
    file.channels.push_back({"top", ChannelKind::reflected, 0.0, 2.0});
    for (const std::string& name : measured_layers(file.channels.back())) file.map.add(name, "", name);
    std::vector<float>& score = file.map.add(kAppearanceScoreLayer, "", "score").values;
    for (std::size_t cell = 0; cell < score.size(); ++cell)
        score[cell] = file.bins[cell] == kNoBinCode ? std::numeric_limits<float>::quiet_NaN() : 0.5F;
    file.appearance = {evidence_of_top()};
    file.pictures = pictures_of_defects();
    write_wafer_file(path, file, {.force = true});
    static_cast<void>(analyse_wafer_file(path, Recipe{}, {"2026-01-01T00:00:00Z", "test", "inspect", ""}, 1));
}

}  // namespace waferglow::test
