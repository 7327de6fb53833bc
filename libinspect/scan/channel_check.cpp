// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/scan/internal/channel_check.h"

#include "libinspect/base/order_statistics.h"
#include "libinspect/map/channel_layers.h"
#include "libinspect/scan/internal/channel_tiles.h"
#include "libinspect/scan/internal/light_levels.h"
#include "libinspect/scan/internal/torn_light.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace waferglow {
namespace {

constexpr double kTornOfPitch = 0.12;  // misfit of a quarter of the image
constexpr double kTornRatio = 8.0;     // against what is usual
constexpr double kTornSigmas = 6.0;
constexpr double kLeastOfNoise = 10.0;  // light of a typical die, before misfits are believed
constexpr std::int64_t kLeastOwnDies = 8;
constexpr std::int64_t kFullTiles = 4;  // a quarter of the dies of the fullest tile: not of the rim
constexpr double kDarkTile = 0.3;       // of a typical die's light: even the brightest dies of the tile
constexpr double kAgreement = 1.7;      // of the usual spread: two tiles surely show the same dies

FrameFault fault_of(FrameOddity oddity) {
    switch (oddity) {
        case FrameOddity::constant:
            return FrameFault::constant;
        case FrameOddity::no_signal:
            return FrameFault::no_signal;
        case FrameOddity::overexposed:
            return FrameFault::overexposed;
        case FrameOddity::noise:
            return FrameFault::noise;
        case FrameOddity::too_bright:
            return FrameFault::too_bright;
        case FrameOddity::bright_throughout:
            return FrameFault::bright_throughout;
        case FrameOddity::none:
            break;
    }
    return FrameFault::none;
}

std::string detail_of(FrameOddity oddity, const FrameLook& look, const FrameLook& typical) {
    switch (oddity) {
        case FrameOddity::constant:
            return fmt::format("{:.0f} DN", look.least_dn);
        case FrameOddity::no_signal:
            return fmt::format("a twentieth of it lies below {:.0f} DN, the least is usually {:.0f}",
                               look.dark_dn, typical.least_dn);
        case FrameOddity::overexposed:
            return fmt::format("{:.0f} % of the pixels are clipped, of a typical tile {:.1f} %",
                               100.0F * look.saturated_share, 100.0F * typical.saturated_share);
        case FrameOddity::noise:
            return fmt::format("steps of {:.0f} DN from pixel to pixel, typical are {:.0f}", look.step_dn,
                               typical.step_dn);
        case FrameOddity::too_bright:
            return fmt::format("{:.0f} DN from dark to bright, typical are {:.0f}", look.contrast_dn(),
                               typical.contrast_dn());
        case FrameOddity::bright_throughout:
            return fmt::format("a twentieth of it at most is darker than {:.0f} DN, typical is {:.0f}",
                               look.dark_dn, typical.dark_dn);
        case FrameOddity::none:
            break;
    }
    return {};
}

double largest_misfit_um(const TileRegistration& where) {
    double most = 0.0;
    for (std::size_t i = 0; i < where.misfit_x_um.size(); ++i) {
        if (where.misfit_x_um[i] != where.misfit_x_um[i]) continue;
        most = std::max({most, std::abs(where.misfit_x_um[i]), std::abs(where.misfit_y_um[i])});
    }
    return most;
}

}  // namespace

ChannelCheck::ChannelCheck(const ScanJob& job, std::size_t channel, const DieMap& map,
                           std::span<const TileEvidence> evidence, const GridPose& pose,
                           std::vector<FrameVerdict>& verdicts)
    : job_(job),
      glows_(can(job.channels[channel], &ChannelKindInfo::glows)),
      tiles_(tiles_of(job, channel)),
      middles_(positions_of(job, tiles_)),
      ownership_(middles_, job.camera),
      verdicts_(verdicts) {
    all_ = {.tiles = tiles_,
            .middles = middles_,
            .evidence = evidence,
            .ownership = &ownership_,
            .camera = &job.camera,
            .map = &map,
            .light = &map.at(layer_name(job.channels[channel], Quantity::sum)).values,
            .pose = pose};
    find_usual();
}

void ChannelCheck::check_together(std::span<const double> doubts) {
    if (!lit()) return;
    compare();
    find_odd();
    for (const std::uint32_t number : tiles_at_fault(overlaps_, refused(), doubts)) blame(number);
    for (std::uint32_t number = 0; number < tiles_.size(); ++number) check_surroundings(number);
}

