// SPDX-License-Identifier: GPL-3.0-or-later
// Receiver operating characteristic of one number as a judge: "reject what lies below a threshold".
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace waferglow {

struct RocPoint {
    double overkill = 0.0;  ///< share of the good dies rejected
    double caught = 0.0;    ///< share of the bad dies rejected, 1 - escape
};

struct Roc {
    std::vector<RocPoint> points;  ///< from (0, 0) to (1, 1), one for each distinct score
    double area =
        0.5;  ///< under the curve: a bad die scores lower than a good one, ties half; NaN without both
};

/// Dies with a NaN score are left out. Lengths are the same.
[[nodiscard]] Roc roc_curve(std::span<const float> score, std::span<const std::uint8_t> bad);

/// At most `most` points, those where the curve bends most kept by even steps along it; ends stay.
[[nodiscard]] std::vector<RocPoint> thin_roc(const std::vector<RocPoint>& points, std::size_t most);

}  // namespace waferglow
