// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/transport/stream_link.h"

#include "drivers/transport/link_error.h"

#include <algorithm>
#include <array>

#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>
#include <fmt/format.h>
#include <poll.h>

namespace waferglow::drivers {
namespace {

using boost::system::error_code;
constexpr std::chrono::milliseconds kSlice(10);  // how soon a request to stop is seen

std::string lost(const error_code& code) {
    return fmt::format("the link is lost ({}); check cable and power, then reconnect", code.message());
}

}  // namespace

template <class Stream>
bool StreamLink<Stream>::run(const bool& done, Clock::time_point deadline, const std::stop_token& stop) {
    context_.restart();
    while (!done && !stop.stop_requested() && Clock::now() < deadline) {
        context_.run_until(std::min(deadline, Clock::now() + kSlice));
    }
    if (done) return true;
    error_code ignored;
    stream_.cancel(ignored);
    context_.restart();
    context_.run();
    return false;
}

template <class Stream>
void StreamLink<Stream>::write(std::string_view bytes, const LinkCall& call) {
    bool done = false;
    error_code result;
    boost::asio::async_write(stream_, boost::asio::buffer(bytes.data(), bytes.size()),
                             [&](const error_code& code, std::size_t) {
                                 result = code;
                                 done = true;
                             });
    // Never cancelled half-way: a device would take half a command for a whole one.
    if (!run(done, Clock::now() + call.timeout, {})) {
        throw link_error(name_, call.command,
                         fmt::format("could not be sent within {} ms", call.timeout.count()));
    }
    if (result) throw link_error(name_, call.command, lost(result));
}

template <class Stream>
bool StreamLink<Stream>::receive(const LinkCall& call, Clock::time_point deadline) {
    std::array<char, 4096> bytes;
    bool done = false;
    error_code result;
    std::size_t count = 0;
    stream_.async_read_some(boost::asio::buffer(bytes), [&](const error_code& code, std::size_t size) {
        result = code;
        count = size;
        done = true;
    });
    const bool in_time = run(done, deadline, call.stop);
    received_.append(bytes.data(), count);  // a cancelled read may still have got some
    if (!in_time && call.stop.stop_requested()) {
        throw Error(ErrorKind::cancelled,
                    fmt::format("{}: '{}' was cancelled", name_, printable(call.command)));
    }
    if (in_time && result) throw link_error(name_, call.command, lost(result));
    return in_time;
}

template <class Stream>
std::string StreamLink<Stream>::take(std::size_t count, std::size_t drop) {
    std::string bytes = received_.substr(0, count);
    received_.erase(0, count + drop);
    return bytes;
}

template <class Stream>
std::string StreamLink<Stream>::read_until(std::string_view terminator, const LinkCall& call) {
    const Clock::time_point deadline = Clock::now() + call.timeout;
    while (true) {
        const std::size_t at = received_.find(terminator);
        if (at != std::string::npos) return take(at, terminator.size());
        if (!receive(call, deadline)) {
            throw link_error(name_, call.command,
                             fmt::format("no complete answer within {} ms (received '{}'); check that the "
                                         "device is on and its interface settings",
                                         call.timeout.count(), printable(received_)));
        }
    }
}

template <class Stream>
std::string StreamLink<Stream>::read_exactly(std::size_t count, const LinkCall& call) {
    const Clock::time_point deadline = Clock::now() + call.timeout;
    while (received_.size() < count) {
        if (!receive(call, deadline)) {
            throw link_error(name_, call.command,
                             fmt::format("{} of {} bytes arrived within {} ms; check that the device is on "
                                         "and its interface settings",
                                         received_.size(), count, call.timeout.count()));
        }
    }
    return take(count, 0);
}

template <class Stream>
void StreamLink<Stream>::drain(std::chrono::milliseconds quiet, const LinkCall& call) {
    received_.clear();
    const Clock::time_point end = Clock::now() + std::chrono::seconds(1);
    while (Clock::now() < end) {
        pollfd waiting{stream_.native_handle(), POLLIN, 0};
        if (quiet.count() == 0 && poll(&waiting, 1, 0) <= 0) return;
        if (!receive(call, Clock::now() + std::max(quiet, kSlice))) return;
        received_.clear();
    }
}

template class StreamLink<boost::asio::serial_port>;
template class StreamLink<boost::asio::ip::tcp::socket>;

}  // namespace waferglow::drivers
