// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/base/error.h"

#include <exception>

namespace waferglow {

std::string full_message(const std::exception& error) {
    std::string message = error.what();
    try {
        std::rethrow_if_nested(error);
    } catch (const std::exception& cause) {
        message += ": " + full_message(cause);
    } catch (...) {
        message += ": unknown cause";
    }
    return message;
}

}  // namespace waferglow
