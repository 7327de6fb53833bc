// SPDX-License-Identifier: GPL-3.0-or-later
// Values by their place in the sorted order, found without sorting.
#pragma once

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <ranges>

namespace waferglow {

/// Over the median absolute deviation of a normal distribution gives its standard deviation.
inline constexpr double kMadToSigma = 1.4826;

/// The value that would stand at `rank` (0: the least) if `values` were sorted. Reorders `values`, which must
/// have more than `rank` elements and no NaN.
template <std::ranges::random_access_range Values>
[[nodiscard]] std::ranges::range_value_t<Values> value_of_rank(Values& values, std::size_t rank) {
    const auto place = std::ranges::begin(values) + static_cast<std::ptrdiff_t>(rank);
    std::nth_element(std::ranges::begin(values), place, std::ranges::end(values));
    return *place;
}

/// Of two middle values the upper one. Reorders `values`, which must hold a value and no NaN.
template <std::ranges::random_access_range Values>
[[nodiscard]] std::ranges::range_value_t<Values> upper_median(Values& values) {
    return value_of_rank(values, std::ranges::size(values) / 2);
}

/// The value that `share` of the others, 0 to 1, lie below: one of them, nothing is interpolated. Reorders
/// `values`, which must not be empty.
template <std::ranges::random_access_range Values>
[[nodiscard]] std::ranges::range_value_t<Values> value_of_share(Values& values, double share) {
    const auto last = static_cast<double>(std::ranges::size(values) - 1);
    return value_of_rank(values, static_cast<std::size_t>(share * last));
}

}  // namespace waferglow
