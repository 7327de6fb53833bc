// SPDX-License-Identifier: GPL-3.0-or-later
// From an exposure on the bench to pixels.
#pragma once

#include "drivers/simulated/bench.h"
#include "drivers/simulated/physics/sensor.h"
#include "libinspect/geometry/image.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace waferglow::drivers {

class RepeatedPictures;

/// All that the pixels of one frame depend on, but for where the tool looked meanwhile.
struct Exposure {
    Illumination light;
    double exposure_ms = 0.0;
    double gain = 1.0;
    std::uint64_t noise_key = 0;  ///< of seed, commanded position, light, exposure, gain and ordinal
};

/// Takes the exposure's ordinal; `counts` false: it will be lost, and the next one gets the same.
[[nodiscard]] Exposure begin_exposure(SimulatedBench& bench, double exposure_ms, double gain, bool counts);

/// Confined to the thread that fetches frames.
class FrameMaker {
  public:
    explicit FrameMaker(std::shared_ptr<SimulatedBench> bench);
    ~FrameMaker();
    FrameMaker(const FrameMaker&) = delete;
    FrameMaker& operator=(const FrameMaker&) = delete;

    /// The whole sensor into `image`. Several views: the mean of what they show, a smeared picture.
    void make(const Exposure& exposure, std::span<const View> views, Image& image);

  private:
    void render(const Exposure& exposure, std::span<const View> views, Image& image);

    std::shared_ptr<SimulatedBench> bench_;
    simulated::Sensor sensor_;
    std::unique_ptr<RepeatedPictures> repeated_;  // for RenderMode::repeated
};

}  // namespace waferglow::drivers
