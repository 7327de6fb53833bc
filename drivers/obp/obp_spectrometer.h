// SPDX-License-Identifier: GPL-3.0-or-later
// Ocean Insight (Ocean Optics) spectrometers that speak the Ocean Binary Protocol over a serial port or TCP:
// STS, Ventana and kin. Sources: see obp_message.h; message names there.
#pragma once

#include "drivers/interfaces/spectrometer.h"
#include "drivers/transport/link.h"

#include <cstdint>
#include <memory>
#include <string>

namespace waferglow::drivers {

struct ObpSettings {
    std::string model = "STS";                ///< the protocol has no message that tells it
    std::uint16_t protocol_version = 0x1100;  ///< 0x1000 for Ventana
    bool with_checksum = true;                ///< MD5 on what we send; what comes with one is always checked
    /// What the model can do; STS: 10 us to 10 s, 14-bit converter, 5000 scans.
    double min_integration_ms = 0.01;
    double max_integration_ms = 10000.0;
    int max_averages = 5000;  ///< 1: the model can't average and is never told to (Ventana)
    double saturation_counts = 16383.0;
    std::chrono::milliseconds answer_timeout{1000};  ///< on top of integration times averages
};

/// Connects, reads the wavelength calibration, and takes one spectrum to count the pixels. See Spectrometer.
[[nodiscard]] std::unique_ptr<Spectrometer> make_obp_spectrometer(std::unique_ptr<Link> link,
                                                                  const ObpSettings& settings);

}  // namespace waferglow::drivers
