// SPDX-License-Identifier: GPL-3.0-or-later
// Frames for runs where only their number matters: cut out of a few large pictures rendered once, at the
// nearest whole pixel, so that the die grid lies where it should and costs one copy.
#pragma once

#include "drivers/simulated/bench.h"
#include "drivers/simulated/physics/sensor.h"
#include "libinspect/geometry/image.h"

#include <cstdint>
#include <map>
#include <vector>

namespace waferglow::drivers {

struct Exposure;

/// Confined to the thread that fetches frames.
class RepeatedPictures {
  public:
    explicit RepeatedPictures(const SimulatedSettings& settings);

    /// False near the wafer's edge, where a frame must show which dies exist: it has to be rendered.
    [[nodiscard]] bool make(const Exposure& exposure, const View& view, Image& image);

  private:
    [[nodiscard]] bool wholly_on_dies(const View& view) const;
    [[nodiscard]] const Image& picture(const Exposure& exposure, std::size_t which);

    VirtualWafer wafer_;   // as the camera sees it
    VirtualWafer larger_;  // under a camera that sees two pitches more
    simulated::Sensor sensor_;
    std::vector<View> places_;
    std::map<std::uint64_t, std::vector<Image>> pictures_;  // by light and exposure
};

}  // namespace waferglow::drivers
