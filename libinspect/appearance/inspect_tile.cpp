// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/appearance/inspect_tile.h"

#include "libinspect/appearance/internal/local_level.h"
#include "libinspect/appearance/internal/residual_kernel.h"
#include "libinspect/base/error.h"
#include "libinspect/base/order_statistics.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

namespace waferglow::appearance {
namespace {

constexpr float kOffGain = 0.06F;  // gain of a part from which on it matters how much of it is so

float term(const DieFit& fit, Term which) {
    return fit.terms.at(static_cast<std::size_t>(which));
}

/// Share of each part's pixels that its gain explains. Where it doesn't, only a piece of the part is off: the
/// gain goes back into the residuals, so that the piece is found as it is.
void measure_cover(const AppearanceModel& model, DieFit& fit, FitBuffers& buffers, DieLook& look) {
    const PhasePlanes& planes = model.phases.phases.at(static_cast<std::size_t>(fit.place.phase));
    constexpr int kExplained = static_cast<int>(2.0F / kResidualUnit);
    constexpr float kOfGood = 0.9F;  // of a good part's pixels lie within that
    bool changed = false;
    for (std::size_t k = 0; k < model.regions.parts.size(); ++k) {
        look.part_cover.at(k) = 1.0F;
        if (std::abs(fit.terms.at(kFirstPart + k)) < kOffGain) continue;
        const std::size_t size = model.window.size();
        std::size_t pixels = 0;
        std::size_t explained = 0;
        for (std::size_t i = 0; i < planes.part.size(); ++i) {
            const bool metal = planes.kind[i] == RegionKind::metal || planes.kind[i] == RegionKind::finger;
            if (!metal || planes.part[i] != k) continue;
            ++pixels;
            if (std::abs(static_cast<int>(buffers.residual[i])) < kExplained) ++explained;
        }
        if (pixels > 0) {
            constexpr float kByChance = 1.5F;  // pixels of a small part beyond that
            look.part_cover.at(k) = std::min(
                1.0F, (static_cast<float>(explained) + kByChance) / (kOfGood * static_cast<float>(pixels)));
        }
        if (look.part_cover.at(k) >= kWholePart) continue;
        changed = true;
        const float* const basis = planes.basis.data() + (kFirstPart + k) * size;
        const float gain = fit.terms.at(kFirstPart + k) / kResidualUnit;
        for (std::size_t i = 0; i < size; ++i) {
            constexpr float kMost = 32000.0F;
            const float z = static_cast<float>(buffers.residual[i]) + gain * basis[i];
            buffers.residual[i] = static_cast<std::int16_t>(std::lround(std::clamp(z, -kMost, kMost)));
        }
        for (const std::size_t i : buffers.no_data) buffers.residual[i] = 0;
    }
    if (changed) fit.largest = size_of(buffers.residual).largest;
}

/// How much of the step from body to street the die shows where there is no metal: its light, as it is,
/// against the golden die's. Not a number where a good die hardly shows any.
float edges_of(const AppearanceModel& model, const FitInput& input, const DieFit& fit) {
    constexpr double kLeastStep = 0.05;
    const RegionMap& regions = model.regions;
    if (std::abs(regions.body_light - regions.street_light) < kLeastStep * std::abs(regions.body_light)) {
        return std::numeric_limits<float>::quiet_NaN();
    }
    const DieWindow& w = model.window;
    const PhasePlanes& planes = model.phases.phases.at(static_cast<std::size_t>(fit.place.phase));
    double n = 0.0, sg = 0.0, sv = 0.0, sgg = 0.0, sgv = 0.0;
    for (int y = 0; y < w.height; ++y) {
        for (int x = 0; x < w.width; ++x) {
            const std::size_t i = w.index(x, y);
            if (planes.part[i] != kNoPart || planes.inverse[i] <= 0.0F) continue;
            const int u = fit.place.x + x;
            const int v = fit.place.y + y;
            const auto light =
                static_cast<double>(input.per_dn * input.correction->corrected(u, v, input.image.at(u, v)));
            const auto good = static_cast<double>(planes.light[i]);
            n += 1.0;
            sg += good;
            sv += light;
            sgg += good * good;
            sgv += good * light;
        }
    }
    const double variance = sgg - sg * sg / std::max(n, 1.0);
    if (!(variance > 0.0)) return std::numeric_limits<float>::quiet_NaN();
    return static_cast<float>((sgv - sg * sv / n) / variance);
}

class TileInspection {
  public:
    TileInspection(const AppearanceModel& model, const ReflectedTile& tile, InspectBuffers& buffers)
        : model_(model), tile_(tile), buffers_(buffers) {
        buffers_.filters.fit(model.window);
    }

