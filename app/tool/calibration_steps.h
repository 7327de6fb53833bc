// SPDX-License-Identifier: GPL-3.0-or-later
// The runs behind run_calibration, one each: measure and fill in conditions, values, series and images.
#pragma once

#include "app/tool/calibration_bench.h"
#include "calibration/record.h"
#include "calibration/wavelength_axis.h"

namespace waferglow::tool {

[[nodiscard]] calibration::Record run_dark(const CalibrationBench& bench, int frames);
[[nodiscard]] calibration::Record run_flat(const CalibrationBench& bench, int frames);
[[nodiscard]] calibration::Record run_photon_transfer(const CalibrationBench& bench, int frames);
[[nodiscard]] calibration::Record run_stage(const CalibrationBench& bench);
[[nodiscard]] calibration::Record run_focus(const CalibrationBench& bench);
[[nodiscard]] calibration::Record run_wavelength(const CalibrationBench& bench, int averages);
/// The result of a fit, wherever its spectrum comes from; `coarse_nm` of the pixels.
[[nodiscard]] calibration::Record describe_axis(const calibration::WavelengthAxis& axis,
                                                const std::vector<double>& coarse_nm);
/// `wavelength_nm` of the pixels: by calibration, or as the device believes.
[[nodiscard]] calibration::Record run_response(const CalibrationBench& bench, int averages,
                                               std::vector<double> wavelength_nm);
/// Likewise; spectra of nine places with the filter out, in and out again.
[[nodiscard]] calibration::Record run_colour(const CalibrationBench& bench, int averages,
                                             std::vector<double> wavelength_nm);
[[nodiscard]] calibration::Record run_power(const CalibrationBench& bench, int readings);

}  // namespace waferglow::tool
