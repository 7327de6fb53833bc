// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/map/pyramid.h"

#include "libinspect/base/parallel.h"
#include "libinspect/map/internal/robust.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

namespace waferglow {
namespace {

constexpr float kInf = std::numeric_limits<float>::infinity();
constexpr float kNone = std::numeric_limits<float>::quiet_NaN();
constexpr std::size_t kRowsPerBlock = 8;

constexpr std::int32_t cells_of(std::int32_t dies, std::int32_t factor) {
    return (dies + factor - 1) / factor;
}

/// The rows of one matrix.
template <class T>
struct Rows {
    const T* data;
    std::size_t cols;
    [[nodiscard]] const T* row(std::int32_t number) const {
        return data + static_cast<std::size_t>(number) * cols;
    }
};

/// One row of cells in the making: column-wise reduction first, which the compiler turns into vectors.
struct Line {
    explicit Line(std::size_t cols) : low(cols), high(cols), sum(cols), count(cols) {}
    void clear() {
        std::ranges::fill(low, kInf);
        std::ranges::fill(high, -kInf);
        std::ranges::fill(sum, 0.0F);
        std::ranges::fill(count, 0.0F);
    }
    // A comparison with NaN is false: no value changes nothing.
    void add(const float* lows, const float* highs, const float* means) {
        const std::size_t cols = low.size();
        for (std::size_t i = 0; i < cols; ++i) low[i] = lows[i] < low[i] ? lows[i] : low[i];
        for (std::size_t i = 0; i < cols; ++i) high[i] = highs[i] > high[i] ? highs[i] : high[i];
        for (std::size_t i = 0; i < cols; ++i) {
            const bool there = means[i] == means[i];
            sum[i] += there ? means[i] : 0.0F;
            count[i] += there ? 1.0F : 0.0F;
        }
    }
    std::vector<float> low, high, sum, count;
};

void reduce_line(const Line& line, std::int32_t step, ValueLevel& out, std::int32_t row) {
    const std::size_t at = static_cast<std::size_t>(row) * static_cast<std::size_t>(out.cols);
    const std::size_t cols = line.low.size();
    for (std::int32_t cell = 0; cell < out.cols; ++cell) {
        const std::size_t begin = static_cast<std::size_t>(cell) * static_cast<std::size_t>(step);
        const std::size_t end = std::min(begin + static_cast<std::size_t>(step), cols);
        float low = kInf;
        float high = -kInf;
        float sum = 0.0F;
        float count = 0.0F;
        for (std::size_t i = begin; i < end; ++i) {
            low = std::min(low, line.low[i]);
            high = std::max(high, line.high[i]);
            sum += line.sum[i];
            count += line.count[i];
        }
        const std::size_t to = at + static_cast<std::size_t>(cell);
        out.low[to] = count > 0.0F ? low : kNone;
        out.high[to] = count > 0.0F ? high : kNone;
        out.mean[to] = count > 0.0F ? sum / count : kNone;
    }
}

ValueLevel reduce(const Rows<float>& low, const Rows<float>& high, const Rows<float>& mean, std::int32_t rows,
                  std::int32_t cols, std::int32_t step, std::int32_t factor) {
    ValueLevel out{factor, cells_of(rows, step), cells_of(cols, step), {}, {}, {}};
    const std::size_t cells = static_cast<std::size_t>(out.rows) * static_cast<std::size_t>(out.cols);
    for (auto* values : {&out.low, &out.high, &out.mean}) values->resize(cells);
    parallel_blocks(
        static_cast<std::size_t>(out.rows), kRowsPerBlock, [&](std::size_t begin, std::size_t end) {
            Line line(static_cast<std::size_t>(cols));
            for (auto row = static_cast<std::int32_t>(begin); row < static_cast<std::int32_t>(end); ++row) {
                line.clear();
                for (std::int32_t r = row * step; r < std::min(rows, (row + 1) * step); ++r)
                    line.add(low.row(r), high.row(r), mean.row(r));
                reduce_line(line, step, out, row);
            }
        });
    return out;
}

RankLevel reduce(const Rows<std::uint8_t>& ranks, std::int32_t rows, std::int32_t cols, std::int32_t step,
                 std::int32_t factor) {
    RankLevel out{factor, cells_of(rows, step), cells_of(cols, step), {}};
    out.rank.resize(static_cast<std::size_t>(out.rows) * static_cast<std::size_t>(out.cols));
    parallel_blocks(
        static_cast<std::size_t>(out.rows), kRowsPerBlock, [&](std::size_t begin, std::size_t end) {
            std::vector<std::uint8_t> line(static_cast<std::size_t>(cols));
            for (auto row = static_cast<std::int32_t>(begin); row < static_cast<std::int32_t>(end); ++row) {
                std::ranges::fill(line, std::uint8_t{0});
                for (std::int32_t r = row * step; r < std::min(rows, (row + 1) * step); ++r) {
                    const std::uint8_t* from = ranks.row(r);
                    for (std::size_t i = 0; i < line.size(); ++i) line[i] = std::max(line[i], from[i]);
                }
                std::uint8_t* to =
                    out.rank.data() + static_cast<std::size_t>(row) * static_cast<std::size_t>(out.cols);
                std::fill(to, to + out.cols, std::uint8_t{0});
                for (std::size_t i = 0; i < line.size(); ++i) {
                    std::uint8_t& cell = to[i / static_cast<std::size_t>(step)];
                    cell = std::max(cell, line[i]);
                }
            }
        });
    return out;
}

/// A level this small covers any window with less than a cell a pixel.
constexpr std::int32_t kSmallest = 64;

}  // namespace

ValueLevel value_level(std::span<const float> values, std::int32_t rows, std::int32_t cols,
                       std::int32_t factor) {
    const Rows<float> all{values.data(), static_cast<std::size_t>(cols)};
    return reduce(all, all, all, rows, cols, factor, factor);
}

std::vector<float> sorted_sample(std::span<const float> values, std::int32_t cols) {
    constexpr std::size_t kSample = 200'000;
    std::vector<float> sample;
    if (values.empty() || cols <= 0) return sample;
    const std::size_t step = sampling_step(values.size(), kSample, static_cast<std::size_t>(cols));
    for (std::size_t i = 0; i < values.size(); i += step) {
        if (std::isfinite(values[i])) sample.push_back(values[i]);
    }
    std::ranges::sort(sample);
    return sample;
}

RankLevel rank_level(std::span<const std::uint8_t> ranks, std::int32_t rows, std::int32_t cols,
                     std::int32_t factor) {
    return reduce({ranks.data(), static_cast<std::size_t>(cols)}, rows, cols, factor, factor);
}

ValuePyramid::ValuePyramid(std::span<const float> values, std::int32_t rows, std::int32_t cols)
    : ValuePyramid(value_level(values, rows, cols, kFirstFactor)) {}

ValuePyramid::ValuePyramid(ValueLevel finest) {
    levels_.push_back(std::move(finest));
    add_coarser_levels();
}

void ValuePyramid::add_coarser_levels() {
    while (std::max(levels_.back().rows, levels_.back().cols) > kSmallest) {
        const ValueLevel& from = levels_.back();
        const auto cols = static_cast<std::size_t>(from.cols);
        levels_.push_back(reduce({from.low.data(), cols}, {from.high.data(), cols}, {from.mean.data(), cols},
                                 from.rows, from.cols, 2, 2 * from.factor));
    }
}

RankPyramid::RankPyramid(std::span<const std::uint8_t> ranks, std::int32_t rows, std::int32_t cols) {
    levels_.push_back(rank_level(ranks, rows, cols, ValuePyramid::kFirstFactor));
    while (std::max(levels_.back().rows, levels_.back().cols) > kSmallest) {
        const RankLevel& from = levels_.back();
        levels_.push_back(reduce({from.rank.data(), static_cast<std::size_t>(from.cols)}, from.rows,
                                 from.cols, 2, 2 * from.factor));
    }
}

}  // namespace waferglow
