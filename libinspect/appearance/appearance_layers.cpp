// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/appearance/internal/appearance_layers.h"

#include "libinspect/appearance/internal/visible_size.h"
#include "libinspect/map/derived_layers.h"
#include "libinspect/map/die_map.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace waferglow::appearance {
namespace {

enum class Column : std::uint8_t {
    defects,
    score,
    largest,
    area,
    share,
    metal_share,
    metal_contrast,
    body_contrast,
    shift_x,
    shift_y,
    turn,
    blur,
    visible,
};
constexpr std::size_t kColumns = 13;

/// In the order of Column.
constexpr std::array<const char*, kColumns> kNames{kAppearanceDefectsLayer,
                                                   kAppearanceScoreLayer,
                                                   kLargestDefectLayer,
                                                   kDefectAreaLayer,
                                                   kDefectShareLayer,
                                                   kMetalDefectShareLayer,
                                                   kMetalContrastLayer,
                                                   kBodyContrastLayer,
                                                   kShiftXLayer,
                                                   kShiftYLayer,
                                                   kTurnLayer,
                                                   kAppearanceBlurLayer,
                                                   kSmallestVisibleLayer};

class Layers {
  public:
    explicit Layers(const DieGrid& grid) : grid_(grid) {
        for (const char* name : kNames) {
            const DerivedLayer& info = derived_layer(name);
            layers_.push_back({info.name, info.unit, info.title, std::vector<float>(grid.cells(), kNoData)});
        }
    }
    float& at(Column column, DieIndex die) {
        return layers_.at(static_cast<std::size_t>(column)).values.at(grid_.cell(die));
    }
    [[nodiscard]] std::vector<AppearanceLayer> take() { return std::move(layers_); }

  private:
    const DieGrid& grid_;
    std::vector<AppearanceLayer> layers_;
};

float worst_part(const DieLook& look, std::size_t parts) {
    float worst = 0.0F;
    for (std::size_t k = 0; k < parts; ++k) {
        if (std::abs(look.part.at(k)) > std::abs(worst)) worst = look.part.at(k);
    }
    return worst;
}

void fill(const AppearanceModel& model, const DieLook& look, const WaferAppearance& wafer,
          const RegionSpreads& spreads, const VisibleSize& visible, Layers& layers) {
    const double um = model.camera.pixel_um;
    const DieIndex die = look.die;
    double score = 0.0;
    for (std::size_t t = 0; t < kTests; ++t) {
        const double threshold = wafer.tests.at(t).threshold;
        if (!std::isfinite(threshold)) continue;
        score =
            std::max(score, static_cast<double>(score_of(look, static_cast<Test>(t), spreads)) / threshold);
    }
    const double blur_px = std::sqrt(std::max(
        0.0, model.regions.blur_px * model.regions.blur_px + 2.0 * static_cast<double>(look.defocus_px2)));
    layers.at(Column::defects, die) = 0.0F;
    layers.at(Column::score, die) = static_cast<float>(score);
    layers.at(Column::largest, die) = 0.0F;
    layers.at(Column::area, die) = 0.0F;
    layers.at(Column::share, die) = 0.0F;
    if (!model.regions.parts.empty()) {
        layers.at(Column::metal_share, die) = 0.0F;
        layers.at(Column::metal_contrast, die) = worst_part(look, model.regions.parts.size());
    }
    layers.at(Column::body_contrast, die) = look.body;
    layers.at(Column::shift_x, die) = static_cast<float>(static_cast<double>(look.shift_x_px) * um);
    layers.at(Column::shift_y, die) = static_cast<float>(-static_cast<double>(look.shift_y_px) * um);
    layers.at(Column::turn, die) = 1e3F * look.turn_rad;
    layers.at(Column::blur, die) = static_cast<float>(blur_px * um);
    const double threshold = wafer.tests[static_cast<std::size_t>(Test::body)].threshold;
    layers.at(Column::visible, die) =
        static_cast<float>(visible.smallest_um(threshold, static_cast<double>(look.noise), blur_px));
}

void add(const Finding& finding, Layers& layers) {
    const DefectFeatures& f = finding.spot.features;
    const DieIndex die = finding.die;
    const auto most = [&](Column column, double value) {
        float& to = layers.at(column, die);
        if (!std::isnan(value)) to = std::fmax(to, static_cast<float>(value));
    };
    const auto sum = [&](Column column, double value) {
        if (!std::isnan(value)) layers.at(column, die) += static_cast<float>(value);
    };
    sum(Column::defects, 1.0);
    most(Column::score, finding.over);
    most(Column::largest, f[Feature::length_um]);
    sum(Column::area, f[Feature::area_um2]);
    sum(Column::share, f[Feature::share]);
    most(Column::metal_share, f[Feature::pad_share]);
}

}  // namespace

std::vector<AppearanceLayer> make_layers(const AppearanceModel& model, std::span<const TileLook> tiles,
                                         const DieGrid& grid, const WaferAppearance& wafer,
                                         const RegionSpreads& spreads, std::span<const Finding> findings) {
    Layers layers(grid);
    const VisibleSize visible(model);
    for (const TileLook& tile : tiles) {
        for (const DieLook& look : tile.dies) {
            if (look.judged) fill(model, look, wafer, spreads, visible, layers);
        }
    }
    for (const Finding& finding : findings) add(finding, layers);
    return layers.take();
}

}  // namespace waferglow::appearance
