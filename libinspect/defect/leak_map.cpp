// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/defect/leak_map.h"

#include "libinspect/base/error.h"
#include "libinspect/base/parallel.h"
#include "libinspect/defect/internal/leak_layers.h"
#include "libinspect/map/channel_layers.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>

namespace waferglow {
namespace {

constexpr std::size_t kBlock = 1U << 16U;

struct LeakWriter {
    float* slope = nullptr;
    float* shunt = nullptr;
    float* sigma = nullptr;
    float* share = nullptr;
    float* nonohmic = nullptr;  ///< null below three densities
};

/// One pass over some cells; writes only those.
class LeakPass {
  public:
    LeakPass(const SweepLayers& layers, const Sweep& sweep, const LeakEstimator& estimator)
        : layers_(layers),
          sweep_(sweep),
          estimator_(estimator),
          mean_slope_(static_cast<float>(sweep.model.mean_slope())),
          per_log_(static_cast<float>(
              1.0 / std::log(sweep.model.strongest_w_cm2() / sweep.model.weakest_w_cm2()))) {}

    std::int64_t run(std::size_t begin, std::size_t end, const LeakWriter& out) const {
        std::int64_t leaky = 0;
        for (std::size_t cell = begin; cell < end; ++cell) {
            const RatioEvidence weakest = layers_.ratio(0, cell);
            if (std::isnan(weakest.value)) continue;
            if (weakest.value > 2.0F * weakest.sigma)
                out.slope[cell] = mean_slope_ - per_log_ * std::log(weakest.value);
            if (!is_leaky(cell)) continue;
            ++leaky;
            const LeakEstimate found = estimate_at(cell);
            out.shunt[cell] = found.shunt_ohm;
            out.sigma[cell] = found.shunt_ohm_sigma;
            out.share[cell] = found.leak_share;
            if (out.nonohmic != nullptr) out.nonohmic[cell] = found.nonohmic;
        }
        return leaky;
    }

    [[nodiscard]] bool is_leaky(std::size_t cell) const {
        for (std::size_t i = 0; i + 1 < sweep_.channels.size(); ++i) {
            const SweepChannel& channel = sweep_.channels[i];
            if (channel.limit_sigmas <= 0.0) continue;
            const RatioEvidence ratio = layers_.ratio(i, cell);
            if (!(ratio.sigma < kMaxRatioSigma)) continue;
            const double below = channel.ratio - static_cast<double>(ratio.value);
            if (below > channel.limit_sigmas * std::hypot(static_cast<double>(ratio.sigma), channel.scatter))
                return true;
        }
        return false;
    }

    [[nodiscard]] LeakEstimate estimate_at(std::size_t cell) const {
        std::array<float, kMostChannels> relative{};
        std::array<float, kMostChannels> sigma{};
        const std::size_t count = std::min(layers_.count(), kMostChannels);
        for (std::size_t i = 0; i < count; ++i) {
            relative[i] = layers_.relative(i, cell) / static_cast<float>(sweep_.channels[i].ratio);
            sigma[i] = layers_.sigma(i, cell);
        }
        return estimator_.estimate(std::span(relative).first(count), std::span(sigma).first(count));
    }

