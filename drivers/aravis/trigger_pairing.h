// SPDX-License-Identifier: GPL-3.0-or-later
// Which frame belongs to which software trigger, so that a late frame is not taken for that of a later
// trigger.
#pragma once

#include <cstdint>
#include <optional>

namespace waferglow::drivers {

/// A camera numbers every frame that it takes, so the frame of the n-th trigger after one that is known lies
/// n numbers behind that one's, whatever was lost on the way. Confined.
class TriggerPairing {
  public:
    enum class Verdict {
        wanted,   ///< of the last trigger
        stale,    ///< of an earlier one, which was given up
        unasked,  ///< of no trigger: from here on nobody knows which is whose
    };

    void triggered() { ++open_; }
    /// Triggers were given up before any frame was known: whose the next one is can't be told.
    [[nodiscard]] bool ambiguous() const { return !known_ && open_ > 0; }

    /// Of a frame that has arrived, whole or not. `id` counts up by one a frame of the camera, gaps included.
    Verdict judge(std::uint64_t id) {
        if (open_ == 0) return Verdict::unasked;
        const std::uint64_t expected = known_ ? *known_ + open_ : id;
        if (id > expected) return Verdict::unasked;
        const Verdict verdict = id == expected ? Verdict::wanted : Verdict::stale;
        open_ = expected - id;
        known_ = id;
        return verdict;
    }

  private:
    std::optional<std::uint64_t> known_;  ///< of the last frame judged
    std::uint64_t open_ = 0;              ///< triggers since that frame's
};

}  // namespace waferglow::drivers
