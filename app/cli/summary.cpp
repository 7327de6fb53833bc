// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/summary.h"

#include "app/cli/appearance_summary.h"
#include "app/cli/colour_summary.h"
#include "app/cli/tell.h"

#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <limits>
#include <vector>

#include <fmt/format.h>

namespace waferglow::cli {

nlohmann::ordered_json number_or_null(double value) {
    return std::isfinite(value) ? nlohmann::ordered_json(value) : nlohmann::ordered_json(nullptr);
}

double YieldCounts::yield() const {
    return measured > 0 ? static_cast<double>(passed) / static_cast<double>(measured)
                        : std::numeric_limits<double>::quiet_NaN();
}

YieldCounts count_yield(const WaferFile& file) {
    YieldCounts counts;
    for (const StoredBin& bin : file.bin_table) {
        counts.measured += bin.dies;
        counts.passed += bin.pass ? bin.dies : 0;
    }
    return counts;
}

void tell_passed_over(const std::string& path, std::span<const PassedOver> parts, bool quiet,
                      nlohmann::ordered_json& json) {
    if (parts.empty()) return;
    if (!json.contains("passed_over")) json["passed_over"] = nlohmann::ordered_json::array();
    for (const PassedOver& part : parts) {
        json["passed_over"].push_back({{"file", path}, {"where", part.where}, {"why", part.why}});
        if (!quiet) tell(fmt::format("{}: passed over: {} {}", path, part.where, part.why));
    }
}

namespace {

struct GroupCounts {
    std::int64_t dies = 0;
    YieldCounts yield;
};

/// Of each product, in the layout's order; empty where there are none or the bins were not read.
std::vector<GroupCounts> count_groups(const WaferFile& file) {
    const WaferLayout& layout = file.map.layout();
    std::vector<GroupCounts> groups(layout.group_names().size());
    if (groups.empty() || file.bins.empty()) return {};
    const std::array<bool, 256> passes = passing_codes(file.bin_table);
    file.map.presence().for_each([&](DieIndex die) {
        const std::size_t cell = file.map.grid().cell(die);
        const std::uint8_t group = layout.group(cell);
        if (group == WaferLayout::kNoGroup) return;
        ++groups[group].dies;
        if (file.bins[cell] == kNoBinCode) return;
        ++groups[group].yield.measured;
        groups[group].yield.passed += passes[file.bins[cell]] ? 1 : 0;
    });
    return groups;
}

nlohmann::ordered_json groups_json(const WaferFile& file, const std::vector<GroupCounts>& groups) {
    nlohmann::ordered_json json = nlohmann::ordered_json::object();
    for (std::size_t i = 0; i < groups.size(); ++i) {
        json[file.map.layout().group_names()[i]] = {{"dies", groups[i].dies},
                                                    {"measured", groups[i].yield.measured},
                                                    {"yield", number_or_null(groups[i].yield.yield())}};
    }
    return json;
}

}  // namespace

nlohmann::ordered_json wafer_json(const WaferFile& file, const LedgerCounts& tiles) {
    const YieldCounts counts = count_yield(file);
    nlohmann::ordered_json json{{"wafer_id", file.map.wafer().id},
                                {"status", file.status == FileStatus::complete ? "complete" : "incomplete"},
                                {"dies", file.map.presence().count()},
                                {"measured", counts.measured},
                                {"tiles", tiles.written},
                                {"tiles_total", tiles.total()},
                                {"tiles_failed", tiles.failed},
                                {"tiles_refused", tiles.dropped},
                                {"yield", number_or_null(counts.yield())}};
    json["bins"] = nlohmann::ordered_json::object();
    for (const StoredBin& bin : file.bin_table) json["bins"][bin.name] = bin.dies;
    if (nlohmann::ordered_json seen = appearance_json(file); !seen.is_null())
        json["appearance"] = std::move(seen);
    if (nlohmann::ordered_json told = colour_json(file); !told.is_null())
        json[name_of(ChannelKind::colour)] = std::move(told);
    if (const std::vector<GroupCounts> groups = count_groups(file); !groups.empty())
        json["groups"] = groups_json(file, groups);
    json["channels"] = nlohmann::ordered_json::array();
    for (const Channel& channel : file.channels) {
        json["channels"].push_back({{"name", channel.name},
                                    {"kind", name_of(channel.kind)},
                                    {"excitation_w_cm2", channel.excitation_w_cm2},
                                    {"exposure_ms", channel.exposure_ms}});
    }
    if (file.registration) {
        const StoredRegistration& r = *file.registration;
        json["registration"] = {
            {"rotation_mrad", 1e3 * r.pose.rotation_rad}, {"scale_ppm", 1e6 * (r.pose.scale - 1.0)},
            {"offset_x_um", r.pose.offset_x_um},          {"offset_y_um", r.pose.offset_y_um},
            {"rms_um", number_or_null(r.rms_um)},         {"jitter_rms_um", number_or_null(r.jitter_rms_um)}};
    }
    return json;
}

nlohmann::ordered_json frames_json(const WaferFile& file) {
    auto refused = nlohmann::ordered_json::array();
    for (const LedgerEntry& tile : file.ledger) {
        if (tile.status != TileStatus::dropped) continue;
        refused.push_back({{"tile", tile.index},
                           {"file", tile.file},
                           {"channel", file.channels[static_cast<std::size_t>(tile.channel)].name},
                           {"reason", tile.message}});
    }
    return {{"refused", std::move(refused)}};
}

std::string wafer_text(const WaferFile& file, const LedgerCounts& tiles) {
    const YieldCounts counts = count_yield(file);
    const Wafer& wafer = file.map.wafer();
    const DieGrid& grid = file.map.grid();
    std::string text = fmt::format("wafer {}  {} mm, {} x {} dies of {} x {} um at {} x {} um pitch\n",
                                   wafer.id, wafer.diameter_mm, grid.rows, grid.cols, grid.die_width_um,
                                   grid.die_height_um, grid.pitch_x_um, grid.pitch_y_um);
    text += fmt::format("{} of {} dies measured, {} of {} tiles{}{}{}\n", counts.measured,
                        file.map.presence().count(), tiles.written, tiles.total(),
                        tiles.dropped > 0 ? fmt::format(", {} refused", tiles.dropped) : "",
                        tiles.failed > 0 ? fmt::format(", {} failed", tiles.failed) : "",
                        file.status == FileStatus::complete ? "" : "  INCOMPLETE: go on with --resume");
    if (file.registration) {
        const StoredRegistration& r = *file.registration;
        text += fmt::format(
            "grid: rotation {:+.3f} mrad, scale {:+.1f} ppm, offset {:+.2f}, {:+.2f} um, residual {:.3f} um "
            "rms\n",
            1e3 * r.pose.rotation_rad, 1e6 * (r.pose.scale - 1.0), r.pose.offset_x_um, r.pose.offset_y_um,
            r.rms_um);
    }
    if (counts.measured > 0) {
        text += fmt::format("yield {:.3f} %\n", 100.0 * counts.yield());
        for (const StoredBin& bin : file.bin_table) {
            text += fmt::format("  {:>3} {:<22} {:>10}  {:>7.3f} %  {}\n", bin.code, bin.name, bin.dies,
                                100.0 * static_cast<double>(bin.dies) / static_cast<double>(counts.measured),
                                bin.pass ? "pass" : "fail");
        }
        text += appearance_text(appearance_json(file));
        text += colour_text(file);
        const std::vector<GroupCounts> groups = count_groups(file);
        for (std::size_t i = 0; i < groups.size(); ++i) {
            text += fmt::format("  product {}: {} of {} dies measured, yield {:.3f} %\n",
                                file.map.layout().group_names()[i], groups[i].yield.measured, groups[i].dies,
                                100.0 * groups[i].yield.yield());
        }
    }
    return text;
}

}  // namespace waferglow::cli
