// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/intensity/correction.h"

#include "libinspect/base/error.h"
#include "libinspect/base/order_statistics.h"
#include "libinspect/base/parallel.h"
#include "libinspect/intensity/internal/block_medians.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>

#include <fmt/format.h>

namespace waferglow {
namespace {

constexpr double kHotSigmas = 8.0;
constexpr double kHotLeast_dn = 4.0;
constexpr float kGainLeast = 0.3F;
constexpr float kGainMost = 3.0F;
constexpr float kGainOverall = 16.0F;      // most of any pixel against the frame's median
constexpr std::uint16_t kGainOne = 32767;  // the largest stored gain

std::size_t pixel_of(int width, int x, int y) {
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x);
}

void check_size(const CameraInfo& camera, const Image& frame, const char* name) {
    if (frame.width() == camera.width_px && frame.height() == camera.height_px) return;
    throw Error(
        ErrorKind::input,
        fmt::format("the {} frame has {} x {} pixels, the camera {} x {}: take it with the same camera mode",
                    name, frame.width(), frame.height(), camera.width_px, camera.height_px));
}

/// Calls `body(pixel, x, y)` for all pixels of the rows, in parallel bands.
template <class Body>
void for_pixels(int width, int height, const Body& body) {
    constexpr std::size_t kBand = 64;
    parallel_blocks(static_cast<std::size_t>(height), kBand, [&](std::size_t begin, std::size_t end) {
        std::size_t pixel = begin * static_cast<std::size_t>(width);
        for (auto y = static_cast<int>(begin); y < static_cast<int>(end); ++y) {
            for (int x = 0; x < width; ++x, ++pixel) body(pixel, x, y);
        }
    });
}

/// Marks pixels whose dark level stands out of their block.
void find_hot(const Image& dark, std::vector<std::uint8_t>& defective) {
    const std::uint16_t* const dn = dark.pixels().data();
    const int width = dark.width();
    const BlockMedians level(width, dark.height(), [dn](std::size_t i) { return static_cast<float>(dn[i]); });
    const auto excess = [&](std::size_t i, int x, int y) {
        return std::abs(static_cast<float>(dn[i]) - level.at(x, y));
    };
    const auto columns = static_cast<std::size_t>(width);
    const float typical = frame_median(dark.size_px(), [&](std::size_t i) {
        return excess(i, static_cast<int>(i % columns), static_cast<int>(i / columns));
    });
    // Whole-number frames of a quiet camera have a MAD of 0: the rounding error is the least sigma.
    const double sigma = std::max(kMadToSigma * static_cast<double>(typical), std::sqrt(1.0 / 12.0));
    const auto limit = static_cast<float>(std::max(kHotSigmas * sigma, kHotLeast_dn));
    for_pixels(width, dark.height(), [&](std::size_t i, int x, int y) {
        if (excess(i, x, y) > limit) defective[i] = 1;
    });
}

/// flat - dark, pixel by pixel.
class FlatLight {
  public:
    FlatLight(const Image& flat, const Image& dark)
        : flat_dn_(flat.pixels().data()), dark_dn_(dark.pixels().data()) {}
    [[nodiscard]] float operator()(std::size_t pixel) const {
        return static_cast<float>(flat_dn_[pixel]) - static_cast<float>(dark_dn_[pixel]);
    }

  private:
    const std::uint16_t* flat_dn_;
    const std::uint16_t* dark_dn_;
};

/// Refuses a flat frame from which no gain can be had; the median of its light.
float check_flat(const CameraInfo& camera, const Image& flat, const FlatLight& light) {
    const float middle = frame_median(flat.size_px(), light);
    if (!(middle >= 1.0F)) {
        throw Error(
            ErrorKind::input,
            fmt::format("the flat frame is not brighter than the dark one (median {:.1f} DN above it): "
                        "take it under even light, dark level included",
                        middle));
    }
    const std::uint16_t* const dn = flat.pixels().data();
    const float raw = frame_median(flat.size_px(), [dn](std::size_t i) { return static_cast<float>(dn[i]); });
    if (raw >= static_cast<float>(camera.saturation_dn)) {
        throw Error(ErrorKind::input,
                    fmt::format("the flat frame is saturated (median at {} DN): expose it for half of that",
                                camera.saturation_dn));
    }
    return middle;
}

/// Refuses a flat frame in which so many pixels are marked that it can't be one of even light.
void check_marked(const CameraInfo& camera, const Image& flat, const std::vector<std::uint8_t>& marked) {
    constexpr double kMostMarked = 0.05;
    std::size_t all = 0;
    std::size_t clipped = 0;
    for (std::size_t i = 0; i < marked.size(); ++i) {
        all += marked[i];
        clipped += flat.pixels()[i] >= camera.saturation_dn ? 1 : 0;
    }
    const auto pixels = static_cast<double>(marked.size());
    if (static_cast<double>(all) <= kMostMarked * pixels) return;
    if (2 * clipped > all)
        throw Error(ErrorKind::input,
                    fmt::format("the flat frame is saturated in {:.0f} % of its pixels: "
                                "expose its brightest part for three quarters of {} DN",
                                100.0 * static_cast<double>(clipped) / pixels, camera.saturation_dn));
    throw Error(ErrorKind::input,
                fmt::format("the flat frame is not even: {:.0f} % of its pixels differ from those around "
                            "them threefold, as in a picture of dies; take it of an even surface",
                            100.0 * static_cast<double>(all) / pixels));
}

/// Marks pixels too far from their block's own median, so that vignetting is no defect.
void find_dull(const CameraInfo& camera, const Image& flat, const FlatLight& light, float middle,
               std::vector<std::uint8_t>& defective) {
    const BlockMedians local(flat.width(), flat.height(), light);
    for_pixels(flat.width(), flat.height(), [&](std::size_t i, int x, int y) {
        const float here = light(i);
        const float around = local.at(x, y);
        const bool sound = here * kGainMost > around && here * kGainLeast < around &&
                           here * kGainOverall > middle && flat.pixels()[i] < camera.saturation_dn;
        if (!sound) defective[i] = 1;
    });
}

/// The least light of a sound pixel; at most `middle`.
float dimmest_light(const FlatLight& light, float middle, const std::vector<std::uint8_t>& defective) {
    constexpr std::size_t kBlock = 1U << 16U;
    std::vector<float> least((defective.size() + kBlock - 1) / kBlock, middle);
    parallel_blocks(defective.size(), kBlock, [&](std::size_t begin, std::size_t end) {
        float dimmest = middle;
        for (std::size_t i = begin; i < end; ++i) {
            if (defective[i] == 0) dimmest = std::min(dimmest, light(i));
        }
        least[begin / kBlock] = dimmest;
    });
    return *std::ranges::min_element(least);
}

}  // namespace

