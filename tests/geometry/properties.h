// SPDX-License-Identifier: GPL-3.0-or-later
// Random values for property tests.
#pragma once

#include <cstdint>

#include <rapidcheck.h>

/// A number in [low, high) with a million steps; shrinks towards `low`.
inline rc::Gen<double> number_between(double low, double high) {
    constexpr std::int32_t kSteps = 1'000'000;
    return rc::gen::map(rc::gen::inRange<std::int32_t>(0, kSteps),
                        [low, high](std::int32_t step) { return low + (high - low) * step / kSteps; });
}
