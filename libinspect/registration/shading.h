// SPDX-License-Identifier: GPL-3.0-or-later
// How the light falls off over the image, and what that does to measured die positions.
#pragma once

#include "libinspect/geometry/camera.h"
#include "libinspect/geometry/image.h"

#include <array>
#include <cstddef>
#include <span>
#include <vector>

namespace waferglow {

/// ln(sensitivity) over the image as a polynomial of total degree 4 without constant: coefficients of u^i v^j
/// in the order (1,0) (0,1) (2,0) (1,1) (0,2) (3,0) ... (0,4), where u and v are the distances from the
/// image's middle, right and down, in units of half the image's width.
///
/// Why: where light falls off by g (relative, per pixel), the brighter side of each die weighs more, and a
/// first harmonic moves by about g * width^2 / 12. Vignetting would so pass for a scale error of tens of ppm.
struct Shading {
    std::array<double, 14> coefficients{};
    friend bool operator==(const Shading&, const Shading&) = default;
};

/// A sample of ln(light) for the fit, with its weight.
struct ShadingSample {
    double x_px = 0.0;  ///< from the image's middle
    double y_px = 0.0;
    double ln_light = 0.0;
    double weight = 1.0;
};

/// Least squares through samples of one or several groups (tiles), each with a constant of its own; `degree`
/// 2 or 4. Flat where the samples don't determine it.
[[nodiscard]] Shading fit_shading(std::span<const std::vector<ShadingSample>> groups,
                                  const CameraInfo& camera, int degree);

/// From a raw flat frame and the dark frame (may be without data), by the means of 24 x 24 blocks.
[[nodiscard]] Shading shading_of_flat(const ImageView& flat, const ImageView& dark, const CameraInfo& camera);

/// Relative slope of the light per pixel, tabulated. Immutable.
class ShadingSlopes {
  public:
    struct Slope {
        float x = 0.0F;
        float y = 0.0F;
    };

    ShadingSlopes(const Shading& shading, const CameraInfo& camera);
    /// At a pixel position, from the nearest of 32 x 32 nodes.
    [[nodiscard]] Slope at(double x, double y) const {
        return table_[index(y * per_y_px_) * kNodes + index(x * per_x_px_)];
    }

  private:
    static constexpr std::size_t kNodes = 32;
    static std::size_t index(double node) {
        if (!(node > 0.0)) return 0;
        const auto i = static_cast<std::size_t>(node);
        return i < kNodes ? i : kNodes - 1;
    }

    double per_x_px_ = 0.0;
    double per_y_px_ = 0.0;
    std::vector<Slope> table_;
};

}  // namespace waferglow
