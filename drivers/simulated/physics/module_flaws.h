// SPDX-License-Identifier: GPL-3.0-or-later
// What is wrong with a simulated module beyond single sub-pixels: mura, lines, steps between sub-panels.
#pragma once

#include "drivers/simulated/physics/module_settings.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace waferglow::simulated {

/// Sub-pixels of one row (or column) whose light is 1 + contrast of what it would be.
struct ModuleLine {
    bool along_row = false;  ///< index is a row, begin and end are columns; or the other way round
    std::int32_t index = 0;
    std::optional<std::size_t> sub_pixel{};  ///< none: all
    std::int32_t begin = 0;
    std::int32_t end = 0;  ///< one past the last
    double contrast = 0.0;
    friend bool operator==(const ModuleLine&, const ModuleLine&) = default;
};

enum class MuraKind : std::uint8_t {
    spot,      ///< a round Gaussian
    band_row,  ///< varies over rows: a Gaussian across
    band_col,  ///< varies over columns
    gradient   ///< even change from edge to edge, along the direction of angle_rad
};
[[nodiscard]] std::string_view name_of(MuraKind kind);

struct ModuleMura {
    MuraKind kind = MuraKind::spot;
    double row = 0.0;
    double col = 0.0;
    double sigma_px = 0.0;   ///< pixels of the module
    double contrast = 0.0;   ///< at the peak; of a gradient from edge to edge
    double angle_rad = 0.0;  ///< of a gradient: 0 is brighter to the right, counter-clockwise
    friend bool operator==(const ModuleMura&, const ModuleMura&) = default;
};

/// Border of two sub-panels beside each other.
struct ModuleSeam {
    bool along_row = false;  ///< index is the first row of the lower one, begin and end are columns
    std::int32_t index = 0;
    std::int32_t begin = 0;
    std::int32_t end = 0;
    double step = 0.0;  ///< light of the right or the lower one over that of the other, minus 1
};

/// Immutable, thread-safe.
class ModuleFlaws {
  public:
    /// `resolved`: by resolve.
    explicit ModuleFlaws(const ModuleSettings& resolved);

    [[nodiscard]] std::span<const ModuleLine> lines() const { return lines_; }
    [[nodiscard]] std::span<const ModuleMura> mura() const { return mura_; }
    [[nodiscard]] std::vector<ModuleSeam> seams() const;
    /// Of each sub-panel, row-major; mean 0.
    [[nodiscard]] std::span<const WaferPoint> panel_shifts_um() const { return shifts_; }

    /// Factor of all mura together.
    [[nodiscard]] double mura_at(double row, double col) const;
    /// That line through the sub-pixel whose contrast is largest; null: none.
    [[nodiscard]] const ModuleLine* line_at(DieIndex pixel, std::size_t sub_pixel) const;
    /// Factor of all lines through it.
    [[nodiscard]] double lines_at(DieIndex pixel, std::size_t sub_pixel) const;
    [[nodiscard]] double panel_light(DieIndex pixel) const { return lights_[panel_of(pixel)]; }
    [[nodiscard]] WaferPoint panel_shift_um(DieIndex pixel) const { return shifts_[panel_of(pixel)]; }

  private:
    [[nodiscard]] std::size_t panel_of(DieIndex pixel) const;

    Module module_;
    std::vector<ModuleLine> lines_;
    std::vector<ModuleMura> mura_;
    std::vector<double> lights_;  // of sub-panels, row-major
    std::vector<WaferPoint> shifts_;
};

}  // namespace waferglow::simulated
