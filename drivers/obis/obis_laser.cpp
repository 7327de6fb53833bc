// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/obis/obis_laser.h"

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

class ObisLaser final : public LightSource {
  public:
    ObisLaser(std::unique_ptr<Link> link, const ObisSettings& settings)
        : settings_(settings), port_(std::move(link), {kDevice, "\r", "\r\n", settings.answer_timeout}) {
        connect();
    }
    ~ObisLaser() override { make_safe(); }

    [[nodiscard]] Identity identity() const override { return identity_; }
    [[nodiscard]] LightCapabilities capabilities() const override { return capabilities_; }

    void make_safe() noexcept override {
        // Off is harmless to say twice, and one lost answer must not leave the light on.
        for (int attempt = 0; attempt < 2; ++attempt) {
            try {
                command("SOURce:AM:STATe OFF");
                return;
            } catch (
                ...) {  // a device that does not answer can't be made safer; the caller is on its way out
                continue;
            }
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
        command(fmt::format("SOURce:POWer:LEVel:IMMediate:AMPLitude {:.6f}", power_mw / kMwPerW));
    }
    [[nodiscard]] double power_set_mw() const override {
        return kMwPerW * number("SOURce:POWer:LEVel:IMMediate:AMPLitude?");
    }
    [[nodiscard]] double power_measured_mw() const override {
        return is_on() ? kMwPerW * number("SOURce:POWer:LEVel?") : 0.0;
    }

    void switch_on() override {
        if (!interlock_closed()) {
            throw port_.fault("SOURce:AM:STATe ON",
                              "the interlock is open, so the light stays off; close it and try again");
        }
        command("SOURce:AM:STATe ON");
        const auto deadline = std::chrono::steady_clock::now() + settings_.emission_timeout;
        while (true) {
            const std::uint32_t status = word("SYSTem:STATus?");
            if ((status & kStatusFault) != 0) {
                const std::string faults = obis_fault_text(word("SYSTem:FAULt?"));
                fail_dark("the laser reports a fault: " + faults);
            }
            if ((status & kStatusEmission) != 0) return;
            if (!is_on()) fail_dark("the laser went off again; was it made safe, or its interlock opened?");
            if (std::chrono::steady_clock::now() >= deadline) {
                fail_dark(fmt::format("no light within {} ms; check key, interlock and warm-up",
                                      settings_.emission_timeout.count()));
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
    }

    void switch_off() override {
        command("SOURce:AM:STATe OFF");
        if (is_on())
            throw port_.fault("SOURce:AM:STATe OFF", "the laser still says that it is on; use its key");
    }
    [[nodiscard]] bool is_on() const override { return flag("SOURce:AM:STATe?"); }
    [[nodiscard]] bool interlock_closed() const override { return flag("SYSTem:LOCK?"); }

  private:
    void connect() {
        command("SYSTem:COMMunicate:HANDshaking ON");
        command("SYSTem:COMMunicate:PROMpt OFF");
        command("SOURce:AM:STATe OFF");
        command("SYSTem:AUTostart OFF");
        command("SOURce:AM:INTernal CWP");
        identity_.vendor = "Coherent";
        identity_.model = query("SYSTem:INFormation:MODel?");
        identity_.serial_number = query("SYSTem:INFormation:SNUMber?");
        identity_.firmware = query("SYSTem:INFormation:FVERsion?");
        capabilities_.wavelength_nm = number("SYSTem:INFormation:WAVelength?");
        capabilities_.min_power_mw = kMwPerW * number("SOURce:POWer:LIMit:LOW?");
        capabilities_.max_power_mw = kMwPerW * number("SOURce:POWer:LIMit:HIGH?");
        capabilities_.has_interlock = true;
    }

    [[noreturn]] void fail_dark(const std::string& what) {
        make_safe();
        throw port_.fault("SOURce:AM:STATe ON", what);
    }

    [[nodiscard]] Error refused(const std::string& command, const std::string& line) const {
        const std::optional<double> code = to_number(std::string_view(line).substr(3));
        const int value = code ? static_cast<int>(std::lround(*code)) : 0;
        return port_.fault(command, fmt::format("{} ({})", printable(line), obis_error_text(value)));
    }

    /// `text` to the device that is meant: a number follows the root of the command.
    [[nodiscard]] std::string addressed(std::string text) const {
        constexpr std::size_t kRoot = 6;  // SYSTem, SOURce
        if (settings_.remote_place > 0) text.insert(kRoot, std::to_string(settings_.remote_place));
        return text;
    }

    void command(const std::string& bare) {
        const std::string text = addressed(bare);
        const std::string line = port_.tell(text);
        if (line.starts_with("ERR")) throw refused(text, line);
        if (trimmed(line) != "OK")
            throw port_.fault(text, fmt::format("unexpected answer '{}'", printable(line)));
    }

    /// The value, whose answer is followed by the line "OK".
    [[nodiscard]] std::string query(const std::string& bare,
                                    const std::function<bool(const std::string&)>& good) const {
        const std::string text = addressed(bare);
        const auto is_error = [](const std::string& line) { return line.starts_with("ERR"); };
        const auto value_of = [](const std::string& answer) { return answer.substr(0, answer.find('\n')); };
        const std::string answer = port_.ask(
            text,
            [&](const std::string& lines) {
                return is_error(lines) || (lines.ends_with("\nOK") && good(value_of(lines)));
            },
            // The value and then OK; an error stands alone.
            [&](const std::string& line) { return !is_error(line) && trimmed(line) != "OK"; });
        if (is_error(answer)) throw refused(text, answer);
        return value_of(answer);
    }
    [[nodiscard]] std::string query(const std::string& text) const {
        return query(text, [](const std::string& line) { return !line.empty(); });
    }
    [[nodiscard]] double number(const std::string& text) const {
        return to_number(query(text, [](const std::string& line) { return to_number(line).has_value(); }))
            .value();
    }
    [[nodiscard]] std::uint32_t word(const std::string& text) const {
        return to_hex(query(text, [](const std::string& line) { return to_hex(line).has_value(); })).value();
    }
    [[nodiscard]] bool flag(const std::string& text) const {
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
