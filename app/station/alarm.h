// SPDX-License-Identifier: GPL-3.0-or-later
// What is in the way of a scan, and what people do about it.
#pragma once

#include "app/station/log_book.h"
#include "drivers/registry/device_notice.h"

#include <optional>
#include <string>

namespace waferglow::station {

/// What people do about it; who shows it has the words.
enum class Remedy {
    none,
    mend_recipe,      ///< an engineer corrects or replaces it
    name_wafer,       ///< type or scan the wafer's ID
    resume_or_new,    ///< the wafer's scan is unfinished
    scan_again,       ///< the wafer was scanned already
    check_device,     ///< power, cable, tool file
    close_interlock,  ///< door, cover or key switch
    free_disk,
    fit_recipe,  ///< recipe and tool don't fit together
    calibrate,
    resume,  ///< what was measured is kept
    wait,    ///< somebody else uses the tool
};

/// Something in the way, in words.
struct Alarm {
    std::string text;
    Remedy remedy = Remedy::none;
    std::optional<ErrorKind> kind{};              ///< where it is known
    std::string device{};                         ///< whose fault it is; empty: no device's
    std::optional<drivers::DeviceFault> fault{};  ///< as the device tells it
    Severity severity = Severity::warning;
};

}  // namespace waferglow::station
