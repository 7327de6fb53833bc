// SPDX-License-Identifier: GPL-3.0-or-later
// Lines of text to and from an instrument, in order, by any thread.
#pragma once

#include "drivers/transport/exchange.h"
#include "drivers/transport/link.h"
#include "libinspect/base/error.h"

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace waferglow::drivers {

/// A question whose answer is like that to no other command of the driver. Devices answer in order, so once
/// its answer is there, every answer to an earlier command has come or is lost.
struct Marker {
    std::string query;                                  ///< without the line end
    std::function<bool(const std::string&)> is_answer;  ///< of one line; empty: the port has no marker
    int lines_after = 0;                                ///< further lines of its answer
};

struct TextPortSettings {
    std::string device;    ///< as messages name it, e.g. "gcs stage"
    std::string end_sent;  ///< appended to each command
    std::string end_read;  ///< that ends a line of an answer
    std::chrono::milliseconds timeout{1000};
    Marker marker{};
};

/// How the answer to a command looks.
struct AnswerForm {
    /// Whether the whole answer makes sense; empty: any does.
    std::function<bool(const std::string&)> good{};
    /// Whether a further line follows this one; empty: the answer has one line.
    std::function<bool(const std::string&)> more{};
    bool raw = false;  ///< the command goes without the line end
    /// For what makes a device safe: on a line that is out of step it goes out at once, before the line is
    /// brought into step and it is asked properly.
    bool urgent = false;
    /// Until it is there; none: as the port's. For commands that are answered when they are done.
    std::optional<std::chrono::milliseconds> timeout{};
};

/// Thread-safe: a call holds the port for its exchange; `hold` keeps it for several. Before the exchange that
/// follows a failed one the port waits for the line to fall quiet and asks its marker: an answer that comes
/// late is never taken for that to a later command. All calls throw Error(device) with device, link and
/// command.
class TextPort {
  public:
    TextPort(std::unique_ptr<Link> link, TextPortSettings settings);

    [[nodiscard]] std::unique_lock<std::recursive_mutex> hold() const { return std::unique_lock(mutex_); }
    /// The lines of the answer, joined by \n. Sent a second time where the answer is lost or no good one.
    std::string ask(const Repeatable& command, const AnswerForm& form);
    /// The same, sent once whatever comes of it.
    std::string ask(const OnceOnly& command, const AnswerForm& form);
    /// Sends a command that has no answer.
    void send(const OnceOnly& command);
    /// Sends `bytes` that have no answer at once and as they are, in whatever state the line is: for what
    /// makes a device safe.
    void send_urgently(std::string_view bytes);
    /// Throws away what arrives until the answer of the marker is there. Called by drivers that have just
    /// connected, as soon as the device is set up to answer; after that the port does so by itself.
    void synchronise();
    void reopen();

    /// "<device>: <link>: '<command>': <what>".
    [[nodiscard]] Error fault(std::string_view command, const std::string& what) const;

  private:
    enum class Line {
        fresh,    ///< just opened; somebody's answers may still arrive, the device may not know our settings
        settled,  ///< nothing is to come
        unsettled,  ///< an answer was given up and may still arrive
    };
    void start(const std::string& bytes, const std::string& command);
    std::string exchange(const std::string& command, const AnswerForm& form);
    std::string read_line(const std::string& command, std::optional<std::chrono::milliseconds> timeout = {});
    [[nodiscard]] std::chrono::milliseconds quiet() const;
    [[nodiscard]] LinkCall call(std::string_view command) const;
    template <class Work>
    auto guarded(Work&& work);

    std::unique_ptr<Link> link_;
    TextPortSettings settings_;
    mutable std::recursive_mutex mutex_;  ///< of all below the link
    Line line_ = Line::fresh;
};

}  // namespace waferglow::drivers
