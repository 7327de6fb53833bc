// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/formats/table_cell.h"

#include "libinspect/formats/internal/text_scan.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <string>
#include <system_error>

namespace waferglow {
namespace {

constexpr std::string_view kNoBreakSpace = "\xC2\xA0";

/// Those that pandas takes for missing, and those of testers. Infinity is none of them: it is a value, and no
/// finite one.
constexpr std::array<std::string_view, 19> kNoDataWords{
    "nan",  "na",   "n/a",      "null",     "none",      "-",      "--",      "#n/a",    "#na",     "<na>",
    "-nan", "+nan", "#n/a n/a", "nan(ind)", "-nan(ind)", "1.#ind", "-1.#ind", "1.#qnan", "-1.#qnan"};

/// Without blanks, and without the plus sign that std::from_chars does not take.
std::string_view bare_number(std::string_view text) {
    text = trimmed_cell(text);
    if (text.size() > 1 && text[0] == '+' && text[1] != '-') text.remove_prefix(1);
    return text;
}

/// The number that is all of `text`, infinite where it is beyond the range of a double and 0 below it;
/// nothing where it is none. "inf" and "nan" are none.
std::optional<double> scan_number(std::string_view text) {
    text = bare_number(text);
    const char* const end = text.data() + text.size();
    double value = 0.0;
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    if (stop != end || error == std::errc::invalid_argument) return std::nullopt;
    if (error == std::errc{}) return std::isfinite(value) ? std::optional(value) : std::nullopt;
    // Beyond the range, large or small: from_chars does not say which.
    long double wide = 0.0L;
    const bool wide_enough = std::from_chars(text.data(), end, wide).ec == std::errc{};
    const bool small =
        wide_enough ? std::abs(wide) < 1.0L
                    : text.find("e-") != std::string_view::npos || text.find("E-") != std::string_view::npos;
    if (small) return 0.0;
    const double infinite = std::numeric_limits<double>::infinity();
    return text.starts_with('-') ? -infinite : infinite;
}

std::optional<double> scan_number(std::string_view text, char decimal) {
    if (decimal == '.') return scan_number(text);
    if (text.find('.') != std::string_view::npos) return std::nullopt;
    std::string with_point(text);
    std::ranges::replace(with_point, decimal, '.');
    return scan_number(with_point);
}

}  // namespace

std::string_view trimmed_cell(std::string_view text) {
    const auto blank = [](char c) { return c == ' ' || c == '\t'; };
    for (;;) {
        if (!text.empty() && blank(text.front())) {
            text.remove_prefix(1);
        } else if (!text.empty() && blank(text.back())) {
            text.remove_suffix(1);
        } else if (text.starts_with(kNoBreakSpace)) {
            text.remove_prefix(kNoBreakSpace.size());
        } else if (text.ends_with(kNoBreakSpace)) {
            text.remove_suffix(kNoBreakSpace.size());
        } else {
            return text;
        }
    }
}

bool is_no_data(std::string_view text) {
    text = trimmed_cell(text);
    return text.empty() || std::ranges::any_of(kNoDataWords, [text](std::string_view known) {
               return same_word(text, known);
           });
}

bool fits_float(double value) {
    return std::abs(value) <= static_cast<double>(std::numeric_limits<float>::max());
}

CellNumber read_cell(std::string_view text, char decimal) {
    if (const auto value = scan_number(text, decimal))
        return {fits_float(*value) ? CellContent::number : CellContent::out_of_range, *value};
    return {is_no_data(text) ? CellContent::no_data : CellContent::no_number,
            std::numeric_limits<double>::quiet_NaN()};
}

std::optional<bool> read_flag(std::string_view text, char decimal) {
    text = trimmed_cell(text);
    if (text == "0") return false;
    if (text == "1") return true;
    if (same_word(text, "true")) return true;
    if (same_word(text, "false")) return false;
    const auto number = scan_number(text, decimal);
    if (!number || (*number != 0.0 && *number != 1.0)) return std::nullopt;
    return *number == 1.0;
}

std::optional<double> parse_number(std::string_view text) {
    const auto value = scan_number(text);
    return value && std::isfinite(*value) ? value : std::nullopt;
}

}  // namespace waferglow
