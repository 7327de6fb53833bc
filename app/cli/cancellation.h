// SPDX-License-Identifier: GPL-3.0-or-later
// Ctrl-C and SIGTERM as a std::stop_token.
#pragma once

#include <stop_token>
#include <thread>

namespace waferglow::cli {

/// While it lives, SIGINT and SIGTERM request a stop instead of ending the process. Make it in main before
/// any other thread starts: the signals are blocked in every thread and taken by one of its own, so that
/// nothing runs inside a signal handler.
class Cancellation {
  public:
    Cancellation();
    ~Cancellation();
    Cancellation(const Cancellation&) = delete;
    Cancellation& operator=(const Cancellation&) = delete;

    [[nodiscard]] std::stop_token token() const { return stop_.get_token(); }

  private:
    std::stop_source stop_;
    std::jthread listener_;
};

}  // namespace waferglow::cli
