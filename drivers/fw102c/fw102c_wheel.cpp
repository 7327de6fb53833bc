// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/fw102c/fw102c_wheel.h"

#include "drivers/fw102c/fw102c_commands.h"
#include "drivers/transport/number_text.h"
#include "drivers/transport/text_port.h"

#include <optional>
#include <thread>
#include <utility>

#include <fmt/format.h>

namespace waferglow::drivers {
namespace {

constexpr const char* kDevice = "fw102c filter wheel";
constexpr const char* kRefused = "Command error";

/// What stands in an answer: the echo of the command, then a value or a refusal. Line ends and the zeros that
/// some firmware sends before them are no part of it.
std::vector<std::string> parts_of(const std::string& answer) {
    std::vector<std::string> parts;
    std::string part;
    for (const char c : answer + '\r') {
        if (c == '\0') continue;
        if (c != '\r' && c != '\n') {
            part += c;
        } else if (!trimmed(part).empty()) {
            parts.emplace_back(trimmed(part));
            part.clear();
        }
    }
    return parts;
}

bool is_refusal(const std::vector<std::string>& parts) {
    return parts.size() == 2 && parts[1].starts_with(kRefused);
}

/// "THORLABS FW102C/FW212C Filter Wheel version 1.04": no other answer names the maker.
bool is_wheel_identity(const std::string& answer) {
    return answer.find("THORLABS") != std::string::npos;
}

class Fw102cWheel final : public FilterWheel {
  public:
    Fw102cWheel(std::unique_ptr<Link> link, const Fw102cSettings& settings)
        : settings_(settings),
          port_(std::move(link), {.device = kDevice,
                                  .end_sent = "\r",
                                  .end_read = "> ",
                                  .timeout = settings.answer_timeout,
                                  .marker = {fw102c::kIdentity.text(), is_wheel_identity}}) {
        connect();
    }

    [[nodiscard]] Identity identity() const override { return identity_; }
    [[nodiscard]] FilterWheelCapabilities capabilities() const override { return {.positions = positions_}; }

    void make_safe() noexcept override {}  // its sensors go off by themselves when it stands

    void reconnect() override {
        port_.reopen();
        connect();
    }

    void move_to(int position, std::chrono::milliseconds timeout, std::stop_token stop) override {
        if (position < 1 || position > positions_)
            throw Error(ErrorKind::usage,
                        fmt::format("{}: position {} is beyond 1 to {}", kDevice, position, positions_));
        if (stop.stop_requested())
            throw Error(ErrorKind::cancelled, fmt::format("{}: the move was stopped on request", kDevice));
        const auto deadline = std::chrono::steady_clock::now() + timeout;
        const OnceOnly command = fw102c::move_to(position);
        // The prompt comes when the wheel has arrived; whether it has, it is asked.
        const std::string answer =
            port_.ask(command, {.good = echoes(command.text(), 1), .timeout = timeout});
        check_taken(command.text(), answer);
        for (int stands = this->position(); stands != position; stands = this->position()) {
            if (std::chrono::steady_clock::now() >= deadline)
                throw port_.fault(
                    command.text(),
                    fmt::format("the wheel stands at position {} after {} ms; is it blocked, or "
                                "did somebody turn it?",
                                stands, timeout.count()));
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
    }

    [[nodiscard]] int position() const override {
        const int at = number(fw102c::kPosition);
        if (at < 1 || at > positions_)
            throw port_.fault(
                fw102c::kPosition.text(),
                fmt::format("position {} is beyond 1 to {}; is the wheel's type right (pcount)?", at,
                            positions_));
        return at;
    }

  private:
    void connect() {
        port_.synchronise();
        read_identity();
        if (settings_.positions != 0) {
            set(fw102c::set_positions(settings_.positions), fw102c::kPositions, settings_.positions);
        }
        positions_ = number(fw102c::kPositions);
        if (positions_ != 6 && positions_ != 12)
            throw port_.fault(fw102c::kPositions.text(),
                              fmt::format("wheels have 6 or 12 positions, not {}", positions_));
        set(fw102c::set_speed(settings_.fast), fw102c::kSpeed, settings_.fast ? 1 : 0);
        set(fw102c::set_trigger(settings_.trigger_output), fw102c::kTrigger,
            settings_.trigger_output ? 1 : 0);
        set(fw102c::set_sensors(settings_.sensors_always_on), fw102c::kSensors,
            settings_.sensors_always_on ? 1 : 0);
    }

    void read_identity() {
        const std::string text = value(fw102c::kIdentity, is_wheel_identity);
        const std::size_t maker = text.find(' ');
        const std::size_t model = text.find(' ', maker + 1);
        const std::size_t version = text.rfind(' ');
        identity_ = {"Thorlabs", text.substr(maker + 1, model - maker - 1), {}, text.substr(version + 1)};
    }

    /// The answer begins with the command and has so many parts, or is a refusal.
    static std::function<bool(const std::string&)> echoes(const std::string& command, std::size_t count) {
        return [=](const std::string& answer) {
            const std::vector<std::string> parts = parts_of(answer);
            return !parts.empty() && parts[0] == command && (parts.size() == count || is_refusal(parts));
        };
    }

    void check_taken(const std::string& command, const std::string& answer) const {
        const std::vector<std::string> parts = parts_of(answer);
        if (is_refusal(parts))
            throw port_.fault(
                command, fmt::format("the wheel refused it: {}; is it this device?", printable(parts[1])));
    }

    void set(const Repeatable& setting, const Repeatable& query, int wanted) {
        check_taken(setting.text(), port_.ask(setting, {.good = echoes(setting.text(), 1)}));
        const int is = number(query);
        if (is != wanted)
            throw port_.fault(setting.text(),
                              fmt::format("it was taken, but {} is answered by {}", query.text(), is));
    }

    [[nodiscard]] std::string value(const Repeatable& query,
                                    const std::function<bool(const std::string&)>& good) const {
        const std::string answer = port_.ask(query, {.good = [&](const std::string& text) {
                                                 if (!echoes(query.text(), 2)(text)) return false;
                                                 const std::vector<std::string> parts = parts_of(text);
                                                 return is_refusal(parts) || good(parts[1]);
                                             }});
        check_taken(query.text(), answer);
        return parts_of(answer)[1];
    }
    [[nodiscard]] int number(const Repeatable& query) const {
        return to_integer(value(query, [](const std::string& text) { return to_integer(text).has_value(); }))
            .value();
    }

    Fw102cSettings settings_;
    mutable TextPort port_;  ///< thread-safe
    Identity identity_;
    int positions_ = 0;
};

}  // namespace

std::unique_ptr<FilterWheel> make_fw102c_wheel(std::unique_ptr<Link> link, const Fw102cSettings& settings) {
    return std::make_unique<Fw102cWheel>(std::move(link), settings);
}

}  // namespace waferglow::drivers
