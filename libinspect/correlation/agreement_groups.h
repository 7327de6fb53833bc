// SPDX-License-Identifier: GPL-3.0-or-later
// Where on the wafer, and on which dies, PL and EL disagree: the confusion matrix by bin, zone and cluster.
#pragma once

#include "libinspect/correlation/el_join.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace waferglow {

struct GroupAgreement {
    std::string name;
    Confusion confusion;
};

/// By PL bin code, in the order of codes; codes without a judged die are left out. Names are the codes'
/// numbers.
[[nodiscard]] std::vector<GroupAgreement> agreement_by_bin(std::span<const DieOutcome> outcomes,
                                                           std::span<const std::uint8_t> bins);

/// "centre", "middle", "edge": rings of a third of the usable radius each, cut at +x, +y, -x, -y into the
/// sectors "right", "top", "left", "bottom" (each 90 degrees wide, about that direction): "edge top", ...
[[nodiscard]] std::vector<GroupAgreement> agreement_by_zone(const DieMap& map,
                                                            std::span<const DieOutcome> outcomes);

/// Failing dies in 8-connected groups of at least `min_dies`, those in smaller ones, passing dies that touch
/// such a group, and all other passing dies: "in clusters", "isolated", "beside clusters", "elsewhere". Bad
/// dies that PL passes beside its clusters are the tail of the same damage.
[[nodiscard]] std::vector<GroupAgreement> agreement_by_cluster(const DieGrid& grid,
                                                               std::span<const DieOutcome> outcomes,
                                                               const BinVerdicts& pl,
                                                               std::int64_t min_dies = 5);

}  // namespace waferglow
