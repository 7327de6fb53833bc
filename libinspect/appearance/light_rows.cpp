// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/appearance/light_rows.h"

#include "libinspect/appearance/internal/residual_kernel.h"

#include <algorithm>
#include <bit>

namespace waferglow::appearance {
namespace {

constexpr int kBeyond_px = 16;  // that windows read beyond their right end

/// Not a multiple of a page, so that rows don't share places of the cache.
std::ptrdiff_t stride_of(int width) {
    return (width + kBeyond_px + 31) / 32 * 32 + 32;
}

}  // namespace

void LightRows::start(const ImageView& image, const PixelCorrection& correction, const DieWindow& window,
                      double level_dn) {
    constexpr int kSpare = 16;  // rows that a tilted row of dies goes back by
    image_ = image;
    correction_ = &correction;
    per_dn_ = static_cast<float>(static_cast<double>(kLightUnits) / level_dn);
    height_ = window.height;
    const int rows = static_cast<int>(std::bit_ceil(static_cast<unsigned>(height_ + 2 * kReach_px + kSpare)));
    ring_ = rows - 1;
    stride_ = stride_of(image.width);
    light_.resize(static_cast<std::size_t>(rows) * static_cast<std::size_t>(stride_));
    begin_ = end_ = 0;
    last_saturated_ = -1;
}

LightView LightRows::around(int y) {
    const int from = std::clamp(y - kReach_px, 0, image_.height);
    const int to = std::clamp(y + height_ + kReach_px, from, image_.height);
    if (from < begin_ || from > end_) begin_ = end_ = from;
    for (; end_ < to; ++end_) {
        const std::uint16_t most = correct_row(image_, *correction_, 0, image_.width, end_, per_dn_,
                                               light_.data() + (end_ & ring_) * stride_);
        if (most >= correction_->saturation_dn()) last_saturated_ = end_;
    }
    begin_ = std::max(begin_, end_ - ring_ - 1);
    return {.data = light_.data(),
            .stride = stride_,
            .ring = ring_,
            .x0 = 0,
            .y0 = from,
            .x1 = image_.width,
            .y1 = to,
            .unit = 1.0F / kLightUnits,
            .saturated = last_saturated_ >= from};
}

void LightPatch::take(const ImageView& image, const PixelCorrection& correction, const DieWindow& window,
                      PixelPoint center, double level_dn) {
    const DiePlace place = place_of(center, window);
    const int x0 = std::clamp(place.x - kReach_px, 0, image.width);
    const int y0 = std::clamp(place.y - kReach_px, 0, image.height);
    const int x1 = std::clamp(place.x + window.width + kReach_px, x0, image.width);
    const int y1 = std::clamp(place.y + window.height + kReach_px, y0, image.height);
    level_dn_ = level_dn;
    view_ = {.stride = stride_of(x1 - x0),
             .first_row = y0,
             .first_column = x0,
             .x0 = x0,
             .y0 = y0,
             .x1 = x1,
             .y1 = y1};
    light_.resize(static_cast<std::size_t>(y1 - y0) * static_cast<std::size_t>(view_.stride));
    const auto per_dn = static_cast<float>(static_cast<double>(kLightUnits) / level_dn);
    for (int y = y0; y < y1; ++y) {
        const std::uint16_t most =
            correct_row(image, correction, x0, x1, y, per_dn, light_.data() + (y - y0) * view_.stride);
        view_.saturated = view_.saturated || most >= correction.saturation_dn();
    }
}

LightView LightPatch::view(double level_dn) const {
    LightView view = view_;
    view.data = light_.data();
    view.unit = static_cast<float>(level_dn_ / level_dn / static_cast<double>(kLightUnits));
    return view;
}

}  // namespace waferglow::appearance
