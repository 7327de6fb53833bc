// SPDX-License-Identifier: GPL-3.0-or-later
// The layout of a simulated wafer: where its test structures and marks lie, and its products.
#pragma once

#include "libinspect/geometry/layout.h"

#include <cstdint>
#include <filesystem>

namespace waferglow::simulated {

struct LayoutSettings {
    std::filesystem::path
        file;                ///< a layout file (libinspect/formats/layout_file.h) in place of what follows
    double pcm_share = 0.0;  ///< of all cells, drawn from the seed
    double pcm_light = 0.0;  ///< of a test structure, relative to a healthy die: 0 dark
    int marks = 0;           ///< alignment marks, spread evenly over the middle row; dark
    int groups = 0;  ///< products "A", "B", ...: by fields in turn, or without fields from left to right
    double group_light = 0.7;  ///< of a product relative to the one before it
    friend bool operator==(const LayoutSettings&, const LayoutSettings&) = default;
};

/// Throws Error(input) on shares outside of 0 to 1 and more than 26 groups.
void validate(const LayoutSettings& settings);

/// The layout of a grid that is placed. Plain where the settings ask for nothing.
[[nodiscard]] WaferLayout make_layout(const LayoutSettings& settings, const DieGrid& grid,
                                      std::uint64_t seed);

/// Light of a cell relative to a healthy die of the first product, beside what the die itself does.
[[nodiscard]] double cell_light(const LayoutSettings& settings, const WaferLayout& layout, std::size_t cell);

}  // namespace waferglow::simulated
