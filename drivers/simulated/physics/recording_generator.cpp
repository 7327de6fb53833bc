// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/simulated/physics/recording_generator.h"

#include "drivers/simulated/physics/counter_random.h"

#include <algorithm>
#include <cmath>

namespace waferglow::simulated {
namespace {

std::vector<Channel> channels_of(const RecordingSettings& settings) {
    std::vector<Channel> channels;
    for (const ChannelSettings& channel : settings.channels) channels.push_back(channel.channel);
    return channels;
}

/// The laser's power in one exposure over its mean.
double laser_of(const RecordingSettings& settings, const PlannedTile& tile) {
    if (settings.scan.laser_spread <= 0.0) return 1.0;
    RandomStream random(stream_key(settings.seed, Topic::laser, static_cast<std::uint64_t>(tile.index)));
    return std::max(0.0, 1.0 + settings.scan.laser_spread * random.normal());
}

RandomStream die_stream(const RecordingSettings& settings, Topic topic, DieIndex die) {
    return RandomStream(stream_key(settings.seed, topic, static_cast<std::uint64_t>(die.row),
                                   static_cast<std::uint64_t>(die.col)));
}

/// What a spectrum draws first.
struct Line {
    double coupling = 1.0;  ///< of the light into the fibre
    double stretch = 1.0;   ///< of the line's widths
};

Line draw_line(RandomStream& random) {
    constexpr double kCoupling = 0.03;  // relative sd of the light that reaches the fibre
    constexpr double kWidth = 0.012;    // relative sd of the line's width
    [[maybe_unused]] const double chosen = random.uniform();  // the draw of has_spectrum
    Line line;
    line.coupling = 1.0 + kCoupling * random.normal();
    line.stretch = 1.0 + kWidth * random.normal();
    return line;
}

}  // namespace

SimulatedRecording::SimulatedRecording(const RecordingSettings& settings)
    : settings_(resolve(settings)),
      layout_(make_layout(settings_.layout, settings_.grid, settings_.seed)),
      presence_(settings_.grid, settings_.wafer, layout_),
      cells_(layout_.plain() ? presence_ : DiePresence(settings_.grid, settings_.wafer)),
      tiles_(plan_tiles(settings_)),
      population_(settings_.population, settings_.grid, region_of(settings_), channels_of(settings_),
                  settings_.seed),
      faces_(settings_.face, settings_.grid, region_of(settings_), settings_.camera.pixel_um,
             population_.patterns().scratch_paths(), settings_.seed),
      renderer_(settings_.camera, settings_.optics),
      sensor_(settings_.camera, settings_.sensor, settings_.seed) {
    for (std::size_t i = 0; i < settings_.channels.size() && !face_renderer_; ++i) {
        if (shows_faces(i)) face_renderer_.emplace(faces_, settings_.camera, settings_.optics.psf_sigma_px);
    }
    const auto filtered = [](const ChannelSettings& c) { return can(c.channel, &ChannelKindInfo::colour); };
    if (std::ranges::any_of(settings_.channels, filtered))
        filter_.emplace(settings_.filter,
                        LineWidths{settings_.spectra.short_sigma_nm, settings_.spectra.long_sigma_nm});
}

bool SimulatedRecording::shows_faces(std::size_t channel) const {
    return settings_.face.enabled &&
           can(settings_.channels.at(channel).channel, &ChannelKindInfo::appearance);
}

DieFace SimulatedRecording::face(DieIndex die) const {
    return settings_.face.enabled ? faces_.at(die, population_.fate(die)) : DieFace{};
}

DieTruth SimulatedRecording::truth(DieIndex die) const {
    return population_.at(die, face(die).effect);
}

double SimulatedRecording::face_sigmas(DieIndex die) const {
    if (!face_renderer_) return 0.0;
    for (std::size_t i = 0; i < settings_.channels.size(); ++i) {
        if (shows_faces(i))
            return face_renderer_->sigmas(die, face(die), settings_.channels[i].electrons_per_px,
                                          settings_.sensor.read_noise_e);
    }
    return 0.0;
}

std::vector<float> SimulatedRecording::lit_faces(const PlannedTile& tile) const {
    RandomStream random(stream_key(settings_.seed, Topic::face_lamp, static_cast<std::uint64_t>(tile.index)));
    return face_renderer_->render(
        {.lattice = lattice_in_tile(settings_.grid, settings_.scan.pose, settings_.camera, tile.true_middle),
         .face_of =
             [&](DieIndex die, DieFace& face) {
                 if (!presence_.exists(die)) return false;
                 face = this->face(die);
                 return true;
             },
         .body_electrons_per_px = settings_.channels[static_cast<std::size_t>(tile.channel)].electrons_per_px,
         .lamp = 1.0 + settings_.face.lamp * random.uniform(-1.0, 1.0)});
}

ExposureFactors SimulatedRecording::exposure_of(std::size_t channel) const {
    const double nominal_ms = settings_.channels.front().channel.exposure_ms;
    const double own_ms = settings_.channels[channel].channel.exposure_ms;
    return {.dark = shows_faces(channel) && nominal_ms > 0.0 && own_ms > 0.0 ? own_ms / nominal_ms : 1.0};
}

std::vector<float> SimulatedRecording::expected_electrons(std::size_t index) const {
    const PlannedTile& tile = tiles_[index];
    const auto channel = static_cast<std::size_t>(tile.channel);
    if (shows_faces(channel)) return lit_faces(tile);
    const double healthy = settings_.channels[channel].electrons_per_px * laser_of(settings_, tile);
    const double px_per_um = 1.0 / settings_.camera.pixel_um;
    const bool filtered = can(settings_.channels[channel].channel, &ChannelKindInfo::colour);
    const TileLattice lattice =
        lattice_in_tile(settings_.grid, settings_.scan.pose, settings_.camera, tile.true_middle);
    const auto passed = [&](DieIndex die, double wavelength_nm, double stretch) {
        if (!filtered) return 1.0;
        const PixelPoint at = lattice.center(die);
        return filter_->passed(wavelength_nm, stretch, 2.0 * at.x / (settings_.camera.width_px - 1.0) - 1.0,
                               1.0 - 2.0 * at.y / (settings_.camera.height_px - 1.0));
    };
    const double usual_nm = settings_.population.wavelength_nm;
    const TileScene scene{
        .lattice = lattice,
        .grid = settings_.grid,
        .light_of = [&](DieIndex die) -> DieLight {
            const double light = healthy * cell_light(die);
            if (light <= 0.0) return {};
            if (!presence_.exists(die)) return {light * passed(die, usual_nm, 1.0), 1.0};  // a test structure
            const DieFace face = this->face(die);
            const DieTruth truth = population_.at(die, face.effect);
            // Dies lie square to the image to a few mrad: their small shifts need no turning.
            const double through = filtered ? passed(die, truth.wavelength_nm, line_stretch(die)) : 1.0;
            return {light * truth.pl[channel] * through,
                    truth.rim,
                    {face.shift_x_um * px_per_um, -face.shift_y_um * px_per_um}};
        },
        .rim_px = settings_.rim_um / settings_.camera.pixel_um,
        .background_electrons_per_px =
            settings_.optics.stray * healthy * (filtered ? filter_->passed(usual_nm, 1.0, 0.0, 0.0) : 1.0)};
    return renderer_.render(scene);
}

double SimulatedRecording::cell_light(DieIndex cell) const {
    if (!cells_.exists(cell)) return 0.0;
    return simulated::cell_light(settings_.layout, layout_, settings_.grid.cell(cell));
}

Image SimulatedRecording::make_tile(std::size_t index) const {
    Image image;
    sensor_.expose(expected_electrons(index), index,
                   exposure_of(static_cast<std::size_t>(tiles_[index].channel)), image);
    return image;
}

std::optional<Image> SimulatedRecording::dark_frame() const {
    if (settings_.dark_frames == 0) return std::nullopt;
    const std::vector<float> none(sensor_.size_px(), 0.0F);
    return sensor_.mean_frame(none, settings_.dark_frames, 0);
}

std::optional<Image> SimulatedRecording::flat_frame() const {
    if (settings_.flat_frames == 0) return std::nullopt;
    return sensor_.mean_frame(renderer_.even_field(settings_.flat_electrons), settings_.flat_frames, 1);
}

std::optional<Image> SimulatedRecording::dark_frame(std::size_t channel) const {
    if (settings_.dark_frames == 0 || !shows_faces(channel)) return std::nullopt;
    const std::vector<float> none(sensor_.size_px(), 0.0F);
    return sensor_.mean_frame(none, settings_.dark_frames, 2 + 2 * channel, exposure_of(channel));
}

std::optional<Image> SimulatedRecording::flat_frame(std::size_t channel) const {
    if (settings_.flat_frames == 0 || !shows_faces(channel)) return std::nullopt;
    return sensor_.mean_frame(face_renderer_->even_field(settings_.flat_electrons), settings_.flat_frames,
                              3 + 2 * channel, exposure_of(channel));
}

ElMeasurement SimulatedRecording::el(DieIndex die) const {
    constexpr double kLeakSpread = 0.3;      // sd of ln of a healthy die's leak
    constexpr double kCurrentNoise = 0.005;  // relative, of the ammeter
    const ElSettings& el = settings_.el;
    RandomStream random = die_stream(settings_, Topic::el, die);
    const double intensity_noise = random.normal();
    const double leak_normal = random.normal();
    const double current_noise = random.normal();
    const double wavelength_noise = random.normal();

    const DieTruth truth = this->truth(die);
    ElMeasurement measured;
    measured.intensity = std::max(0.0, truth.el * (1.0 + el.noise * intensity_noise));
    measured.wavelength_nm = truth.wavelength_nm + el.wavelength_noise_nm * wavelength_noise;
    if (truth.kind != DieKind::missing) {
        const double leak_ua =
            el.healthy_leak_ua * std::exp(kLeakSpread * leak_normal) + 1e6 * el.leak_test_v / truth.shunt_ohm;
        measured.ir_ua = leak_ua * (1.0 + kCurrentNoise * current_noise);
    }
    const double shift_nm = measured.wavelength_nm - settings_.population.wavelength_nm;
    measured.pass =
        measured.intensity >= el.pass_share * truth.map && std::abs(shift_nm) <= el.wavelength_tolerance_nm;
    return measured;
}

bool SimulatedRecording::has_spectrum(DieIndex die) const {
    return die_stream(settings_, Topic::spectrum, die).uniform() < settings_.spectra.share;
}

std::vector<double> SimulatedRecording::wavelengths_nm() const {
    constexpr double kBend = 0.15;  // of a grating spectrometer: steps grow by 35 % from end to end
    const SpectrumSettings& s = settings_.spectra;
    std::vector<double> wavelengths;
    for (int i = 0; i < s.pixels; ++i) {
        const double t = static_cast<double>(i) / (s.pixels - 1);
        wavelengths.push_back(s.first_nm + (s.last_nm - s.first_nm) * t * (1.0 - kBend + kBend * t));
    }
    return wavelengths;
}

double SimulatedRecording::line_stretch(DieIndex die) const {
    RandomStream random = die_stream(settings_, Topic::spectrum, die);
    return draw_line(random).stretch;
}

std::vector<double> SimulatedRecording::spectrum(DieIndex die) const {
    const SpectrumSettings& s = settings_.spectra;
    RandomStream random = die_stream(settings_, Topic::spectrum, die);
    const Line line = draw_line(random);
    const DieTruth truth = this->truth(die);
    const auto excited = std::ranges::find_if(settings_.channels, [](const ChannelSettings& channel) {
        return can(channel.channel, &ChannelKindInfo::excited);
    });
    const auto channel = static_cast<std::size_t>(excited - settings_.channels.begin());
    const double peak = s.peak_counts * truth.pl.at(channel) * line.coupling;
    std::vector<double> counts;
    for (const double wavelength : wavelengths_nm()) {
        const double from_peak = wavelength - truth.wavelength_nm;
        const double u = from_peak / (line.stretch * (from_peak < 0.0 ? s.short_sigma_nm : s.long_sigma_nm));
        const double light = random.poisson(std::max(0.0, peak) * std::exp(-0.5 * u * u));
        counts.push_back(std::max(0.0, std::round(s.base_counts + light + s.read_counts * random.normal())));
    }
    return counts;
}

}  // namespace waferglow::simulated
