// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/appearance/learn.h"

#include "libinspect/appearance/internal/cell_picture.h"
#include "libinspect/appearance/internal/learn_filters.h"
#include "libinspect/appearance/internal/residual_kernel.h"
#include "libinspect/base/error.h"
#include "libinspect/base/order_statistics.h"
#include "libinspect/base/parallel.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <fmt/format.h>

namespace waferglow::appearance {
namespace {

constexpr double kAlike = 4.0;  // misfit from which on a die is no example

/// A pilot, where its dies lie, and those that are learnt from.
struct Pilot {
    const ReflectedTile* tile = nullptr;
    PlacedTile placed;
};

std::vector<Pilot> place_pilots(std::span<const ReflectedTile> tiles, const PixelCorrection& correction) {
    std::vector<PlacedTile> placed(tiles.size());
    parallel_blocks(tiles.size(), 1,
                    [&](std::size_t i, std::size_t) { placed[i] = place_by_edges(tiles[i], correction); });
    std::vector<Pilot> pilots;
    for (std::size_t i = 0; i < tiles.size(); ++i) {
        if (placed[i].placed) pilots.push_back({&tiles[i], placed[i]});
    }
    return pilots;
}

class Learner {
  public:
    Learner(std::vector<Pilot> pilots, const AppearanceSetup& setup, AppearanceModel& model)
        : pilots_(std::move(pilots)), setup_(setup), model_(model) {
        const std::size_t most = std::max<std::size_t>(1, setup.settings.learn_dies / pilots_.size());
        for (std::size_t t = 0; t < pilots_.size(); ++t) {
            const std::span<const DieIndex> dies = pilots_[t].tile->dies;
            const std::size_t step = std::max<std::size_t>(1, (dies.size() + most - 1) / most);
            for (std::size_t i = 0; i < dies.size(); i += step) samples_.push_back({t, dies[i], {}, {}});
        }
        parallel_blocks(samples_.size(), 64, [&](std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end; ++i) {
                const Pilot& pilot = pilots_[samples_[i].pilot];
                samples_[i].light.take(pilot.tile->image, *setup.correction, model.window,
                                       pilot.placed.lattice.center(samples_[i].die), pilot.placed.level_dn);
            }
        });
    }

    void learn() {
        constexpr int kRounds = 3;
        for (int round = 0; round < kRounds; ++round) {
            use(median_die(raw_stack()));
            use(median_die(fitted_stack()));
            if (round + 1 < kRounds) move_pilots();
        }
    }

    /// Dies that look like the golden one, as samples for the filters.
    [[nodiscard]] std::vector<FilterSample> examples() const {
        std::vector<FilterSample> examples;
        for (const Sample& s : samples_) {
            if (!s.fit.in_image || s.fit.misfit > kAlike) continue;
            const Pilot& pilot = pilots_[s.pilot];
            examples.push_back({input_of(s), pilot.placed.lattice.center(s.die)});
        }
        return examples;
    }

    [[nodiscard]] double level_dn() const {
        std::vector<double> levels;
        for (const Pilot& pilot : pilots_) levels.push_back(pilot.placed.level_dn);
        return upper_median(levels);
    }

  private:
    struct Sample {
        std::size_t pilot = 0;
        DieIndex die;
        LightPatch light;
        DieFit fit;
    };

    [[nodiscard]] FitInput input_of(const Sample& sample) const {
        const Pilot& pilot = pilots_[sample.pilot];
        return {.light = sample.light.view(pilot.placed.level_dn),
                .image = pilot.tile->image,
                .correction = setup_.correction.get(),
                .dead = &model_.dead,
                .per_dn = static_cast<float>(1.0 / pilot.placed.level_dn)};
    }

    void use(GoldenDie golden) {
        model_.golden = std::move(golden);
        model_.regions = find_regions(model_.golden, setup_.camera.pixel_um, setup_.settings.regions);
        model_.phases = make_phases(model_.golden, model_.regions);
    }

