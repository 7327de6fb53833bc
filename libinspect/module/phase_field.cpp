// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/module/internal/phase_field.h"

#include "libinspect/base/order_statistics.h"
#include "libinspect/base/parallel.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <cstdlib>
#include <numbers>
#include <queue>

namespace waferglow::module {

namespace {

constexpr double kWindowPitches = 20.0;  // full width of a Hann window
constexpr double kStepPitches = 8.0;
constexpr double kLeastAmplitude = 0.25;  // of the strong patches'
constexpr double kLeastContrast = 0.01;   // first harmonic over mean light
constexpr double kTwoPi = 2.0 * std::numbers::pi;

using Complex = std::complex<double>;

struct Window {
    int first = 0;
    std::vector<double> weight;
};

std::vector<Window> windows_over(int size, double pitch_px) {
    const double width = std::min(kWindowPitches * pitch_px, static_cast<double>(size));
    const int count = std::max(1, static_cast<int>((size - width) / (kStepPitches * pitch_px)) + 1);
    std::vector<Window> windows;
    for (int i = 0; i < count; ++i) {
        const double begin = count == 1 ? 0.0 : (size - width) * i / (count - 1);
        Window window;
        window.first = static_cast<int>(std::ceil(begin));
        for (int x = window.first; x < std::min<double>(size, begin + width); ++x) {
            window.weight.push_back(0.5 - 0.5 * std::cos(kTwoPi * (x + 0.5 - begin) / width));
        }
        windows.push_back(std::move(window));
    }
    return windows;
}

// Sums over one patch: of the light that swings along x and along y, and moments of both, so that the phase
// is known to belong to the middle of what glows.
struct Swing {
    Complex sum;
    Complex x;
    Complex y;
};

struct Patch {
    double light = 0.0;
    double weights = 0.0;
    Swing along_x;
    Swing along_y;
};

std::vector<Complex> carrier(int size, double pitch_px) {
    std::vector<Complex> wave(static_cast<std::size_t>(size));
    for (int x = 0; x < size; ++x) {
        wave[static_cast<std::size_t>(x)] = std::polar(1.0, -kTwoPi * x / pitch_px);
    }
    return wave;
}

// One row of patches.
void sum_patches(const LightImage& image, const Window& rows, const std::vector<Window>& columns,
                 const std::vector<Complex>& wave_x, const std::vector<Complex>& wave_y, Patch* patches) {
    for (std::size_t j = 0; j < rows.weight.size(); ++j) {
        const int y = rows.first + static_cast<int>(j);
        const float* line = image.row(y);
        for (std::size_t p = 0; p < columns.size(); ++p) {
            const Window& window = columns[p];
            double plain = 0.0;
            double plain_x = 0.0;
            Complex swing;
            Complex swing_x;
            for (std::size_t k = 0; k < window.weight.size(); ++k) {
                const std::size_t x = static_cast<std::size_t>(window.first) + k;
                const double light = window.weight[k] * static_cast<double>(line[x]);
                plain += light;
                plain_x += light * static_cast<double>(x);
                const Complex turned = light * wave_x[x];
                swing += turned;
                swing_x += static_cast<double>(x) * turned;
            }
            const double weight = rows.weight[j];
            Patch& patch = patches[p];
            patch.light += weight * plain;
            patch.along_x.sum += weight * swing;
            patch.along_x.x += weight * swing_x;
            patch.along_x.y += weight * static_cast<double>(y) * swing;
            const Complex turn = weight * wave_y[static_cast<std::size_t>(y)];
            patch.along_y.sum += turn * plain;
            patch.along_y.x += turn * plain_x;
            patch.along_y.y += turn * (plain * static_cast<double>(y));
        }
    }
    double over_y = 0.0;
    for (const double weight : rows.weight) over_y += weight;
    for (std::size_t p = 0; p < columns.size(); ++p) {
        double over_x = 0.0;
        for (const double weight : columns[p].weight) over_x += weight;
        patches[p].weights = over_x * over_y;
    }
}

// The phase of one axis in all patches, in cycles.
struct PhaseGrid {
    std::size_t rows = 0;
    std::size_t cols = 0;
    std::vector<double> cycles;  // displacement against the nominal pitch, whole cycles unknown
    std::vector<double> amplitude;
    std::vector<PixelPoint> at;
};

PhaseGrid phases_of(const std::vector<Patch>& patches, std::size_t rows, std::size_t cols,
                    Swing Patch::*axis) {
    PhaseGrid grid{rows, cols, {}, {}, {}};
    for (const Patch& patch : patches) {
        const Swing& swing = patch.*axis;
        const double amplitude = std::abs(swing.sum) / patch.weights;
        const bool told =
            amplitude > kLeastContrast * std::abs(patch.light) / patch.weights && amplitude > 0.0;
        grid.cycles.push_back(std::arg(swing.sum) / kTwoPi);
        grid.amplitude.push_back(told ? amplitude : 0.0);
        grid.at.push_back(told ? PixelPoint{(swing.x / swing.sum).real(), (swing.y / swing.sum).real()}
                               : PixelPoint{});
    }
    std::vector<double> sorted = grid.amplitude;
    const double strong = value_of_share(sorted, 0.9);
    for (double& amplitude : grid.amplitude) {
        if (amplitude < kLeastAmplitude * strong) amplitude = 0.0;
    }
    return grid;
}

double wrapped(double cycles) {
    return cycles - std::round(cycles);
}

// Typical change of the phase per pixel along one direction of the grid; harmless jumps of single patches.
double typical_slope(const PhaseGrid& grid, bool along_x) {
    std::vector<double> slopes;
    for (std::size_t row = 0; row < grid.rows; ++row) {
        for (std::size_t col = 0; col < grid.cols; ++col) {
            const std::size_t here = row * grid.cols + col;
            if (along_x ? col + 1 >= grid.cols : row + 1 >= grid.rows) continue;
            const std::size_t there = along_x ? here + 1 : here + grid.cols;
            if (grid.amplitude[here] <= 0.0 || grid.amplitude[there] <= 0.0) continue;
            const double apart =
                along_x ? grid.at[there].x - grid.at[here].x : grid.at[there].y - grid.at[here].y;
            if (apart <= 0.0) continue;
            slopes.push_back(wrapped(grid.cycles[there] - grid.cycles[here]) / apart);
        }
    }
    return slopes.empty() ? 0.0 : upper_median(slopes);
}

// Takes whole cycles out of the steps between neighbours, from the strongest patch outwards. Patches that
// can't be reached get the amplitude 0.
void unwrap(PhaseGrid& grid) {
    const double slope_x = typical_slope(grid, true);
    const double slope_y = typical_slope(grid, false);
    const auto rest = [&](std::size_t i) {
        return grid.cycles[i] - slope_x * grid.at[i].x - slope_y * grid.at[i].y;
    };
    std::vector<bool> done(grid.cycles.size(), false);
    using Entry = std::pair<double, std::size_t>;
    std::priority_queue<Entry> open;
    const auto first = std::ranges::max_element(grid.amplitude) - grid.amplitude.begin();
    if (grid.amplitude[static_cast<std::size_t>(first)] <= 0.0) return;
    open.emplace(0.0, static_cast<std::size_t>(first));
    done[static_cast<std::size_t>(first)] = true;
    while (!open.empty()) {
        const std::size_t here = open.top().second;
        open.pop();
        const std::size_t row = here / grid.cols;
        const std::size_t col = here % grid.cols;
        const auto visit = [&](std::size_t there) {
            if (done[there] || grid.amplitude[there] <= 0.0) return;
            done[there] = true;
            grid.cycles[there] -= std::round(rest(there) - rest(here));
            open.emplace(grid.amplitude[there], there);
        };
        if (col > 0) visit(here - 1);
        if (col + 1 < grid.cols) visit(here + 1);
        if (row > 0) visit(here - grid.cols);
        if (row + 1 < grid.rows) visit(here + grid.cols);
    }
    for (std::size_t i = 0; i < done.size(); ++i) {
        if (!done[i]) grid.amplitude[i] = 0.0;
    }
}

}  // namespace

std::vector<LatticeSight> find_phase_field(const LightImage& image, double pitch_x_px, double pitch_y_px) {
    const std::vector<Window> columns = windows_over(image.width, pitch_x_px);
    const std::vector<Window> lines = windows_over(image.height, pitch_y_px);
    const std::vector<Complex> wave_x = carrier(image.width, pitch_x_px);
    const std::vector<Complex> wave_y = carrier(image.height, pitch_y_px);
    std::vector<Patch> patches(columns.size() * lines.size());
    parallel_blocks(lines.size(), 1, [&](std::size_t row, std::size_t) {
        sum_patches(image, lines[row], columns, wave_x, wave_y, patches.data() + row * columns.size());
    });
    PhaseGrid x = phases_of(patches, lines.size(), columns.size(), &Patch::along_x);
    PhaseGrid y = phases_of(patches, lines.size(), columns.size(), &Patch::along_y);
    unwrap(x);
    unwrap(y);
    std::vector<LatticeSight> sights;
    for (std::size_t i = 0; i < patches.size(); ++i) {
        if (x.amplitude[i] <= 0.0 || y.amplitude[i] <= 0.0) continue;
        // Both are told for the middle of what glows; it is the same light.
        const PixelPoint at = x.at[i];
        sights.push_back({at, at.y / pitch_y_px + y.cycles[i], at.x / pitch_x_px + x.cycles[i],
                          std::min(x.amplitude[i], y.amplitude[i])});
    }
    return sights;
}

}  // namespace waferglow::module
