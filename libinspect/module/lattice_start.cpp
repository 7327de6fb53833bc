// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/module/internal/lattice_start.h"

#include "libinspect/base/error.h"
#include "libinspect/base/order_statistics.h"
#include "libinspect/base/parallel.h"
#include "libinspect/module/internal/phase_field.h"

#include <algorithm>
#include <cmath>

namespace waferglow::module {

namespace {

constexpr double kSamePlace_px = 0.1;     // of the stage, as reported
constexpr std::size_t kLeastSights = 4;   // of an image that shows the lattice
constexpr double kLeastKept = 0.5;        // of them, that agree with one geometry
constexpr double kMostRmsPitches = 0.06;  // what they may be off by
constexpr double kClippedShare = 0.02;    // more saturated pixels make a pattern a poor choice

std::vector<PlacedSight> place_sights(const ModuleJob& job, std::size_t tile, const LightImage& image) {
    const DieGrid& grid = job.module.grid;
    const std::vector<LatticeSight> seen =
        find_phase_field(image, grid.pitch_x_um / job.camera.pixel_um, grid.pitch_y_um / job.camera.pixel_um);
    if (seen.size() < kLeastSights) return {};
    const auto& strongest = *std::ranges::max_element(seen, {}, &LatticeSight::weight);
    const WaferPoint lit = middle_of_light(job, job.tiles[tile].pattern);
    const ImageMap ideal(ModuleRegistration{}, job.module, job.camera, job.tiles[tile].position);
    const ImageMap::GridPlace there = ideal.grid_place(strongest.at);
    const double rows = std::round(there.row + lit.y / grid.pitch_y_um - strongest.row);
    const double cols = std::round(there.col - lit.x / grid.pitch_x_um - strongest.col);
    std::vector<PlacedSight> sights;
    for (const LatticeSight& sight : seen) {
        const WaferPoint at = nominal_place(job.module, sight.row + rows, sight.col + cols);
        sights.push_back({sight.at, {at.x + lit.x, at.y + lit.y}, 0, 0, sight.weight});
    }
    return sights;
}

bool shows_lattice(const ModuleJob& job, std::span<const PlacedSight> sights, const RegistrationFit& fit) {
    const DieGrid& grid = job.module.grid;
    const double pitch_px = std::min(grid.pitch_x_um, grid.pitch_y_um) / job.camera.pixel_um;
    return sights.size() >= kLeastSights && fit.kept >= kLeastKept &&
           fit.rms_px <= kMostRmsPitches * pitch_px;
}

// Looks for the lattice in one image; what is found goes to `position`.
bool look_at(const ModuleImages& images, std::size_t tile, StagePosition& position) {
    const ModuleJob& job = images.job();
    std::vector<PlacedSight> sights = place_sights(job, tile, images.light(tile));
    if (sights.empty()) return false;
    const StagePoint at = position.reported;
    const RegistrationFit fit = fit_registration(job, std::span(&at, 1), sights, {}, {});
    if (!shows_lattice(job, sights, fit)) return false;
    position.tile = tile;
    position.sights = std::move(sights);
    position.alone = fit;
    return true;
}

double middle_value(std::span<const StagePosition> positions, auto&& value_of) {
    std::vector<double> values;
    for (const StagePosition& position : positions) {
        if (position.tile) values.push_back(value_of(position.alone.registration));
    }
    return upper_median(values);
}

// Rotation, scale and lens that the images agree on.
RegistrationFit agreed(std::span<const StagePosition> positions) {
    RegistrationFit fit;
    ModuleRegistration& r = fit.registration;
    r.pose.rotation_rad = middle_value(positions, [](const auto& one) { return one.pose.rotation_rad; });
    r.pose.scale = middle_value(positions, [](const auto& one) { return one.pose.scale; });
    r.k1 = middle_value(positions, [](const auto& one) { return one.k1; });
    r.keystone_x = middle_value(positions, [](const auto& one) { return one.keystone_x; });
    r.keystone_y = middle_value(positions, [](const auto& one) { return one.keystone_y; });
    return fit;
}

// Gives the sights of all positions whole pixels that agree with those of the first, the stage being right.
void agree_on_pixels(const ModuleJob& job, std::vector<StagePosition>& positions) {
    const RegistrationFit common = agreed(positions);
    const GridPose back{-common.registration.pose.rotation_rad, 1.0 / common.registration.pose.scale, 0.0,
                        0.0};
    std::optional<GridPose> first;
    for (StagePosition& position : positions) {
        if (!position.tile) continue;
        RegistrationFit own = fit_registration(job, std::span(&position.reported, 1), position.sights, common,
                                               {.lens = false, .pose = false});
        const GridPose pose = own.registration.pose;
        if (!first) first = pose;
        const auto off =
            Transform<StageFrame, WaferFrame>::similarity(back.scale, back.rotation_rad, 0.0, 0.0)(
                StagePoint{pose.offset_x_um - first->offset_x_um, pose.offset_y_um - first->offset_y_um});
        const double right = std::round(off.x / job.module.grid.pitch_x_um) * job.module.grid.pitch_x_um;
        const double up = std::round(off.y / job.module.grid.pitch_y_um) * job.module.grid.pitch_y_um;
        for (PlacedSight& sight : position.sights) {
            sight.nominal.x += right;
            sight.nominal.y += up;
        }
    }
}

[[noreturn]] void fail_dim() {
    throw Error(ErrorKind::job,
                "no pattern is bright enough to show the pixels of the module: none of the images of one "
                "colour has a lattice of the pitch that the grid tells; expose longer, add a pattern of one "
                "colour at full gray, and check pitch_x_um, pitch_y_um and pixel_um");
}

}  // namespace

std::vector<StagePosition> stage_positions(const ModuleJob& job) {
    std::vector<StagePosition> positions;
    const double near = kSamePlace_px * job.camera.pixel_um;
    for (std::size_t tile = 0; tile < job.tiles.size(); ++tile) {
        const StagePoint at = job.tiles[tile].position;
        auto same = std::ranges::find_if(positions, [&](const StagePosition& position) {
            return std::hypot(position.reported.x - at.x, position.reported.y - at.y) <= near;
        });
        if (same == positions.end()) {
            positions.push_back({at, {}, {}, {}, {}});
            same = positions.end() - 1;
        }
        same->tiles.push_back(tile);
    }
    return positions;
}

WaferPoint middle_of_light(const ModuleJob& job, std::size_t pattern) {
    WaferPoint middle;
    const std::vector<std::size_t>& lights = job.patterns[pattern].lights;
    for (const std::size_t sub : lights) {
        middle.x += job.module.sub_pixels[sub].dx_um / static_cast<double>(lights.size());
        middle.y += job.module.sub_pixels[sub].dy_um / static_cast<double>(lights.size());
    }
    return middle;
}

std::vector<std::size_t> rank_patterns(const ModuleImages& images, std::span<const StagePosition> positions) {
    const ModuleJob& job = images.job();
    const CenterSpan span = center_span_of(job.module.grid);
    const auto far = [&](const StagePosition& position) {
        return std::hypot(position.reported.x - span.middle.x, position.reported.y - span.middle.y);
    };
    const StagePosition& middle = *std::ranges::min_element(positions, {}, far);
    std::vector<std::pair<double, std::size_t>> ranked(job.patterns.size(), {0.0, 0});
    std::vector<std::size_t> tiles;
    for (std::size_t pattern = 0; pattern < job.patterns.size(); ++pattern) {
        const LitPattern& shown = job.patterns[pattern];
        if (shown.black() || shown.lights.size() != 1) continue;
        const auto at = [&](std::size_t tile) { return job.tiles[tile].pattern == pattern; };
        const auto there = std::ranges::find_if(middle.tiles, at);
        if (there != middle.tiles.end()) tiles.push_back(*there);
    }
    parallel_blocks(tiles.size(), 1, [&](std::size_t i, std::size_t) {
        const std::size_t pattern = job.tiles[tiles[i]].pattern;
        const LightImage image = images.light(tiles[i]);
        std::vector<double> weights;
        for (const PlacedSight& sight : place_sights(job, tiles[i], image)) weights.push_back(sight.weight);
        if (weights.empty()) return;
        const double clipped = static_cast<double>(image.saturated) /
                               (static_cast<double>(image.width) * static_cast<double>(image.height));
        const double trust = clipped > kClippedShare ? 0.01 : 1.0;
        ranked[pattern] = {trust * upper_median(weights), pattern};
    });
    std::erase_if(ranked, [](const auto& one) { return one.first <= 0.0; });
    std::ranges::stable_sort(ranked, [](const auto& a, const auto& b) { return a.first > b.first; });
    if (ranked.empty()) fail_dim();
    std::vector<std::size_t> patterns;
    for (const auto& one : ranked) patterns.push_back(one.second);
    return patterns;
}

RegistrationFit start_lattice(const ModuleImages& images, std::span<const std::size_t> patterns,
                              std::vector<StagePosition>& positions) {
    constexpr std::size_t kMostTried = 3;
    const ModuleJob& job = images.job();
    parallel_blocks(positions.size(), 1, [&](std::size_t i, std::size_t) {
        for (std::size_t n = 0; n < std::min(kMostTried, patterns.size()); ++n) {
            for (const std::size_t tile : positions[i].tiles) {
                if (job.tiles[tile].pattern == patterns[n] && look_at(images, tile, positions[i])) return;
            }
        }
    });
    if (std::ranges::none_of(positions, [](const StagePosition& one) { return one.tile.has_value(); })) {
        fail_dim();
    }
    agree_on_pixels(job, positions);
    std::vector<PlacedSight> sights;
    std::vector<StagePoint> reported;
    for (std::size_t i = 0; i < positions.size(); ++i) {
        reported.push_back(positions[i].reported);
        for (PlacedSight& sight : positions[i].sights) {
            sight.position = i;
            sights.push_back(sight);
        }
    }
    return fit_registration(job, reported, sights, agreed(positions), {.stage = true});
}

}  // namespace waferglow::module
