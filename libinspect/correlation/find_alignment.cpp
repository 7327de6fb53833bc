// SPDX-License-Identifier: GPL-3.0-or-later
// The search: each bad record votes for every offset that would lay it on a die bad by PL; the offsets with
// most votes are then judged by all records of a large sample.
#include "libinspect/base/error.h"
#include "libinspect/base/order_statistics.h"
#include "libinspect/base/parallel.h"
#include "libinspect/correlation/el_alignment.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

namespace waferglow {
namespace {

constexpr std::size_t kSample = 200'000;  // records that judge a candidate, as many good as bad if there are
constexpr double kVoteBudget = 1.5e9;     // votes an orientation
constexpr std::size_t kMostVoters = 20'000;
constexpr std::size_t kFewestVoters = 24;
constexpr std::size_t kCandidates = 6;  // an orientation
constexpr double kStray = 0.002;        // share of records at each edge of the table that may be strays

/// Every n-th of the records that `take` wants, at most `most`.
template <class Take>
std::vector<std::size_t> spread(std::size_t records, std::size_t most, Take take) {
    std::vector<std::size_t> all;
    for (std::size_t i = 0; i < records; ++i) {
        if (take(i)) all.push_back(i);
    }
    if (all.size() <= most) return all;
    std::vector<std::size_t> some(most);
    // The golden ratio's multiples are spread evenly and share no period with the wafer's rows.
    for (std::size_t k = 0; k < most; ++k) {
        const double at = std::fmod(static_cast<double>(k) * 0.6180339887498949, 1.0);
        some[k] = all[static_cast<std::size_t>(at * static_cast<double>(all.size()))];
    }
    std::ranges::sort(some);
    return some;
}

struct Range {
    std::int64_t low = 0;
    std::int64_t high = 0;
    [[nodiscard]] std::int64_t size() const { return high - low + 1; }
};

/// Offsets that lay labels within `extent` into [0, cells), or around it where they are more, give or take
/// `slack`.
Range offsets(std::vector<std::int32_t> labels, std::int32_t cells, std::int32_t slack) {
    const auto at = [&labels](double share) {
        const auto rank = static_cast<std::size_t>(share * static_cast<double>(labels.size() - 1));
        return std::int64_t{value_of_rank(labels, rank)};
    };
    const std::int64_t first = -at(kStray);
    const std::int64_t last = cells - 1 - at(1.0 - kStray);
    return {std::min(first, last) - slack, std::max(first, last) + slack};
}

class Search {
  public:
    Search(const DieMap& map, const ElLabels& labels, const AlignmentMarks& marks, std::int32_t slack)
        : map_(map), grid_(map.grid()), labels_(labels), marks_(marks), slack_(slack) {
        const auto with = [&](std::uint8_t verdict, std::size_t most) {
            return spread(marks.el.size(), most, [&](std::size_t i) { return marks.el[i] == verdict; });
        };
        sample_ = with(0, kSample / 2);
        const std::vector<std::size_t> bad = with(1, kSample / 2);
        voting_ = bad.size() <= sample_.size() ? 1 : 0;  // the rarer verdict tells more
        sample_.insert(sample_.end(), bad.begin(), bad.end());
        voters_ = with(voting_, kMostVoters);
        pl_.resize(marks.pl.size());
        std::ranges::transform(marks.pl, pl_.begin(), [this](std::uint8_t mark) {
            return static_cast<std::uint8_t>(mark == voting_);
        });
    }

    [[nodiscard]] AlignmentScore score(const ElTransform& transform) const {
        const ElLabels::Table& table = labels_.of(transform.orientation);
        std::array<std::array<double, 2>, 2> n{};
        for (const std::size_t i : sample_) {
            const std::uint8_t pl = pl_mark(transform, table, i);
            if (pl <= 1) ++n[marks_.el[i]][pl];
        }
        const double met = n[0][0] + n[0][1] + n[1][0] + n[1][1];
        const double product = std::sqrt((n[1][0] + n[1][1]) * (n[0][0] + n[0][1])) *
                               std::sqrt((n[0][1] + n[1][1]) * (n[0][0] + n[1][0]));
        const double share = sample_.empty() ? 0.0 : met / static_cast<double>(sample_.size());
        const double mcc = product > 0.0 ? (n[1][1] * n[0][0] - n[1][0] * n[0][1]) / product : 0.0;
        return {transform, mcc * share, share};
    }

