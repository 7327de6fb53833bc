// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/station/trouble.h"

#include "libinspect/base/told_message.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string_view>

namespace waferglow::station {
namespace {

bool says_any(const std::string& text, std::initializer_list<std::string_view> words) {
    return std::ranges::any_of(words,
                               [&](std::string_view word) { return text.find(word) != std::string::npos; });
}

}  // namespace

Trouble trouble_of(const std::exception& error, const std::string& task) {
    const auto* known = dynamic_cast<const Error*>(&error);
    return {
        .kind = known == nullptr ? ErrorKind::job : known->kind(), .text = told_message(error), .task = task};
}

Cause cause_of(ErrorKind kind, const std::string& text) {
    // The words of this project's writers and of the C library, which no translation changes.
    if (says_any(text, {"disk is full", "file-size limit is reached", "No space left on device",
                        "Disk quota exceeded", "File too large"}))
        return Cause::disk_full;
    if (says_any(text, {"Permission denied", "Read-only file system", "mounted read-only",
                        "Operation not permitted"}))
        return Cause::not_permitted;
    switch (kind) {
        case ErrorKind::device:
            return Cause::device;
        case ErrorKind::cancelled:
            return Cause::cancelled;
        case ErrorKind::usage:
            return Cause::usage;
        case ErrorKind::input:
            if (says_any(text, {"calibration", "calibrate "})) return Cause::calibration;
            if (says_any(text, {"no such file", "No such file"})) return Cause::file_missing;
            return Cause::input;
        case ErrorKind::job:
            break;
    }
    return Cause::job;
}

}  // namespace waferglow::station
