// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/station/local_user.h"

#include "app/tool/utc_now.h"

#include <vector>

#include <fmt/format.h>
#include <pwd.h>
#include <unistd.h>

namespace waferglow::station {

std::string local_user() {
    std::vector<char> buffer(16384);
    passwd entry{};
    passwd* found = nullptr;
    if (getpwuid_r(geteuid(), &entry, buffer.data(), buffer.size(), &found) == 0 && found != nullptr)
        return found->pw_name;
    return fmt::format("uid {}", geteuid());
}

LogEntry local_log_entry(const std::string& action, const std::string& text) {
    return {.time = tool::utc_now(), .user = local_user(), .action = action, .text = text};
}

}  // namespace waferglow::station