    /// McNemar's z of the records that agree under `a` alone against those that do under `b` alone.
    [[nodiscard]] double lead(const ElTransform& a, const ElTransform& b) const {
        const ElLabels::Table& table_a = labels_.of(a.orientation);
        const ElLabels::Table& table_b = labels_.of(b.orientation);
        double only_a = 0.0;
        double only_b = 0.0;
        for (const std::size_t i : sample_) {
            const bool fits_a = pl_mark(a, table_a, i) == marks_.el[i];
            const bool fits_b = pl_mark(b, table_b, i) == marks_.el[i];
            only_a += fits_a && !fits_b;
            only_b += fits_b && !fits_a;
        }
        return (only_a - only_b) / std::sqrt(only_a + only_b + 1.0);
    }

    /// The offsets of an orientation that most voters fit.
    [[nodiscard]] std::vector<AlignmentScore> candidates(const ElOrientation& orientation) const {
        const ElLabels::Table& table = labels_.of(orientation);
        std::vector<std::int32_t> rows;
        std::vector<std::int32_t> cols;
        const ElTransform turn{orientation, 0, 0};
        for (const std::size_t i : sample_) {
            const DieIndex die = turn.die_of(table.row[i], table.col[i]);
            rows.push_back(die.row);
            cols.push_back(die.col);
        }
        if (rows.empty()) return {};
        const Range row_range = offsets(std::move(rows), grid_.rows, slack_);
        const Range col_range = offsets(std::move(cols), grid_.cols, slack_);
        const auto width = static_cast<std::size_t>(col_range.size());
        const std::vector<std::uint16_t> votes = vote(turn, table, row_range, col_range);
        std::vector<std::size_t> order(votes.size());
        for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
        const std::size_t kept = std::min(kCandidates, order.size());
        std::ranges::partial_sort(order, order.begin() + static_cast<std::ptrdiff_t>(kept),
                                  [&votes](std::size_t a, std::size_t b) {
                                      return votes[a] != votes[b] ? votes[a] > votes[b] : a < b;
                                  });
        std::vector<AlignmentScore> found;
        for (std::size_t k = 0; k < kept; ++k) {
            const auto row = row_range.low + static_cast<std::int64_t>(order[k] / width);
            const auto col = col_range.low + static_cast<std::int64_t>(order[k] % width);
            found.push_back(
                score({orientation, static_cast<std::int32_t>(row), static_cast<std::int32_t>(col)}));
        }
        return found;
    }

  private:
    [[nodiscard]] std::uint8_t pl_mark(const ElTransform& transform, const ElLabels::Table& table,
                                       std::size_t i) const {
        const DieIndex die = transform.die_of(table.row[i], table.col[i]);
        return map_.presence().exists(die) ? marks_.pl[grid_.cell(die)] : std::uint8_t{255};
    }

