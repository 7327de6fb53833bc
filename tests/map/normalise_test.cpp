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

TEST_CASE("the trend surface finds a quadratic exactly and shrugs off outliers", "[map]") {
    const DieGrid grid = grid_of(80, 90);
    std::vector<float> values = healthy_map(grid, 0.4, 0.0);
    for (std::size_t i = 0; i < values.size(); i += 5) values[i] *= 0.3F;
    const TrendSurface surface = fit_trend_surface(values, grid);
    CHECK(surface.at(grid, 0, 0) == Approx(1000.0 * (1.0 - 0.2 - 0.12)).epsilon(0.002));
    CHECK(surface.at(grid, 79, 89) == Approx(1000.0 * (1.0 + 0.2 - 0.12)).epsilon(0.002));
}
