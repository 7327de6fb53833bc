// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/registry/light_use.h"

#include "libinspect/base/error.h"
#include "libinspect/base/nearest_name.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace waferglow::drivers {
namespace {

constexpr const char* kWavelengthName = "wavelength";

}  // namespace

bool excites(const LightUse& use) {
    return use.channels && info_of(*use.channels).excited;
}

std::string name_of(const LightUse& use) {
    return use.channels ? waferglow::name_of(*use.channels) : kWavelengthName;
}

std::vector<std::string> light_use_names() {
    std::vector<std::string> names = names_of_kinds(&ChannelKindInfo::own_light);
    names.emplace_back(kWavelengthName);
    return names;
}

LightUse light_use_of(const std::string& name) {
    if (name == kWavelengthName) return kWavelengthLines;
    const std::vector<std::string> known = light_use_names();
    const std::optional<ChannelKind> kind = find_channel_kind(name);
    if (!kind || !info_of(*kind).own_light)
        throw Error(ErrorKind::input, fmt::format("'{}' is nothing that a light is for{}; there are: {}",
                                                  name, did_you_mean(name, known), fmt::join(known, ", ")));
    return {.channels = kind};
}

}  // namespace waferglow::drivers
