// SPDX-License-Identifier: GPL-3.0-or-later
// Random numbers that depend on a key only, so that any die or pixel row can be drawn alone, in any order, on
// any thread.
#pragma once

#include <cstdint>

namespace waferglow::simulated {

/// What a stream of random numbers is for. Streams of different topics are independent; numbers never change.
enum class Topic : std::uint64_t {
    die = 1,
    patterns = 2,
    el = 3,
    spectrum = 4,
    stage_jitter = 5,
    exposure = 6,
    fixed_pattern = 7,
    mean_frame = 8,
    pose = 9,
    hot_pixels = 10,
    channel = 11,
    appearance = 12,
    encoder = 13,
    power_meter = 14,
    line_sensor = 15,
    layout = 16,
    face = 17,
    face_scratches = 18,
    face_limits = 19,
    face_lamp = 20,
    grain = 21,
    laser = 22,
    module_view = 23,
    sub_pixel = 24,
    module_flaws = 25,
    module_stage = 26,
    module_light = 27,
};

/// The key of stream `index` (and `part`, a pixel row for instance) of a topic under a seed.
[[nodiscard]] std::uint64_t stream_key(std::uint64_t seed, Topic topic, std::uint64_t index,
                                       std::uint64_t part = 0);

/// SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, OOPSLA 2014) started at a
/// key, with the distributions that the generator needs; those of <random> differ between standard libraries.
/// Confined.
class RandomStream {
  public:
    explicit RandomStream(std::uint64_t key) : state_(key) {}

    std::uint64_t next();
    /// Uniform in [0, 1), 53 bits.
    double uniform() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }
    double uniform(double low, double high) { return low + (high - low) * uniform(); }
    /// Uniform in the logarithm; both limits positive.
    double log_uniform(double low, double high);
    /// Mean 0, variance 1: Marsaglia's polar method.
    double normal();
    /// Number of events of a Poisson process of this mean (0 where it is not positive): inversion below 10,
    /// above it PTRS (Hoermann: The transformed rejection method for generating Poisson random variables,
    /// 1993).
    double poisson(double mean);

  private:
    std::uint64_t state_;
    double spare_ = 0.0;
    bool has_spare_ = false;
};

}  // namespace waferglow::simulated
