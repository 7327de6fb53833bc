// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/base/error.h"
#include "libinspect/base/order_statistics.h"
#include "libinspect/base/parallel.h"
#include "libinspect/module/internal/fit_optics.h"
#include "libinspect/module/internal/lattice_start.h"
#include "libinspect/module/internal/pixel_identity.h"
#include "libinspect/module/internal/tail.h"
#include "libinspect/module/module_geometry.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

namespace waferglow::module {

namespace {

constexpr double kFirstBlur_px = 0.7;  // before it is known; enough to tell emitters apart
constexpr double kWholeInside = 0.97;  // of an emitter's light within the image: it is wholly in view
constexpr int kRefinements = 2;
constexpr int kPatchesAcross = 3;
constexpr double kExactStagePitches = 0.1;  // errors of a stage that is trusted without overlaps
constexpr double kClearSigmas = 3.5;        // of the blur, around emitters

class Locator {
  public:
    Locator(const ModuleJob& job, const ModuleImages& images)
        : job_(job), images_(images), positions_(stage_positions(job)) {
        for (const StagePosition& position : positions_) reported_.push_back(position.reported);
    }

    void find_lattice() {
        patterns_ = rank_patterns(images_, positions_);
        fit_ = start_lattice(images_, patterns_, positions_);
        refine(false);
    }

    void tell_whole_pixels() {
        std::vector<LightMap> maps(positions_.size());
        parallel_blocks(maps.size(), 1, [&](std::size_t i, std::size_t) {
            if (positions_[i].tile) maps[i] = light_map(i);
        });
        double squares = 0.0;
        for (const WaferPoint& shift : fit_.stage_shift_um) squares += shift.x * shift.x + shift.y * shift.y;
        const double stage_um = std::sqrt(squares / (2.0 * static_cast<double>(positions_.size())));
        const DieGrid& grid = job_.module.grid;
        const std::vector<DieIndex> offsets = tell_pixels(
            job_.module, maps, stage_um < kExactStagePitches * std::min(grid.pitch_x_um, grid.pitch_y_um));
        const GridPose turn{fit_.registration.pose.rotation_rad, fit_.registration.pose.scale, 0.0, 0.0};
        for (std::size_t i = 0; i < offsets.size(); ++i) {
            const StagePoint moved = turn.transform()(
                WaferPoint{offsets[i].col * grid.pitch_x_um, -offsets[i].row * grid.pitch_y_um});
            fit_.stage_shift_um[i].x += moved.x;
            fit_.stage_shift_um[i].y += moved.y;
        }
    }

    void refine(bool whole_pixels_known) {
        for (int round = 0; round < (whole_pixels_known ? kRefinements : 1); ++round) {
            std::vector<std::vector<PlacedSight>> found(positions_.size());
            parallel_blocks(found.size(), 1, [&](std::size_t i, std::size_t) {
                if (positions_[i].tile) found[i] = sights_of(i, whole_pixels_known);
            });
            std::vector<PlacedSight> sights;
            for (const auto& some : found) sights.insert(sights.end(), some.begin(), some.end());
            fit_ = fit_registration(job_, reported_, sights, fit_,
                                    {.panels = whole_pixels_known, .stage = true});
        }
    }

    void find_optics(ModuleGeometry& geometry) const;
    void fill(ModuleGeometry& geometry) const;

  private:
    [[nodiscard]] ImageMap map_of(std::size_t position) const {
        const StagePoint at = reported_[position];
        const WaferPoint shift = fit_.stage_shift_um[position];
        return {fit_.registration, job_.module, job_.camera, {at.x + shift.x, at.y + shift.y}};
    }
    [[nodiscard]] std::vector<PlacedSight> sights_of(std::size_t position, bool whole_pixels_known) const;
    [[nodiscard]] LightMap light_map(std::size_t position) const;
    [[nodiscard]] std::optional<std::size_t> sample_tile(std::size_t pattern) const;