  private:
    const SweepLayers& layers_;
    const Sweep& sweep_;
    const LeakEstimator& estimator_;
    float mean_slope_;
    float per_log_;
};

LeakEstimator estimator_of(const Sweep& sweep) {
    std::vector<LeakChannel> channels;
    for (const SweepChannel& channel : sweep.channels) {
        // The ratio's scatter is that of both its channels.
        channels.push_back({channel.channel.excitation_w_cm2, channel.scatter});
    }
    return {sweep.model, channels, sweep.common_scatter};
}

}  // namespace

SweepLayers::SweepLayers(const DieMap& map, std::span<const SweepChannel> channels) {
    for (const SweepChannel& channel : channels) {
        const Layer* noise = map.find(layer_name(channel.channel, Quantity::noise));
        layers_.push_back({.relative = map.at(relative_layer_name(channel.channel)).values.data(),
                           .noise_dn = noise == nullptr ? nullptr : noise->values.data(),
                           .per_dn = static_cast<float>(1.0 / channel.light_dn),
                           .typical_noise = static_cast<float>(channel.noise)});
    }
}

std::int64_t find_leaks(DieMap& map, std::span<const Channel> channels, const LeakSettings& settings) {
    for (const char* layer : kLeakLayers) map.remove(layer);
    const std::optional<Sweep> sweep = learn_sweep(map, channels, settings);
    if (!sweep) return 0;
    const bool three = sweep->channels.size() >= 3;
    const LeakWriter out{.slope = add_derived(map, kSlopeLayer).values.data(),
                         .shunt = add_derived(map, kShuntLayer).values.data(),
                         .sigma = add_derived(map, kShuntSigmaLayer).values.data(),
                         .share = add_derived(map, kLeakShareLayer).values.data(),
                         .nonohmic = three ? add_derived(map, kNonohmicLayer).values.data() : nullptr};
    const SweepLayers layers(map, sweep->channels);
    const LeakEstimator estimator = estimator_of(*sweep);
    const LeakPass pass(layers, *sweep, estimator);
    std::atomic<std::int64_t> leaky{0};
    parallel_blocks(map.grid().cells(), kBlock,
                    [&](std::size_t begin, std::size_t end) { leaky += pass.run(begin, end, out); });
    return leaky;
}

double detection_limit_ohm(const Sweep& sweep, double excitation_w_cm2) {
    const SweepChannel& weakest = sweep.channels.front();
    const double photons = sweep.model.healthy_light(excitation_w_cm2);
    const double noise = weakest.noise / std::sqrt(photons);
    const double sigmas = weakest.limit_sigmas > 0.0 ? weakest.limit_sigmas : 3.7;
    const double light = 1.0 - sigmas * std::hypot(noise, weakest.scatter);
    return light > 0.0 ? sweep.model.shunt_ohm(excitation_w_cm2, light) : 0.0;
}

LeakCurve leak_curve(const DieMap& map, const Sweep& sweep, std::size_t cell, std::size_t points) {
    if (cell >= map.grid().cells()) throw Error(ErrorKind::usage, "leak curve: no such die");
    const SweepLayers layers(map, sweep.channels);
    const LeakEstimator estimator = estimator_of(sweep);
    const LeakPass pass(layers, sweep, estimator);
    LeakCurve curve;
    for (std::size_t i = 0; i < sweep.channels.size(); ++i) {
        const SweepChannel& channel = sweep.channels[i];
        const double healthy = sweep.model.healthy_light(channel.channel.excitation_w_cm2) / channel.ratio;
        const auto relative = static_cast<double>(layers.relative(i, cell));
        if (std::isnan(relative)) continue;
        curve.measured.push_back({channel.channel.excitation_w_cm2, healthy * relative,
                                  healthy * static_cast<double>(layers.sigma(i, cell))});
    }
    if (pass.is_leaky(cell)) curve.leak = pass.estimate_at(cell);
    Leak leak;
    if (curve.leak) {
        leak = sweep.model.leak_of_shunt(static_cast<double>(curve.leak->shunt_ohm));
        if (curve.leak->nonohmic > 0.95F) leak.power = static_cast<double>(curve.leak->power);
    }
    constexpr double kBeyond = 3.0;
    const double first = sweep.model.weakest_w_cm2() / kBeyond;
    const double last = sweep.model.strongest_w_cm2() * kBeyond;
    for (std::size_t i = 0; i < points; ++i) {
        const double part =
            static_cast<double>(i) / static_cast<double>(std::max<std::size_t>(1, points - 1));
        const double density = first * std::pow(last / first, part);
        curve.excitation_w_cm2.push_back(density);
        curve.healthy.push_back(sweep.model.healthy_light(density));
        curve.model.push_back(curve.healthy.back() * sweep.model.solve(density, leak).light);
    }
    return curve;
}

}  // namespace waferglow
