// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of single dies for people to look at: the same die in several channels.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace waferglow::appearance {

/// DN of a corrected pixel are its stored value and this; so noise below the dark level isn't cut off.
inline constexpr int kPictureOffset_dn = -256;
/// A stored pixel of which there is no light: beyond the border of the tile.
inline constexpr std::uint16_t kNoPicturePixel = 0;

/// What one channel shows of each die.
struct ChannelPictures {
    std::string channel;
    double level_dn = 0.0;              ///< light of a good die; 0: not known
    std::vector<std::uint16_t> pixels;  ///< picture after picture, row-major
    std::vector<float> center_x_px;     ///< of the die in its picture, right; NaN: it has no picture here
    std::vector<float> center_y_px;     ///< likewise, down
    std::vector<std::int32_t> tile;     ///< its index in the job; -1: no picture
};

/// Each picture is one cell of the grid and a little more. Dies, worst first.
struct DiePictures {
    int width = 0;
    int height = 0;
    double pixel_um = 0.0;  ///< of a pixel of a picture
    std::vector<std::int32_t> row;
    std::vector<std::int32_t> col;
    std::vector<float> sigma;  ///< of the strongest finding on the die; NaN: it has none
    /// Those of reflected light, then PL by the strongest and by the weakest light.
    std::vector<ChannelPictures> channels;

    [[nodiscard]] std::size_t size() const { return row.size(); }
    [[nodiscard]] std::size_t pixels_each() const {
        return static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
    }
    [[nodiscard]] std::span<const std::uint16_t> of(const ChannelPictures& channel, std::size_t i) const {
        return std::span(channel.pixels).subspan(i * pixels_each(), pixels_each());
    }
};

}  // namespace waferglow::appearance
