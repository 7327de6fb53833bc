// SPDX-License-Identifier: GPL-3.0-or-later
// What was told of the colours of a wafer's dies, as JSON for programs and as text for people.
#pragma once

#include "libinspect/store/wafer_content.h"

#include <string>

#include <nlohmann/json.hpp>

namespace waferglow::cli {

/// channel, of, dies, spectra, residual_nm, leave_one_out_nm, range_nm[2], relative, fwhm_effect_nm,
/// scatter_nm, sigma_median_nm, tolerance_nm, exposure_spread, beyond_range of the first colour channel;
/// where there are several, `channels{name: likewise}`; `fault` alone where no colours could be told. Null
/// where there is no colour channel.
[[nodiscard]] nlohmann::ordered_json colour_json(const WaferFile& file);
/// Empty where that is null.
[[nodiscard]] std::string colour_text(const WaferFile& file);

}  // namespace waferglow::cli
