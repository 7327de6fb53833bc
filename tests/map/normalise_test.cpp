// SPDX-License-Identifier: GPL-3.0-or-later
// Normalisation against maps whose truth is known: a smooth trend times healthy scatter, with every kind of
// trouble.
#include "libinspect/map/normalise.h"

#include "libinspect/base/parallel.h"
#include "libinspect/map/die_map.h"
#include "libinspect/map/trend_surface.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <random>

using namespace waferglow;

namespace {

DieGrid grid_of(std::int32_t rows, std::int32_t cols) {
    return {.rows = rows,
            .cols = cols,
            .x0_um = 0.0,
            .y0_um = 0.0,
            .pitch_x_um = 10.0,
            .pitch_y_um = 10.0,
            .die_width_um = 5.0,
            .die_height_um = 5.0};
}

/// Healthy dies of 1000 with a trend of `gradient` from edge to edge and normal scatter `sigma`.
std::vector<float> healthy_map(const DieGrid& grid, double gradient, double sigma, unsigned seed = 5) {
    std::mt19937 random(seed);
    std::normal_distribution<double> scatter(1.0, sigma);
    std::vector<float> values;
    for (std::int32_t row = 0; row < grid.rows; ++row) {
        for (std::int32_t col = 0; col < grid.cols; ++col) {
            const double u = 2.0 * col / (grid.cols - 1.0) - 1.0;
            const double v = 2.0 * row / (grid.rows - 1.0) - 1.0;
            const double trend = 1.0 + 0.5 * gradient * u - 0.3 * gradient * v * v;
            values.push_back(static_cast<float>(1000.0 * trend * scatter(random)));
        }
    }
    return values;
}

double mean_of(const std::vector<float>& values, const DieGrid& grid, std::int32_t row0, std::int32_t row1,
               std::int32_t col0, std::int32_t col1) {
    double sum = 0.0;
    int count = 0;
    for (std::int32_t row = row0; row < row1; ++row) {
        for (std::int32_t col = col0; col < col1; ++col) {
            const float value = values[grid.cell({row, col})];
            if (std::isnan(value)) continue;
            sum += static_cast<double>(value);
            ++count;
        }
    }
    return sum / count;
}

}  // namespace

TEST_CASE("healthy dies come out at 1 in the middle and at the edges, whatever the trend", "[map]") {
    const DieGrid grid = grid_of(120, 150);
    const auto relative = normalise_to_neighbourhood(healthy_map(grid, 0.3, 0.03), grid);
    CHECK(mean_of(relative, grid, 0, 120, 0, 150) == Approx(1.0).margin(0.001));
    CHECK(mean_of(relative, grid, 0, 120, 0, 3) == Approx(1.0).margin(0.005));
    CHECK(mean_of(relative, grid, 0, 3, 0, 150) == Approx(1.0).margin(0.005));
    CHECK(mean_of(relative, grid, 117, 120, 0, 150) == Approx(1.0).margin(0.005));
}

TEST_CASE("normalising adds next to no noise of its own", "[map]") {
    const DieGrid grid = grid_of(100, 100);
    const auto relative = normalise_to_neighbourhood(healthy_map(grid, 0.0, 0.03), grid);
    double sum2 = 0.0;
    for (const float value : relative)
        sum2 += (static_cast<double>(value) - 1.0) * (static_cast<double>(value) - 1.0);
    CHECK(std::sqrt(sum2 / static_cast<double>(relative.size())) == Approx(0.03).epsilon(0.02));
}

