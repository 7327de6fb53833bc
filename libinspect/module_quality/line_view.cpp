// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/module_quality/internal/line_view.h"

#include "libinspect/base/order_statistics.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace waferglow::module {

LineSums sums_of_line(const LineView& view, std::int32_t line, double most) {
    LineSums sums{.sum = {0.0}, .count = {0}};
    for (std::int32_t k = 0; k < view.length; ++k) {
        const auto value = static_cast<double>(view.at(line, k));
        const bool there = !std::isnan(value);
        sums.sum.push_back(sums.sum.back() + (there ? std::clamp(value, -most, most) : 0.0));
        sums.count.push_back(sums.count.back() + (there ? 1 : 0));
    }
    return sums;
}

double trimmed_mean(const LineView& view, std::int32_t line, std::int32_t begin, std::int32_t end,
                    double reach) {
    std::vector<double> values;
    for (std::int32_t k = begin; k < end; ++k) {
        const auto value = static_cast<double>(view.at(line, k));
        if (!std::isnan(value)) values.push_back(value);
    }
    if (values.empty()) return std::numeric_limits<double>::quiet_NaN();
    std::vector<double> sorted = values;
    const double middle = upper_median(sorted);
    double sum = 0.0;
    int count = 0;
    for (const double value : values) {
        if (std::abs(value - middle) > reach) continue;
        sum += value;
        ++count;
    }
    return sum / count;
}

}  // namespace waferglow::module
