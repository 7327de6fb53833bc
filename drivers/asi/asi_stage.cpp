// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/asi/asi_stage.h"

#include "drivers/asi/asi_commands.h"
#include "drivers/asi/asi_protocol.h"
#include "drivers/transport/number_text.h"
#include "drivers/transport/settle.h"
#include "drivers/transport/stage_pose.h"
#include "drivers/transport/text_port.h"

#include <algorithm>
#include <atomic>
#include <optional>
#include <utility>

#include <fmt/format.h>

namespace waferglow::drivers {
namespace {

constexpr const char* kDevice = "asi stage";
constexpr double kCountsPerUm = 10.0;
constexpr int kHalted = 21;
constexpr const char* kNoMove = "the last move was not taken, or nobody knows whether it was; move again";

class AsiStage final : public Stage {
  public:
    AsiStage(std::unique_ptr<Link> link, const AsiSettings& settings)
        : settings_(settings),
          port_(std::move(link), {.device = kDevice,
                                  .end_sent = "\r",
                                  .end_read = "\r\n",
                                  .timeout = settings.answer_timeout,
                                  .marker = {asi::kVersion.text(), asi_is_words}}) {
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
        target_.reset();
        const unsigned halts = halts_;
        act(asi::kHome.with("X Y"));
        wait_until(
            probe(), "HOME", [&] { return !moving(); }, settings_.home_timeout, stop);
        if (halts_ != halts)
            throw port_.fault(asi::kHome.text(), "the stage was halted before it was home; home it again");
        act(asi::kHere.with(fmt::format("X={:.1f} Y={:.1f}", settings_.home_x_um * kCountsPerUm,
                                        settings_.home_y_um * kCountsPerUm)));
        read_limits();  // they are places of the hardware: HERE has given them other numbers
        target_ = position();
        homed_ = true;
    }

    [[nodiscard]] bool is_homed() const override { return homed_; }

    void start_move(const StagePose& target) override {
        check_target(target, capabilities_, kDevice);
        target_.reset();
        std::string places = fmt::format("X={:.1f} Y={:.1f}", sign_x() * target.xy_um.x * kCountsPerUm,
                                         sign_y() * target.xy_um.y * kCountsPerUm);
        if (target.z_um) places += fmt::format(" Z={:.1f}", *target.z_um * kCountsPerUm);
        act(asi::kMove.with(places));
        target_ = target;
    }

    void wait_in_position(const SettleRule& rule, std::stop_token stop) override {
        if (!target_) throw port_.fault(asi::kMove.text(), kNoMove);
        wait_until_settled(probe(), *target_, rule, stop);
    }

    [[nodiscard]] StagePose position() const override {
        std::vector<double> counts;
        const std::size_t axes = settings_.has_z ? 3 : 2;
        query(asi::kPosition.with("X Y" + z_part(" Z")), [&](const std::string& answer) {
            counts = asi_numbers(answer);
            return counts.size() == axes;
        });
        StagePose pose;
        pose.xy_um = {sign_x() * counts[0] / kCountsPerUm, sign_y() * counts[1] / kCountsPerUm};
        if (settings_.has_z) pose.z_um = counts[2] / kCountsPerUm;
        return pose;
    }

    void halt() override {
        ++halts_;
        const auto halted = [](const std::string& line) {
            return asi_is_done(line) || asi_error_code(line).has_value();
        };
        const std::string answer = port_.ask(asi::kHalt, {.good = halted, .urgent = true});
        const std::optional<int> code = asi_error_code(answer);
        if (code && *code != kHalted) throw refused(asi::kHalt.text(), *code);
    }

  private:
    [[nodiscard]] double sign_x() const { return settings_.flip_x ? -1.0 : 1.0; }
    [[nodiscard]] double sign_y() const { return settings_.flip_y ? -1.0 : 1.0; }
    [[nodiscard]] std::string z_part(const char* text) const { return settings_.has_z ? text : ""; }

    void connect() {
        port_.synchronise();
        identity_.vendor = "Applied Scientific Instrumentation";
        identity_.model = text_of(asi::kWho);
        const std::string version = text_of(asi::kVersion);
        constexpr std::string_view kPrefix = "Version:";
        identity_.firmware = trimmed(version.starts_with(kPrefix) ? version.substr(kPrefix.size()) : version);
        read_limits();
        capabilities_.max_speed_um_s = 1000.0 * std::min(value(asi::kSpeed, 'X'), value(asi::kSpeed, 'Y'));
        capabilities_.resolution_um = 1.0 / kCountsPerUm;
        target_ = position();
    }

    void read_limits() {
        const auto limits = [this](char axis) {
            return AxisLimits{1000.0 * value(asi::kLowLimit, axis), 1000.0 * value(asi::kHighLimit, axis)};
        };
        const AxisLimits x = limits('X');
        const AxisLimits y = limits('Y');
        capabilities_.x_um = settings_.flip_x ? AxisLimits{-x.max, -x.min} : x;
        capabilities_.y_um = settings_.flip_y ? AxisLimits{-y.max, -y.min} : y;
        if (settings_.has_z) capabilities_.z_um = limits('Z');
    }

    /// What follows ":A" in the answer; WHO and VERSION are words, not numbers.
    [[nodiscard]] std::string text_of(const Repeatable& command) const {
        const std::string answer = query(command, asi_is_words);
        return std::string(trimmed(std::string_view(answer).substr(2)));
    }
    [[nodiscard]] double value(const Repeatable& command, char axis) const {
        std::optional<double> number;
        query(command.with(fmt::format("{}?", axis)), [&](const std::string& answer) {
            number = asi_value(answer, axis);
            return number.has_value();
        });
        return number.value();
    }
    [[nodiscard]] bool moving() const {
        const auto status = [](const std::string& line) {
            return trimmed(line) == "B" || trimmed(line) == "N";
        };
        return trimmed(query(asi::kStatus, status)) == "B";
    }

    /// A query; an error code is a fault at once, any other answer that `good` refuses is asked again.
    std::string query(const Repeatable& command, const std::function<bool(const std::string&)>& good) const {
        std::string answer = port_.ask(command, {.good = [&](const std::string& line) {
                                           return asi_error_code(line).has_value() || good(line);
                                       }});
        if (const std::optional<int> code = asi_error_code(answer)) throw refused(command.text(), *code);
        return answer;
    }
    void act(const OnceOnly& command) {
        const auto told = [](const std::string& line) {
            return asi_is_done(line) || asi_error_code(line).has_value();
        };
        const std::string answer = port_.ask(command, {.good = told});
        if (const std::optional<int> code = asi_error_code(answer)) throw refused(command.text(), *code);
    }
    [[nodiscard]] Error refused(const std::string& command, int code) const {
        return port_.fault(command, fmt::format("error :N-{} ({})", code, asi_error_text(code)));
    }

    [[nodiscard]] StageProbe probe() {
        return {kDevice, [this] { return position(); }, [this] { halt(); },
                [this] { return std::string(moving() ? "the motors are running" : "no motor is running"); }};
    }

    AsiSettings settings_;
    mutable TextPort port_;  ///< thread-safe
    Identity identity_;
    StageCapabilities capabilities_;
    std::optional<StagePose> target_;  ///< none: the last move was refused, or its fate is not known
    std::atomic<unsigned> halts_ = 0;
    bool homed_ = false;  ///< the controller does not keep it
};

}  // namespace

std::unique_ptr<Stage> make_asi_stage(std::unique_ptr<Link> link, const AsiSettings& settings) {
    return std::make_unique<AsiStage>(std::move(link), settings);
}

}  // namespace waferglow::drivers
