// SPDX-License-Identifier: GPL-3.0-or-later
// What may be said to a device twice, as types: nothing becomes one of them by itself, so a driver has to say
// of each of its commands which it is. Each driver lists its own in one table.
#pragma once

#include <string>
#include <utility>

namespace waferglow::drivers {

/// A question or a setting that has the same effect and the same answer however often it is sent: it is sent
/// once more where its answer is lost or makes no sense.
class Repeatable {
  public:
    explicit Repeatable(std::string text) : text_(std::move(text)) {}
    [[nodiscard]] const std::string& text() const { return text_; }
    /// With its arguments.
    [[nodiscard]] Repeatable with(const std::string& arguments) const {
        return Repeatable(text_ + " " + arguments);
    }

  private:
    std::string text_;
};

/// A command that acts, or a question whose answer is gone once it was given, such as an error register that
/// clears itself: it is sent once. Where its answer is lost, nobody knows what became of it, which is a
/// device's fault.
class OnceOnly {
  public:
    explicit OnceOnly(std::string text) : text_(std::move(text)) {}
    [[nodiscard]] const std::string& text() const { return text_; }
    /// With its arguments.
    [[nodiscard]] OnceOnly with(const std::string& arguments) const {
        return OnceOnly(text_ + " " + arguments);
    }

  private:
    std::string text_;
};

}  // namespace waferglow::drivers
