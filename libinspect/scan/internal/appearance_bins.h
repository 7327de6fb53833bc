// SPDX-License-Identifier: GPL-3.0-or-later
// The bins of classes of defects, and which of several names a die gets.
#pragma once

#include "libinspect/appearance/class_rules.h"
#include "libinspect/defect/bins.h"
#include "libinspect/defect/rules.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace waferglow {

/// A class of defects and its bins. A class of which some defects pass and others fail has one for each.
struct ClassBins {
    std::string name;
    std::uint8_t fail = kNoBinCode;  ///< kNoBinCode: none of its defects fails
    std::uint8_t pass = kNoBinCode;  ///< likewise
    std::size_t rank = 0;            ///< in the order of the rules

    [[nodiscard]] std::uint8_t code_of(bool fails) const { return fails ? fail : pass; }
    /// The bin that is called like the class.
    [[nodiscard]] std::uint8_t first() const { return fail == kNoBinCode ? pass : fail; }
};

/// All classes that `rules` can name but those of `not_resolved`, in their order, and what else they lead to,
/// "anomaly". Codes are given from 249 downwards, without those in use: files of older versions have bins of
/// their own from 10 on, and those of learnt models are 250 and 251. `by_hand`: names that people gave, which
/// have bins whatever the rules and the size of the dies; those that are new come last.
[[nodiscard]] std::vector<ClassBins> class_bins(const std::vector<appearance::ClassRule>& rules,
                                                std::span<const std::string> not_resolved,
                                                std::span<const BinDefinition> in_use,
                                                std::span<const std::string> by_hand = {});

/// What they mean, for files, legends and reports; names that are in use get "appearance_" in front.
[[nodiscard]] std::vector<BinDefinition> definitions_of(const std::vector<ClassBins>& classes,
                                                        std::span<const BinDefinition> in_use);

/// In which order names are given: those that fail a die before those that pass it, then as `order` lists
/// them, then the bin by PL before classes, these in the order of their rules.
class NameOrder {
  public:
    NameOrder(const std::vector<std::string>& order, std::span<const BinDefinition> pl,
              const std::vector<ClassBins>& classes);

    /// The smaller the earlier; of any two codes it differs.
    [[nodiscard]] std::size_t place_of(std::uint8_t code) const { return place_[code]; }

  private:
    std::vector<std::size_t> place_;  // of each code
};

}  // namespace waferglow
