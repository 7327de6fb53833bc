// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/scan/job_digest.h"

#include "libinspect/base/version.h"
#include "libinspect/store/calibration_image.h"
#include "libinspect/store/digest.h"

#include <fmt/format.h>

namespace waferglow {

std::string job_digest(const ScanJob& job, const std::optional<appearance::AppearanceSettings>& appearance) {
    Sha256 digest;
    const Wafer& w = job.wafer;
    const DieGrid& g = job.grid;
    const GridSteps& s = g.steps;
    const CameraInfo& c = job.camera;
    digest.add(fmt::format("waferglow {}\n", kVersion));
    digest.add(fmt::format("{} {} {}\n", w.id, w.diameter_mm, w.edge_exclusion_mm));
    digest.add(fmt::format("{} {} {} {} {} {} {} {}\n", g.rows, g.cols, g.x0_um, g.y0_um, g.pitch_x_um,
                           g.pitch_y_um, g.die_width_um, g.die_height_um));
    digest.add(fmt::format("{} {} {} {}\n", w.primary_flat_mm, w.secondary_flat_mm, w.notch_depth_mm,
                           w.flat_exclusion_um()));
    digest.add(fmt::format("{} {} {} {} {} {} {} {}\n", s.stagger_x_um, s.stagger_y_um, s.field_rows,
                           s.field_cols, s.field_gap_x_um, s.field_gap_y_um, s.field_row0, s.field_col0));
    for (const CellKind kind : job.layout.kinds()) digest.add(to_string(kind));
    for (const std::uint8_t group : job.layout.groups()) digest.add(fmt::format("{} ", group));
    digest.add(fmt::format("{} {} {} {}\n", c.pixel_um, c.width_px, c.height_px, c.saturation_dn));
    digest.add(fmt::format("{} {} {}\n", c.gain_e_per_dn, c.read_noise_e, c.turn_rad));
    for (const Channel& channel : job.channels) {
        digest.add(fmt::format("channel {} {} {} {}\n", channel.name, name_of(channel.kind),
                               channel.excitation_w_cm2, channel.exposure_ms));
        if (!channel.of.empty()) digest.add(fmt::format("of {}\n", channel.of));
    }
    for (const std::string& filter : job.filters) digest.add(fmt::format("filter {}\n", filter));
    for (const ScanTile& tile : job.tiles) {
        digest.add(fmt::format("tile {} {} {} {} {}\n", tile.index, tile.channel, tile.position.x,
                               tile.position.y, tile.name));
    }
    digest.add(job.dark ? image_digest(*job.dark) : "no dark\n");
    digest.add(job.flat ? image_digest(*job.flat) : "no flat\n");
    for (const ChannelFrames& own : job.frames) {
        digest.add(own.dark ? image_digest(*own.dark) : "no dark\n");
        digest.add(own.flat ? image_digest(*own.flat) : "no flat\n");
    }
    if (appearance) {  // what the looks at tiles depend on: rules come after them
        digest.add(
            fmt::format("appearance {} {}\n", appearance->false_alarms_per_million, appearance->learn_dies));
        for (const appearance::RegionOverride& r : appearance->regions)
            digest.add(fmt::format("region {} {} {} {} {} {} {}\n", r.name, to_string(r.kind), r.left_um,
                                   r.bottom_um, r.width_um, r.height_um, r.sensitivity));
    }
    return digest.hex();
}

}  // namespace waferglow