TEST_CASE("a map of few hundred dies gets its reference from all of them", "[map]") {
    const DieGrid grid = grid_of(22, 22);
    double squares = 0.0;
    for (unsigned seed = 1; seed <= 8; ++seed) {
        const std::vector<float> values = healthy_map(grid, 0.1, 0.025, seed);
        const std::vector<float> relative = normalise_to_neighbourhood(values, grid);
        for (std::int32_t row = 0; row < grid.rows; ++row) {
            for (std::int32_t col = 0; col < grid.cols; ++col) {
                const double u = 2.0 * col / 21.0 - 1.0;
                const double v = 2.0 * row / 21.0 - 1.0;
                const std::size_t cell = grid.cell({row, col});
                const double own =
                    static_cast<double>(values[cell]) / (1000.0 * (1.0 + 0.05 * u - 0.03 * v * v));
                const double error = static_cast<double>(relative[cell]) / own - 1.0;
                squares += error * error / (8.0 * 484.0);
            }
        }
    }
    // A quadratic through 484 dies: 0.025 * sqrt(6 / 484); with 15 terms and windows it would be 0.0055.
    CHECK(std::sqrt(squares) < 0.0042);
}

TEST_CASE("the reference has the noise of a mean of all healthy dies, not that of medians", "[map]") {
    const DieGrid grid = grid_of(60, 60);
    constexpr unsigned kMaps = 12;
    double squares = 0.0;
    for (unsigned seed = 1; seed <= kMaps; ++seed) {
        const std::vector<float> values = healthy_map(grid, 0.1, 0.025, seed);
        const std::vector<float> relative = normalise_to_neighbourhood(values, grid);
        for (std::size_t cell = 0; cell < values.size(); ++cell) {
            const double u = 2.0 * static_cast<double>(cell % 60) / 59.0 - 1.0;
            const double v = 2.0 * static_cast<double>(cell / 60) / 59.0 - 1.0;
            const double truth = 1000.0 * (1.0 + 0.05 * u - 0.03 * v * v);
            const double error =
                static_cast<double>(values[cell]) / static_cast<double>(relative[cell]) / truth - 1.0;
            squares += error * error / (kMaps * 3600.0);
        }
    }
    // Six terms of 3,600 dies: 0.025 * sqrt(6 / 3600) = 0.00102; by medians 1.25 times that.
    CHECK(std::sqrt(squares) < 0.00119);
}

TEST_CASE("a cluster of dead dies drags neither its neighbours nor itself", "[map]") {
    const DieGrid grid = grid_of(100, 100);
    std::vector<float> values = healthy_map(grid, 0.2, 0.03);
    for (std::int32_t row = 40; row < 55; ++row) {
        for (std::int32_t col = 40; col < 55; ++col) values[grid.cell({row, col})] *= 0.02F;
    }
    const auto relative = normalise_to_neighbourhood(values, grid);
    CHECK(mean_of(relative, grid, 38, 57, 55, 57) == Approx(1.0).margin(0.008));
    CHECK(mean_of(relative, grid, 40, 55, 40, 55) == Approx(0.02).margin(0.002));
}

TEST_CASE("a blob of weak dies wider than the window stays weak", "[map]") {
    const DieGrid grid = grid_of(150, 150);
    std::vector<float> values = healthy_map(grid, 0.1, 0.03);
    for (std::int32_t row = 50; row < 90; ++row) {
        for (std::int32_t col = 50; col < 90; ++col) values[grid.cell({row, col})] *= 0.6F;
    }
    const auto relative = normalise_to_neighbourhood(values, grid);
    CHECK(mean_of(relative, grid, 50, 90, 50, 90) == Approx(0.6).margin(0.02));
}

TEST_CASE("a region of weak dies stays weak, and its surroundings healthy, where noise hides single dies",
          "[map]") {
    const DieGrid grid = grid_of(200, 200);
    std::vector<float> values = healthy_map(grid, 0.1, 0.2);
    for (std::int32_t row = 60; row < 130; ++row) {
        for (std::int32_t col = 60; col < 130; ++col) values[grid.cell({row, col})] *= 0.5F;
    }
    const auto relative = normalise_to_neighbourhood(values, grid);
    CHECK(mean_of(relative, grid, 60, 130, 60, 130) == Approx(0.5).margin(0.05));
    CHECK(mean_of(relative, grid, 140, 200, 0, 200) == Approx(1.0).margin(0.005));
}

