// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/module_quality/lit_module.h"

#include <cmath>

namespace waferglow::test {

LitModule::LitModule(const LitSettings& settings) : set(settings), random(settings.seed) {
    module.id = "M";
    module.grid = {.rows = set.rows,
                   .cols = set.cols,
                   .x0_um = -25.0 * (set.cols - 1),
                   .y0_um = 25.0 * (set.rows - 1),
                   .pitch_x_um = 50.0,
                   .pitch_y_um = 50.0,
                   .die_width_um = 12.0,
                   .die_height_um = 12.0};
    module.panel_rows = set.panel_rows;
    module.panel_cols = set.panel_cols;
    std::normal_distribution<double> normal;
    for (std::size_t s = 0; s < set.colours.size(); ++s) {
        module.sub_pixels.push_back({set.colours[s], 16.0 * (static_cast<double>(s) - 1.0), 0.0, 12.0, 12.0,
                                     std::nullopt, std::nullopt});
        patterns.push_back({.name = set.colours[s] + "255",
                            .lights = {s},
                            .gray = 255,
                            .exposure_ms = 4.0 + static_cast<double>(s)});
        std::vector<double> values(cells());
        for (double& value : values) value = std::exp(set.spread * normal(random));
        own.push_back(std::move(values));
        factor.emplace_back(cells(), 1.0);
        in_black.emplace_back(cells(), 0.0);
        swapped.emplace_back(cells(), std::int8_t{-1});
        gamma.emplace_back(cells(), 2.2);
    }
    patterns.push_back({.name = "black", .lights = {}, .gray = 0, .exposure_ms = 10.0});
    field.assign(cells(), 1.0);
}

void LitModule::add_spot(double row, double col, double sigma, double contrast) {
    for (std::int32_t r = 0; r < set.rows; ++r) {
        for (std::int32_t c = 0; c < set.cols; ++c) {
            const double d2 = ((r - row) * (r - row) + (c - col) * (c - col)) / (sigma * sigma);
            field[at(r, c)] *= 1.0 + contrast * std::exp(-0.5 * d2);
        }
    }
}

void LitModule::add_band(bool over_rows, double place, double sigma, double contrast) {
    for (std::int32_t r = 0; r < set.rows; ++r) {
        for (std::int32_t c = 0; c < set.cols; ++c) {
            const double d = ((over_rows ? r : c) - place) / sigma;
            field[at(r, c)] *= 1.0 + contrast * std::exp(-0.5 * d * d);
        }
    }
}

void LitModule::add_line(bool row, std::int32_t index, int colour, std::int32_t begin, std::int32_t end,
                         double by) {
    for (std::size_t s = 0; s < factor.size(); ++s) {
        if (colour >= 0 && s != static_cast<std::size_t>(colour)) continue;
        for (std::int32_t k = begin; k < end; ++k) factor[s][row ? at(index, k) : at(k, index)] *= by;
    }
}

std::vector<std::pair<std::size_t, std::size_t>> LitModule::scatter(int count, double to) {
    std::vector<std::pair<std::size_t, std::size_t>> places;
    std::uniform_int_distribution<std::size_t> colour(0, factor.size() - 1);
    std::uniform_int_distribution<std::size_t> cell(0, cells() - 1);
    while (static_cast<int>(places.size()) < count) {
        const std::size_t s = colour(random);
        const std::size_t i = cell(random);
        if (factor[s][i] != 1.0 || in_black[s][i] != 0.0 || swapped[s][i] >= 0) continue;
        factor[s][i] = to;
        places.emplace_back(s, i);
    }
    return places;
}

module::ModuleLight LitModule::light() {
    module::ModuleLight light;
    light.module = module;
    light.patterns = patterns;
    std::normal_distribution<double> normal;
    for (const LitPattern& pattern : patterns) {
        const double gray = static_cast<double>(pattern.gray) / pattern.gray_max;
        for (std::size_t s = 0; s < own.size(); ++s) {
            module::LightPlane plane;
            plane.state.assign(cells(), module::LightState::measured);
            for (std::size_t i = 0; i < cells(); ++i) {
                const double full = full_dn / 4.0 * own[s][i] * field[i];
                double lit = in_black[s][i] * full;
                if (pattern.drives(s) && swapped[s][i] < 0)
                    lit += full * factor[s][i] * std::pow(gray, gamma[s][i]);
                for (std::size_t other = 0; other < own.size(); ++other) {
                    if (other != s && pattern.drives(other) &&
                        swapped[other][i] == static_cast<std::int8_t>(s))
                        lit += full;
                }
                const double dn = lit * pattern.exposure_ms;
                const double sigma = std::hypot(set.error * dn, set.noise);
                plane.light.push_back(static_cast<float>(dn + sigma * normal(random)));
                plane.sigma.push_back(static_cast<float>(sigma));
            }
            light.planes.push_back(std::move(plane));
        }
    }
    return light;
}

}  // namespace waferglow::test
