// SPDX-License-Identifier: GPL-3.0-or-later
// How many spectra gave a peak wavelength, and why the others did not, for programs.
#pragma once

#include "libinspect/store/wafer_content.h"

#include <span>

#include <nlohmann/json.hpp>

namespace waferglow::cli {

/// Flags of the file's spectra; empty where it has none.
[[nodiscard]] std::span<const float> spectrum_flags(const WaferFile& file);

/// Adds "spectra_without_peak" {count, of, empty, uncertain, misshapen, saturated, invalid}; nothing where
/// there are no spectra.
void add_spectra(std::span<const float> flags, nlohmann::ordered_json& json);

}  // namespace waferglow::cli
