// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/obp/obp_spectrometer.h"

#include "drivers/obp/obp_channel.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

#include <fmt/format.h>

namespace waferglow::drivers {
namespace {

constexpr int kCoefficients = 4;  // cubic, as all models of the family have it

class ObpSpectrometer final : public Spectrometer {
  public:
    ObpSpectrometer(std::unique_ptr<Link> link, const ObpSettings& settings)
        : limits_(settings), channel_(std::move(link), settings.protocol_version, settings.with_checksum) {
        connect();
    }
    ~ObpSpectrometer() override = default;

    [[nodiscard]] Identity identity() const override { return identity_; }
    [[nodiscard]] SpectrometerCapabilities capabilities() const override {
        return {pixels_, limits_.min_integration_ms, limits_.max_integration_ms, limits_.max_averages,
                limits_.saturation_counts};
    }
    [[nodiscard]] SpectrometerSettings settings() const override { return settings_; }

    /// A spectrometer emits nothing and moves nothing.
    void make_safe() noexcept override {}

    void reconnect() override {
        channel_.reopen();
        connect();
    }

    void configure(const SpectrometerSettings& wanted) override {
        if (!(wanted.integration_ms >= limits_.min_integration_ms &&
              wanted.integration_ms <= limits_.max_integration_ms)) {
            throw Error(
                ErrorKind::usage,
                fmt::format("obp spectrometer: integration_ms = {} lies beyond the limits {} to {}",
                            wanted.integration_ms, limits_.min_integration_ms, limits_.max_integration_ms));
        }
        if (wanted.averages < 1 || wanted.averages > limits_.max_averages) {
            throw Error(ErrorKind::usage,
                        fmt::format("obp spectrometer: averages = {} lies beyond the limits 1 to {}",
                                    wanted.averages, limits_.max_averages));
        }
        applied_ = false;
        std::string time(4, '\0');
        put_little_endian(time, 0, 4,
                          static_cast<std::uint32_t>(std::lround(1000.0 * wanted.integration_ms)));
        channel_.set({ObpType::set_integration_time_us, "set integration time", limits_.answer_timeout},
                     time);
        if (limits_.max_averages > 1) {
            std::string scans(2, '\0');
            put_little_endian(scans, 0, 2, static_cast<std::uint32_t>(wanted.averages));
            channel_.set({ObpType::set_scans_to_average, "set scans to average", limits_.answer_timeout},
                         scans);
        }
        settings_ = wanted;
        applied_ = true;
    }

    [[nodiscard]] std::vector<double> wavelengths_nm() const override { return wavelengths_nm_; }

    [[nodiscard]] std::vector<double> acquire(std::stop_token stop) override {
        if (!applied_) configure(SpectrometerSettings(settings_));
        std::vector<double> counts = spectrum(stop);
        if (static_cast<int>(counts.size()) != pixels_) {
            throw channel_.fault("get corrected spectrum",
                                 fmt::format("{} pixels came instead of {}", counts.size(), pixels_));
        }
        return counts;
    }

  private:
    void connect() {
        identity_ = {"Ocean Insight", limits_.model,
                     ask_text(ObpType::get_serial_number, "get serial number"), ""};
        const std::string revision = ask(ObpType::get_firmware_revision, "get firmware revision", {}, 2);
        const std::uint32_t decimal = little_endian(revision, 0, 2);  // 0x0123: 1.23
        identity_.firmware = fmt::format("{:x}.{:02x}", decimal >> 8U, decimal & 0xFFU);
        configure({std::clamp(10.0, limits_.min_integration_ms, limits_.max_integration_ms), 1});
        pixels_ = static_cast<int>(spectrum({}).size());
        wavelengths_nm_ = read_wavelengths();
    }

    std::string ask(ObpType type, const char* name, const std::string& data, std::size_t size) {
        std::string answer = channel_.ask({type, name, limits_.answer_timeout}, data);
        if (answer.size() < size) {
            throw channel_.fault(name,
                                 fmt::format("the answer has {} bytes instead of {}", answer.size(), size));
        }
        return answer;
    }
    std::string ask_text(ObpType type, const char* name) {
        const std::string text = ask(type, name, {}, 1);
        return text.substr(0, text.find('\0'));
    }

    std::vector<double> spectrum(const std::stop_token& stop) {
        const std::chrono::milliseconds exposed(
            static_cast<std::int64_t>(std::ceil(settings_.integration_ms * settings_.averages)));
        const std::string bytes =
            channel_.ask({ObpType::get_corrected_spectrum, "get corrected spectrum",
                          // The scan that runs when the request comes may be ended first.
                          2 * exposed + limits_.answer_timeout, stop});
        std::vector<double> counts(bytes.size() / 2);
        for (std::size_t i = 0; i < counts.size(); ++i) counts[i] = little_endian(bytes, 2 * i, 2);
        return counts;
    }

    /// Wavelength of pixel p: c0 + c1 p + c2 p^2 + c3 p^3.
    std::vector<double> read_wavelengths() {
        std::array<double, kCoefficients> c{};
        for (int i = 0; i < kCoefficients; ++i) {
            const std::string answer = ask(ObpType::get_wavelength_coefficient, "get wavelength coefficient",
                                           std::string(1, static_cast<char>(i)), sizeof(float));
            const std::uint32_t bits = little_endian(answer, 0, 4);
            float value = 0.0F;
            std::memcpy(&value, &bits, sizeof value);
            c[static_cast<std::size_t>(i)] = value;
        }
        std::vector<double> wavelengths(static_cast<std::size_t>(pixels_));
        for (std::size_t p = 0; p < wavelengths.size(); ++p) {
            const auto x = static_cast<double>(p);
            wavelengths[p] = c[0] + x * (c[1] + x * (c[2] + x * c[3]));
            if (p > 0 && !(wavelengths[p] > wavelengths[p - 1])) {
                throw channel_.fault("get wavelength coefficient",
                                     "the wavelengths do not ascend; the device has lost its calibration");
            }
        }
        return wavelengths;
    }

    ObpSettings limits_;
    ObpChannel channel_;  ///< thread-safe
    Identity identity_;
    SpectrometerSettings settings_;
    bool applied_ = false;  ///< the device is known to have `settings_`; else a setting failed half-way
    int pixels_ = 0;
    std::vector<double> wavelengths_nm_;
};

}  // namespace

std::unique_ptr<Spectrometer> make_obp_spectrometer(std::unique_ptr<Link> link, const ObpSettings& settings) {
    return std::make_unique<ObpSpectrometer>(std::move(link), settings);
}

}  // namespace waferglow::drivers
