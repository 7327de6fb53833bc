// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/module_quality/internal/verdict.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace waferglow::module {
namespace {

/// A limit in words: "mura of 1.40 Semu, at most 1".
struct LimitWords {
    const char* key;
    const char* what;
    double scale;  // of the number that people read
    const char* unit;
};

std::string sentence_of(const LimitCheck& check, const LimitWords& words) {
    const char* bound = check.at_least ? "at least" : "at most";
    const auto number = [&](double value) {
        return fmt::format("{:.4g}{}", value * words.scale, words.unit);
    };
    if (!check.value)
        return fmt::format("{} could not be measured; {} {} is asked", words.what, bound,
                           number(check.limit));
    return fmt::format("{}: {}, {} {} is asked", words.what, number(*check.value), bound,
                       number(check.limit));
}

std::optional<double> least_uniformity(const ModuleQuality& quality) {
    std::optional<double> least;
    for (const Uniformity& one : quality.uniformity) {
        if (one.min_over_max) least = std::min(*one.min_over_max, least.value_or(1.0));
    }
    return least;
}

std::optional<double> largest_delta_uv(const ModuleQuality& quality) {
    std::optional<double> largest;
    for (const Uniformity& one : quality.uniformity) {
        if (one.delta_uv) largest = std::max(*one.delta_uv, largest.value_or(0.0));
    }
    return largest;
}

void ask(const LimitWords& words, std::optional<double> value, double limit, bool at_least,
         ModuleQuality& quality) {
    LimitCheck check{.name = words.key, .value = value, .limit = limit, .at_least = at_least};
    check.held = value && (at_least ? *value >= limit : *value <= limit);
    if (!check.held) quality.reasons.push_back(sentence_of(check, words));
    quality.limits.push_back(std::move(check));
}

void ask_fault_class(const QualitySettings& settings, ModuleQuality& quality) {
    if (settings.fault_class.empty()) return;
    const std::vector<FaultClass> classes = settings.classes();
    const auto place_of = [&](const std::string& name) {
        const auto found = std::ranges::find(classes, name, &FaultClass::name);
        return static_cast<double>(found - classes.begin());
    };
    LimitCheck check{.name = "fault_class", .limit = place_of(settings.fault_class)};
    if (quality.fault_class) check.value = place_of(*quality.fault_class);
    check.held = check.value && *check.value <= check.limit;
    if (!check.held)
        quality.reasons.push_back(fmt::format("fault class {}, at worst {} is asked",
                                              quality.fault_class.value_or("could not be told"),
                                              settings.fault_class));
    quality.limits.push_back(std::move(check));
}

}  // namespace

std::int64_t ModuleQuality::sub_pixels() const {
    std::int64_t all = 0;
    for (const std::int64_t count : counts) all += count;
    return all;
}

double ModuleQuality::yield() const {
    const std::int64_t all = sub_pixels();
    return all == 0 ? 0.0 : static_cast<double>(count(ModuleBin::good)) / static_cast<double>(all);
}

std::string sub_pixel_name(const Module& module, std::size_t sub_pixel) {
    return sub_pixel == kAllSubPixels ? "all" : module.sub_pixels[sub_pixel].name;
}

void give_verdict(const ModuleLight& light, const QualitySettings& settings, ModuleQuality& quality) {
    quality.limits.clear();
    quality.reasons.clear();
    const std::int64_t unmeasured = quality.count(ModuleBin::unmeasured);
    if (unmeasured > 0)
        quality.reasons.push_back(
            fmt::format("{} of {} sub-pixels were not measured: no module passes unseen", unmeasured,
                        quality.sub_pixels()));
    const std::int64_t measured = quality.sub_pixels() - unmeasured;
    std::optional<double> ppm;
    if (measured > 0) {
        std::int64_t faults = 0;
        for (const ModuleBinInfo& info : kModuleBins) faults += info.fault ? quality.count(info.bin) : 0;
        ppm = 1e6 * static_cast<double>(faults) / static_cast<double>(measured);
    }
    std::optional<double> lines;
    std::optional<double> worst_semu;
    std::optional<double> worst_seam;
    if (measured > 0) {
        lines = static_cast<double>(quality.lines.size());
        worst_semu = worst_seam = 0.0;
        for (const MuraObject& object : quality.mura.objects) worst_semu = std::max(*worst_semu, object.semu);
        for (const Seam& seam : quality.seams) worst_seam = std::max(*worst_seam, std::abs(seam.step));
    }
    ask({"faults_ppm", "faults of sub-pixels", 1.0, " ppm"}, ppm, settings.faults_ppm, false, quality);
    ask({"lines", "lines", 1.0, ""}, lines, static_cast<double>(settings.lines), false, quality);
    ask({"semu_max", "worst mura", 1.0, " Semu"}, worst_semu, settings.semu_max, false, quality);
    ask({"uniformity_min", "uniformity of 9 points", 100.0, " %"}, least_uniformity(quality),
        settings.uniformity_min, true, quality);
    if (light.module.panel_rows.size() > 1 || light.module.panel_cols.size() > 1)
        ask({"seam_max", "largest step at a seam", 100.0, " %"}, worst_seam, settings.seam_max, false,
            quality);
    if (settings.delta_uv_max)
        ask({"delta_uv_max", "largest difference of colour, u'v'", 1.0, ""}, largest_delta_uv(quality),
            *settings.delta_uv_max, false, quality);
    ask_fault_class(settings, quality);
    quality.passes = quality.reasons.empty();
}

}  // namespace waferglow::module
