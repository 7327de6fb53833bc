// SPDX-License-Identifier: GPL-3.0-or-later
// A simulated recording in memory: tiles, calibration frames, EL and spectra on demand, with the truth beside
// them.
//
//     const SimulatedRecording recording(preset("example"));
//     Image tile = recording.make_tile(0);
//     DieTruth truth = recording.truth({40, 30});
//
// Every item depends on the settings (seed included) and its own number only: any order, any thread, same
// numbers.
#pragma once

#include "drivers/simulated/physics/face_renderer.h"
#include "drivers/simulated/physics/recording_settings.h"
#include "drivers/simulated/physics/scan_plan.h"
#include "libinspect/geometry/image.h"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace waferglow::simulated {

/// One die as the EL tester saw it.
struct ElMeasurement {
    double intensity = 0.0;  ///< healthy: about 1
    double ir_ua = 0.0;
    double wavelength_nm = 0.0;
    bool pass = false;
};

/// Immutable, thread-safe; stays where it was made.
class SimulatedRecording {
  public:
    /// Resolves and checks the settings; throws Error(input).
    explicit SimulatedRecording(const RecordingSettings& settings);
    SimulatedRecording(const SimulatedRecording&) = delete;
    SimulatedRecording& operator=(const SimulatedRecording&) = delete;

    /// As resolved: grid placed, pose drawn.
    [[nodiscard]] const RecordingSettings& settings() const { return settings_; }
    [[nodiscard]] const WaferLayout& layout() const { return layout_; }
    [[nodiscard]] const DiePresence& presence() const { return presence_; }
    /// Light of a cell beside what its die does; see cell_layout.h. 0 outside of the wafer's usable part.
    [[nodiscard]] double cell_light(DieIndex cell) const;
    [[nodiscard]] std::span<const PlannedTile> tiles() const { return tiles_; }

    [[nodiscard]] Image make_tile(std::size_t index) const;
    /// Expected electrons of that tile: no noise, no sensor.
    [[nodiscard]] std::vector<float> expected_electrons(std::size_t index) const;
    /// Nothing where the settings ask for no such frames.
    [[nodiscard]] std::optional<Image> dark_frame() const;
    [[nodiscard]] std::optional<Image> flat_frame() const;
    /// Whether a channel has frames of its own: a lamp lights the field otherwise than a laser.
    [[nodiscard]] bool shows_faces(std::size_t channel) const;
    /// Those of a channel that shows faces; nothing as above.
    [[nodiscard]] std::optional<Image> dark_frame(std::size_t channel) const;
    [[nodiscard]] std::optional<Image> flat_frame(std::size_t channel) const;

    /// Of an existing die, its surface included.
    [[nodiscard]] DieTruth truth(DieIndex die) const;
    /// Its surface; a good one of nominal light where surfaces are not simulated.
    [[nodiscard]] DieFace face(DieIndex die) const;
    [[nodiscard]] const DieFaces& faces() const { return faces_; }
    /// Widths of the die's emission line relative to those of the settings.
    [[nodiscard]] double line_stretch(DieIndex die) const;
    /// Null where there is no colour channel.
    [[nodiscard]] const ColourFilter* filter() const { return filter_ ? &*filter_ : nullptr; }
    /// How strong the damage of a die's surface is in the first channel that shows it; see FaceRenderer.
    [[nodiscard]] double face_sigmas(DieIndex die) const;
    [[nodiscard]] ElMeasurement el(DieIndex die) const;

    [[nodiscard]] bool has_spectrum(DieIndex die) const;
    [[nodiscard]] std::vector<double> wavelengths_nm() const;
    /// Whole counts, one a wavelength; of the first channel that a laser excites.
    [[nodiscard]] std::vector<double> spectrum(DieIndex die) const;

  private:
    [[nodiscard]] std::vector<float> lit_faces(const PlannedTile& tile) const;
    [[nodiscard]] ExposureFactors exposure_of(std::size_t channel) const;

    RecordingSettings settings_;
    WaferLayout layout_;
    DiePresence presence_;  // dies
    DiePresence cells_;     // dies, test structures and marks
    std::vector<PlannedTile> tiles_;
    DiePopulation population_;
    DieFaces faces_;
    TileRenderer renderer_;
    std::optional<FaceRenderer> face_renderer_;  // where a channel shows faces
    std::optional<ColourFilter> filter_;         // where a channel is a colour channel
    Sensor sensor_;
};

}  // namespace waferglow::simulated
