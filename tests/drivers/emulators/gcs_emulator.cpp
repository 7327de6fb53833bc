// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/drivers/emulators/gcs_emulator.h"

#include <algorithm>
#include <cmath>
#include <sstream>
#include <utility>

#include <fmt/format.h>

namespace waferglow::test {
namespace {

// Error codes of MS249E 8.7.
constexpr int kSyntax = 1;
constexpr int kUnknownCommand = 2;
constexpr int kUnreferencedOrServoOff = 5;
constexpr int kOutOfLimits = 7;
constexpr int kStopped = 10;
constexpr int kInvalidAxis = 15;
constexpr int kJoystick = 51;

}  // namespace

bool GcsEmulator::next(std::string& bytes, std::string& answer) {
    const bool taken = take(bytes, answer);
    x_mm = axes_["1"].position;
    target_x_mm = axes_["1"].target;
    return taken;
}

bool GcsEmulator::take(std::string& bytes, std::string& answer) {
    if (bytes.empty()) return false;
    // "Single-character commands are not followed by a termination character."
    if (bytes[0] == '\x05') {
        look();
        int moving = 0;
        int bit = 1;
        for (const auto& [name, axis] : axes_) {
            if (axis.position != axis.target || axis.referencing) moving += bit;
            bit *= 2;
        }
        answer = fmt::format("{:X}\n", moving);
        bytes.erase(0, 1);
        return true;
    }
    if (bytes[0] == '\x18') {
        for (auto& [name, axis] : axes_) {
            axis.target = axis.position;
            axis.referencing = false;
        }
        error_ = kStopped;
        bytes.erase(0, 1);
        return true;
    }
    const std::size_t end = bytes.find('\n');
    if (end == std::string::npos) return false;
    answer = line(bytes.substr(0, end));
    bytes.erase(0, end + 1);
    return true;
}

void GcsEmulator::look() {
    if (stalled) return;
    for (auto& [name, axis] : axes_) {
        const double left = axis.target - axis.position;
        axis.position =
            std::abs(left) <= step ? axis.target : axis.position + std::copysign(step.load(), left);
        if (axis.referencing && axis.position == axis.target) {
            axis.referencing = false;
            axis.referenced = true;
        }
    }
}

std::string GcsEmulator::line(const std::string& text) {
    std::istringstream stream(text);
    std::vector<std::string> words;
    for (std::string word; stream >> word;) words.push_back(word);
    if (words.empty()) return {};
    if (words[0] == "*IDN?") {
        return "(c)2015 Physik Instrumente (PI) GmbH & Co. KG, C-863.12, 0115500123, 1.2.1.0\n";
    }
    if (words[0] == "ERR?") return fmt::format("{}\n", std::exchange(error_, 0));
    if (words[0].ends_with('?')) return status(words[0], words);
    command(words);
    return {};
}

std::string GcsEmulator::status(const std::string& query, const std::vector<std::string>& words) {
    if (query == "POS?") look();
    std::vector<std::string> names(words.begin() + 1, words.end());
    if (names.empty()) {
        for (const auto& [name, axis] : axes_) names.push_back(name);
    }
    std::string answer;
    for (const std::string& name : names) {
        const auto found = axes_.find(name);
        if (found == axes_.end()) {
            error_ = kInvalidAxis;
            return {};
        }
        const Axis& axis = found->second;
        if (!answer.empty()) answer += " \n";  // "the space preceding ... is left out of the last line"
        if (query == "POS?")
            answer += signed_numbers && axis.position >= 0.0
                          ? fmt::format("{}={:+010.4f}", name, axis.position)
                          : fmt::format("{}={:.{}f}", name, axis.position, signed_numbers ? 4 : 7);
        else if (query == "TMN?")
            answer += fmt::format("{}={:.7f}", name, axis.low);
        else if (query == "TMX?")
            answer += fmt::format("{}={:.7f}", name, axis.high);
        else if (query == "VEL?")
            answer += fmt::format("{}={:.7f}", name, 20.0);
        else if (query == "FRF?")
            answer += fmt::format("{}={}", name, axis.referenced ? 1 : 0);
        else if (query == "ONT?")
            answer += fmt::format("{}={}", name, axis.position == axis.target ? 1 : 0);
        else if (query == "SVO?")
            answer += fmt::format("{}={}", name, axis.servo ? 1 : 0);
        else {
            error_ = kUnknownCommand;
            return {};
        }
    }
    return answer + "\n";
}

void GcsEmulator::command(const std::vector<std::string>& words) {
    if (words[0] == "STP") {
        for (auto& [name, axis] : axes_) axis.target = axis.position;
        error_ = kStopped;
        return;
    }
    const bool with_value = words[0] == "MOV" || words[0] == "SVO";
    if (!with_value && words[0] != "FRF") {
        error_ = kUnknownCommand;
        return;
    }
    const std::size_t step_words = with_value ? 2 : 1;
    if ((words.size() - 1) % step_words != 0) {
        error_ = kSyntax;
        return;
    }
    // "When a part of a command line cannot be executed, the line is not executed at all."
    for (const bool execute : {false, true}) {
        for (std::size_t i = 1; i < words.size(); i += step_words) {
            const auto found = axes_.find(words[i]);
            if (found == axes_.end()) {
                error_ = kInvalidAxis;
                return;
            }
            Axis& axis = found->second;
            const double value = with_value ? std::stod(words[i + 1]) : 0.0;
            if (words[0] == "MOV") {
                if (joystick)
                    error_ = kJoystick;
                else if (!axis.servo || !axis.referenced)
                    error_ = kUnreferencedOrServoOff;
                else if (value < axis.low || value > axis.high)
                    error_ = kOutOfLimits;
                else if (execute)
                    axis.target = value;
            } else if (words[0] == "FRF" && !axis.servo) {
                error_ = kUnreferencedOrServoOff;
            } else if (execute && words[0] == "FRF") {
                axis.referencing = true;
                axis.referenced = false;
                axis.target = 0.0;
            } else if (execute) {
                axis.servo = value != 0.0;
            }
        }
        if (error_ != 0) return;
    }
}

}  // namespace waferglow::test
