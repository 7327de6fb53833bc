// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tool/scan_estimate.h"

#include "libinspect/base/error.h"
#include "libinspect/map/measures.h"
#include "libinspect/scan/judge.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace waferglow::tool {
namespace {

namespace fs = std::filesystem;

constexpr double kAccelerateS = 0.03;  // lost to speeding up and braking in each move
constexpr double kReadoutS = 0.005;    // readout and commands of a tile
constexpr double kPilots = 24.0;       // tiles taken beforehand
constexpr std::uint64_t kProgramBytes = std::uint64_t{200} << 20U;
// Layers of the wafer, beside those that are measured and made by the judges.
constexpr std::size_t kLayersOfSpectra = 5;
constexpr std::size_t kLayersOfMonitor = 3;  // the live layer, the picture shown and the next one

fs::path existing_parent(const fs::path& path) {
    fs::path folder = fs::absolute(path).parent_path();
    while (!folder.empty() && !fs::exists(folder) && folder != folder.parent_path())
        folder = folder.parent_path();
    return folder;
}

std::int64_t spectra_of(const ScanPlan& plan, const SpectraRecipe& spectra) {
    std::int64_t count = spectra.suspects;
    if (spectra.every_nth > 0) count += plan.dies / spectra.every_nth + 1;
    const DieGrid& grid = plan.job.grid;
    for (const ScanRegion& region : spectra.regions)
        count +=
            static_cast<std::int64_t>(region.width_um / grid.pitch_x_um * region.height_um / grid.pitch_y_um);
    return std::min(count, plan.dies);
}

std::size_t measured_planes(const ScanJob& job) {
    std::size_t planes = 0;
    for (const Channel& channel : job.channels) planes += planes_of(channel).size();
    return planes;
}

/// Layers of the wafer that are held at once, at the most.
double layers_at_once(const ScanPlan& plan, const ScanRecipe& scan, bool resume) {
    const std::size_t measured = measured_planes(plan.job);
    const std::size_t judged = measured + layers_made(standard_judges(), plan.job.channels).size();
    const std::size_t complete = judged + (scan.spectra.wanted() ? kLayersOfSpectra : 0);
    // Dies are judged by intensity on a copy to find those whose spectra are wanted.
    const std::size_t suspects = scan.spectra.suspects > 0 ? measured + judged : 0;
    // Dies that more than one tile shows are kept of each, in layers' worth, until all tiles are there.
    const std::size_t places = plan.job.channels.size() * sizeof(DieIndex) / sizeof(float);
    const double spares =
        static_cast<double>(measured + places) * plan.overlap_share / (1.0 - plan.overlap_share);
    // Records of tiles overlap like the tiles.
    const double records = resume ? static_cast<double>(measured) / (1.0 - plan.overlap_share) + spares : 0.0;
    return static_cast<double>(kLayersOfMonitor) +
           std::max(static_cast<double>(measured) + spares + records,
                    static_cast<double>(std::max(complete, suspects)));
}

}  // namespace

