// SPDX-License-Identifier: GPL-3.0-or-later
// The spots of one die: their pixels, and what they look like. Internal to this room.
#pragma once

#include "libinspect/appearance/spots.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace waferglow::appearance {

/// The pixels of a spot and what they show.
struct Pixels {
    std::vector<std::size_t> all;   // positions in the window
    std::vector<std::size_t> core;  // those at least half as strong as the strongest
    std::size_t peak = 0;
    float score = 0.0F;
    Polarity polarity = Polarity::dark;
};

class SpotFinder {
  public:
    SpotFinder(const SpotSearch& search, const DieFit& fit, float noise, FilterBuffers& buffers);

    /// Spots of one polarity, in reading order.
    [[nodiscard]] std::vector<Pixels> gather(Polarity polarity);
    [[nodiscard]] Spot describe(const Pixels& pixels) const;
    /// For each of `spots` which of `others` lie beside it: cores up to two pixels apart.
    [[nodiscard]] std::vector<std::vector<bool>> beside(const std::vector<Pixels>& spots,
                                                        const std::vector<Pixels>& others);

  private:
    /// An answer over the least one of its group.
    [[nodiscard]] float relative(const Shorts& answers, std::size_t i) const {
        return sensitivity(i) * static_cast<float>(answers[i]) *
               per_least_[static_cast<std::size_t>(planes_.group[i])];
    }
    /// Marks what a spot reaches to. Whether there is anything.
    bool mark(const Shorts& answers);

    template <class Visit>
    void for_near(std::size_t i, int reach, const Visit& visit) const {
        const int x = column(i);
        const int y = row(i);
        for (int v = std::max(0, y - reach); v <= std::min(window_.height - 1, y + reach); ++v) {
            for (int u = std::max(0, x - reach); u <= std::min(window_.width - 1, x + reach); ++u)
                visit(window_.index(u, v));
        }
    }

    /// Marked places beside each other in a row.
    struct Run {
        int y = 0;
        int begin = 0;
        int end = 0;
        std::size_t root = 0;  // the first run of the spot
    };
    /// Finds the runs of marks, in reading order, and which hang together; the marks go.
    void find_runs();
    /// Joins runs of a row, from `here` on, with those of the row above, from `above` on.
    void join_rows(std::size_t above, std::size_t here);

    [[nodiscard]] float sensitivity(std::size_t i) const {
        return planes_.sensitivity.empty() ? 1.0F : planes_.sensitivity[i];
    }
    [[nodiscard]] int column(std::size_t i) const {
        return static_cast<int>(static_cast<std::uint32_t>(i) % static_cast<std::uint32_t>(window_.stride));
    }
    [[nodiscard]] int row(std::size_t i) const {
        return static_cast<int>(static_cast<std::uint32_t>(i) / static_cast<std::uint32_t>(window_.stride));
    }
    /// Light that the smoothed picture shows beyond a good die's.
    [[nodiscard]] double change(std::size_t i) const {
        const float z =
            static_cast<float>(buffers_.smooth[static_cast<std::size_t>(layout_.index(column(i), row(i)))]) *
            buffers_.smooth_unit();
        return planes_.inverse[i] > 0.0F ? static_cast<double>(z * noise_ / planes_.inverse[i]) : 0.0;
    }
    [[nodiscard]] double contrast(std::size_t i) const {
        const double floor = 0.2 * std::abs(search_.regions->body_light);
        return change(i) / std::max(static_cast<double>(planes_.light[i]), std::max(floor, 1e-6));
    }
    /// From the die's centre, px.
    [[nodiscard]] PixelPoint place(std::size_t i) const {
        return {column(i) - window_.anchor_x - center_.x, row(i) - window_.anchor_y - center_.y};
    }

    /// Sd of the blur in the smoothed picture.
    [[nodiscard]] double blur_px() const;
    /// The width of what is so wide at half of its depth.
    [[nodiscard]] double without_blur(double seen_px) const;
    /// Share of its depth that the blur leaves in the middle of what is so wide.
    [[nodiscard]] double shown_depth(double width_px) const;
    /// Share of the light that a part of metal sends beyond the body which the spot takes; 0 where the spot
    /// takes much beside the part, too.
    [[nodiscard]] double metal_gone(const Pixels& pixels, double length_px, std::size_t part) const;

    /// That light, as it shows in the smoothed picture.
    [[nodiscard]] double metal_light(std::size_t part) const;

    void find_core(Pixels& spot) const;
    void measure_shape(const Pixels& pixels, Spot& spot) const;
    void measure_light(const Pixels& pixels, Spot& spot) const;
    void measure_metal(const Pixels& pixels, Spot& spot) const;
    void measure_place(const Pixels& pixels, Spot& spot) const;

    const SpotSearch& search_;
    const DieWindow& window_;
    const PhasePlanes& planes_;
    FilterBuffers& buffers_;
    PaddedLayout layout_;
    float noise_;
    std::vector<Run> runs_;
    PixelPoint center_;                               // of the die, from the middle of the window's anchor
    std::array<float, kTailGroups + 1> per_least_{};  // of a unit of an answer, by group
};

}  // namespace waferglow::appearance
