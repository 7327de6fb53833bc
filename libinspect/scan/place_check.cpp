// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/scan/internal/place_check.h"

#include "libinspect/base/error.h"
#include "libinspect/scan/internal/channel_tiles.h"
#include "libinspect/scan/internal/position_index.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>

namespace waferglow {
namespace {

constexpr std::size_t kLeastRepeated = 3;
constexpr double kPlacesWrong = 0.2;       // share of the rim's tiles
constexpr std::int32_t kLeastOutside = 8;  // cells that a tile of the rim shows
constexpr double kDarkToo = 0.3;           // likewise, of those that are dark where they should not be
constexpr double kGaps = 0.01;             // of the dies within what the tiles span

const char* const kRemedy =
    "Check that x_um and y_um are not exchanged or reversed, that each position has its own image (a camera "
    "that is a frame late), the pixel size, the pitch and the wafer's diameter";

/// Tiles (their numbers within the channel) by what speaks against their places.
struct Evidence {
    std::set<std::uint32_t> rim;         // show cells outside of the dies
    std::set<std::uint32_t> lit_margin;  // which glow, on the wafer
    std::set<std::uint32_t> beyond;      // which glow, beyond its edge
    std::set<std::uint32_t> end_dark;    // dark up to a border behind which dies glow
    std::set<std::uint32_t> refused;     // for a reason that may be the place
    bool repeated = false;               // one of them because it shows the frame of another
};

class PlaceCheck {
  public:
    PlaceCheck(const ScanJob& job, std::size_t channel, const ChannelTiles& tiles,
               std::span<const TileOverlap> overlaps, std::span<const TileBorder> borders,
               std::span<const FrameVerdict> verdicts)
        : job_(job),
          channel_(channel),
          tiles_(tiles),
          overlaps_(overlaps),
          borders_(borders),
          verdicts_(verdicts) {}

    /// Tiles must lie nearer to where the stage says than half a pitch, or nobody knows which die is which.
    void check_shifts() const {
        constexpr std::int64_t kLeastTiles = 6;
        constexpr double kFarOfPitch = 0.35;  // a stage that errs so seldom goes as far as half a pitch
        constexpr double kMostFar = 0.25;     // places by chance have half of the tiles so far on either axis
        std::int64_t told = 0;
        std::int64_t far = 0;
        for (std::uint32_t number = 0; number < tiles_.tiles.size(); ++number) {
            const TileRegistration& where = tiles_.of(number).registration;
            if (!usable(number) || where.source != RegistrationSource::own) continue;
            ++told;
            if (std::abs(where.shift_x_um) > kFarOfPitch * job_.grid.pitch_x_um ||
                std::abs(where.shift_y_um) > kFarOfPitch * job_.grid.pitch_y_um)
                ++far;
        }
        if (told < kLeastTiles || static_cast<double>(far) <= kMostFar * static_cast<double>(told)) return;
        throw Error(
            ErrorKind::job,
            fmt::format(
                "tile positions are not true: of {} tiles of channel {} {} lie more than {:.0f} % of "
                "the pitch of {} x {} um from where they are said to lie, modulo the pitch: which die "
                "is which can't be told. Check the positions, the pixel size, the pitch and the streets "
                "between fields",
                told, job_.channels[channel_].name, far, 100.0 * kFarOfPitch, job_.grid.pitch_x_um,
                job_.grid.pitch_y_um));
    }

    /// Where tiles overlap, light must change from die to die in both alike.
    void check_overlaps() const {
        constexpr double kSureSigmas = 5.0;
        constexpr double kTelling = 0.5;  // correlation to be expected: above noise
        constexpr double kAlike = 0.3;    // of it
        LightSteps sum;
        for (const TileOverlap& overlap : overlaps_) {
            if (!usable(overlap.a) || !usable(overlap.b)) continue;
            sum.steps += overlap.steps.steps;
            sum.aa += overlap.steps.aa;
            sum.bb += overlap.steps.bb;
            sum.ab += overlap.steps.ab;
        }
        if (!(sum.aa > 0.0) || !(sum.bb > 0.0)) return;
        const double noise = tiles_.typical_noise / tiles_.typical_light;
        const double power = std::sqrt(sum.aa * sum.bb);
        const double expected = 1.0 - 2.0 * noise * noise * sum.steps / power;
        const double found = sum.ab / power;
        const bool sure = (1.0 - kAlike) * expected * std::sqrt(static_cast<double>(sum.steps)) > kSureSigmas;
        if (!sure || expected < kTelling || found > kAlike * expected) return;
        throw Error(
            ErrorKind::job,
            fmt::format("tile positions are not true: of {} dies that two tiles of channel {} show, the "
                        "light in one has nothing to do with that in the other (correlation {:.2f}, "
                        "{:.2f} are to be expected). {}",
                        sum.steps, job_.channels[channel_].name, found, expected, kRemedy));
    }

