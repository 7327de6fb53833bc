// SPDX-License-Identifier: GPL-3.0-or-later
// Why something failed, as people are told: a kind that can be put into any language, and the full text.
#pragma once

#include "libinspect/base/error.h"

#include <cstdint>
#include <exception>
#include <string>

namespace waferglow::station {

struct Trouble {
    ErrorKind kind = ErrorKind::job;
    std::string text;    ///< what, where, what to do; English, so that it can be searched for
    std::string task{};  ///< that failed: a name as of Task; a later success of the same settles it
};

/// `error` with its nested causes; what is no Error counts as a failed job.
[[nodiscard]] Trouble trouble_of(const std::exception& error, const std::string& task = {});

/// What people at the tool tell apart, since they act differently on each.
enum class Cause : std::uint8_t {
    job,
    usage,
    input,
    device,
    cancelled,
    disk_full,
    file_missing,
    not_permitted,  ///< by the file system
    calibration,    ///< missing, expired or of another device
};

/// The kind, or something more telling where the text says so.
[[nodiscard]] Cause cause_of(ErrorKind kind, const std::string& text);

}  // namespace waferglow::station
