// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/simulated/simulated_pattern_source.h"

#include "libinspect/base/error.h"
#include "libinspect/base/nearest_name.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace waferglow::drivers {
namespace {

constexpr int kFramesToShow = 2;

std::string text_of(const DisplayPattern& pattern) {
    if (pattern.lights.empty()) return "black";
    return fmt::format("{} at gray {}", fmt::join(pattern.lights, " and "), pattern.gray);
}

/// What a source shows that mixes up its patterns.
DisplayPattern other_than(const DisplayPattern& pattern, const PatternSourceModel& model) {
    if (pattern.lights.empty()) return {{model.lights.front()}, model.gray_max};
    return {};
}

}  // namespace

SimulatedPatternSource::SimulatedPatternSource(std::shared_ptr<SimulatedBench> bench,
                                               std::shared_ptr<FaultPlan> faults)
    : bench_(bench),
      link_(DeviceKind::pattern_source, bench, std::move(faults), [bench] { bench->show_pattern({}); }) {}

Identity SimulatedPatternSource::identity() const {
    return link_.tell("identity", [](auto) {
        return Identity{"WaferGlow", "simulated pattern source", "SIM-PG-1", "1"};
    });
}

void SimulatedPatternSource::make_safe() noexcept {
    try {
        bench_->show_pattern({});
    } catch (...) {  // as safe as it gets
    }
}

PatternSourceCapabilities SimulatedPatternSource::capabilities() const {
    const PatternSourceModel& model = bench_->settings().pattern_source;
    return {.rows = model.rows, .cols = model.cols, .lights = model.lights, .gray_max = model.gray_max};
}

DisplayPattern SimulatedPatternSource::checked(const DisplayPattern& pattern) const {
    const PatternSourceModel& model = bench_->settings().pattern_source;
    if (pattern.gray < 0 || pattern.gray > model.gray_max)
        throw Error(ErrorKind::usage, fmt::format("simulated pattern source: gray {} is beyond 0 to {}",
                                                  pattern.gray, model.gray_max));
    for (auto light = pattern.lights.begin(); light != pattern.lights.end(); ++light) {
        if (std::ranges::find(model.lights, *light) == model.lights.end())
            throw Error(ErrorKind::usage,
                        fmt::format("simulated pattern source: it has no light '{}'{}; it has {}", *light,
                                    did_you_mean(*light, model.lights), fmt::join(model.lights, ", ")));
        if (std::find(pattern.lights.begin(), light, *light) != light)
            throw Error(ErrorKind::usage,
                        fmt::format("simulated pattern source: light '{}' is named twice", *light));
    }
    DisplayPattern known;
    if (pattern.gray == 0) return known;
    for (const std::string& light : model.lights) {
        if (std::ranges::find(pattern.lights, light) != pattern.lights.end()) known.lights.push_back(light);
    }
    if (!known.lights.empty()) known.gray = pattern.gray;
    return known;
}

void SimulatedPatternSource::show(const DisplayPattern& pattern, std::chrono::milliseconds timeout,
                                  std::stop_token stop) {
    const DisplayPattern wanted = checked(pattern);
    if (stop.stop_requested())
        throw Error(ErrorKind::cancelled, "simulated pattern source: the pattern was stopped on request");
    link_.tell("show", [&](std::optional<FaultMode> fault) {
        TimeSource& time = bench_->time();
        if (fault == FaultMode::stall) {
            time.wait(timeout);
            throw Error(ErrorKind::device,
                        fmt::format("simulated pattern source: {} did not appear within {} ms; it shows {}",
                                    text_of(wanted), timeout.count(), text_of(bench_->shown_pattern())));
        }
        const PatternSourceModel& model = bench_->settings().pattern_source;
        time.wait(std::chrono::nanoseconds(std::llround(1e6 * kFramesToShow * model.frame_ms)));
        bench_->show_pattern(fault ? other_than(wanted, model) : wanted);
    });
    const DisplayPattern there = shown();
    if (there != wanted)
        throw Error(ErrorKind::device,
                    fmt::format("simulated pattern source: it shows {} after it was told to show {}",
                                text_of(there), text_of(wanted)));
}

DisplayPattern SimulatedPatternSource::shown() const {
    return link_.tell("shown", [&](std::optional<FaultMode> fault) {
        if (fault == FaultMode::wrong_position)  // it mixed up its patterns
            bench_->show_pattern(other_than(bench_->shown_pattern(), bench_->settings().pattern_source));
        if (fault == FaultMode::stall)
            throw Error(ErrorKind::device, "simulated pattern source: it can't tell what it shows");
        return bench_->shown_pattern();
    });
}

}  // namespace waferglow::drivers