PixelCorrection make_correction(const CameraInfo& camera, const Image* dark, const Image* flat) {
    if (camera.width_px <= 0 || camera.height_px <= 0) {
        throw Error(ErrorKind::input, fmt::format("camera: {} x {} pixels is no image size", camera.width_px,
                                                  camera.height_px));
    }
    const int width = camera.width_px;
    const int height = camera.height_px;
    PixelCorrection made;
    made.saturation_dn_ = camera.saturation_dn;
    std::vector<std::uint8_t> defective(pixel_of(width, 0, height), 0);

    if (dark != nullptr) {
        check_size(camera, *dark, "dark");
        made.dark_ = *dark;
        find_hot(*dark, defective);
    } else {
        made.dark_ = Image(width, height, 0);
    }

    made.gain_ = Image(width, height, kGainOne);
    made.gain_unit_ = 1.0F / kGainOne;
    if (flat != nullptr) {
        check_size(camera, *flat, "flat");
        const FlatLight light(*flat, made.dark_);
        const float middle = check_flat(camera, *flat, light);
        std::vector<std::uint8_t> dull(defective.size(), 0);
        find_dull(camera, *flat, light, middle, dull);
        check_marked(camera, *flat, dull);
        for_pixels(width, height, [&](std::size_t i, int, int) { defective[i] |= dull[i]; });
        const float most = middle / dimmest_light(light, middle, defective);
        made.gain_unit_ = most / kGainOne;
        std::uint16_t* const gains = made.gain_.pixels().data();
        for_pixels(width, height, [&](std::size_t i, int, int) {
            const float gain = defective[i] != 0 ? 1.0F : middle / light(i);
            const auto units = static_cast<double>(std::min(gain / most, 1.0F) * kGainOne);
            // As lround, which costs ten times this.
            gains[i] = static_cast<std::uint16_t>(units + 0.5);  // NOLINT(bugprone-incorrect-roundings)
        });
    }
    made.find_neighbours(defective);
    return made;
}

void PixelCorrection::find_neighbours(const std::vector<std::uint8_t>& defective) {
    const int width = dark_.width();
    const int height = dark_.height();
    const auto good = [&](int x, int y) {
        return x >= 0 && x < width && y >= 0 && y < height && defective[pixel_of(width, x, y)] == 0;
    };
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            if (defective[pixel_of(width, x, y)] == 0) continue;
            Patch patch{.at = {y, x}, .first = static_cast<std::uint32_t>(neighbours_.size())};
            double dark_sum = 0.0;
            double gain_sum = 0.0;
            for (int ring = 1; ring <= 2 && patch.count == 0; ++ring) {
                for (int dy = -ring; dy <= ring; ++dy) {
                    for (int dx = -ring; dx <= ring; ++dx) {
                        if (std::max(std::abs(dx), std::abs(dy)) != ring || !good(x + dx, y + dy)) continue;
                        neighbours_.push_back({y + dy, x + dx});
                        dark_sum += dark_.row(y + dy)[x + dx];
                        gain_sum += gain_.row(y + dy)[x + dx];
                        ++patch.count;
                    }
                }
            }
            // Good pixels alone were read: order plays no part.
            if (patch.count > 0) {
                dark_.row(y)[x] = static_cast<std::uint16_t>(std::lround(dark_sum / patch.count));
                gain_.row(y)[x] = static_cast<std::uint16_t>(std::lround(gain_sum / patch.count));
            }
            defects_.push_back(patch.at);
            patches_.push_back(patch);
        }
    }
}

void PixelCorrection::patch(Image& tile) const {
    if (tile.width() != width() || tile.height() != height()) {
        throw Error(ErrorKind::input, fmt::format("tile of {} x {} pixels, but the camera has {} x {}",
                                                  tile.width(), tile.height(), width(), height()));
    }
    for (const Patch& patch : patches_) {
        double light = 0.0;
        for (std::uint32_t i = patch.first; i < patch.first + patch.count; ++i) {
            const DefectivePixel& from = neighbours_[i];
            light += static_cast<double>(corrected(from.x, from.y, tile.row(from.y)[from.x]));
        }
        if (patch.count > 0) light /= patch.count;
        const auto gain =
            static_cast<double>(gain_.row(patch.at.y)[patch.at.x]) * static_cast<double>(gain_unit_);
        const double raw = dark_.row(patch.at.y)[patch.at.x] + light / gain;
        tile.row(patch.at.y)[patch.at.x] =
            static_cast<std::uint16_t>(std::lround(std::clamp(raw, 0.0, 65535.0)));
    }
}

}  // namespace waferglow
