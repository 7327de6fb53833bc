// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/simulated/bench.h"

#include "drivers/simulated/physics/counter_random.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace waferglow::drivers {
namespace {

constexpr double kNsPerS = 1e9;
/// Swings below this are not seen by camera and encoder.
constexpr double kAtRestUm = 0.02;

std::uint64_t nanometres(double um) {
    return static_cast<std::uint64_t>(std::llround(1e3 * um));
}

double to_nm(double um) {
    return std::round(1e3 * um) / 1e3;
}

/// Time for a way with this speed and acceleration, from rest to rest.
double travel_s(double way_um, const StageModel& stage) {
    const double ramp_um = stage.speed_um_s * stage.speed_um_s / stage.acceleration_um_s2;
    if (way_um < ramp_um) return 2.0 * std::sqrt(way_um / stage.acceleration_um_s2);
    return way_um / stage.speed_um_s + stage.speed_um_s / stage.acceleration_um_s2;
}

/// Share of the way after a share of the time: starts and ends at rest.
double smooth(double t) {
    return t <= 0.0 ? 0.0 : t >= 1.0 ? 1.0 : t * t * (3.0 - 2.0 * t);
}

double way_um(const StagePose& a, const StagePose& b) {
    return std::max({std::hypot(a.xy_um.x - b.xy_um.x, a.xy_um.y - b.xy_um.y),
                     std::abs(a.z_um.value_or(0.0) - b.z_um.value_or(0.0)),
                     1e5 * std::abs(a.theta_rad.value_or(0.0) - b.theta_rad.value_or(0.0))});
}

std::uint64_t key_of(const StagePose& target, std::uint64_t seed, simulated::Topic topic) {
    const std::uint64_t xy =
        simulated::stream_key(seed, topic, nanometres(target.xy_um.x), nanometres(target.xy_um.y));
    return simulated::stream_key(xy, topic, nanometres(target.z_um.value_or(0.0)),
                                 nanometres(1e3 * target.theta_rad.value_or(0.0)));
}

}  // namespace

SimulatedBench::SimulatedBench(const SimulatedSettings& settings, std::shared_ptr<TimeSource> time)
    : wafer_(resolve(settings)), time_(std::move(time)) {
    const StagePose origin{{0.0, 0.0}, 0.0, 0.0};
    motions_.push_back({.from = origin, .to = origin, .start_ns = 0, .arrival_ns = 0});
}

const Motion& SimulatedBench::motion_at(std::int64_t time_ns) const {
    for (auto motion = motions_.rbegin(); motion != motions_.rend(); ++motion) {
        if (motion->start_ns <= time_ns) return *motion;
    }
    return motions_.front();
}

StagePose SimulatedBench::pose_at(std::int64_t time_ns) const {
    const StageModel& stage = settings().stage;
    const Motion& m = motion_at(time_ns);
    if (time_ns < m.arrival_ns) {
        const double s = smooth(static_cast<double>(time_ns - m.start_ns) /
                                static_cast<double>(m.arrival_ns - m.start_ns));
        const auto between = [s](double a, double b) { return a + s * (b - a); };
        return {{between(m.from.xy_um.x, m.to.xy_um.x), between(m.from.xy_um.y, m.to.xy_um.y)},
                between(*m.from.z_um, *m.to.z_um),
                between(*m.from.theta_rad, *m.to.theta_rad)};
    }
    StagePose pose = m.to;
    const double way = way_um(m.from, m.to);
    if (way == 0.0) return pose;
    const double after_s = static_cast<double>(time_ns - m.arrival_ns) / kNsPerS;
    const double amplitude =
        std::min(stage.ringing_um, 0.1 * way) * std::exp(-1e3 * after_s / stage.ringing_decay_ms);
    if (amplitude < kAtRestUm) return pose;
    const double swing = amplitude * std::cos(2.0 * std::numbers::pi * stage.ringing_hz * after_s);
    pose.xy_um.x += swing * (m.to.xy_um.x - m.from.xy_um.x) / way;
    pose.xy_um.y += swing * (m.to.xy_um.y - m.from.xy_um.y) / way;
    return pose;
}

void SimulatedBench::begin(const Motion& motion) {
    constexpr std::size_t kMotionsKept = 16;
    motions_.push_back(motion);
    if (motions_.size() > kMotionsKept) motions_.pop_front();
    ordinals_.clear();
}

void SimulatedBench::move_to(const StagePose& target) {
    const std::lock_guard lock(mutex_);
    const std::int64_t now = time_->now_ns();
    const StageModel& stage = settings().stage;
    Motion next;
    next.from = pose_at(now);
    next.to = motions_.back().to;
    next.to.xy_um = {to_nm(target.xy_um.x), to_nm(target.xy_um.y)};
    if (target.z_um) next.to.z_um = to_nm(*target.z_um);
    if (target.theta_rad) next.to.theta_rad = target.theta_rad;
    next.start_ns = now;
    const double seconds = travel_s(way_um(next.from, next.to), stage);
    next.arrival_ns = now + static_cast<std::int64_t>(seconds * kNsPerS);
    if (!stage.approach_from_below) {
        next.from_above_x = next.to.xy_um.x < next.from.xy_um.x ? 1.0 : 0.0;
        next.from_above_y = next.to.xy_um.y < next.from.xy_um.y ? 1.0 : 0.0;
    }
    begin(next);
}

