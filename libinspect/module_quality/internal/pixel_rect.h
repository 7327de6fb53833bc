// SPDX-License-Identifier: GPL-3.0-or-later
// Rectangles of pixels, and the sub-panels of a module as such.
#pragma once

#include "libinspect/geometry/module.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace waferglow::module {

/// Rows [top, bottom), columns [left, right).
struct PixelRect {
    std::int32_t top = 0;
    std::int32_t bottom = 0;
    std::int32_t left = 0;
    std::int32_t right = 0;
    [[nodiscard]] std::int32_t rows() const { return bottom - top; }
    [[nodiscard]] std::int32_t cols() const { return right - left; }
};

/// Row-major.
[[nodiscard]] inline std::vector<PixelRect> panels_of(const Module& module) {
    std::vector<PixelRect> panels;
    const auto end_of = [](const std::vector<std::int32_t>& begins, std::size_t i, std::int32_t all) {
        return i + 1 < begins.size() ? begins[i + 1] : all;
    };
    for (std::size_t r = 0; r < module.panel_rows.size(); ++r) {
        for (std::size_t c = 0; c < module.panel_cols.size(); ++c)
            panels.push_back({module.panel_rows[r], end_of(module.panel_rows, r, module.grid.rows),
                              module.panel_cols[c], end_of(module.panel_cols, c, module.grid.cols)});
    }
    return panels;
}

}  // namespace waferglow::module
