// SPDX-License-Identifier: GPL-3.0-or-later
// The one exception type of the project.
#pragma once

#include <stdexcept>
#include <string>

namespace waferglow {

/// What went wrong, as a caller has to tell it apart. The command line maps each kind to its exit code.
enum class ErrorKind {
    job,        ///< the work failed: disk full, registration impossible, output exists
    usage,      ///< the caller asked for something that does not exist: unknown option, layer, format
    input,      ///< a file that is missing, unreadable, or says something invalid
    device,     ///< an instrument did not do what it was told
    cancelled,  ///< stopped on request; what was measured is kept
};

/// An error with a kind and a message that says what happened, where, and what to do about it.
/// A cause is nested by std::throw_with_nested and read back by `full_message`. Immutable.
class Error : public std::runtime_error {
  public:
    Error(ErrorKind kind, const std::string& message) : std::runtime_error(message), kind_(kind) {}
    [[nodiscard]] ErrorKind kind() const noexcept { return kind_; }

  private:
    ErrorKind kind_;
};

/// The message of `error` followed by those of its nested causes, joined by ": ".
[[nodiscard]] std::string full_message(const std::exception& error);

}  // namespace waferglow
