// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/scan/internal/odd_tiles.h"

#include "libinspect/base/order_statistics.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <utility>

#include <fmt/format.h>

namespace waferglow {
namespace {

constexpr std::size_t kFewestToCompare = 4;
constexpr std::size_t kNearest = 8;  // tiles around one
constexpr double kBlurRatio = 1.4;
constexpr double kBlurMore_px = 0.25;
constexpr double kSureBlurSigmas = 4.0;

constexpr std::int32_t kLeastLitDies = 12;
constexpr double kSureOddSigmas = 6.0;  // of what is usual
constexpr double kOffOfPitch = 0.12;
constexpr std::int64_t kFullEnough = 2;   // turn and stretch of tiles with half the dies of the fullest
constexpr double kSlopeAtEdge_px = 0.15;  // what turn or stretch make of the lattice at the image's edge

constexpr std::int32_t kLeastBeyond = 8;
constexpr double kGlows = 0.25;  // of the cells in question
constexpr double kMostBeyond = 0.2;
constexpr double kBeside = 1.1;  // diagonals of the field
constexpr double kDarkOfTypical = 0.15;
constexpr double kDarkForLit = 0.5;  // dark dies for each cell beyond that glows

/// Numbers of tiles nearest to one of `candidates`, itself left out.
std::vector<std::uint32_t> nearest_to(const ChannelTiles& channel, std::uint32_t number,
                                      const std::vector<std::uint32_t>& candidates) {
    std::vector<std::pair<double, std::uint32_t>> by_distance;
    const StagePoint at = channel.middles[number];
    for (const std::uint32_t other : candidates) {
        if (other == number) continue;
        const StagePoint p = channel.middles[other];
        by_distance.emplace_back(std::hypot(p.x - at.x, p.y - at.y), other);
    }
    const std::size_t count = std::min(kNearest, by_distance.size());
    std::partial_sort(by_distance.begin(), by_distance.begin() + static_cast<std::ptrdiff_t>(count),
                      by_distance.end());
    std::vector<std::uint32_t> nearest;
    for (std::size_t i = 0; i < count; ++i) nearest.push_back(by_distance[i].second);
    return nearest;
}

/// Whether a blur is wider than that of the tiles nearest, `usual`; how much is given by ratio and pixels.
bool wider(double blur_px, double sigma_px, std::vector<double>& usual, double& typical_px) {
    typical_px = upper_median(usual);
    for (double& other : usual) other = std::abs(other - typical_px);
    const double spread_px = kMadToSigma * upper_median(usual);
    return blur_px > kBlurRatio * typical_px &&
           blur_px - typical_px > kBlurMore_px + kSureBlurSigmas * std::hypot(sigma_px, spread_px);
}

struct Usual {
    double middle = 0.0;
    double sigma = 0.0;
};

Usual usual_of(std::vector<double> values) {
    Usual usual;
    usual.middle = upper_median(values);
    for (double& value : values) value = std::abs(value - usual.middle);
    usual.sigma = kMadToSigma * upper_median(values);
    return usual;
}

/// What the lattices of a channel's tiles usually are against the pose.
struct UsualLattice {
    Usual x_um;
    Usual y_um;
    std::optional<Usual> turn_rad;
    std::optional<Usual> stretch;
};

bool shows_lattice(const TileEvidence& tile) {
    return tile.registration.source == RegistrationSource::own && tile.registration.lit_dies >= kLeastLitDies;
}

std::optional<UsualLattice> usual_lattice(const ChannelTiles& channel, const std::vector<bool>& out) {
    std::array<std::vector<double>, 4> values;
    for (std::uint32_t number = 0; number < channel.tiles.size(); ++number) {
        if (out[number] || !shows_lattice(channel.of(number))) continue;
        const TileRegistration& where = channel.of(number).registration;
        values[0].push_back(where.shift_x_um);
        values[1].push_back(where.shift_y_um);
        if (where.turn_weight > 0.0) values[2].push_back(where.turn_rad);
        if (where.stretch_weight > 0.0) values[3].push_back(where.stretch);
    }
    if (values[0].size() <= kFewestToCompare) return std::nullopt;
    UsualLattice usual{
        .x_um = usual_of(values[0]), .y_um = usual_of(values[1]), .turn_rad = {}, .stretch = {}};
    if (values[2].size() > kFewestToCompare) usual.turn_rad = usual_of(values[2]);
    if (values[3].size() > kFewestToCompare) usual.stretch = usual_of(values[3]);
    return usual;
}

bool shifted(double shift_um, const Usual& usual, double pitch_um, double sigma_um) {
    const double sure_um =
        kSureOddSigmas * std::hypot(std::max(usual.sigma, kOffOfPitch / kSureOddSigmas * pitch_um), sigma_um);
    return std::abs(shift_um - usual.middle) > sure_um;
}

bool sloped(double slope, double weight, const std::optional<Usual>& usual, double half_image_px) {
    if (!usual || !(weight > 0.0)) return false;
    const double least = kSlopeAtEdge_px / half_image_px;
    const double sure = kSureOddSigmas * std::hypot(usual->sigma, 1.0 / std::sqrt(weight));
    return std::abs(slope - usual->middle) > std::max(least, sure);
}

/// Whether another of `glowing` lies beside a tile: then the wafer glows there.
bool glows_beside(const ChannelTiles& channel, std::uint32_t number,
                  const std::vector<std::uint32_t>& glowing) {
    const double reach_um =
        kBeside * channel.camera->pixel_um * std::hypot(channel.camera->width_px, channel.camera->height_px);
    const StagePoint at = channel.middles[number];
    return std::ranges::any_of(glowing, [&](std::uint32_t other) {
        const StagePoint p = channel.middles[other];
        return other != number && std::hypot(p.x - at.x, p.y - at.y) < reach_um;
    });
}

/// Dark dies that a tile owns.
int dark_dies_of(const ChannelTiles& channel, std::uint32_t number) {
    const DieRect& rect = channel.of(number).rect;
    const DieGrid& grid = channel.map->grid();
    const Transform<WaferFrame, StageFrame> to_stage = channel.pose.transform();
    int dark = 0;
    for (std::int32_t row = rect.row_begin; row < rect.row_end; ++row) {
        for (std::int32_t col = rect.col_begin; col < rect.col_end; ++col) {
            const double light = static_cast<double>((*channel.light)[grid.cell({row, col})]);
            if (light < kDarkOfTypical * channel.typical_light &&
                channel.ownership->owns(number, to_stage(grid.center({row, col}))))
                ++dark;
        }
    }
    return dark;
}

double share_of(std::int32_t part, std::int32_t whole) {
    return whole > 0 ? static_cast<double>(part) / whole : 0.0;
}

}  // namespace

std::vector<OddTile> find_blurred(const ChannelTiles& channel, const std::vector<bool>& out) {
    std::vector<std::uint32_t> known;
    for (std::uint32_t number = 0; number < channel.tiles.size(); ++number) {
        if (!out[number] && channel.of(number).blur.known()) known.push_back(number);
    }
    std::vector<OddTile> odd;
    if (known.size() < kFewestToCompare) return odd;
    for (const std::uint32_t number : known) {
        const TileBlur& blur = channel.of(number).blur;
        std::vector<double> x_px;
        std::vector<double> y_px;
        for (const std::uint32_t other : nearest_to(channel, number, known)) {
            x_px.push_back(static_cast<double>(channel.of(other).blur.x_px));
            y_px.push_back(static_cast<double>(channel.of(other).blur.y_px));
        }
        double usual_x_px = 0.0;
        double usual_y_px = 0.0;
        const bool wide_x =
            wider(static_cast<double>(blur.x_px), static_cast<double>(blur.sigma_x_px), x_px, usual_x_px);
        const bool wide_y =
            wider(static_cast<double>(blur.y_px), static_cast<double>(blur.sigma_y_px), y_px, usual_y_px);
        if (!wide_x && !wide_y) continue;
        odd.push_back({number,
                       {FrameFault::blurred,
                        fmt::format("its dies are blurred by {:.1f} x {:.1f} px, those of the tiles around "
                                    "by {:.1f} x {:.1f}",
                                    blur.x_px, blur.y_px, usual_x_px, usual_y_px)}});
    }
    return odd;
}

std::vector<OddTile> find_displaced(const ChannelTiles& channel, const std::vector<bool>& out) {
    std::vector<OddTile> odd;
    const std::optional<UsualLattice> usual = usual_lattice(channel, out);
    if (!usual) return odd;
    const DieGrid& grid = channel.map->grid();
    const double half_px = 0.5 * std::min(channel.camera->width_px, channel.camera->height_px);
    std::int64_t fullest = 0;
    for (std::uint32_t number = 0; number < channel.tiles.size(); ++number)
        fullest = std::max(fullest, channel.of(number).dies.dies);
    for (std::uint32_t number = 0; number < channel.tiles.size(); ++number) {
        if (out[number] || !shows_lattice(channel.of(number))) continue;
        const TileRegistration& where = channel.of(number).registration;
        // A corner of the image alone is turned and stretched by the lens.
        const bool full = kFullEnough * channel.of(number).dies.dies >= fullest;
        if (shifted(where.shift_x_um, usual->x_um, grid.pitch_x_um, where.sigma_um) ||
            shifted(where.shift_y_um, usual->y_um, grid.pitch_y_um, where.sigma_um))
            odd.push_back(
                {number,
                 {FrameFault::displaced,
                  fmt::format("its dies lie ({:.1f}, {:.1f}) um from where the stage says, usual "
                              "are {:.1f} and {:.1f}",
                              where.shift_x_um, where.shift_y_um, usual->x_um.sigma, usual->y_um.sigma)}});
        else if (full && sloped(where.turn_rad, where.turn_weight, usual->turn_rad, half_px))
            odd.push_back(
                {number,
                 {FrameFault::displaced, fmt::format("its dies are turned by {:.2f} mrad against "
                                                     "those of the other tiles",
                                                     1e3 * (where.turn_rad - usual->turn_rad->middle))}});
        else if (full && sloped(where.stretch, where.stretch_weight, usual->stretch, half_px))
            odd.push_back(
                {number,
                 {FrameFault::displaced, fmt::format("the pitch of its dies is {:.2f} per mille "
                                                     "off that of the other tiles",
                                                     1e3 * (where.stretch - usual->stretch->middle))}});
    }
    return odd;
}

std::vector<OddTile> find_beyond(const ChannelTiles& channel, const std::vector<bool>& out) {
    if (!channel.distinct()) return {};
    std::vector<std::uint32_t> rim;
    std::vector<std::uint32_t> glowing;
    for (std::uint32_t number = 0; number < channel.tiles.size(); ++number) {
        const OutlineLight& outline = channel.of(number).outline;
        if (out[number] || outline.cells() < kLeastBeyond) continue;
        rim.push_back(number);
        if (outline.glows()) glowing.push_back(number);
    }
    std::vector<OddTile> odd;
    if (glowing.size() > 1 &&
        static_cast<double>(glowing.size()) > kMostBeyond * static_cast<double>(rim.size()))
        return odd;
    for (const std::uint32_t number : glowing) {
        const OutlineLight& outline = channel.of(number).outline;
        const bool off_wafer = outline.off_wafer_lit >= kLeastBeyond &&
                               share_of(outline.off_wafer_lit, outline.off_wafer_cells) > kGlows;
        const bool margin =
            outline.margin_lit >= kLeastBeyond && share_of(outline.margin_lit, outline.margin_cells) > kGlows;
        if ((!off_wafer && !margin) || glows_beside(channel, number, glowing)) continue;
        if (!off_wafer && dark_dies_of(channel, number) < kDarkForLit * outline.margin_lit) continue;
        odd.push_back(
            {number,
             {FrameFault::beyond, fmt::format("{} of {} cells beyond the wafer's dies glow",
                                              outline.margin_lit + outline.off_wafer_lit, outline.cells())}});
    }
    return odd;
}

}  // namespace waferglow