    /// Dies as the camera shows them.
    [[nodiscard]] DieStack raw_stack() const {
        const DieWindow& w = model_.window;
        DieStack stack{.window = w, .light = {}, .places = {}, .tile = {}};
        for (const Sample& s : samples_) {
            const Pilot& pilot = pilots_[s.pilot];
            const ImageView& image = pilot.tile->image;
            const DiePlace place = place_of(pilot.placed.lattice.center(s.die), w);
            if (!inside(place, w, image.width, image.height)) continue;
            stack.places.push_back(place);
            stack.tile.push_back(static_cast<int>(s.pilot));
            const std::size_t begin = stack.light.size();
            stack.light.resize(begin + w.size(), 0.0F);
            const auto per_dn = static_cast<float>(1.0 / pilot.placed.level_dn);
            for (int y = 0; y < w.height; ++y) {
                for (int x = 0; x < w.width; ++x) {
                    const int u = place.x + x;
                    const int v = place.y + y;
                    stack.light[begin + w.index(x, y)] =
                        per_dn * setup_.correction->corrected(u, v, image.at(u, v));
                }
            }
        }
        if (stack.size() < kFewestDies) {
            throw Error(ErrorKind::job,
                        fmt::format("appearance: the pilot tiles show {} whole dies, at least {} "
                                    "are needed to learn what a good one looks like",
                                    stack.size(), kFewestDies));
        }
        return stack;
    }

    /// Dies as they would look without what may differ from die to die: golden die and residuals.
    [[nodiscard]] DieStack fitted_stack() {
        const DieWindow& w = model_.window;
        std::vector<float> light(samples_.size() * w.size(), 0.0F);
        parallel_blocks(samples_.size(), 64, [&](std::size_t begin, std::size_t end) {
            FitBuffers buffers;
            for (std::size_t i = begin; i < end; ++i) {
                Sample& s = samples_[i];
                const Pilot& pilot = pilots_[s.pilot];
                s.fit = fit_die(model_.phases, input_of(s), pilot.placed.lattice.center(s.die), buffers);
                if (!s.fit.in_image) continue;
                const PhasePlanes& planes =
                    model_.phases.phases.at(static_cast<std::size_t>(s.fit.place.phase));
                for (std::size_t k = 0; k < w.size(); ++k) {
                    const float unit = planes.inverse[k] > 0.0F ? kResidualUnit / planes.inverse[k] : 0.0F;
                    light[i * w.size() + k] =
                        planes.light[k] + unit * static_cast<float>(buffers.residual[k]);
                }
            }
        });
        DieStack stack{.window = w, .light = {}, .places = {}, .tile = {}};
        for (std::size_t i = 0; i < samples_.size(); ++i) {
            const Sample& s = samples_[i];
            if (!s.fit.in_image || s.fit.misfit > kAlike) continue;
            stack.places.push_back(s.fit.place);
            stack.tile.push_back(static_cast<int>(s.pilot));
            const auto from = light.begin() + static_cast<std::ptrdiff_t>(i * w.size());
            stack.light.insert(stack.light.end(), from, from + static_cast<std::ptrdiff_t>(w.size()));
        }
        if (stack.size() < kFewestDies) {
            throw Error(ErrorKind::job,
                        fmt::format("appearance: only {} dies of the pilot tiles look alike, at least {} are "
                                    "needed to learn what a good one looks like",
                                    stack.size(), kFewestDies));
        }
        return stack;
    }

