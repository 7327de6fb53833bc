// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/intensity/correction.h"

#include "libinspect/base/error.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include <fmt/format.h>

namespace waferglow {
namespace {

constexpr int kBlock_px = 64;  // neighbourhood for medians
constexpr double kHotSigmas = 8.0;
constexpr double kHotLeast_dn = 4.0;
constexpr double kGainLeast = 0.3;
constexpr double kGainMost = 3.0;
constexpr double kMadToSigma = 1.4826;  // of a normal distribution
constexpr int kGainOne = 32767;         // the largest stored gain

std::size_t pixel_of(int width, int x, int y) {
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x);
}

/// Median by partial sorting of a copy that the caller keeps for reuse; the upper one of two.
template <class T>
T median(std::vector<T>& values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

void check_size(const CameraInfo& camera, const Image& frame, const char* name) {
    if (frame.width() == camera.width_px && frame.height() == camera.height_px) return;
    throw Error(
        ErrorKind::input,
        fmt::format("the {} frame has {} x {} pixels, the camera {} x {}: take it with the same camera mode",
                    name, frame.width(), frame.height(), camera.width_px, camera.height_px));
}

/// Medians of blocks of kBlock_px squared of a frame of values.
class BlockMedians {
  public:
    BlockMedians(const std::vector<float>& values, int width, int height)
        : across_((width + kBlock_px - 1) / kBlock_px) {
        std::vector<float> block;
        for (int y0 = 0; y0 < height; y0 += kBlock_px) {
            for (int x0 = 0; x0 < width; x0 += kBlock_px) {
                block.clear();
                for (int y = y0; y < std::min(y0 + kBlock_px, height); ++y) {
                    const auto first = values.begin() + static_cast<std::ptrdiff_t>(pixel_of(width, x0, y));
                    block.insert(block.end(), first, first + std::min(kBlock_px, width - x0));
                }
                medians_.push_back(median(block));
            }
        }
    }
    [[nodiscard]] float at(int x, int y) const {
        return medians_[pixel_of(across_, x / kBlock_px, y / kBlock_px)];
    }

  private:
    int across_;
    std::vector<float> medians_;
};

/// Marks pixels whose dark level stands out of their block.
void find_hot(const Image& dark, std::vector<bool>& defective) {
    const int width = dark.width();
    std::vector<float> excess(dark.pixels().begin(), dark.pixels().end());
    const BlockMedians level(excess, width, dark.height());
    for (int y = 0; y < dark.height(); ++y) {
        for (int x = 0; x < width; ++x) excess[pixel_of(width, x, y)] -= level.at(x, y);
    }
    std::vector<float> distance(excess.size());
    std::transform(excess.begin(), excess.end(), distance.begin(), [](float e) { return std::abs(e); });
    // Whole-number frames of a quiet camera have a MAD of 0: the rounding error is the least sigma.
    const double sigma = std::max(kMadToSigma * static_cast<double>(median(distance)), std::sqrt(1.0 / 12.0));
    const double limit = std::max(kHotSigmas * sigma, kHotLeast_dn);
    for (std::size_t i = 0; i < excess.size(); ++i) {
        if (std::abs(static_cast<double>(excess[i])) > limit) defective[i] = true;
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
    std::vector<bool> defective(pixel_of(width, 0, height), false);

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
        std::vector<float> light = light_of_flat(*flat, made.dark_);
        std::vector<float> sorted = light;
        const auto middle = static_cast<double>(median(sorted));
        std::vector<std::uint16_t> raw = flat->pixels();
        if (!(middle >= 1.0)) {
            throw Error(
                ErrorKind::input,
                fmt::format("the flat frame is not brighter than the dark one (median {:.1f} DN above it): "
                            "take it under even light, dark level included",
                            middle));
        }
        if (median(raw) >= camera.saturation_dn) {
            throw Error(
                ErrorKind::input,
                fmt::format("the flat frame is saturated (median at {} DN): expose it for half of that",
                            camera.saturation_dn));
        }
        // Against the block's own median, so that vignetting is no defect.
        const BlockMedians local(light, width, height);
        double most = 0.0;
        for (int y = 0; y < height; ++y) {
            for (int x = 0; x < width; ++x) {
                const std::size_t i = pixel_of(width, x, y);
                const auto here = static_cast<double>(light[i]);
                const auto around = static_cast<double>(local.at(x, y));
                if (!(here * kGainMost > around && here * kGainLeast < around && here * 16.0 > middle) ||
                    flat->pixels()[i] >= camera.saturation_dn) {
                    defective[i] = true;
                }
                if (!defective[i]) most = std::max(most, middle / here);
            }
        }
        if (most == 0.0) most = 1.0;
        made.gain_unit_ = static_cast<float>(most / kGainOne);
        for (std::size_t i = 0; i < light.size(); ++i) {
            const double gain = defective[i] ? 1.0 : middle / static_cast<double>(light[i]);
            made.gain_.pixels()[i] =
                static_cast<std::uint16_t>(std::lround(std::clamp(gain / most, 0.0, 1.0) * kGainOne));
        }
    }
    made.find_neighbours(defective);
    return made;
}

void PixelCorrection::find_neighbours(const std::vector<bool>& defective) {
    const int width = dark_.width();
    const int height = dark_.height();
    const auto good = [&](int x, int y) {
        return x >= 0 && x < width && y >= 0 && y < height && !defective[pixel_of(width, x, y)];
    };
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            if (!defective[pixel_of(width, x, y)]) continue;
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
