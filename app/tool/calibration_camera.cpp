// SPDX-License-Identifier: GPL-3.0-or-later
// Runs of the camera by itself: dark, flat, photon transfer.
#include "app/tool/calibration_bench.h"
#include "app/tool/calibration_steps.h"
#include "calibration/dark.h"
#include "calibration/flat.h"
#include "calibration/photon_transfer.h"
#include "libinspect/base/error.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

namespace waferglow::tool {
namespace {

using namespace waferglow::calibration;

FrameMoments moments(const CalibrationBench& bench, const Shot& shot, int frames, double from, double to,
                     const char* what) {
    FrameMoments moments;
    bench.take(shot, frames, [&](const Image& image) {
        moments.add(image);
        const int n = moments.frames();
        bench.step(from + (to - from) * n / frames, fmt::format("{} {} of {}", what, n, frames));
    });
    return moments;
}

/// How many pixels have which level.
Series histogram(const FrameMoments& frames, double level_dn) {
    constexpr int kHalf = 20;
    Series series{"levels", "mean level", "DN", "pixels", "", {}, {}};
    std::array<double, 2 * kHalf + 1> counts{};
    for (std::size_t i = 0; i < frames.size_px(); ++i) {
        const double bin = std::clamp(std::round(frames.mean(i) - level_dn), -1.0 * kHalf, 1.0 * kHalf);
        counts[static_cast<std::size_t>(bin + kHalf)] += 1.0;
    }
    for (int i = -kHalf; i <= kHalf; ++i) {
        series.x.push_back(level_dn + i);
        series.y.push_back(counts[static_cast<std::size_t>(i + kHalf)]);
    }
    return series;
}

StagePoint reference_point(const CalibrationBench& bench) {
    if (bench.options().at) return *bench.options().at;
    if (bench.tool().flat_position) return *bench.tool().flat_position;
    throw Error(ErrorKind::usage,
                "the tool does not know where its even reference lies; say so with --at X_UM,Y_UM");
}

}  // namespace

Record run_dark(const CalibrationBench& bench, int frames) {
    constexpr double kStandardMs = 5.0;
    constexpr double kMostHotShare = 1e-3;
    const Shot shot{.exposure_ms = bench.options().exposure_ms.value_or(kStandardMs),
                    .at = bench.options().at.value_or(StagePoint{})};
    const FrameMoments taken = moments(bench, shot, frames, 0.0, 1.0, "frame");
    const DarkResult dark = measure_dark(taken);
    const double quarter_dn = 0.25 * bench.tool().camera_info.saturation_dn;
    Record record;
    record.conditions = {{"exposure_ms", fmt::format("{}", shot.exposure_ms)},
                         {"gain", "1"},
                         {"frames", fmt::format("{}", frames)}};
    record.values = {{"level", dark.level_dn, "DN", 0.0, quarter_dn},
                     {"temporal noise", dark.temporal_noise_dn, "DN", {}, {}},
                     {"fixed pattern", dark.fixed_pattern_dn, "DN", {}, {}},
                     {"noise left in the mean", dark.mean_error_dn, "DN", {}, {}},
                     {"hot pixels", static_cast<double>(dark.hot.size()), "", 0.0,
                      kMostHotShare * static_cast<double>(taken.size_px())},
                     {"hot above", dark.level_dn + dark.hot_above_dn, "DN", {}, {}}};
    Numbers places{"hot pixel places", "px: x, y of each", {}};
    for (const HotPixel& pixel : dark.hot) {
        places.values.push_back(pixel.x);
        places.values.push_back(pixel.y);
    }
    record.numbers = {std::move(places)};
    record.series = {histogram(taken, dark.level_dn)};
    record.images = {{"mean", dark.mean}};
    return record;
}

Record run_flat(const CalibrationBench& bench, int frames) {
    constexpr double kShareOfRange = 0.6;
    constexpr double kMostError = 0.003;
    const ToolLight& lamp = bench.light({ChannelKind::reflected});
    Shot shot{.light = &lamp, .power_mw = CalibrationBench::power_mw(lamp), .at = reference_point(bench)};
    bench.step(0.0, "finding the exposure");
    shot.exposure_ms = bench.options().exposure_ms.value_or(0.0) > 0.0
                           ? *bench.options().exposure_ms
                           : bench.exposure_for(shot, kShareOfRange);
    const FrameMoments lit = moments(bench, shot, frames, 0.1, 0.6, "lit frame");
    Shot off = shot;
    off.light = nullptr;
    const FrameMoments dark = moments(bench, off, frames, 0.6, 1.0, "dark frame");
    const FlatResult flat = measure_flat(lit, dark, bench.tool().camera_info.saturation_dn);
    Record record;
    record.conditions = {{"exposure_ms", fmt::format("{}", shot.exposure_ms)},
                         {"light", lamp.name},
                         {"power_mw", fmt::format("{}", shot.power_mw)},
                         {"frames", fmt::format("{}", frames)}};
    record.values = {{"light", flat.level_dn, "DN", {}, {}},
                     {"error", 100.0 * flat.error_share, "%", 0.0, 100.0 * kMostError},
                     {"clipped pixels", 100.0 * flat.clipped_share, "%", 0.0, 0.01},
                     {"corner over middle", flat.corner_share, "", 0.1, {}},
                     {"spread of pixels", 100.0 * flat.pixel_spread, "%", {}, {}}};
    record.series = {{"shading", "distance from the middle", "of a corner's", "light", "of the middle's",
                      flat.radial_x, flat.radial_y}};
    record.images = {{"mean", flat.mean}, {"dark", dark.mean_image()}};
    return record;
}

namespace {

/// Means over pairs of frames taken alike.
PairStatistics measure_pairs(const CalibrationBench& bench, const Shot& shot, const Image& dark, int pairs) {
    std::vector<Image> taken;
    bench.take(shot, 2 * pairs, [&](const Image& image) { taken.push_back(image); });
    PairStatistics mean{.exposure_ms = shot.exposure_ms};
    for (std::size_t i = 0; i + 1 < taken.size(); i += 2) {
        const PairStatistics one = pair_statistics(taken[i], taken[i + 1], dark, shot.exposure_ms);
        mean.mean_dn += one.mean_dn / pairs;
        mean.variance_dn2 += one.variance_dn2 / pairs;
    }
    return mean;
}

Record describe(const PhotonTransferResult& result) {
    constexpr double kMostGainError = 0.02;
    constexpr double kMostNonlinearity = 0.01;
    Record record;
    record.values = {
        {"gain", result.gain_e_per_dn, "e-/DN", 0.0, {}},
        {"gain error", 100.0 * result.gain_error, "%", 0.0, 100.0 * kMostGainError},
        {"read noise", result.read_noise_e, "e-", 0.0, {}},
        {"full well", result.full_well_e, "e-", 0.0, {}},
        {"linearity error", 100.0 * result.linearity_error, "%", 0.0, 100.0 * kMostNonlinearity},
        {"dark level", result.dark_dn, "DN", {}, {}},
        {"dynamic range", 20.0 * std::log10(result.full_well_e / result.read_noise_e), "dB", {}, {}}};
    Series transfer{"photon transfer", "signal", "DN", "variance", "DN^2", {}, {}};
    Series linearity{"linearity", "exposure", "ms", "deviation", "%", {}, {}};
    for (const PhotonTransferPoint& point : result.points) {
        transfer.x.push_back(point.signal_dn);
        transfer.y.push_back(point.variance_dn2);
        if (!point.linear) continue;
        linearity.x.push_back(point.exposure_ms);
        linearity.y.push_back(100.0 * point.linearity_error);
    }
    record.series = {std::move(transfer), std::move(linearity)};
    return record;
}

}  // namespace

Record run_photon_transfer(const CalibrationBench& bench, int frames) {
    constexpr int kExposures = 24;
    constexpr int kToSaturation = 20;
    constexpr int kFiner = 5;
    const ToolLight& lamp = bench.light({ChannelKind::reflected});
    Shot shot{.light = &lamp, .power_mw = CalibrationBench::power_mw(lamp), .at = reference_point(bench)};
    bench.step(0.0, "finding the exposure");
    const double saturating_ms = bench.exposure_for(shot, 1.0);
    const drivers::CameraCapabilities can = bench.tool().camera->capabilities();
    const int pairs = std::max(1, frames / 2);
    Shot off = shot;
    off.light = nullptr;
    off.exposure_ms = can.min_exposure_ms;
    const Image dark = bench.take_one(off);
    const PairStatistics no_light = measure_pairs(bench, off, dark, pairs);
    std::vector<PairStatistics> lit;
    const auto expose = [&](double exposure_ms) {
        shot.exposure_ms = std::clamp(exposure_ms, can.min_exposure_ms, can.max_exposure_ms);
        if (lit.empty() || shot.exposure_ms != lit.back().exposure_ms)
            lit.push_back(measure_pairs(bench, shot, dark, pairs));
    };
    const double step_ms = saturating_ms / kToSaturation;
    for (int i = 1; i <= kExposures; ++i) {
        bench.step(0.1 + 0.7 * i / kExposures, fmt::format("exposure {} of {}", i, kExposures));
        expose(step_ms * i);
    }
    // Finer where the variance begins to fall: there the pixels are full.
    const double full_ms = std::ranges::max_element(lit, {}, &PairStatistics::variance_dn2)->exposure_ms;
    for (int i = 1; i <= kFiner; ++i) {
        bench.step(0.8 + 0.2 * i / kFiner, fmt::format("near saturation, {} of {}", i, kFiner));
        expose(full_ms + step_ms * i / (kFiner + 1));
    }
    const PhotonTransferResult result = fit_photon_transfer(no_light, lit);
    Record record = describe(result);
    record.conditions = {{"method", "EMVA 1288"},
                         {"light", lamp.name},
                         {"pairs", fmt::format("{}", pairs)},
                         {"full well", result.full_well_reached ? "reached" : "not reached: a lower bound"}};
    return record;
}

}  // namespace waferglow::tool
