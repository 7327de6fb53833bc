// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/appearance/internal/die_findings.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace waferglow::appearance {
namespace {

constexpr double kNoEdges = 0.35;  // edges up to which the die itself is in question

class DieFindings {
  public:
    DieFindings(const AppearanceModel& model, const std::array<TestThreshold, kTests>& tests,
                const RegionSpreads& spreads)
        : model_(model), tests_(tests), spreads_(spreads) {
        for (std::size_t k = 0; k < model.regions.parts.size(); ++k) bare_.at(k) = bare_contrast(k);
    }

    void add(const DieLook& look, int tile, std::span<const TileSpot> spots, std::vector<Finding>& to) const {
        if (!look.judged || add_die(look, tile, to)) return;
        const std::size_t begin = to.size();
        const Touches touches = touched_by(spots);
        for (std::size_t k = 0; k < model_.regions.parts.size(); ++k) {
            if (!in_shadow(part_over(look, k), &model_.regions.parts[k], spots))
                add_part(look, k, touches, tile, to);
        }
        const std::vector<Finding> parts(to.begin() + static_cast<std::ptrdiff_t>(begin), to.end());
        if (!in_shadow(body_over(look), nullptr, spots)) add_body(look, tile, to);
        const double strongest = strongest_over(spots);
        for (const TileSpot& spot : spots) {
            constexpr double kLeak =
                0.12;  // of the strongest: what a defect leaves elsewhere through the fit
            if (spot_over(spot.spot) < kLeak * strongest) continue;
            const bool told = std::ranges::any_of(parts, [&](const Finding& f) {
                const DefectRegion region = spot.spot.features.region;
                return (region == DefectRegion::metal || region == DefectRegion::finger) &&
                       f.spot.part == spot.spot.part;
            });
            if (!told) add_spot(look, spot.spot, tile, to);
        }
    }

  private:
    /// The contrast that a part has when it shows the body: what the fit of a die finds for that.
    [[nodiscard]] double bare_contrast(std::size_t part) const {
        double across = 0.0;
        double squares = 0.0;
        for (const PhasePlanes& planes : model_.phases.phases) {
            const float* const basis = planes.basis.data() + (kFirstPart + part) * model_.window.size();
            for (std::size_t i = 0; i < planes.part.size(); ++i) {
                if (planes.part[i] != part) continue;
                const auto b = static_cast<double>(basis[i]);
                const double beyond = static_cast<double>(planes.light[i]) - model_.regions.body_light;
                across += b * beyond * static_cast<double>(planes.inverse[i]);
                squares += b * b;
            }
        }
        return squares > 0.0 ? -across / squares : 0.0;
    }

    [[nodiscard]] double threshold(Test test) const {
        return tests_.at(static_cast<std::size_t>(test)).threshold;
    }

    [[nodiscard]] double spot_over(const Spot& spot) const {
        return static_cast<double>(spot.score) * static_cast<double>(spot.sensitivity) /
               threshold(static_cast<Test>(spot.group));
    }
    [[nodiscard]] double strongest_over(std::span<const TileSpot> spots) const {
        double most = 0.0;
        for (const TileSpot& s : spots) most = std::max(most, spot_over(s.spot));
        return most;
    }
    [[nodiscard]] double part_over(const DieLook& look, std::size_t k) const {
        const double sigma = spreads_.part.at(k);
        return sigma > 0.0
                   ? std::abs(static_cast<double>(look.part.at(k))) / sigma / threshold(Test::whole_part)
                   : 0.0;
    }
    [[nodiscard]] double body_over(const DieLook& look) const {
        return static_cast<double>(score_of(look, Test::whole_body, spreads_)) / threshold(Test::whole_body);
    }
    /// Whether a far stronger spot on a part of metal or beside it explains how the part differs; `part` of
    /// the body: none.
    [[nodiscard]] bool in_shadow(double over, const MetalPart* part, std::span<const TileSpot> spots) const {
        constexpr double kFarStronger = 5.0;
        constexpr double kBeside_px = 2.0;
        const double um = model_.camera.pixel_um;
        return std::ranges::any_of(spots, [&](const TileSpot& s) {
            if (spot_over(s.spot) < kFarStronger * over) return false;
            if (part == nullptr) return true;
            const double reach = 0.5 * s.spot.features[Feature::length_um] / um + kBeside_px;
            return std::abs(s.spot.x_um / um - part->center.x) <= 0.5 * part->width_px + reach &&
                   std::abs(-s.spot.y_um / um - part->center.y) <= 0.5 * part->height_px + reach;
        });
    }

    /// Missing or misplaced.
    bool add_die(const DieLook& look, int tile, std::vector<Finding>& to) const {
        const double um = model_.camera.pixel_um;
        const double short_px = std::min(model_.window.die_width_px, model_.window.die_height_px);
        const auto x = static_cast<double>(look.shift_x_px);
        const auto y = static_cast<double>(look.shift_y_px);
        const double shift_share = std::hypot(x, y) / short_px;
        const double turn_deg = std::abs(static_cast<double>(look.turn_rad)) * 180.0 / std::numbers::pi;
        const bool missing = static_cast<double>(look.edges) <= kNoEdges;
        const double off = std::max(shift_share / model_.settings.misplaced_share,
                                    turn_deg / model_.settings.misplaced_turn_deg);
        if (!missing && off < 1.0) return false;
        Finding f{.die = look.die, .tile = tile, .spot = {}, .over = missing ? 10.0 : off, .called = true};
        DefectFeatures& features = f.spot.features;
        features.extent = Extent::die;
        features[Feature::edges] = static_cast<double>(look.edges);
        features[Feature::shift_share] = shift_share;
        features[Feature::turn_deg] = turn_deg;
        features[Feature::contrast] = static_cast<double>(look.body);
        features[Feature::length_um] = std::max(model_.window.die_width_px, model_.window.die_height_px) * um;
        features[Feature::width_um] = short_px * um;
        features[Feature::area_um2] = model_.window.die_width_px * model_.window.die_height_px * um * um;
        features[Feature::share] = 1.0;
        f.spot.x_um = missing ? 0.0 : x * um;
        f.spot.y_um = missing ? 0.0 : -y * um;
        f.spot.score = *std::ranges::max_element(look.strongest);
        to.push_back(std::move(f));
        return true;
    }

