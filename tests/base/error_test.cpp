// SPDX-License-Identifier: GPL-3.0-or-later
// Errors carry a kind, and their nested causes are read back in order.
#include "libinspect/base/error.h"

using namespace waferglow;

namespace {

/// What `throwing` throws, as full_message tells it.
template <class Throwing>
std::string told(const Throwing& throwing) {
    try {
        throwing();
    } catch (const std::exception& error) {
        return full_message(error);
    }
    return "nothing was thrown";
}

template <class Cause>
[[noreturn]] void throw_around(const Cause& cause, const Error& error) {
    try {
        cause();
    } catch (...) {
        std::throw_with_nested(error);
    }
    throw std::logic_error("the cause did not throw");
}

}  // namespace

TEST_CASE("an error without a cause tells its own message only") {
    CHECK(told([] { throw Error(ErrorKind::job, "disk full"); }) == "disk full");
}

TEST_CASE("causes follow the error they caused, outermost first") {
    const auto innermost = [] { throw std::runtime_error("no space left"); };
    const auto middle = [&] { throw_around(innermost, Error(ErrorKind::job, "chunk 7 not written")); };
    const auto outer = [&] { throw_around(middle, Error(ErrorKind::job, "scan stopped")); };
    CHECK(told(outer) == "scan stopped: chunk 7 not written: no space left");
}

TEST_CASE("a cause that is no exception object is told as unknown") {
    const auto odd = [] { throw 42; };
    CHECK(told([&] { throw_around(odd, Error(ErrorKind::device, "stage failed")); }) ==
          "stage failed: unknown cause");
}

TEST_CASE("the kind of an error survives nesting") {
    const auto cause = [] { throw Error(ErrorKind::input, "bad tile"); };
    try {
        throw_around(cause, Error(ErrorKind::cancelled, "stopped"));
    } catch (const Error& error) {
        CHECK(error.kind() == ErrorKind::cancelled);
        return;
    }
    FAIL("an Error was expected");
}
