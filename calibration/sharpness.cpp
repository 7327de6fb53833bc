// SPDX-License-Identifier: GPL-3.0-or-later
#include "calibration/sharpness.h"

#include "libinspect/base/error.h"

#include <algorithm>
#include <vector>

#include <Eigen/Dense>
#include <fmt/format.h>

namespace waferglow::calibration {

double sharpness(ImageView image, double dark_dn) {
    double steps = 0.0;
    double level = 0.0;
    for (int y = 0; y + 1 < image.height; ++y) {
        const std::uint16_t* row = image.row(y);
        const std::uint16_t* below = image.row(y + 1);
        for (int x = 0; x + 1 < image.width; ++x) {
            const double dx = static_cast<double>(row[x + 1]) - row[x];
            const double dy = static_cast<double>(below[x]) - row[x];
            steps += dx * dx + dy * dy;
            level += row[x] - dark_dn;
        }
    }
    const double n = static_cast<double>(image.width - 1) * (image.height - 1);
    const double mean = level / n;
    return mean > 0.0 ? steps / n / (mean * mean) : 0.0;
}

FocusPeak find_focus(std::span<const HeightSharpness> heights) {
    constexpr std::size_t kLeast = 5;
    if (heights.size() < kLeast)
        throw Error(ErrorKind::job, fmt::format("focus: {} heights are too few for a peak, {} are needed",
                                                heights.size(), kLeast));
    const auto [least, most] = std::ranges::minmax(heights, {}, &HeightSharpness::sharpness);
    const auto [low, high] = std::ranges::minmax(heights, {}, &HeightSharpness::z_um);
    FocusPeak peak{.z_um = most.z_um,
                   .contrast = least.sharpness > 0.0 ? most.sharpness / least.sharpness : 0.0,
                   .inside = false};
    std::vector<HeightSharpness> near(heights.begin(), heights.end());
    std::ranges::sort(near, [](const auto& a, const auto& b) { return a.sharpness > b.sharpness; });
    near.resize(std::max(kLeast, near.size() / 2 + 1));
    const auto n = static_cast<Eigen::Index>(near.size());
    Eigen::MatrixXd a(n, 3);
    Eigen::VectorXd b(n);
    const double span = std::max(high.z_um - low.z_um, 1e-9);
    for (Eigen::Index i = 0; i < n; ++i) {
        const HeightSharpness& p = near[static_cast<std::size_t>(i)];
        const double z = (p.z_um - most.z_um) / span;
        const double weight = p.sharpness * p.sharpness;  // those in focus count most
        a.row(i) << weight, weight * z, weight * z * z;
        b(i) = p.sharpness > 0.0 ? weight / (p.sharpness * p.sharpness) : 0.0;
    }
    const Eigen::Vector3d c = a.colPivHouseholderQr().solve(b);
    if (!(c(2) > 0.0)) return peak;
    peak.z_um = most.z_um - span * c(1) / (2.0 * c(2));
    // Where the sharpest of all heights is the first or the last, its other flank was not seen.
    const bool both_flanks = most.z_um > low.z_um && most.z_um < high.z_um;
    peak.inside = both_flanks && peak.z_um > low.z_um && peak.z_um < high.z_um;
    return peak;
}

}  // namespace waferglow::calibration
