// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/map/measures.h"

#include "libinspect/intensity/internal/intensity_measure.h"

#include <array>

namespace waferglow {
namespace {

constexpr std::array<Measure, 1> kMeasures{kIntensityMeasure};

}  // namespace

std::span<const Measure> measures() {
    return kMeasures;
}

std::vector<PlaneInfo> planes_of(const Channel& channel) {
    std::vector<PlaneInfo> planes;
    for (const Measure& measure : kMeasures) {
        if (measure.applies(channel))
            planes.insert(planes.end(), measure.planes.begin(), measure.planes.end());
    }
    return planes;
}

}  // namespace waferglow
