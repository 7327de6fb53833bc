// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/scan/internal/tile_evidence.h"

#include "libinspect/base/order_statistics.h"

#include <cstddef>

namespace waferglow {
namespace {

constexpr std::size_t kMostDiesLookedAt = 4000;  // that the quantiles are taken from

DieLook look_at_dies(const TileRecord& record) {
    const std::vector<float>& sums = record.values[static_cast<std::size_t>(Quantity::sum)];
    const std::vector<float>& noises = record.values[static_cast<std::size_t>(Quantity::noise)];
    DieLook look;
    for (const float sum : sums) look.dies += sum == sum ? 1 : 0;
    if (look.dies == 0) return look;
    const std::size_t step = static_cast<std::size_t>(look.dies) / kMostDiesLookedAt + 1;
    std::vector<float> light;
    std::vector<float> noise;
    std::size_t die = 0;
    for (std::size_t i = 0; i < sums.size(); ++i) {
        if (sums[i] != sums[i] || die++ % step != 0) continue;
        light.push_back(sums[i]);
        if (noises[i] == noises[i]) noise.push_back(noises[i]);
    }
    constexpr double kBright = 0.95;
    constexpr double kTypical = 0.75;
    look.bright = value_of_share(light, kBright);
    look.typical = value_of_share(light, kTypical);
    if (!noise.empty()) look.noise = upper_median(noise);
    return look;
}

}  // namespace

TileEvidence evidence_of(const TileRecord& record) {
    return {.written = true,
            .look = record.look,
            .outline = record.outline,
            .blur = record.blur,
            .dies = look_at_dies(record),
            .registration = record.registration,
            .rect = record.rect,
            .spares = record.spares};
}

}  // namespace waferglow
