// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/obp/obp_channel.h"

#include "drivers/transport/link_error.h"

#include <algorithm>
#include <random>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>

namespace waferglow::drivers {
namespace {

using Clock = std::chrono::steady_clock;
// Longer than any spectrum; a damaged length must not make us wait for gigabytes.
constexpr std::size_t kLongest = 1U << 20U;

constexpr std::chrono::milliseconds kQuiet(50);

bool is_refusal(const ObpMessage& answer) {
    return (answer.flags & (kObpNack | kObpException)) != 0 || answer.error != 0;
}

/// Faults of the link under the device's name.
template <class Work>
auto named(Work&& work) {
    try {
        return work();
    } catch (const Error& error) {
        throw Error(error.kind(), std::string("obp spectrometer: ") + error.what());
    }
}

std::chrono::milliseconds left(Clock::time_point deadline) {
    return std::max(std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()),
                    std::chrono::milliseconds(1));
}

}  // namespace

ObpChannel::ObpChannel(std::unique_ptr<Link> link, std::uint16_t version, bool with_checksum)
    : link_(std::move(link)),
      version_(version),
      with_checksum_(with_checksum),
      // Not where another program began: its answers may still arrive on a serial line.
      number_(std::random_device()()) {}

Error ObpChannel::fault(const std::string& name, const std::string& what) const {
    return link_error("obp spectrometer: " + link_->name(), name, what);
}

ObpMessage ObpChannel::receive(const ObpCall& call, Clock::time_point deadline) {
    const auto take = [&](std::size_t count) {
        return named([&] { return link_->read_exactly(count, {call.name, left(deadline), call.stop}); });
    };
    std::string bytes = take(2);
    while (bytes != kObpStart) bytes = bytes.substr(1) + take(1);  // noise between messages
    bytes += take(kObpHeaderSize - 2);
    const std::size_t remaining = obp_bytes_remaining(bytes);
    if (remaining < kObpTrailerSize || remaining > kLongest) {
        throw fault(call.name, fmt::format("the answer is damaged: {} bytes are to follow", remaining));
    }
    bytes += take(remaining);
    try {
        return parse_obp(bytes);
    } catch (const std::invalid_argument& error) {
        throw fault(call.name, std::string("the answer is damaged: ") + error.what());
    }
}

/// The answer to one request, which may be a refusal.
ObpMessage ObpChannel::exchange(const ObpCall& call, const std::string& data, std::uint16_t flags) {
    ObpMessage request;
    request.version = version_;
    request.flags = flags;
    request.type = static_cast<std::uint32_t>(call.type);
    request.regarding = ++number_;
    request.with_checksum = with_checksum_;
    request.data = data;
    const LinkCall link_call{call.name, call.timeout};
    const bool unsettled = std::exchange(unsettled_, true);
    named([&] {
        if (unsettled) link_->drain(std::min(kQuiet, call.timeout), link_call);
        link_->write(obp_bytes(request), link_call);
    });
    const Clock::time_point deadline = Clock::now() + call.timeout;
    while (true) {
        ObpMessage answer = receive(call, deadline);
        if (answer.regarding != request.regarding) continue;  // of an earlier request that was given up
        if (answer.error == kObpDeferred) continue;           // the true answer is to follow
        if (!is_refusal(answer) && answer.type != request.type) continue;
        unsettled_ = false;
        return answer;
    }
}

std::string ObpChannel::patient_exchange(const ObpCall& call, const std::string& data, std::uint16_t flags) {
    const std::lock_guard lock(mutex_);
    ObpMessage answer;
    try {
        answer = exchange(call, data, flags);
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::device || !obp_is_repeatable(call.type)) throw;
        answer = exchange(call, data, flags);
    }
    if (is_refusal(answer)) {
        throw fault(call.name,
                    fmt::format("refused with error {} ({})", answer.error, obp_error_text(answer.error)));
    }
    return std::move(answer.data);
}

std::string ObpChannel::ask(const ObpCall& call, const std::string& data) {
    return patient_exchange(call, data, 0);
}

void ObpChannel::set(const ObpCall& call, const std::string& data) {
    (void)patient_exchange(call, data, kObpAckRequested);
}

void ObpChannel::reopen() {
    const std::lock_guard lock(mutex_);
    link_->reopen();
    unsettled_ = true;
}

}  // namespace waferglow::drivers
