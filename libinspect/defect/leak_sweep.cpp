// SPDX-License-Identifier: GPL-3.0-or-later
// Learning from healthy dies.
#include "libinspect/defect/internal/leak_layers.h"
#include "libinspect/map/channel_layers.h"
#include "libinspect/map/internal/robust.h"

#include <algorithm>
#include <cmath>

namespace waferglow {
namespace {

constexpr std::size_t kMostSampled = 500'000;
constexpr std::size_t kLeastHealthy = 100;
constexpr double kLeastSigmas = 3.7;  // one in 10,000 of a normal distribution
constexpr double kMostSigmas = 8.0;
// Of the healthy dies above the median; half as many of all healthy ones below it are false alarms.
constexpr double kBeyondLimit = 0.0006;
constexpr double kLimitMargin = 1.1;

/// PL channels of different density that have what is needed, by rising density. Of several at one density
/// the longest exposure, which has the least noise.
std::vector<Channel> usable_channels(const DieMap& map, std::span<const Channel> channels) {
    std::vector<Channel> usable;
    for (const Channel& channel : channels) {
        if (!can(channel, &ChannelKindInfo::in_leak_sweep) || !(channel.excitation_w_cm2 > 0.0)) continue;
        if (map.find(layer_name(channel, Quantity::sum)) == nullptr ||
            map.find(relative_layer_name(channel)) == nullptr)
            continue;
        const auto same = std::ranges::find(usable, channel.excitation_w_cm2, &Channel::excitation_w_cm2);
        if (same == usable.end())
            usable.push_back(channel);
        else if (same->exposure_ms < channel.exposure_ms)
            *same = channel;
    }
    std::ranges::sort(usable, {}, &Channel::excitation_w_cm2);
    return usable;
}

/// Cells of healthy dies, at even steps.
std::vector<std::size_t> healthy_cells(const DieMap& map, const Channel& strongest) {
    constexpr float kDim = 0.7F;
    constexpr float kBright = 1.3F;
    const std::vector<float>& strong = map.at(relative_layer_name(strongest)).values;
    const std::size_t step =
        sampling_step(strong.size(), kMostSampled, static_cast<std::size_t>(map.grid().cols));
    std::vector<std::size_t> cells;
    for (std::size_t cell = 0; cell < strong.size(); cell += step) {
        if (strong[cell] > kDim && strong[cell] < kBright) cells.push_back(cell);
    }
    return cells;
}

/// Distribution of a channel's ratio among healthy dies.
void learn_ratio(const SweepLayers& layers, std::size_t channel, const std::vector<std::size_t>& cells,
                 SweepChannel& learned) {
    std::vector<float> ratios;
    std::vector<float> sigmas;
    for (const std::size_t cell : cells) {
        const RatioEvidence ratio = layers.ratio(channel, cell);
        if (!(ratio.sigma < kMaxRatioSigma)) continue;
        ratios.push_back(ratio.value);
        sigmas.push_back(ratio.sigma);
    }
    if (ratios.size() < kLeastHealthy) return;
    std::vector<float> sorted = ratios;
    learned.ratio = quantile(sorted, 0.5);
    const double spread = upper_spread(ratios, learned.ratio);
    std::vector<float> noise = sigmas;
    const double typical = quantile(noise, 0.5);
    learned.scatter = std::sqrt(std::max(0.0, spread * spread - typical * typical));
    std::vector<float> above;
    for (std::size_t i = 0; i < ratios.size(); ++i) {
        const double deviation = static_cast<double>(ratios[i]) - learned.ratio;
        if (deviation > 0.0)
            above.push_back(
                static_cast<float>(deviation / std::hypot(static_cast<double>(sigmas[i]), learned.scatter)));
    }
    const double far = above.empty() ? 0.0 : kLimitMargin * quantile(above, 1.0 - kBeyondLimit);
    learned.limit_sigmas = std::clamp(far, kLeastSigmas, kMostSigmas);
}

}  // namespace

std::optional<Sweep> learn_sweep(const DieMap& map, std::span<const Channel> channels,
                                 const LeakSettings& settings) {
    const std::vector<Channel> usable = usable_channels(map, channels);
    if (usable.size() < 2) return std::nullopt;
    const std::vector<std::size_t> cells = healthy_cells(map, usable.back());
    if (cells.size() < kLeastHealthy) return std::nullopt;
    std::vector<SweepChannel> learned;
    std::vector<HealthyLevel> levels;
    for (const Channel& channel : usable) {
        const std::vector<float>& sum = map.at(layer_name(channel, Quantity::sum)).values;
        const Layer* noise = map.find(layer_name(channel, Quantity::noise));
        std::vector<float> light;
        std::vector<float> sigma;
        for (const std::size_t cell : cells) {
            if (std::isfinite(sum[cell])) light.push_back(sum[cell]);
            if (noise != nullptr && std::isfinite(noise->values[cell])) sigma.push_back(noise->values[cell]);
        }
        SweepChannel entry{.channel = channel};
        entry.light_dn = quantile(light, 0.5);
        if (!(entry.light_dn > 0.0)) return std::nullopt;
        if (!sigma.empty()) entry.noise = quantile(sigma, 0.5) / entry.light_dn;
        const double exposure = channel.exposure_ms > 0.0 ? channel.exposure_ms : 1.0;
        levels.push_back({channel.excitation_w_cm2, entry.light_dn / exposure});
        learned.push_back(entry);
    }
    const DieGrid& grid = map.grid();
    Sweep sweep{.model = LeakModel(levels, grid.die_width_um * grid.die_height_um * 1e-8, settings),
                .channels = std::move(learned)};
    const SweepLayers layers(map, sweep.channels);
    for (std::size_t i = 0; i + 1 < sweep.channels.size(); ++i)
        learn_ratio(layers, i, cells, sweep.channels[i]);
    std::vector<float> strong;
    strong.reserve(cells.size());
    const std::vector<float>& values = map.at(relative_layer_name(usable.back())).values;
    for (const std::size_t cell : cells) strong.push_back(values[cell]);
    sweep.common_scatter = upper_spread(strong, 1.0);
    return sweep;
}

}  // namespace waferglow
