// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/appearance/place_tile.h"

#include "libinspect/appearance/internal/cell_picture.h"
#include "libinspect/base/order_statistics.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace waferglow::appearance {
namespace {

constexpr std::size_t kSampleDies =
    64;  // that the golden die is fitted to; it needs no better start than these

void move(PlacedTile& placed, double x, double y) {
    placed.lattice.origin.x += x;
    placed.lattice.origin.y += y;
    placed.moved.x += x;
    placed.moved.y += y;
}

/// Dies evenly taken from those of the tile.
std::vector<DieIndex> sample_of(std::span<const DieIndex> dies, std::size_t most) {
    std::vector<DieIndex> sample;
    const std::size_t step = std::max<std::size_t>(1, dies.size() / most);
    for (std::size_t i = 0; i < dies.size(); i += step) sample.push_back(dies[i]);
    return sample;
}

/// Median over dies of the mean light of the middle of the die.
double level_of(const ReflectedTile& tile, const PixelCorrection& correction, const TileLattice& lattice) {
    std::vector<float> levels;
    for (const DieIndex die : sample_of(tile.dies, kSampleDies)) {
        const PixelPoint c = lattice.center(die);
        const int x0 = static_cast<int>(std::ceil(c.x - 0.5 * lattice.die_width_px));
        const int x1 = static_cast<int>(std::floor(c.x + 0.5 * lattice.die_width_px));
        const int y0 = static_cast<int>(std::ceil(c.y - 0.5 * lattice.die_height_px));
        const int y1 = static_cast<int>(std::floor(c.y + 0.5 * lattice.die_height_px));
        if (x0 < 0 || y0 < 0 || x1 >= tile.image.width || y1 >= tile.image.height) continue;
        double sum = 0.0;
        for (int y = y0; y <= y1; ++y) {
            for (int x = x0; x <= x1; ++x) {
                sum += static_cast<double>(correction.corrected(x, y, tile.image.at(x, y)));
            }
        }
        const auto pixels = static_cast<double>(x1 - x0 + 1) * (y1 - y0 + 1);
        levels.push_back(static_cast<float>(sum / pixels));
    }
    return levels.empty() ? 0.0 : static_cast<double>(upper_median(levels));
}

PlacedTile place_by_streets(const ReflectedTile& tile, const PixelCorrection& correction, std::size_t most,
                            CellPicture* cell) {
    PlacedTile placed;
    placed.lattice = tile.lattice;
    *cell = mean_cell(tile.image, correction, tile.lattice, tile.dies, most);
    const std::optional<PixelPoint> streets =
        find_streets(*cell, tile.lattice.die_width_px, tile.lattice.die_height_px);
    if (!streets) {
        placed.fault = "no die grid can be made out in it";
        return placed;
    }
    move(placed, streets->x, streets->y);
    placed.placed = true;
    return placed;
}

}  // namespace

PlacedTile place_by_edges(const ReflectedTile& tile, const PixelCorrection& correction, std::size_t most) {
    CellPicture cell;
    PlacedTile placed = place_by_streets(tile, correction, most, &cell);
    if (!placed.placed) return placed;
    const EdgeMiddle middle =
        find_edge_middle(cell, tile.lattice.die_width_px, tile.lattice.die_height_px, placed.moved);
    move(placed, middle.x_px ? *middle.x_px - placed.moved.x : 0.0,
         middle.y_px ? *middle.y_px - placed.moved.y : 0.0);
    placed.level_dn = level_of(tile, correction, placed.lattice);
    placed.placed = placed.level_dn > 0.0;
    if (!placed.placed) placed.fault = "its dies show no light";
    return placed;
}

PlacedTile place_by_golden(const ReflectedTile& tile, const PixelCorrection& correction,
                           const DeadPixels& dead, const PhaseSet& phases) {
    PlacedTile placed = place_by_edges(tile, correction, kSampleDies);
    if (!placed.placed) return placed;
    FitBuffers buffers;
    const std::vector<DieIndex> sample = sample_of(tile.dies, kSampleDies);
    std::vector<LightPatch> patches(sample.size());
    for (std::size_t i = 0; i < sample.size(); ++i) {
        patches[i].take(tile.image, correction, phases.window, placed.lattice.center(sample[i]),
                        placed.level_dn);
    }
    constexpr int kRounds = 3;
    constexpr double kSettled_px = 0.02;  // moves of the tile, and changes of its light, that the fit of each
    constexpr double kSettledLight = 3e-3;  // die takes out
    std::vector<float> misfits;
    for (int round = 0; round < kRounds; ++round) {
        FitInput input{.light = {},
                       .image = tile.image,
                       .correction = &correction,
                       .dead = &dead,
                       .per_dn = static_cast<float>(1.0 / placed.level_dn)};
        std::vector<float> x, y, gain;
        misfits.clear();
        for (std::size_t i = 0; i < sample.size(); ++i) {
            input.light = patches[i].view(placed.level_dn);
            const DieFit fit = fit_die(phases, input, placed.lattice.center(sample[i]), buffers);
            if (!fit.in_image) continue;
            x.push_back(static_cast<float>(fit.shift_x_px));
            y.push_back(static_cast<float>(fit.shift_y_px));
            gain.push_back(fit.terms[static_cast<std::size_t>(Term::body)]);
            misfits.push_back(static_cast<float>(fit.misfit));
        }
        if (x.empty()) break;
        const auto dx = static_cast<double>(upper_median(x));
        const auto dy = static_cast<double>(upper_median(y));
        const auto change = static_cast<double>(upper_median(gain));
        move(placed, dx, dy);
        placed.level_dn *= 1.0 + change;
        if (std::hypot(dx, dy) < kSettled_px && std::abs(change) < kSettledLight) break;
    }
    // Residuals cut at 3 have a mean square of 1 on good dies and at most 9.
    constexpr float kNothingFits = 4.0F;
    if (misfits.empty() || upper_median(misfits) > kNothingFits) {
        placed.placed = false;
        placed.fault = misfits.empty() ? "it shows no whole die"
                                       : "its dies don't look like those that the golden die was learnt from";
    }
    return placed;
}

}  // namespace waferglow::appearance
