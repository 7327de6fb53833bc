// SPDX-License-Identifier: GPL-3.0-or-later
// Runs of spectrometer and light: wavelength axis, spectral response, power.
#include "app/tool/calibration_steps.h"
#include "app/tool/patiently.h"
#include "calibration/power_curve.h"
#include "calibration/spectral_response.h"
#include "calibration/wavelength_axis.h"
#include "libinspect/base/error.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace waferglow::tool {
namespace {

using namespace waferglow::calibration;

/// The tool's own lamp for wavelengths, or none: then people switch one on by hand.
const ToolLight* wavelength_lamp(const CalibrationBench& bench) {
    const bool there = std::ranges::any_of(
        bench.tool().lights, [](const ToolLight& light) { return light.use == drivers::kWavelengthLines; });
    return there || !bench.options().light.empty() ? &bench.light(drivers::kWavelengthLines) : nullptr;
}

std::vector<double> without(std::vector<double> counts, const std::vector<double>& dark) {
    for (std::size_t i = 0; i < counts.size(); ++i) counts[i] -= dark[i];
    return counts;
}

}  // namespace

Record run_wavelength(const CalibrationBench& bench, int averages) {
    const ToolLight* lamp = wavelength_lamp(bench);
    bench.step(0.0, "finding the integration time");
    const double integration_ms = bench.integration_for(lamp);
    bench.step(0.4, "lamp");
    const std::vector<double> counts = bench.spectrum(lamp, integration_ms, averages);
    const std::vector<double> device_nm = bench.device_wavelengths();
    const LineList lines =
        bench.options().line_list.empty() ? mercury_argon_lines() : read_line_list(bench.options().line_list);
    bench.step(0.9, "matching lines");
    const WavelengthAxis axis =
        fit_wavelengths(counts, device_nm, lines,
                        {.degree = bench.options().degree,
                         .saturation = bench.tool().spectrometer->capabilities().saturation_counts});
    Record record = describe_axis(axis, device_nm);
    record.conditions = {{"medium", "air"},
                         {"lines", lines.source},
                         {"light", lamp != nullptr ? lamp->name : "switched on by hand"},
                         {"integration_ms", fmt::format("{}", integration_ms)},
                         {"averages", fmt::format("{}", averages)}};
    return record;
}

Record describe_axis(const WavelengthAxis& axis, const std::vector<double>& coarse_nm) {
    constexpr double kMostOfPixel = 0.3;
    constexpr double kLeastLimitNm = 0.05;
    const double pixel_nm =
        (coarse_nm.back() - coarse_nm.front()) / static_cast<double>(coarse_nm.size() - 1);
    Record record;
    record.values = {{"residual", axis.rms_nm, "nm", 0.0, std::max(kLeastLimitNm, kMostOfPixel * pixel_nm)},
                     {"largest residual", axis.largest_nm, "nm", {}, {}},
                     {"lines matched", static_cast<double>(axis.matched.size()), "", {}, {}},
                     {"peaks", static_cast<double>(axis.peaks), "", {}, {}},
                     {"resolution", axis.fwhm_nm, "nm", {}, {}},
                     {"shift against the device's axis", axis.shift_nm, "nm", {}, {}},
                     {"first line", axis.first_nm, "nm", {}, {}},
                     {"last line", axis.last_nm, "nm", {}, {}}};
    record.numbers = {{"polynomial", "nm in air, powers of the pixel", axis.coefficients}};
    Series residual{"residual", "wavelength in air", "nm", "polynomial minus line", "nm", {}, {}};
    for (const MatchedLine& line : axis.matched) {
        residual.x.push_back(line.nm);
        residual.y.push_back(line.residual_nm);
    }
    record.series = {std::move(residual)};
    return record;
}

