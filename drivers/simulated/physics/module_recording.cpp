// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/simulated/physics/module_recording.h"

#include "drivers/simulated/physics/counter_random.h"
#include "drivers/simulated/physics/halo.h"
#include "drivers/simulated/physics/module_projection.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace waferglow::simulated {
namespace {

constexpr std::uint64_t kTileFrames = 1;  // exposures below are mean frames

/// Random shifts of the stage within +- `most_um`, mean 0 where there are several.
std::vector<StagePoint> stage_errors(const ModuleSettings& s, std::size_t count) {
    std::vector<StagePoint> errors;
    StagePoint mean;
    for (std::size_t i = 0; i < count; ++i) {
        RandomStream random(stream_key(s.seed, Topic::module_stage, i));
        const double x = s.tiles.jitter_um * random.uniform(-1.0, 1.0);
        const double y = s.tiles.jitter_um * random.uniform(-1.0, 1.0);
        errors.push_back({x, y});
        mean.x += x / static_cast<double>(count);
        mean.y += y / static_cast<double>(count);
    }
    for (StagePoint& error : errors) error = {error.x - mean.x, error.y - mean.y};
    return errors;
}

/// Middles of the images at one pattern: a serpentine from the upper left.
std::vector<StagePoint> positions_of(const ModuleSettings& s) {
    const auto step_um = [&](int size_px) { return (size_px - s.tiles.overlap_px) * s.camera.pixel_um; };
    std::vector<StagePoint> positions;
    for (int row = 0; row < s.tiles.down; ++row) {
        for (int i = 0; i < s.tiles.across; ++i) {
            const int col = row % 2 == 0 ? i : s.tiles.across - 1 - i;
            positions.push_back({(col - 0.5 * (s.tiles.across - 1)) * step_um(s.camera.width_px),
                                 (0.5 * (s.tiles.down - 1) - row) * step_um(s.camera.height_px)});
        }
    }
    return positions;
}

std::vector<ModuleTile> plan_module(const ModuleSettings& s) {
    const std::vector<StagePoint> positions = positions_of(s);
    const std::vector<StagePoint> errors = stage_errors(s, positions.size());
    std::vector<ModuleTile> tiles;
    for (std::size_t pattern = 0; pattern < s.patterns.size(); ++pattern) {
        for (std::size_t i = 0; i < positions.size(); ++i) {
            ModuleTile tile{.index = static_cast<int>(tiles.size()),
                            .pattern = static_cast<int>(pattern),
                            .reported = positions[i]};
            RandomStream random(stream_key(s.seed, Topic::module_light, tiles.size()));
            const double dx = s.tiles.drift_um * random.uniform(-1.0, 1.0);
            const double dy = s.tiles.drift_um * random.uniform(-1.0, 1.0);
            tile.true_middle = {positions[i].x + errors[i].x + dx, positions[i].y + errors[i].y + dy};
            tile.gain = 1.0 + s.tiles.gain_spread * random.normal();
            tiles.push_back(tile);
        }
    }
    return tiles;
}

int surround_of(const ModuleOptics& optics) {
    constexpr double kReachSigmas = 3.0;
    double widest_px = optics.blur_px * optics.corner_blur;
    for (const BlurTail& tail : optics.tails) widest_px = std::max(widest_px, tail.sigma_px);
    return static_cast<int>(std::ceil(kReachSigmas * widest_px)) + 1;
}

/// What a tile may show, um of the module: its image grown by `beyond_um`.
WaferRect seen_of(const ModuleSettings& s, const ModuleTile& tile, double beyond_um) {
    const auto to_module = s.view.pose.transform().inverse();
    const double half_x_um = 0.5 * s.camera.width_px * s.camera.pixel_um;
    const double half_y_um = 0.5 * s.camera.height_px * s.camera.pixel_um;
    constexpr double kFar = std::numeric_limits<double>::infinity();
    WaferRect seen{kFar, -kFar, kFar, -kFar};
    for (const double x : {-half_x_um, half_x_um}) {
        for (const double y : {-half_y_um, half_y_um}) {
            const WaferPoint p = to_module(StagePoint{tile.true_middle.x + x, tile.true_middle.y + y});
            seen = {std::min(seen.left, p.x), std::max(seen.right, p.x), std::min(seen.bottom, p.y),
                    std::max(seen.top, p.y)};
        }
    }
    return {seen.left - beyond_um, seen.right + beyond_um, seen.bottom - beyond_um, seen.top + beyond_um};
}

}  // namespace

ModuleRecording::ModuleRecording(const ModuleSettings& settings)
    : settings_(resolve(settings)),
      population_(settings_),
      tiles_(plan_module(settings_)),
      sensor_(settings_.camera, settings_.sensor, settings_.seed),
      surround_px_(surround_of(settings_.optics)),
      painter_(settings_.camera.width_px + 2 * surround_px_, settings_.camera.height_px + 2 * surround_px_,
               settings_.optics.blur_px, settings_.optics.corner_blur) {}

