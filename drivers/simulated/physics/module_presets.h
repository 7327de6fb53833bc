// SPDX-License-Identifier: GPL-3.0-or-later
// Named settings of simulated recordings of display modules, to start from.
#pragma once

#include "drivers/simulated/physics/module_settings.h"
#include "drivers/simulated/physics/presets.h"

#include <span>
#include <string_view>

namespace waferglow::simulated {

[[nodiscard]] std::span<const PresetInfo> module_presets();

/// Throws Error(usage) that names the nearest preset where there is none of that name.
[[nodiscard]] ModuleSettings module_preset(std::string_view name);

}  // namespace waferglow::simulated
