// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/gcs/gcs_stage.h"

#include "drivers/gcs/gcs_commands.h"
#include "drivers/transport/number_text.h"
#include "drivers/transport/settle.h"
#include "drivers/transport/stage_pose.h"
#include "drivers/transport/text_port.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>
#include <vector>

#include <fmt/format.h>

namespace waferglow::drivers {
namespace {

constexpr const char* kDevice = "gcs stage";
constexpr int kStopped = 10;
constexpr const char* kNoMove = "the last move was not taken, or nobody knows whether it was; move again";
constexpr double kRadPerDegree = std::numbers::pi / 180.0;

struct Axis {
    std::string name;
    double per_unit;  ///< um or rad in a physical unit of the controller
};

/// No other answer of a controller has three commas: numbers use the point.
bool is_identity(const std::string& line) {
    return std::count(line.begin(), line.end(), ',') >= 3;
}

class GcsStage final : public Stage {
  public:
    GcsStage(std::unique_ptr<Link> link, const GcsSettings& settings)
        : settings_(settings),
          port_(std::move(link), {.device = kDevice,
                                  .end_sent = "\n",
                                  .end_read = "\n",
                                  .timeout = settings.answer_timeout,
                                  .marker = {gcs::kIdentity.text(), is_identity}}) {
        add(settings.x_axis, settings.um_per_unit);
        add(settings.y_axis, settings.um_per_unit);
        add(settings.z_axis, settings.um_per_unit);
        add(settings.theta_axis, kRadPerDegree);
        connect();
    }
    ~GcsStage() override { make_safe(); }

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
        connect();
    }

    void home(std::stop_token stop) override {
        target_.reset();
        const OnceOnly command = gcs::kReference.with(names());
        act(command);
        wait_until(
            probe(), "FRF (reference move)", [&] { return !moving(); }, settings_.home_timeout, stop);
        check_error(command.text());
        if (!is_homed())
            throw port_.fault("FRF?", "the reference move ended, but not all axes are referenced");
        target_ = position();
    }

    [[nodiscard]] bool is_homed() const override {
        for (const double referenced : ask_all(gcs::kReferenced)) {
            if (referenced != 1.0) return false;
        }
        return true;
    }

    void start_move(const StagePose& target) override {
        check_target(target, capabilities_, kDevice);
        target_.reset();
        std::string places;
        const auto append = [&](std::size_t axis, double value) {
            places += fmt::format("{}{} {:.7f}", places.empty() ? "" : " ", axes_[axis].name,
                                  value / axes_[axis].per_unit);
        };
        append(0, target.xy_um.x);
        append(1, target.xy_um.y);
        if (target.z_um) append(z_index(), *target.z_um);
        if (target.theta_rad) append(axes_.size() - 1, *target.theta_rad);
        act(gcs::kMove.with(places));
        target_ = target;
    }

    void wait_in_position(const SettleRule& rule, std::stop_token stop) override {
        if (!target_) throw port_.fault(gcs::kMove.text(), kNoMove);
        wait_until_settled(probe(), *target_, rule, stop);
    }

    [[nodiscard]] StagePose position() const override {
        const std::vector<double> values = ask_all(gcs::kPositions);
        StagePose pose;
        pose.xy_um = {values[0], values[1]};
        if (capabilities_.z_um) pose.z_um = values[z_index()];
        if (capabilities_.theta_rad) pose.theta_rad = values.back();
        return pose;
    }

    /// Where the answer to ERR? is lost, the motion status says whether the stop was obeyed.
    void halt() override {
        const auto held = port_.hold();
        port_.send_urgently(gcs::kStop);
        int code = 0;
        try {
            code = error_code();
        } catch (const Error&) {
            if (!moving()) return;
            throw;
        }
        if (code != 0 && code != kStopped) throw port_.fault("#24 (stop)", error_text(code));
    }

  private:
    void add(const std::string& name, double per_unit) {
        if (!name.empty()) axes_.push_back({name, per_unit});
    }
    [[nodiscard]] static std::size_t z_index() { return 2; }
    [[nodiscard]] std::string names() const {
        std::string text;
        for (const Axis& axis : axes_) text += (text.empty() ? "" : " ") + axis.name;
        return text;
    }