void ModuleRecording::draw(const ModuleTile& tile, Plane& plane) const {
    const Module& module = settings_.module;
    const DieGrid& grid = module.grid;
    const LitPattern& pattern = settings_.patterns[static_cast<std::size_t>(tile.pattern)];
    const ModuleView& view = settings_.view;
    const ModuleProjection project(view, settings_.camera, tile.true_middle);
    const double half_diagonal_um =
        0.5 * settings_.camera.pixel_um * std::hypot(settings_.camera.width_px, settings_.camera.height_px);
    const double bent_um =
        half_diagonal_um * 2.0 * (std::abs(view.k1) + std::abs(view.keystone_x) + std::abs(view.keystone_y));
    const double beyond_um = bent_um + settings_.uneven.panel_shift_um +
                             (surround_px_ + 2) * settings_.camera.pixel_um + grid.pitch_x_um +
                             grid.pitch_y_um;
    const WaferRect seen = seen_of(settings_, tile, beyond_um);
    std::vector<double> light;
    for (std::int32_t row = 0; row < grid.rows; ++row) {
        const double row_y_um = grid.center({row, 0}).y;
        if (row_y_um > seen.top || row_y_um < seen.bottom) continue;
        for (std::int32_t col = 0; col < grid.cols; ++col) {
            const DieIndex pixel{row, col};
            const WaferPoint center = grid.center(pixel);
            if (center.x < seen.left || center.x > seen.right) continue;
            population_.light_of(pixel, pattern, light);
            const WaferPoint shift = population_.flaws().panel_shift_um(pixel);
            for (std::size_t i = 0; i < light.size(); ++i) {
                if (light[i] <= 0.0) continue;
                const SubPixel& emitter = module.sub_pixels[i];
                Box box =
                    project.box({center.x + shift.x + emitter.dx_um, center.y + shift.y + emitter.dy_um},
                                emitter.width_um, emitter.height_um);
                const double area_px = 4.0 * box.half_width_px * box.half_height_px;
                box.center.x += surround_px_;
                box.center.y += surround_px_;
                painter_.add(plane, box, light[i] * tile.gain / area_px);
            }
        }
    }
}

float ModuleRecording::vignette(int x, int y) const {
    const double x_middle = 0.5 * (settings_.camera.width_px - 1);
    const double y_middle = 0.5 * (settings_.camera.height_px - 1);
    const double corner2 = std::max(1.0, x_middle * x_middle + y_middle * y_middle);
    const double r2 = (x - x_middle) * (x - x_middle) + (y - y_middle) * (y - y_middle);
    return static_cast<float>(1.0 - settings_.optics.vignetting * r2 / corner2);
}

std::vector<float> ModuleRecording::expected_electrons(std::size_t index) const {
    const CameraInfo& camera = settings_.camera;
    const int width = camera.width_px + 2 * surround_px_;
    const int height = camera.height_px + 2 * surround_px_;
    std::vector<float> sharp;
    {
        Plane plane(width, height, 0.0);
        draw(tiles_[index], plane);
        sharp.assign(plane.light.begin(), plane.light.end());
    }
    double kept = 1.0;
    for (const BlurTail& tail : settings_.optics.tails) kept -= tail.share;
    std::vector<float> all(sharp);
    for (float& value : all) value *= static_cast<float>(kept);
    for (const BlurTail& tail : settings_.optics.tails) {
        const std::vector<float> wide = wide_blur(sharp, width, height, tail.sigma_px);
        const auto share = static_cast<float>(tail.share);
        for (std::size_t i = 0; i < all.size(); ++i) all[i] += share * wide[i];
    }
    std::vector<float> image;
    image.reserve(sensor_.size_px());
    for (int y = 0; y < camera.height_px; ++y) {
        const float* row = all.data() + static_cast<std::ptrdiff_t>(y + surround_px_) * width + surround_px_;
        for (int x = 0; x < camera.width_px; ++x) image.push_back(row[x] * vignette(x, y));
    }
    return image;
}

Image ModuleRecording::make_tile(std::size_t index) const {
    return sensor_.expose(expected_electrons(index), kTileFrames + index);
}

std::optional<Image> ModuleRecording::dark_frame() const {
    if (settings_.dark_frames == 0) return std::nullopt;
    const std::vector<float> none(sensor_.size_px(), 0.0F);
    return sensor_.mean_frame(none, settings_.dark_frames, 0);
}

std::optional<Image> ModuleRecording::flat_frame() const {
    if (settings_.flat_frames == 0) return std::nullopt;
    std::vector<float> even;
    even.reserve(sensor_.size_px());
    for (int y = 0; y < settings_.camera.height_px; ++y) {
        for (int x = 0; x < settings_.camera.width_px; ++x)
            even.push_back(static_cast<float>(settings_.flat_electrons) * vignette(x, y));
    }
    return sensor_.mean_frame(even, settings_.flat_frames, 1);
}

}  // namespace waferglow::simulated
