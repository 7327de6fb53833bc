// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/report/module_report.h"

#include "libinspect/base/version.h"
#include "libinspect/report/internal/module_sections.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace waferglow {
namespace {

using module::ModuleBin;
using module::ModuleQuality;

constexpr std::size_t kMostFaultsListed = 50;

std::string percent(double share, int digits = 2) {
    return fmt::format("{:.{}f} %", 100.0 * share, digits);
}

Table limits_table(const ModuleQuality& quality) {
    Table table{.columns = {{"Limit"}, {"Measured", true}, {"Asked", true}, {"Held"}}, .title = "Limits"};
    for (const module::LimitCheck& check : quality.limits)
        table.rows.push_back(
            {{check.name},
             {check.value ? fmt::format("{:.4g}", *check.value) : "not measurable"},
             {fmt::format("{} {:.4g}", check.at_least ? "at least" : "at most", check.limit)},
             {check.held ? "yes" : "NO", std::nullopt, !check.held}});
    return table;
}

/// The pattern that shows most of the module, for its picture.
std::size_t shown_pattern(const module::ModuleLight& light) {
    std::size_t best = 0;
    for (std::size_t p = 1; p < light.patterns.size(); ++p) {
        const auto rank = [&](std::size_t i) {
            return light.patterns[i].black()
                       ? 0.0
                       : static_cast<double>(light.patterns[i].lights.size()) +
                             light.patterns[i].gray / (1.0 + light.patterns[i].gray_max);
        };
        if (rank(p) > rank(best)) best = p;
    }
    return best;
}

std::vector<float> pixel_light(const module::ModuleLight& light, std::size_t pattern) {
    std::vector<float> sum(light.module.grid.cells(), 0.0F);
    for (const std::size_t s : light.patterns[pattern].lights) {
        for (std::size_t i = 0; i < sum.size(); ++i) {
            const module::LightPlane& plane = light.plane(pattern, s);
            sum[i] += plane.state[i] == module::LightState::none ? std::nanf("") : plane.light[i];
        }
    }
    return sum;
}

Table repair_list(const ModuleReportInput& input) {
    const module::ModuleLight& light = input.file.light;
    Table table{.columns = {{"Row", true}, {"Column", true}, {"Sub-pixel"}, {"Bin"}, {"Relative", true}},
                .title = "Repair list"};
    std::size_t faults = 0;
    for (std::size_t i = 0; i < light.module.grid.cells(); ++i) {
        for (std::size_t s = 0; s < input.quality.bins.size(); ++s) {
            const module::ModuleBinInfo& bin = info_of(input.quality.bins[s][i]);
            // Lines have a table of their own.
            if (!bin.fault || bin.bin == ModuleBin::line || ++faults > kMostFaultsListed) continue;
            const auto cols = static_cast<std::size_t>(light.module.grid.cols);
            table.rows.push_back({{fmt::format("{}", i / cols)},
                                  {fmt::format("{}", i % cols)},
                                  {light.module.sub_pixels[s].name},
                                  {std::string(bin.title), bin.color},
                                  {fmt::format("{:.3f}", input.quality.relative[s][i])}});
        }
    }
    table.note = fmt::format("{} of {} faults outside of lines; 'export --format faults' writes all.",
                             std::min(faults, kMostFaultsListed), faults);
    return table;
}

Table bins_table(const ModuleQuality& quality) {
    Table table{.columns = {{"Bin"}, {"Sub-pixels", true}, {"Share", true}, {"When"}}, .title = "Sub-pixels"};
    table.columns.back().share = 2.0;
    for (const module::ModuleBinInfo& info : module::kModuleBins)
        table.rows.push_back({{std::string(info.title), info.color},
                              {fmt::format("{}", quality.count(info.bin))},
                              {percent(static_cast<double>(quality.count(info.bin)) /
                                           static_cast<double>(quality.sub_pixels()),
                                       4)},
                              {std::string(info.rule)}});
    return table;
}

Table lines_and_seams(const ModuleReportInput& input) {
    Table table{
        .columns =
            {{"What"}, {"Index", true}, {"Sub-pixel"}, {"From", true}, {"To", true}, {"Contrast", true}},
        .title = "Lines and seams"};
    for (const module::Line& line : input.quality.lines)
        table.rows.push_back({{std::string(name_of(line.axis))},
                              {fmt::format("{}", line.index)},
                              {module::sub_pixel_name(input.file.light.module, line.sub_pixel)},
                              {fmt::format("{}", line.begin)},
                              {fmt::format("{}", line.end - 1)},
                              {fmt::format("{:+.1f} %", 100.0 * line.contrast)}});
    for (const module::Seam& seam : input.quality.seams)
        table.rows.push_back({{fmt::format("seam before {}", name_of(seam.axis))},
                              {fmt::format("{}", seam.index)},
                              {"all"},
                              {fmt::format("{}", seam.begin)},
                              {fmt::format("{}", seam.end - 1)},
                              {fmt::format("{:+.2f} %", 100.0 * seam.step)}});
    return table;
}

std::string told_count(const std::optional<std::int64_t>& count) {
    return count ? fmt::format("{}", *count) : "not told";
}

}  // namespace

