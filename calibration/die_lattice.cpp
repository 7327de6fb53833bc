// SPDX-License-Identifier: GPL-3.0-or-later
#include "calibration/die_lattice.h"

#include "libinspect/base/order_statistics.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>
#include <utility>
#include <vector>

#include <opencv2/core.hpp>

namespace waferglow::calibration {
namespace {

constexpr double kTurn = 2.0 * std::numbers::pi;
constexpr int kRounds = 4;
constexpr int kLeastPeriods = 4;  // in the image
constexpr double kLeastPeriodPx = 2.5;
constexpr double kPeakOverMedian = 8.0;  // of components of about its frequency; noise reaches 4

/// Part of an image under a Hann window.
struct Window {
    int x = 0;
    int y = 0;
    int width = 0;
    int height = 0;
};

std::vector<double> hann(int n) {
    std::vector<double> weights;
    weights.reserve(static_cast<std::size_t>(n));
    for (int i = 0; i < n; ++i) weights.push_back(0.5 - 0.5 * std::cos(kTurn * (i + 0.5) / n));
    return weights;
}

/// Sum of the windowed image times exp(-2 pi i f (p - middle of the image)).
std::complex<double> component(ImageView image, const Window& w, Frequency f) {
    const std::vector<double> across = hann(w.width);
    const std::vector<double> down = hann(w.height);
    std::vector<std::complex<double>> column(static_cast<std::size_t>(w.width));
    for (int x = 0; x < w.width; ++x)
        column[static_cast<std::size_t>(x)] = std::polar(across[static_cast<std::size_t>(x)],
                                                         -kTurn * f.x * (w.x + x - 0.5 * (image.width - 1)));
    std::complex<double> sum;
    for (int y = 0; y < w.height; ++y) {
        const std::uint16_t* row = image.row(w.y + y) + w.x;
        std::complex<double> line;
        for (int x = 0; x < w.width; ++x)
            line += static_cast<double>(row[x]) * column[static_cast<std::size_t>(x)];
        sum += line * std::polar(down[static_cast<std::size_t>(y)],
                                 -kTurn * f.y * (w.y + y - 0.5 * (image.height - 1)));
    }
    return sum;
}

double cycles_between(std::complex<double> from, std::complex<double> to) {
    return std::arg(to * std::conj(from)) / kTurn;
}

Frequency refine(ImageView image, Frequency f) {
    const int half_w = image.width / 2;
    const int half_h = image.height / 2;
    for (int round = 0; round < kRounds; ++round) {
        const auto left = component(image, {0, 0, half_w, image.height}, f);
        const auto right = component(image, {image.width - half_w, 0, half_w, image.height}, f);
        const auto top = component(image, {0, 0, image.width, half_h}, f);
        const auto bottom = component(image, {0, image.height - half_h, image.width, half_h}, f);
        f.x += cycles_between(left, right) / (image.width - half_w);
        f.y += cycles_between(top, bottom) / (image.height - half_h);
    }
    return f;
}

}  // namespace

LatticeFrequencies refine_lattice(ImageView image, LatticeFrequencies frequencies) {
    for (Frequency& f : frequencies) f = refine(image, f);
    return frequencies;
}

std::optional<LatticeFrequencies> find_lattice(ImageView image) {
    cv::Mat windowed(image.height, image.width, CV_32F);
    const std::vector<double> across = hann(image.width);
    const std::vector<double> down = hann(image.height);
    double mean = 0.0;
    for (int y = 0; y < image.height; ++y)
        for (int x = 0; x < image.width; ++x) mean += image.at(x, y);
    mean /= static_cast<double>(image.width) * image.height;
    for (int y = 0; y < image.height; ++y)
        for (int x = 0; x < image.width; ++x)
            windowed.at<float>(y, x) =
                static_cast<float>((image.at(x, y) - mean) * across[static_cast<std::size_t>(x)] *
                                   down[static_cast<std::size_t>(y)]);
    cv::Mat spectrum;
    cv::dft(windowed, spectrum, cv::DFT_COMPLEX_OUTPUT);
    LatticeFrequencies found;
    std::array<float, 2> best{};
    std::vector<std::pair<double, float>> all;  // frequency, strength
    for (int v = 0; v < image.height; ++v) {
        for (int u = 0; u <= image.width / 2; ++u) {
            const Frequency f{
                static_cast<double>(u) / image.width,
                static_cast<double>(v <= image.height / 2 ? v : v - image.height) / image.height};
            const double periods = std::hypot(f.x * image.width, f.y * image.height);
            if (periods < kLeastPeriods || std::hypot(f.x, f.y) > 1.0 / kLeastPeriodPx) continue;
            const cv::Vec2f c = spectrum.at<cv::Vec2f>(v, u);
            const float strength = std::hypot(c[0], c[1]);
            all.emplace_back(std::hypot(f.x, f.y), strength);
            const bool along_x = std::abs(f.x) >= std::abs(f.y);
            // Of each pair f, -f one is enough: the one that points to +x or +y.
            if (!along_x && f.y < 0.0) continue;
            const std::size_t axis = along_x ? 0 : 1;
            if (strength > best[axis]) {
                best[axis] = strength;
                found[axis] = f;
            }
        }
    }
    for (std::size_t axis = 0; axis < 2; ++axis) {
        const double frequency = std::hypot(found[axis].x, found[axis].y);
        std::vector<float> alike;
        for (const auto& [f, strength] : all)
            if (f > 0.7 * frequency && f < 1.4 * frequency) alike.push_back(strength);
        if (alike.empty()) return std::nullopt;
        if (!(best[axis] > kPeakOverMedian * upper_median(alike))) return std::nullopt;
    }
    return refine_lattice(image, found);
}

PixelPoint lattice_shift(const LatticeFrequencies& f, const std::array<double, 2>& from,
                         const std::array<double, 2>& to) {
    const double a = -std::remainder(to[0] - from[0], 1.0);  // f[0] . shift
    const double b = -std::remainder(to[1] - from[1], 1.0);
    const double det = f[0].x * f[1].y - f[0].y * f[1].x;
    return {(a * f[1].y - b * f[0].y) / det, (f[0].x * b - f[1].x * a) / det};
}

std::array<double, 2> lattice_phase(ImageView image, const LatticeFrequencies& frequencies) {
    const Window whole{0, 0, image.width, image.height};
    return {std::arg(component(image, whole, frequencies[0])) / kTurn,
            std::arg(component(image, whole, frequencies[1])) / kTurn};
}

}  // namespace waferglow::calibration
