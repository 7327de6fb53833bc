// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/base/told_message.h"

#include "libinspect/base/error.h"

#include <cstdlib>
#include <filesystem>
#include <new>
#include <system_error>

#include <fmt/format.h>

namespace waferglow {

std::string told_message(const std::exception& error) {
    if (dynamic_cast<const Error*>(&error) != nullptr) return full_message(error);
    if (dynamic_cast<const std::bad_alloc*>(&error) != nullptr)
        return "out of memory: the job does not fit this machine";
    if (const auto* files = dynamic_cast<const std::filesystem::filesystem_error*>(&error))
        return fmt::format("{}: {}", files->path1().string(), files->code().message());
    if (const auto* system = dynamic_cast<const std::system_error*>(&error))
        return fmt::format("the operating system refused: {}", system->code().message());
    const bool debug =
        std::getenv("WAFERGLOW_DEBUG") != nullptr;  // NOLINT(concurrency-mt-unsafe): nobody sets it
    return fmt::format("a fault of the program itself; please report it with the command and its input{}",
                       debug ? " [" + full_message(error) + "]" : " (WAFERGLOW_DEBUG=1 shows its cause)");
}

}  // namespace waferglow
