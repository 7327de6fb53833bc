// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/map/internal/surface_patches.h"

#include "libinspect/map/internal/robust.h"

namespace waferglow {
namespace {

constexpr std::int32_t kMaxPatches = 64;     // along the longer side of the grid
constexpr std::int32_t kFewestPatches = 16;  // along the shorter side, where it has so many dies
constexpr std::int32_t kSmallPatch = 4;      // dies
constexpr std::int32_t kLargePatch = 8;
constexpr double kMedianOverMean = 1.2533;  // noise of a median of normal values over that of their mean

}  // namespace

PatchReader::PatchReader(std::span<const float> values, const DieGrid& grid)
    : values_(values),
      grid_(grid),
      step_(std::max(std::clamp(std::min(grid.rows, grid.cols) / kFewestPatches, 1, kSmallPatch),
                     (std::max(grid.rows, grid.cols) + kMaxPatches - 1) / kMaxPatches)),
      side_(std::min(step_, kLargePatch)) {}

std::vector<Patch> PatchReader::patches(double level) const {
    std::vector<Patch> found;
    std::vector<float> lit;
    for_each([&](DieIndex first) {
        double u = 0.0;
        double v = 0.0;
        lit.clear();
        read(first, [&](std::int32_t row, std::int32_t col, float value) {
            if (static_cast<double>(value) <= 0.5 * level) return;
            lit.push_back(value);
            u += scaled_position(col, grid_.cols);
            v += scaled_position(row, grid_.rows);
        });
        if (lit.empty()) return;
        const auto count = static_cast<double>(lit.size());
        const double noise = lit.size() == 1 ? 1.0 : kMedianOverMean / std::sqrt(count);
        found.push_back(
            {first.row / step_, first.col / step_, u / count, v / count, quantile(lit, 0.5) / level, noise});
    });
    return found;
}

}  // namespace waferglow