    const ModuleJob& job_;
    const ModuleImages& images_;
    std::vector<StagePosition> positions_;
    std::vector<StagePoint> reported_;
    std::vector<std::size_t> patterns_;
    RegistrationFit fit_;
};

std::vector<PlacedSight> Locator::sights_of(std::size_t position, bool whole_pixels_known) const {
    const std::size_t tile = *positions_[position].tile;
    const ImageMap map = map_of(position);
    GridRect rect = rect_in_view(map, job_.camera, 0);
    if (whole_pixels_known) rect = cut_to_module(rect, job_.module);
    std::vector<PlacedSight> sights =
        refine_sights(images_.light(tile), map, job_.module, rect,
                      middle_of_light(job_, job_.tiles[tile].pattern), whole_pixels_known);
    for (PlacedSight& sight : sights) sight.position = position;
    return sights;
}

LightMap Locator::light_map(std::size_t position) const {
    const std::size_t tile = *positions_[position].tile;
    const std::size_t sub = job_.patterns[job_.tiles[tile].pattern].lights.front();
    const ImageMap map = map_of(position);
    Module one = job_.module;
    one.sub_pixels = {job_.module.sub_pixels[sub]};
    one.panel_rows = one.panel_cols = {0};
    LightMap light;
    light.known = true;
    light.rect = rect_in_view(map, job_.camera, 2);
    const EmitterGrid grid = emitters_of(map, one, light.rect);
    const std::vector<Footprint> footprints = footprints_of(one, map.px_per_um(), {kFirstBlur_px});
    const LightImage image = images_.light(tile);
    const FittedLight fit =
        fit_light(image, Emitters(grid, footprints, image.width, image.height), {true}, {});
    light.light = fit.light[0];
    for (std::size_t cell = 0; cell < light.light.size(); ++cell) {
        if (static_cast<double>(fit.inside[0][cell]) < kWholeInside) {
            light.light[cell] = std::numeric_limits<float>::quiet_NaN();
        }
    }
    return light;
}

// The image of a pattern at the place that shows most of the module.
std::optional<std::size_t> Locator::sample_tile(std::size_t pattern) const {
    std::optional<std::size_t> best;
    std::int64_t most = 0;
    for (std::size_t i = 0; i < positions_.size(); ++i) {
        if (!positions_[i].tile) continue;
        const GridRect seen = cut_to_module(rect_in_view(map_of(i), job_.camera, 0), job_.module);
        const std::int64_t cells = seen.empty() ? 0 : static_cast<std::int64_t>(seen.rows()) * seen.cols();
        for (const std::size_t tile : positions_[i].tiles) {
            if (job_.tiles[tile].pattern != pattern || cells <= most) continue;
            most = cells;
            best = tile;
        }
    }
    return best;
}

void Locator::find_optics(ModuleGeometry& geometry) const {
    const std::size_t subs = job_.module.sub_pixels.size();
    const double px_per_um = fit_.registration.pose.scale / job_.camera.pixel_um;
    geometry.blur_px.assign(subs, 0.0);
    // The tail first, from where the surround is: a few images are enough.
    const std::size_t brightest = patterns_.front();
    std::vector<bool> driven(subs, false);
    driven[job_.patterns[brightest].lights.front()] = true;
    const auto position_of = [&](std::size_t tile) { return geometry.position_of[tile]; };
    const std::optional<std::size_t> first = sample_tile(brightest);
    if (!first) return;
    LightImage image = images_.light(*first);
    const auto patches_of = [&](const LightImage& from, std::size_t tile) {
        return sample_patches(from, map_of(position_of(tile)), job_.module, job_.camera, kPatchesAcross);
    };
    const double rough = fit_blur_of(patches_of(image, *first), job_.module, px_per_um, driven);
    const SubPixel& emitter = job_.module.sub_pixels[job_.patterns[brightest].lights.front()];
    const DieGrid& grid = job_.module.grid;
    // Distances are from the outermost cells, in which the emitters end before the border.
    const double gap_um = 0.5 * std::min(grid.pitch_x_um - emitter.width_um - 2.0 * std::abs(emitter.dx_um),
                                         grid.pitch_y_um - emitter.height_um - 2.0 * std::abs(emitter.dy_um));
    const double clear_px = std::max(kClearSigmas * rough + 1.5 - gap_um * px_per_um, 0.5);
    for (std::size_t i = 0; i < positions_.size() && geometry.tail.empty(); ++i) {
        if (!positions_[i].tile) continue;
        const LightImage shown = i == position_of(*first) ? image : images_.light(*positions_[i].tile);
        geometry.tail = fit_tail(shown, map_of(i), job_.module, clear_px);
    }
    if (geometry.tail.empty()) {
        geometry.notes.emplace_back(
            "the images show too little dark surround to tell how far the optics throw light around: dead "
            "pixels may seem to glow by some per cent");
    }
    double sum = 0.0;
    int known = 0;
    PixelNoise noise;
    for (std::size_t sub = 0; sub < subs; ++sub) {
        const auto shows = [&](std::size_t pattern) { return job_.patterns[pattern].lights.front() == sub; };
        const auto pattern = std::ranges::find_if(patterns_, shows);
        const auto tile = pattern == patterns_.end() ? std::nullopt : sample_tile(*pattern);
        if (!tile) continue;
        LightImage own = images_.light(*tile);
        take_off_tail(geometry.tail, own);
        std::vector<bool> alone(subs, false);
        alone[sub] = true;
        const std::vector<SamplePatch> patches = patches_of(own, *tile);
        geometry.blur_px[sub] = fit_blur_of(patches, job_.module, px_per_um, alone);
        sum += geometry.blur_px[sub];
        ++known;
        if (*pattern == brightest) {
            std::vector<double> blur(subs, geometry.blur_px[sub]);
            noise = fit_noise(patches, job_.module, px_per_um, blur, alone);
        }
    }
    for (double& blur : geometry.blur_px) {
        if (blur <= 0.0) blur = known > 0 ? sum / known : rough;
    }
    const double gain = job_.camera.gain_e_per_dn;
    geometry.dn_per_electron = gain > 0.0 ? 1.0 / gain : noise.dn_per_electron;
    geometry.read_noise_dn = gain > 0.0 ? job_.camera.read_noise_e / gain : 0.0;
}

void Locator::fill(ModuleGeometry& geometry) const {
    geometry.registration = fit_.registration;
    geometry.registration.rms_px = fit_.rms_px;
    geometry.registration.pixels_per_pitch =
        fit_.registration.pose.scale * job_.module.grid.pitch_x_um / job_.camera.pixel_um;
    geometry.position_of.resize(job_.tiles.size());
    std::size_t lost = 0;
    for (std::size_t i = 0; i < positions_.size(); ++i) {
        const bool found = positions_[i].tile.has_value();
        geometry.positions.push_back({reported_[i], found ? fit_.stage_shift_um[i].x : 0.0,
                                      found ? fit_.stage_shift_um[i].y : 0.0, found});
        if (!found) ++lost;
        for (const std::size_t tile : positions_[i].tiles) geometry.position_of[tile] = i;
    }
    if (lost > 0) {
        geometry.notes.push_back(fmt::format(
            "at {} of {} places of the stage no image shows the pixels: their place is that of the stage",
            lost, positions_.size()));
    }
}

void check_in_view(const ModuleJob& job) {
    const WaferRect module = extent_of(job.module.grid);
    const double half_x = 0.5 * job.camera.width_px * job.camera.pixel_um;
    const double half_y = 0.5 * job.camera.height_px * job.camera.pixel_um;
    const auto sees = [&](const ModuleTile& tile) {
        return tile.position.x + half_x > module.left && tile.position.x - half_x < module.right &&
               tile.position.y + half_y > module.bottom && tile.position.y - half_y < module.top;
    };
    if (std::ranges::any_of(job.tiles, sees)) return;
    throw Error(ErrorKind::job,
                fmt::format("the module lies wholly out of view: none of the {} images, by their positions, "
                            "shows a part of it; check x_um and y_um of the tiles, pixel_um and the grid",
                            job.tiles.size()));
}

// Of what is not lit, where there is no dark frame.
double dark_level(const ModuleJob& job, const TileLoader& load) {
    if (job.dark || job.tiles.empty()) return 0.0;
    constexpr double kDarkShare = 0.02;
    double level = std::numeric_limits<double>::max();
    for (std::size_t tile = 0; tile < job.tiles.size(); ++tile) {
        if (job.tiles[tile].pattern != job.tiles.front().pattern) continue;
        Image scratch;
        std::vector<std::uint16_t> values(load(tile, scratch).pixels().begin(),
                                          load(tile, scratch).pixels().end());
        level = std::min(level, static_cast<double>(value_of_share(values, kDarkShare)));
    }
    return level;
}

}  // namespace

ModuleGeometry locate_module(const ModuleJob& job, const TileLoader& load) {
    check_in_view(job);
    ModuleGeometry geometry;
    geometry.correction = std::make_shared<const PixelCorrection>(
        make_correction(job.camera, job.dark ? &*job.dark : nullptr, job.flat ? &*job.flat : nullptr));
    geometry.dark_level_dn = dark_level(job, load);
    const ModuleImages images(job, load, *geometry.correction, geometry.dark_level_dn);
    Locator locator(job, images);
    locator.find_lattice();
    locator.tell_whole_pixels();
    locator.refine(true);
    locator.fill(geometry);
    locator.find_optics(geometry);
    double sum = 0.0;
    for (const double blur : geometry.blur_px) sum += blur;
    geometry.registration.blur_px = sum / static_cast<double>(geometry.blur_px.size());
    return geometry;
}

}  // namespace waferglow::module
