// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/formats/internal/el_verdicts.h"

#include "libinspect/formats/input_file.h"
#include "libinspect/formats/internal/text_scan.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace waferglow {

void ValueCounts::add(std::string_view value, std::int64_t dies) {
    constexpr std::size_t kMostDifferent = 1000;
    const auto known = counts_.find(value);
    if (known != counts_.end()) {
        known->second += dies;
    } else if (counts_.size() < kMostDifferent) {
        counts_.emplace(value, dies);
    } else {
        others_ += dies;
    }
}

std::string ValueCounts::text() const {
    std::vector<std::pair<std::string, std::int64_t>> sorted(counts_.begin(), counts_.end());
    std::ranges::stable_sort(sorted, std::ranges::greater(), &std::pair<std::string, std::int64_t>::second);
    std::vector<std::string> texts;
    texts.reserve(sorted.size());
    for (const auto& [value, dies] : sorted) texts.push_back(fmt::format("{} ({})", in_quotes(value), dies));
    if (others_ > 0) texts.push_back(fmt::format("others ({})", others_));
    return some_of(texts);
}

ValueCounts code_counts(const BinMap& map) {
    ValueCounts counts;
    const std::vector<std::int64_t> dies = map.count();
    for (std::size_t i = 0; i < dies.size(); ++i) {
        if (dies[i] > 0) counts.add(map.bins[i].code, dies[i]);
    }
    return counts;
}

void warn_of_one_verdict(ElTable& table, std::string_view rule, const ValueCounts& values) {
    const auto passing = std::ranges::count(table.pass, std::uint8_t{1});
    const auto failing = std::ranges::count(table.pass, std::uint8_t{0});
    if ((passing == 0) == (failing == 0)) return;
    const std::string occur = values.empty() ? "" : fmt::format("; values that occur: {}", values.text());
    add_warning(
        table.warnings,
        passing == 0
            ? fmt::format("no die passes: all {} fail by {}{}; is the right value said to pass?", failing,
                          rule, occur)
            : fmt::format("every die passes: all {} by {}{}; is that the right rule?", passing, rule, occur));
}

}  // namespace waferglow
