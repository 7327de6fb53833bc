// SPDX-License-Identifier: GPL-3.0-or-later
// What drives a display module: it shows one even pattern after the other while the camera looks.
#pragma once

#include "drivers/interfaces/device.h"

#include <chrono>
#include <stop_token>
#include <string>
#include <vector>

namespace waferglow::drivers {

struct PatternSourceCapabilities {
    int rows = 0;  ///< of pixels
    int cols = 0;
    std::vector<std::string> lights{};  ///< names of the colours that it can drive alone, at least one
    int gray_max = 0;                   ///< the largest gray, at least 1
};

/// All pixels of the module alike: these colours at this gray, the others dark.
struct DisplayPattern {
    std::vector<std::string> lights{};  ///< in any order; none: black
    int gray = 0;
    friend bool operator==(const DisplayPattern&, const DisplayPattern&) = default;
};

/// See Device for threads and faults. After construction the module is black. Making it safe shows black.
class PatternSource : public Device {
  public:
    [[nodiscard]] virtual PatternSourceCapabilities capabilities() const = 0;
    /// Shows a pattern, waits until the whole module does, and asks what it shows. Throws Error(usage) for a
    /// colour or a gray that it does not have (nothing changes then), Error(device) where something else is
    /// shown or it does not appear in time, and Error(cancelled) where `stop` is requested before.
    virtual void show(const DisplayPattern& pattern, std::chrono::milliseconds timeout,
                      std::stop_token stop) = 0;
    /// As the source reports it; lights in the order of `capabilities`. Black has no lights and gray 0.
    [[nodiscard]] virtual DisplayPattern shown() const = 0;
};

}  // namespace waferglow::drivers
