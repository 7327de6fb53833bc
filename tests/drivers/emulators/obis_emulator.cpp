// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/drivers/emulators/obis_emulator.h"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

namespace waferglow::test {
namespace {

constexpr int kUnknown = -100;
constexpr int kInvalidParameter = -220;
constexpr int kConflict = -221;
constexpr int kOutOfOrder = -200;
constexpr int kUnavailable = -241;
constexpr const char* kPrompt = "OBIS>";
constexpr double kLowW = 0.001;
constexpr double kHighW = 0.055;

/// SCPI: "SOURce:AM:STATe" may be written in full or by its capitals, in either case.
bool same_command(const std::string& sent, const std::string& pattern) {
    std::string brief;
    std::string full;
    for (const char c : pattern) {
        const auto code = static_cast<unsigned char>(c);
        full += static_cast<char>(std::toupper(code));
        if (std::islower(code) == 0) brief += c;
    }
    std::string upper;
    for (const char c : sent) upper += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return upper == brief || upper == full;
}

}  // namespace

bool ObisEmulator::next(std::string& bytes, std::string& answer) {
    const std::size_t end = bytes.find('\r');
    if (end == std::string::npos) return false;
    std::string command = bytes.substr(0, end);
    bytes.erase(0, end + 1);
    if (command.starts_with('\n')) command.erase(0, 1);
    if (!interlock_closed) on = false;
    answer = reply(command);
    if (prompt) answer += kPrompt;
    return true;
}

std::string ObisEmulator::reply(const std::string& command) {
    // "SYSTem2:LOCK?" is to device 2, "SYSTem:LOCK?" to device 0; so are IDN and IDN2.
    std::string bare = command;
    const std::size_t digit = bare.find_first_of("0123456789");
    const std::size_t root = std::min(bare.find_first_of(":? "), bare.size());
    int device = 0;
    if (digit < root) {
        device = bare[digit] - '0';
        bare.erase(digit, 1);
    }
    if (device != place) {
        const bool remote =
            device == 0 && (bare.find("COMM") != std::string::npos || bare.starts_with("*IDN"));
        if (!remote) return fmt::format("ERR{}\r\n", device == 0 ? kUnknown : kUnavailable);
    }
    return reply_of_laser(bare);
}

std::string ObisEmulator::reply_of_laser(const std::string& command) {
    if (next_error != 0) return fmt::format("ERR{}\r\n", next_error.exchange(0));
    if (command.ends_with('?')) {
        const std::string value = query(command);
        if (value.empty()) return fmt::format("ERR{}\r\n", kUnknown);
        return value + "\r\n" + (handshaking_ ? "OK\r\n" : "");
    }
    const std::size_t space = command.find(' ');
    const int error =
        space == std::string::npos ? kUnknown : set(command.substr(0, space), command.substr(space + 1));
    if (error != 0) return fmt::format("ERR{}\r\n", error);
    return handshaking_ ? "OK\r\n" : "";
}

std::string ObisEmulator::query(const std::string& name) {
    const auto is = [&](const char* pattern) { return same_command(name, pattern); };
    const auto on_off = [](bool value) { return std::string(value ? "ON" : "OFF"); };
    if (is("*IDN?")) return "Coherent, Inc - OBIS 405nm 50mW C - V1.0.1 - Dec 14 2010";
    if (is("SYSTem:INFormation:MODel?")) return "OBIS 405nm 50mW C";
    if (is("SYSTem:INFormation:SNUMber?")) return "BO34567";
    if (is("SYSTem:INFormation:FVERsion?")) return "V1.0.1";
    if (is("SYSTem:INFormation:WAVelength?")) return "405";
    if (is("SOURce:POWer:LIMit:LOW?")) return fmt::format("{:.5f}", kLowW);
    if (is("SOURce:POWer:LIMit:HIGH?")) return fmt::format("{:.5f}", kHighW);
    if (is("SOURce:POWer:LEVel?")) return fmt::format("{:.5f}", on ? power_w * 1.01 : 0.0);
    if (is("SOURce:POWer:LEVel:IMMediate:AMPLitude?")) return fmt::format("{:.5f}", power_w.load());
    if (is("SOURce:AM:STATe?")) return on_off(on);
    if (is("SYSTem:AUTostart?")) return on_off(autostart_);
    if (is("SYSTem:LOCK?")) return on_off(interlock_closed);
    if (is("SYSTem:FAULt?")) return fmt::format("{:08X}", faults.load());
    if (is("SYSTem:STATus?")) {
        const bool emits = on && ++looks_ > delay_looks;
        return fmt::format("{:08X}", (faults != 0 ? 1U : 0U) | (emits ? 2U : 0U));
    }
    return {};
}

int ObisEmulator::set(const std::string& name, const std::string& value) {
    const auto is = [&](const char* pattern) { return same_command(name, pattern); };
    if (is("SOURce:POWer:LEVel:IMMediate:AMPLitude")) {
        if (refuses_power) return kConflict;
        if (value.empty() || value.find_first_not_of("0123456789.+-eE") != std::string::npos)
            return kInvalidParameter;
        const double power = std::stod(value);
        if (power < kLowW || power > kHighW) return kInvalidParameter;
        power_w = power;
        return 0;
    }
    if (is("SOURce:AM:INTernal")) return value == "CWP" || value == "CWC" ? 0 : kInvalidParameter;
    const bool known = is("SOURce:AM:STATe") || is("SYSTem:AUTostart") ||
                       is("SYSTem:COMMunicate:HANDshaking") || is("SYSTem:COMMunicate:PROMpt");
    if (!known) return kUnknown;
    if (value != "ON" && value != "OFF") return kInvalidParameter;
    if (is("SYSTem:AUTostart")) autostart_ = value == "ON";
    if (is("SYSTem:COMMunicate:PROMpt")) prompt = value == "ON";
    if (is("SYSTem:COMMunicate:HANDshaking")) handshaking_ = value == "ON";
    if (is("SOURce:AM:STATe")) {
        if (value == "ON" && !interlock_closed) return kOutOfOrder;
        on = value == "ON";
        looks_ = 0;
    }
    return 0;
}

}  // namespace waferglow::test
