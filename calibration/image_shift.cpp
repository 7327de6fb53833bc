// SPDX-License-Identifier: GPL-3.0-or-later
#include "calibration/image_shift.h"

#include "libinspect/base/error.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

namespace waferglow::calibration {
namespace {

constexpr int kLeastSizePx = 16;
constexpr int kRounds = 8;
constexpr int kRimPx = 8;  // what smoothing and interpolation make up at the rim
constexpr double kEnoughPx = 1e-4;

cv::Mat to_mat(ImageView image) {
    cv::Mat mat(image.height, image.width, CV_32F);
    for (int y = 0; y < image.height; ++y)
        std::transform(image.row(y), image.row(y) + image.width, mat.ptr<float>(y),
                       [](std::uint16_t dn) { return static_cast<float>(dn); });
    return mat;
}

/// Weights of four samples for the value a fraction behind the second: cubic convolution (Keys 1981, a =
/// -1/2). OpenCV's own warps know only 32 fractions.
std::array<float, 4> between(double fraction) {
    const double f = fraction;
    return {static_cast<float>(-0.5 * f + f * f - 0.5 * f * f * f),
            static_cast<float>(1.0 - 2.5 * f * f + 1.5 * f * f * f),
            static_cast<float>(0.5 * f + 2.0 * f * f - 1.5 * f * f * f),
            static_cast<float>(-0.5 * f * f + 0.5 * f * f * f)};
}

/// Least squares of first(p) = second(p + shift) over the overlap, from a shift that is nearly right.
cv::Point2d refine(const cv::Mat& first, const cv::Mat& second, cv::Point2d shift) {
    cv::Mat smooth_first;
    cv::Mat smooth_second;
    cv::GaussianBlur(first, smooth_first, {}, 1.0);
    cv::GaussianBlur(second, smooth_second, {}, 1.0);
    const cv::Point2d start = shift;
    for (int round = 0; round < kRounds; ++round) {
        const int whole_x = static_cast<int>(std::floor(shift.x));
        const int whole_y = static_cast<int>(std::floor(shift.y));
        cv::Mat filtered;
        cv::sepFilter2D(smooth_second, filtered, CV_32F, between(shift.x - whole_x),
                        between(shift.y - whole_y), {1, 1});
        const int rim_x = kRimPx + static_cast<int>(std::ceil(std::abs(shift.x)));
        const int rim_y = kRimPx + static_cast<int>(std::ceil(std::abs(shift.y)));
        const cv::Rect inner(rim_x, rim_y, first.cols - 2 * rim_x, first.rows - 2 * rim_y);
        if (inner.width < kLeastSizePx || inner.height < kLeastSizePx) return shift;
        const cv::Mat moved = filtered(inner + cv::Point(whole_x, whole_y));
        const cv::Mat still = smooth_first(inner);
        cv::Mat gx;
        cv::Mat gy;
        const cv::Mat both = 0.5 * (moved + still);
        cv::Sobel(both, gx, CV_32F, 1, 0, 1, 0.5);
        cv::Sobel(both, gy, CV_32F, 0, 1, 1, 0.5);
        const cv::Mat difference = still - moved;
        const double xx = gx.dot(gx);
        const double yy = gy.dot(gy);
        const double xy = gx.dot(gy);
        const double bx = gx.dot(difference);
        const double by = gy.dot(difference);
        const double det = xx * yy - xy * xy;
        if (!(det > 1e-6 * xx * yy)) return shift;
        const cv::Point2d step((yy * bx - xy * by) / det, (xx * by - xy * bx) / det);
        shift += step;
        if (cv::norm(shift - start) > 2.0) return start;  // it ran away: the start is the better answer
        if (cv::norm(step) < kEnoughPx) break;
    }
    return shift;
}

}  // namespace

ImageShift measure_shift(ImageView first, ImageView second) {
    if (first.width != second.width || first.height != second.height || first.width < kLeastSizePx ||
        first.height < kLeastSizePx)
        throw Error(ErrorKind::job, "image shift: two images of the same size are needed, 16 pixels or more");
    const cv::Mat a = to_mat(first);
    const cv::Mat b = to_mat(second);
    cv::Mat window;
    cv::createHanningWindow(window, a.size(), CV_32F);
    double response = 0.0;
    // Copies: where the size suits its transform, OpenCV writes the window into what it is given.
    const cv::Point2d coarse = cv::phaseCorrelate(a.clone(), b.clone(), window, &response);
    const cv::Point2d fine = refine(a, b, coarse);
    return {.shift = {fine.x, fine.y}, .response = response};
}

}  // namespace waferglow::calibration
