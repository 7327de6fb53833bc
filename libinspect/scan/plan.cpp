// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/scan/plan.h"

#include "libinspect/base/error.h"
#include "libinspect/formats/layout_file.h"
#include "libinspect/geometry/channel_order.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

namespace waferglow {
namespace {

/// More tiles than any wafer has at any useful overlap: a slip in the recipe, not a plan.
constexpr double kMostTiles = 20e6;

/// What a stage may be off from tile to tile.
constexpr double kStageErrorUm = 10.0;

double to_nm(double um) {
    return std::round(1e3 * um) / 1e3;
}

/// Middles of the fields that cover [center - extent/2, center + extent/2], ascending.
std::vector<double> middles_um(double center_um, double extent_um, double field_um, double overlap_um) {
    const double step_um = field_um - overlap_um;
    int count = 1;
    if (extent_um > field_um) count = static_cast<int>(std::ceil((extent_um - overlap_um) / step_um));
    std::vector<double> middles;
    middles.reserve(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) middles.push_back(to_nm(center_um + (i - 0.5 * (count - 1)) * step_um));
    return middles;
}

struct Field {
    double width_um = 0.0;
    double height_um = 0.0;
};

/// What a field at `middle` sees, grown by the margin.
WaferRect seen_from(StagePoint middle, const Field& field, double margin_um) {
    const double half_x_um = 0.5 * field.width_um + margin_um;
    const double half_y_um = 0.5 * field.height_um + margin_um;
    return {middle.x - half_x_um, middle.x + half_x_um, middle.y - half_y_um, middle.y + half_y_um};
}

bool reaches(const ScanRegion& region, StagePoint middle, const Field& field) {
    return 2.0 * std::abs(middle.x - region.x_um) < region.width_um + field.width_um &&
           2.0 * std::abs(middle.y - region.y_um) < region.height_um + field.height_um;
}

/// Whole nanometres along the camera's axes.
StagePoint planned(StagePoint stage, double turn_rad) {
    if (turn_rad == 0.0) return stage;
    const StagePoint p = along_camera(stage, turn_rad);
    return {to_nm(p.x), to_nm(p.y)};
}

/// By how much a turned camera's fields reach less far along the stage than their size says.
double swing_um(const CameraInfo& camera, const Field& field) {
    return std::abs(camera.turn_rad) * std::max(field.width_um, field.height_um);
}

/// By how much tiles overlap: as the recipe says, or so that any die lies whole in one tile, with room for
/// the background around it and for the stage's errors. Refuses what can't be scanned.
double overlap_of(const ScanRecipe& scan, const CameraInfo& camera, const Field& field) {
    if (!(std::abs(camera.turn_rad) <= kMostCameraTurnRad))
        throw Error(
            ErrorKind::usage,
            fmt::format("the camera is turned by {:.1f} mrad against the stage, more than {:.0f}; turn "
                        "it on its mount, then: waferglow-cli calibrate stage",
                        1e3 * camera.turn_rad, 1e3 * kMostCameraTurnRad));
    const double wanted_um =
        scan.overlap_um > 0.0 ? scan.overlap_um
                              : 2.0 * (std::max(scan.grid.pitch_x_um, scan.grid.pitch_y_um) + kStageErrorUm);
    const double overlap_um = wanted_um + swing_um(camera, field);
    if (!(std::min(field.width_um, field.height_um) > 1.25 * overlap_um))
        throw Error(ErrorKind::usage,
                    fmt::format("the camera sees {:.0f} x {:.0f} um, too little for tiles that overlap by "
                                "{:.0f} um; set a smaller scan.overlap_um",
                                field.width_um, field.height_um, overlap_um));
    return overlap_um;
}

/// Middles of the tiles that hold dies, row by row from the top, to and fro.
std::vector<StagePoint> positions_of(const ScanRecipe& scan, const DiePresence& presence, const Field& field,
                                     double overlap_um, double swing_um) {
    const DieGrid& grid = scan.grid;
    const CenterSpan span = center_span_of(grid);
    const double extent_x_um = span.width_um + grid.die_width_um + 2.0 * scan.margin_um + swing_um;
    const double extent_y_um = span.height_um + grid.die_height_um + 2.0 * scan.margin_um + swing_um;
    const double tiles = extent_x_um / (field.width_um - overlap_um) * extent_y_um /
                         (field.height_um - overlap_um) * static_cast<double>(scan.channels.size());
    if (tiles > kMostTiles)
        throw Error(ErrorKind::usage,
                    fmt::format("the scan would take {:.0f} tiles; reduce scan.overlap_um = {:.0f}", tiles,
                                overlap_um));
    const std::vector<double> xs = middles_um(span.middle.x, extent_x_um, field.width_um, overlap_um);
    const std::vector<double> ys = middles_um(span.middle.y, extent_y_um, field.height_um, overlap_um);
    std::vector<StagePoint> positions;
    for (std::size_t row = 0; row < ys.size(); ++row) {
        for (std::size_t col = 0; col < xs.size(); ++col) {
            const StagePoint middle{row % 2 == 0 ? xs[col] : xs[xs.size() - 1 - col],
                                    ys[ys.size() - 1 - row]};
            if (scan.region && !reaches(*scan.region, middle, field)) continue;
            if (holds_a_die(grid, presence, seen_from(middle, field, scan.margin_um + swing_um)))
                positions.push_back(middle);
        }
    }
    if (positions.empty())
        throw Error(ErrorKind::usage, "no tile of this plan holds a die; check scan.grid and scan.region");
    return positions;
}

/// The channels of each pass in the order of work: what is seen through the same filter goes together.
std::vector<std::vector<std::size_t>> passes_of(const std::vector<ScanChannel>& channels,
                                                const std::vector<std::size_t>& order) {
    std::vector<std::string> filters;
    std::vector<std::vector<std::size_t>> passes;
    for (const std::size_t channel : order) {
        const std::string filter = channels[channel].filtered() ? channels[channel].filter : std::string();
        const auto found = std::ranges::find(filters, filter);
        if (found != filters.end()) {
            passes[static_cast<std::size_t>(found - filters.begin())].push_back(channel);
            continue;
        }
        filters.push_back(filter);
        passes.push_back({channel});
    }
    return passes;
}

/// Tiles of one pass over all positions, to where the last one ended and back.
void add_pass(ScanPlan& plan, const std::vector<std::size_t>& channels,
              const std::vector<StagePoint>& positions) {
    const int pass = plan.job.tiles.empty() ? 0 : plan.job.tiles.back().pass + 1;
    plan.passes = pass + 1;
    for (std::size_t k = 0; k < positions.size(); ++k) {
        const std::size_t i = pass % 2 == 0 ? k : positions.size() - 1 - k;
        if (i > 0)
            plan.travel_um +=
                std::hypot(positions[i].x - positions[i - 1].x, positions[i].y - positions[i - 1].y);
        for (const std::size_t channel : channels) {
            const int index = static_cast<int>(plan.job.tiles.size());
            plan.job.tiles.push_back({.index = index,
                                      .channel = static_cast<int>(channel),
                                      .position = planned(positions[i], plan.job.camera.turn_rad),
                                      .name = fmt::format("tiles/{:06}.tif", index),
                                      .pass = pass});
        }
    }
}

}  // namespace

StagePoint along_camera(StagePoint stage, double turn_rad) {
    return along_stage(stage, -turn_rad);
}

StagePoint along_stage(StagePoint camera, double turn_rad) {
    if (turn_rad == 0.0) return camera;
    return Transform<StageFrame, StageFrame>::similarity(1.0, turn_rad, 0.0, 0.0)(camera);
}

ScanPlan make_plan(const ScanRecipe& scan, const CameraInfo& camera) {
    const Field field{camera.width_px * camera.pixel_um, camera.height_px * camera.pixel_um};
    ScanPlan plan;
    plan.overlap_um = overlap_of(scan, camera, field);
    plan.job.wafer = scan.wafer;
    plan.job.grid = scan.grid;
    if (!scan.layout_file.empty()) plan.job.layout = read_layout(scan.layout_file, scan.grid);
    plan.job.camera = camera;
    for (const ScanChannel& channel : scan.channels) plan.job.channels.push_back(channel.channel);
    const DiePresence presence(scan.grid, scan.wafer, plan.job.layout);
    plan.dies = presence.count();
    const std::vector<StagePoint> positions =
        positions_of(scan, presence, field, plan.overlap_um, swing_um(camera, field));

    if (std::ranges::any_of(scan.channels, &ScanChannel::filtered))
        for (const ScanChannel& channel : scan.channels) plan.job.filters.push_back(channel.filter);
    for (const std::vector<std::size_t>& channels :
         passes_of(scan.channels, order_of_work(plan.job.channels)))
        add_pass(plan, channels, positions);
    plan.positions = static_cast<std::int64_t>(positions.size());
    const double step_area = (field.width_um - plan.overlap_um) * (field.height_um - plan.overlap_um);
    plan.overlap_share = 1.0 - step_area / (field.width_um * field.height_um);
    return plan;
}

}  // namespace waferglow
