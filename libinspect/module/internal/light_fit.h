// SPDX-License-Identifier: GPL-3.0-or-later
// The light of the emitters in one image by least squares, all that are driven at once. Undriven sites are
// not fitted along with them, which would cost accuracy where colours lie close: what the fit leaves at them
// is their light. Those that glow join the fit one after the other, brightest first.
#pragma once

#include "libinspect/module/internal/normal_equations.h"

#include <cstddef>
#include <vector>

namespace waferglow::module {

struct PixelNoise {
    double dn_per_electron = 0.0;
    double read_dn = 0.0;
    double taken_off_dn = 0.0;  ///< light that was taken off the pixels and left its noise

    /// Variance of a pixel, DN^2.
    [[nodiscard]] double variance(double light_dn) const {
        return dn_per_electron * ((light_dn > 0.0 ? light_dn : 0.0) + taken_off_dn) + read_dn * read_dn;
    }
    [[nodiscard]] bool known() const { return dn_per_electron > 0.0; }
};

struct FittedLight {
    Planes light;    ///< DN of the whole emitter, the wide tail not counted
    Planes sigma;    ///< of noise; infinite where no pixel counts
    Planes inside;   ///< share of the light that falls within the image
    Planes covered;  ///< share that falls on pixels that count
    LightImage residual;
};

/// `driven`: of each sub-pixel of a pixel, whether the pattern drives it. Where the noise is known pixels are
/// weighted by it: without, the bright middle of an emitter outweighs its edges.
[[nodiscard]] FittedLight fit_light(const LightImage& image, const Emitters& emitters,
                                    const std::vector<bool>& driven, const PixelNoise& noise);

}  // namespace waferglow::module
