// SPDX-License-Identifier: GPL-3.0-or-later
#include "calibration/shuffled_peaks.h"

#include <algorithm>
#include <random>

namespace waferglow::calibration {
namespace {

constexpr std::size_t kEnoughGaps = 12;

/// Fisher and Yates; std::shuffle may differ between libraries.
template <class Value>
void shuffle(std::vector<Value>& values, std::mt19937_64& random) {
    for (std::size_t i = values.size(); i > 1; --i) std::swap(values[i - 1], values[random() % i]);
}

std::vector<double> shuffled_places(std::span<const SpectrumPeak> peaks, double last,
                                    std::mt19937_64& random) {
    std::vector<double> gaps;
    double before = 0.0;
    for (const SpectrumPeak& peak : peaks) {
        gaps.push_back(peak.pixel - before);
        before = peak.pixel;
    }
    gaps.push_back(last - before);
    shuffle(gaps, random);
    std::vector<double> places;
    double at = 0.0;
    for (std::size_t i = 0; i < peaks.size(); ++i) places.push_back(at += gaps[i]);
    return places;
}

std::vector<double> drawn_places(std::size_t count, double last, std::mt19937_64& random) {
    std::vector<double> places;
    for (std::size_t i = 0; i < count; ++i)
        places.push_back(last * (static_cast<double>(random() >> 11U) * 0x1.0p-53));
    std::ranges::sort(places);
    return places;
}

}  // namespace

std::vector<SpectrumPeak> shuffle_peaks(std::span<const SpectrumPeak> peaks, std::size_t pixels,
                                        std::uint64_t seed) {
    std::mt19937_64 random(seed);
    std::vector<SpectrumPeak> shuffled(peaks.begin(), peaks.end());
    shuffle(shuffled, random);
    const auto last = static_cast<double>(pixels - 1);
    const std::vector<double> places = peaks.size() < kEnoughGaps ? drawn_places(peaks.size(), last, random)
                                                                  : shuffled_places(peaks, last, random);
    for (std::size_t i = 0; i < shuffled.size(); ++i) shuffled[i].pixel = places[i];
    return shuffled;
}

}  // namespace waferglow::calibration
