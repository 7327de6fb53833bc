// SPDX-License-Identifier: GPL-3.0-or-later
// Small steps through text files whose whole content is in memory.
#pragma once

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace waferglow {

[[nodiscard]] inline bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

[[nodiscard]] inline std::string_view without_blanks(std::string_view text) {
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
    return text;
}

/// ASCII letters without regard to their case.
[[nodiscard]] inline bool same_word(std::string_view a, std::string_view b) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return std::ranges::equal(a, b, {}, lower, lower);
}

/// The whole number that is all of `text` but blanks around it and a plus sign.
template <class Whole>
[[nodiscard]] std::optional<Whole> parse_whole(std::string_view text, int base = 10) {
    text = without_blanks(text);
    if (text.size() > 1 && text[0] == '+' && text[1] != '-') text.remove_prefix(1);
    Whole value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

/// Lines of a text, ended by LF, CR LF or CR; their ends are taken off.
class LineScanner {
  public:
    explicit LineScanner(std::string_view text) : rest_(text) {}

    /// The next line; false at the end.
    bool next(std::string_view& line) {
        if (rest_.empty()) return false;
        ++number_;
        const std::size_t stop = std::min(rest_.find_first_of("\r\n"), rest_.size());
        line = rest_.substr(0, stop);
        const bool two = rest_.substr(stop).starts_with("\r\n");
        rest_.remove_prefix(std::min(rest_.size(), stop + (two ? 2 : 1)));
        return true;
    }
    /// Of the line last returned, from 1.
    [[nodiscard]] std::int64_t number() const { return number_; }

  private:
    std::string_view rest_;
    std::int64_t number_ = 0;
};

/// Adds a warning that is not there yet; beyond a hundred only the last says that there are more.
inline void add_warning(std::vector<std::string>& warnings, std::string text) {
    constexpr std::size_t kMost = 100;
    if (warnings.size() > kMost || std::ranges::find(warnings, text) != warnings.end()) return;
    warnings.push_back(warnings.size() == kMost ? "there are more warnings than these" : std::move(text));
}

/// "a, b, c and 7 more" of names for a message.
[[nodiscard]] inline std::string some_of(const std::vector<std::string>& names, std::size_t most = 8) {
    std::string text;
    for (std::size_t i = 0; i < std::min(most, names.size()); ++i) text += (i == 0 ? "" : ", ") + names[i];
    if (names.size() > most) text += " and " + std::to_string(names.size() - most) + " more";
    return text;
}

}  // namespace waferglow
