// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/simulated/physics/recording_settings.h"

#include "drivers/simulated/physics/counter_random.h"
#include "libinspect/base/error.h"
#include "libinspect/geometry/channel_order.h"
#include "libinspect/map/channel_layers.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

namespace waferglow::simulated {
namespace {

void require(bool good, const char* what, double value, const char* rule) {
    if (!good)
        throw Error(ErrorKind::input,
                    fmt::format("recording settings: {} = {} must be {}", what, value, rule));
}

void place_grid(RecordingSettings& s) {
    DieGrid& grid = s.grid;
    if (grid.rows == 0 && grid.cols == 0) {
        grid.rows = grid.cols = 1;
        validate(grid);
        grid = centered_grid(s.wafer, grid.pitch_x_um, grid.pitch_y_um, grid.die_width_um, grid.die_height_um,
                             grid.steps);
        return;
    }
    grid.x0_um = 0.0;
    grid.y0_um = 0.0;
    validate(grid);
    const CenterSpan span = center_span_of(grid);
    grid.x0_um = grid.steps.uniform() ? -0.5 * span.width_um : -span.middle.x;
    grid.y0_um = grid.steps.uniform() ? 0.5 * span.height_um : -span.middle.y;
    if (DiePresence(grid, s.wafer).count() == 0) {
        throw Error(ErrorKind::input,
                    fmt::format("recording settings: none of the {} x {} dies lies on the wafer of {} mm",
                                grid.rows, grid.cols, s.wafer.diameter_mm));
    }
}

/// Pattern sizes that are left open follow the pitch, so that a pattern takes about the same number of dies.
void scale_patterns(RecordingSettings& s) {
    constexpr double kScratchPitches = 1.4;
    constexpr double kClusterPitches = 2.2;
    const double pitch_um = std::sqrt(s.grid.pitch_x_um * s.grid.pitch_y_um);
    PatternSettings& patterns = s.population.patterns;
    if (patterns.scratch_width_um == 0.0) patterns.scratch_width_um = kScratchPitches * pitch_um;
    if (patterns.cluster_radius_um == 0.0) patterns.cluster_radius_um = kClusterPitches * pitch_um;
}

GridPose drawn_pose(const RecordingSettings& s) {
    RandomStream random(stream_key(s.seed, Topic::pose, 0));
    GridPose pose;
    pose.rotation_rad = random.uniform(-2e-3, 2e-3);
    pose.scale = 1.0 + random.uniform(-300e-6, 300e-6);
    pose.offset_x_um = random.uniform(-0.45, 0.45) * s.grid.pitch_x_um;
    pose.offset_y_um = random.uniform(-0.45, 0.45) * s.grid.pitch_y_um;
    return pose;
}

void check_channels(const RecordingSettings& s) {
    std::vector<Channel> channels;
    for (const ChannelSettings& channel : s.channels) channels.push_back(channel.channel);
    check_channel_names(channels);
    check_colours(channels);
    if (s.spectra.share > 0.0) static_cast<void>(needed_strongest(channels, &ChannelKindInfo::excited));
}

}  // namespace

RecordingSettings resolve(RecordingSettings s) {
    validate(s.wafer);
    validate(s.layout);
    place_grid(s);
    scale_patterns(s);
    s.face = resolve(std::move(s.face), s.grid, s.camera.pixel_um);
    require(s.camera.pixel_um > 0.0, "pixel_um", s.camera.pixel_um, "positive");
    require(s.camera.width_px > 0, "width_px", s.camera.width_px, "positive");
    require(s.camera.height_px > 0, "height_px", s.camera.height_px, "positive");
    const double field_x_um = s.camera.width_px * s.camera.pixel_um;
    const double field_y_um = s.camera.height_px * s.camera.pixel_um;
    require(s.scan.overlap_x_um >= 0.0 && s.scan.overlap_x_um < field_x_um, "overlap_x_um",
            s.scan.overlap_x_um, "zero or more and less than the field of view");
    require(s.scan.overlap_y_um >= 0.0 && s.scan.overlap_y_um < field_y_um, "overlap_y_um",
            s.scan.overlap_y_um, "zero or more and less than the field of view");
    require(s.scan.jitter_um >= 0.0, "jitter_um", s.scan.jitter_um, "zero or more");
    require(s.scan.laser_spread >= 0.0 && s.scan.laser_spread <= 0.2, "laser_spread", s.scan.laser_spread,
            "from 0 to 0.2");
    require(!s.channels.empty(), "number of channels", 0.0, "at least 1");
    check_channels(s);
    for (const ChannelSettings& channel : s.channels) {
        require(channel.electrons_per_px >= 0.0, "electrons_per_px", channel.electrons_per_px,
                "zero or more");
    }
    require(s.dark_frames >= 0, "dark_frames", s.dark_frames, "zero or more");
    require(s.flat_frames >= 0, "flat_frames", s.flat_frames, "zero or more");
    require(s.spectra.share >= 0.0 && s.spectra.share <= 1.0, "share of spectra", s.spectra.share,
            "between 0 and 1");
    require(s.spectra.pixels >= 2, "pixels of a spectrum", s.spectra.pixels, "at least 2");
    require(s.spectra.last_nm > s.spectra.first_nm, "last_nm", s.spectra.last_nm, "greater than first_nm");
    if (s.scan.random_pose) s.scan.pose = drawn_pose(s);
    s.scan.random_pose = false;
    require(s.scan.pose.scale > 0.0, "scale", s.scan.pose.scale, "positive");
    return s;
}

Region region_of(const RecordingSettings& s) {
    const CenterSpan span = center_span_of(s.grid);
    const double x_um = 0.5 * span.width_um;
    const double y_um = 0.5 * span.height_um;
    Region region;
    region.center = span.middle;
    const bool whole_wafer = std::hypot(x_um, y_um) > s.wafer.usable_radius_um();
    region.radius_um =
        whole_wafer ? s.wafer.usable_radius_um()
                    : std::max({std::min(x_um, y_um), 0.5 * s.grid.pitch_x_um, 0.5 * s.grid.pitch_y_um});
    return region;
}

}  // namespace waferglow::simulated