    [[nodiscard]] TileLook run() {
        const PlacedTile placed = place_by_golden(tile_, *model_.correction, model_.dead, model_.phases);
        result_.placed = placed.placed;
        result_.fault = placed.fault;
        result_.moved = placed.moved;
        result_.level_dn = placed.level_dn;
        if (!placed.placed) return std::move(result_);
        result_.dies.resize(tile_.dies.size());
        buffers_.light.start(tile_.image, *model_.correction, model_.window, placed.level_dn);
        for (const std::size_t i : order(placed)) judge(i, placed);
        std::ranges::stable_sort(result_.spots, {}, &TileSpot::look);
        take_levels_off();
        take_uncertainty_off();
        return std::move(result_);
    }

  private:
    /// Positions of the dies, row by row; in a row those of one phase after the other, whose planes then stay
    /// near the processor.
    [[nodiscard]] std::vector<std::size_t> order(const PlacedTile& placed) const {
        struct Place {
            std::int32_t row;
            int phase;
            std::size_t at;
            auto operator<=>(const Place&) const = default;
        };
        std::vector<Place> places;
        places.reserve(tile_.dies.size());
        for (std::size_t i = 0; i < tile_.dies.size(); ++i) {
            const DieIndex die = tile_.dies[i];
            places.push_back({die.row, place_of(placed.lattice.center(die), model_.window).phase, i});
        }
        // The lattice may run down or up the image; rows of it are taken downwards.
        const bool up = placed.lattice.along_row.y < 0.0;
        std::ranges::sort(places, [up](const Place& a, const Place& b) {
            return a.row != b.row ? (a.row < b.row) != up : a < b;
        });
        std::vector<std::size_t> order;
        order.reserve(places.size());
        for (const Place& place : places) order.push_back(place.at);
        return order;
    }

    void judge(std::size_t i, const PlacedTile& placed) {
        const DieIndex die = tile_.dies[i];
        DieLook& look = result_.dies[i];
        look.die = die;
        const PixelPoint center = placed.lattice.center(die);
        const FitInput input{.light = buffers_.light.around(place_of(center, model_.window).y),
                             .image = tile_.image,
                             .correction = model_.correction.get(),
                             .dead = &model_.dead,
                             .per_dn = static_cast<float>(1.0 / placed.level_dn),
                             .noise = model_.noise_at(center, placed.level_dn)};
        DieFit fit = fit_die(model_.phases, input, center, buffers_.fit);
        if (fit.in_image) {
            fill(fit, input, look);
            look_for_spots(fit, input, i);
        }
    }

    void fill(DieFit& fit, const FitInput& input, DieLook& look) {
        look.judged = true;
        look.shift_x_px = static_cast<float>(fit.shift_x_px);
        look.shift_y_px = static_cast<float>(fit.shift_y_px);
        look.turn_rad = term(fit, Term::turn);
        look.defocus_px2 = term(fit, Term::defocus);
        look.misfit = static_cast<float>(fit.misfit);
        look.noise = input.noise;
        look.edges = std::numeric_limits<float>::quiet_NaN();
        look.body = term(fit, Term::body);
        look.street = term(fit, Term::street);
        std::copy(fit.terms.begin() + static_cast<std::ptrdiff_t>(kFirstPart), fit.terms.end(),
                  look.part.begin());
        look.no_data_px = fit.no_data_px;
        measure_cover(model_, fit, buffers_.fit, look);
    }

