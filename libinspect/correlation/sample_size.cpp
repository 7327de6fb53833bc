// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/correlation/sample_size.h"

#include "libinspect/base/error.h"

#include <boost/math/special_functions/beta.hpp>
#include <fmt/format.h>

namespace waferglow {
namespace {

/// P(at most `failures` of `dies`) = I_rate(dies - failures, failures + 1).
bool proves(double rate, double confidence, std::int64_t failures, std::int64_t dies) {
    if (failures >= dies) return false;
    return boost::math::ibeta(static_cast<double>(dies - failures), static_cast<double>(failures + 1),
                              rate) <= 1.0 - confidence;
}

void check(double rate, double confidence, std::int64_t count) {
    if (rate > 0.0 && rate < 1.0 && confidence > 0.0 && confidence < 1.0 && count >= 0) return;
    throw Error(ErrorKind::usage, fmt::format("sample size: rate {}, confidence {}, count {} are not allowed",
                                              rate, confidence, count));
}

}  // namespace

std::int64_t dies_to_claim(double rate, double confidence, std::int64_t failures) {
    check(rate, confidence, failures);
    std::int64_t high = failures + 1;
    while (!proves(rate, confidence, failures, high)) high *= 2;
    std::int64_t low = failures;  // does not prove it
    while (high - low > 1) {
        const std::int64_t middle = low + (high - low) / 2;
        (proves(rate, confidence, failures, middle) ? high : low) = middle;
    }
    return high;
}

std::int64_t failures_allowed(double rate, double confidence, std::int64_t dies) {
    check(rate, confidence, dies);
    std::int64_t low = -1;  // proves it, or none does
    std::int64_t high = dies;
    while (high - low > 1) {
        const std::int64_t middle = low + (high - low) / 2;
        (proves(rate, confidence, middle, dies) ? low : high) = middle;
    }
    return low;
}

}  // namespace waferglow
