// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/registry/families.h"
#include "libinspect/base/error.h"
#include "libinspect/base/nearest_name.h"

#include <fmt/format.h>

namespace waferglow::drivers {

const std::vector<DriverFamily>& driver_families() {
    static const std::vector<DriverFamily> kFamilies{simulated_family(), replay_family(), gcs_family(),
                                                     asi_family(),       aravis_family(), obp_family(),
                                                     obis_family(),      fw102c_family()};
    return kFamilies;
}

const DriverFamily& driver_family(const std::string& name) {
    std::vector<std::string> names;
    for (const DriverFamily& family : driver_families()) {
        if (family.name == name) return family;
        names.push_back(family.name);
    }
    throw Error(ErrorKind::input, fmt::format("there is no driver '{}'{}; drivers are {}", name,
                                              did_you_mean(name, names), fmt::join(names, ", ")));
}

}  // namespace waferglow::drivers
