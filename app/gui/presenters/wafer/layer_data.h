// SPDX-License-Identifier: GPL-3.0-or-later
// A layer, the bins and a selection of dies as the wafer view holds them: values beside their pyramids.
#pragma once

#include "libinspect/map/die_map.h"
#include "libinspect/map/pyramid.h"
#include "libinspect/store/stored_pyramid.h"
#include "libinspect/store/wafer_file.h"

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace waferglow::gui {

/// What a layer's values are like. Quantiles come from a sample of at most 200,000 dies, the rest from all.
struct LayerStatistics {
    std::int64_t count = 0;
    double mean = 0.0;
    double sigma = 0.0;
    float least = 0.0F;
    float greatest = 0.0F;
    std::vector<float> sample;  ///< sorted

    /// The value below which `share` of the sample lies; 0 where there is none.
    [[nodiscard]] double quantile(double share) const;
    [[nodiscard]] double median() const { return quantile(0.5); }
    /// Half the distance of the 16 and 84 % points: 1 sigma of a normal distribution, whatever the outliers.
    [[nodiscard]] double robust_sigma() const { return 0.5 * (quantile(0.8413) - quantile(0.1587)); }
};

[[nodiscard]] LayerStatistics layer_statistics(std::span<const float> values, std::int32_t cols);

/// A layer with its pyramid. `layer.values` is empty while only a coarse pyramid of it is there. Immutable.
struct LayerData {
    Layer layer;
    ValuePyramid pyramid;
    LayerStatistics statistics;
};
using LayerPtr = std::shared_ptr<const LayerData>;

[[nodiscard]] LayerPtr make_layer_data(Layer layer, const DieGrid& grid);
/// What a file's pyramid shows of a layer before its values are read.
[[nodiscard]] LayerPtr make_coarse_layer(const LayerInfo& info, StoredPyramid stored);

/// Bins as ranks: 0 no bin, higher is what must not be overlooked: failing over passing, rare over frequent.
/// Immutable.
struct BinData {
    std::vector<std::uint8_t> ranks;  ///< one a cell of the grid; empty while only a coarse pyramid is there
    RankPyramid pyramid;
    std::array<std::uint8_t, 256> code_of_rank{};  ///< a bin code; 255 of rank 0
    std::vector<StoredBin> table;                  ///< with counts, in the order of the file

    [[nodiscard]] const StoredBin* find(std::uint8_t code) const;
    [[nodiscard]] std::uint8_t code(std::size_t cell) const {
        return ranks.empty() ? std::uint8_t{255} : code_of_rank[ranks[cell]];
    }
    /// The codes of all cells, as files have them.
    [[nodiscard]] std::vector<std::uint8_t> codes() const;
};
using BinPtr = std::shared_ptr<const BinData>;

/// `bins`: a code for each cell. `table` without counts will do; codes that it lacks count as failing.
[[nodiscard]] BinPtr make_bin_data(std::vector<std::uint8_t> bins, std::vector<StoredBin> table,
                                   const DieGrid& grid);

/// Passing dies over dies with a bin; NaN where there is none.
[[nodiscard]] double yield_of(const BinData& bins);

/// Selected dies: 1, all others 0. Immutable.
struct DieMask {
    std::vector<std::uint8_t> selected;
    RankPyramid pyramid;
    std::int64_t count = 0;
};
using MaskPtr = std::shared_ptr<const DieMask>;

[[nodiscard]] MaskPtr make_mask(std::vector<std::uint8_t> selected, const DieGrid& grid);

}  // namespace waferglow::gui
