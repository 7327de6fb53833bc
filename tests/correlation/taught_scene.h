// SPDX-License-Identifier: GPL-3.0-or-later
// A wafer whose rules overkill, to learn from: which dies fail EL follows from its layers but for a few.
#pragma once

#include "libinspect/correlation/die_features.h"
#include "libinspect/correlation/learn_wafer.h"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace waferglow::test {

inline const std::vector<Channel> kChannels{{"high", ChannelKind::pl, 30.0, 5.0},
                                            {"low", ChannelKind::pl, 1.0, 5.0}};

struct TaughtScene {
    DieMap map;
    std::vector<std::uint8_t> bins;
    std::array<bool, 256> passes{};
    std::vector<std::uint8_t> bad;
    [[nodiscard]] TaughtWafer view() const {
        return {.map = &map, .channels = kChannels, .rules = {.bins = bins, .passes = passes}, .bad = bad};
    }
};

/// Shunted dies lose light under weak excitation; EL fails where less than 0.4 of it is left. The rules
/// reject below 0.6: they overkill. `hidden` dies fail for reasons that no layer shows.
[[nodiscard]] TaughtScene make_scene(std::uint64_t seed, int across = 60, double hidden = 0.002);

/// Spectra of all dies whose light is the picture's with errors of 3 %, the picture's own noise `noise_dn`.
void add_spectra(TaughtScene& scene, double noise_dn);

/// Of `bins` against the truth, on the dies that were not learnt from.
[[nodiscard]] Confusion on_unseen(const TaughtScene& scene, const WaferLearning& learning,
                                  std::span<const std::uint8_t> bins);

/// Options that try one kind of model.
[[nodiscard]] LearnOptions only(ModelKind kind);

}  // namespace waferglow::test
