// SPDX-License-Identifier: GPL-3.0-or-later
// Runs a check with each instruction set of this processor that code is generated for: SIMD routines are
// compiled once for each, and the one that is chosen here may not be the one of a customer's machine.
#pragma once

#include <cstdint>

#include <catch2/catch.hpp>
#include <hwy/targets.h>

namespace waferglow::test {

/// Lets Highway's dynamic dispatch use one instruction set only, until the end of the scope. One at a time,
/// and while no other thread is inside of such a routine.
class OnlyTarget {
  public:
    explicit OnlyTarget(std::int64_t target) { choose(target); }
    OnlyTarget(const OnlyTarget&) = delete;
    OnlyTarget& operator=(const OnlyTarget&) = delete;
    ~OnlyTarget() { choose(0); }

  private:
    static void choose(std::int64_t target) {
        hwy::SetSupportedTargetsForTest(target);
        hwy::GetChosenTarget().Update(hwy::SupportedTargets());
    }
};

/// Calls `body()` once with each of them, the name of which is in the message of what fails.
template <class Body>
void on_each_target(const Body& body) {
    for (const std::int64_t target : hwy::SupportedAndGeneratedTargets()) {
        CAPTURE(hwy::TargetName(target));
        const OnlyTarget only(target);
        REQUIRE(hwy::SupportedTargets() == target);
        body();
    }
}

}  // namespace waferglow::test
