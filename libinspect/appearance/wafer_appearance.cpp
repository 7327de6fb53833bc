// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/appearance/wafer_appearance.h"

#include "libinspect/appearance/internal/appearance_layers.h"
#include "libinspect/appearance/internal/die_findings.h"
#include "libinspect/appearance/internal/find_thresholds.h"
#include "libinspect/appearance/internal/resolvable.h"
#include "libinspect/appearance/internal/scratches.h"

#include <algorithm>
#include <map>
#include <tuple>

#include <fmt/format.h>

namespace waferglow::appearance {
namespace {

/// Lines over several dies get one number and know how many dies they run over.
void join(std::vector<Finding>& findings, const DieGrid& grid, double pixel_um) {
    std::vector<PlacedSpot> spots;
    std::vector<std::size_t> at;
    for (std::size_t i = 0; i < findings.size(); ++i) {
        if (findings[i].spot.features.extent != Extent::spot) continue;
        spots.push_back({findings[i].die, &findings[i].spot});
        at.push_back(i);
    }
    const std::vector<std::size_t> lines = join_lines(spots, grid, pixel_um);
    std::map<std::size_t, std::pair<int, bool>> of_line;  // dies, and whether a piece of it is called
    for (std::size_t i = 0; i < spots.size(); ++i) {
        if (lines[i] == kNoLine) continue;
        auto& [dies, called] = of_line[lines[i]];
        ++dies;
        called = called || findings[at[i]].called;
    }
    for (std::size_t i = 0; i < spots.size(); ++i) {
        Finding& finding = findings[at[i]];
        finding.spot.features[Feature::spans_dies] = 1.0;
        if (lines[i] == kNoLine) continue;
        const auto& [dies, called] = of_line[lines[i]];
        finding.line = lines[i];
        finding.spot.features[Feature::spans_dies] = dies;
        // Faint pieces of a line that is seen elsewhere count with it.
        finding.called = called;
    }
}

FoundDefect found_of(const Finding& finding, const RegionMap& regions, int number) {
    const Spot& spot = finding.spot;
    const DefectFeatures& f = spot.features;
    FoundDefect found{.die = finding.die,
                      .defect = number,
                      .tile = finding.tile,
                      .region = to_string(f.region),
                      .features = f,
                      .test = static_cast<Test>(spot.group),
                      .over = finding.over,
                      .sigma = static_cast<double>(spot.score),
                      .x_um = spot.x_um,
                      .y_um = spot.y_um,
                      .angle_rad = spot.angle_rad};
    const bool metal = f.region == DefectRegion::metal || f.region == DefectRegion::finger;
    if (metal && spot.part < regions.parts.size()) found.region = regions.parts[spot.part].name;
    if (f.extent == Extent::die) found.region = "die";
    if (f.extent == Extent::pad) found.test = Test::whole_part;
    if (f.extent == Extent::body) found.test = Test::whole_body;
    return found;
}

/// Names each die after the defect that comes first in the order of the rules, those that fail it before
/// those that don't.
void bin_dies(const std::vector<ClassRule>& rules, const DieGrid& grid, std::span<const TileLook> tiles,
              WaferAppearance& wafer) {
    wafer.bin.assign(grid.cells(), -1);
    wafer.failed.assign(grid.cells(), 0);
    wafer.bin_names = {"good"};
    for (const TileLook& tile : tiles) {
        for (const DieLook& look : tile.dies) {
            if (!look.judged) continue;
            wafer.bin[grid.cell(look.die)] = 0;
            ++wafer.judged;
        }
    }
    const auto place = [&](const AppearanceDefect& d) {
        return std::tuple(d.verdict == AppearanceVerdict::pass, rank_of(d.name, rules));
    };
    std::map<std::size_t, const AppearanceDefect*> first;
    for (const AppearanceDefect& d : wafer.defects) {
        const AppearanceDefect*& best = first[grid.cell(d.die)];
        if (best == nullptr || place(d) < place(*best)) best = &d;
    }
    for (const ClassRule& rule : rules) {
        if (std::ranges::find(wafer.bin_names, rule.name) == wafer.bin_names.end()) {
            wafer.bin_names.push_back(rule.name);
        }
    }
    for (const auto& [cell, d] : first) {
        auto at = std::ranges::find(wafer.bin_names, d->name);
        if (at == wafer.bin_names.end()) at = wafer.bin_names.insert(at, d->name);
        wafer.bin[cell] = static_cast<std::int16_t>(at - wafer.bin_names.begin());
        wafer.failed[cell] = d->verdict == AppearanceVerdict::fail ? 1 : 0;
    }
    wafer.good = wafer.judged - static_cast<std::int64_t>(first.size());
}

std::vector<std::string> not_resolved_of(const AppearanceModel& model) {
    double finger_px = 0.0;
    for (const MetalPart& part : model.regions.parts) {
        const double thickness = part.area_px2 / std::max({part.width_px, part.height_px, 1e-6});
        if (part.finger && (finger_px == 0.0 || thickness < finger_px)) finger_px = thickness;
    }
    return classes_not_resolved(std::min(model.window.die_width_px, model.window.die_height_px), finger_px);
}

}  // namespace

WaferAppearance finish_appearance(const AppearanceModel& model, std::span<const TileLook> tiles,
                                  const DieGrid& grid) {
    WaferAppearance wafer;
    const RegionSpreads spreads = find_region_spreads(tiles, model.regions.parts.size());
    wafer.tests = find_thresholds(model, tiles, spreads);
    for (const TestThreshold& test : wafer.tests) wafer.expected_false_alarms += test.expected_false_alarms;
    std::vector<Finding> findings = find_on_dies(model, tiles, wafer.tests, spreads);
    join(findings, grid, model.camera.pixel_um);
    std::erase_if(findings, [](const Finding& f) { return !f.called; });
    std::ranges::stable_sort(findings, [](const Finding& a, const Finding& b) {
        return std::tuple(a.die, -a.spot.score) < std::tuple(b.die, -b.spot.score);
    });
    std::map<std::size_t, int> number_of_line;
    wafer.not_resolved = not_resolved_of(model);
    for (const Finding& finding : findings) {
        const auto line = number_of_line.find(finding.line);
        const bool again = finding.line != kNoLine && line != number_of_line.end();
        const int number = again ? line->second : ++wafer.distinct_defects;
        if (finding.line != kNoLine) number_of_line[finding.line] = number;
        wafer.found.push_back(found_of(finding, model.regions, number));
        wafer.defects.push_back(
            name_defect(wafer.found.back(), model.settings.rules, wafer.not_resolved, grid));
    }
    bin_dies(model.settings.rules, grid, tiles, wafer);
    wafer.layers = make_layers(model, tiles, grid, wafer, spreads, findings);
    return wafer;
}

}  // namespace waferglow::appearance
