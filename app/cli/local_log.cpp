// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/local_log.h"

#include <array>
#include <chrono>
#include <vector>

#include <fmt/chrono.h>
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
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    return {
        .time = fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::chrono::system_clock::to_time_t(now))),
        .user = user_name(),
        .action = action,
        .text = text};
}

}  // namespace waferglow::cli
