// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/module_quality/internal/luminance.h"
#include "libinspect/module_quality/internal/verdict.h"

#include <algorithm>
#include <cmath>

namespace waferglow::module {
namespace {

constexpr std::int32_t kClusterReach = 4;  // within 5 x 5 pixels

enum class PixelFault : std::uint8_t { none, pixel, sub_pixel };

/// How many sub-pixels of a pixel glow always, and how many never.
struct FaultsOfPixel {
    std::size_t bright = 0;
    std::size_t dark = 0;
};

bool stays_dark(ModuleBin bin, float relative, const QualitySettings& settings) {
    if (bin == ModuleBin::dead || bin == ModuleBin::wrong_colour) return true;
    return bin == ModuleBin::line && static_cast<double>(relative) < settings.dead_below;
}

/// Groups of faults of a kind, each near to another of its group; single ones are none.
std::int64_t count_clusters(std::vector<PixelFault> faults, const DieGrid& grid, PixelFault kind) {
    std::int64_t clusters = 0;
    std::vector<DieIndex> waiting;
    for (std::int32_t row = 0; row < grid.rows; ++row) {
        for (std::int32_t col = 0; col < grid.cols; ++col) {
            if (faults[grid.cell({row, col})] != kind) continue;
            faults[grid.cell({row, col})] = PixelFault::none;
            waiting.assign(1, {row, col});
            std::int64_t members = 0;
            while (!waiting.empty()) {
                const DieIndex at = waiting.back();
                waiting.pop_back();
                ++members;
                for (std::int32_t r = std::max(0, at.row - kClusterReach);
                     r <= std::min(grid.rows - 1, at.row + kClusterReach); ++r) {
                    for (std::int32_t c = std::max(0, at.col - kClusterReach);
                         c <= std::min(grid.cols - 1, at.col + kClusterReach); ++c) {
                        if (faults[grid.cell({r, c})] != kind) continue;
                        faults[grid.cell({r, c})] = PixelFault::none;
                        waiting.push_back({r, c});
                    }
                }
            }
            if (members > 1) ++clusters;
        }
    }
    return clusters;
}

}  // namespace

std::vector<FaultClass> standard_fault_classes() {
    return {{"0", 0, 0, 0, 2, 0, 0},
            {"I", 1, 1, 5, 2, 0, 0},
            {"II", 2, 2, 10, 2, 0, 2},
            {"III", 5, 15, 50, 1, 0, 5},
            {"IV", 50, 150, 500, 1, 5, 50}};
}

FaultCounts count_faults(const ModuleLight& light, const ModuleQuality& quality,
                         const QualitySettings& settings) {
    const DieGrid& grid = light.module.grid;
    const std::size_t colours = quality.bins.size();
    std::vector<PixelFault> faults(grid.cells(), PixelFault::none);
    FaultCounts counts;
    std::int64_t type1 = 0;
    std::int64_t bright = 0;
    for (std::size_t i = 0; i < grid.cells(); ++i) {
        FaultsOfPixel pixel;
        for (std::size_t s = 0; s < colours; ++s) {
            const ModuleBin bin = quality.bins[s][i];
            if (bin == ModuleBin::always_on)
                ++pixel.bright;
            else if (stays_dark(bin, quality.relative[s][i], settings))
                ++pixel.dark;
        }
        if (pixel.bright == 0 && pixel.dark == 0) continue;
        if (pixel.bright == colours) {
            ++type1;
            faults[i] = PixelFault::pixel;
        } else if (pixel.dark == colours) {
            ++counts.type2;
            faults[i] = PixelFault::pixel;
        } else {
            bright += static_cast<std::int64_t>(pixel.bright);
            counts.type3_dark += static_cast<std::int64_t>(pixel.dark);
            faults[i] = PixelFault::sub_pixel;
        }
    }
    if (black_pattern(light)) {
        counts.type1 = type1;
        counts.type3_bright = bright;
    }
    counts.clusters_pixel = count_clusters(faults, grid, PixelFault::pixel);
    counts.clusters_sub_pixel = count_clusters(std::move(faults), grid, PixelFault::sub_pixel);
    return counts;
}

std::optional<std::string> class_of(const FaultCounts& faults, std::int64_t pixels,
                                    const QualitySettings& settings) {
    if (!faults.type1 || !faults.type3_bright) return std::nullopt;
    for (const FaultClass& one : settings.classes()) {
        const auto within = [&](double count, double per_million) {
            return count <= std::round(per_million * static_cast<double>(pixels) / 1e6);
        };
        const double type3 = one.bright_counts * static_cast<double>(*faults.type3_bright) +
                             static_cast<double>(faults.type3_dark);
        if (within(static_cast<double>(*faults.type1), one.type1) &&
            within(static_cast<double>(faults.type2), one.type2) && within(type3, one.type3) &&
            within(static_cast<double>(faults.clusters_pixel), one.clusters_pixel) &&
            within(static_cast<double>(faults.clusters_sub_pixel), one.clusters_sub_pixel))
            return one.name;
    }
    return "none";
}

}  // namespace waferglow::module