/// A lattice that lies otherwise is believed where other tiles show the same dies.
void ChannelCheck::find_odd() {
    for (OddTile& odd : find_blurred(all_, refused())) take(odd);
    for (OddTile& odd : find_displaced(all_, refused())) {
        if (!agrees_around(odd.number)) take(odd);
    }
    for (OddTile& odd : find_beyond(all_, refused())) take(odd);
    for (OddTile& odd : find_torn_light(all_, refused())) take(odd);
    for (OddTile& odd : find_broken_light(all_, refused())) {
        if (!agrees_around(odd.number)) take(odd);
    }
}

void ChannelCheck::take(OddTile& odd) {
    if (!verdict(odd.number).refused()) verdict(odd.number) = std::move(odd.verdict);
}

void ChannelCheck::compare() {
    overlaps_ = compare_overlaps(all_);
    std::vector<double> spreads;
    for (const TileOverlap& overlap : overlaps_) {
        if (overlap.lit_in_both > 0) spreads.push_back(overlap.spread);
    }
    if (!spreads.empty()) usual_spread_ = upper_median(spreads);
    borders_ = compare_borders(all_);
    add_borders(borders_, overlaps_);
}

bool ChannelCheck::agrees_around(std::uint32_t number) const {
    constexpr int kLeastCompared = 20;
    int agreeing = 0;
    int compared = 0;
    for (const TileOverlap& overlap : overlaps_) {
        if (overlap.a != number && overlap.b != number) continue;
        const std::uint32_t other = overlap.a == number ? overlap.b : overlap.a;
        if (!overlap.shared || overlap.lit_in_both == 0 || verdict(other).refused()) continue;
        compared += overlap.lit_in_both;
        if (!overlap.disagree() && overlap.spread < kAgreement * usual_spread_)
            agreeing += overlap.lit_in_both;
    }
    return compared >= kLeastCompared && 5 * agreeing >= 4 * compared;
}

bool ChannelCheck::contradicted(std::uint32_t number) const {
    if (all_.of(number).outline.glows()) return true;
    return std::ranges::any_of(overlaps_, [&](const TileOverlap& overlap) {
        if (!overlap.disagree() || (overlap.a != number && overlap.b != number)) return false;
        return !verdict(overlap.a == number ? overlap.b : overlap.a).refused();
    });
}

std::uint32_t ChannelCheck::number_of(std::size_t tile) const {
    return static_cast<std::uint32_t>(std::ranges::lower_bound(tiles_, tile) - tiles_.begin());
}

void ChannelCheck::refuse(std::uint32_t number, FrameFault fault, std::string detail) {
    if (!verdict(number).refused()) verdict(number) = {fault, std::move(detail)};
}

std::vector<bool> ChannelCheck::refused() const {
    std::vector<bool> out;
    for (std::uint32_t number = 0; number < tiles_.size(); ++number)
        out.push_back(!all_.of(number).written || verdict(number).refused());
    return out;
}

void ChannelCheck::find_usual() {
    std::vector<FrameLook> looks;
    std::vector<float> light;
    std::vector<float> noise;
    std::vector<double> misfits;
    std::int64_t most = 0;
    for (std::uint32_t number = 0; number < tiles_.size(); ++number)
        most = std::max(most, all_.of(number).dies.dies);
    const std::int64_t enough = std::max(kLeastOwnDies, most / kFullTiles);
    for (std::uint32_t number = 0; number < tiles_.size(); ++number) {
        const TileEvidence& tile = all_.of(number);
        if (!tile.written || tile.dies.dies < enough) continue;
        looks.push_back(tile.look);
        light.push_back(tile.dies.typical);
        noise.push_back(tile.dies.noise);
        if (tile.registration.source == RegistrationSource::own)
            misfits.push_back(largest_misfit_um(tile.registration));
    }
    typical_ = typical_look(looks);
    if (!light.empty()) all_.typical_light = static_cast<double>(upper_median(light));
    if (!noise.empty()) all_.typical_noise = static_cast<double>(upper_median(noise));
    if (!misfits.empty()) usual_misfit_um_ = upper_median(misfits);
}

