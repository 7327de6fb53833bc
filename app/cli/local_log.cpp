// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/local_log.h"

#include "app/tool/utc_now.h"

#include <array>
#include <vector>

#include <fmt/format.h>
#include <pwd.h>
#include <unistd.h>

namespace waferglow::cli {
namespace {

std::string user_name() {
    std::vector<char> buffer(16384);
    passwd entry{};
    passwd* found = nullptr;
    if (getpwuid_r(geteuid(), &entry, buffer.data(), buffer.size(), &found) == 0 && found != nullptr) {
        return found->pw_name;
    }
    return fmt::format("uid {}", geteuid());
}

}  // namespace

LogEntry log_entry(const std::string& action, const std::string& text) {
    return {.time = tool::utc_now(), .user = user_name(), .action = action, .text = text};
}

}  // namespace waferglow::cli
