// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/module_summary.h"

#include <cmath>

#include <fmt/format.h>

namespace waferglow::cli {
namespace {

using Json = nlohmann::ordered_json;
using module::MuraKind;

template <class Value>
void put(Json& json, const char* name, const std::optional<Value>& value) {
    if (value) json[name] = *value;
}

Json registration_json(const module::ModuleRegistration& r) {
    return {{"rotation_mrad", 1e3 * r.pose.rotation_rad},
            {"scale_ppm", 1e6 * (r.pose.scale - 1.0)},
            {"offset_x_um", r.pose.offset_x_um},
            {"offset_y_um", r.pose.offset_y_um},
            {"k1", r.k1},
            {"rms_px", r.rms_px},
            {"blur_px", r.blur_px},
            {"pixels_per_pitch", r.pixels_per_pitch}};
}

Json faults_json(const module::FaultCounts& faults) {
    Json json = Json::object();
    put(json, "type1", faults.type1);
    json["type2"] = faults.type2;
    put(json, "type3_bright", faults.type3_bright);
    json["type3_dark"] = faults.type3_dark;
    json["clusters"] = faults.clusters_pixel + faults.clusters_sub_pixel;
    return json;
}

Json lines_json(const ModuleFile& file, const module::ModuleQuality& quality) {
    Json json = Json::array();
    for (const module::Line& line : quality.lines)
        json.push_back({{"axis", name_of(line.axis)},
                        {"index", line.index},
                        {"subpixel", module::sub_pixel_name(file.light.module, line.sub_pixel)},
                        {"begin", line.begin},
                        {"end", line.end},
                        {"contrast", line.contrast}});
    return json;
}

Json seams_json(const module::ModuleQuality& quality) {
    Json json = Json::array();
    for (const module::Seam& seam : quality.seams)
        json.push_back({{"axis", name_of(seam.axis)},
                        {"index", seam.index},
                        {"begin", seam.begin},
                        {"end", seam.end},
                        {"step", seam.step}});
    return json;
}

Json mura_json(const module::ModuleQuality& quality) {
    Json json = Json::array();
    for (const module::MuraObject& object : quality.mura.objects) {
        Json one{{"kind", name_of(object.kind)},
                 {"row", object.row},
                 {"col", object.col},
                 {"sigma_px", object.sigma_px},
                 {"contrast", object.contrast},
                 {"area_px", object.area_px},
                 {"snr", object.snr},
                 {"semu", object.semu}};
        put(one, "jnd", object.jnd);
        json.push_back(std::move(one));
    }
    return json;
}

Json uniformity_json(const ModuleFile& file, const module::ModuleQuality& quality) {
    Json json = Json::object();
    for (const module::Uniformity& one : quality.uniformity) {
        Json values = Json::object();
        put(values, "min_over_max", one.min_over_max);
        put(values, "delta_uv", one.delta_uv);
        put(values, "spread", one.spread);
        put(values, "percentile5", one.percentile5);
        put(values, "percentile95", one.percentile95);
        put(values, "largest_step", one.largest_step);
        json[file.light.patterns[one.pattern].name] = std::move(values);
    }
    return json;
}

Json gray_json(const ModuleFile& file, const module::ModuleQuality& quality) {
    Json json = Json::object();
    for (const module::GrayResponse& gray : quality.gray) {
        Json one{{"gamma", gray.median_gamma},
                 {"gamma_spread", gray.gamma_spread},
                 {"residual", gray.worst_residual}};
        put(one, "low_gray_mura", gray.low_gray_mura);
        json[file.light.module.sub_pixels[gray.sub_pixel].name] = std::move(one);
    }
    return json;
}

/// Of all colours at full gray together: root mean square of their spreads.
std::optional<Json> demura_json(const module::ModuleQuality& quality, std::size_t colours) {
    double before = 0.0;
    double after = 0.0;
    std::int64_t clipped = 0;
    const std::size_t count = std::min(colours, quality.demura.size());
    if (count == 0) return std::nullopt;
    for (std::size_t i = 0; i < count; ++i) {  // full gray comes first
        const module::DemuraTable& table = quality.demura[i];
        before += table.spread_before * table.spread_before / static_cast<double>(count);
        after += table.spread_after * table.spread_after / static_cast<double>(count);
        clipped += table.clipped;
    }
    return Json{
        {"spread_before", std::sqrt(before)}, {"spread_after", std::sqrt(after)}, {"clipped", clipped}};
}

std::string lines_text(const ModuleFile& file, const module::ModuleQuality& quality) {
    constexpr std::size_t kMostLines = 20;
    std::string text;
    for (std::size_t i = 0; i < std::min(kMostLines, quality.lines.size()); ++i) {
        const module::Line& line = quality.lines[i];
        text += fmt::format("  {} {} of {}, from {} to {}: {:+.1f} %\n", name_of(line.axis), line.index,
                            module::sub_pixel_name(file.light.module, line.sub_pixel), line.begin,
                            line.end - 1, 100.0 * line.contrast);
    }
    for (const module::Seam& seam : quality.seams)
        text += fmt::format("  seam before {} {}, from {} to {}: {:+.2f} %\n", name_of(seam.axis), seam.index,
                            seam.begin, seam.end - 1, 100.0 * seam.step);
    for (std::size_t i = 0; i < std::min(kMostLines, quality.mura.objects.size()); ++i) {
        const module::MuraObject& mura = quality.mura.objects[i];
        text += fmt::format("  {} at row {:.0f}, column {:.0f}: {:+.2f} %, {:.2f} Semu\n", name_of(mura.kind),
                            mura.row, mura.col, 100.0 * mura.contrast, mura.semu);
    }
    return text;
}

}  // namespace

nlohmann::ordered_json module_json(const ModuleFile& file, const module::ModuleQuality& quality) {
    const LedgerCounts tiles = count_tiles(file.ledger);
    const std::int64_t unmeasured = quality.count(module::ModuleBin::unmeasured);
    Json json{{"module_id", file.light.module.id},
              {"object", "module"},
              {"status", file.status == FileStatus::complete ? "complete" : "incomplete"},
              {"dies", quality.sub_pixels()},
              {"measured", quality.sub_pixels() - unmeasured},
              {"tiles", tiles.written},
              {"tiles_total", tiles.total()},
              {"tiles_failed", tiles.failed},
              {"tiles_refused", tiles.dropped},
              {"yield", quality.yield()}};
    json["bins"] = Json::object();
    for (const module::ModuleBinInfo& info : module::kModuleBins)
        json["bins"][std::string(info.name)] = quality.count(info.bin);
    json["channels"] = Json::array();
    for (const LitPattern& pattern : file.light.patterns) json["channels"].push_back(pattern.name);
    json["registration"] = registration_json(file.light.registration);
    json["verdict"] = quality.passes ? "pass" : "fail";
    json["reasons"] = quality.reasons;
    put(json, "fault_class", quality.fault_class);
    json["faults"] = faults_json(quality.faults);
    json["lines"] = lines_json(file, quality);
    json["seams"] = seams_json(quality);
    json["mura"] = mura_json(quality);
    json["uniformity"] = uniformity_json(file, quality);
    json["gray"] = gray_json(file, quality);
    if (quality.white)
        json["white"] = {{"cd_m2", quality.white->cd_m2},
                         {"x", quality.white->chromaticity.x},
                         {"y", quality.white->chromaticity.y}};
    put(json, "contrast_ratio", quality.contrast_ratio);
    put(json, "stitch_rms", file.light.stitch_rms);
    put(json, "demura", demura_json(quality, file.light.module.sub_pixels.size()));
    json["luminance"] = quality.absolute ? "cd_m2" : "relative";
    json["notes"] = quality.notes;
    return json;
}

std::string module_text(const ModuleFile& file, const module::ModuleQuality& quality) {
    const Module& m = file.light.module;
    std::string text = fmt::format("module {}: {}, fault class {}\n", m.id, quality.passes ? "PASS" : "FAIL",
                                   quality.fault_class.value_or("not told"));
    for (const std::string& reason : quality.reasons) text += fmt::format("  {}\n", reason);
    text += fmt::format("{} x {} pixels of {} sub-pixels; {:.4f} % good\n", m.grid.rows, m.grid.cols,
                        m.sub_pixels.size(), 100.0 * quality.yield());
    for (const module::ModuleBinInfo& info : module::kModuleBins) {
        if (quality.count(info.bin) > 0)
            text += fmt::format("  {:<14} {:>10}\n", info.title, quality.count(info.bin));
    }
    text += lines_text(file, quality);
    if (quality.white)
        text += fmt::format("white {:.1f} cd/m2, x {:.4f}, y {:.4f}\n", quality.white->cd_m2,
                            quality.white->chromaticity.x, quality.white->chromaticity.y);
    if (!quality.absolute) text += "luminance is relative\n";
    const LedgerCounts tiles = count_tiles(file.ledger);
    text += fmt::format("{} of {} images, {} left out, {} failed\n", tiles.written, tiles.total(),
                        tiles.dropped, tiles.failed);
    return text;
}

}  // namespace waferglow::cli