Section module_verdict_section(const ModuleReportInput& input) {
    const ModuleQuality& quality = input.quality;
    Section section{.title = "Verdict"};
    section.blocks.emplace_back(ScoreRow{
        {{"Verdict", quality.passes ? "PASS" : "FAIL", "all limits held, nothing unseen", !quality.passes},
         {"Fault class", quality.fault_class.value_or("not told"), "ISO 9241-307"},
         {"Good sub-pixels", percent(quality.yield(), 4),
          fmt::format("{} unmeasured", quality.count(ModuleBin::unmeasured))}}});
    for (const std::string& reason : quality.reasons)
        section.blocks.emplace_back(Paragraph{reason, TextRole::warning});
    section.blocks.emplace_back(limits_table(quality));
    const std::size_t pattern = shown_pattern(input.file.light);
    section.blocks.emplace_back(
        FigureRow{{pixel_picture(pixel_light(input.file.light, pattern), {}, input.file.light.module.grid,
                                 0.8 * kColumnPt, "'" + input.file.light.patterns[pattern].name + "'")}});
    for (const std::string& note : quality.notes)
        section.blocks.emplace_back(Paragraph{note, TextRole::note});
    return section;
}

Section module_fault_section(const ModuleReportInput& input) {
    const module::FaultCounts& faults = input.quality.faults;
    Section section{.title = "Faults", .blocks = {}, .new_page = true};
    section.blocks.emplace_back(bins_table(input.quality));
    section.blocks.emplace_back(
        FactList{"Faults by type",
                 {{"Type 1, pixels always bright", told_count(faults.type1)},
                  {"Type 2, pixels always dark", fmt::format("{}", faults.type2)},
                  {"Type 3, sub-pixels always bright", told_count(faults.type3_bright)},
                  {"Type 3, sub-pixels always dark", fmt::format("{}", faults.type3_dark)},
                  {"Clusters of pixels, of sub-pixels",
                   fmt::format("{}, {}", faults.clusters_pixel, faults.clusters_sub_pixel)}}});
    const std::vector<ModuleBin> marks = worst_of_pixels(input.quality);
    const std::vector<float> plain(marks.size(), 1.0F);
    section.blocks.emplace_back(FigureRow{{pixel_picture(plain, marks, input.file.light.module.grid,
                                                         0.8 * kColumnPt, "Where the faults lie")}});
    const Table lines = lines_and_seams(input);
    if (!lines.rows.empty()) section.blocks.emplace_back(lines);
    const Table repair = repair_list(input);
    if (!repair.rows.empty()) section.blocks.emplace_back(repair);
    return section;
}

Document build_module_report(const ModuleReportInput& input) {
    Document document;
    document.title = "Display module inspection report";
    document.wafer_id = input.file.light.module.id;
    document.digest = input.file_digest;
    document.program = fmt::format("WaferGlow {}", kVersion);
    if (!input.file.log.empty()) document.date = input.file.log.back().time;
    document.subtitle = fmt::format("Module {} \u00B7 {}{}", document.wafer_id, input.file_name,
                                    document.date.empty() ? "" : " \u00B7 as of " + document.date);
    document.sections = {module_verdict_section(input),   module_fault_section(input),
                         module_luminance_section(input), module_mura_section(input),
                         module_gray_section(input),      module_demura_section(input),
                         module_method_section(input)};
    return document;
}

}  // namespace waferglow
