// SPDX-License-Identifier: GPL-3.0-or-later
// Words of libraries don't reach people; those of the system and our own do.
#include "libinspect/base/told_message.h"

#include "libinspect/base/error.h"

#include <filesystem>
#include <new>
#include <stdexcept>
#include <system_error>

using namespace waferglow;
using Catch::Contains;

TEST_CASE("an error of ours is told with its causes", "[told_message]") {
    CHECK(told_message(Error(ErrorKind::input, "el.csv: is empty")) == "el.csv: is empty");
    try {
        try {
            throw Error(ErrorKind::device, "no answer");
        } catch (...) {
            std::throw_with_nested(Error(ErrorKind::job, "the scan failed"));
        }
    } catch (const std::exception& error) {
        CHECK(told_message(error) == "the scan failed: no answer");
    }
}

TEST_CASE("faults of the system are told in its words, with the file", "[told_message]") {
    const std::error_code denied = std::make_error_code(std::errc::permission_denied);
    CHECK(told_message(std::filesystem::filesystem_error("rename", "/a/b", denied)) ==
          "/a/b: Permission denied");
    CHECK_THAT(told_message(std::system_error(denied, "x")), Contains("Permission denied"));
    CHECK_THAT(told_message(std::bad_alloc()), Contains("out of memory"));
}

TEST_CASE("words of a library are kept for those who ask", "[told_message]") {
    const std::runtime_error error("[json.exception.type_error.316] invalid UTF-8 byte at index 23");
    CHECK_THAT(told_message(error), Contains("a fault of the program itself") && !Contains("json"));
    ::setenv("WAFERGLOW_DEBUG", "1", 1);
    CHECK_THAT(told_message(error), Contains("json.exception"));
    ::unsetenv("WAFERGLOW_DEBUG");
}