Record run_response(const CalibrationBench& bench, int averages, std::vector<double> wavelength_nm) {
    constexpr double kMostNoise = 0.05;
    const ToolLight& lamp = bench.light({ChannelKind::reflected});
    bench.step(0.0, "finding the integration time");
    const double integration_ms = bench.integration_for(&lamp);
    bench.step(0.3, "lamp");
    const std::vector<double> lit = bench.spectrum(&lamp, integration_ms, averages);
    bench.step(0.7, "dark");
    const std::vector<double> dark = bench.spectrum(nullptr, integration_ms, averages);
    if (wavelength_nm.empty()) wavelength_nm = bench.device_wavelengths();
    const CalibrationOptions& options = bench.options();
    const SpectralResponse response = measure_response(
        wavelength_nm, without(lit, dark),
        options.lamp_file.empty() ? black_body(options.lamp_temperature_k) : read_lamp(options.lamp_file));
    Record record;
    record.conditions = {
        {"lamp", options.lamp_file.empty() ? fmt::format("black body of {} K", options.lamp_temperature_k)
                                           : options.lamp_file.filename().string()},
        {"light", lamp.name},
        {"integration_ms", fmt::format("{}", integration_ms)},
        {"averages", fmt::format("{}", averages)}};
    record.values = {{"best at", response.best_nm, "nm", {}, {}},
                     {"above a tenth from", response.first_nm, "nm", {}, {}},
                     {"above a tenth to", response.last_nm, "nm", {}, {}},
                     {"noise", 100.0 * response.noise_share, "%", 0.0, 100.0 * kMostNoise}};
    record.numbers = {{"wavelength", "nm in air", response.wavelength_nm},
                      {"response", "counts a photon, best = 1", response.response}};
    record.series = {
        {"response", "wavelength in air", "nm", "response", "", response.wavelength_nm, response.response}};
    return record;
}

Record run_power(const CalibrationBench& bench, int readings) {
    constexpr int kSetPoints = 11;
    constexpr double kMostRms = 0.01;
    constexpr double kMostDeviation = 0.1;
    const ToolLight& light = bench.light({ChannelKind::pl});
    const drivers::LightCapabilities can = light.source->capabilities();
    TileTaker taker(bench.tool(), {ChannelSetup{.camera = {}, .light = &light, .power_mw = can.min_power_mw}},
                    bench.options().retry);
    taker.prepare_patiently(bench.stop());
    std::vector<PowerPoint> points;
    for (int i = 0; i < kSetPoints; ++i) {
        bench.step(static_cast<double>(i) / kSetPoints, fmt::format("set-point {} of {}", i + 1, kSetPoints));
        const double set_mw = can.min_power_mw + (can.max_power_mw - can.min_power_mw) * i / (kSetPoints - 1);
        const double measured_mw = patiently(taker, "the power of the light", bench.stop(), [&] {
            taker.light_channel(0);
            light.source->set_power_mw(set_mw);
            double sum = 0.0;
            for (int k = 0; k < readings; ++k) sum += light.source->power_measured_mw();
            taker.check_light();  // one that went out meanwhile reads zero
            return sum / readings;
        });
        points.push_back({set_mw, measured_mw});
    }
    taker.release();
    const PowerCurve curve = fit_power(points);
    Record record;
    record.conditions = {{"light", light.name}, {"readings", fmt::format("{}", readings)}};
    record.values = {{"residual", 100.0 * curve.rms_share, "% of full scale", 0.0, 100.0 * kMostRms},
                     {"largest deviation from the set-point", 100.0 * curve.deviation_share,
                      "% of full scale", 0.0, 100.0 * kMostDeviation},
                     {"lowest set-point", curve.least_mw, "mW", {}, {}},
                     {"highest set-point", curve.most_mw, "mW", {}, {}}};
    record.numbers = {{"polynomial", "mW, powers of the set-point in mW", curve.coefficients}};
    Series measured{"power", "set-point", "mW", "power", "mW", {}, {}};
    Series residual{"residual", "set-point", "mW", "measured minus curve", "mW", {}, {}};
    for (const PowerPoint& point : points) {
        measured.x.push_back(point.set_mw);
        measured.y.push_back(point.measured_mw);
        residual.x.push_back(point.set_mw);
        residual.y.push_back(point.measured_mw - curve.power_mw(point.set_mw));
    }
    record.series = {std::move(residual), std::move(measured)};
    return record;
}

}  // namespace waferglow::tool