/// What a frame shows by itself, against the typical one.
void ChannelCheck::check_alone() {
    const double pitch_um = std::min(job_.grid.pitch_x_um, job_.grid.pitch_y_um);
    const double torn_um = std::max(kTornOfPitch * pitch_um, kTornRatio * usual_misfit_um_);
    const bool tells_torn = !glows_ || all_.typical_light > kLeastOfNoise * all_.typical_noise;
    for (std::uint32_t number = 0; number < tiles_.size(); ++number) {
        const TileEvidence& tile = all_.of(number);
        if (!tile.written) continue;
        const FrameOddity oddity = oddity_of(tile.look, typical_);
        const bool shows_dies = tile.dies.dies > 0 || !tile.spares.empty();
        if (shows_dies && oddity != FrameOddity::none)
            refuse(number, fault_of(oddity), detail_of(oddity, tile.look, typical_));
        const double misfit_um = largest_misfit_um(tile.registration);
        // A quarter of the dies: twice the error of the whole.
        const double sure_um = std::max(torn_um, kTornSigmas * 2.0 * tile.registration.sigma_um);
        if (tells_torn && tile.registration.source == RegistrationSource::own &&
            tile.registration.lit_dies >= kLeastOwnDies && misfit_um > sure_um)
            refuse(number, FrameFault::torn,
                   fmt::format("a quarter of it lies {:.1f} um off the rest, usual are {:.1f}", misfit_um,
                               usual_misfit_um_));
    }
}

bool ChannelCheck::all_dark(const TileEvidence& tile) const {
    return static_cast<double>(tile.dies.bright) < kDarkTile * all_.typical_light;
}

void ChannelCheck::blame(std::uint32_t number) {
    int compared = 0;
    int contradicted = 0;
    bool shared = false;
    bool only_light = true;
    double ratio = 0.0;
    for (const TileOverlap& overlap : overlaps_) {
        if (overlap.a != number && overlap.b != number) continue;
        compared += overlap.dies;
        if (!overlap.disagree()) continue;
        contradicted += overlap.dies;
        shared = shared || overlap.shared;
        only_light = only_light && !overlap.dark && !overlap.unlike;
        ratio = overlap.a == number ? overlap.ln_ratio : -overlap.ln_ratio;
    }
    const std::string detail =
        shared ? fmt::format("of {} dies that other tiles show too, {} lie where those differ", compared,
                             contradicted)
               : fmt::format("of {} dies at its borders, {} lie where dies end dark or their light changes",
                             compared, contradicted);
    const TileEvidence& tile = all_.of(number);
    if (all_dark(tile) && tile.dies.dies >= kLeastOwnDies)
        refuse(number, FrameFault::no_dies, detail);
    else if (only_light)
        refuse(number, FrameFault::brightness, fmt::format("{:.2f} times their light", std::exp(ratio)));
    else
        refuse(number, shared ? FrameFault::other_dies : FrameFault::broken_off, detail);
}

/// A tile without a single lit die amid lit ones that begin right at its border, on two sides at least:
/// for recordings whose tiles don't overlap.
void ChannelCheck::check_surroundings(std::uint32_t number) {
    constexpr std::int64_t kEnoughDies = 12;
    const TileEvidence& tile = all_.of(number);
    if (!tile.written || verdict(number).refused() || !all_.distinct()) return;
    if (tile.dies.dies < kEnoughDies || !all_dark(tile)) return;
    int sides = 0;
    int lit_sides = 0;
    for (const auto& [row_step, col_step] : {std::pair{-1, 0}, {1, 0}, {0, -1}, {0, 1}}) {
        const auto [beside, lit] = lit_beside(number, row_step, col_step);
        if (beside < 4) continue;
        ++sides;
        if (2 * lit > beside) ++lit_sides;
    }
    if (sides >= 2 && lit_sides == sides)
        refuse(number, FrameFault::no_dies, fmt::format("lit dies begin at its border on {} sides", sides));
}

/// Dies of other tiles next to the tile's own in one direction, and how many of them are lit. Without overlap
/// dies that the border cuts have no light, and those behind them count.
std::pair<int, int> ChannelCheck::lit_beside(std::uint32_t number, int row_step, int col_step) const {
    const DieGrid& grid = all_.map->grid();
    const Transform<WaferFrame, StageFrame> to_stage = all_.pose.transform();
    const DieRect& rect = all_.of(number).rect;
    const auto owned = [&](DieIndex die) {
        return ownership_.owns(number, to_stage(grid.center(die))) &&
               !std::isnan((*all_.light)[grid.cell(die)]);
    };
    std::pair<int, int> counts;
    for (std::int32_t row = rect.row_begin; row < rect.row_end; ++row) {
        for (std::int32_t col = rect.col_begin; col < rect.col_end; ++col) {
            if (!owned({row, col})) continue;
            constexpr int kReach = 3;
            for (int k = 1; k <= kReach; ++k) {
                const DieIndex next{row + k * row_step, col + k * col_step};
                if (!grid.contains(next) || owned(next)) break;
                const float value = (*all_.light)[grid.cell(next)];
                if (std::isnan(value)) continue;
                ++counts.first;
                if (static_cast<double>(value) > kDarkTile * all_.typical_light) ++counts.second;
                break;
            }
        }
    }
    return counts;
}

}  // namespace waferglow
