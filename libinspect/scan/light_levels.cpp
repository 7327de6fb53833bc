// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/scan/internal/light_levels.h"

#include "libinspect/base/order_statistics.h"
#include "libinspect/base/parallel.h"
#include "libinspect/scan/internal/position_index.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <optional>

#include <fmt/format.h>

namespace waferglow {
namespace {

constexpr std::size_t kMostPlaneDies = 2000;
constexpr std::size_t kLeastPlaneDies = 24;
constexpr double kLitInPlane = 0.4;  // of a typical die
constexpr double kBurst = 2.5;
constexpr double kOffPlaneSigmas = 4.0;  // sigmas from the plane
constexpr std::size_t kLeastSteps = 8;
constexpr std::size_t kLeastNeighbours = 2;
constexpr double kSureBreakSigmas = 6.0;
constexpr double kLeastStep = 0.015;  // natural logarithm

/// A lit die: place from the tile's middle in fields, logarithm of light.
struct LitDie {
    double u = 0.0;
    double v = 0.0;
    double ln_light = 0.0;
};

/// ln(light) = level + slope_u u + slope_v v, by least squares.
struct Plane {
    std::array<double, 3> coefficients{};
    std::array<std::array<double, 3>, 3> inverse{};  // of the normal equations
    double sigma = 0.0;                              // of a single die

    [[nodiscard]] double at(double u, double v) const {
        return coefficients[0] + coefficients[1] * u + coefficients[2] * v;
    }
    [[nodiscard]] double sigma_at(double u, double v) const {
        const std::array<double, 3> x{1.0, u, v};
        double sum = 0.0;
        for (std::size_t i = 0; i < 3; ++i) {
            for (std::size_t k = 0; k < 3; ++k) sum += x[i] * inverse[i][k] * x[k];
        }
        return sigma * std::sqrt(std::max(0.0, sum));
    }
};

std::optional<Plane> fit_plane(const std::vector<LitDie>& dies) {
    std::array<std::array<double, 3>, 3> n{};
    std::array<double, 3> y{};
    for (const LitDie& die : dies) {
        const std::array<double, 3> x{1.0, die.u, die.v};
        for (std::size_t i = 0; i < 3; ++i) {
            y[i] += x[i] * die.ln_light;
            for (std::size_t k = 0; k < 3; ++k) n[i][k] += x[i] * x[k];
        }
    }
    const auto minor = [&n](std::size_t i, std::size_t k) {
        const std::size_t i1 = (i + 1) % 3, i2 = (i + 2) % 3, k1 = (k + 1) % 3, k2 = (k + 2) % 3;
        return n[i1][k1] * n[i2][k2] - n[i1][k2] * n[i2][k1];
    };
    const double determinant = n[0][0] * minor(0, 0) + n[0][1] * minor(0, 1) + n[0][2] * minor(0, 2);
    if (!(determinant > 1e-9 * n[0][0] * n[0][0] * n[0][0])) return std::nullopt;  // dies on one line
    Plane plane;
    for (std::size_t i = 0; i < 3; ++i) {
        for (std::size_t k = 0; k < 3; ++k) {
            plane.inverse[i][k] = minor(k, i) / determinant;
            plane.coefficients[i] += plane.inverse[i][k] * y[k];
        }
    }
    double squares = 0.0;
    for (const LitDie& die : dies) {
        const double off = die.ln_light - plane.at(die.u, die.v);
        squares += off * off;
    }
    plane.sigma = std::sqrt(squares / std::max(1.0, static_cast<double>(dies.size()) - 3.0));
    return plane;
}

/// Twice more without the dies that lie far from it.
std::optional<Plane> fit_robustly(std::vector<LitDie> dies) {
    std::optional<Plane> plane;
    for (int round = 0; round < 3; ++round) {
        if (dies.size() < kLeastPlaneDies) return std::nullopt;
        plane = fit_plane(dies);
        if (!plane) return std::nullopt;
        std::vector<double> off;
        for (const LitDie& die : dies) off.push_back(std::abs(die.ln_light - plane->at(die.u, die.v)));
        const double limit = kOffPlaneSigmas * kMadToSigma * upper_median(off);
        std::erase_if(dies, [&](const LitDie& die) {
            return std::abs(die.ln_light - plane->at(die.u, die.v)) > limit;
        });
    }
    return plane;
}

/// The planes of all tiles of a channel.
class Planes {
  public:
    explicit Planes(const ChannelTiles& channel)
        : channel_(channel),
          width_um_(channel.camera->width_px * channel.camera->pixel_um),
          height_um_(channel.camera->height_px * channel.camera->pixel_um) {}

    [[nodiscard]] std::optional<Plane> of(std::uint32_t number) const {
        const DieRect& rect = channel_.of(number).rect;
        const DieGrid& grid = channel_.map->grid();
        const Transform<WaferFrame, StageFrame> to_stage = channel_.pose.transform();
        const auto step = static_cast<std::int32_t>(rect.cells() / kMostPlaneDies + 1);
        std::vector<LitDie> dies;
        for (std::int32_t row = rect.row_begin; row < rect.row_end; row += step) {
            for (std::int32_t col = rect.col_begin; col < rect.col_end; ++col) {
                const double light =
                    static_cast<double>((*channel_.light)[grid.cell({row, col})]) / channel_.typical_light;
                if (!(light > kLitInPlane && light < kBurst)) continue;
                const StagePoint at = to_stage(grid.center({row, col}));
                if (!channel_.ownership->owns(number, at)) continue;
                const StagePoint middle = channel_.middles[number];
                dies.push_back(
                    {(at.x - middle.x) / width_um_, (at.y - middle.y) / height_um_, std::log(light)});
            }
        }
        return fit_robustly(std::move(dies));
    }

