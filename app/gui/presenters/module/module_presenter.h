// SPDX-License-Identifier: GPL-3.0-or-later
// What the picture of a module shows: colours and their limits, sub-pixels at their places, faults, and what
// lies under the cursor. Confined to the window's thread; knows no Qt.
#pragma once

#include "app/gui/presenters/module/module_scene.h"
#include "app/gui/presenters/wafer/map_scene.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace waferglow::gui {

/// What lies under the cursor.
struct ModuleReading {
    DieIndex pixel;
    std::size_t sub_pixel = 0;
    module::ModuleBin bin = module::ModuleBin::unmeasured;
    std::optional<float> value{};  ///< of the layer shown
};

/// A sub-pixel at its place, um.
struct SubPixelTile {
    WaferRect area;
    std::uint32_t argb = 0;  ///< 0: nothing to show
};

/// A rectangle to look at, um, and the pixel in it that is meant.
struct ModuleTarget {
    WaferPoint middle;
    double width_um = 0.0;
    double height_um = 0.0;
    DieIndex pixel;
};

[[nodiscard]] ModuleTarget target_of(const DieGrid& grid, const FaultRow& fault);
[[nodiscard]] ModuleTarget target_of(const DieGrid& grid, const module::Line& line);
[[nodiscard]] ModuleTarget target_of(const DieGrid& grid, const module::Seam& seam);
[[nodiscard]] ModuleTarget target_of(const DieGrid& grid, const module::MuraObject& mura);

class ModulePresenter {
  public:
    void show(ModuleScenePtr scene);

    /// Null: no module.
    [[nodiscard]] const ModuleScenePtr& scene() const { return scene_; }
    /// The pixels for WaferView: one colour each.
    [[nodiscard]] const MapScene& map() const { return map_; }
    [[nodiscard]] bool shows_bins() const { return scene_ == nullptr || scene_->layer == nullptr; }
    /// None where the point lies outside of the module.
    [[nodiscard]] std::optional<ModuleReading> reading(WaferPoint at) const;
    /// The sub-pixels of the pixels that lie in `area`; none where they are more than `most`.
    [[nodiscard]] std::vector<SubPixelTile> tiles_in(const WaferRect& area, std::size_t most = 100'000) const;
    /// Of a sub-pixel, um.
    [[nodiscard]] WaferRect area_of(DieIndex pixel, std::size_t sub_pixel) const;

  private:
    [[nodiscard]] std::uint32_t color_of(std::size_t sub_pixel, std::size_t cell) const;

    ModuleScenePtr scene_;
    MapScene map_;
};

}  // namespace waferglow::gui
