// SPDX-License-Identifier: GPL-3.0-or-later
// Block ids of a stream, unrolled to numbers that only grow.
#pragma once

#include <cstdint>
#include <optional>

namespace waferglow::drivers {

/// GigE Vision counts 1 to 65535 and begins anew at 1 (GigE Vision 1.x; 2.0 cameras may use 64 bits); USB3
/// Vision counts 64 bits from 0. The first frame that arrives gets the id 0. Confined.
class FrameIds {
  public:
    explicit FrameIds(bool gige) : gige_(gige) {}

    /// The id of the frame with this block id. A block id that stands still or goes back by a little counts
    /// as the next frame.
    std::uint64_t next(std::uint64_t block_id) {
        if (last_) {
            const std::uint64_t step = step_to(block_id);
            missing_ += step - 1;
            id_ += step;
        }
        last_ = block_id;
        return id_;
    }
    /// Frames that were skipped between those that came.
    [[nodiscard]] std::uint64_t missing() const { return missing_; }

  private:
    [[nodiscard]] std::uint64_t step_to(std::uint64_t block_id) const {
        constexpr std::uint64_t kRound = 65535;
        constexpr std::uint64_t kHalfRound = kRound / 2;
        if (block_id > *last_) return block_id - *last_;
        const bool rolled_over = gige_ && *last_ <= kRound && *last_ - block_id > kHalfRound;
        return rolled_over ? block_id + kRound - *last_ : 1;
    }

    bool gige_;
    std::optional<std::uint64_t> last_;
    std::uint64_t id_ = 0;
    std::uint64_t missing_ = 0;
};

}  // namespace waferglow::drivers
