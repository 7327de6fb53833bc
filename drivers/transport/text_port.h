// SPDX-License-Identifier: GPL-3.0-or-later
// Lines of text to and from an instrument, in order, by any thread.
#pragma once

#include "drivers/transport/link.h"
#include "libinspect/base/error.h"

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace waferglow::drivers {

struct TextPortSettings {
    std::string device;    ///< as messages name it, e.g. "gcs stage"
    std::string end_sent;  ///< appended to each command
    std::string end_read;  ///< that ends a line of an answer
    std::chrono::milliseconds timeout{1000};
};

/// Thread-safe: a call holds the port for its exchange; `hold` keeps it for several. After an exchange that
/// failed, the next one first waits for the line to fall quiet, so that a late answer is never taken for its
/// own.
class TextPort {
  public:
    TextPort(std::unique_ptr<Link> link, TextPortSettings settings);

    [[nodiscard]] std::unique_lock<std::recursive_mutex> hold() const { return std::unique_lock(mutex_); }
    /// Sends `command` and expects no answer. `raw`: without the line end.
    void send(std::string_view command, bool raw = false);
    /// Sends `command`, and reads lines as long as `more` says so of the last one (none: one line); returns
    /// them joined by \n. Where `good` refuses the answer, or none comes, it is asked once more: for queries
    /// only, since the device may act twice.
    std::string ask(std::string_view command, const std::function<bool(const std::string&)>& good,
                    const std::function<bool(const std::string&)>& more = {}, bool raw = false);
    /// Sends a command that acts, so it is sent once only; returns the one line of its answer.
    std::string tell(std::string_view command);
    /// Reads one more line of the answer to `command`.
    std::string next_line(std::string_view command);
    void reopen();

    /// "<device>: <link>: '<command>': <what>".
    [[nodiscard]] Error fault(std::string_view command, const std::string& what) const;

  private:
    void start(std::string_view command, bool raw);
    [[nodiscard]] LinkCall call(std::string_view command) const;
    template <class Work>
    auto guarded(Work&& work);

    std::unique_ptr<Link> link_;
    TextPortSettings settings_;
    mutable std::recursive_mutex mutex_;  ///< of all below the link
    bool unsettled_ = true;               ///< answers to earlier commands may still arrive
};

}  // namespace waferglow::drivers
