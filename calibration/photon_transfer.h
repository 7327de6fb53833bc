// SPDX-License-Identifier: GPL-3.0-or-later
// Photon transfer: gain, read noise, full well and linearity of a camera from pairs of flat frames.
//
// EMVA Standard 1288, release 4.0 Linear (2021), sections 2.4 and 6 to 7: variance in time grows with the
// mean as K * light, K in DN an electron; noise of rounding, 1/12 DN^2, is taken off that of the dark frames.
#pragma once

#include "libinspect/geometry/image.h"

#include <limits>
#include <vector>

namespace waferglow::calibration {

/// Mean and temporal variance of one pair of frames, exposed alike.
struct PairStatistics {
    double exposure_ms = 0.0;
    double mean_dn = 0.0;
    double variance_dn2 = 0.0;
};

/// Of the middle part of the frames, half their width and height, where light is most even. Pixels whose
/// values in `dark` are far above the others are left out. Throws Error(job) where sizes differ.
[[nodiscard]] PairStatistics pair_statistics(const Image& first, const Image& second, const Image& dark,
                                             double exposure_ms);

struct PhotonTransferPoint {
    double exposure_ms = 0.0;
    double signal_dn = 0.0;  ///< over the dark level
    double variance_dn2 = 0.0;
    bool fitted = false;           ///< took part in the line of the gain
    double linearity_error = 0.0;  ///< signal over that of the line through all, minus 1; where `linear`
    bool linear = false;           ///< within 5 to 95 % of saturation
};

struct PhotonTransferResult {
    double gain_e_per_dn = 0.0;
    double gain_error = 0.0;  ///< relative standard error of the gain
    double read_noise_e = 0.0;
    double full_well_e = 0.0;  ///< light at which all pixels are full; else that of the greatest variance
    bool full_well_reached = false;  ///< false: no exposure went beyond it
    /// Mean of the absolute relative deviations; NaN where fewer than three exposures are `linear`.
    double linearity_error = std::numeric_limits<double>::quiet_NaN();
    double dark_dn = 0.0;
    std::vector<PhotonTransferPoint> points;  ///< by exposure
};

/// `dark`: a pair without light at the shortest exposure; `lit`: at least 6 pairs of growing exposure. The
/// line is fitted to what lies below 70 % of saturation. Throws Error(job) where the variance does not grow
/// with the light.
[[nodiscard]] PhotonTransferResult fit_photon_transfer(const PairStatistics& dark,
                                                       std::vector<PairStatistics> lit);

}  // namespace waferglow::calibration
