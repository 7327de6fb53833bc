// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tool/scan_tool.h"

#include "libinspect/base/error.h"
#include "libinspect/base/nearest_name.h"
#include "libinspect/recipe/scan_recipe.h"

#include <algorithm>

#include <fmt/format.h>

namespace waferglow::tool {

std::vector<NamedDevice> ScanTool::devices() const {
    std::vector<NamedDevice> all;
    const auto add = [&all](const std::string& name, drivers::Device* device) {
        if (device != nullptr) all.push_back({name, device});
    };
    for (const ToolLight& light : lights) add("light '" + light.name + "'", light.source);
    add("stage", stage);
    add("camera", camera);
    add("spectrometer", spectrometer);
    add("filter wheel", filter_wheel);
    return all;
}

const ToolLight& ScanTool::light(const std::string& name, const drivers::LightUse& use) const {
    const ToolLight* found = nullptr;
    std::string known;
    for (const ToolLight& light : lights) {
        known += fmt::format("{}'{}' ({})", known.empty() ? "" : ", ", light.name, name_of(light.use));
        if (!name.empty() && light.name == name) return light;
        if (name.empty() && light.use == use) {
            if (found != nullptr)
                throw Error(ErrorKind::usage,
                            fmt::format("the tool has several lights for {} channels: {}; name one by "
                                        "`light` in [[scan.channel]]",
                                        name_of(use), known));
            found = &light;
        }
    }
    if (found == nullptr)
        throw Error(ErrorKind::usage,
                    fmt::format("the tool has no light {}; it has {}",
                                name.empty() ? "for " + name_of(use) + " channels" : "'" + name + "'",
                                known.empty() ? "none" : known));
    return *found;
}

int ScanTool::filter_position(const std::string& name) const {
    if (filter_wheel == nullptr) {
        if (name.empty()) return kNoWheel;
        throw Error(ErrorKind::usage,
                    fmt::format("the tool has no filter wheel, so there is no filter '{}'; its file needs a "
                                "[filter_wheel]",
                                name));
    }
    const auto found = std::ranges::find(filters, name.empty() ? kOpenFilter : name);
    if (found != filters.end()) return static_cast<int>(found - filters.begin()) + 1;
    if (name.empty()) return 1;
    throw Error(ErrorKind::usage, fmt::format("the filter wheel has no filter '{}'{}; it has {}", name,
                                              did_you_mean(name, filters), fmt::join(filters, ", ")));
}

std::string ScanTool::filter_name(int position) const {
    const auto i = static_cast<std::size_t>(position) - 1;
    return i < filters.size() ? filters[i] : fmt::format("{}", position);
}

void SafeState::enter(const std::vector<NamedDevice>& devices) noexcept {
    for (const NamedDevice& named : devices) named.device->make_safe();
}

}  // namespace waferglow::tool
