// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/obis/obis_laser.h"

#include "drivers/obis/obis_commands.h"
#include "drivers/transport/number_text.h"
#include "drivers/transport/text_port.h"

#include <cmath>
#include <thread>

#include <fmt/format.h>

namespace waferglow::drivers {
namespace {

constexpr const char* kDevice = "obis laser";
constexpr double kMwPerW = 1000.0;
// SYSTem:STATus?, "Status Code Bit Definitions".
constexpr std::uint32_t kStatusFault = 1U << 0;
constexpr std::uint32_t kStatusEmission = 1U << 1;

bool is_error(const std::string& line) {
    return line.starts_with("ERR");
}
bool is_done_or_error(const std::string& line) {
    return is_error(line) || trimmed(line) == "OK";
}
/// "Coherent, Inc - OBIS 405nm 50mW C - V1.0.1 - Dec 14 2010": no other answer names the maker.
bool is_identity(const std::string& line) {
    return line.find("Coherent") != std::string::npos;
}

TextPortSettings port_settings(const ObisSettings& settings) {
    return {.device = kDevice,
            .end_sent = "\r",
            .end_read = "\r\n",
            .timeout = settings.answer_timeout,
            .marker = {.query = obis_addressed(obis::kIdentity.text(), settings.remote_place),
                       .is_answer = is_identity,
                       .lines_after = 1}};
}

class ObisLaser final : public LightSource {
  public:
    ObisLaser(std::unique_ptr<Link> link, const ObisSettings& settings)
        : settings_(settings), port_(std::move(link), port_settings(settings)) {
        connect();
    }
    ~ObisLaser() override { make_safe(); }

    [[nodiscard]] Identity identity() const override { return identity_; }
    [[nodiscard]] LightCapabilities capabilities() const override { return capabilities_; }

    void make_safe() noexcept override {
        try {
            setting(obis::kOff, true);
        } catch (...) {  // a device that does not answer can't be made safer; the caller is on its way out
            return;
        }
    }

    void reconnect() override {
        port_.reopen();
        connect();
    }

    void set_power_mw(double power_mw) override {
        if (!(power_mw >= capabilities_.min_power_mw && power_mw <= capabilities_.max_power_mw)) {
            throw Error(ErrorKind::usage,
                        fmt::format("{}: power_mw = {} lies beyond the limits {} to {} mW", kDevice, power_mw,
                                    capabilities_.min_power_mw, capabilities_.max_power_mw));
        }
        setting(obis::kSetPower.with(fmt::format("{:.6f}", power_mw / kMwPerW)));
    }
    [[nodiscard]] double power_set_mw() const override { return kMwPerW * number(obis::kPowerSet); }
    [[nodiscard]] double power_measured_mw() const override {
        return is_on() ? kMwPerW * number(obis::kPower) : 0.0;
    }

    void switch_on() override {
        if (!interlock_closed()) {
            throw port_.fault(obis::kOn.text(),
                              "the interlock is open, so the light stays off; close it and try again");
        }
        try {
            light_up();
        } catch (const Error&) {  // whatever went wrong, the light may be on
            make_safe();
            throw;
        }
    }

    void switch_off() override {
        setting(obis::kOff, true);
        if (is_on()) throw port_.fault(obis::kOff.text(), "the laser still says that it is on; use its key");
    }
    [[nodiscard]] bool is_on() const override { return flag(obis::kState); }
    [[nodiscard]] bool interlock_closed() const override { return flag(obis::kInterlock); }

  private:
    void connect() {
        setting(obis::kHandshakingOn);
        setting(obis::kPromptOff);
        port_.synchronise();
        switch_off();
        setting(obis::kAutostartOff);
        setting(obis::kConstantPower);
        identity_.vendor = "Coherent";
        identity_.model = query(obis::kModel);
        identity_.serial_number = query(obis::kSerialNumber);
        identity_.firmware = query(obis::kFirmware);
        capabilities_.wavelength_nm = number(obis::kWavelength);
        capabilities_.min_power_mw = kMwPerW * number(obis::kLowPower);
        capabilities_.max_power_mw = kMwPerW * number(obis::kHighPower);
        capabilities_.has_interlock = true;
    }

