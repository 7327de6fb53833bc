// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/presenters/wafer/layer_data.h"

#include "app/gui/presenters/wafer/row_blocks.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace waferglow::gui {
namespace {

struct Moments {
    std::int64_t count = 0;
    double sum = 0.0;
    double squares = 0.0;
    float least = std::numeric_limits<float>::infinity();
    float greatest = -std::numeric_limits<float>::infinity();
};

using Counts = std::array<std::int64_t, 256>;

Counts count_codes(std::span<const std::uint8_t> codes, const DieGrid& grid) {
    const auto cols = static_cast<std::size_t>(grid.cols);
    return reduce_rows(
        grid.rows, Counts{},
        [&](std::int32_t row, Counts& counts) {
            for (const std::uint8_t code : codes.subspan(static_cast<std::size_t>(row) * cols, cols))
                ++counts[code];
        },
        [](Counts& total, const Counts& part) {
            for (std::size_t i = 0; i < total.size(); ++i) total[i] += part[i];
        });
}

void replace_codes(std::vector<std::uint8_t>& codes, const std::array<std::uint8_t, 256>& by) {
    constexpr std::size_t kBlock = 1 << 20;
    parallel_blocks(codes.size(), kBlock, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) codes[i] = by[codes[i]];
    });
}

/// Fills in which code has which rank, and returns the inverse.
std::array<std::uint8_t, 256> rank_bins(BinData& data, const Counts& counts) {
    const std::array<std::uint8_t, 256> rank_of_code = bin_ranks(data.table, counts);
    data.code_of_rank.fill(kNoBinCode);
    for (std::size_t code = 0; code < rank_of_code.size(); ++code) {
        if (rank_of_code[code] != 0) data.code_of_rank[rank_of_code[code]] = static_cast<std::uint8_t>(code);
    }
    return rank_of_code;
}

}  // namespace

double LayerStatistics::quantile(double share) const {
    if (sample.empty()) return 0.0;
    const double at = std::clamp(share, 0.0, 1.0) * static_cast<double>(sample.size() - 1);
    return static_cast<double>(sample[static_cast<std::size_t>(std::lround(at))]);
}

LayerStatistics layer_statistics(std::span<const float> values, std::int32_t cols) {
    if (values.empty() || cols <= 0) return {};
    const auto width = static_cast<std::size_t>(cols);
    const Moments all = reduce_rows(
        static_cast<std::int32_t>(values.size() / width), Moments{},
        [&](std::int32_t row, Moments& m) {
            for (const float value : values.subspan(static_cast<std::size_t>(row) * width, width)) {
                if (!std::isfinite(value)) continue;
                const auto v = static_cast<double>(value);
                ++m.count;
                m.sum += v;
                m.squares += v * v;
                m.least = std::min(m.least, value);
                m.greatest = std::max(m.greatest, value);
            }
        },
        [](Moments& total, const Moments& part) {
            total.count += part.count;
            total.sum += part.sum;
            total.squares += part.squares;
            total.least = std::min(total.least, part.least);
            total.greatest = std::max(total.greatest, part.greatest);
        });
    LayerStatistics result;
    if (all.count == 0) return result;
    result.count = all.count;
    const auto n = static_cast<double>(all.count);
    result.mean = all.sum / n;
    result.sigma = std::sqrt(std::max(0.0, all.squares / n - result.mean * result.mean));
    result.least = all.least;
    result.greatest = all.greatest;
    result.sample = sorted_sample(values, cols);
    if (result.sample.empty()) result.sample = {all.least, all.greatest};
    return result;
}

LayerPtr make_layer_data(Layer layer, const DieGrid& grid) {
    auto data = std::make_shared<LayerData>();
    data->pyramid = ValuePyramid(layer.values, grid.rows, grid.cols);
    data->statistics = layer_statistics(layer.values, grid.cols);
    data->layer = std::move(layer);
    return data;
}

LayerPtr make_coarse_layer(const LayerInfo& info, StoredPyramid stored) {
    auto data = std::make_shared<LayerData>();
    data->layer = {info.name, info.unit, info.title, {}};
    LayerStatistics& statistics = data->statistics;
    statistics.count = info.values;
    statistics.least = info.min;
    statistics.greatest = info.max;
    double sum = 0.0;
    double squares = 0.0;
    for (const float value : stored.sample) {
        sum += static_cast<double>(value);
        squares += static_cast<double>(value) * static_cast<double>(value);
    }
    const auto n = static_cast<double>(std::max<std::size_t>(1, stored.sample.size()));
    statistics.mean = sum / n;
    statistics.sigma = std::sqrt(std::max(0.0, squares / n - statistics.mean * statistics.mean));
    statistics.sample = std::move(stored.sample);
    data->pyramid = ValuePyramid(std::move(stored.level));
    return data;
}

const StoredBin* BinData::find(std::uint8_t code) const {
    const auto found = std::ranges::find(table, code, &StoredBin::code);
    return found == table.end() ? nullptr : &*found;
}

BinPtr make_bin_data(std::vector<std::uint8_t> bins, std::vector<StoredBin> table, const DieGrid& grid) {
    auto data = std::make_shared<BinData>();
    const Counts counts = count_codes(bins, grid);
    for (StoredBin& bin : table) bin.dies = counts[bin.code];
    data->table = std::move(table);
    const std::array<std::uint8_t, 256> rank_of_code = rank_bins(*data, counts);
    replace_codes(bins, rank_of_code);
    data->ranks = std::move(bins);
    data->pyramid = RankPyramid(data->ranks, grid.rows, grid.cols);
    return data;
}

std::vector<std::uint8_t> BinData::codes() const {
    std::vector<std::uint8_t> codes = ranks;
    replace_codes(codes, code_of_rank);
    return codes;
}

double yield_of(const BinData& bins) {
    std::int64_t passed = 0;
    std::int64_t all = 0;
    for (const StoredBin& bin : bins.table) {
        all += bin.dies;
        passed += bin.pass ? bin.dies : 0;
    }
    return all > 0 ? static_cast<double>(passed) / static_cast<double>(all)
                   : std::numeric_limits<double>::quiet_NaN();
}

MaskPtr make_mask(std::vector<std::uint8_t> selected, const DieGrid& grid) {
    auto mask = std::make_shared<DieMask>();
    mask->count = count_codes(selected, grid)[1];
    mask->pyramid = RankPyramid(selected, grid.rows, grid.cols);
    mask->selected = std::move(selected);
    return mask;
}

}  // namespace waferglow::gui