    /// What of the outline the dark spots of a die touch. A chip that takes a pad with it shows as the whole
    /// pad and a spot beside it.
    [[nodiscard]] Touches touched_by(std::span<const TileSpot> spots) const {
        Touches touches = Touches::none;
        for (const TileSpot& s : spots) {
            const DefectFeatures& f = s.spot.features;
            if (f.polarity == Polarity::bright || spot_over(s.spot) < 1.0) continue;
            touches = std::max(touches, f.touches);
        }
        return touches;
    }

    void add_part(const DieLook& look, std::size_t k, Touches touches, int tile,
                  std::vector<Finding>& to) const {
        const auto contrast = static_cast<double>(look.part.at(k));
        const double sigma = spreads_.part.at(k);
        if (sigma <= 0.0 || look.part_cover.at(k) < kWholePart) return;
        const double score = std::abs(contrast) / sigma;
        if (score < threshold(Test::whole_part)) return;
        const RegionMap& regions = model_.regions;
        const MetalPart& part = regions.parts.at(k);
        const double um = model_.camera.pixel_um;
        Finding f{.die = look.die,
                  .tile = tile,
                  .spot = {},
                  .over = score / threshold(Test::whole_part),
                  .called = true};
        DefectFeatures& features = f.spot.features;
        features.extent = Extent::pad;
        features.polarity = contrast < 0.0 ? Polarity::dark : Polarity::bright;
        features.region = part.finger ? DefectRegion::finger : DefectRegion::metal;
        features.touches = touches;
        features[Feature::contrast] = contrast;
        features[Feature::pad_share] = static_cast<double>(look.part_cover.at(k));
        features[Feature::metal_loss] = -contrast;
        if (bare_.at(k) < 0.0) features[Feature::body_like] = contrast / bare_.at(k);
        features[Feature::length_um] = std::max(part.width_px, part.height_px) * um;
        features[Feature::width_um] = std::min(part.width_px, part.height_px) * um;
        features[Feature::area_um2] = part.area_px2 * um * um;
        features[Feature::share] = part.area_px2 / (model_.window.die_width_px * model_.window.die_height_px);
        f.spot.x_um = part.center.x * um;
        f.spot.y_um = -part.center.y * um;
        f.spot.part = static_cast<std::uint8_t>(k);
        f.spot.group = TailGroup::metal;
        f.spot.score = static_cast<float>(score);
        to.push_back(std::move(f));
    }

    void add_body(const DieLook& look, int tile, std::vector<Finding>& to) const {
        const double score = static_cast<double>(score_of(look, Test::whole_body, spreads_));
        if (!(score >= threshold(Test::whole_body))) return;
        const double um = model_.camera.pixel_um;
        Finding f{.die = look.die,
                  .tile = tile,
                  .spot = {},
                  .over = score / threshold(Test::whole_body),
                  .called = true};
        DefectFeatures& features = f.spot.features;
        features.extent = Extent::body;
        features.polarity = look.body < 0.0F ? Polarity::dark : Polarity::bright;
        features[Feature::contrast] = static_cast<double>(look.body);
        features[Feature::length_um] = std::max(model_.window.die_width_px, model_.window.die_height_px) * um;
        features[Feature::width_um] = std::min(model_.window.die_width_px, model_.window.die_height_px) * um;
        features[Feature::area_um2] = model_.window.die_width_px * model_.window.die_height_px * um * um;
        features[Feature::share] = 1.0;
        f.spot.score = static_cast<float>(score);
        to.push_back(std::move(f));
    }

    void add_spot(const DieLook& look, const Spot& spot, int tile, std::vector<Finding>& to) const {
        const double over = spot_over(spot);
        to.push_back({.die = look.die, .tile = tile, .spot = spot, .over = over, .called = over >= 1.0});
    }

    const AppearanceModel& model_;
    const std::array<TestThreshold, kTests>& tests_;
    const RegionSpreads& spreads_;
    std::array<double, kMostParts> bare_{};  // contrast of parts that show the body
};

}  // namespace

std::vector<Finding> find_on_dies(const AppearanceModel& model, std::span<const TileLook> tiles,
                                  const std::array<TestThreshold, kTests>& tests,
                                  const RegionSpreads& spreads) {
    const DieFindings dies(model, tests, spreads);
    std::vector<Finding> findings;
    for (std::size_t t = 0; t < tiles.size(); ++t) {
        const TileLook& tile = tiles[t];
        std::size_t next = 0;
        for (std::size_t i = 0; i < tile.dies.size(); ++i) {
            const std::size_t begin = next;
            while (next < tile.spots.size() && tile.spots[next].look == i) ++next;
            dies.add(tile.dies[i], static_cast<int>(t), std::span(tile.spots).subspan(begin, next - begin),
                     findings);
        }
    }
    return findings;
}

}  // namespace waferglow::appearance
