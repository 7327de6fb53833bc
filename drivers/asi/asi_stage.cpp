// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/asi/asi_stage.h"

#include "drivers/asi/asi_protocol.h"
#include "drivers/transport/number_text.h"
#include "drivers/transport/settle.h"
#include "drivers/transport/stage_pose.h"
#include "drivers/transport/text_port.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace waferglow::drivers {
namespace {

constexpr const char* kDevice = "asi stage";
constexpr double kCountsPerUm = 10.0;
constexpr int kHalted = 21;

class AsiStage final : public Stage {
  public:
    AsiStage(std::unique_ptr<Link> link, const AsiSettings& settings)
        : settings_(settings), port_(std::move(link), {kDevice, "\r", "\r\n", settings.answer_timeout}) {
        connect();
    }
    ~AsiStage() override { make_safe(); }

    [[nodiscard]] Identity identity() const override { return identity_; }
    [[nodiscard]] StageCapabilities capabilities() const override { return capabilities_; }

    void make_safe() noexcept override {
        try {
            halt();
        } catch (...) {  // a device that does not answer can't be made safer; the caller is on its way out
            return;
        }
    }

    void reconnect() override {
        port_.reopen();
        homed_ = false;
        connect();
    }

    void home(std::stop_token stop) override {
        homed_ = false;
        act("! X Y");
        wait_until(
            probe(), "HOME", [&] { return !moving(); }, settings_.home_timeout, stop);
        act(fmt::format("H X={:.1f} Y={:.1f}", settings_.home_x_um * kCountsPerUm,
                        settings_.home_y_um * kCountsPerUm));
        read_limits();  // they are places of the hardware: HERE has given them other numbers
        target_ = position();
        homed_ = true;
    }

    [[nodiscard]] bool is_homed() const override { return homed_; }

    void start_move(const StagePose& target) override {
        check_target(target, capabilities_, kDevice);
        std::string command = fmt::format("M X={:.1f} Y={:.1f}", sign_x() * target.xy_um.x * kCountsPerUm,
                                          sign_y() * target.xy_um.y * kCountsPerUm);
        if (target.z_um) command += fmt::format(" Z={:.1f}", *target.z_um * kCountsPerUm);
        act(command);
        target_ = target;
    }

    void wait_in_position(const SettleRule& rule, std::stop_token stop) override {
        wait_until_settled(probe(), target_, rule, stop);
    }

    [[nodiscard]] StagePose position() const override {
        std::vector<double> counts;
        const std::size_t axes = settings_.has_z ? 3 : 2;
        query("W X Y" + z_part(" Z"), [&](const std::string& answer) {
            counts = asi_numbers(answer);
            return counts.size() == axes;
        });
        StagePose pose;
        pose.xy_um = {sign_x() * counts[0] / kCountsPerUm, sign_y() * counts[1] / kCountsPerUm};
        if (settings_.has_z) pose.z_um = counts[2] / kCountsPerUm;
        return pose;
    }

    void halt() override {
        const std::string answer = port_.tell("\\");
        const std::optional<int> code = asi_error_code(answer);
        if (code && *code != kHalted) throw refused("\\", *code);
        if (!code && !answer.starts_with(":A")) throw unexpected("\\", answer);
    }

  private:
    [[nodiscard]] double sign_x() const { return settings_.flip_x ? -1.0 : 1.0; }
    [[nodiscard]] double sign_y() const { return settings_.flip_y ? -1.0 : 1.0; }
    [[nodiscard]] std::string z_part(const char* text) const { return settings_.has_z ? text : ""; }

    void connect() {
        identity_.vendor = "Applied Scientific Instrumentation";
        identity_.model = text_of("N");
        const std::string version = text_of("V");
        constexpr std::string_view kPrefix = "Version:";
        identity_.firmware = trimmed(version.starts_with(kPrefix) ? version.substr(kPrefix.size()) : version);
        read_limits();
        capabilities_.max_speed_um_s = 1000.0 * std::min(value("S", 'X'), value("S", 'Y'));
        capabilities_.resolution_um = 1.0 / kCountsPerUm;
        target_ = position();
    }

    void read_limits() {
        const AxisLimits x{1000.0 * value("SL", 'X'), 1000.0 * value("SU", 'X')};
        const AxisLimits y{1000.0 * value("SL", 'Y'), 1000.0 * value("SU", 'Y')};
        capabilities_.x_um = settings_.flip_x ? AxisLimits{-x.max, -x.min} : x;
        capabilities_.y_um = settings_.flip_y ? AxisLimits{-y.max, -y.min} : y;
        if (settings_.has_z)
            capabilities_.z_um = AxisLimits{1000.0 * value("SL", 'Z'), 1000.0 * value("SU", 'Z')};
    }

    /// What follows ":A" in the answer; WHO and VERSION are words, not numbers.
    [[nodiscard]] std::string text_of(const std::string& command) const {
        const std::string answer =
            query(command, [](const std::string& line) { return line.starts_with(":A"); });
        return std::string(trimmed(std::string_view(answer).substr(2)));
    }
    [[nodiscard]] double value(const std::string& command, char axis) const {
        std::optional<double> number;
        query(fmt::format("{} {}?", command, axis), [&](const std::string& answer) {
            number = asi_value(answer, axis);
            return number.has_value();
        });
        return number.value();
    }
    [[nodiscard]] bool moving() const {
        return query("/",
                     [](const std::string& line) { return trimmed(line) == "B" || trimmed(line) == "N"; })
            .starts_with('B');
    }

    /// A query; an error code is a fault at once, any other answer that `good` refuses is asked again.
    std::string query(const std::string& command, const std::function<bool(const std::string&)>& good) const {
        std::string answer = port_.ask(
            command, [&](const std::string& line) { return asi_error_code(line).has_value() || good(line); });
        if (const std::optional<int> code = asi_error_code(answer)) throw refused(command, *code);
        return answer;
    }
    void act(const std::string& command) {
        const std::string answer = port_.tell(command);
        if (const std::optional<int> code = asi_error_code(answer)) throw refused(command, *code);
        if (!answer.starts_with(":A")) throw unexpected(command, answer);
    }
    [[nodiscard]] Error refused(const std::string& command, int code) const {
        return port_.fault(command, fmt::format("error :N-{} ({})", code, asi_error_text(code)));
    }
    [[nodiscard]] Error unexpected(const std::string& command, const std::string& answer) const {
        return port_.fault(command, fmt::format("unexpected answer '{}'", printable(answer)));
    }

    [[nodiscard]] StageProbe probe() {
        return {kDevice, [this] { return position(); }, [this] { halt(); },
                [this] { return std::string(moving() ? "the motors are running" : "no motor is running"); }};
    }

    AsiSettings settings_;
    mutable TextPort port_;  ///< thread-safe
    Identity identity_;
    StageCapabilities capabilities_;
    StagePose target_;
    bool homed_ = false;  ///< the controller does not keep it
};

}  // namespace

std::unique_ptr<Stage> make_asi_stage(std::unique_ptr<Link> link, const AsiSettings& settings) {
    return std::make_unique<AsiStage>(std::move(link), settings);
}

}  // namespace waferglow::drivers
