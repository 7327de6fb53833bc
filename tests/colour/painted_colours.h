// SPDX-License-Identifier: GPL-3.0-or-later
// Layers of two channels made up from wavelengths that are known, without images.
#pragma once

#include "libinspect/colour/colour_wafer.h"
#include "libinspect/map/die_map.h"

#include <cmath>
#include <cstdint>
#include <random>
#include <vector>

namespace waferglow::test {

struct PaintedSettings {
    std::uint32_t seed = 1;
    std::int32_t rows = 120;
    std::int32_t cols = 100;
    std::int32_t tile_rows = 24;  ///< dies of a tile
    std::int32_t tile_cols = 20;
    double trend_nm = 1.5;
    double scatter_nm = 0.25;
    double noise = 0.006;           ///< relative, of each light
    double exposure_spread = 0.02;  ///< of each tile in each channel
    double shift_nm = 0.6;          ///< of the filter to the blue in the corners of the field
    double extra = 0.003;           ///< sd of ln ratio beyond noise: widths of lines
    double spectra = 0.06;          ///< share of dies
    double odd = 0.004;             ///< share of dies 5 nm off
};

/// ln of the ratio by wavelength: rises, and bends.
inline double painted_curve(double nm) {
    const double off = nm - 455.0;
    return -0.7 + 0.05 * off - 0.0012 * off * off;
}

struct PaintedColours {
    DieGrid grid;
    std::vector<double> truth_nm;
    std::vector<double> trend_nm;
    std::vector<bool> odd;
    std::vector<float> light, light_noise, light_tile, filtered, filtered_noise, filtered_tile, peak, fwhm;
    colour::TilePlaces tiles;

