// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/transport/link_error.h"
#include "drivers/transport/stream_link.h"

#include <boost/asio/connect.hpp>
#include <fmt/format.h>

namespace waferglow::drivers {
namespace {

using boost::system::error_code;
namespace asio = boost::asio;

class SerialLink final : public StreamLink<asio::serial_port> {
  public:
    SerialLink(std::string path, const SerialSettings& settings)
        : StreamLink(fmt::format("serial {} at {} baud", path, settings.baud)),
          path_(std::move(path)),
          settings_(settings) {
        reopen();
    }

    void reopen() override {
        using Port = asio::serial_port_base;
        error_code code;
        stream_.close(code);
        received_.clear();
        stream_.open(path_, code);
        if (!code) stream_.set_option(Port::baud_rate(static_cast<unsigned>(settings_.baud)), code);
        if (!code) stream_.set_option(Port::character_size(8), code);
        if (!code) stream_.set_option(Port::parity(Port::parity::none), code);
        if (!code) stream_.set_option(Port::stop_bits(Port::stop_bits::one), code);
        if (!code) stream_.set_option(Port::flow_control(Port::flow_control::none), code);
        if (code) {
            throw link_error(
                name(), "open",
                fmt::format("{}; check the path, the cable, and that your user may open it (group "
                            "dialout)",
                            code.message()));
        }
    }

  private:
    std::string path_;
    SerialSettings settings_;
};

class TcpLink final : public StreamLink<asio::ip::tcp::socket> {
  public:
    TcpLink(std::string host, int port, std::chrono::milliseconds timeout)
        : StreamLink(fmt::format("tcp {}:{}", host, port)),
          host_(std::move(host)),
          port_(port),
          timeout_(timeout) {
        reopen();
    }

    void reopen() override {
        error_code code;
        stream_.close(code);
        received_.clear();
        asio::ip::tcp::resolver resolver(context_);
        const auto where = resolver.resolve(host_, std::to_string(port_), code);
        if (code) fail(code);
        bool done = false;
        asio::async_connect(stream_, where, [&](const error_code& result, const asio::ip::tcp::endpoint&) {
            code = result;
            done = true;
        });
        if (!run(done, Clock::now() + timeout_, {})) code = asio::error::timed_out;
        if (code) fail(code);
        stream_.set_option(asio::ip::tcp::no_delay(true), code);
    }

  private:
    [[noreturn]] void fail(const error_code& code) {
        error_code ignored;
        stream_.close(ignored);
        throw link_error(name(), "connect",
                         fmt::format("{}; check the address and that the device is on", code.message()));
    }

    std::string host_;
    int port_;
    std::chrono::milliseconds timeout_;
};

}  // namespace

std::unique_ptr<Link> open_serial(const std::string& path, const SerialSettings& settings) {
    return std::make_unique<SerialLink>(path, settings);
}

std::unique_ptr<Link> open_tcp(const std::string& host, int port, std::chrono::milliseconds timeout) {
    return std::make_unique<TcpLink>(host, port, timeout);
}

std::unique_ptr<Link> open_link(const LinkAddress& address, std::chrono::milliseconds timeout) {
    if (!address.host.empty()) return open_tcp(address.host, address.port, timeout);
    if (!address.path.empty()) return open_serial(address.path, {address.baud});
    throw Error(ErrorKind::usage,
                "the device has neither a 'host' nor a serial 'path'; give one of them in the tool file");
}

}  // namespace waferglow::drivers
