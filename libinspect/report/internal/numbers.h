// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers as people read them in a report; "-" where there is none (NaN).
#pragma once

#include "libinspect/correlation/confusion.h"

#include <cstdint>
#include <string>

namespace waferglow {

/// Stands where there is no number.
inline constexpr const char* kNone = "\u2013";

/// 1234567 -> "1 234 567" with narrow no-break spaces.
[[nodiscard]] std::string count_text(std::int64_t value);
/// With `digits` behind the point.
[[nodiscard]] std::string fixed_text(double value, int digits);
/// With `digits` significant ones, without an exponent while it lies between 1e-4 and 1e7.
[[nodiscard]] std::string short_text(double value, int digits = 4);
/// A tick of an axis whose ticks are `step` apart.
[[nodiscard]] std::string tick_text(double value, double step);
/// A share as per cent, "99.53 %".
[[nodiscard]] std::string percent_text(double share, int digits = 2);
/// "99.41 to 99.64 %".
[[nodiscard]] std::string percent_range(const Interval& interval, int digits = 2);
/// `part` of `whole` as a share; NaN where whole is 0.
[[nodiscard]] double share_of(std::int64_t part, std::int64_t whole);
/// "label, unit", or the label alone where there is no unit. "um" is written with a mu.
[[nodiscard]] std::string with_unit(const std::string& label, const std::string& unit);

}  // namespace waferglow