    [[nodiscard]] colour::ColourLayers layers() const {
        return {.light_dn = light,
                .light_noise_dn = light_noise,
                .light_tile = light_tile,
                .colour_dn = filtered,
                .colour_noise_dn = filtered_noise,
                .colour_tile = filtered_tile,
                .light_saturated_px = {},
                .colour_saturated_px = {},
                .peak_nm = peak,
                .fwhm_nm = fwhm};
    }
    [[nodiscard]] colour::ColourResult measure(const colour::ColourSettings& settings = {}) const {
        return colour::measure_colours(layers(), grid, tiles, settings);
    }
};

inline PaintedColours paint_colours(const PaintedSettings& s) {
    constexpr double kPitch_um = 50.0;
    std::mt19937 engine(s.seed);
    std::normal_distribution<double> normal;
    std::uniform_real_distribution<double> uniform;
    PaintedColours p;
    p.grid = {.rows = s.rows,
              .cols = s.cols,
              .x0_um = -0.5 * kPitch_um * (s.cols - 1),
              .y0_um = 0.5 * kPitch_um * (s.rows - 1),
              .pitch_x_um = kPitch_um,
              .pitch_y_um = kPitch_um,
              .die_width_um = 30.0,
              .die_height_um = 30.0};
    p.tiles.half_width_um = 0.5 * kPitch_um * s.tile_cols;
    p.tiles.half_height_um = 0.5 * kPitch_um * s.tile_rows;
    const std::int32_t down = s.rows / s.tile_rows;
    const std::int32_t across = s.cols / s.tile_cols;
    std::vector<double> power;
    for (std::int32_t i = 0; i < 2 * down * across; ++i) {
        const std::int32_t place = i % (down * across);
        p.tiles.middles.push_back({p.grid.x0_um + kPitch_um * (s.tile_cols * (place % across + 0.5) - 0.5),
                                   p.grid.y0_um - kPitch_um * (s.tile_rows * (place / across + 0.5) - 0.5)});
        power.push_back(1.0 + s.exposure_spread * normal(engine));
    }
    const float none = kNoData;
    for (std::int32_t row = 0; row < s.rows; ++row) {
        for (std::int32_t col = 0; col < s.cols; ++col) {
            const double x = 2.0 * col / s.cols - 1.0;
            const double y = 2.0 * row / s.rows - 1.0;
            p.trend_nm.push_back(455.0 + s.trend_nm * (0.6 * x - 0.4 * y + 0.7 * (x * x + y * y) - 0.6));
            p.odd.push_back(uniform(engine) < s.odd);
            const double off = p.odd.back() ? (uniform(engine) < 0.5 ? -5.0 : 5.0) : 0.0;
            p.truth_nm.push_back(p.trend_nm.back() + s.scatter_nm * normal(engine) + off);
            const std::int32_t place = row / s.tile_rows * across + col / s.tile_cols;
            const auto light_tile = static_cast<std::size_t>(place);
            const std::size_t filtered_tile = light_tile + static_cast<std::size_t>(down * across);
            const WaferPoint at = p.grid.center({row, col});
            const double u = (at.x - p.tiles.middles[light_tile].x) / p.tiles.half_width_um;
            const double v = (at.y - p.tiles.middles[light_tile].y) / p.tiles.half_height_um;
            const double moved =
                p.truth_nm.back() + s.shift_nm * 0.5 * (u * u + v * v) + 0.1 * s.shift_nm * u;
            const double light = 1000.0 * std::exp(0.03 * normal(engine));
            const double filtered = light * std::exp(painted_curve(moved) + s.extra * normal(engine));
            const auto put = [&](std::vector<float>& values, std::vector<float>& noise, double amount,
                                 std::size_t tile) {
                const double shown = amount * power[tile];
                values.push_back(static_cast<float>(shown * (1.0 + s.noise * normal(engine))));
                noise.push_back(static_cast<float>(shown * s.noise));
            };
            put(p.light, p.light_noise, light, light_tile);
            put(p.filtered, p.filtered_noise, filtered, filtered_tile);
            p.light_tile.push_back(static_cast<float>(light_tile));
            p.filtered_tile.push_back(static_cast<float>(filtered_tile));
            const bool spectral = uniform(engine) < s.spectra;
            const double measured = p.truth_nm.back() + 0.03 * normal(engine);
            p.peak.push_back(spectral ? static_cast<float>(measured) : none);
            p.fwhm.push_back(spectral ? static_cast<float>(18.0 + 0.2 * normal(engine)) : none);
        }
    }
    return p;
}

/// Of dies without spectra that have a number.
struct PaintedFigures {
    double rms_nm = 0.0;
    double correlation = 0.0;    ///< of what ordinary dies differ from the trend with the truth
    double of_neighbours = 0.0;  ///< likewise of what they differ from the die to the left
    double coverage_95 = 0.0;
    double odd_found = 0.0;
    double false_share = 0.0;
};

inline PaintedFigures figures_of(const PaintedColours& p, const colour::ColourResult& result) {
    PaintedFigures f;
    double dies = 0.0, squares = 0.0, covered = 0.0, aa = 0.0, bb = 0.0, ab = 0.0;
    double odd = 0.0, found = 0.0, others = 0.0, wrong = 0.0;
    for (std::size_t cell = 0; cell < p.truth_nm.size(); ++cell) {
        if (std::isfinite(p.peak[cell])) continue;
        (p.odd[cell] ? odd : others) += 1.0;
        if (result.score[cell] > 1.0F) (p.odd[cell] ? found : wrong) += 1.0;
        if (!std::isfinite(result.wavelength_nm[cell])) continue;
        const double error = result.wavelength_nm[cell] - p.truth_nm[cell];
        dies += 1.0;
        squares += error * error;
        covered += std::abs(error) < 1.96 * result.sigma_nm[cell] ? 1.0 : 0.0;
        if (p.odd[cell]) continue;
        const double a = result.wavelength_nm[cell] - p.trend_nm[cell];
        const double b = p.truth_nm[cell] - p.trend_nm[cell];
        aa += a * a;
        bb += b * b;
        ab += a * b;
    }
    f.correlation = ab / std::sqrt(aa * bb);
    aa = bb = ab = 0.0;
    for (std::size_t cell = 1; cell < p.truth_nm.size(); ++cell) {
        const double a = result.wavelength_nm[cell] - result.wavelength_nm[cell - 1];
        const double b = p.truth_nm[cell] - p.truth_nm[cell - 1];
        if (!std::isfinite(a) || p.odd[cell] || p.odd[cell - 1] ||
            p.light_tile[cell] != p.light_tile[cell - 1])
            continue;
        aa += a * a;
        bb += b * b;
        ab += a * b;
    }
    f.of_neighbours = ab / std::sqrt(aa * bb);
    f.rms_nm = std::sqrt(squares / dies);
    f.coverage_95 = covered / dies;
    f.odd_found = odd > 0.0 ? found / odd : 1.0;
    f.false_share = wrong / others;
    return f;
}

}  // namespace waferglow::test
