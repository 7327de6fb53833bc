// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/map/internal/robust.h"

#include <limits>
#include <numeric>

namespace waferglow {

double quantile(std::vector<float>& values, double share) {
    if (values.empty()) return std::numeric_limits<double>::quiet_NaN();
    return static_cast<double>(value_of_share(values, share));
}

std::size_t sampling_step(std::size_t count, std::size_t most, std::size_t row_length) {
    if (count <= most) return 1;
    // A step that shares a factor with the row length would see some columns only.
    std::size_t step = count / most | 1U;
    while (std::gcd(step, row_length) != 1) step += 2;
    return step;
}

double upper_spread(const std::vector<float>& values, double center) {
    std::vector<float> above;
    for (const float value : values) {
        const double deviation = static_cast<double>(value) - center;
        if (deviation > 0.0) above.push_back(static_cast<float>(deviation));
    }
    return above.size() < 2 ? 0.0 : kMadToSigma * quantile(above, 0.5);
}

}  // namespace waferglow
