// SPDX-License-Identifier: GPL-3.0-or-later
// What a light of a tool is there for.
#pragma once

#include "libinspect/geometry/channel.h"

#include <optional>
#include <string>
#include <vector>

namespace waferglow::drivers {

/// Channels of one kind, or, where there is none, lines of known wavelength for the spectrometer's axis.
struct LightUse {
    std::optional<ChannelKind> channels = ChannelKind::pl;
    friend bool operator==(const LightUse&, const LightUse&) = default;
};
inline constexpr LightUse kWavelengthLines{.channels = std::nullopt};

/// Whether it excites: then its lit area must be known, or there is no excitation density.
[[nodiscard]] bool excites(const LightUse& use);

/// As tool files and reports call it; all names, kinds of channels first. `light_use_of` throws Error(input)
/// that lists them.
[[nodiscard]] std::string name_of(const LightUse& use);
[[nodiscard]] std::vector<std::string> light_use_names();
[[nodiscard]] LightUse light_use_of(const std::string& name);

}  // namespace waferglow::drivers
