// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/base/nearest_name.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace waferglow {
namespace {

std::size_t levenshtein_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t substituted = diagonal + (a[i - 1] == b[j - 1] ? 0U : 1U);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, substituted});
        }
    }
    return row.back();
}

}  // namespace

std::string nearest_name(std::string_view name, std::span<const std::string> known) {
    std::string best;
    std::size_t best_distance = name.size() / 2 + 1;
    for (const std::string& candidate : known) {
        // A name that long can't be near; a damaged file may have one of megabytes.
        if (candidate.size() >= name.size() + best_distance) continue;
        const std::size_t distance = levenshtein_distance(name, candidate);
        if (distance < best_distance) {
            best_distance = distance;
            best = candidate;
        }
    }
    return best;
}

std::string did_you_mean(std::string_view name, std::span<const std::string> known) {
    const std::string nearest = nearest_name(name, known);
    return nearest.empty() ? std::string{} : " (did you mean '" + nearest + "'?)";
}

}  // namespace waferglow
