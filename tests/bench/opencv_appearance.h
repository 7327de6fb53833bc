// SPDX-License-Identifier: GPL-3.0-or-later
// The inspection that a user of OpenCV would write: crop each die, align the crop, difference to a mean die,
// threshold, components. It corrects no flat field and knows no noise: the least that such a program does.
#pragma once

#include "libinspect/geometry/image.h"
#include "libinspect/geometry/tile_lattice.h"

#include <cmath>
#include <cstddef>
#include <span>

#include <opencv2/imgproc.hpp>

namespace waferglow::bench {

class OpenCvInspection {
  public:
    /// Learns the mean die and its spread from the dies of a tile.
    OpenCvInspection(const ImageView& image, const TileLattice& lattice, std::span<const DieIndex> dies)
        : size_(2 * static_cast<int>(std::ceil(0.5 * lattice.die_width_px + kMargin)) + 1,
                2 * static_cast<int>(std::ceil(0.5 * lattice.die_height_px + kMargin)) + 1) {
        mean_ = cv::Mat::zeros(size_, CV_32F);
        cv::Mat squares = cv::Mat::zeros(size_, CV_32F);
        const cv::Mat tile = mat_of(image);
        int count = 0;
        for (const DieIndex die : dies) {
            const cv::Rect at = rect_of(lattice.center(die));
            if (!whole(at, tile)) continue;
            cv::Mat crop;
            tile(at).convertTo(crop, CV_32F);
            mean_ += crop;
            squares += crop.mul(crop);
            ++count;
        }
        mean_ /= count;
        cv::sqrt(squares / count - mean_.mul(mean_), spread_);
        limit_ = 4.0 * spread_;
        const cv::Rect inner(kReach, kReach, size_.width - 2 * kReach, size_.height - 2 * kReach);
        mean_(inner).copyTo(pattern_);
        mean_.convertTo(mean_, CV_16U);
        limit_.convertTo(limit_, CV_16U);
    }

    /// Spots found on all dies.
    [[nodiscard]] std::size_t inspect(const ImageView& image, const TileLattice& lattice,
                                      std::span<const DieIndex> dies) const {
        const cv::Mat tile = mat_of(image);
        const cv::Mat mean = mean_(cv::Rect(kReach, kReach, pattern_.cols, pattern_.rows));
        const cv::Mat limit = limit_(cv::Rect(kReach, kReach, pattern_.cols, pattern_.rows));
        std::size_t spots = 0;
        cv::Mat crop, answers, difference, smooth, above, labels, stats, centers;
        for (const DieIndex die : dies) {
            const cv::Rect at = rect_of(lattice.center(die));
            if (!whole(at, tile)) continue;
            tile(at).convertTo(crop, CV_32F);
            cv::matchTemplate(crop, pattern_, answers, cv::TM_CCOEFF_NORMED);
            cv::Point best;
            cv::minMaxLoc(answers, nullptr, nullptr, nullptr, &best);
            const cv::Rect aligned(at.x + best.x, at.y + best.y, pattern_.cols, pattern_.rows);
            cv::absdiff(tile(aligned), mean, difference);
            cv::GaussianBlur(difference, smooth, cv::Size(3, 3), 0.0);
            cv::compare(smooth, limit, above, cv::CMP_GT);
            const int found = cv::connectedComponentsWithStats(above, labels, stats, centers, 8, CV_32S);
            spots += static_cast<std::size_t>(found - 1);
        }
        return spots;
    }

  private:
    static constexpr int kReach = 2;  // px that a die may be off
    static constexpr double kMargin = 3.0;

    static cv::Mat mat_of(const ImageView& image) {
        return {image.height, image.width, CV_16U, const_cast<std::uint16_t*>(image.data),
                static_cast<std::size_t>(image.stride_px) * sizeof(std::uint16_t)};
    }
    [[nodiscard]] cv::Rect rect_of(PixelPoint center) const {
        return {static_cast<int>(std::lround(center.x)) - size_.width / 2,
                static_cast<int>(std::lround(center.y)) - size_.height / 2, size_.width, size_.height};
    }
    static bool whole(const cv::Rect& at, const cv::Mat& tile) {
        return at.x >= 0 && at.y >= 0 && at.x + at.width <= tile.cols && at.y + at.height <= tile.rows;
    }

    cv::Size size_;
    cv::Mat mean_, spread_, limit_, pattern_;
};

}  // namespace waferglow::bench
