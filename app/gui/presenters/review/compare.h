// SPDX-License-Identifier: GPL-3.0-or-later
// Maps beside maps: the difference or ratio of two, and what a stack of wafers has in common.
#pragma once

#include "app/gui/presenters/desk/task_runner.h"
#include "app/gui/presenters/wafer/layer_data.h"
#include "libinspect/geometry/die_grid.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace waferglow::gui {

enum class Comparison : std::uint8_t { side_by_side, difference, ratio };

/// a - b or a / b die by die, as a layer of its own; NaN where one has no value, or b is 0. Throws
/// Error(usage) for layers of different size.
[[nodiscard]] LayerPtr compare_layers(const LayerData& a, const LayerData& b, Comparison how,
                                      const DieGrid& grid);

/// True where dies of both grids lie at the same places, so that they can be compared one by one.
[[nodiscard]] bool same_places(const DieGrid& a, const DieGrid& b);

/// Wafers on one grid, die by die.
struct LotStack {
    LayerPtr mean;   ///< of one layer over the wafers that have a value
    LayerPtr fails;  ///< wafers on which the die fails; NaN where it has a bin on none
    std::vector<std::string> wafers;
};

/// Reads `layer` and the bins of every file in turn; memory of some three layers. Blocking; HDF5's thread.
/// Throws Error(input) where a file is on another grid or has no such layer.
[[nodiscard]] LotStack stack_lot(const std::vector<std::filesystem::path>& files, const std::string& layer,
                                 const TaskContext& context);

}  // namespace waferglow::gui
