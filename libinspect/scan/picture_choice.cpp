// SPDX-License-Identifier: GPL-3.0-or-later
// Which dies get a picture, and in which channels.
#include "libinspect/finding/finding_kinds.h"
#include "libinspect/geometry/channel_order.h"
#include "libinspect/scan/die_pictures.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <tuple>

namespace waferglow {
namespace {

/// Which of the dies are better seen first.
enum class PictureRank : std::uint8_t { fails_with_finding, passes_with_finding };

/// What the findings say of each die, by cell.
std::map<std::size_t, PicturedDie> dies_with_findings(const WaferFile& file) {
    std::map<std::size_t, PicturedDie> dies;
    const FindingList* list = find_list(file.findings, kDefects);
    if (list == nullptr) return dies;
    const FindingColumn* sigma = list->column("sigma");
    const FindingColumn* tile = list->column("tile");
    if (sigma == nullptr || tile == nullptr) return dies;
    for (std::size_t i = 0; i < list->findings.size(); ++i) {
        const Finding& finding = list->findings[i];
        const DieIndex die{finding.on.row_begin, finding.on.col_begin};
        if (finding.on.empty() || !file.map.grid().contains(die)) continue;
        PicturedDie& pictured = dies[file.map.grid().cell(die)];
        pictured.die = die;
        const auto strength = static_cast<float>(sigma->numbers[i]);
        pictured.sigma = std::fmax(pictured.sigma, strength);
        pictured.tile.resize(file.channels.size(), -1);
        const auto channel = static_cast<std::size_t>(finding.channel);
        if (channel < pictured.tile.size())
            pictured.tile[channel] = static_cast<std::int32_t>(tile->numbers[i]);
    }
    return dies;
}

/// The failing dies that have no finding, in reading order.
std::vector<std::size_t> failing_without(const WaferFile& file, const std::array<bool, 256>& fails,
                                         const std::map<std::size_t, PicturedDie>& found) {
    std::vector<std::size_t> cells;
    for (std::size_t cell = 0; cell < file.bins.size(); ++cell) {
        if (fails.at(file.bins[cell]) && !found.contains(cell)) cells.push_back(cell);
    }
    return cells;
}

}  // namespace

std::vector<std::size_t> picture_channels(std::span<const Channel> channels, const Recipe& recipe) {
    std::vector<std::size_t> chosen;
    if (!recipe.appearance.enabled || recipe.appearance.pictures == 0) return chosen;
    for (std::size_t i = 0; i < channels.size(); ++i) {
        if (can(channels[i], &ChannelKindInfo::appearance)) chosen.push_back(i);
    }
    if (chosen.empty()) return chosen;
    const auto strong = strongest(channels, &ChannelKindInfo::judged);
    const auto weak = weakest(channels, &ChannelKindInfo::judged);
    if (strong) chosen.push_back(*strong);
    if (weak && weak != strong) chosen.push_back(*weak);
    return chosen;
}

std::vector<PicturedDie> dies_to_picture(const WaferFile& file, std::size_t most) {
    std::array<bool, 256> fails{};
    for (const StoredBin& bin : file.bin_table) fails.at(bin.code) = !bin.pass;
    const std::map<std::size_t, PicturedDie> found = dies_with_findings(file);
    std::vector<std::pair<PictureRank, const PicturedDie*>> order;
    for (const auto& [cell, die] : found) {
        const bool failing = cell < file.bins.size() && fails.at(file.bins[cell]);
        order.emplace_back(failing ? PictureRank::fails_with_finding : PictureRank::passes_with_finding,
                           &die);
    }
    const auto weight = [](const PicturedDie& die) { return std::isnan(die.sigma) ? 0.0F : die.sigma; };
    std::ranges::stable_sort(order, [&](const auto& a, const auto& b) {
        return std::tuple(a.first, -weight(*a.second)) < std::tuple(b.first, -weight(*b.second));
    });
    std::vector<PicturedDie> chosen;
    for (const auto& [rank, die] : order) {
        if (chosen.size() < most) chosen.push_back(*die);
    }
    const std::vector<std::size_t> others = failing_without(file, fails, found);
    const std::size_t room = std::min(most - chosen.size(), others.size());
    for (std::size_t i = 0; i < room; ++i) {
        const auto cell = static_cast<std::int64_t>(others[i * others.size() / room]);
        const std::int64_t cols = file.map.grid().cols;
        chosen.push_back(
            {.die = {static_cast<std::int32_t>(cell / cols), static_cast<std::int32_t>(cell % cols)},
             .tile = std::vector<std::int32_t>(file.channels.size(), -1)});
    }
    return chosen;
}

}  // namespace waferglow
