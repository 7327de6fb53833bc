// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/drivers/emulators/fw102c_emulator.h"

#include <fmt/format.h>

namespace waferglow::test {
namespace {

constexpr const char* kNotDefined = "Command error CMD_NOT_DEFINED\n\r";
constexpr const char* kInvalid = "Command error CMD_ARG_INVALID\n\r";

}  // namespace

bool Fw102cEmulator::next(std::string& bytes, std::string& answer) {
    const std::size_t end = bytes.find('\r');
    if (end == std::string::npos) return false;
    const std::string command = bytes.substr(0, end);
    bytes.erase(0, end + 1);
    answer = command + "\r" + reply(command) + "> ";
    return true;
}

std::string Fw102cEmulator::reply(const std::string& command) {
    if (command == "*idn?") return "THORLABS FW102C/FW212C Filter Wheel version 1.04\r";
    if (command.ends_with('?')) return query(command.substr(0, command.size() - 1));
    const std::size_t equals = command.find('=');
    if (equals == std::string::npos) return kNotDefined;
    return set(command.substr(0, equals), command.substr(equals + 1));
}

std::string Fw102cEmulator::query(const std::string& name) {
    const auto answered = [](int value) { return fmt::format("{}\r", value); };
    if (name == "pos") {
        if (looks_left_ > 0 && --looks_left_ == 0) position = target_;
        return answered(position);
    }
    if (name == "pcount") return answered(pcount);
    if (name == "speed") return answered(speed);
    if (name == "trig") return answered(trig);
    if (name == "sensors") return answered(sensors);
    return kNotDefined;
}

std::string Fw102cEmulator::set(const std::string& name, const std::string& text) {
    const bool digits = !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
    const int value = digits ? std::stoi(text) : -1;
    const auto flag = [&](std::atomic<int>& setting) -> std::string {
        if (value != 0 && value != 1) return kInvalid;
        setting = value;
        return {};
    };
    if (name == "pos") {
        if (refuses_moves || value < 1 || value > pcount) return kInvalid;
        if (stuck) return {};
        target_ = (value - 1 + lands_off_by) % pcount + 1;
        looks_left_ = looks_to_turn;
        if (looks_left_ == 0) position = target_;
        return {};
    }
    if (name == "pcount") {
        if (value != 6 && value != 12) return kInvalid;
        pcount = value;
        return {};
    }
    if (name == "speed") return flag(speed);
    if (name == "trig") return flag(trig);
    if (name == "sensors") {
        const int before = sensors;
        const std::string answer = flag(sensors);
        if (keeps_sensors) sensors = before;
        return answer;
    }
    return kNotDefined;
}

}  // namespace waferglow::test
