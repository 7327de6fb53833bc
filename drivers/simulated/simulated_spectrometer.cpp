// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/simulated/simulated_spectrometer.h"

#include "drivers/simulated/frame_maker.h"
#include "drivers/simulated/physics/counter_random.h"
#include "libinspect/base/error.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace waferglow::drivers {
namespace {

constexpr double kMinIntegrationMs = 0.1;
constexpr double kMaxIntegrationMs = 10000.0;
constexpr int kMaxAverages = 1000;
constexpr double kStallTimeoutMs = 5000.0;  // on top of what the spectra take

}  // namespace

SimulatedSpectrometer::SimulatedSpectrometer(std::shared_ptr<SimulatedBench> bench,
                                             std::shared_ptr<FaultPlan> faults)
    : bench_(bench), link_(DeviceKind::spectrometer, bench, std::move(faults), [] {}) {}

Identity SimulatedSpectrometer::identity() const {
    return link_.tell("identity", [](auto) {
        return Identity{"WaferGlow", "simulated spectrometer", "SIM-SP-1", "1"};
    });
}

void SimulatedSpectrometer::reconnect() {
    link_.reconnect();
    settings_ = {};
}

SpectrometerCapabilities SimulatedSpectrometer::capabilities() const {
    const SpectrometerModel& model = bench_->settings().spectrometer;
    return {.pixels = model.pixels,
            .min_integration_ms = kMinIntegrationMs,
            .max_integration_ms = kMaxIntegrationMs,
            .max_averages = kMaxAverages,
            .saturation_counts = model.saturation_counts};
}

void SimulatedSpectrometer::configure(const SpectrometerSettings& settings) {
    if (!(settings.integration_ms >= kMinIntegrationMs && settings.integration_ms <= kMaxIntegrationMs))
        throw Error(ErrorKind::usage,
                    fmt::format("simulated spectrometer: integration_ms = {} is beyond {} to {}",
                                settings.integration_ms, kMinIntegrationMs, kMaxIntegrationMs));
    if (settings.averages < 1 || settings.averages > kMaxAverages)
        throw Error(ErrorKind::usage, fmt::format("simulated spectrometer: averages = {} is beyond 1 to {}",
                                                  settings.averages, kMaxAverages));
    link_.tell("configure", [&](auto) { settings_ = settings; });
}

std::vector<double> SimulatedSpectrometer::wavelengths_nm() const {
    return link_.tell("wavelengths", [&](auto) {
        const SpectrometerModel& model = bench_->settings().spectrometer;
        std::vector<double> wavelengths = bench_->wafer().true_wavelengths_nm();
        for (std::size_t p = 0; p < wavelengths.size(); ++p)
            wavelengths[p] += model.factory_offset_nm + model.factory_slope * static_cast<double>(p);
        return wavelengths;
    });
}

std::vector<double> SimulatedSpectrometer::acquire(std::stop_token stop) {
    return link_.tell("acquire", [&](std::optional<FaultMode> fault) {
        const SpectrometerModel& model = bench_->settings().spectrometer;
        TimeSource& time = bench_->time();
        const double whole_ms =
            settings_.integration_ms * settings_.averages + (fault ? kStallTimeoutMs : 0.0);
        const std::int64_t begin = time.now_ns();
        const Exposure exposure =
            begin_exposure(*bench_, settings_.integration_ms, settings_.averages, !fault);
        time.wait_until(begin + std::llround(1e6 * whole_ms), stop);
        if (stop.stop_requested())
            throw Error(ErrorKind::cancelled, "simulated spectrometer: the spectrum was stopped on request");
        if (fault)
            throw Error(ErrorKind::device,
                        fmt::format("simulated spectrometer: no spectrum within {} ms", whole_ms));

        const std::vector<View> views = bench_->views(begin, time.now_ns());
        std::vector<double> counts(bench_->wafer().true_wavelengths_nm().size(), 0.0);
        for (const View& view : views) {
            const std::vector<double> seen =
                bench_->wafer().spectrum(view, exposure.light, settings_.integration_ms);
            for (std::size_t i = 0; i < counts.size(); ++i)
                counts[i] += seen[i] / static_cast<double>(views.size());
        }
        const double dark = model.dark_counts + model.dark_counts_per_ms * settings_.integration_ms;
        simulated::RandomStream random(simulated::stream_key(
            exposure.noise_key, simulated::Topic::line_sensor,
            static_cast<std::uint64_t>(std::llround(1e6 * exposure.light.lines_share))));
        for (double& count : counts) {
            const double expected_e = count / model.counts_per_electron;
            double sum = 0.0;
            for (int i = 0; i < settings_.averages; ++i) {
                const double value = dark + model.counts_per_electron * random.poisson(expected_e) +
                                     model.read_counts * random.normal();
                sum += std::clamp(std::round(value), 0.0, model.saturation_counts);
            }
            count = sum / settings_.averages;
        }
        return counts;
    });
}

}  // namespace waferglow::drivers
