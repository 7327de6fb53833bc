// SPDX-License-Identifier: GPL-3.0-or-later
// Spectra a second with both fits on one and two threads, as a share of a plain read of the same bytes.
#include "libinspect/base/parallel.h"
#include "libinspect/spectrum/spectrum.h"

#include <array>
#include <chrono>
#include <cmath>
#include <random>

#include <benchmark/benchmark.h>

namespace {

using namespace waferglow;

constexpr std::size_t kPixels = 1024;
constexpr std::size_t kSpectra = 20'000;  // 80 MB: beyond the caches

const std::vector<double>& axis() {
    static const std::vector<double> nm = [] {
        std::vector<double> values;
        for (std::size_t i = 0; i < kPixels; ++i) values.push_back(400.0 + 0.12 * static_cast<double>(i));
        return values;
    }();
    return nm;
}

const std::vector<float>& spectra() {
    static const std::vector<float> counts = [] {
        std::mt19937 random(1);
        std::normal_distribution<float> normal;
        std::vector<float> values;
        values.reserve(kPixels * kSpectra);
        for (std::size_t i = 0; i < kSpectra; ++i) {
            const double peak_nm = 450.0 + static_cast<double>(i % 100) * 0.1;
            for (const double nm : axis()) {
                const double t = (nm - peak_nm) / 8.0;
                const auto light = static_cast<float>(50.0 + 4000.0 * std::exp(-0.5 * t * t));
                values.push_back(light + normal(random) * std::sqrt(light));
            }
        }
        return values;
    }();
    return counts;
}

/// Seconds of adding up all counts on the same threads: nothing that reads them can be quicker.
double plain_read_seconds() {
    const auto start = std::chrono::steady_clock::now();
    parallel_blocks(kSpectra, 256, [](std::size_t begin, std::size_t end) {
        std::array<float, 64> lanes{};
        const float* data = spectra().data();
        for (std::size_t i = begin * kPixels; i < end * kPixels; i += lanes.size()) {
            for (std::size_t lane = 0; lane < lanes.size(); ++lane) lanes[lane] += data[i + lane];
        }
        benchmark::DoNotOptimize(lanes);
    });
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

void analyse_spectra(benchmark::State& state, PeakMethod method) {
    const ThreadLimit limit(static_cast<int>(state.range(0)));
    const SpectrumAnalyser analyser(axis(), {.method = method});
    std::vector<SpectrumResult> results(kSpectra);
    plain_read_seconds();
    double read_seconds = 0.0;
    double seconds = 0.0;
    for (auto _ : state) {
        read_seconds += plain_read_seconds();
        const auto start = std::chrono::steady_clock::now();
        analyser.analyse(spectra(), results);
        const double took = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        seconds += took;
        state.SetIterationTime(took);
    }
    state.counters["spectra/s"] =
        benchmark::Counter(static_cast<double>(kSpectra) * static_cast<double>(state.iterations()) / seconds);
    state.counters["of_read"] = benchmark::Counter(read_seconds / seconds);
}

BENCHMARK_CAPTURE(analyse_spectra, log_parabola, PeakMethod::log_parabola)->Arg(1)->Arg(2)->UseManualTime();
BENCHMARK_CAPTURE(analyse_spectra, gaussian, PeakMethod::gaussian)->Arg(1)->Arg(2)->UseManualTime();

}  // namespace

BENCHMARK_MAIN();
