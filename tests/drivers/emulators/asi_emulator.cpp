// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/drivers/emulators/asi_emulator.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <sstream>

#include <fmt/format.h>

namespace waferglow::test {
namespace {

constexpr double kCountsPerMm = 1e4;  // tenths of a micrometre

}  // namespace

bool AsiEmulator::next(std::string& bytes, std::string& answer) {
    const std::size_t end = bytes.find('\r');
    if (end == std::string::npos) return false;
    answer = line(bytes.substr(0, end)) + "\r\n";
    bytes.erase(0, end + 1);
    x = axes_['X'].position;
    target_x = axes_['X'].target;
    return true;
}

void AsiEmulator::look() {
    if (stalled) return;
    for (auto& [name, axis] : axes_) {
        const double left = axis.target - axis.position;
        axis.position =
            std::abs(left) <= step ? axis.target : axis.position + std::copysign(step.load(), left);
    }
}

bool AsiEmulator::busy() const {
    return std::any_of(axes_.begin(), axes_.end(),
                       [](const auto& entry) { return entry.second.position != entry.second.target; });
}

std::string AsiEmulator::line(const std::string& text) {
    std::istringstream stream(text);
    std::vector<std::string> words;
    for (std::string word; stream >> word;) {  // "Serial commands are not case-sensitive."
        std::transform(word.begin(), word.end(), word.begin(),
                       [](unsigned char c) { return std::toupper(c); });
        words.push_back(word);
    }
    if (words.empty()) return ":N-1";
    const std::string verb = words[0];
    words.erase(words.begin());
    if (verb == "N" || verb == "WHO") return ":A ASI-MS2000-XYBR-Z-USB";
    if (verb == "V" || verb == "VERSION") return ":A Version: USB-9.2n ";
    if (verb == "/" || verb == "STATUS") {
        look();
        return busy() ? "B" : "N";
    }
    if (verb == "\\" || verb == "HALT") {
        const bool moved = busy();
        for (auto& [name, axis] : axes_) axis.target = axis.position;
        return moved ? ":N-21" : ":A ";
    }
    if (verb == "W" || verb == "WHERE") look();
    return with_axes(verb, words);
}

std::string AsiEmulator::with_axes(const std::string& verb, const std::vector<std::string>& words) {
    if (words.empty()) return ":N-3";
    const auto is = [&verb](const char* brief, const char* full) { return verb == brief || verb == full; };
    std::string answer = ":A";
    if (is("W", "WHERE")) {
        for (const std::string& word : words)
            if (!axes_.contains(word[0])) return ":N-2";
        // "No matter which order [...], the reply will always be in the order of the underlying hardware."
        for (const auto& [name, axis] : axes_) {
            const bool asked = std::any_of(words.begin(), words.end(),
                                           [n = name](const std::string& word) { return word[0] == n; });
            if (asked) answer += fmt::format(" {}", std::round(10.0 * axis.position) / 10.0);
        }
        return answer + " ";
    }
    for (const std::string& word : words) {
        const auto found = axes_.find(word[0]);
        if (found == axes_.end()) return ":N-2";
        Axis& axis = found->second;
        const bool asks = word.ends_with('?');
        const double value = word.size() > 2 && word[1] == '=' ? std::stod(word.substr(2)) : 0.0;
        const auto tell = [&](double number) { answer += fmt::format(" {}={:.3f}", word[0], number); };
        if (is("M", "MOVE") && refuses_moves) return ":N-5";
        if (is("M", "MOVE")) {
            axis.target = std::clamp(value, axis.low_mm * kCountsPerMm, axis.high_mm * kCountsPerMm);
        } else if (is("!", "HOME")) {
            // "The home position defaults to a large positive number far exceeding the mechanical limits."
            axis.target = axis.high_mm * kCountsPerMm;
        } else if (is("H", "HERE")) {
            // The limits are "fixed hardware locations and are adjusted properly".
            const double shift_mm = (value - axis.position) / kCountsPerMm;
            axis.low_mm += shift_mm;
            axis.high_mm += shift_mm;
            axis.position = axis.target = value;
        } else if (is("SL", "SETLOW")) {
            asks ? tell(axis.low_mm) : void(axis.low_mm = value);
        } else if (is("SU", "SETUP")) {
            asks ? tell(axis.high_mm) : void(axis.high_mm = value);
        } else if (is("S", "SPEED") && asks) {
            tell(7.5);
        } else {
            return ":N-1";
        }
    }
    return answer + " ";
}

}  // namespace waferglow::test
