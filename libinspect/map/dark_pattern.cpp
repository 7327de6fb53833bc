// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/map/dark_pattern.h"

#include "libinspect/map/channel_layers.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include <fmt/format.h>

namespace waferglow {
namespace {

constexpr float kDark = 0.05F;  // of the light of healthy neighbours
constexpr std::int32_t kMostPeriod = 120;
constexpr double kRecurs = 0.2;       // of the dark dies have a dark one a period away
constexpr double kAboveOthers = 3.0;  // times what other distances show
constexpr double kNearlyAll = 0.95;   // of the dies at a place of the block are dark
constexpr std::int64_t kFewestRepeats = 6;
constexpr double kEnoughPairs = 0.3;  // of the dark dies have a die a period away
constexpr double kMostDark = 0.25;    // of all dies; more is a dark wafer and no pattern

/// Which dies are measured, and which of them are dark in all channels.
struct DarkDies {
    std::vector<std::uint8_t> measured;
    std::vector<std::uint8_t> dark;
    std::vector<DieIndex> list;  // of the dark ones
    std::int64_t count = 0;      // of the measured ones
};

DarkDies dark_dies(const DieMap& map, std::span<const Channel> channels) {
    std::vector<const Layer*> layers;
    for (const Channel& channel : channels) {
        if (!can(channel, &ChannelKindInfo::normalised)) continue;
        if (const Layer* layer = map.find(relative_layer_name(channel))) layers.push_back(layer);
    }
    DarkDies dies;
    dies.measured.resize(map.grid().cells());
    dies.dark.resize(map.grid().cells());
    map.presence().for_each([&](DieIndex die) {
        const std::size_t cell = map.grid().cell(die);
        bool measured = false;
        bool glows = false;
        for (const Layer* layer : layers) {
            const float light = layer->values[cell];
            if (light == light) measured = true;
            if (light >= kDark) glows = true;
        }
        if (!measured) return;
        dies.measured[cell] = 1;
        ++dies.count;
        if (glows) return;
        dies.dark[cell] = 1;
        dies.list.push_back(die);
    });
    return dies;
}

/// Share of the dark dies that have a dark one `rows` and `cols` further on, among those with a die there.
double share_of_pairs(const DieMap& map, const DarkDies& dies, std::int32_t rows, std::int32_t cols) {
    std::int64_t pairs = 0;
    std::int64_t dark = 0;
    for (const DieIndex& die : dies.list) {
        const DieIndex other{die.row + rows, die.col + cols};
        if (other.row >= map.grid().rows || other.col >= map.grid().cols) continue;
        const std::size_t cell = map.grid().cell(other);
        pairs += dies.measured[cell];
        dark += dies.dark[cell];
    }
    const double enough =
        std::max(static_cast<double>(kFewestRepeats), kEnoughPairs * static_cast<double>(dies.list.size()));
    return static_cast<double>(pairs) >= enough ? static_cast<double>(dark) / static_cast<double>(pairs)
                                                : 0.0;
}

/// The smallest distance at which dark dies recur along one axis; 0: none.
std::int32_t period_of(const DieMap& map, const DarkDies& dies, bool along_rows) {
    std::vector<double> shares(kMostPeriod + 1, 0.0);
    for (std::int32_t period = 2; period <= kMostPeriod; ++period)
        shares[static_cast<std::size_t>(period)] =
            share_of_pairs(map, dies, along_rows ? period : 0, along_rows ? 0 : period);
    std::vector<double> sorted(shares.begin() + 2, shares.end());
    std::ranges::sort(sorted);
    const double most = sorted.back();
    const double usual = sorted[sorted.size() / 2];
    if (most < kRecurs || most < kAboveOthers * usual) return 0;
    for (std::int32_t period = 2; period <= kMostPeriod; ++period) {
        if (shares[static_cast<std::size_t>(period)] >= 0.7 * most) return period;
    }
    return 0;
}

/// Position in the block that repeats.
struct Block {
    std::int32_t rows = 0;
    std::int32_t cols = 0;
    std::int32_t row0 = 0;
    std::int32_t col0 = 0;

    [[nodiscard]] std::size_t place(DieIndex die) const {
        return static_cast<std::size_t>((die.row + row0) % rows) * static_cast<std::size_t>(cols) +
               static_cast<std::size_t>((die.col + col0) % cols);
    }
    [[nodiscard]] std::size_t places() const {
        return static_cast<std::size_t>(rows) * static_cast<std::size_t>(cols);
    }
};

Block block_of(const DieMap& map, const DarkDies& dies) {
    const GridSteps& steps = map.grid().steps;
    if (steps.gaps_x() && steps.gaps_y())
        return {steps.field_rows, steps.field_cols, steps.field_row0, steps.field_col0};
    return {period_of(map, dies, true), period_of(map, dies, false), 0, 0};
}

}  // namespace

DarkPattern find_dark_pattern(const DieMap& map, std::span<const Channel> channels) {
    const DarkDies dies = dark_dies(map, channels);
    const auto dark = static_cast<double>(dies.list.size());
    if (dies.list.empty() || dark > kMostDark * static_cast<double>(dies.count)) return {};
    const Block block = block_of(map, dies);
    if (block.rows == 0 || block.cols == 0) return {};
    std::vector<std::int64_t> of_place(block.places());
    std::vector<std::int64_t> dark_of_place(block.places());
    map.presence().for_each(
        [&](DieIndex die) { of_place[block.place(die)] += dies.measured[map.grid().cell(die)]; });
    for (const DieIndex& die : dies.list) ++dark_of_place[block.place(die)];
    DarkPattern pattern{.rows = block.rows, .cols = block.cols, .cells = {}};
    for (const DieIndex& die : dies.list) {
        const std::size_t place = block.place(die);
        if (dark_of_place[place] >= kFewestRepeats &&
            static_cast<double>(dark_of_place[place]) >= kNearlyAll * static_cast<double>(of_place[place]))
            pattern.cells.push_back(die);
    }
    return pattern.cells.empty() ? DarkPattern{} : pattern;
}

std::string describe(const DarkPattern& pattern) {
    if (pattern.cells.empty()) return {};
    return fmt::format(
        "{} dies without light recur every {} rows and {} columns: if they are test structures, "
        "export --format layout writes a layout that says so, and inspect --layout takes it",
        pattern.cells.size(), pattern.rows, pattern.cols);
}

WaferLayout with_pattern(const DieMap& map, const DarkPattern& pattern) {
    const WaferLayout& layout = map.layout();
    std::vector<CellKind> kinds(layout.kinds().begin(), layout.kinds().end());
    if (kinds.empty()) kinds.assign(map.grid().cells(), CellKind::die);
    for (const DieIndex& die : pattern.cells) kinds[map.grid().cell(die)] = CellKind::pcm;
    const auto names = layout.group_names();
    return {map.grid(),
            std::move(kinds),
            {layout.groups().begin(), layout.groups().end()},
            {names.begin(), names.end()}};
}

}  // namespace waferglow
