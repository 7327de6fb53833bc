// SPDX-License-Identifier: GPL-3.0-or-later
// What every instrument has in common: who it is, and that it can be brought to a safe state.
#pragma once

#include <string>

namespace waferglow::drivers {

/// Who answers at the other end, as the instrument tells it.
struct Identity {
    std::string vendor;
    std::string model;
    std::string serial_number;
    std::string firmware;
    friend bool operator==(const Identity&, const Identity&) = default;
};

/// An instrument. Confined: one thread at a time, but for `make_safe`. A fault is an Error(device) that names
/// the device and the command. Construction connects; destruction makes safe and disconnects, and never
/// throws.
class Device {
  public:
    Device() = default;
    Device(const Device&) = delete;
    Device& operator=(const Device&) = delete;
    virtual ~Device() = default;

    [[nodiscard]] virtual Identity identity() const = 0;
    /// Light off, motion stopped, stream ended, as far as the device still answers. May be called at any time
    /// and from any thread, more than once.
    virtual void make_safe() noexcept = 0;
    /// Connects anew after a fault: the device is again as it was after construction. Throws Error(device)
    /// where it still does not answer.
    virtual void reconnect() = 0;
};

}  // namespace waferglow::drivers
