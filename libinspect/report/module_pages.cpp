// SPDX-License-Identifier: GPL-3.0-or-later
// Luminance, mura, gray response, demura and method of a module's report.
#include "libinspect/report/internal/module_sections.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace waferglow {
namespace {

using module::ModuleQuality;

template <class Value>
std::string told(const std::optional<Value>& value, const char* format) {
    return value ? fmt::format(fmt::runtime(format), *value) : std::string("not measurable");
}

Table uniformity_table(const ModuleReportInput& input) {
    Table table{.columns = {{"Pattern"},
                            {"Lmin/Lmax, 9 points", true},
                            {"Largest delta u'v'", true},
                            {"Spread", true},
                            {"5th / 95th percentile", true}},
                .title = "Uniformity" + relative_word(input.quality)};
    for (const module::Uniformity& one : input.quality.uniformity)
        table.rows.push_back({{input.file.light.patterns[one.pattern].name},
                              {told(one.min_over_max, "{:.4f}")},
                              {told(one.delta_uv, "{:.4f}")},
                              {told(one.spread, "{:.4f}")},
                              {told(one.percentile5, "{:.3f}") + " / " + told(one.percentile95, "{:.3f}")}});
    return table;
}

Table points_table(const ModuleReportInput& input) {
    Table table{.columns = {{"Pattern"}}, .title = "9 points over their mean" + relative_word(input.quality)};
    for (int i = 1; i <= 9; ++i) table.columns.push_back({fmt::format("{}", i), true});
    for (const module::Uniformity& one : input.quality.uniformity) {
        if (!one.min_over_max) continue;
        std::vector<Cell> row{{input.file.light.patterns[one.pattern].name}};
        for (const double point : one.point_light) row.push_back({fmt::format("{:.3f}", point)});
        table.rows.push_back(std::move(row));
    }
    return table;
}

double smallest_dim_told(const ModuleQuality& quality) {
    double worst = 0.0;
    for (const double spread : quality.spread) worst = std::max(worst, spread);
    return worst;
}

}  // namespace

Section module_luminance_section(const ModuleReportInput& input) {
    const ModuleQuality& quality = input.quality;
    Section section{.title = "Luminance and colour", .blocks = {}, .new_page = true};
    FactList facts{"White", {}};
    if (quality.white) {
        facts.facts.push_back({"Luminance", fmt::format("{:.1f} cd/m2", quality.white->cd_m2)});
        facts.facts.push_back(
            {"Chromaticity x, y",
             fmt::format("{:.4f}, {:.4f}", quality.white->chromaticity.x, quality.white->chromaticity.y)});
    } else {
        facts.facts.push_back({"White point", "not measurable" + relative_word(quality)});
    }
    facts.facts.push_back({"Contrast ratio", told(quality.contrast_ratio, "{:.0f}")});
    section.blocks.emplace_back(facts);
    section.blocks.emplace_back(uniformity_table(input));
    section.blocks.emplace_back(points_table(input));
    if (!quality.mura.field.empty())
        section.blocks.emplace_back(
            FigureRow{{pixel_picture(quality.mura.field, {}, input.file.light.module.grid, 0.7 * kColumnPt,
                                     "Smooth light of all colours" + relative_word(quality))}});
    for (std::size_t s = 0; s < quality.relative.size(); ++s) {
        if (quality.relative[s].empty()) continue;
        section.blocks.emplace_back(FigureRow{{value_histogram(
            quality.relative[s], 0.7, 1.3, 0.7 * kColumnPt,
            fmt::format("Relative luminance of '{}'", input.file.light.module.sub_pixels[s].name))}});
    }
    return section;
}

Section module_mura_section(const ModuleReportInput& input) {
    Section section{.title = "Mura", .blocks = {}, .new_page = true};
    Table table{.columns = {{"Kind"},
                            {"Row", true},
                            {"Column", true},
                            {"Sigma, px", true},
                            {"Contrast", true},
                            {"SNR", true},
                            {"Semu", true},
                            {"JND", true}},
                .title = "Uneven light"};
    for (const module::MuraObject& object : input.quality.mura.objects)
        table.rows.push_back({{std::string(name_of(object.kind))},
                              {fmt::format("{:.0f}", object.row)},
                              {fmt::format("{:.0f}", object.col)},
                              {fmt::format("{:.1f}", object.sigma_px)},
                              {fmt::format("{:+.2f} %", 100.0 * object.contrast)},
                              {fmt::format("{:.0f}", object.snr)},
                              {fmt::format("{:.2f}", object.semu)},
                              {object.jnd ? fmt::format("{:.2f}", *object.jnd) : std::string("-")}});
    if (table.rows.empty())
        section.blocks.emplace_back(Paragraph{"No mura stands out of the module's own spread."});
    else
        section.blocks.emplace_back(table);
    section.blocks.emplace_back(Paragraph{
        "Semu: SEMI D31, formula from secondary sources. JND: Spatial Standard Observer of the fitted shape, "
        "at the pixels a degree of the recipe.",
        TextRole::note});
    return section;
}

