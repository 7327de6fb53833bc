// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/defect/clusters.h"

#include "libinspect/base/parallel.h"

#include <algorithm>
#include <map>

namespace waferglow {
namespace {

constexpr std::size_t kBlockRows = 256;

/// Consecutive member dies of one row, columns [begin, end).
struct Run {
    std::int32_t row;
    std::int32_t begin;
    std::int32_t end;
};

/// All runs in row-major order; rows are searched in parallel blocks and joined in order.
std::vector<Run> find_runs(std::span<const std::uint8_t> bins, const DieGrid& grid,
                           const std::array<bool, 256>& member) {
    const std::size_t blocks = (static_cast<std::size_t>(grid.rows) + kBlockRows - 1) / kBlockRows;
    std::vector<std::vector<Run>> found(blocks);
    parallel_blocks(static_cast<std::size_t>(grid.rows), kBlockRows, [&](std::size_t begin, std::size_t end) {
        std::vector<Run>& runs = found[begin / kBlockRows];
        for (std::size_t row = begin; row < end; ++row) {
            const auto r = static_cast<std::int32_t>(row);
            const std::uint8_t* line = bins.data() + grid.cell({r, 0});
            for (std::int32_t col = 0; col < grid.cols; ++col) {
                if (!member[line[col]]) continue;
                const std::int32_t first = col;
                while (col < grid.cols && member[line[col]]) ++col;
                runs.push_back({r, first, col});
            }
        }
    });
    std::vector<Run> runs;
    for (const std::vector<Run>& block : found) runs.insert(runs.end(), block.begin(), block.end());
    return runs;
}

/// Disjoint sets of runs; the root of a set is its first run.
class RunSets {
  public:
    explicit RunSets(std::size_t count) : parent_(count) {
        for (std::size_t i = 0; i < count; ++i) parent_[i] = i;
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

struct Growing {
    DieCluster cluster;
    double row_sum = 0.0;
    double col_sum = 0.0;
    std::map<std::uint8_t, std::int64_t> bins;

    void add(const Run& run, const std::uint8_t* line) {
        const std::int64_t dies = run.end - run.begin;
        if (cluster.dies == 0) cluster = {0, run.row, run.row, run.begin, run.end - 1, 0, 0.0, 0.0};
        cluster.dies += dies;
        cluster.row_max = run.row;
        cluster.col_min = std::min(cluster.col_min, run.begin);
        cluster.col_max = std::max(cluster.col_max, run.end - 1);
        row_sum += static_cast<double>(dies) * run.row;
        col_sum += 0.5 * static_cast<double>(dies) * (run.begin + run.end - 1);
        for (std::int32_t col = run.begin; col < run.end; ++col) ++bins[line[col]];
    }

    [[nodiscard]] DieCluster finished() const {
        DieCluster done = cluster;
        done.mean_row = row_sum / static_cast<double>(done.dies);
        done.mean_col = col_sum / static_cast<double>(done.dies);
        done.bin = std::ranges::max_element(bins, {}, [](const auto& entry) { return entry.second; })->first;
        return done;
    }
};

}  // namespace

std::vector<DieCluster> find_clusters(std::span<const std::uint8_t> bins, const DieGrid& grid,
                                      const std::array<bool, 256>& member, std::int64_t min_dies) {
    const std::vector<Run> runs = find_runs(bins, grid, member);
    RunSets sets = connect(runs);
    std::vector<std::int64_t> dies(runs.size(), 0);
    for (std::size_t i = 0; i < runs.size(); ++i) dies[sets.root(i)] += runs[i].end - runs[i].begin;
    std::map<std::size_t, Growing> growing;  // by root, that is by first run
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const std::size_t root = sets.root(i);
        if (dies[root] < min_dies) continue;
        growing[root].add(runs[i], bins.data() + grid.cell({runs[i].row, 0}));
    }
    std::vector<DieCluster> clusters;
    clusters.reserve(growing.size());
    for (const auto& [root, cluster] : growing) clusters.push_back(cluster.finished());
    return clusters;
}

}  // namespace waferglow
