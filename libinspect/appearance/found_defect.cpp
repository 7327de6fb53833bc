// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/appearance/found_defect.h"

#include <algorithm>

#include <fmt/format.h>

namespace waferglow::appearance {
namespace {

constexpr const char* kAnomaly = "anomaly";

Classified name_of(const DefectFeatures& f, const std::vector<ClassRule>& rules,
                   std::span<const std::string> not_resolved) {
    Classified named = classify(f, rules);
    if (std::ranges::find(not_resolved, named.name) == not_resolved.end()) return named;
    const auto anomaly = std::ranges::find(rules, kAnomaly, &ClassRule::name);
    return {kAnomaly, anomaly == rules.end() ? AppearanceVerdict::pass : anomaly->verdict,
            named.reason + fmt::format("; the die is too small in the picture to be called {}", named.name)};
}

}  // namespace

const char* to_string(Test test) {
    switch (test) {
        case Test::body:
            return "body";
        case Test::metal:
            return "metal";
        case Test::rim:
            return "rim";
        case Test::whole_part:
            return "whole_part";
        case Test::whole_body:
            break;
    }
    return "whole_body";
}

AppearanceDefect name_defect(const FoundDefect& found, const std::vector<ClassRule>& rules,
                             std::span<const std::string> not_resolved, const DieGrid& grid,
                             const ClassByHand* by_hand) {
    const DefectFeatures& f = found.features;
    Classified named = name_of(f, rules, not_resolved);
    if (by_hand != nullptr)
        named = {by_hand->name, verdict_of_class(by_hand->name, f, rules),
                 fmt::format("called so by {} at {}; by the rules {}: {}", by_hand->by, by_hand->at,
                             named.name, named.reason)};
    AppearanceDefect d;
    d.die = found.die;
    d.defect = found.defect;
    d.name = named.name;
    d.verdict = named.verdict;
    d.reason = named.reason;
    d.region = found.region;
    d.x_um = found.x_um;
    d.y_um = found.y_um;
    const WaferPoint center = grid.center(found.die);
    d.wafer_x_um = center.x + d.x_um;
    d.wafer_y_um = center.y + d.y_um;
    d.length_um = f[Feature::length_um];
    d.width_um = f[Feature::width_um];
    d.area_um2 = f[Feature::area_um2];
    d.contrast = f[Feature::contrast];
    d.sigma = found.sigma;
    d.polarity = to_string(f.polarity);
    d.tile = found.tile;
    return d;
}

std::size_t rank_of(const std::string& name, const std::vector<ClassRule>& rules) {
    const auto at = std::ranges::find(rules, name, &ClassRule::name);
    return static_cast<std::size_t>(at - rules.begin());
}

}  // namespace waferglow::appearance
