// SPDX-License-Identifier: GPL-3.0-or-later
// The light that excites the dies: a laser or an LED, or the lamp for reflected light.
#pragma once

#include "drivers/interfaces/device.h"

namespace waferglow::drivers {

struct LightCapabilities {
    double wavelength_nm = 0.0;  ///< 0: white
    double min_power_mw = 0.0;   ///< that it holds stably while on
    double max_power_mw = 0.0;
    bool has_interlock = false;
};

/// See Device for threads and faults. Off after construction and after `make_safe`.
class LightSource : public Device {
  public:
    [[nodiscard]] virtual LightCapabilities capabilities() const = 0;
    /// Throws Error(usage) beyond the limits. Holds for the next switch-on, or at once while on.
    virtual void set_power_mw(double power_mw) = 0;
    [[nodiscard]] virtual double power_set_mw() const = 0;
    /// As the device measures it; 0 while off.
    [[nodiscard]] virtual double power_measured_mw() const = 0;
    /// Throws Error(device) when the interlock is open.
    virtual void switch_on() = 0;
    virtual void switch_off() = 0;
    [[nodiscard]] virtual bool is_on() const = 0;
    [[nodiscard]] virtual bool interlock_closed() const = 0;  ///< true where there is none
};

}  // namespace waferglow::drivers
