// SPDX-License-Identifier: GPL-3.0-or-later
// Dies as a table of text, for the clipboard.
#pragma once

#include "app/gui/presenters/desk/task_runner.h"
#include "app/gui/presenters/wafer/layer_data.h"

#include <filesystem>
#include <string>
#include <vector>

namespace waferglow::gui {

/// More rows than this no spreadsheet takes gladly.
inline constexpr std::int64_t kMostListedDies = 100'000;

/// The first `kMostListedDies` selected dies: row, col, x_um, y_um, bin and all `layers`, tabs between. Reads
/// one layer after the other. Blocking; HDF5's thread.
[[nodiscard]] std::string list_dies(const std::filesystem::path& path, const std::vector<std::string>& layers,
                                    const DieGrid& grid, const DieMask& mask, const BinData* bins,
                                    const TaskContext& context);

}  // namespace waferglow::gui