    void connect() {
        port_.synchronise();
        read_identity();
        (void)error_code();  // an error of somebody before us
        std::string servos;
        for (const Axis& axis : axes_) servos += (servos.empty() ? "" : " ") + axis.name + " 1";
        act(gcs::kServo.with(servos));
        const std::vector<double> low = ask_all(gcs::kLowLimits);
        const std::vector<double> high = ask_all(gcs::kHighLimits);
        const auto limits = [&](std::size_t axis) { return AxisLimits{low[axis], high[axis]}; };
        capabilities_.x_um = limits(0);
        capabilities_.y_um = limits(1);
        if (!settings_.z_axis.empty()) capabilities_.z_um = limits(z_index());
        if (!settings_.theta_axis.empty()) capabilities_.theta_rad = limits(axes_.size() - 1);
        const std::vector<double> speed = ask_all(gcs::kSpeeds);
        capabilities_.max_speed_um_s = std::min(speed[0], speed[1]);
        capabilities_.resolution_um = settings_.resolution_um;
        target_ = position();
    }

    /// "(c)2015 Physik Instrumente (PI) GmbH & Co. KG, C-863.12, 0115500123, 1.2.1.0": vendor, model, serial
    /// number, firmware.
    void read_identity() {
        std::string rest = port_.ask(gcs::kIdentity, {.good = is_identity});
        const auto last = [&rest] {
            const std::size_t comma = rest.rfind(',');
            std::string field(trimmed(std::string_view(rest).substr(comma + 1)));
            rest.erase(comma);
            return field;
        };
        identity_.firmware = last();
        identity_.serial_number = last();
        identity_.model = last();
        identity_.vendor = trimmed(rest);
    }

    /// Asks one value of each axis, in um or rad for those that are lengths or angles.
    [[nodiscard]] std::vector<double> ask_all(const Repeatable& query) const {
        std::vector<double> values;
        const auto good = [&](const std::string& answer) {
            values = parse(answer, query.text() != gcs::kReferenced.text());
            return values.size() == axes_.size();
        };
        const auto more = [](const std::string& line) { return line.ends_with(' '); };
        port_.ask(query.with(names()), {.good = good, .more = more});
        return values;
    }

    /// "1=17.3 \n2=2.05" in the order of our axes; empty where it is anything else.
    [[nodiscard]] std::vector<double> parse(std::string_view answer, bool scaled) const {
        std::vector<double> values;
        for (const Axis& axis : axes_) {
            const std::size_t end = std::min(answer.find('\n'), answer.size());
            const std::string_view line = answer.substr(0, end);
            const std::size_t equals = line.find('=');
            if (equals == std::string_view::npos || trimmed(line.substr(0, equals)) != axis.name) return {};
            const std::optional<double> value = to_number(line.substr(equals + 1));
            if (!value) return {};
            values.push_back(scaled ? *value * axis.per_unit : *value);
            answer.remove_prefix(std::min(end + 1, answer.size()));
        }
        return values;
    }

    [[nodiscard]] bool moving() const {
        const std::string answer = port_.ask(
            gcs::kMoving,
            {.good = [](const std::string& line) { return to_hex(line).has_value(); }, .raw = true});
        return to_hex(answer).value() != 0;
    }

    /// Reads the error and clears it. Where it can't be read, it may still stand in the controller.
    int error_code() const {
        const auto held = port_.hold();
        const auto is_code = [](const std::string& line) { return to_integer(line).has_value(); };
        error_unread_ = true;
        const int code = to_integer(port_.ask(gcs::kError, {.good = is_code})).value();
        error_unread_ = false;
        return code;
    }
    [[nodiscard]] static std::string error_text(int code) {
        return fmt::format("error {} ({})", code, gcs_error_text(code));
    }
    void check_error(const std::string& command) const {
        const int code = error_code();
        if (code == 0) return;
        throw port_.fault(command, error_text(code));
    }
    /// GCS commands have no answer: what became of one is asked by ERR?.
    void act(const OnceOnly& command) {
        const auto held = port_.hold();
        if (error_unread_) (void)error_code();  // that of an earlier command, which has failed already
        port_.send(command);
        check_error(command.text());
    }

    [[nodiscard]] StageProbe probe() {
        return {kDevice, [this] { return position(); }, [this] { halt(); },
                [this] { return "the controller reports " + error_text(error_code()); }};
    }

    GcsSettings settings_;
    std::vector<Axis> axes_;  ///< x, y, then z and theta where there are such
    mutable TextPort port_;   ///< thread-safe
    Identity identity_;
    StageCapabilities capabilities_;
    mutable bool error_unread_ = false;  ///< with the port
    std::optional<StagePose> target_;    ///< none: the last move was refused, or its fate is not known
};

}  // namespace

std::unique_ptr<Stage> make_gcs_stage(std::unique_ptr<Link> link, const GcsSettings& settings) {
    return std::make_unique<GcsStage>(std::move(link), settings);
}

}  // namespace waferglow::drivers
