// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tool/utc_now.h"

#include "calibration/record_file.h"

#include <chrono>

namespace waferglow::tool {

std::string utc_now() {
    return calibration::utc_text(std::chrono::system_clock::now());
}

}  // namespace waferglow::tool
