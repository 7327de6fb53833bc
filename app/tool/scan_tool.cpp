// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tool/scan_tool.h"

#include "libinspect/base/error.h"

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

void SafeState::enter(const std::vector<NamedDevice>& devices) noexcept {
    for (const NamedDevice& named : devices) named.device->make_safe();
}

}  // namespace waferglow::tool
