// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/simulated/virtual_wafer.h"

#include "drivers/simulated/physics/counter_random.h"
#include "drivers/simulated/physics/physics.h"

#include <algorithm>
#include <cmath>

namespace waferglow::drivers {
namespace {

using simulated::DieTruth;
using simulated::RandomStream;
using simulated::stream_key;
using simulated::Topic;

constexpr std::size_t kMostPopulations = 64;
constexpr std::size_t kMostRenderers = 12;
constexpr double kMissingReflection = 0.0;  // over the street
constexpr double kPeeledReflection = 1.6;

std::vector<Channel> one_channel(double excitation_w_cm2) {
    return {
        {.name = "light", .kind = ChannelKind::pl, .excitation_w_cm2 = excitation_w_cm2, .exposure_ms = 0.0}};
}

/// The spread of each channel by itself is drawn here, by excitation.
simulated::PopulationSettings without_channel_spread(simulated::PopulationSettings s) {
    s.channel_spread = 0.0;
    return s;
}

std::int64_t key_of(double excitation_w_cm2) {
    return std::llround(1e6 * excitation_w_cm2);
}

/// Of the metal over that of the street.
double metal_of(const DieTruth& truth) {
    switch (truth.kind) {
        case simulated::DieKind::missing:
            return kMissingReflection;
        case simulated::DieKind::bright:
            return kPeeledReflection;
        case simulated::DieKind::particle:
            return 0.2;
        default:
            return 1.0;
    }
}

}  // namespace

VirtualWafer::VirtualWafer(const SimulatedSettings& settings)
    : settings_(settings),
      recording_(settings.wafer),
      reference_(without_channel_spread(settings.wafer.population), settings.wafer.grid,
                 simulated::region_of(settings.wafer),
                 one_channel(settings.wafer.channels.front().channel.excitation_w_cm2), settings.wafer.seed),
      scratches_(reference_.patterns().scratch_paths()) {
    const auto& c = settings_.spectrometer.true_nm;
    for (int p = 0; p < settings_.spectrometer.pixels; ++p)
        line_nm_.push_back(c[0] + p * (c[1] + p * (c[2] + p * c[3])));
}

std::vector<double> VirtualWafer::true_wavelengths_nm() const {
    return line_nm_;
}

VirtualWafer::Population VirtualWafer::population(double excitation_w_cm2) const {
    const std::int64_t key = key_of(excitation_w_cm2);
    const std::lock_guard lock(mutex_);
    if (const auto found = populations_.find(key); found != populations_.end()) return found->second;
    if (populations_.size() >= kMostPopulations) populations_.clear();
    auto made = std::make_shared<const simulated::DiePopulation>(
        without_channel_spread(settings_.wafer.population), settings_.wafer.grid,
        simulated::region_of(settings_.wafer), one_channel(1e-6 * static_cast<double>(key)),
        settings_.wafer.seed);
    populations_.emplace(key, made);
    return made;
}

std::shared_ptr<const simulated::TileRenderer> VirtualWafer::renderer(double blur_px) const {
    const int key = static_cast<int>(std::lround(100.0 * blur_px));
    const std::lock_guard lock(mutex_);
    if (const auto found = renderers_.find(key); found != renderers_.end()) return found->second;
    if (renderers_.size() >= kMostRenderers) renderers_.clear();
    simulated::OpticsSettings optics = settings_.wafer.optics;
    optics.psf_sigma_px = 0.01 * key;
    auto made = std::make_shared<const simulated::TileRenderer>(settings_.wafer.camera, optics);
    renderers_.emplace(key, made);
    return made;
}

std::shared_ptr<const simulated::FaceRenderer> VirtualWafer::face_renderer(double blur_px) const {
    const int key = static_cast<int>(std::lround(100.0 * blur_px));
    const std::lock_guard lock(mutex_);
    if (const auto found = face_renderers_.find(key); found != face_renderers_.end()) return found->second;
    if (face_renderers_.size() >= kMostRenderers) face_renderers_.clear();
    auto made = std::make_shared<const simulated::FaceRenderer>(recording_.faces(), settings_.wafer.camera,
                                                                0.01 * key);
    face_renderers_.emplace(key, made);
    return made;
}

std::vector<float> VirtualWafer::lit_faces(const View& view, double metal_electrons, double blur_px) const {
    return face_renderer(blur_px)->render(
        {.lattice = lattice(view),
         .face_of =
             [&](DieIndex die, simulated::DieFace& face) {
                 if (!recording_.presence().exists(die)) return false;
                 face = recording_.face(die);
                 return true;
             },
         .body_electrons_per_px = metal_electrons / settings_.wafer.face.metal});
}

double VirtualWafer::nominal_light(double excitation_w_cm2) const {
    const simulated::EpiModel& epi = settings_.wafer.population.epi;
    const DieGrid& grid = settings_.wafer.grid;
    const simulated::DieElectrics die{.width_um = grid.die_width_um, .height_um = grid.die_height_um};
    const auto light = [&](double w_cm2) {
        return simulated::solve_junction(epi, die, simulated::photocurrent_a_cm2(epi, w_cm2)).light_cm2_s;
    };
    return light(excitation_w_cm2) / light(settings_.wafer.channels.front().channel.excitation_w_cm2);
}

DieTruth VirtualWafer::truth(DieIndex die, double excitation_w_cm2) const {
    DieTruth truth = population(excitation_w_cm2)->at(die, recording_.face(die).effect);
    RandomStream random(stream_key(settings_.wafer.seed, Topic::channel, recording_.settings().grid.cell(die),
                                   static_cast<std::uint64_t>(key_of(excitation_w_cm2))));
    truth.pl[0] *= std::exp(settings_.wafer.population.channel_spread * random.normal());
    return truth;
}

Appearance VirtualWafer::appearance(DieIndex die) const {
    const AppearanceModel& model = settings_.appearance;
    RandomStream random(stream_key(settings_.wafer.seed, Topic::appearance,
                                   static_cast<std::uint64_t>(die.row), static_cast<std::uint64_t>(die.col)));
    Appearance result;
    const double dice = random.uniform();
    const double where = random.uniform();
    if (dice < model.chipped_share) result.chipped_corner = static_cast<int>(4.0 * where);
    if (dice > 1.0 - model.rotated_share) result.rotation_rad = model.rotation_max_rad * (2.0 * where - 1.0);
    return result;
}

Transform<StageFrame, PixelFrame> VirtualWafer::to_pixel(const View& view) const {
    const CameraInfo& camera = settings_.wafer.camera;
    const CameraModel& model = settings_.camera;
    // The camera is turned by +a: in its image everything appears turned by -a. Rows run down.
    const double k = 1.0 / (camera.pixel_um * model.scale);
    const double c = k * std::cos(model.rotation_rad);
    const double s = k * std::sin(model.rotation_rad);
    const double side = model.mirrored ? -1.0 : 1.0;
    const double xx = side * c;
    const double xy = side * s;
    const double yx = s;
    const double yy = -c;
    return {xx,
            xy,
            yx,
            yy,
            0.5 * (camera.width_px - 1) - (xx * view.middle.x + xy * view.middle.y),
            0.5 * (camera.height_px - 1) - (yx * view.middle.x + yy * view.middle.y)};
}

Transform<WaferFrame, StageFrame> VirtualWafer::to_stage(const View& view) const {
    return settings_.wafer.scan.pose.transform().then(
        Transform<StageFrame, StageFrame>::similarity(1.0, view.theta_rad, 0.0, 0.0));
}

double VirtualWafer::focus_um(WaferPoint p) const {
    const FocusModel& f = settings_.focus;
    const double radius_um = settings_.wafer.wafer.radius_um();
    return f.z0_um + f.tilt_x_rad * p.x + f.tilt_y_rad * p.y +
           f.bow_um * (p.x * p.x + p.y * p.y) / (radius_um * radius_um);
}

TileLattice VirtualWafer::lattice(const View& view) const {
    const DieGrid& grid = settings_.wafer.grid;
    const auto map = to_stage(view).then(to_pixel(view));
    TileLattice lattice;
    lattice.origin = map({grid.x0_um, grid.y0_um});
    lattice.along_col = {map.xx() * grid.pitch_x_um, map.yx() * grid.pitch_x_um};
    lattice.along_row = {-map.xy() * grid.pitch_y_um, -map.yy() * grid.pitch_y_um};
    const double px_per_um = std::hypot(map.xx(), map.yx());
    lattice.die_width_px = grid.die_width_um * px_per_um;
    lattice.die_height_px = grid.die_height_um * px_per_um;
    lattice.steps = grid.steps;
    lattice.pitch_x_um = grid.pitch_x_um;
    lattice.pitch_y_um = grid.pitch_y_um;
    return lattice;
}

double VirtualWafer::die_level(DieIndex die, const simulated::DiePopulation* population, const Levels& levels,
                               double& rim) const {
    DieTruth truth;
    rim = 1.0;
    double level = 0.0;
    if (population != nullptr) {
        truth = this->truth(die, levels.excitation_w_cm2);
        rim = levels.lamp > 0.0 ? 1.0 : truth.rim;
        level = levels.pl * truth.pl[0];
        if (levels.passing) level *= levels.passing(die);
    } else {
        truth = reference_.at(die);
    }
    if (levels.lamp > 0.0) level += levels.lamp * (1.0 - settings_.lamp.street) * metal_of(truth);
    return level;
}

void VirtualWafer::add_damage(simulated::TileScene& scene, const simulated::DiePopulation* population,
                              const Levels& levels) const {
    const CameraInfo& camera = settings_.wafer.camera;
    const TileLattice& l = scene.lattice;
    const double skew = std::atan2(l.along_col.y, l.along_col.x);
    const DieRect rect = dies_in_tile(l, scene.grid, camera, -(l.die_width_px + l.die_height_px));
    for (std::int32_t row = rect.row_begin; row < rect.row_end; ++row) {
        for (std::int32_t col = rect.col_begin; col < rect.col_end; ++col) {
            const DieIndex die{row, col};
            const Appearance look = appearance(die);
            if (!recording_.presence().exists(die)) continue;
            double rim = 1.0;
            if (look.rotation_rad != 0.0) {
                scene.patches.push_back({l.center(die), l.die_width_px, l.die_height_px,
                                         skew + look.rotation_rad, die_level(die, population, levels, rim)});
            } else if (look.chipped_corner >= 0) {
                const double size = settings_.appearance.chip_size;
                const double side_x = (look.chipped_corner == 1 || look.chipped_corner == 2) ? 0.5 : -0.5;
                const double side_y = look.chipped_corner >= 2 ? 0.5 : -0.5;
                const double u = side_x * (1.0 - size) * l.die_width_px;
                const double v = side_y * (1.0 - size) * l.die_height_px;
                const PixelPoint middle = l.center(die);
                const double c = std::cos(skew);
                const double s = std::sin(skew);
                scene.patches.push_back({{middle.x + c * u - s * v, middle.y + s * u + c * v},
                                         size * l.die_width_px,
                                         size * l.die_height_px,
                                         skew,
                                         -die_level(die, population, levels, rim)});
            }
        }
    }
}

void VirtualWafer::add_scratches(simulated::TileScene& scene, const View& view, double lamp) const {
    const auto map = to_stage(view).then(to_pixel(view));
    const CameraInfo& camera = settings_.wafer.camera;
    const double width_px = settings_.appearance.scratch_width *
                            settings_.wafer.population.patterns.scratch_width_um / camera.pixel_um;
    for (const auto& path : scratches_) {
        for (std::size_t i = 1; i < path.size(); ++i) {
            const PixelPoint a = map(path[i - 1]);
            const PixelPoint b = map(path[i]);
            const double length = std::hypot(b.x - a.x, b.y - a.y);
            const PixelPoint middle{0.5 * (a.x + b.x), 0.5 * (a.y + b.y)};
            const double reach = 0.5 * length + width_px;
            if (middle.x < -reach || middle.x > camera.width_px + reach || middle.y < -reach ||
                middle.y > camera.height_px + reach) {
                continue;
            }
            scene.patches.push_back({middle, length, width_px, std::atan2(b.y - a.y, b.x - a.x),
                                     -lamp * settings_.appearance.scratch_shade});
        }
    }
}

std::vector<float> VirtualWafer::electrons(const View& view, const Illumination& light,
                                           double exposure_ms) const {
    const simulated::RecordingSettings& wafer = settings_.wafer;
    const simulated::ChannelSettings& reference = wafer.channels.front();
    const CameraInfo& camera = wafer.camera;
    Levels levels;
    Population population;
    if (key_of(light.excitation_w_cm2) > 0) {
        population = this->population(light.excitation_w_cm2);
        levels.excitation_w_cm2 = light.excitation_w_cm2;
        levels.pl = reference.electrons_per_px * exposure_ms / reference.channel.exposure_ms *
                    nominal_light(light.excitation_w_cm2);
    }
    levels.lamp = settings_.lamp.electrons_per_ms * exposure_ms * light.lamp_share;
    const TileLattice seen = lattice(view);
    double nominal_pl = levels.pl;  // of cells that hold no die, and of stray light
    if (light.filter != kNoFilter) {
        levels.lamp *= passing_lamp(light);
        nominal_pl *= passing_light(light, 0.0);
        levels.passing = [&](DieIndex die) {
            return passing_light(die, light, field_sin_theta(seen.center(die)));
        };
    }
    const double beside_um = view.z_um - focus_um(to_stage(view).inverse()(view.middle));
    const double blur_px =
        std::min(50.0, std::hypot(wafer.optics.psf_sigma_px, settings_.focus.blur_px_per_um * beside_um));
    std::vector<float> faces;
    if (wafer.face.enabled && levels.lamp > 0.0) {
        faces = lit_faces(view, levels.lamp, blur_px);
        levels.lamp = 0.0;
        if (levels.pl <= 0.0) return faces;
    }
    if (levels.pl <= 0.0 && levels.lamp <= 0.0)
        return std::vector<float>(static_cast<std::size_t>(camera.width_px) *
                                  static_cast<std::size_t>(camera.height_px));

    simulated::TileScene scene{
        .lattice = seen,
        .grid = wafer.grid,
        .light_of = [&](DieIndex die) -> simulated::DieLight {
            const double share = recording_.cell_light(die);
            if (share <= 0.0) return {};
            if (!recording_.presence().exists(die)) return {share * (nominal_pl + levels.lamp), 1.0};
            if (appearance(die).rotation_rad != 0.0) return {};
            double rim = 1.0;
            const double level = die_level(die, population.get(), levels, rim);
            return {share * level, rim};
        },
        .rim_px = wafer.rim_um / camera.pixel_um,
        .background_electrons_per_px =
            wafer.optics.stray * (nominal_pl + levels.lamp) + settings_.lamp.street * levels.lamp};
    add_damage(scene, population.get(), levels);
    if (levels.lamp > 0.0) add_scratches(scene, view, levels.lamp);
    std::vector<float> image = renderer(blur_px)->render(scene);
    for (std::size_t i = 0; i < faces.size(); ++i) image[i] += faces[i];
    return image;
}

}  // namespace waferglow::drivers