  private:
    const ChannelTiles& channel_;
    double width_um_;
    double height_um_;
};

struct PlanePair {
    std::uint32_t a = 0;
    std::uint32_t b = 0;  // right of it, or below
    bool upright = false;
    double step = 0.0;  // of a over b in ln(light) where they meet, beyond the usual
    double sigma = 0.0;
};

/// The tiles right of each and below it.
std::vector<PlanePair> pairs_of(const ChannelTiles& channel,
                                const std::vector<std::optional<Plane>>& planes) {
    constexpr double kStepOfField = 0.95;
    constexpr double kTolerance = 0.3;
    const double width_um = channel.camera->width_px * channel.camera->pixel_um;
    const double height_um = channel.camera->height_px * channel.camera->pixel_um;
    const PositionIndex index(channel.middles, kTolerance * std::min(width_um, height_um));
    std::vector<PlanePair> pairs;
    for (std::uint32_t a = 0; a < planes.size(); ++a) {
        if (!planes[a]) continue;
        const StagePoint from = channel.middles[a];
        for (const bool upright : {true, false}) {
            const auto b = index.find({from.x + (upright ? kStepOfField * width_um : 0.0),
                                       from.y - (upright ? 0.0 : kStepOfField * height_um)});
            if (!b || *b == a || !planes[*b]) continue;
            const double u = 0.5 * (channel.middles[*b].x - from.x) / width_um;
            const double v = 0.5 * (channel.middles[*b].y - from.y) / height_um;
            pairs.push_back({a, static_cast<std::uint32_t>(*b), upright,
                             planes[a]->at(u, v) - planes[*b]->at(-u, -v),
                             std::hypot(planes[a]->sigma_at(u, v), planes[*b]->sigma_at(-u, -v))});
        }
    }
    return pairs;
}

/// Takes the usual step off each pair and adds the usual spread to its error.
bool compare_with_usual(std::vector<PlanePair>& pairs) {
    for (const bool upright : {true, false}) {
        std::vector<double> steps;
        for (const PlanePair& pair : pairs) {
            if (pair.upright == upright) steps.push_back(pair.step);
        }
        if (steps.empty()) continue;
        if (steps.size() < kLeastSteps) return false;
        const double usual = upper_median(steps);
        for (double& step : steps) step = std::abs(step - usual);
        const double spread = kMadToSigma * upper_median(steps);
        for (PlanePair& pair : pairs) {
            if (pair.upright != upright) continue;
            pair.step -= usual;
            pair.sigma = std::hypot(pair.sigma, spread);
        }
    }
    return !pairs.empty();
}

/// The step that most of a tile's borders have at least, over its error, and in ln(light).
struct Break {
    double sigmas = 0.0;
    double step = 0.0;
};

Break break_of(std::uint32_t tile, const std::vector<PlanePair>& pairs, const std::vector<bool>& gone) {
    std::vector<std::pair<double, double>> breaks;
    for (const PlanePair& pair : pairs) {
        if ((pair.a != tile && pair.b != tile) || gone[pair.a] || gone[pair.b]) continue;
        breaks.emplace_back(std::abs(pair.step) / pair.sigma, std::abs(pair.step));
    }
    if (breaks.size() < kLeastNeighbours) return {};
    std::ranges::sort(breaks);
    const auto& [sigmas, step] = breaks[(breaks.size() - 1) / 2];
    return {sigmas, step};
}

}  // namespace

std::vector<OddTile> find_broken_light(const ChannelTiles& channel, const std::vector<bool>& out) {
    std::vector<OddTile> odd;
    if (!channel.distinct() || channel.map->layout().group_names().size() > 1) return odd;
    const Planes planes_of(channel);
    std::vector<std::optional<Plane>> planes(channel.tiles.size());
    parallel_blocks(planes.size(), 1, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            if (!out[i]) planes[i] = planes_of.of(static_cast<std::uint32_t>(i));
        }
    });
    std::vector<PlanePair> pairs = pairs_of(channel, planes);
    if (!compare_with_usual(pairs)) return odd;
    std::vector<bool> gone = out;
    while (true) {
        Break worst;
        std::uint32_t at_fault = 0;
        for (std::uint32_t tile = 0; tile < planes.size(); ++tile) {
            const Break found = break_of(tile, pairs, gone);
            if (found.step < kLeastStep || found.sigmas <= worst.sigmas) continue;
            worst = found;
            at_fault = tile;
        }
        if (worst.sigmas < kSureBreakSigmas) break;
        gone[at_fault] = true;
        odd.push_back(
            {at_fault,
             {FrameFault::broken_off,
              fmt::format("at most of its borders the light of its dies changes by {:.1f} %, {:.0f} "
                          "times what is usual",
                          100.0 * worst.step, worst.sigmas)}});
    }
    std::ranges::sort(odd, {}, &OddTile::number);
    return odd;
}

}  // namespace waferglow
