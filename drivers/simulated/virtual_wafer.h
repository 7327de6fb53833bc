// SPDX-License-Identifier: GPL-3.0-or-later
// The one wafer behind all simulated devices: what camera and spectrometer would see of it, free of time and
// noise.
#pragma once

#include "drivers/simulated/physics/die_population.h"
#include "drivers/simulated/physics/face_renderer.h"
#include "drivers/simulated/physics/recording_generator.h"
#include "drivers/simulated/physics/render.h"
#include "drivers/simulated/simulated_settings.h"
#include "libinspect/geometry/tile_lattice.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

namespace waferglow::drivers {

/// Where the tool truly looks.
struct View {
    StagePoint middle;  ///< under the middle of the image
    double z_um = 0.0;
    double theta_rad = 0.0;  ///< the stage has turned the wafer about its origin by this
    friend bool operator==(const View&, const View&) = default;
};

constexpr int kNoFilter = 0;

/// What shines, truly, and through what it is seen.
struct Illumination {
    double excitation_w_cm2 = 0.0;
    double lamp_share = 0.0;   ///< of the lamp's full power
    double lines_share = 0.0;  ///< of the Hg-Ar lamp, which only the spectrometer sees
    int filter = kNoFilter;    ///< in the light path of camera and spectrometer
    friend bool operator==(const Illumination&, const Illumination&) = default;
};

/// How a die looks besides its light.
struct Appearance {
    int chipped_corner = -1;  ///< 0 to 3, clockwise from the upper left; -1: none
    double rotation_rad = 0.0;
};

/// The line of one die as the spectrometer resolves it: two half Gaussians.
struct LineShape {
    double light = 0.0;  ///< over that of a nominal die at the reference excitation; 0: dark, no line
    double peak_nm = 0.0;
    double short_sigma_nm = 0.0;
    double long_sigma_nm = 0.0;
};

/// Immutable but for caches; thread-safe.
class VirtualWafer {
  public:
    /// `settings` resolved.
    explicit VirtualWafer(const SimulatedSettings& settings);

    [[nodiscard]] const SimulatedSettings& settings() const { return settings_; }
    /// EL, presence of dies and truths that do not depend on the light.
    [[nodiscard]] const simulated::SimulatedRecording& recording() const { return recording_; }
    /// Truth of a die under this excitation; pl[0] is relative to a nominal die, and so is all else.
    [[nodiscard]] simulated::DieTruth truth(DieIndex die, double excitation_w_cm2) const;
    [[nodiscard]] Appearance appearance(DieIndex die) const;
    /// Light of a nominal healthy die over that at the reference excitation.
    [[nodiscard]] double nominal_light(double excitation_w_cm2) const;

    /// Stage to pixel, with the camera's true rotation, scale and mirror.
    [[nodiscard]] Transform<StageFrame, PixelFrame> to_pixel(const View& view) const;
    /// Nominal wafer position to where it lies under the tool, the stage's turn included.
    [[nodiscard]] Transform<WaferFrame, StageFrame> to_stage(const View& view) const;
    /// Height of best focus at a nominal position on the wafer.
    [[nodiscard]] double focus_um(WaferPoint p) const;

    /// Electrons that each pixel is expected to collect, row-major.
    [[nodiscard]] std::vector<float> electrons(const View& view, const Illumination& light,
                                               double exposure_ms) const;
    /// Counts that each pixel of the spectrometer is expected to collect beyond its dark counts.
    [[nodiscard]] std::vector<double> spectrum(const View& view, const Illumination& light,
                                               double integration_ms) const;
    [[nodiscard]] LineShape line(DieIndex die, double excitation_w_cm2) const;
    /// Of a filter of the wheel, 0 to 1.
    [[nodiscard]] double transmission(int filter, double nm, double sin_theta) const;
    /// Sine of the angle at which light of a pixel passes the wheel; the spectrometer's fibre looks at the
    /// middle, where it is 0.
    [[nodiscard]] double field_sin_theta(PixelPoint p) const;
    /// Share of a die's own light, and of a nominal die's, that passes what is in the light path.
    [[nodiscard]] double passing_light(DieIndex die, const Illumination& light, double sin_theta) const;
    [[nodiscard]] double passing_light(const Illumination& light, double sin_theta) const;
    /// Relative sensitivity of the spectrometer.
    [[nodiscard]] double spectral_response(double nm) const;
    /// True wavelength of each of its pixels.
    [[nodiscard]] std::vector<double> true_wavelengths_nm() const;

  private:
    using Population = std::shared_ptr<const simulated::DiePopulation>;
    [[nodiscard]] Population population(double excitation_w_cm2) const;
    [[nodiscard]] std::shared_ptr<const simulated::TileRenderer> renderer(double blur_px) const;
    [[nodiscard]] std::shared_ptr<const simulated::FaceRenderer> face_renderer(double blur_px) const;
    /// Reflected light of dies whose surface is simulated.
    [[nodiscard]] std::vector<float> lit_faces(const View& view, double metal_electrons,
                                               double blur_px) const;
    [[nodiscard]] TileLattice lattice(const View& view) const;
    struct Levels {
        double pl = 0.0;    // electrons of a nominal die's own light
        double lamp = 0.0;  // electrons of reflected light on metal
        double excitation_w_cm2 = 0.0;
        std::function<double(DieIndex)> passing{};  // share of a die's own light; empty: all of it
    };
    /// Share of the lamp's light that passes what is in the light path.
    [[nodiscard]] double passing_lamp(const Illumination& light) const;
    [[nodiscard]] double die_level(DieIndex die, const simulated::DiePopulation* population,
                                   const Levels& levels, double& rim) const;
    void add_damage(simulated::TileScene& scene, const simulated::DiePopulation* population,
                    const Levels& levels) const;
    void add_scratches(simulated::TileScene& scene, const View& view, double lamp) const;

    SimulatedSettings settings_;
    simulated::SimulatedRecording recording_;
    simulated::DiePopulation reference_;
    std::vector<std::vector<WaferPoint>> scratches_;
    std::vector<double> line_nm_;                             // true wavelengths
    mutable std::mutex mutex_;                                // of the caches
    mutable std::map<std::int64_t, Population> populations_;  // by excitation in uW/cm2
    mutable std::map<int, std::shared_ptr<const simulated::TileRenderer>> renderers_;  // by blur in 0.01 px
    mutable std::map<int, std::shared_ptr<const simulated::FaceRenderer>> face_renderers_;
};

}  // namespace waferglow::drivers