    [[nodiscard]] std::vector<std::uint16_t> vote(const ElTransform& turn, const ElLabels::Table& table,
                                                  const Range& rows, const Range& cols) const {
        const auto width = static_cast<std::size_t>(cols.size());
        std::vector<std::uint16_t> votes(static_cast<std::size_t>(rows.size()) * width, 0);
        const double affordable = kVoteBudget / static_cast<double>(votes.size());
        const std::size_t count =
            std::min(voters_.size(), std::max(kFewestVoters, static_cast<std::size_t>(affordable)));
        for (std::size_t k = 0; k < count; ++k) {
            const std::size_t i = voters_[k * voters_.size() / count];
            const DieIndex die = turn.die_of(table.row[i], table.col[i]);
            // Columns of the wafer that some offset reaches.
            const std::int64_t begin = std::max<std::int64_t>(0, die.col + cols.low);
            const std::int64_t end = std::min<std::int64_t>(grid_.cols, die.col + cols.high + 1);
            if (begin >= end) continue;
            for (std::int64_t r = 0; r < rows.size(); ++r) {
                const std::int64_t row = die.row + rows.low + r;
                if (row < 0 || row >= grid_.rows) continue;
                const std::uint8_t* pl =
                    &pl_[grid_.cell({static_cast<std::int32_t>(row), static_cast<std::int32_t>(begin)})];
                std::uint16_t* line = &votes[static_cast<std::size_t>(r) * width +
                                             static_cast<std::size_t>(begin - die.col - cols.low)];
                const auto n = static_cast<std::size_t>(end - begin);
                for (std::size_t c = 0; c < n; ++c) line[c] = static_cast<std::uint16_t>(line[c] + pl[c]);
            }
        }
        return votes;
    }

    const DieMap& map_;
    const DieGrid& grid_;
    const ElLabels& labels_;
    const AlignmentMarks& marks_;
    std::int32_t slack_;
    std::uint8_t voting_ = 1;
    std::vector<std::size_t> sample_;  ///< records that have a verdict
    std::vector<std::size_t> voters_;
    std::vector<std::uint8_t> pl_;  ///< 1 where PL's verdict is the voting one
};

void check_lengths(const DieMap& map, const ElLabels& labels, const AlignmentMarks& marks) {
    const std::size_t records = marks.el.size();
    const auto fits = [records](const ElLabels::Table& table) {
        return table.row.size() == records && table.col.size() == records;
    };
    if (!fits(labels.upright) || (!labels.swapped.row.empty() && !fits(labels.swapped)) ||
        marks.pl.size() != map.grid().cells()) {
        throw Error(ErrorKind::usage,
                    fmt::format("alignment: {} marks of EL for {} labels, {} of PL for {} cells", records,
                                labels.upright.row.size(), marks.pl.size(), map.grid().cells()));
    }
    if (records == 0) throw Error(ErrorKind::input, "alignment: there are no EL records");
}

}  // namespace

AlignmentSearch find_alignment(const DieMap& map, const ElLabels& labels, const AlignmentMarks& marks,
                               std::int32_t slack) {
    check_lengths(map, labels, marks);
    const Search search(map, labels, marks, slack);
    std::array<std::vector<AlignmentScore>, 8> found;
    parallel_blocks(found.size(), 1, [&](std::size_t begin, std::size_t) {
        found[begin] = search.candidates({static_cast<int>(begin % 4), begin >= 4});
    });
    AlignmentSearch result;
    result.as_given = search.score({});
    std::vector<AlignmentScore> all{result.as_given};
    for (const std::vector<AlignmentScore>& scores : found)
        all.insert(all.end(), scores.begin(), scores.end());
    const auto higher = [](const AlignmentScore& a, const AlignmentScore& b) { return a.score < b.score; };
    result.best = *std::ranges::max_element(all, higher);
    // A true match is sharp: dies next to it must fit worse as well.
    for (const std::int32_t row : {-1, 0, 1}) {
        for (const std::int32_t col : {-1, 0, 1}) {
            ElTransform near = result.best.transform;
            near.row_offset += row;
            near.col_offset += col;
            all.push_back(search.score(near));
        }
    }
    result.best = *std::ranges::max_element(all, higher);
    result.runner_up.score = -2.0;
    result.lead = 1e9;
    for (const AlignmentScore& other : all) {
        if (other.transform == result.best.transform) continue;
        if (other.score > result.runner_up.score) result.runner_up = other;
        result.lead = std::min(result.lead, search.lead(result.best.transform, other.transform));
    }
    result.lead_over_given =
        result.best.transform == ElTransform{} ? 0.0 : search.lead(result.best.transform, {});
    result.conclusive = result.lead >= kLeastLead && result.best.score >= kLeastScore;
    return result;
}

}  // namespace waferglow
