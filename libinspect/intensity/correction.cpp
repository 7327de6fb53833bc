// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/intensity/correction.h"

#include "libinspect/base/error.h"
#include "libinspect/base/parallel.h"
#include "libinspect/intensity/block_medians.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>

#include <fmt/format.h>

namespace waferglow {
namespace {

constexpr double kHotSigmas = 8.0;
constexpr double kHotLeast_dn = 4.0;
constexpr float kGainLeast = 0.3F;
constexpr float kGainMost = 3.0F;
constexpr float kGainOverall = 16.0F;      // most of any pixel against the frame's median
constexpr double kMadToSigma = 1.4826;     // of a normal distribution
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

/// Calls `body(begin, end)` for bands of pixel rows, in parallel.
void for_rows(int height, const std::function<void(int, int)>& body) {
    constexpr std::size_t kBand = 64;
    parallel_blocks(static_cast<std::size_t>(height), kBand, [&](std::size_t begin, std::size_t end) {
        body(static_cast<int>(begin), static_cast<int>(end));
    });
}

/// Marks pixels whose dark level stands out of their block.
void find_hot(const Image& dark, std::vector<std::uint8_t>& defective) {
    const int width = dark.width();
    std::vector<float> excess(dark.pixels().begin(), dark.pixels().end());
    const BlockMedians level(excess, width, dark.height());
    for_rows(dark.height(), [&](int begin, int end) {
        for (int y = begin; y < end; ++y) {
            for (int x = 0; x < width; ++x) {
                float& value = excess[pixel_of(width, x, y)];
                value = std::abs(value - level.at(x, y));
            }
        }
    });
    // Whole-number frames of a quiet camera have a MAD of 0: the rounding error is the least sigma.
    const double sigma =
        std::max(kMadToSigma * static_cast<double>(frame_median(excess)), std::sqrt(1.0 / 12.0));
    const auto limit = static_cast<float>(std::max(kHotSigmas * sigma, kHotLeast_dn));
    for (std::size_t i = 0; i < excess.size(); ++i) {
        if (excess[i] > limit) defective[i] = 1;
    }
}

/// flat - dark over the frame.
std::vector<float> light_of_flat(const Image& flat, const Image& dark) {
    std::vector<float> light(flat.size_px());
    for (std::size_t i = 0; i < light.size(); ++i) {
        light[i] = static_cast<float>(flat.pixels()[i]) - static_cast<float>(dark.pixels()[i]);
    }
    return light;
}

/// Refuses a flat frame from which no gain can be had; the median of its light.
float check_flat(const CameraInfo& camera, const Image& flat, std::span<const float> light) {
    const float middle = frame_median(light);
    if (!(middle >= 1.0F)) {
        throw Error(
            ErrorKind::input,
            fmt::format("the flat frame is not brighter than the dark one (median {:.1f} DN above it): "
                        "take it under even light, dark level included",
                        middle));
    }
    const std::vector<float> raw(flat.pixels().begin(), flat.pixels().end());
    if (frame_median(raw) >= static_cast<float>(camera.saturation_dn)) {
        throw Error(ErrorKind::input,
                    fmt::format("the flat frame is saturated (median at {} DN): expose it for half of that",
                                camera.saturation_dn));
    }
    return middle;
}

/// Marks pixels too far from their block's own median, so that vignetting is no defect.
void find_dull(const CameraInfo& camera, const Image& flat, std::span<const float> light, float middle,
               std::vector<std::uint8_t>& defective) {
    const int width = flat.width();
    const BlockMedians local(light, width, flat.height());
    for_rows(flat.height(), [&](int begin, int end) {
        for (int y = begin; y < end; ++y) {
            for (int x = 0; x < width; ++x) {
                const std::size_t i = pixel_of(width, x, y);
                const float here = light[i];
                const float around = local.at(x, y);
                const bool sound = here * kGainMost > around && here * kGainLeast < around &&
                                   here * kGainOverall > middle && flat.pixels()[i] < camera.saturation_dn;
                if (!sound) defective[i] = 1;
            }
        }
    });
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
        const std::vector<float> light = light_of_flat(*flat, made.dark_);
        const float middle = check_flat(camera, *flat, light);
        find_dull(camera, *flat, light, middle, defective);
        float dimmest = middle;
        for (std::size_t i = 0; i < light.size(); ++i) {
            if (defective[i] == 0) dimmest = std::min(dimmest, light[i]);
        }
        const float most = middle / dimmest;
        made.gain_unit_ = most / kGainOne;
        for_rows(height, [&](int begin, int end) {
            for (std::size_t i = pixel_of(width, 0, begin); i < pixel_of(width, 0, end); ++i) {
                const float gain = defective[i] != 0 ? 1.0F : middle / light[i];
                made.gain_.pixels()[i] =
                    static_cast<std::uint16_t>(std::lround(std::min(gain / most, 1.0F) * kGainOne));
            }
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
