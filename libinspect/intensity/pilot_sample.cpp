// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/intensity/internal/pilot_sample.h"

#include "libinspect/base/order_statistics.h"
#include "libinspect/base/parallel.h"
#include "libinspect/intensity/internal/blurred_die.h"
#include "libinspect/intensity/internal/dies_around.h"
#include "libinspect/intensity/measure.h"

#include <algorithm>
#include <cmath>

namespace waferglow {
namespace {

constexpr double kMostDies = 30000.0;
constexpr double kLeastDies = 500.0;
constexpr double kMostPixels = 4e6;  // looked at, of all dies

std::size_t most_dies(const WindowPlan& plan) {
    return static_cast<std::size_t>(
        std::clamp(kMostPixels / (plan.x.pitch_px * plan.y.pitch_px), kLeastDies, kMostDies));
}

/// Mean square of values below `clip` sigmas, sigma from the values themselves, three rounds.
class ClippedVariance {
  public:
    void add(double difference) { halves_.push_back(0.5 * difference * difference); }
    void add(const ClippedVariance& other) {
        halves_.insert(halves_.end(), other.halves_.begin(), other.halves_.end());
    }
    [[nodiscard]] double value() const {
        constexpr double kClip2 = 16.0;
        double limit = HUGE_VAL;
        double mean = 0.0;
        for (int round = 0; round < 4; ++round) {
            double sum = 0.0;
            std::size_t n = 0;
            for (const double v : halves_) {
                if (v > limit) continue;
                sum += v;
                ++n;
            }
            if (n == 0) return mean;
            mean = sum / static_cast<double>(n);
            limit = kClip2 * mean;
        }
        return mean;
    }

