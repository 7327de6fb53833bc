// SPDX-License-Identifier: GPL-3.0-or-later
// A byte stream to an instrument: a serial port or a TCP connection, with deadlines on everything.
#pragma once

#include <chrono>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>

namespace waferglow::drivers {

/// What a transfer belongs to, for its time limit and its error message.
struct LinkCall {
    std::string command;                      ///< as shown in messages, e.g. "POS? 1 2"
    std::chrono::milliseconds timeout{1000};  ///< for the whole call
    std::stop_token stop = {};  ///< a request ends a read within some ten ms by Error(cancelled)
};

/// An open stream. Confined to one thread at a time. Each fault is an Error(device) that names the port and
/// the command, says what had arrived, and what to check; bytes that were read before a time-out stay for the
/// next read.
class Link {
  public:
    Link() = default;
    Link(const Link&) = delete;
    Link& operator=(const Link&) = delete;
    virtual ~Link() = default;

    /// "tcp 10.0.0.5:50000" or "serial /dev/ttyUSB0 at 115200 baud".
    [[nodiscard]] virtual const std::string& name() const = 0;
    virtual void write(std::string_view bytes, const LinkCall& call) = 0;
    /// The bytes up to `terminator`, which is taken from the stream and left out.
    virtual std::string read_until(std::string_view terminator, const LinkCall& call) = 0;
    virtual std::string read_exactly(std::size_t count, const LinkCall& call) = 0;
    /// Throws away what arrives until the line has been quiet for `quiet` (zero: only what is there already),
    /// but for one second at most. `call` names the command to come, should the link turn out to be lost.
    virtual void drain(std::chrono::milliseconds quiet, const LinkCall& call) = 0;
    /// Closes and opens anew. Throws Error(device) where nobody answers.
    virtual void reopen() = 0;
};

struct SerialSettings {
    int baud = 115200;  ///< 8 data bits, no parity, one stop bit, no flow control
};

/// Both throw Error(device) where the port can't be opened.
[[nodiscard]] std::unique_ptr<Link> open_serial(const std::string& path, const SerialSettings& settings);
[[nodiscard]] std::unique_ptr<Link> open_tcp(const std::string& host, int port,
                                             std::chrono::milliseconds timeout);

/// Where an instrument is, as a settings file tells it: `host` and `port`, or a serial `path` and `baud`.
struct LinkAddress {
    std::string host;  ///< empty: serial
    int port = 0;
    std::string path;
    int baud = 115200;
};
/// Throws Error(usage) where neither a host nor a path is given.
[[nodiscard]] std::unique_ptr<Link> open_link(const LinkAddress& address,
                                              std::chrono::milliseconds timeout = std::chrono::seconds(3));

/// Bytes as readable text: printable ASCII as it is, the rest as \r, \n or \xHH; long ones are cut.
[[nodiscard]] std::string printable(std::string_view bytes);

}  // namespace waferglow::drivers
