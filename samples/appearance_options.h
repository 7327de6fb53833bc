// SPDX-License-Identifier: GPL-3.0-or-later
// What waferglow-generate asks about reflected light and the surface of the dies.
#pragma once

#include "drivers/simulated/physics/recording_settings.h"

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace waferglow::samples {

/// Options that are no plain settings.
struct AppearanceOptions {
    std::string reflected{};                 ///< none, plain or appearance; empty: as the preset says
    std::vector<std::string> damage{};       ///< CLASS=SHARE
    std::vector<std::string> only_damage{};  ///< classes; empty: all
};

/// Adds the options; `settings` and `options` are written when they are parsed, and hold the defaults.
void add_appearance(CLI::App& app, simulated::RecordingSettings& settings, AppearanceOptions& options);

/// Puts into the settings what was asked. Throws Error(usage) on what can't be read, with the nearest class.
void apply(const AppearanceOptions& options, simulated::RecordingSettings& settings);

}  // namespace waferglow::samples