    /// Light where there is no wafer is proof, if enough tiles show it. Light in the margin is not, where
    /// dies glow in the edge exclusion: then dies must be dark elsewhere that should glow, or stripes are
    /// missing.
    void check_outline() const {
        const Evidence evidence = collect();
        const std::size_t rim = evidence.rim.size();
        const auto many = [rim](const std::set<std::uint32_t>& tiles, double share) {
            constexpr std::size_t kFewTiles = 6;
            return tiles.size() >= (rim <= kFewTiles ? 2U : 3U) &&
                   static_cast<double>(tiles.size()) > share * static_cast<double>(rim);
        };
        std::set<std::uint32_t> outside = evidence.beyond;
        outside.insert(evidence.lit_margin.begin(), evidence.lit_margin.end());
        if (!many(outside, kPlacesWrong)) return;
        std::set<std::uint32_t> proven = evidence.beyond;
        proven.insert(evidence.refused.begin(), evidence.refused.end());
        std::set<std::uint32_t> dark = evidence.end_dark;
        dark.insert(evidence.refused.begin(), evidence.refused.end());
        if ((!evidence.beyond.empty() && many(proven, kPlacesWrong)) || evidence.repeated ||
            many(dark, kDarkToo) || lopsided(evidence) || stripes_missing(evidence))
            refuse(evidence);
    }

  private:
    [[nodiscard]] const FrameVerdict& verdict(std::uint32_t number) const {
        return verdicts_[tiles_.tiles[number]];
    }
    [[nodiscard]] bool usable(std::uint32_t number) const {
        return tiles_.of(number).written && !verdict(number).refused();
    }

    [[nodiscard]] Evidence collect() const {
        Evidence evidence;
        for (std::uint32_t number = 0; number < tiles_.tiles.size(); ++number) {
            const FrameVerdict& judged = verdict(number);
            const bool by_place = judged.refused() && info_of(judged.fault).of_the_place;
            if (!tiles_.of(number).written || (judged.refused() && !by_place)) continue;
            const OutlineLight& outline = tiles_.of(number).outline;
            if (outline.cells() >= kLeastOutside) evidence.rim.insert(number);
            if (by_place) evidence.refused.insert(number);
            evidence.repeated = evidence.repeated || judged.fault == FrameFault::repeated;
            if (!tiles_.distinct()) continue;
            if (outline.margin_glows()) evidence.lit_margin.insert(number);
            if (outline.glows_off_wafer()) evidence.beyond.insert(number);
        }
        for (std::size_t i = 0; i < borders_.size(); ++i) {
            const TileBorder& border = borders_[i];
            if (!usable(border.a) || !usable(border.b)) continue;
            const TileBorder& next = borders_[std::min(i + 1, borders_.size() - 1)];
            const bool whole = &next != &border;
            if (border.ends_dark_in_a() || (whole && has_band(border, next, 0)))
                evidence.end_dark.insert(border.a);
            if (border.ends_dark_in_b() || (whole && has_band(border, next, 1)))
                evidence.end_dark.insert(border.b);
        }
        return evidence;
    }

    /// Whether light in the margin lies at two opposite sides of what was scanned and at neither of the
    /// others: positions that are stretched or reversed along one axis. Dies that glow in the edge exclusion
    /// lie all around, or at one side where it is not concentric.
    [[nodiscard]] bool lopsided(const Evidence& evidence) const {
        constexpr double kCorner = 0.8;
        constexpr double kLit = 0.6;
        constexpr double kDark = 0.2;
        constexpr int kLeastOfAxis = 4;
        double reach_x_um = 1.0;
        double reach_y_um = 1.0;
        for (const StagePoint middle : tiles_.middles) {
            reach_x_um = std::max(reach_x_um, std::abs(middle.x));
            reach_y_um = std::max(reach_y_um, std::abs(middle.y));
        }
        std::array<int, 4> tiles{};  // right, left, top, bottom
        std::array<int, 4> lit{};
        for (const std::uint32_t number : evidence.rim) {
            const double x = tiles_.middles[number].x / reach_x_um;
            const double y = tiles_.middles[number].y / reach_y_um;
            const double less = std::min(std::abs(x), std::abs(y));
            if (less > kCorner * std::max(std::abs(x), std::abs(y))) continue;
            const std::size_t side = std::abs(x) > std::abs(y) ? (x > 0.0 ? 0 : 1) : (y > 0.0 ? 2 : 3);
            ++tiles[side];
            lit[side] += evidence.lit_margin.contains(number) || evidence.beyond.contains(number) ? 1 : 0;
        }
        const auto share = [&](std::size_t side) {
            return tiles[side] == 0 ? 0.5 : static_cast<double>(lit[side]) / tiles[side];
        };
        for (const std::size_t axis : {std::size_t{0}, std::size_t{2}}) {
            const std::size_t across = 2 - axis;
            const bool enough = tiles[axis] + tiles[axis + 1] >= kLeastOfAxis &&
                                tiles[across] + tiles[across + 1] >= kLeastOfAxis;
            if (enough && share(axis) > kLit && share(axis + 1) > kLit && share(across) < kDark &&
                share(across + 1) < kDark)
                return true;
        }
        return false;
    }

