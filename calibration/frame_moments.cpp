// SPDX-License-Identifier: GPL-3.0-or-later
#include "calibration/frame_moments.h"

#include "libinspect/base/error.h"

#include <cmath>

namespace waferglow::calibration {

void FrameMoments::add(const Image& frame) {
    if (frames_ == 0) {
        width_ = frame.width();
        height_ = frame.height();
        sums_.assign(frame.size_px(), 0);
        squares_.assign(frame.size_px(), 0);
    }
    if (frame.width() != width_ || frame.height() != height_)
        throw Error(ErrorKind::job, "calibration: the camera changed the size of its frames meanwhile");
    ++frames_;
    const Image::Pixels& pixels = frame.pixels();
    for (std::size_t i = 0; i < pixels.size(); ++i) {
        const std::uint32_t dn = pixels[i];
        sums_[i] += dn;
        squares_[i] += std::uint64_t{dn} * dn;
    }
}

double FrameMoments::mean(std::size_t i) const {
    return static_cast<double>(sums_[i]) / frames_;
}

Image FrameMoments::mean_image() const {
    Image image(width_, height_);
    for (std::size_t i = 0; i < sums_.size(); ++i)
        image.pixels()[i] = static_cast<std::uint16_t>(std::lround(mean(i)));
    return image;
}

double FrameMoments::temporal_variance() const {
    if (frames_ < 2) return 0.0;
    double sum = 0.0;
    for (std::size_t i = 0; i < sums_.size(); ++i) {
        const double mean = this->mean(i);
        sum += static_cast<double>(squares_[i]) - frames_ * mean * mean;
    }
    return sum / static_cast<double>(sums_.size()) / (frames_ - 1);
}

double FrameMoments::level() const {
    std::uint64_t sum = 0;
    for (const std::uint32_t value : sums_) sum += value;
    return static_cast<double>(sum) / static_cast<double>(sums_.size()) / frames_;
}

}  // namespace waferglow::calibration
