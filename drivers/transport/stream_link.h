// SPDX-License-Identifier: GPL-3.0-or-later
// What serial ports and TCP connections share: buffered reading with deadlines over a Boost.Asio stream.
#pragma once

#include "drivers/transport/link.h"

#include <string>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/serial_port.hpp>

namespace waferglow::drivers {

/// Stream is boost::asio::serial_port or tcp::socket. Confined.
template <class Stream>
class StreamLink : public Link {
  public:
    explicit StreamLink(std::string name) : name_(std::move(name)), stream_(context_) {}

    [[nodiscard]] const std::string& name() const override { return name_; }
    void write(std::string_view bytes, const LinkCall& call) override;
    std::string read_until(std::string_view terminator, const LinkCall& call) override;
    std::string read_exactly(std::size_t count, const LinkCall& call) override;
    void drain(std::chrono::milliseconds quiet, const LinkCall& call) override;

  protected:
    using Clock = std::chrono::steady_clock;

    /// Runs what was started on the stream until `done`, the deadline, or a request to stop. False: time-out;
    /// the operation has been cancelled by then.
    bool run(const bool& done, Clock::time_point deadline, const std::stop_token& stop);
    /// Reads some bytes into `received_`; false on a time-out.
    bool receive(const LinkCall& call, Clock::time_point deadline);
    [[nodiscard]] std::string take(std::size_t count, std::size_t drop);

    std::string name_;
    boost::asio::io_context context_{1};
    Stream stream_;
    std::string received_;  ///< read, but not asked for yet
};

extern template class StreamLink<boost::asio::serial_port>;
extern template class StreamLink<boost::asio::ip::tcp::socket>;

}  // namespace waferglow::drivers
