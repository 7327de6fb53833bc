// SPDX-License-Identifier: GPL-3.0-or-later
// Named settings of simulated recordings, to start from.
#pragma once

#include "drivers/simulated/physics/recording_settings.h"

#include <span>
#include <string>
#include <string_view>

namespace waferglow::simulated {

struct PresetInfo {
    std::string name;
    std::string purpose;
};
[[nodiscard]] std::span<const PresetInfo> presets();

/// Throws Error(usage) that names the nearest preset where there is none of that name.
[[nodiscard]] RecordingSettings preset(std::string_view name);

}  // namespace waferglow::simulated