TEST_CASE("a ring of weak dies at the wafer's edge does not drag the dies inside of it", "[map]") {
    const DieGrid grid = grid_of(200, 200);
    std::vector<float> values = healthy_map(grid, 0.2, 0.03);
    double ring = 0.0;
    double inside = 0.0;
    std::vector<int> place(values.size());
    for (std::int32_t row = 0; row < 200; ++row) {
        for (std::int32_t col = 0; col < 200; ++col) {
            const double radius = std::hypot(row - 99.5, col - 99.5) / 100.0;
            const std::size_t cell = grid.cell({row, col});
            if (radius > 1.0) values[cell] = kNoData;
            if (radius > 0.87) values[cell] *= 0.6F;
            place[cell] = radius > 1.0 ? 0 : radius > 0.87 ? 1 : radius > 0.83 ? 2 : 0;
        }
    }
    const auto relative = normalise_to_neighbourhood(values, grid);
    for (std::size_t cell = 0; cell < place.size(); ++cell) {
        if (place[cell] == 1) ring += static_cast<double>(relative[cell]);
        if (place[cell] == 2) inside += static_cast<double>(relative[cell]);
    }
    CHECK(ring / static_cast<double>(std::ranges::count(place, 1)) == Approx(0.6).margin(0.01));
    CHECK(inside / static_cast<double>(std::ranges::count(place, 2)) == Approx(1.0).margin(0.005));
}

TEST_CASE("a gradient of third order leaves no bias at the edges", "[map]") {
    const DieGrid grid = grid_of(81, 61);
    std::vector<float> values = healthy_map(grid, 0.3, 0.02);
    for (std::int32_t row = 0; row < grid.rows; ++row) {
        for (std::int32_t col = 0; col < grid.cols; ++col) {
            const double u = 2.0 * col / (grid.cols - 1.0) - 1.0;
            values[grid.cell({row, col})] *= static_cast<float>(1.0 + 0.08 * u * u * u);
        }
    }
    const auto relative = normalise_to_neighbourhood(values, grid);
    CHECK(mean_of(relative, grid, 0, 81, 0, 3) == Approx(1.0).margin(0.005));
    CHECK(mean_of(relative, grid, 0, 81, 58, 61) == Approx(1.0).margin(0.005));
}

TEST_CASE("dark dies below zero and a third of the wafer without light leave the rest unbiased", "[map]") {
    const DieGrid grid = grid_of(120, 120);
    std::vector<float> values = healthy_map(grid, 0.2, 0.2);
    std::mt19937 random(4);
    std::normal_distribution<double> dark(0.0, 150.0);
    for (std::int32_t row = 0; row < 120; ++row) {
        for (std::int32_t col = 80; col < 120; ++col)
            values[grid.cell({row, col})] = static_cast<float>(dark(random));
    }
    const auto relative = normalise_to_neighbourhood(values, grid);
    CHECK(mean_of(relative, grid, 0, 120, 0, 80) == Approx(1.0).margin(0.005));
    CHECK(mean_of(relative, grid, 0, 120, 80, 120) == Approx(0.0).margin(0.01));
}

TEST_CASE("a window wider than the map is the map", "[map]") {
    const DieGrid grid = grid_of(9, 14);
    const auto relative =
        normalise_to_neighbourhood(healthy_map(grid, 0.0, 0.02), grid, {.window_radius_dies = 1000});
    CHECK(mean_of(relative, grid, 0, 9, 0, 14) == Approx(1.0).margin(0.005));
}

TEST_CASE("noise without light is not taken for light", "[map]") {
    const DieGrid grid = grid_of(50, 50);
    std::vector<float> values;
    std::mt19937 random(8);
    std::normal_distribution<float> noise(0.0F, 30.0F);
    for (std::size_t i = 0; i < grid.cells(); ++i) values.push_back(noise(random));
    CHECK(fit_trend_surface(values, grid).level == 0.0);
}