Section module_gray_section(const ModuleReportInput& input) {
    Section section{.title = "Gray response"};
    Table table{.columns = {{"Sub-pixel"},
                            {"Grays", true},
                            {"Gamma", true},
                            {"Spread", true},
                            {"Residual", true},
                            {"Low-gray mura", true}}};
    for (const module::GrayResponse& gray : input.quality.gray)
        table.rows.push_back({{input.file.light.module.sub_pixels[gray.sub_pixel].name},
                              {fmt::format("{}", gray.patterns.size())},
                              {fmt::format("{:.3f}", gray.median_gamma)},
                              {fmt::format("{:.4f}", gray.gamma_spread)},
                              {fmt::format("{:.4f}", gray.worst_residual)},
                              {told(gray.low_gray_mura, "{:.4f}")}});
    if (table.rows.empty())
        section.blocks.emplace_back(Paragraph{"Not measurable: no colour is driven at two grays."});
    else
        section.blocks.emplace_back(table);
    return section;
}

Section module_demura_section(const ModuleReportInput& input) {
    Section section{.title = "Demura"};
    Table table{.columns = {{"Pattern"},
                            {"Sub-pixel"},
                            {"Spread before", true},
                            {"Spread after", true},
                            {"Clipped", true},
                            {"Left alone", true}},
                .note = "After: what clipping and the noise of the measurement leave."};
    for (const module::DemuraTable& one : input.quality.demura)
        table.rows.push_back({{input.file.light.patterns[one.pattern].name},
                              {input.file.light.module.sub_pixels[one.sub_pixel].name},
                              {fmt::format("{:.2f} %", 100.0 * one.spread_before)},
                              {fmt::format("{:.2f} %", 100.0 * one.spread_after)},
                              {fmt::format("{}", one.clipped)},
                              {fmt::format("{}", one.left_alone)}});
    section.blocks.emplace_back(table);
    return section;
}

Section module_method_section(const ModuleReportInput& input) {
    const module::ModuleRegistration& r = input.file.light.registration;
    Section section{.title = "How it was measured", .blocks = {}, .new_page = true};
    FactList facts{
        "Measurement",
        {{"Camera pixels a pixel", fmt::format("{:.2f}", r.pixels_per_pitch)},
         {"Lattice against its fit, rms", fmt::format("{:.3f} px", r.rms_px)},
         {"Rotation", fmt::format("{:.3f} mrad", 1e3 * r.pose.rotation_rad)},
         {"Distortion k1", fmt::format("{:.5f}", r.k1)},
         {"Blur, sigma", fmt::format("{:.2f} px", r.blur_px)},
         {"Steps between images, rms", told(input.file.light.stitch_rms, "{:.5f}")},
         {"Module's own spread", fmt::format("{:.2f} %", 100.0 * smallest_dim_told(input.quality))},
         {"Dim fault that can just be told",
          fmt::format("{:.1f} % of its neighbours",
                      100.0 * std::min(0.85, std::exp(-4.0 * smallest_dim_told(input.quality))))}}};
    for (const CalibrationEntry& entry : input.file.calibration)
        facts.facts.push_back({"Calibration: " + entry.name, entry.source + ", SHA-256 " + entry.digest});
    for (const LogEntry& entry : input.file.log)
        facts.facts.push_back({entry.action, fmt::format("{}, {}", entry.time, entry.user)});
    section.blocks.emplace_back(facts);
    section.blocks.emplace_back(SignatureBlock{{"Inspected by", "Approved by"}});
    if (!input.file.recipe_toml.empty())
        section.blocks.emplace_back(Paragraph{input.file.recipe_toml, TextRole::code});
    return section;
}

}  // namespace waferglow
