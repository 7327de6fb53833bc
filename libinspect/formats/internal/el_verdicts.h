// SPDX-License-Identifier: GPL-3.0-or-later
// Verdicts of EL data that can't be right: a rule of what passes whose value never occurs fails every die,
// one that names too much passes every die, and both look like a result.
#pragma once

#include "libinspect/formats/bin_map.h"
#include "libinspect/formats/el_table.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace waferglow {

/// How often each value of a column occurs. Values beyond a thousand different ones are counted together.
class ValueCounts {
  public:
    void add(std::string_view value, std::int64_t dies = 1);
    /// "'1' (5274), '7' (355) and 3 more", the most frequent first.
    [[nodiscard]] std::string text() const;
    [[nodiscard]] bool empty() const { return counts_.empty(); }
    /// By value, in the order of the alphabet.
    [[nodiscard]] const std::map<std::string, std::int64_t, std::less<>>& counts() const { return counts_; }

  private:
    std::map<std::string, std::int64_t, std::less<>> counts_;
    std::int64_t others_ = 0;
};

/// The codes of a map's bins that dies have.
[[nodiscard]] ValueCounts code_counts(const BinMap& map);

/// Warns where no die with a verdict passes, or all do: by which `rule` ("BCEQU 1A"), and which values occur.
void warn_of_one_verdict(ElTable& table, std::string_view rule, const ValueCounts& values);

}  // namespace waferglow
