// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/drivers/emulators/asi_emulator.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <sstream>

#include <fmt/format.h>

namespace waferglow::test {

bool AsiEmulator::next(std::string& bytes, std::string& answer) {
    const std::size_t end = bytes.find('\r');
    if (end == std::string::npos) return false;
    answer = line(bytes.substr(0, end)) + "\r\n";
    bytes.erase(0, end + 1);
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
    std::string answer = ":A";
    for (const std::string& word : words) {
        const auto found = axes_.find(word[0]);
        if (found == axes_.end()) return ":N-2";
        Axis& axis = found->second;
        const bool asks = word.ends_with('?');
        const double value = word.size() > 2 && word[1] == '=' ? std::stod(word.substr(2)) : 0.0;
        if (verb == "W" || verb == "WHERE") {
            answer += fmt::format(" {:.1f}", axis.position);
        } else if (verb == "M" || verb == "MOVE") {
            axis.target = std::clamp(value, axis.low_mm * 1e4, axis.high_mm * 1e4);
        } else if (verb == "!" || verb == "HOME") {
            axis.target = axis.high_mm * 1e4;  // "a hardware or firmware limit switch is encountered"
        } else if (verb == "H" || verb == "HERE") {
            axis.position = axis.target = value;
        } else if ((verb == "SL" || verb == "SETLOW") && asks) {
            answer += fmt::format(" {}={:.6f}", word[0], axis.low_mm);
        } else if ((verb == "SU" || verb == "SETUP") && asks) {
            answer += fmt::format(" {}={:.6f}", word[0], axis.high_mm);
        } else if ((verb == "S" || verb == "SPEED") && asks) {
            answer += fmt::format(" {}={:.6f}", word[0], 7.5);
        } else {
            return ":N-1";
        }
    }
    return answer + " ";
}

}  // namespace waferglow::test
