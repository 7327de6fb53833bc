// SPDX-License-Identifier: GPL-3.0-or-later
// A simulated recording of a display module in memory: tiles and calibration frames on demand, with the truth
// beside them.
//
//     const ModuleRecording recording(module_preset("module"));
//     Image tile = recording.make_tile(0);
//     SubPixelTruth truth = recording.population().truth({40, 30}, 0);
//
// Every item depends on the settings (seed included) and its own number only: any order, any thread, same
// numbers.
#pragma once

#include "drivers/simulated/physics/box_painter.h"
#include "drivers/simulated/physics/module_population.h"
#include "drivers/simulated/physics/module_settings.h"
#include "libinspect/geometry/image.h"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace waferglow::simulated {

/// One exposure.
struct ModuleTile {
    int index = 0;
    int pattern = 0;
    StagePoint reported{};  ///< where the stage says the middle of the image is
    StagePoint true_middle{};
    double gain = 1.0;  ///< of the light in this exposure
};

/// Immutable, thread-safe; stays where it was made.
class ModuleRecording {
  public:
    /// Resolves and checks the settings; throws Error(input).
    explicit ModuleRecording(const ModuleSettings& settings);
    ModuleRecording(const ModuleRecording&) = delete;
    ModuleRecording& operator=(const ModuleRecording&) = delete;

    /// As resolved: grid centred, camera's size, view drawn.
    [[nodiscard]] const ModuleSettings& settings() const { return settings_; }
    [[nodiscard]] const ModulePopulation& population() const { return population_; }
    /// Pattern after pattern, each a serpentine from the upper left.
    [[nodiscard]] std::span<const ModuleTile> tiles() const { return tiles_; }

    [[nodiscard]] Image make_tile(std::size_t index) const;
    /// Expected electrons of that tile, row-major: no noise, no sensor.
    [[nodiscard]] std::vector<float> expected_electrons(std::size_t index) const;
    /// Nothing where the settings ask for no such frames.
    [[nodiscard]] std::optional<Image> dark_frame() const;
    [[nodiscard]] std::optional<Image> flat_frame() const;

  private:
    void draw(const ModuleTile& tile, Plane& plane) const;
    [[nodiscard]] float vignette(int x, int y) const;

    ModuleSettings settings_;
    ModulePopulation population_;
    std::vector<ModuleTile> tiles_;
    Sensor sensor_;
    int surround_px_;  // drawn around the image, for light that is scattered into it
    BoxPainter painter_;
};

}  // namespace waferglow::simulated