TEST_CASE("the result may take the place of the values", "[map]") {
    const DieGrid grid = grid_of(40, 70);
    std::vector<float> values = healthy_map(grid, 0.2, 0.03);
    const auto relative = normalise_to_neighbourhood(values, grid);
    normalise_to_neighbourhood(values, grid, {}, values);
    CHECK(values == relative);
}

TEST_CASE("a third of the dies dead leaves the healthy ones unbiased", "[map]") {
    const DieGrid grid = grid_of(100, 100);
    std::vector<float> values = healthy_map(grid, 0.2, 0.05);
    std::mt19937 random(11);
    std::vector<bool> dead(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
        dead[i] = random() % 3 == 0;
        if (dead[i]) values[i] *= 0.03F;
    }
    const auto relative = normalise_to_neighbourhood(values, grid);
    double sum = 0.0;
    int count = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (dead[i]) continue;
        sum += static_cast<double>(relative[i]);
        ++count;
    }
    CHECK(sum / count == Approx(1.0).margin(0.003));
}

TEST_CASE("a channel of few photons, a fifth of scatter, is unbiased", "[map]") {
    const DieGrid grid = grid_of(120, 120);
    const auto relative = normalise_to_neighbourhood(healthy_map(grid, 0.2, 0.2), grid);
    CHECK(mean_of(relative, grid, 0, 120, 0, 120) == Approx(1.0).margin(0.003));
}

TEST_CASE("cells without data stay without", "[map]") {
    const DieGrid grid = grid_of(60, 60);
    std::vector<float> values = healthy_map(grid, 0.1, 0.02);
    values[100] = kNoData;
    const auto relative = normalise_to_neighbourhood(values, grid);
    CHECK(std::isnan(relative[100]));
    CHECK(std::ranges::count_if(relative, [](float v) { return std::isnan(v); }) == 1);
}

TEST_CASE("small and degenerate maps are normalised to their median", "[map]") {
    const DieGrid tiny = grid_of(5, 5);
    const auto few = normalise_to_neighbourhood(healthy_map(tiny, 0.0, 0.02), tiny);
    CHECK(mean_of(few, tiny, 0, 5, 0, 5) == Approx(1.0).margin(0.02));
    const DieGrid row = grid_of(2, 300);
    const auto line = normalise_to_neighbourhood(healthy_map(row, 0.0, 0.02), row);
    CHECK(mean_of(line, row, 0, 2, 0, 300) == Approx(1.0).margin(0.01));
    const std::vector<float> dark(25, 0.0F);
    const auto nothing = normalise_to_neighbourhood(dark, tiny);
    CHECK(std::ranges::all_of(nothing, [](float v) { return std::isnan(v); }));
}

TEST_CASE("one thread and four normalise to the same bytes", "[map]") {
    const DieGrid grid = grid_of(700, 130);
    const std::vector<float> values = healthy_map(grid, 0.2, 0.05);
    std::vector<std::vector<float>> results;
    for (const int threads : {1, 4}) {
        const ThreadLimit limit(threads);
        results.push_back(normalise_to_neighbourhood(values, grid));
    }
    CHECK(std::memcmp(results[0].data(), results[1].data(), results[0].size() * sizeof(float)) == 0);
}

TEST_CASE("the trend surface finds a quadratic and shrugs off outliers", "[map]") {
    const DieGrid grid = grid_of(80, 90);
    std::vector<float> values = healthy_map(grid, 0.4, 0.0);
    for (std::size_t i = 0; i < values.size(); i += 5) values[i] *= 0.3F;
    const TrendSurface surface = fit_trend_surface(values, grid);
    CHECK(surface.at(grid, 0, 0) == Approx(1000.0 * (1.0 - 0.2 - 0.12)).epsilon(0.004));
    CHECK(surface.at(grid, 79, 89) == Approx(1000.0 * (1.0 + 0.2 - 0.12)).epsilon(0.004));
}