  private:
    std::vector<double> halves_;
};

/// Where a die has pixels of the street, and which dies' light they see.
struct StreetLook {
    double middle_px = 0.0;
    double half_px = 0.0;
    std::vector<DieIndex> from;
};

/// Where streets cross at the upper left of a die; staggered columns leave the street above it.
StreetLook street_look(const PilotDies& pilot, const WindowPlan& plan, DieIndex die,
                       const std::array<std::vector<DisplacedDie>, 4>& around) {
    const PixelPoint right = pilot.lattice.center(die);
    if (plan.around.empty()) {
        const PixelPoint left = pilot.lattice.center({die.row, die.col - 1});
        return {0.5 * (left.x + right.x),
                std::max(1.0, 0.5 * plan.x.pitch_px - plan.x.street_begin_px),
                {die, {die.row - 1, die.col}, {die.row, die.col - 1}, {die.row - 1, die.col - 1}}};
    }
    StreetLook look{right.x, std::max(1.0, plan.x.cell_half_px), {die}};
    const std::size_t parity = (die.row % 2 != 0 ? 2U : 0U) + (die.col % 2 != 0 ? 1U : 0U);
    for (const DisplacedDie& other : around[parity]) {
        const DieIndex at{die.row + other.at.row, die.col + other.at.col};
        if (at.row >= pilot.rect.row_begin && at.row < pilot.rect.row_end && at.col >= pilot.rect.col_begin &&
            at.col < pilot.rect.col_end)
            look.from.push_back(at);
    }
    return look;
}

/// Differences of pixels side by side in streets, without the light that the dies around spill there: pixel
/// noise alone.
void add_crossings(const PilotDies& pilot, const PixelCorrection& correction, const WindowPlan& plan,
                   const TileMeasurements& measured, std::size_t every, ClippedVariance& variance) {
    const BlurredDie light_x(plan.x.die_px, plan.choice.blur_x_px);
    const BlurredDie light_y(plan.y.die_px, plan.choice.blur_y_px);
    const DieRect& rect = pilot.rect;
    const auto around = displaced_dies(pilot.lattice);
    const auto across = static_cast<std::size_t>(rect.cols());
    for (std::size_t k = 0; k < measured.size(); k += every) {
        const DieIndex die{rect.row_begin + static_cast<std::int32_t>(k / across),
                           rect.col_begin + static_cast<std::int32_t>(k % across)};
        if (die.row == rect.row_begin || die.col == rect.col_begin) continue;
        const StreetLook look = street_look(pilot, plan, die, around);
        const auto spilt = [&](int x, int y) {
            double sum = 0.0;
            for (const DieIndex& from : look.from) {
                const PixelPoint c = pilot.lattice.center(from);
                sum += static_cast<double>(measured.sum[measured.index(from)]) * light_x(x - c.x) *
                       light_y(y - c.y);
            }
            return sum;
        };
        const int y = static_cast<int>(std::lround(pilot.lattice.center(die).y - 0.5 * plan.y.pitch_px));
        const double half = look.half_px;
        const double middle = look.middle_px;
        if (y < 0 || y >= pilot.tile.height) continue;
        const int end = std::min(pilot.tile.width - 1, static_cast<int>(std::floor(middle + half)));
        for (int x = std::max(0, static_cast<int>(std::ceil(middle - half))); x + 1 <= end; x += 2) {
            const double difference =
                static_cast<double>(correction.corrected(x, y, pilot.tile.at(x, y))) - spilt(x, y) -
                static_cast<double>(correction.corrected(x + 1, y, pilot.tile.at(x + 1, y))) +
                spilt(x + 1, y);
            if (std::isfinite(difference)) variance.add(difference);
        }
    }
}

/// What one pilot shows.
struct PilotShows {
    std::vector<SampledDie> dies;
    ClippedVariance variance;
};

PilotShows look_at(const PilotDies& pilot, std::size_t number, const PixelCorrection& correction,
                   const WindowPlan& plan, std::size_t every) {
    PilotShows shows;
    TileMeasurements measured;
    measure_tile(pilot.tile, correction, pilot.lattice, pilot.rect, plan, measured, pilot.presence);
    shows.dies.reserve(measured.size());
    for (std::int32_t row = pilot.rect.row_begin; row < pilot.rect.row_end; ++row) {
        for (std::int32_t col = pilot.rect.col_begin; col < pilot.rect.col_end; ++col) {
            const std::size_t k = measured.index({row, col});
            if (measured.valid[k] == 0 || measured.saturated_px[k] > 0) continue;
            shows.dies.push_back({.pilot = number,
                                  .center = pilot.lattice.center({row, col}),
                                  .sum = static_cast<double>(measured.sum[k]),
                                  .background = static_cast<double>(measured.background[k])});
        }
    }
    add_crossings(pilot, correction, plan, measured, every, shows.variance);
    return shows;
}

}  // namespace

PilotSample sample_pilots(std::span<const PilotDies> pilots, const PixelCorrection& correction,
                          const WindowPlan& plan) {
    PilotSample sample;
    std::size_t cells = 0;
    for (const PilotDies& pilot : pilots) cells += pilot.rect.cells();
    const std::size_t every = cells / most_dies(plan) + 1;
    std::vector<PilotShows> shows(pilots.size());
    parallel_blocks(pilots.size(), 1, [&](std::size_t p, std::size_t) {
        shows[p] = look_at(pilots[p], p, correction, plan, every);
    });
    std::vector<SampledDie> all;
    all.reserve(cells);
    ClippedVariance variance;
    for (const PilotShows& one : shows) {
        all.insert(all.end(), one.dies.begin(), one.dies.end());
        variance.add(one.variance);
    }
    if (all.empty()) return sample;
    // Rounding to whole DN is noise, too; a frame without any other has this much.
    sample.background_variance = std::max(variance.value(), 1.0 / 12.0);

    std::vector<double> values;
    values.reserve(all.size());
    for (const SampledDie& die : all) values.push_back(die.sum);
    constexpr double kBright = 0.9;
    constexpr double kLitShare = 0.4;
    // Of noise alone a tenth lies above 1.28 sigmas.
    constexpr double kSureSigmas = 2.0;
    const double bright = value_of_share(values, kBright);
    const double window_px = 4.0 * plan.x.window_half_px * plan.y.window_half_px;
    if (!(bright > kSureSigmas * std::sqrt(sample.background_variance * window_px))) return sample;
    values.clear();
    for (const SampledDie& die : all) {
        if (die.sum > kLitShare * bright && die.sum < bright / kLitShare) {
            sample.lit.push_back(die);
            values.push_back(die.sum);
        }
    }
    if (values.empty()) return sample;
    sample.typical_light = value_of_share(values, 0.5);
    const std::size_t keep = sample.lit.size() / most_dies(plan) + 1;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < sample.lit.size(); i += keep) sample.lit[kept++] = sample.lit[i];
    sample.lit.resize(kept);
    return sample;
}

}  // namespace waferglow
