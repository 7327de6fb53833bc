// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/scan/internal/channel_match.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace waferglow {
namespace {

constexpr std::size_t kMostMatchedDies = 3000;
constexpr int kLeastCommonDies = 40;
constexpr std::int32_t kMatchReach = 5;  // dies
constexpr double kMatches = 0.6;         // as they are: no need to look further
constexpr double kLeastBest = 0.4;
constexpr double kLeastGain = 0.25;
constexpr double kSureMatchSigmas = 6.0;
constexpr double kMostMatchedLight = 1.5;

struct Cell {
    DieIndex die;
    double light = 0.0;
};

double clipped(float value, double typical) {
    return std::clamp(static_cast<double>(value) / typical, 0.0, kMostMatchedLight);
}

std::vector<Cell> owned_cells(const ChannelTiles& channel, std::uint32_t number) {
    const DieRect& rect = channel.of(number).rect;
    const Transform<WaferFrame, StageFrame> to_stage = channel.pose.transform();
    const DieGrid& grid = channel.map->grid();
    const auto step = static_cast<std::int32_t>(rect.cells() / kMostMatchedDies + 1);
    std::vector<Cell> cells;
    for (std::int32_t row = rect.row_begin; row < rect.row_end; row += step) {
        for (std::int32_t col = rect.col_begin; col < rect.col_end; ++col) {
            const float value = (*channel.light)[grid.cell({row, col})];
            if (value != value || !channel.ownership->owns(number, to_stage(grid.center({row, col}))))
                continue;
            cells.push_back({{row, col}, clipped(value, channel.typical_light)});
        }
    }
    return cells;
}

struct Correlation {
    int dies = 0;
    double value = 0.0;
    double variance_a = 0.0;
    double variance_b = 0.0;
};

Correlation correlate(const std::vector<Cell>& cells, const DieGrid& grid, const std::vector<float>& other,
                      double other_typical, std::int32_t rows, std::int32_t cols) {
    double n = 0.0, a = 0.0, b = 0.0, aa = 0.0, bb = 0.0, ab = 0.0;
    for (const Cell& cell : cells) {
        const DieIndex at{cell.die.row + rows, cell.die.col + cols};
        if (!grid.contains(at)) continue;
        const float value = other[grid.cell(at)];
        if (value != value) continue;
        const double there = clipped(value, other_typical);
        n += 1.0;
        a += cell.light;
        b += there;
        aa += cell.light * cell.light;
        bb += there * there;
        ab += cell.light * there;
    }
    if (n < 3.0) return {};
    const double variance_a = aa - a * a / n;
    const double variance_b = bb - b * b / n;
    if (!(variance_a > 0.0) || !(variance_b > 0.0)) return {.dies = static_cast<int>(n)};
    return {static_cast<int>(n), (ab - a * b / n) / std::sqrt(variance_a * variance_b), variance_a / n,
            variance_b / n};
}

void add_to_parts(std::array<DarkDies, kTileParts>& parts, bool lower, bool right, double light) {
    for (const TilePart part : {TilePart::all, lower ? TilePart::lower : TilePart::upper,
                                right ? TilePart::right : TilePart::left}) {
        DarkDies& dark = parts[static_cast<std::size_t>(part)];
        ++dark.dies;
        dark.light += light;
    }
}

void count_dark(const std::vector<Cell>& cells, const DieRect& rect, const DieGrid& grid,
                const std::vector<float>& other, double other_typical, ChannelMatch& match) {
    constexpr double kLit = 0.4;  // of a typical die
    constexpr double kDark = 0.15;
    const std::int32_t middle_row = (rect.row_begin + rect.row_end) / 2;
    const std::int32_t middle_col = (rect.col_begin + rect.col_end) / 2;
    for (const Cell& cell : cells) {
        const float value = other[grid.cell(cell.die)];
        if (value != value) continue;
        const double there = clipped(value, other_typical);
        match.dark_here += cell.light < kDark ? 1 : 0;
        match.dark_here_only += cell.light < kDark && there > kLit ? 1 : 0;
        match.dark_there += there < kDark ? 1 : 0;
        match.dark_there_only += there < kDark && cell.light > kLit ? 1 : 0;
        const bool lower = cell.die.row >= middle_row;
        const bool right = cell.die.col >= middle_col;
        if (cell.light < kDark) add_to_parts(match.of_dark_here, lower, right, there);
        if (there < kDark) add_to_parts(match.of_dark_there, lower, right, cell.light);
    }
}

/// Fisher's transform: normal with variance 1 / (n - 3).
double fisher_z(double correlation) {
    constexpr double kMost = 0.999;
    return std::atanh(std::clamp(correlation, -kMost, kMost));
}

void match_parts(const std::vector<Cell>& cells, const DieRect& rect, const DieGrid& grid,
                 const std::vector<float>& other, double other_typical, ChannelMatch& match) {
    const std::int32_t middle_row = (rect.row_begin + rect.row_end) / 2;
    const std::int32_t middle_col = (rect.col_begin + rect.col_end) / 2;
    std::vector<Cell> some;
    for (std::size_t part = 0; part < kTileParts; ++part) {
        some.clear();
        for (const Cell& cell : cells) {
            const bool lower = cell.die.row >= middle_row;
            const bool right = cell.die.col >= middle_col;
            const std::array<bool, kTileParts> in{true, !lower, lower, !right, right};
            if (in[part]) some.push_back(cell);
        }
        const Correlation found = correlate(some, grid, other, other_typical, 0, 0);
        match.parts[part] = {found.dies, found.value, found.variance_a, found.variance_b};
    }
}

}  // namespace

double PartMatch::most_with(double noise_here, double noise_there) const {
    const auto told = [](double variance, double noise) {
        return variance > 0.0 ? std::max(0.0, 1.0 - noise * noise / variance) : 0.0;
    };
    return std::sqrt(told(variance_here, noise_here) * told(variance_there, noise_there));
}

double PartMatch::z() const {
    return fisher_z(correlation);
}

double PartMatch::sigma() const {
    return 1.0 / std::sqrt(std::max(1.0, dies - 3.0));
}

bool ChannelMatch::displaced() const {
    if ((rows == 0 && cols == 0) || dies < kLeastCommonDies) return false;
    const double sigmas = (fisher_z(best) - fisher_z(correlation)) * std::sqrt(0.5 * (dies - 3));
    return best > kLeastBest && best > correlation + kLeastGain && sigmas > kSureMatchSigmas;
}

ChannelMatch match_channels(const ChannelTiles& channel, std::uint32_t number,
                            const std::vector<float>& other, double other_typical) {
    const std::vector<Cell> cells = owned_cells(channel, number);
    const DieGrid& grid = channel.map->grid();
    const Correlation as_is = correlate(cells, grid, other, other_typical, 0, 0);
    ChannelMatch match{.dies = as_is.dies, .correlation = as_is.value, .best = as_is.value};
    count_dark(cells, channel.of(number).rect, grid, other, other_typical, match);
    match_parts(cells, channel.of(number).rect, grid, other, other_typical, match);
    if (as_is.dies < kLeastCommonDies || as_is.value > kMatches) return match;
    for (std::int32_t rows = -kMatchReach; rows <= kMatchReach; ++rows) {
        for (std::int32_t cols = -kMatchReach; cols <= kMatchReach; ++cols) {
            const Correlation there = correlate(cells, grid, other, other_typical, rows, cols);
            if (there.dies < kLeastCommonDies || there.value <= match.best) continue;
            match.best = there.value;
            match.rows = rows;
            match.cols = cols;
        }
    }
    return match;
}

}  // namespace waferglow
