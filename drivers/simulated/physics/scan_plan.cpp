// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/simulated/physics/scan_plan.h"

#include "drivers/simulated/physics/counter_random.h"

#include <algorithm>
#include <cmath>

namespace waferglow::simulated {
namespace {

/// Stages report whole nanometres.
double to_nm(double um) {
    return std::round(1e3 * um) / 1e3;
}

/// Middles of the tiles along one axis, ascending.
std::vector<double> middles_um(double center_um, double extent_um, double field_um, double overlap_um) {
    int count = 1;
    const double step_um = field_um - overlap_um;
    if (extent_um > field_um) count = static_cast<int>(std::ceil(extent_um / step_um));
    std::vector<double> middles;
    middles.reserve(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) middles.push_back(center_um + (i - 0.5 * (count - 1)) * step_um);
    return middles;
}

/// How far a die can lie from where its nominal position is looked for.
double largest_error_um(const RecordingSettings& s) {
    const GridPose& pose = s.scan.pose;
    const CenterSpan span = center_span_of(s.grid);
    const double reach_um =
        0.5 * std::hypot(span.width_um + s.grid.pitch_x_um, span.height_um + s.grid.pitch_y_um);
    return std::max(std::abs(pose.offset_x_um), std::abs(pose.offset_y_um)) + s.scan.jitter_um +
           reach_um * (std::abs(pose.rotation_rad) + std::abs(pose.scale - 1.0));
}

/// What a tile at `middle` sees, grown by the margin.
WaferRect seen_from(const RecordingSettings& s, StagePoint middle, double margin_um) {
    const double half_x_um = 0.5 * s.camera.width_px * s.camera.pixel_um + margin_um;
    const double half_y_um = 0.5 * s.camera.height_px * s.camera.pixel_um + margin_um;
    return {middle.x - half_x_um, middle.x + half_x_um, middle.y - half_y_um, middle.y + half_y_um};
}

}  // namespace

std::vector<PlannedTile> plan_tiles(const RecordingSettings& s) {
    const DieGrid& grid = s.grid;
    const double margin_um = largest_error_um(s);
    const CenterSpan span = center_span_of(grid);
    const std::vector<double> xs =
        middles_um(span.middle.x, span.width_um + grid.die_width_um + 2.0 * margin_um,
                   s.camera.width_px * s.camera.pixel_um, s.scan.overlap_x_um);
    const std::vector<double> ys =
        middles_um(span.middle.y, span.height_um + grid.die_height_um + 2.0 * margin_um,
                   s.camera.height_px * s.camera.pixel_um, s.scan.overlap_y_um);

    std::vector<StagePoint> positions;
    const DiePresence presence(grid, s.wafer, make_layout(s.layout, grid, s.seed));
    for (std::size_t row = 0; row < ys.size(); ++row) {
        for (std::size_t col = 0; col < xs.size(); ++col) {
            const double x = row % 2 == 0 ? xs[col] : xs[xs.size() - 1 - col];
            const StagePoint middle{to_nm(x), to_nm(ys[ys.size() - 1 - row])};
            if (holds_a_die(grid, presence, seen_from(s, middle, margin_um))) positions.push_back(middle);
        }
    }

    std::vector<PlannedTile> tiles;
    for (int channel = 0; channel < static_cast<int>(s.channels.size()); ++channel) {
        for (const StagePoint& reported : positions) {
            const int index = static_cast<int>(tiles.size());
            RandomStream random(stream_key(s.seed, Topic::stage_jitter, static_cast<std::uint64_t>(index)));
            const double x = reported.x + s.scan.jitter_um * random.uniform(-1.0, 1.0);
            const double y = reported.y + s.scan.jitter_um * random.uniform(-1.0, 1.0);
            tiles.push_back({index, channel, reported, {x, y}});
        }
    }
    return tiles;
}

}  // namespace waferglow::simulated
