// SPDX-License-Identifier: GPL-3.0-or-later
// Method, tool, calibrations, recipe, log and signatures: where every number comes from.
#include "libinspect/report/internal/charts.h"
#include "libinspect/report/internal/numbers.h"
#include "libinspect/report/internal/sections.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace waferglow {
namespace {

constexpr std::size_t kMostTiles = 12;  // that are listed because they failed

FactList tool_facts(const ReportFacts& facts) {
    const WaferFile& file = *facts.file;
    FactList list{.title = "Tool and scan", .facts = {}};
    const auto add = [&list](const std::string& name, std::string value) {
        list.facts.push_back({name, std::move(value)});
    };
    add("camera", fmt::format("{} \u00D7 {} px of {:g} \u00B5m on the wafer", file.camera.width_px,
                              file.camera.height_px, file.camera.pixel_um));
    add("saturation", fmt::format("{} DN", file.camera.saturation_dn));
    const LedgerCounts tiles = count_tiles(file.ledger);
    add("tiles", fmt::format("{} of {} measured, {} dropped, {} failed", count_text(tiles.written),
                             count_text(tiles.total()), count_text(tiles.dropped), count_text(tiles.failed)));
    std::int64_t borrowed = 0;
    for (const LedgerEntry& tile : file.ledger) borrowed += tile.source == ShiftSource::borrowed ? 1 : 0;
    if (borrowed > 0)
        add("registered by another channel",
            fmt::format("{} tiles too dim by themselves", count_text(borrowed)));
    if (file.registration) {
        const StoredRegistration& r = *file.registration;
        add("grid rotation", fixed_text(1e3 * r.pose.rotation_rad, 4) + " mrad");
        add("grid scale", fixed_text(1e6 * (r.pose.scale - 1.0), 1) + " ppm");
        add("grid offset", fmt::format("{}, {} \u00B5m", fixed_text(r.pose.offset_x_um, 2),
                                       fixed_text(r.pose.offset_y_um, 2)));
        add("registration residual", fixed_text(r.rms_um, 3) + " \u00B5m rms");
        add("stage jitter", fixed_text(r.jitter_rms_um, 2) + " \u00B5m rms");
    }
    for (const ToolSetting& setting : file.tool) add(setting.name, setting.value);
    return list;
}

/// Few values as they are, many by their number and range.
std::string values_text(const CalibrationEntry& entry) {
    if (entry.image)
        return fmt::format("{} x {} pixels from {} to {}, mean {}{}", entry.image->width_px,
                           entry.image->height_px, entry.image->min_dn, entry.image->max_dn,
                           short_text(entry.image->mean_dn, 5), entry.unit.empty() ? "" : " " + entry.unit);
    if (entry.values.empty()) return "\u2013";
    const std::string unit = entry.unit.empty() ? "" : " " + entry.unit;
    if (entry.values.size() <= 6) {
        std::string text;
        for (const double value : entry.values) text += (text.empty() ? "" : ", ") + short_text(value, 6);
        return text + unit;
    }
    const auto [low, high] = std::ranges::minmax(entry.values);
    return fmt::format("{} values from {} to {}{}", entry.values.size(), short_text(low, 5),
                       short_text(high, 5), unit);
}

Table calibration_table(const WaferFile& file) {
    Table table{.columns = {{"calibration", false, 1.6},
                            {"source", false, 2.0},
                            {"values and residuals", false, 2.4},
                            {"SHA-256", false, 3.2}},
                .title = "Calibrations applied"};
    for (const CalibrationEntry& entry : file.calibration) {
        table.rows.push_back({{entry.name},
                              {entry.source},
                              {values_text(entry)},
                              {entry.digest.empty() ? "\u2013" : entry.digest}});
    }
    return table;
}

Table failed_tiles(const WaferFile& file) {
    Table table{.columns = {{"tile", true, 0.5},
                            {"file", false, 1.6},
                            {"status", false, 0.8},
                            {"message", false, 4.0}},
                .title = "Tiles that were not measured"};
    std::size_t more = 0;
    for (const LedgerEntry& tile : file.ledger) {
        if (tile.status == TileStatus::written) continue;
        if (table.rows.size() == kMostTiles) {
            ++more;
            continue;
        }
        table.rows.push_back(
            {{count_text(tile.index)}, {tile.file}, {std::string(to_string(tile.status))}, {tile.message}});
    }
    if (more > 0)
        table.note = fmt::format("And {} more; the ledger of the wafer file names them all.",
                                 count_text(static_cast<std::int64_t>(more)));
    return table;
}

/// Mean of the spectra, with peak and width.
std::optional<Figure> mean_spectrum(const WaferFile& file) {
    if (!file.spectra || file.spectra->dies.size() == 0 || file.spectra->wavelength_nm.size() < 2)
        return std::nullopt;
    const StoredSpectra& spectra = *file.spectra;
    const std::size_t pixels = spectra.wavelength_nm.size();
    std::vector<double> mean(pixels, 0.0);
    for (std::size_t i = 0; i < spectra.counts.size(); ++i)
        mean[i % pixels] += static_cast<double>(spectra.counts[i]);
    for (double& value : mean) value /= static_cast<double>(spectra.dies.size());
    Figure figure =
        line_figure(spectra.wavelength_nm, mean, "wavelength, nm", "mean counts", kColumnPt, 130.0);
    figure.title =
        fmt::format("Mean of {} spectra", count_text(static_cast<std::int64_t>(spectra.dies.size())));
    return figure;
}

}  // namespace

