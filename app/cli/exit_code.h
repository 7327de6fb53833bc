// SPDX-License-Identifier: GPL-3.0-or-later
// How a run ended, for programs that start this one.
#pragma once

#include "libinspect/base/error.h"

namespace waferglow::cli {

/// Other programs are written against these numbers.
enum ExitCode : int {
    kDone = 0,
    kJobFailed = 1,
    kUsage = 2,
    kInvalidInput = 3,
    kDeviceFault = 4,
    kCancelled = 5
};

[[nodiscard]] constexpr ExitCode exit_code_of(ErrorKind kind) {
    switch (kind) {
        case ErrorKind::job:
            return kJobFailed;
        case ErrorKind::usage:
            return kUsage;
        case ErrorKind::input:
            return kInvalidInput;
        case ErrorKind::device:
            return kDeviceFault;
        case ErrorKind::cancelled:
            return kCancelled;
    }
    return kJobFailed;
}

}  // namespace waferglow::cli
