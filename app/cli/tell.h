// SPDX-License-Identifier: GPL-3.0-or-later
// Words for people, on standard error.
#pragma once

#include <cstdio>
#include <string>

namespace waferglow::cli {

/// Says `text` as a line of its own. Where standard error can't be written (a full disk behind `2>log`, a
/// closed pipe) it is lost, and the job ends as it would have ended: exit code and JSON matter more.
inline void tell(const std::string& text) noexcept {
    std::fputs(("waferglow-cli: " + text + "\n").c_str(), stderr);
}

}  // namespace waferglow::cli