Section method_section(const ReportFacts& facts) {
    Section section{.title = "Method in words", .blocks = {}, .new_page = false};
    const WaferFile& file = *facts.file;
    const auto say = [&section](std::string text) {
        section.blocks.emplace_back(Paragraph{std::move(text)});
    };
    std::string channels;
    for (const Channel& channel : file.channels) {
        channels += fmt::format("{}{} at {:g} W/cm\u00B2", channels.empty() ? "" : ", ", channel.name,
                                channel.excitation_w_cm2);
    }
    say(
        fmt::format("The wafer was imaged tile by tile under light ({}). In each tile the die grid was found "
                    "from the image itself, "
                    "so that stage errors do not enter. Images were corrected for dark level, flat field and "
                    "defective pixels; the "
                    "light of a die is the sum over its area minus the background beside it. Each die was "
                    "measured once in each channel.",
                    channels));
    say("Relative light (layers ending in _rel) is the light of a die over that of the healthy dies around "
        "it: 1 is a healthy "
        "die, whatever the illumination or the epitaxy do over the wafer.");
    if (facts.weakest != facts.strongest) {
        say("A shunt takes a share of the photocurrent that falls with excitation density: a leaky die is "
            "dark under weak light and "
            "nearly normal under strong. Rules compare the channels and put each die into the first bin that "
            "fits, in the order of "
            "the recipe; the thresholds applied are printed below. A die dim by the same factor in every "
            "channel is covered, "
            "not leaky.");
    }
    if (facts.el) {
        say("EL data was joined by row and column. Positive means defective: an escape is a die bad by EL "
            "and passed by PL, overkill "
            "one good by EL and rejected by PL. Bins come from PL alone unless the recipe says that it was "
            "learned from EL.");
    }
    say("Yield counts measured dies only. Clusters are connected groups of failing dies. Where a pixel of a "
        "printed map covers several "
        "dies, the one that matters most shows (a failing bin, or the value farthest from the median), so "
        "that a single dark "
        "die among a million stays visible.");
    if (std::optional<Figure> spectrum = mean_spectrum(file)) {
        section.blocks.emplace_back(FigureRow{{*std::move(spectrum)}});
    }
    return section;
}

Section traceability_section(const ReportFacts& facts) {
    Section section{.title = "Traceability", .blocks = {}, .new_page = false};
    const WaferFile& file = *facts.file;
    FactList source{.title = "Source of this report", .facts = {}};
    source.facts.push_back({"wafer file", facts.input->file_name});
    source.facts.push_back({"status", file.status == FileStatus::complete ? "complete" : "incomplete"});
    source.facts.push_back({"SHA-256", facts.input->file_digest});
    source.facts.push_back({"measured with", "WaferGlow " + file.program_version});
    section.blocks.emplace_back(std::move(source));
    section.blocks.emplace_back(tool_facts(facts));
    if (!file.calibration.empty()) {
        section.blocks.emplace_back(calibration_table(file));
    } else {
        section.blocks.emplace_back(Paragraph{"No calibration is recorded in the file.", TextRole::warning});
    }
    Table tiles = failed_tiles(file);
    if (!tiles.rows.empty()) section.blocks.emplace_back(std::move(tiles));
    Table log{
        .columns = {{"time", false, 1.5}, {"by", false, 1.0}, {"action", false, 1.0}, {"what", false, 4.0}},
        .title = "Log"};
    for (const LogEntry& entry : file.log)
        log.rows.push_back({{entry.time}, {entry.user}, {entry.action}, {entry.text}});
    section.blocks.emplace_back(std::move(log));
    return section;
}

Section recipe_section(const ReportFacts& facts) {
    return {.title = "Appendix: recipe as applied",
            .blocks = {Paragraph{facts.file->recipe_toml, TextRole::code}},
            .new_page = false};
}

Section signature_section() {
    return {.title = "Signatures",
            .blocks = {SignatureBlock{{"Inspected by", "Reviewed by (process)", "Released by (quality)"}}},
            .new_page = false};
}

}  // namespace waferglow
