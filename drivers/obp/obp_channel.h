// SPDX-License-Identifier: GPL-3.0-or-later
// Requests and answers of the Ocean Binary Protocol over a link.
#pragma once

#include "drivers/obp/obp_message.h"
#include "drivers/transport/link.h"
#include "libinspect/base/error.h"

#include <memory>
#include <mutex>
#include <stop_token>

namespace waferglow::drivers {

struct ObpCall {
    ObpType type;
    const char* name;  ///< for messages
    std::chrono::milliseconds timeout;
    std::stop_token stop = {};
};

/// Thread-safe: one exchange at a time. Answers to earlier requests, and noise between messages, are skipped.
class ObpChannel {
  public:
    ObpChannel(std::unique_ptr<Link> link, std::uint16_t version, bool with_checksum);

    /// Sends a request and returns the data of its answer. Sent once more where the answer is lost or damaged
    /// and the message is repeatable (obp_is_repeatable); a refusal (NACK) is an Error(device) with its text
    /// at once.
    std::string ask(const ObpCall& call, const std::string& data = {});
    /// Sends a setting and waits for its acknowledgment, likewise.
    void set(const ObpCall& call, const std::string& data);
    void reopen();
    [[nodiscard]] Error fault(const std::string& name, const std::string& what) const;

  private:
    std::string patient_exchange(const ObpCall& call, const std::string& data, std::uint16_t flags);
    [[nodiscard]] ObpMessage exchange(const ObpCall& call, const std::string& data, std::uint16_t flags);
    [[nodiscard]] ObpMessage receive(const ObpCall& call, std::chrono::steady_clock::time_point deadline);

    std::unique_ptr<Link> link_;
    std::uint16_t version_;
    bool with_checksum_;
    std::mutex mutex_;  ///< of all that follows, and of the link
    std::uint32_t number_;
    bool unsettled_ = true;  ///< bytes of an answer that was given up may still arrive
};

}  // namespace waferglow::drivers