    void light_up() {
        const OnceOnly on(addressed(obis::kOn.text()));
        check_done(on.text(), port_.ask(on, {.good = is_done_or_error}));
        const auto deadline = std::chrono::steady_clock::now() + settings_.emission_timeout;
        while (true) {
            const std::uint32_t status = word(obis::kStatus);
            if ((status & kStatusFault) != 0) {
                throw port_.fault(on.text(),
                                  "the laser reports a fault: " + obis_fault_text(word(obis::kFaults)));
            }
            if ((status & kStatusEmission) != 0) return;
            if (!is_on()) {
                throw port_.fault(on.text(),
                                  "the laser went off again; was it made safe, or its interlock opened?");
            }
            if (std::chrono::steady_clock::now() >= deadline) {
                throw port_.fault(on.text(),
                                  fmt::format("no light within {} ms; check key, interlock and warm-up",
                                              settings_.emission_timeout.count()));
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
    }

    [[nodiscard]] Error refused(const std::string& command, const std::string& line) const {
        const std::optional<double> code = to_number(std::string_view(line).substr(3));
        const int value = code ? static_cast<int>(std::lround(*code)) : 0;
        return port_.fault(command, fmt::format("{} ({})", printable(line), obis_error_text(value)));
    }

    [[nodiscard]] std::string addressed(const std::string& text) const {
        return obis_addressed(text, settings_.remote_place);
    }

    void check_done(const std::string& command, const std::string& line) const {
        if (is_error(line)) throw refused(command, line);
    }
    void setting(const Repeatable& bare, bool urgent = false) {
        const Repeatable text(addressed(bare.text()));
        check_done(text.text(), port_.ask(text, {.good = is_done_or_error, .urgent = urgent}));
    }

    /// The value, whose answer is followed by the line "OK".
    [[nodiscard]] std::string query(const Repeatable& bare,
                                    const std::function<bool(const std::string&)>& good) const {
        const Repeatable text(addressed(bare.text()));
        const auto value_of = [](const std::string& answer) { return answer.substr(0, answer.find('\n')); };
        const std::string answer = port_.ask(
            text, {.good =
                       [&](const std::string& lines) {
                           return is_error(lines) || (lines.ends_with("\nOK") && good(value_of(lines)));
                       },
                   // The value and then OK; an error stands alone.
                   .more = [](const std::string& line) { return !is_error(line) && trimmed(line) != "OK"; }});
        check_done(text.text(), answer);
        return value_of(answer);
    }
    [[nodiscard]] std::string query(const Repeatable& text) const {
        return query(text, [](const std::string& line) { return !line.empty() && !is_identity(line); });
    }
    [[nodiscard]] double number(const Repeatable& text) const {
        return to_number(query(text, [](const std::string& line) { return to_number(line).has_value(); }))
            .value();
    }
    [[nodiscard]] std::uint32_t word(const Repeatable& text) const {
        return to_hex(query(text, [](const std::string& line) { return to_hex(line).has_value(); })).value();
    }
    [[nodiscard]] bool flag(const Repeatable& text) const {
        return query(text, [](const std::string& line) { return line == "ON" || line == "OFF"; }) == "ON";
    }

    ObisSettings settings_;
    mutable TextPort port_;  ///< thread-safe
    Identity identity_;
    LightCapabilities capabilities_;
};

}  // namespace

std::unique_ptr<LightSource> make_obis_laser(std::unique_ptr<Link> link, const ObisSettings& settings) {
    return std::make_unique<ObisLaser>(std::move(link), settings);
}

}  // namespace waferglow::drivers
