// SPDX-License-Identifier: GPL-3.0-or-later
// A spectrometer with a fixed grating and a line sensor.
#pragma once

#include "drivers/interfaces/device.h"

#include <stop_token>
#include <vector>

namespace waferglow::drivers {

struct SpectrometerCapabilities {
    int pixels = 0;
    double min_integration_ms = 0.0;
    double max_integration_ms = 0.0;
    int max_averages = 1;
    double saturation_counts = 65535.0;
};

struct SpectrometerSettings {
    double integration_ms = 10.0;
    int averages = 1;
    friend bool operator==(const SpectrometerSettings&, const SpectrometerSettings&) = default;
};

/// See Device for threads and faults.
class Spectrometer : public Device {
  public:
    [[nodiscard]] virtual SpectrometerCapabilities capabilities() const = 0;
    /// Throws Error(usage) beyond the limits.
    virtual void configure(const SpectrometerSettings& settings) = 0;
    [[nodiscard]] virtual SpectrometerSettings settings() const = 0;
    /// Wavelength of each pixel in nm, in AIR, ascending, as the device's own calibration gives it.
    [[nodiscard]] virtual std::vector<double> wavelengths_nm() const = 0;
    /// Takes one spectrum: counts a pixel, mean of the averages, dark level still in it. Blocks; throws
    /// Error(device) on a timeout and Error(cancelled) when `stop` is requested.
    [[nodiscard]] virtual std::vector<double> acquire(std::stop_token stop) = 0;
};

}  // namespace waferglow::drivers
