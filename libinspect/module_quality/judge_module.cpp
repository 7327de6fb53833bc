// SPDX-License-Identifier: GPL-3.0-or-later
// The order of judgement: relative light, lines, relative light without them, bins, and what is made of
// these.
#include "libinspect/module_quality/internal/find_mura.h"
#include "libinspect/module_quality/internal/find_seams.h"
#include "libinspect/module_quality/internal/lines.h"
#include "libinspect/module_quality/internal/luminance.h"
#include "libinspect/module_quality/internal/luminance_quality.h"
#include "libinspect/module_quality/internal/relative_light.h"
#include "libinspect/module_quality/internal/sub_pixel_bins.h"
#include "libinspect/module_quality/internal/verdict.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace waferglow::module {
namespace {

/// Relative light of all colours, and which of them are driven.
struct AllRelative {
    std::vector<RelativeLight> colours;
    std::vector<std::size_t> driven;
};

AllRelative all_relative(const ModuleLight& light, const ModuleQuality& quality,
                         const std::vector<Line>& lines) {
    AllRelative all;
    for (std::size_t s = 0; s < quality.judged_in.size(); ++s) {
        if (!quality.judged_in[s]) {
            all.colours.emplace_back();
            continue;
        }
        const std::vector<std::uint8_t> left_out =
            lines.empty() ? std::vector<std::uint8_t>() : line_mask(lines, s, light.module.grid, false);
        all.colours.push_back(relative_light(light, *quality.judged_in[s], s, left_out));
        all.driven.push_back(s);
    }
    return all;
}

std::vector<Line> lines_in(const AllRelative& all, const Module& module, const QualitySettings& settings) {
    std::vector<std::vector<float>> logs;
    for (const std::size_t s : all.driven) logs.push_back(log_of_relative(all.colours[s].relative));
    std::vector<LineLayer> layers;
    for (std::size_t i = 0; i < logs.size(); ++i)
        layers.push_back({logs[i], all.colours[all.driven[i]].spread, all.driven[i]});
    return find_lines(layers, module, settings);
}

void note_what_lacks(const ModuleLight& light, ModuleQuality& quality) {
    quality.notes = light.notes;
    if (!black_pattern(light))
        quality.notes.emplace_back(
            "no black pattern: sub-pixels that are always on and the fault class can't be told");
    for (std::size_t s = 0; s < quality.judged_in.size(); ++s) {
        const std::string& name = light.module.sub_pixels[s].name;
        if (!quality.judged_in[s]) {
            quality.notes.push_back(
                fmt::format("no pattern drives '{}': its sub-pixels are not measured", name));
        } else if (!light.patterns[*quality.judged_in[s]].full_of_one()) {
            quality.notes.push_back(
                fmt::format("'{}' is judged by '{}': no pattern drives it alone at full gray", name,
                            light.patterns[*quality.judged_in[s]].name));
        }
    }
    const auto scales = luminance_scales(light);
    quality.absolute = std::ranges::all_of(scales, [](const auto& scale) { return scale.has_value(); });
    if (!quality.absolute)
        quality.notes.emplace_back(
            "luminance is relative: the recording does not tell cd_m2 of every colour");
}

}  // namespace

ModuleQuality judge(const ModuleLight& light, const QualitySettings& settings) {
    ModuleQuality quality;
    quality.judged_in = judged_patterns(light);
    AllRelative all = all_relative(light, quality, {});
    quality.lines = lines_in(all, light.module, settings);
    if (!quality.lines.empty()) {
        all = all_relative(light, quality, quality.lines);
        quality.lines = lines_in(all, light.module, settings);
    }
    std::vector<SeamLayer> seam_layers;
    std::vector<FieldLayer> field_layers;
    for (const std::size_t s : all.driven) {
        const RelativeLight& colour = all.colours[s];
        if (!(colour.spread > 0.0)) continue;
        seam_layers.push_back({colour.log_light, colour.healthy, colour.spread});
        field_layers.push_back({colour.log_light, colour.healthy});
    }
    quality.seams = find_seams(seam_layers, light.module);
    quality.mura = find_mura(field_layers, light.module, settings, panel_levels(quality.seams, light.module));
    for (RelativeLight& colour : all.colours) {
        quality.spread.push_back(colour.spread);
        quality.relative.push_back(std::move(colour.relative));
    }
    bin_sub_pixels(light, settings, quality);
    quality.uniformity = uniformity_of(light, quality);
    quality.white = white_point(light);
    quality.contrast_ratio = contrast_ratio(light);
    quality.gray = gray_responses(light, quality);
    quality.faults = count_faults(light, quality, settings);
    if (quality.count(ModuleBin::unmeasured) < quality.sub_pixels())
        quality.fault_class =
            class_of(quality.faults, static_cast<std::int64_t>(light.module.grid.cells()), settings);
    quality.demura = demura_tables(light, quality, settings);
    note_what_lacks(light, quality);
    give_verdict(light, settings, quality);
    return quality;
}

}  // namespace waferglow::module
