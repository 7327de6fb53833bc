// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/defect/clusters.h"

#include "libinspect/base/parallel.h"
#include "libinspect/finding/finding_kinds.h"

#include <algorithm>
#include <cstring>
#include <numeric>
#include <utility>

namespace waferglow {
namespace {

constexpr std::size_t kBlockRows = 256;
constexpr std::size_t kNone = static_cast<std::size_t>(-1);

/// Consecutive member dies of one row, columns [begin, end).
struct Run {
    std::int32_t row;
    std::int32_t begin;
    std::int32_t end;
};

/// The first column from `col` on that may be a member: skips stretches of eight times the same bin, of which
/// most of a wafer consists.
std::int32_t skip_uniform(const std::uint8_t* line, std::int32_t col, std::int32_t cols) {
    constexpr std::uint64_t kEachByte = 0x0101010101010101U;
    const std::uint64_t same = kEachByte * line[col];
    while (col + 8 <= cols) {
        std::uint64_t word = 0;
        std::memcpy(&word, line + col, sizeof(word));
        if (word != same) break;
        col += 8;
    }
    return col;
}

void find_runs_of_row(const std::uint8_t* line, std::int32_t row, std::int32_t cols,
                      const std::array<bool, 256>& member, std::vector<Run>& runs) {
    std::int32_t col = 0;
    while (col < cols) {
        if (!member[line[col]]) {
            const std::int32_t next = skip_uniform(line, col, cols);
            col = next == col ? col + 1 : next;
            continue;
        }
        const std::int32_t first = col;
        while (col < cols && member[line[col]]) ++col;
        runs.push_back({row, first, col});
    }
}

/// All runs in row-major order; rows are searched in parallel blocks and joined in order.
std::vector<Run> find_runs(std::span<const std::uint8_t> bins, const DieGrid& grid,
                           const std::array<bool, 256>& member) {
    const std::size_t blocks = (static_cast<std::size_t>(grid.rows) + kBlockRows - 1) / kBlockRows;
    std::vector<std::vector<Run>> found(blocks);
    parallel_blocks(static_cast<std::size_t>(grid.rows), kBlockRows, [&](std::size_t begin, std::size_t end) {
        for (auto row = static_cast<std::int32_t>(begin); row < static_cast<std::int32_t>(end); ++row)
            find_runs_of_row(bins.data() + grid.cell({row, 0}), row, grid.cols, member,
                             found[begin / kBlockRows]);
    });
    std::size_t count = 0;
    for (const std::vector<Run>& block : found) count += block.size();
    std::vector<Run> runs;
    runs.reserve(count);
    for (const std::vector<Run>& block : found) runs.insert(runs.end(), block.begin(), block.end());
    return runs;
}

/// Disjoint sets of runs; the root of a set is its first run.
class RunSets {
  public:
    explicit RunSets(std::size_t count) : parent_(count) {
        std::iota(parent_.begin(), parent_.end(), std::size_t{0});
    }
    std::size_t root(std::size_t i) {
        while (parent_[i] != i) {
            parent_[i] = parent_[parent_[i]];
            i = parent_[i];
        }
        return i;
    }
    void join(std::size_t a, std::size_t b) {
        const std::size_t root_a = root(a);
        const std::size_t root_b = root(b);
        parent_[std::max(root_a, root_b)] = std::min(root_a, root_b);
    }

  private:
    std::vector<std::size_t> parent_;
};

/// Joins runs of adjoining rows that touch, corners included.
RunSets connect(const std::vector<Run>& runs) {
    RunSets sets(runs.size());
    std::size_t above = 0;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        while (above < i && (runs[above].row < runs[i].row - 1 ||
                             (runs[above].row == runs[i].row - 1 && runs[above].end < runs[i].begin))) {
            ++above;
        }
        for (std::size_t j = above; j < i && runs[j].row == runs[i].row - 1 && runs[j].begin <= runs[i].end;
             ++j) {
            sets.join(i, j);
        }
    }
    return sets;
}

class Growing {
  public:
    void add(const Run& run, const std::uint8_t* line) {
        const std::int64_t dies = run.end - run.begin;
        if (cluster_.dies == 0) cluster_ = {0, run.row, run.row, run.begin, run.end - 1, 0, 0.0, 0.0};
        cluster_.dies += dies;
        cluster_.row_max = run.row;
        cluster_.col_min = std::min(cluster_.col_min, run.begin);
        cluster_.col_max = std::max(cluster_.col_max, run.end - 1);
        row_sum_ += static_cast<double>(dies) * run.row;
        col_sum_ += 0.5 * static_cast<double>(dies) * (run.begin + run.end - 1);
        for (std::int32_t col = run.begin; col < run.end; ++col) count(line[col]);
    }

    [[nodiscard]] DieCluster finished() const {
        DieCluster done = cluster_;
        done.mean_row = row_sum_ / static_cast<double>(done.dies);
        done.mean_col = col_sum_ / static_cast<double>(done.dies);
        done.bin = std::ranges::max_element(bins_, [](const auto& a, const auto& b) {
                       return a.second != b.second ? a.second < b.second : a.first > b.first;
                   })->first;
        return done;
    }

  private:
    void count(std::uint8_t bin) {
        const auto known = std::ranges::find(bins_, bin, &std::pair<std::uint8_t, std::int64_t>::first);
        if (known == bins_.end()) {
            bins_.emplace_back(bin, 1);
        } else {
            ++known->second;
        }
    }

    DieCluster cluster_;
    double row_sum_ = 0.0;
    double col_sum_ = 0.0;
    std::vector<std::pair<std::uint8_t, std::int64_t>> bins_;  // dies of each bin
};

}  // namespace

std::vector<DieCluster> find_clusters(std::span<const std::uint8_t> bins, const DieGrid& grid,
                                      const std::array<bool, 256>& member, std::int64_t min_dies) {
    const std::vector<Run> runs = find_runs(bins, grid, member);
    RunSets sets = connect(runs);
    std::vector<std::int64_t> dies(runs.size(), 0);
    for (std::size_t i = 0; i < runs.size(); ++i) dies[sets.root(i)] += runs[i].end - runs[i].begin;
    // A root is the first run of its cluster, so clusters get their places in the order of their first die.
    std::vector<std::size_t> place(runs.size(), kNone);
    std::vector<Growing> growing;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const std::size_t root = sets.root(i);
        if (dies[root] < min_dies) continue;
        if (root == i) {
            place[i] = growing.size();
            growing.emplace_back();
        }
        growing[place[root]].add(runs[i], bins.data() + grid.cell({runs[i].row, 0}));
    }
    std::vector<DieCluster> clusters;
    clusters.reserve(growing.size());
    for (const Growing& cluster : growing) clusters.push_back(cluster.finished());
    return clusters;
}

FindingList findings_of(std::span<const DieCluster> clusters, const DieGrid& grid) {
    FindingList list{.kind = &finding_kind(kClusters), .findings = {}};
    list.findings.reserve(clusters.size());
    for (const DieCluster& cluster : clusters) {
        const DieRect on{cluster.row_min, cluster.row_max + 1, cluster.col_min, cluster.col_max + 1};
        list.findings.push_back({.number = static_cast<std::int32_t>(list.findings.size() + 1),
                                 .code = cluster.bin,
                                 .place = grid.place(cluster.mean_row, cluster.mean_col),
                                 .extent = extent_of(grid, on),
                                 .dies = cluster.dies,
                                 .on = on});
    }
    return list;
}

}  // namespace waferglow