ScanEstimate estimate_scan(const ScanPlan& plan, const ScanRecipe& scan, const ScanTool& tool,
                           const EstimateOptions& options) {
    ScanEstimate estimate;
    const ScanJob& job = plan.job;
    const drivers::StageCapabilities stage = tool.stage->capabilities();
    const double speed = std::max(1.0, stage.max_speed_um_s);
    const double settle_s = std::chrono::duration<double>(tool.settle.settle).count();
    const double positions = static_cast<double>(plan.positions) + kPilots;
    double exposure_s = 0.0;
    for (const Channel& channel : job.channels) exposure_s += 1e-3 * channel.exposure_ms + kReadoutS;
    estimate.spectra = spectra_of(plan, scan.spectra);
    const double spectrum_s =
        1e-3 * scan.spectra.integration_ms * static_cast<double>(scan.spectra.averages) + settle_s +
        kAccelerateS;
    const double stops = static_cast<double>(plan.positions * plan.passes) + kPilots;
    estimate.seconds = positions * exposure_s + stops * (settle_s + kAccelerateS) + plan.travel_um / speed +
                       static_cast<double>(estimate.spectra) * spectrum_s;

    const std::uint64_t tile_bytes = sizeof(std::uint16_t) * static_cast<std::uint64_t>(job.camera.width_px) *
                                     static_cast<std::uint64_t>(job.camera.height_px);
    const auto layers = static_cast<std::uint64_t>(measured_planes(job) + job.channels.size());
    const std::uint64_t layer_bytes = sizeof(float) * job.grid.cells();
    constexpr std::uint64_t kPilotImages = 16;
    estimate.memory_bytes = kProgramBytes +
                            static_cast<std::uint64_t>(layers_at_once(plan, scan, options.resume) *
                                                       static_cast<double>(layer_bytes)) +
                            options.queue_bytes + kPilotImages * tile_bytes;
    const auto tiles = static_cast<std::uint64_t>(job.tiles.size());
    const auto of_kept_channel = [&](const ScanTile& tile) {
        return std::ranges::find(options.kept_channels, static_cast<std::size_t>(tile.channel)) !=
               options.kept_channels.end();
    };
    const auto later = static_cast<std::uint64_t>(std::ranges::count_if(job.tiles, of_kept_channel));
    const std::uint64_t kept = options.keep_all ? tiles : std::min<std::uint64_t>(tiles, 32 + later);
    constexpr std::uint64_t kBytesOfACount = 6;
    constexpr std::uint64_t kMostSpectrumPixels = 4096;
    const std::uint64_t spectra_bytes =
        static_cast<std::uint64_t>(estimate.spectra) * kMostSpectrumPixels * kBytesOfACount;
    estimate.image_bytes = (kept + 2) * tile_bytes + spectra_bytes;
    // Journal and wafer file both hold all numbers for a moment; neighbouring tiles overlap in the journal.
    estimate.disk_bytes = estimate.image_bytes + 3 * layers * layer_bytes + spectra_bytes;
    return estimate;
}

void check_disk(const ScanEstimate& estimate, const fs::path& output, const fs::path& images) {
    const auto check = [](const fs::path& path, std::uint64_t needed) {
        const fs::path folder = existing_parent(path);
        std::error_code unknown;
        const fs::space_info space = fs::space(folder, unknown);
        if (unknown || space.available >= needed) return;
        throw Error(
            ErrorKind::job,
            fmt::format("{}: {:.2f} GB are free and the scan needs {:.2f} GB; free some room or write "
                        "to another disk",
                        folder.string(), 1e-9 * static_cast<double>(space.available),
                        1e-9 * static_cast<double>(needed)));
    };
    check(output, estimate.disk_bytes);
    check(images, estimate.image_bytes);
}

void check_travel(const ScanPlan& plan, const ScanTool& tool) {
    const drivers::StageCapabilities stage = tool.stage->capabilities();
    for (const ScanTile& tile : plan.job.tiles) {
        const StagePoint place = along_stage(tile.position, plan.job.camera.turn_rad);
        const double x = place.x + tool.wafer_center.x;
        const double y = place.y + tool.wafer_center.y;
        const bool inside =
            x >= stage.x_um.min && x <= stage.x_um.max && y >= stage.y_um.min && y <= stage.y_um.max;
        if (inside) continue;
        throw Error(
            ErrorKind::usage,
            fmt::format("tile {} at ({:.0f}, {:.0f}) um lies beyond the stage's travel of {:.0f} to "
                        "{:.0f} and {:.0f} to {:.0f} um; scan a smaller wafer or a scan.region",
                        tile.index, x, y, stage.x_um.min, stage.x_um.max, stage.y_um.min, stage.y_um.max));
    }
}

std::string describe(const ScanPlan& plan, const ScanEstimate& estimate) {
    const auto minutes = static_cast<std::int64_t>(estimate.seconds / 60.0);
    return fmt::format(
        "{} dies; {} tiles at {} positions, {:.0f} % overlap{}; about {} min {:02.0f} s, "
        "{:.1f} GB of memory, {:.1f} GB of disk",
        plan.dies, plan.job.tiles.size(), plan.positions, 100.0 * plan.overlap_share,
        estimate.spectra > 0 ? fmt::format(", up to {} spectra", estimate.spectra) : "", minutes,
        estimate.seconds - 60.0 * static_cast<double>(minutes),
        1e-9 * static_cast<double>(estimate.memory_bytes), 1e-9 * static_cast<double>(estimate.disk_bytes));
}

}  // namespace waferglow::tool
