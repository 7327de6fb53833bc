// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/scan/internal/torn_light.h"

#include "libinspect/base/order_statistics.h"
#include "libinspect/base/parallel.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <optional>
#include <utility>

#include <fmt/format.h>

namespace waferglow {
namespace {

constexpr double kTearOfNoise = 6.0;     // light of a typical die
constexpr double kLitBesideTear = 0.25;  // of a typical die: half exposed ones, too
constexpr double kMostBesideTear = 4.0;
constexpr std::int32_t kLinesApart = 2;  // lines compared: a tear may run through the dies of the one between
constexpr std::int32_t kMostTearPairs = 64;
constexpr std::size_t kLeastTearPairs = 12;
constexpr std::size_t kLeastTearLines = 6;
constexpr double kTear = 0.3;            // natural logarithm
constexpr double kSameStep = 0.15;       // in a tile beside it
constexpr double kSureTearSigmas = 8.0;  // of the steps from line to line
constexpr std::int32_t kLinesLevel = 6;
constexpr int kLeastLevel = 2;
constexpr double kLevel = 0.25;  // of the step
constexpr std::int32_t kSameLine = 2;

struct Step {
    std::uint32_t number = 0;
    bool rows = true;       // from a row of dies to another, else from column to column
    std::int32_t line = 0;  // behind this one
    double ln_ratio = 0.0;
    double sure = 0.0;
};

/// The largest step of one tile along one axis.
class StepSearch {
  public:
    StepSearch(const ChannelTiles& channel, std::uint32_t number, bool rows)
        : channel_(channel),
          grid_(channel.map->grid()),
          to_stage_(channel.pose.transform()),
          number_(number),
          rows_(rows) {}

    [[nodiscard]] std::optional<Step> run() const {
        const DieRect& rect = channel_.of(number_).rect;
        const std::int32_t begin = rows_ ? rect.row_begin : rect.col_begin;
        const std::int32_t end = rows_ ? rect.row_end : rect.col_end;
        std::vector<std::pair<double, std::int32_t>> steps;
        for (std::int32_t line = begin; line + kLinesApart < end; ++line) {
            if (const auto step = step_behind(line)) steps.emplace_back(*step, line);
        }
        if (steps.size() < kLeastTearLines) return std::nullopt;
        std::vector<double> values;
        for (const auto& [value, line] : steps) values.push_back(value);
        const double usual = upper_median(values);
        for (double& value : values) value = std::abs(value - usual);
        const double sigma = kMadToSigma * upper_median(values);
        const auto most = std::ranges::max_element(
            steps, {}, [usual](const auto& step) { return std::abs(step.first - usual); });
        if (!stands_alone(steps, most->second, std::abs(most->first - usual), usual)) return std::nullopt;
        return Step{number_, rows_, most->second, most->first - usual, kSureTearSigmas * sigma};
    }

  private:
    /// Whether light is level on both sides of a step; towards the rim of a wafer it falls from line to line.
    static bool stands_alone(const std::vector<std::pair<double, std::int32_t>>& steps, std::int32_t line,
                             double step, double usual) {
        std::array<double, 2> sums{};
        std::array<int, 2> counts{};
        for (const auto& [value, at] : steps) {
            const std::int32_t away = std::abs(at - line);
            if (away <= kLinesApart || away > kLinesLevel) continue;
            const std::size_t side = at < line ? 0 : 1;
            sums[side] += value - usual;
            ++counts[side];
        }
        return std::ranges::all_of(std::array{0U, 1U}, [&](std::size_t side) {
            return counts[side] >= kLeastLevel && std::abs(sums[side]) < kLevel * step * counts[side];
        });
    }
    [[nodiscard]] DieIndex at(std::int32_t line, std::int32_t along) const {
        return rows_ ? DieIndex{line, along} : DieIndex{along, line};
    }
    /// In typical dies; nothing where the tile does not own the die, or it is dark or a burst of light.
    [[nodiscard]] std::optional<double> light(DieIndex die) const {
        if (!grid_.contains(die)) return std::nullopt;
        const double value = static_cast<double>((*channel_.light)[grid_.cell(die)]) / channel_.typical_light;
        if (!(value > kLitBesideTear && value < kMostBesideTear)) return std::nullopt;
        if (!channel_.ownership->owns(number_, to_stage_(grid_.center(die)))) return std::nullopt;
        return value;
    }
    [[nodiscard]] std::optional<double> step_behind(std::int32_t line) const {
        const DieRect& rect = channel_.of(number_).rect;
        const std::int32_t begin = rows_ ? rect.col_begin : rect.row_begin;
        const std::int32_t end = rows_ ? rect.col_end : rect.row_end;
        const std::int32_t stride = (end - begin) / kMostTearPairs + 1;
        std::vector<double> ratios;
        for (std::int32_t along = begin; along < end; along += stride) {
            const DieIndex first = at(line, along);
            const DieIndex second = at(line + kLinesApart, along);
            const auto before = light(first);
            const auto after = before ? light(second) : std::nullopt;
            if (!after || product(first) != product(second)) continue;
            ratios.push_back(std::log(*after / *before));
        }
        if (ratios.size() < kLeastTearPairs) return std::nullopt;
        return upper_median(ratios);
    }
    [[nodiscard]] std::uint8_t product(DieIndex die) const {
        return channel_.map->layout().group(grid_.cell(die));
    }

    const ChannelTiles& channel_;
    const DieGrid& grid_;
    Transform<WaferFrame, StageFrame> to_stage_;
    std::uint32_t number_;
    bool rows_;
};

/// Whether a tile not far from it shows the same step.
bool goes_on(const ChannelTiles& channel, const Step& step, const std::vector<Step>& all) {
    constexpr double kFields = 1.5;
    const double reach_um =
        kFields * channel.camera->pixel_um * std::max(channel.camera->width_px, channel.camera->height_px);
    const StagePoint here = channel.middles[step.number];
    return std::ranges::any_of(all, [&](const Step& other) {
        const StagePoint there = channel.middles[other.number];
        return other.number != step.number && other.rows == step.rows &&
               std::abs(other.line - step.line) <= kSameLine && std::abs(other.ln_ratio) > kSameStep &&
               (other.ln_ratio > 0.0) == (step.ln_ratio > 0.0) &&
               std::hypot(there.x - here.x, there.y - here.y) < reach_um;
    });
}

}  // namespace

std::vector<OddTile> find_torn_light(const ChannelTiles& channel, const std::vector<bool>& out) {
    if (!(channel.typical_light > kTearOfNoise * channel.typical_noise)) return {};
    std::vector<std::vector<Step>> of_tile(channel.tiles.size());
    parallel_blocks(of_tile.size(), 1, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            if (out[i]) continue;
            for (const bool rows : {true, false}) {
                const auto step = StepSearch(channel, static_cast<std::uint32_t>(i), rows).run();
                if (step && std::abs(step->ln_ratio) > kSameStep) of_tile[i].push_back(*step);
            }
        }
    });
    std::vector<Step> all;
    for (const std::vector<Step>& part : of_tile) all.insert(all.end(), part.begin(), part.end());
    std::vector<OddTile> odd;
    for (const Step& step : all) {
        if (std::abs(step.ln_ratio) < std::max(kTear, step.sure) || goes_on(channel, step, all)) continue;
        if (!odd.empty() && odd.back().number == step.number) continue;
        odd.push_back({step.number,
                       {FrameFault::torn,
                        fmt::format("behind {} {} its dies glow {:.2f} times as bright as before",
                                    step.rows ? "row" : "column", step.line, std::exp(step.ln_ratio))}});
    }
    return odd;
}

}  // namespace waferglow
