// SPDX-License-Identifier: GPL-3.0-or-later
// The periodogram search on fields of moments written down by the forward model.
#include "libinspect/registration/internal/lattice_search.h"

#include "tests/registration/scene.h"

#include <cmath>
#include <complex>
#include <numbers>
#include <random>

#include <catch2/catch.hpp>

namespace waferglow {
namespace {

struct Pitch {
    double x_px;
    double y_px;
};

/// Moments of cells whose dies are displaced by a turn (counter-clockwise, y up) and a stretch about the
/// first cell; rows run down.
DieCells cells_of(int rows, int cols, Pitch pitch, double stretch, double turn, double lit, double noise,
                  unsigned seed) {
    std::mt19937_64 random(seed);
    std::normal_distribution<double> normal;
    const double start_x = scene::hash01({1, 1}, seed);
    const double start_y = scene::hash01({1, 2}, seed);
    DieCells cells;
    cells.resize(static_cast<std::size_t>(rows) * static_cast<std::size_t>(cols));
    std::size_t i = 0;
    for (int row = 0; row < rows; ++row) {
        for (int col = 0; col < cols; ++col, ++i) {
            const double x = col * pitch.x_px;
            const double y_up = -row * pitch.y_px;
            const double right = stretch * x - turn * y_up;
            const double up = turn * x + stretch * y_up;
            const double light = scene::hash01({row, col}, seed) < lit ? 1.0 : 0.0;
            const auto moment = [&](double periods) {
                const std::complex<double> m = light * std::polar(1.0, 2.0 * std::numbers::pi * periods);
                return m + noise * std::complex<double>(normal(random), normal(random));
            };
            const std::complex<double> mx = moment(start_x + right / pitch.x_px);
            const std::complex<double> my = moment(start_y - up / pitch.y_px);
            cells.row[i] = row;
            cells.col[i] = col;
            cells.x_r[i] = static_cast<float>(mx.real());
            cells.x_q[i] = static_cast<float>(mx.imag());
            cells.y_r[i] = static_cast<float>(my.real());
            cells.y_q[i] = static_cast<float>(my.imag());
        }
    }
    return cells;
}

TEST_CASE("Without cells the grid is nominal", "[registration]") {
    const LatticeTilt tilt = search_tilt({});
    CHECK(std::abs(tilt.stretch) < 1e-9);
    CHECK(std::abs(tilt.turn) < 1e-9);
}

TEST_CASE("Stretch and turn come out with their signs", "[registration]") {
    const double stretch = GENERATE(-3e-3, -1e-4, 1e-3);
    const double turn = GENERATE(-30e-3, -0.9e-3, 10e-3);
    std::vector<MomentField> fields;
    for (unsigned t = 0; t < 3; ++t)
        fields.push_back(moment_field(cells_of(60, 50, {8.0, 6.0}, stretch, turn, 0.8, 0.2, t), 8.0, 6.0));
    const LatticeTilt tilt = search_tilt(fields);
    // A tenth of the peak's width, 1 / (60 cells).
    CHECK(tilt.stretch == Approx(stretch).margin(1.5e-3 / 2.0));
    CHECK(tilt.turn == Approx(turn).margin(1.5e-3));
}

TEST_CASE("Many dim tiles find what one of them can't", "[registration]") {
    std::vector<MomentField> fields;
    for (unsigned t = 0; t < 12; ++t)
        fields.push_back(moment_field(cells_of(40, 40, {5.0, 5.0}, 0.0, 8e-3, 0.3, 1.5, t), 5.0, 5.0));
    CHECK(search_tilt(fields).turn == Approx(8e-3).margin(2.5e-3));
}

TEST_CASE("Bright specks are clipped", "[registration]") {
    DieCells cells = cells_of(50, 50, {10.0, 10.0}, 0.0, 5e-3, 1.0, 0.0, 1);
    for (std::size_t i = 0; i < cells.size(); i += 37) {
        cells.x_r[i] = 1e4F;
        cells.y_q[i] = -1e4F;
    }
    const std::vector<MomentField> fields{moment_field(cells, 10.0, 10.0)};
    CHECK(search_tilt(fields).turn == Approx(5e-3).margin(1.5e-3));
}

}  // namespace
}  // namespace waferglow