void SimulatedBench::stop_stage() {
    const std::lock_guard lock(mutex_);
    const std::int64_t now = time_->now_ns();
    if (now >= motions_.back().arrival_ns) return;
    Motion rest;
    rest.from = rest.to = pose_at(now);
    rest.start_ns = rest.arrival_ns = now;
    begin(rest);
}

StagePose SimulatedBench::reported_pose() const {
    const std::lock_guard lock(mutex_);
    StagePose pose = pose_at(time_->now_ns());
    pose.xy_um = {to_nm(pose.xy_um.x), to_nm(pose.xy_um.y)};
    return pose;
}

bool SimulatedBench::stage_moving() const {
    const std::lock_guard lock(mutex_);
    return time_->now_ns() < motions_.back().arrival_ns;
}

View SimulatedBench::view_of(const StagePose& pose, const Motion& motion) const {
    const StageModel& stage = settings().stage;
    simulated::RandomStream random(key_of(motion.to, settings().wafer.seed, simulated::Topic::stage_jitter));
    const double error_x =
        stage.jitter_um * random.uniform(-1.0, 1.0) + stage.backlash_um * motion.from_above_x;
    const double error_y =
        stage.jitter_um * random.uniform(-1.0, 1.0) + stage.backlash_um * motion.from_above_y;
    return {{pose.xy_um.x + error_x, pose.xy_um.y + error_y}, *pose.z_um, *pose.theta_rad};
}

View SimulatedBench::view() const {
    const std::int64_t now = time_->now_ns();
    return views(now, now).front();
}

std::vector<View> SimulatedBench::views(std::int64_t from_ns, std::int64_t to_ns) const {
    constexpr int kSamples = 5;
    const double still_um = 0.05 * settings().wafer.camera.pixel_um;
    const std::lock_guard lock(mutex_);
    const Motion& first = motion_at(from_ns);
    std::vector<View> views;
    bool still = true;
    for (int i = 0; i < kSamples; ++i) {
        const std::int64_t time_ns = from_ns + (to_ns - from_ns) * (2 * i + 1) / (2 * kSamples);
        const StagePose pose = pose_at(time_ns);
        still = still && way_um(pose, first.to) <= still_um;
        views.push_back(view_of(pose, motion_at(time_ns)));
    }
    if (still) return {view_of(first.to, first)};
    return views;
}

void SimulatedBench::set_light(LightKind kind, bool on, double set_mw) {
    const std::lock_guard lock(mutex_);
    if (on)
        lit_mw_[kind] = set_mw;
    else
        lit_mw_.erase(kind);
}

Illumination SimulatedBench::illumination() const {
    const std::lock_guard lock(mutex_);
    Illumination light;
    light.filter = kNoFilter + filter_position_ - 1;
    for (const auto& [kind, mw] : lit_mw_) {
        switch (kind) {
            case LightKind::laser:
                light.excitation_w_cm2 = 1e-3 * laser_power_mw(mw) / settings().laser.illuminated_area_cm2;
                break;
            case LightKind::lamp:
                light.lamp_share = mw / settings().lamp.max_power_mw;
                break;
            case LightKind::lines:
                light.lines_share = 1.0;
                break;
        }
    }
    return light;
}

bool SimulatedBench::any_light_on() const {
    const std::lock_guard lock(mutex_);
    return !lit_mw_.empty();
}

void SimulatedBench::turn_filter_wheel(int position) {
    const std::lock_guard lock(mutex_);
    filter_position_ = position;
}

int SimulatedBench::filter_position() const {
    const std::lock_guard lock(mutex_);
    return filter_position_;
}

void SimulatedBench::show_pattern(const DisplayPattern& pattern) {
    const std::lock_guard lock(mutex_);
    shown_ = pattern;
}

DisplayPattern SimulatedBench::shown_pattern() const {
    const std::lock_guard lock(mutex_);
    return shown_;
}

double SimulatedBench::laser_power_mw(double set_mw) const {
    const LaserModel& laser = settings().laser;
    return set_mw * (1.0 + laser.bend * (1.0 - set_mw / laser.max_power_mw));
}

std::uint64_t SimulatedBench::next_ordinal(std::uint64_t what) {
    const std::lock_guard lock(mutex_);
    return ordinals_[what]++;
}

std::uint64_t SimulatedBench::position_key() const {
    const std::lock_guard lock(mutex_);
    return key_of(motions_.back().to, settings().wafer.seed, simulated::Topic::exposure);
}

}  // namespace waferglow::drivers