    /// Moves each pilot's lattice by the median shift of its dies, and all together so that the edges of the
    /// mesa lie around the centre.
    void move_pilots() {
        std::vector<double> offset_x, offset_y;
        for (std::size_t t = 0; t < pilots_.size(); ++t) {
            Pilot& pilot = pilots_[t];
            std::vector<double> x, y, gain;
            for (const Sample& s : samples_) {
                if (s.pilot != t || !s.fit.in_image || s.fit.misfit > kAlike) continue;
                x.push_back(s.fit.shift_x_px);
                y.push_back(s.fit.shift_y_px);
                gain.push_back(static_cast<double>(s.fit.terms[static_cast<std::size_t>(Term::body)]));
            }
            if (x.empty()) continue;
            TileLattice& lattice = pilot.placed.lattice;
            lattice.origin.x += upper_median(x);
            lattice.origin.y += upper_median(y);
            pilot.placed.level_dn *= 1.0 + upper_median(gain);
            const CellPicture cell =
                mean_cell(pilot.tile->image, *setup_.correction, lattice, pilot.tile->dies, kCellDies);
            const EdgeMiddle middle = find_edge_middle(cell, lattice.die_width_px, lattice.die_height_px, {});
            if (middle.x_px) offset_x.push_back(*middle.x_px);
            if (middle.y_px) offset_y.push_back(*middle.y_px);
        }
        const double dx = offset_x.empty() ? 0.0 : upper_median(offset_x);
        const double dy = offset_y.empty() ? 0.0 : upper_median(offset_y);
        for (Pilot& pilot : pilots_) {
            pilot.placed.lattice.origin.x += dx;
            pilot.placed.lattice.origin.y += dy;
        }
    }

    static constexpr std::size_t kFewestDies = 100;
    static constexpr std::size_t kCellDies = 300;

    std::vector<Pilot> pilots_;
    const AppearanceSetup& setup_;
    AppearanceModel& model_;
    std::vector<Sample> samples_;
};

double body_spread_of(const AppearanceModel& model) {
    std::vector<float> spreads;
    for (std::size_t i = 0; i < model.golden.spread.size(); ++i) {
        if (model.regions.kind[i] == RegionKind::body) spreads.push_back(model.golden.spread[i]);
    }
    return spreads.empty() ? 0.0 : static_cast<double>(upper_median(spreads));
}

}  // namespace

AppearanceModel learn_appearance(std::span<const ReflectedTile> pilots, const AppearanceSetup& setup) {
    validate(setup.settings);
    std::vector<Pilot> placed = place_pilots(pilots, *setup.correction);
    if (placed.empty()) {
        throw Error(
            ErrorKind::job,
            fmt::format("appearance: in none of {} pilot tiles a die grid can be made out", pilots.size()));
    }
    AppearanceModel model;
    model.window = window_of(placed.front().placed.lattice);
    model.settings = setup.settings;
    model.camera = setup.camera;
    model.noise = {.e_per_dn = setup.camera.gain_e_per_dn, .read_e = setup.camera.read_noise_e};
    model.tiles = static_cast<int>(placed.size());
    model.correction = setup.correction;
    model.dead = DeadPixels(*setup.correction);
    Learner learner(std::move(placed), setup, model);
    learner.learn();
    model.level_dn = learner.level_dn();
    model.body_spread = body_spread_of(model);
    const std::vector<FilterSample> examples = learner.examples();
    model.dies = examples.size();
    model.weights = learn_filters(model.phases, examples);
    const UsualAnswers usual =
        learn_usual(model.phases, model.weights, examples, setup.settings.false_alarms_per_million);
    model.kept_from = usual.kept_from;
    model.usual_strongest = usual.median;
    return model;
}

float AppearanceModel::noise_at(PixelPoint center, double tile_level_dn) const {
    if (noise.e_per_dn <= 0.0 || body_spread <= 0.0) return 1.0F;
    const int x = static_cast<int>(std::clamp(center.x + 0.5, 0.0, correction->width() - 1.0));
    const int y = static_cast<int>(std::clamp(center.y + 0.5, 0.0, correction->height() - 1.0));
    const double gain =
        static_cast<double>(correction->gain().at(x, y)) * static_cast<double>(correction->gain_unit());
    const auto variance = [&](double level, double flat) {
        const double electrons = level * noise.e_per_dn / std::max(flat, 1e-3);  // of light 1
        return (std::max(regions.body_light, 0.0) * electrons + noise.read_e * noise.read_e) /
               (electrons * electrons);
    };
    // What is left of the spread is the dies' own, and grows with the light.
    const double usual = variance(level_dn, 1.0);
    const double own = std::max(0.0, body_spread * body_spread - usual);
    return static_cast<float>(std::sqrt((variance(tile_level_dn, gain) + own) / (usual + own)));
}

}  // namespace waferglow::appearance