    /// Whether tiles leave dies between them. A scan that looks at a few places only leaves most dies out,
    /// and has tiles that are not at the rim.
    [[nodiscard]] bool stripes_missing(const Evidence& evidence) const {
        constexpr double kSampled = 0.4;
        const double gaps = share_of_gaps();
        return gaps > kGaps && (gaps < kSampled || evidence.rim.size() == tiles_.tiles.size());
    }

    /// Of the dies in the rectangle that the tiles span, the share that lies in none of them.
    [[nodiscard]] double share_of_gaps() const {
        const double half_x_um = 0.5 * job_.camera.width_px * job_.camera.pixel_um;
        const double half_y_um = 0.5 * job_.camera.height_px * job_.camera.pixel_um;
        const auto [left, right] = std::ranges::minmax(tiles_.middles, {}, &StagePoint::x);
        const auto [bottom, top] = std::ranges::minmax(tiles_.middles, {}, &StagePoint::y);
        const Transform<WaferFrame, StageFrame> to_stage = tiles_.pose.transform();
        const DieGrid& grid = job_.grid;
        std::int64_t spanned = 0;
        tiles_.map->presence().for_each([&](DieIndex die) {
            const StagePoint p = to_stage(grid.center(die));
            if (p.x > left.x - half_x_um && p.x < right.x + half_x_um && p.y > bottom.y - half_y_um &&
                p.y < top.y + half_y_um)
                ++spanned;
        });
        std::int64_t seen = 0;
        for (std::uint32_t number = 0; number < tiles_.tiles.size(); ++number) {
            const DieRect& rect = tiles_.of(number).rect;
            for (std::int32_t row = rect.row_begin; row < rect.row_end; ++row) {
                for (std::int32_t col = rect.col_begin; col < rect.col_end; ++col) {
                    if (tiles_.map->presence().exists({row, col}) &&
                        tiles_.ownership->owns(number, to_stage(grid.center({row, col}))))
                        ++seen;
                }
            }
        }
        return spanned == 0 ? 0.0 : 1.0 - static_cast<double>(seen) / static_cast<double>(spanned);
    }

    [[noreturn]] void refuse(const Evidence& evidence) const {
        std::set<std::uint32_t> outside = evidence.beyond;
        outside.insert(evidence.lit_margin.begin(), evidence.lit_margin.end());
        std::vector<std::string> found;
        const auto tell = [&](const std::set<std::uint32_t>& tiles, const char* what) {
            if (tiles.empty()) return;
            found.push_back(fmt::format("{} {}, the first {}", tiles.size(), what,
                                        job_.tiles[tiles_.tiles[*tiles.begin()]].name));
        };
        tell(outside, "show light where the wafer has no dies");
        tell(evidence.end_dark, "are dark up to a border behind which dies glow");
        tell(evidence.refused, "show other dies than those beside them");
        std::string all;
        for (const std::string& part : found) all += (all.empty() ? "" : "; ") + part;
        throw Error(
            ErrorKind::job,
            fmt::format("tile positions are not true: of {} tiles of channel {}, {} of them at the rim: "
                        "{}. {}",
                        tiles_.tiles.size(), job_.channels[channel_].name, evidence.rim.size(), all,
                        kRemedy));
    }

    const ScanJob& job_;
    std::size_t channel_;
    const ChannelTiles& tiles_;
    std::span<const TileOverlap> overlaps_;
    std::span<const TileBorder> borders_;
    std::span<const FrameVerdict> verdicts_;
};

}  // namespace

void check_positions(const ScanJob& job) {
    constexpr double kSamePlace = 0.01;  // of the field of view
    const double near_um =
        kSamePlace * job.camera.pixel_um * std::min(job.camera.width_px, job.camera.height_px);
    for (std::size_t channel = 0; channel < job.channels.size(); ++channel) {
        const std::vector<StagePoint> middles = positions_of(job, tiles_of(job, channel));
        const PositionIndex index(middles, near_um);
        std::size_t repeated = 0;
        for (std::size_t i = 0; i < middles.size(); ++i) repeated += index.find(middles[i]) != i ? 1 : 0;
        if (repeated < kLeastRepeated || 2 * repeated < middles.size()) continue;
        throw Error(
            ErrorKind::job,
            fmt::format("tile positions are not true: {} of {} tiles of channel {} are said to lie where "
                        "another tile of it lies, the first at ({:.0f}, {:.0f}) um. Check what the stage "
                        "reported (tiles.csv of a recording)",
                        repeated, middles.size(), job.channels[channel].name, middles.front().x,
                        middles.front().y));
    }
}

void check_places(const ScanJob& job, std::size_t channel, const ChannelTiles& tiles,
                  std::span<const TileOverlap> overlaps, std::span<const TileBorder> borders,
                  std::span<const FrameVerdict> verdicts) {
    const PlaceCheck check(job, channel, tiles, overlaps, borders, verdicts);
    check.check_shifts();
    check.check_overlaps();
    check.check_outline();
}

}  // namespace waferglow
