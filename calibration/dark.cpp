// SPDX-License-Identifier: GPL-3.0-or-later
#include "calibration/dark.h"

#include "libinspect/base/error.h"
#include "libinspect/base/order_statistics.h"

#include <algorithm>
#include <cmath>

namespace waferglow::calibration {
namespace {

constexpr double kHotSigmas = 8.0;
constexpr double kLeastHotDn = 20.0;

}  // namespace

DarkResult measure_dark(const FrameMoments& frames) {
    if (frames.frames() < 2)
        throw Error(ErrorKind::job, "dark: noise can't be told from a single frame; take two or more");
    DarkResult result;
    result.mean = frames.mean_image();
    result.temporal_noise_dn = std::sqrt(frames.temporal_variance());
    result.mean_error_dn = result.temporal_noise_dn / std::sqrt(static_cast<double>(frames.frames()));
    std::vector<double> work(frames.size_px());
    for (std::size_t i = 0; i < work.size(); ++i) work[i] = frames.mean(i);
    result.level_dn = upper_median(work);
    for (std::size_t i = 0; i < work.size(); ++i) work[i] = std::abs(frames.mean(i) - result.level_dn);
    result.hot_above_dn = std::max(kLeastHotDn, kHotSigmas * kMadToSigma * upper_median(work));
    double sum = 0.0;
    double squares = 0.0;
    for (std::size_t i = 0; i < work.size(); ++i) {
        const double excess = frames.mean(i) - result.level_dn;
        if (excess > result.hot_above_dn) {
            const auto width = static_cast<std::size_t>(frames.width());
            result.hot.push_back({static_cast<int>(i % width), static_cast<int>(i / width), excess});
            continue;
        }
        sum += excess;
        squares += excess * excess;
    }
    const double n = static_cast<double>(work.size() - result.hot.size());
    const double spread = squares / n - (sum / n) * (sum / n);
    result.fixed_pattern_dn = std::sqrt(std::max(0.0, spread - result.mean_error_dn * result.mean_error_dn));
    return result;
}

}  // namespace waferglow::calibration
