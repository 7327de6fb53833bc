// SPDX-License-Identifier: GPL-3.0-or-later
// The families that driver_table.cpp lists.
#pragma once

#include "drivers/registry/driver_family.h"

namespace waferglow::drivers {

[[nodiscard]] DriverFamily simulated_family();
[[nodiscard]] DriverFamily replay_family();
[[nodiscard]] DriverFamily gcs_family();     ///< stages of Physik Instrumente
[[nodiscard]] DriverFamily asi_family();     ///< microscope stages of Applied Scientific Instrumentation
[[nodiscard]] DriverFamily aravis_family();  ///< GigE Vision and USB3 Vision cameras
[[nodiscard]] DriverFamily obp_family();     ///< Ocean Insight spectrometers
[[nodiscard]] DriverFamily obis_family();    ///< Coherent OBIS lasers
[[nodiscard]] DriverFamily fw102c_family();  ///< Thorlabs filter wheels FW102C and FW212C

}  // namespace waferglow::drivers
