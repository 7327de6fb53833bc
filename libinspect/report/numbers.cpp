// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/report/internal/numbers.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

namespace waferglow {
namespace {

constexpr const char* kThinSpace = "\u202F";
constexpr const char* kMinus = "\u2212";

/// A hyphen in front of digits becomes a minus sign as wide as a plus.
std::string with_minus(std::string text) {
    if (!text.empty() && text.front() == '-') text.replace(0, 1, kMinus);
    return text;
}

}  // namespace

std::string count_text(std::int64_t value) {
    std::string digits = std::to_string(value < 0 ? -value : value);
    for (std::ptrdiff_t at = std::ssize(digits) - 3; at > 0; at -= 3) {
        digits.insert(static_cast<std::size_t>(at), kThinSpace);
    }
    return value < 0 ? kMinus + digits : digits;
}

std::string fixed_text(double value, int digits) {
    if (!std::isfinite(value)) return kNone;
    std::string text = fmt::format("{:.{}f}", value, digits);
    // No "-0.00".
    if (text.find_first_not_of("-0.") == std::string::npos && text.front() == '-') text.erase(0, 1);
    return with_minus(text);
}

std::string short_text(double value, int digits) {
    if (!std::isfinite(value)) return kNone;
    const double size = std::abs(value);
    if (size == 0.0) return "0";
    if (size < 1e-4 || size >= 1e7) return with_minus(fmt::format("{:.{}g}", value, digits));
    const int before = static_cast<int>(std::floor(std::log10(size))) + 1;
    return fixed_text(value, std::max(0, digits - before));
}

std::string tick_text(double value, double step) {
    if (std::abs(value) >= 1e6) return with_minus(fmt::format("{:g}", value));
    return fixed_text(value, std::max(0, static_cast<int>(std::ceil(-std::log10(step) - 1e-9))));
}

std::string percent_text(double share, int digits) {
    return std::isfinite(share) ? fixed_text(100.0 * share, digits) + "\u00A0%" : kNone;
}

std::string percent_range(const Interval& interval, int digits) {
    return fmt::format("{} to {}\u00A0%", fixed_text(100.0 * interval.low, digits),
                       fixed_text(100.0 * interval.high, digits));
}

double share_of(std::int64_t part, std::int64_t whole) {
    return whole > 0 ? static_cast<double>(part) / static_cast<double>(whole)
                     : std::numeric_limits<double>::quiet_NaN();
}

std::string with_unit(const std::string& label, const std::string& unit) {
    if (unit.empty()) return label;
    return label + ", " + (unit == "um" ? "\u00B5m" : unit == "uA" ? "\u00B5A" : unit);
}

}  // namespace waferglow
