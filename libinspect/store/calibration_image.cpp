// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/store/calibration_image.h"

#include "libinspect/store/digest.h"

#include <algorithm>
#include <numeric>
#include <span>
#include <utility>

#include <fmt/format.h>

namespace waferglow {

CalibrationImage calibration_image(Image image) {
    const Image::Pixels& pixels = image.pixels();
    const auto [least, most] = std::ranges::minmax(pixels);
    const auto sum = std::accumulate(pixels.begin(), pixels.end(), std::uint64_t{0});
    CalibrationImage made{.width_px = image.width(),
                          .height_px = image.height(),
                          .min_dn = least,
                          .max_dn = most,
                          .mean_dn = static_cast<double>(sum) / static_cast<double>(pixels.size()),
                          .pixels = {}};
    made.pixels = std::move(image);
    return made;
}

bool operator==(const CalibrationImage& a, const CalibrationImage& b) {
    return a.width_px == b.width_px && a.height_px == b.height_px && a.min_dn == b.min_dn &&
           a.max_dn == b.max_dn && a.mean_dn == b.mean_dn && a.pixels.pixels() == b.pixels.pixels();
}

std::string image_digest(const Image& image) {
    Sha256 digest;
    digest.add(fmt::format("{} {}\n", image.width(), image.height()));
    digest.add(std::as_bytes(std::span(image.pixels())));
    return digest.hex();
}

}  // namespace waferglow
