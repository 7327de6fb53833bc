// SPDX-License-Identifier: GPL-3.0-or-later
// Dense layers of a wafer: one number per die of the grid's bounding rectangle.
#pragma once

#include "libinspect/geometry/layout.h"
#include "libinspect/geometry/wafer.h"

#include <deque>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace waferglow {

inline constexpr float kNoData = std::numeric_limits<float>::quiet_NaN();

/// One number per die, row-major [row][col] over grid.rows x grid.cols; NaN where there is no die or no
/// measurement.
struct Layer {
    std::string name;   ///< as in files and on the command line: "pl_low_rel"
    std::string unit;   ///< "DN", "nm", "" for ratios and counts
    std::string title;  ///< for people: "pl_low intensity relative to healthy neighbours"
    std::vector<float> values;
};

/// A layer without its values.
struct LayerLabel {
    std::string name;
    std::string unit;
    std::string title;
};

/// The layers of one wafer on one grid. Names are unique; the order of adding is kept. Confined to one thread
/// while layers are added; threads may write different cells of existing layers.
class DieMap {
  public:
    DieMap() = default;
    /// Validates wafer and grid; throws Error(input). `layout` is one of this grid.
    DieMap(const Wafer& wafer, const DieGrid& grid, const WaferLayout& layout = {});

    [[nodiscard]] const Wafer& wafer() const { return wafer_; }
    [[nodiscard]] const DieGrid& grid() const { return grid_; }
    [[nodiscard]] const WaferLayout& layout() const { return layout_; }
    [[nodiscard]] const DiePresence& presence() const { return presence_; }

    /// Adds a layer filled with NaN, or returns the existing one of that name with its values kept.
    /// References to other layers stay valid.
    Layer& add(std::string_view name, std::string_view unit, std::string_view title);
    /// Adds several layers like that, their memory made ready on all threads.
    void add(std::span<const LayerLabel> labels);
    void remove(std::string_view name);
    /// Takes away what layers hold of cells that are no dies: of maps made when more of them were.
    void clear_absent();
    [[nodiscard]] const Layer* find(std::string_view name) const;
    [[nodiscard]] Layer* find(std::string_view name);
    /// Throws Error(usage) that names the nearest layer where there is none of that name.
    [[nodiscard]] const Layer& at(std::string_view name) const;
    [[nodiscard]] const std::deque<Layer>& layers() const { return layers_; }

  private:
    Wafer wafer_;
    DieGrid grid_;
    WaferLayout layout_;
    DiePresence presence_;
    std::deque<Layer> layers_;  // those there are stay in place where one is added
};

}  // namespace waferglow
