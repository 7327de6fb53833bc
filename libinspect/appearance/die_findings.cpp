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
        : model_(model), tests_(tests), spreads_(spreads) {}

    void add(const DieLook& look, int tile, std::span<const TileSpot> spots, std::vector<Finding>& to) const {
        if (!look.judged || add_die(look, tile, to)) return;
        const std::size_t begin = to.size();
        for (std::size_t k = 0; k < model_.regions.parts.size(); ++k) add_part(look, k, tile, to);
        const std::vector<Finding> parts(to.begin() + static_cast<std::ptrdiff_t>(begin), to.end());
        add_body(look, tile, to);
        for (const TileSpot& spot : spots) {
            const bool told = std::ranges::any_of(parts, [&](const Finding& f) {
                const DefectRegion region = spot.spot.features.region;
                return (region == DefectRegion::metal || region == DefectRegion::finger) &&
                       f.spot.part == spot.spot.part;
            });
            if (!told) add_spot(look, spot.spot, tile, to);
        }
    }

  private:
    [[nodiscard]] double threshold(Test test) const {
        return tests_.at(static_cast<std::size_t>(test)).threshold;
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

    void add_part(const DieLook& look, std::size_t k, int tile, std::vector<Finding>& to) const {
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
        features[Feature::contrast] = contrast;
        features[Feature::pad_share] = static_cast<double>(look.part_cover.at(k));
        features[Feature::metal_loss] = -contrast;
        const double beyond = regions.metal_light - regions.body_light;
        if (beyond > 0.0) features[Feature::body_like] = -contrast * regions.metal_light / beyond;
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
        const double limit = threshold(static_cast<Test>(spot.group)) / static_cast<double>(spot.sensitivity);
        const double over = static_cast<double>(spot.score) / limit;
        to.push_back({.die = look.die, .tile = tile, .spot = spot, .over = over, .called = over >= 1.0});
    }

    const AppearanceModel& model_;
    const std::array<TestThreshold, kTests>& tests_;
    const RegionSpreads& spreads_;
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
