// SPDX-License-Identifier: GPL-3.0-or-later
// The numbers of one die, read without the rest of its wafer.
#pragma once

#include "libinspect/geometry/frames.h"
#include "libinspect/map/die_map.h"

#include <filesystem>
#include <string>
#include <vector>

namespace waferglow {

/// A layer's value of one die; NaN: none.
struct DieValue {
    std::string layer;
    std::string unit;
    std::string title;
    float value = kNoData;
};

/// All layers in the order of the file; reads one chunk of each, some milliseconds whatever the wafer's size.
/// Throws as read_wafer_file does, and Error(usage) for a die outside of the grid.
[[nodiscard]] std::vector<DieValue> read_die_values(const std::filesystem::path& path, DieIndex die);

}  // namespace waferglow
