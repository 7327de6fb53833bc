// SPDX-License-Identifier: GPL-3.0-or-later
#include "calibration/flat.h"

#include "libinspect/base/error.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace waferglow::calibration {
namespace {

constexpr int kRings = 20;

}  // namespace

FlatResult measure_flat(const FrameMoments& flat, const FrameMoments& dark, std::uint16_t saturation_dn) {
    if (flat.frames() < 2 || dark.frames() < 2)
        throw Error(ErrorKind::job, "flat: noise can't be told from a single frame; take two or more");
    if (flat.width() != dark.width() || flat.height() != dark.height())
        throw Error(ErrorKind::job, "flat: frames with and without light are of different size");
    FlatResult result;
    result.mean = flat.mean_image();
    result.level_dn = flat.level() - dark.level();
    if (!(result.level_dn > 0.0))
        throw Error(ErrorKind::job,
                    "flat: the reference is dark; is the lamp on, and the reference in view?");
    const double noise_dn2 =
        flat.temporal_variance() / flat.frames() + dark.temporal_variance() / dark.frames();
    result.error_share = std::sqrt(noise_dn2) / result.level_dn;

    const int width = flat.width();
    const int height = flat.height();
    std::array<double, kRings> light{};
    std::array<double, kRings> pixels{};
    std::size_t clipped = 0;
    double steps = 0.0;  // differences of neighbours: shading falls out, the spread from pixel to pixel stays
    for (int y = 0; y < height; ++y) {
        double before = 0.0;
        for (int x = 0; x < width; ++x) {
            const auto i =
                static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x);
            const double value = flat.mean(i) - dark.mean(i);
            if (flat.mean(i) >= saturation_dn - 1) ++clipped;
            const double r =
                std::hypot(2.0 * x / (width - 1) - 1.0, 2.0 * y / (height - 1) - 1.0) / std::sqrt(2.0);
            const auto ring = static_cast<std::size_t>(std::min(kRings - 1, static_cast<int>(r * kRings)));
            light[ring] += value;
            pixels[ring] += 1.0;
            if (x > 0) steps += (value - before) * (value - before);
            before = value;
        }
    }
    result.clipped_share = static_cast<double>(clipped) / static_cast<double>(flat.size_px());
    const double spread_dn2 = 0.5 * steps / (static_cast<double>(height) * (width - 1)) - noise_dn2;
    result.pixel_spread = std::sqrt(std::max(0.0, spread_dn2)) / result.level_dn;
    double middle = 0.0;
    for (std::size_t ring = 0; ring < kRings; ++ring) {
        if (pixels[ring] == 0.0) continue;
        const double mean = light[ring] / pixels[ring];
        if (middle == 0.0) middle = mean;
        result.radial_x.push_back((static_cast<double>(ring) + 0.5) / kRings);
        result.radial_y.push_back(mean / middle);
    }
    result.corner_share = result.radial_y.back();
    return result;
}

}  // namespace waferglow::calibration