    void look_for_spots(const DieFit& fit, const FitInput& input, std::size_t i) {
        DieLook& look = result_.dies[i];
        const PhasePlanes& planes = model_.phases.phases.at(static_cast<std::size_t>(fit.place.phase));
        prepare_filters(buffers_.fit.residual, fit.largest, model_.window, buffers_.filters);
        look.strongest = strongest_answers(planes, model_.window, model_.weights, buffers_.filters);
        constexpr double kOdd = 2.0;  // misfit from which on the die itself may not be there
        if (fit.misfit > kOdd) look.edges = edges_of(model_, input, fit);
        bool any = !planes.sensitivity.empty();
        for (std::size_t g = 0; g < kTailGroups; ++g) {
            any = any || look.strongest.at(g) >= model_.kept_from.at(g);
        }
        if (!any) return;
        map_answers(planes, model_.window, model_.weights, buffers_.filters);
        const SpotSearch search{.phases = &model_.phases,
                                .regions = &model_.regions,
                                .weights = &model_.weights,
                                .least = model_.kept_from,
                                .pixel_um = model_.camera.pixel_um};
        for (Spot& spot : find_spots(search, fit, input.noise, buffers_.filters)) {
            result_.spots.push_back({i, std::move(spot)});
        }
    }

    /// Gains become contrasts to the dies around.
    void take_levels_off() {
        std::vector<DieIndex> dies;
        for (const DieLook& look : result_.dies) dies.push_back(look.die);
        LocalLevel local(dies);
        const auto relative_to_level = [&](auto value_of) {
            std::vector<float> values;
            for (DieLook& look : result_.dies) {
                values.push_back(look.judged ? value_of(look) : std::numeric_limits<float>::quiet_NaN());
            }
            const std::vector<float> levels = local.of(values);
            for (std::size_t i = 0; i < dies.size(); ++i) {
                float& value = value_of(result_.dies[i]);
                value = (1.0F + value) / (1.0F + levels[i]) - 1.0F;
            }
        };
        relative_to_level([](DieLook& look) -> float& { return look.body; });
        relative_to_level([](DieLook& look) -> float& { return look.street; });
        for (std::size_t k = 0; k < model_.regions.parts.size(); ++k) {
            relative_to_level([k](DieLook& look) -> float& { return look.part.at(k); });
        }
    }

    /// Where most dies of a tile answer more strongly than good dies do, the golden die doesn't tell what
    /// they look like as well as elsewhere: they show a phase that few pilots did, or the focus is another
    /// one. Answers are then taken in units of what is usual in this tile.
    void take_uncertainty_off() {
        constexpr std::size_t kFewest = 60;  // dies that tell what is usual
        constexpr float kMost = 1.6F;        // beyond, it is the dies that differ
        for (std::size_t g = 0; g < kTailGroups; ++g) {
            std::vector<float> answers;
            for (const DieLook& look : result_.dies) {
                if (look.judged) answers.push_back(look.strongest.at(g));
            }
            if (answers.size() < kFewest || model_.usual_strongest.at(g) <= 0.0F) continue;
            const float over = std::clamp(upper_median(answers) / model_.usual_strongest.at(g), 1.0F, kMost);
            for (DieLook& look : result_.dies) {
                look.strongest.at(g) /= over;
                if (g == static_cast<std::size_t>(TailGroup::body)) look.noise *= over;
            }
            for (TileSpot& s : result_.spots) {
                if (s.spot.group == static_cast<TailGroup>(g)) s.spot.score /= over;
            }
        }
    }

    const AppearanceModel& model_;
    const ReflectedTile& tile_;
    InspectBuffers& buffers_;
    TileLook result_;
};

}  // namespace

TileLook inspect_tile(const AppearanceModel& model, const ReflectedTile& tile, InspectBuffers& buffers) {
    if (tile.image.width != model.correction->width() || tile.image.height != model.correction->height()) {
        throw Error(ErrorKind::input,
                    fmt::format("appearance: a tile is {} x {} px, its flat {} x {}", tile.image.width,
                                tile.image.height, model.correction->width(), model.correction->height()));
    }
    return TileInspection(model, tile, buffers).run();
}

}  // namespace waferglow::appearance
