// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tool/calibration_bench.h"

#include "app/tool/patiently.h"
#include "libinspect/base/error.h"
#include "libinspect/base/order_statistics.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

namespace waferglow::tool {
namespace {

constexpr int kMostTries = 12;
constexpr double kFactor = 4.0;  // between tries
constexpr double kLittle = 0.05;
constexpr double kMuch = 0.9;

}  // namespace

CalibrationBench::CalibrationBench(const ScanTool& tool, const CalibrationOptions& options,
                                   std::stop_token stop, OnCalibrationProgress progress)
    : tool_(tool), options_(options), stop_(std::move(stop)), progress_(std::move(progress)), safe_(tool) {}

void CalibrationBench::step(double share, const std::string& what) const {
    if (stop_.stop_requested())
        throw Error(ErrorKind::cancelled, "the calibration was stopped; what was stored before stays");
    if (progress_) progress_({.share = share, .step = what});
}

const ToolLight& CalibrationBench::light(const drivers::LightUse& use) const {
    return tool_.light(options_.light, use);
}

double CalibrationBench::power_mw(const ToolLight& light) {
    const drivers::LightCapabilities can = light.source->capabilities();
    const double wanted = light.default_mw > 0.0 ? light.default_mw : 0.5 * can.max_power_mw;
    return std::clamp(wanted, can.min_power_mw, can.max_power_mw);
}

void CalibrationBench::take(const Shot& shot, int frames,
                            const std::function<void(const Image&)>& visit) const {
    ScanTool tool = tool_;
    tool.focus_um = {};
    if (shot.z_um) tool.focus_um = [z = *shot.z_um](StagePoint) { return z; };
    ChannelSetup setup;
    setup.camera.exposure_ms = shot.exposure_ms;
    setup.camera.gain = std::max(1.0, tool.camera->capabilities().min_gain);
    setup.camera.trigger = drivers::TriggerMode::software;
    setup.camera.pixel_format = tool.pixel_format;
    setup.light = shot.light != nullptr ? shot.light : &tool_.lights.front();
    setup.power_mw = shot.power_mw;
    setup.filter = tool.filter_position({});
    TileTaker taker(tool, {setup}, options_.retry);
    taker.prepare_patiently(stop_);
    drivers::Frame frame;
    for (int i = 0; i < frames; ++i) {
        if (stop_.stop_requested())
            throw Error(ErrorKind::cancelled, "the calibration was stopped; what was stored before stays");
        patiently(taker, "a frame", stop_, [&] {
            if (shot.light != nullptr) {
                taker.light_channel(0);
            } else {
                taker.darken();
            }
            taker.go_to(shot.at, stop_);
            taker.take_frame(0, frame);
            taker.check_light();
            return 0;
        });
        visit(frame.image);
    }
    taker.release();
}

Image CalibrationBench::take_one(const Shot& shot) const {
    Image image;
    take(shot, 1, [&](const Image& frame) { image = frame; });
    return image;
}

double CalibrationBench::middle_level(const Image& image) {
    double sum = 0.0;
    double n = 0.0;
    for (int y = image.height() / 4; y < image.height() - image.height() / 4; ++y)
        for (int x = image.width() / 4; x < image.width() - image.width() / 4; ++x, n += 1.0)
            sum += image.row(y)[x];
    return sum / n;
}

double CalibrationBench::exposure_for(Shot shot, double share) const {
    const drivers::CameraCapabilities can = tool_.camera->capabilities();
    Shot dark = shot;
    dark.light = nullptr;
    dark.exposure_ms = can.min_exposure_ms;
    const double dark_dn = middle_level(take_one(dark));
    const double range_dn = tool_.camera_info.saturation_dn - dark_dn;
    shot.exposure_ms = std::clamp(1.0, can.min_exposure_ms, can.max_exposure_ms);
    for (int i = 0; i < kMostTries; ++i) {
        const double light = (middle_level(take_one(shot)) - dark_dn) / range_dn;
        const bool enough = light > kLittle && light < kMuch;
        const double factor = enough ? share / light : light <= kLittle ? kFactor : 1.0 / kFactor;
        const double next = std::clamp(factor * shot.exposure_ms, can.min_exposure_ms, can.max_exposure_ms);
        if (enough || next == shot.exposure_ms) {
            if (!(light > 0.01))
                throw Error(ErrorKind::job, fmt::format("light '{}' leaves the camera dark even at {} ms; is "
                                                        "the reference or the wafer in view?",
                                                        shot.light->name, shot.exposure_ms));
            return next;
        }
        shot.exposure_ms = next;
    }
    throw Error(ErrorKind::job,
                fmt::format("light '{}': no exposure suits it; is it steady?", shot.light->name));
}

ChannelSetup CalibrationBench::setup_of(const SpectrumShot& shot) const {
    if (tool_.spectrometer == nullptr)
        throw Error(ErrorKind::usage, "the tool has no spectrometer; its file needs a [spectrometer]");
    ChannelSetup setup;
    setup.light = shot.light != nullptr ? shot.light : &tool_.lights.front();
    setup.power_mw = shot.light != nullptr ? power_mw(*shot.light) : 0.0;
    return setup;
}

std::vector<double> CalibrationBench::mean_spectrum(TileTaker& taker, const SpectrumShot& shot,
                                                    const StagePoint* at) const {
    const drivers::SpectrometerCapabilities can = tool_.spectrometer->capabilities();
    const int once = std::clamp(shot.averages, 1, std::max(1, can.max_averages));
    std::vector<double> sum;
    int taken = 0;
    for (; taken < shot.averages; taken += once) {
        const std::vector<double> counts = patiently(taker, "a spectrum", stop_, [&] {
            tool_.spectrometer->configure({.integration_ms = shot.integration_ms, .averages = once});
            taker.look_through(shot.filter);
            if (shot.light != nullptr) {
                taker.light_channel(0);
            } else {
                taker.darken();
            }
            if (at != nullptr) taker.go_to(*at, stop_);
            std::vector<double> spectrum = tool_.spectrometer->acquire(stop_);
            taker.check_light();
            taker.check_filter();
            return spectrum;
        });
        sum.resize(counts.size(), 0.0);
        for (std::size_t i = 0; i < counts.size(); ++i) sum[i] += once * counts[i];
    }
    for (double& value : sum) value /= taken;
    return sum;
}

std::vector<double> CalibrationBench::spectrum(const ToolLight* light, double integration_ms,
                                               int averages) const {
    const SpectrumShot shot{.light = light,
                            .integration_ms = integration_ms,
                            .averages = averages,
                            .filter = tool_.filter_position({})};
    TileTaker taker(tool_, {setup_of(shot)}, options_.retry);
    taker.prepare_patiently(stop_);
    std::vector<double> mean = mean_spectrum(taker, shot, nullptr);
    taker.release();
    return mean;
}

std::vector<std::vector<double>> CalibrationBench::spectra(const SpectrumShot& shot,
                                                           std::span<const StagePoint> places) const {
    TileTaker taker(tool_, {setup_of(shot)}, options_.retry);
    taker.prepare_patiently(stop_);
    std::vector<std::vector<double>> all;
    for (const StagePoint& at : places) {
        if (stop_.stop_requested())
            throw Error(ErrorKind::cancelled, "the calibration was stopped; what was stored before stays");
        all.push_back(mean_spectrum(taker, shot, &at));
    }
    taker.release();
    return all;
}

std::vector<double> CalibrationBench::device_wavelengths() const {
    TileTaker taker(tool_, {}, options_.retry);
    return patiently(taker, "the spectrometer's wavelengths", stop_,
                     [&] { return tool_.spectrometer->wavelengths_nm(); });
}

double CalibrationBench::integration_for(const ToolLight* light) const {
    return integration_by([&](double integration_ms) { return spectrum(light, integration_ms, 1); });
}

double CalibrationBench::integration_for(SpectrumShot shot, std::span<const StagePoint> places) const {
    shot.averages = 1;
    double top = 0.0;
    const double integration_ms = integration_by([&](double probed_ms) {
        shot.integration_ms = probed_ms;
        std::vector<double> brightest;
        for (const std::vector<double>& counts : spectra(shot, places)) {
            brightest.resize(counts.size(), counts.front());
            for (std::size_t i = 0; i < counts.size(); ++i) brightest[i] = std::max(brightest[i], counts[i]);
        }
        top = *std::ranges::max_element(brightest) - upper_median(brightest);
        return brightest;
    });
    constexpr double kLeastTop = 0.01;
    if (options_.exposure_ms || top > kLeastTop * tool_.spectrometer->capabilities().saturation_counts)
        return integration_ms;
    throw Error(ErrorKind::job,
                fmt::format("light '{}': the spectrometer sees nothing even at {:.3g} ms; is a wafer with "
                            "living dies in view?",
                            shot.light->name, integration_ms));
}

double CalibrationBench::integration_by(
    const std::function<std::vector<double>(double integration_ms)>& probe) const {
    constexpr double kShare = 0.7;
    if (options_.exposure_ms) return *options_.exposure_ms;
    std::vector<double> dark = spectrum(nullptr, 1.0, 1);  // also tells a tool without spectrometer
    const drivers::SpectrometerCapabilities can = tool_.spectrometer->capabilities();
    const double dark_counts = upper_median(dark);
    const double range = can.saturation_counts - dark_counts;
    double integration_ms = std::clamp(1.0, can.min_integration_ms, can.max_integration_ms);
    for (int i = 0; i < kMostTries; ++i) {
        const std::vector<double> counts = probe(integration_ms);
        const double top = (*std::ranges::max_element(counts) - dark_counts) / range;
        const bool enough = top > kLittle && top < kMuch;
        const double factor = enough ? kShare / top : top <= kLittle ? kFactor : 1.0 / kFactor;
        const double next =
            std::clamp(factor * integration_ms, can.min_integration_ms, can.max_integration_ms);
        if (enough || next == integration_ms) return next;
        integration_ms = next;
    }
    throw Error(ErrorKind::job, "the spectrometer: no integration time suits the lamp; is it steady?");
}

}  // namespace waferglow::tool
