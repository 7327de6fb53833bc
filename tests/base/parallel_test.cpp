// SPDX-License-Identifier: GPL-3.0-or-later
// The parallel loop covers every index once, in blocks that don't depend on the number of threads.
#include "libinspect/base/parallel.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <stdexcept>
#include <utility>
#include <vector>

using namespace waferglow;

namespace {

std::vector<std::pair<std::size_t, std::size_t>> blocks_of(std::size_t count, std::size_t block) {
    std::mutex mutex;
    std::vector<std::pair<std::size_t, std::size_t>> blocks;
    parallel_blocks(count, block, [&](std::size_t begin, std::size_t end) {
        const std::lock_guard lock(mutex);
        blocks.emplace_back(begin, end);
    });
    std::ranges::sort(blocks);
    return blocks;
}

}  // namespace

TEST_CASE("no index, no call") {
    CHECK(blocks_of(0, 16).empty());
}

TEST_CASE("a block of zero counts as one index a block") {
    CHECK(blocks_of(3, 0) == std::vector<std::pair<std::size_t, std::size_t>>{{0, 1}, {1, 2}, {2, 3}});
}

TEST_CASE("a block larger than the range is cut to it") {
    CHECK(blocks_of(5, 100) == std::vector<std::pair<std::size_t, std::size_t>>{{0, 5}});
}

TEST_CASE("the last block is the short one") {
    CHECK(blocks_of(10, 4) == std::vector<std::pair<std::size_t, std::size_t>>{{0, 4}, {4, 8}, {8, 10}});
}

TEST_CASE("every index is visited exactly once") {
    constexpr std::size_t kCount = 10'007;
    std::vector<std::atomic<int>> visits(kCount);
    parallel_blocks(kCount, 64, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) ++visits[i];
    });
    CHECK(std::ranges::all_of(visits, [](const std::atomic<int>& n) { return n == 1; }));
}

TEST_CASE("blocks are the same on one thread and on many") {
    const auto many = blocks_of(1000, 7);
    const ThreadLimit one(1);
    CHECK(blocks_of(1000, 7) == many);
}

TEST_CASE("a limit of one thread runs one block at a time") {
    const ThreadLimit one(1);
    std::atomic<int> running{0};
    std::atomic<bool> overlapped{false};
    parallel_blocks(200, 1, [&](std::size_t, std::size_t) {
        if (running.fetch_add(1) != 0) overlapped = true;
        running.fetch_sub(1);
    });
    CHECK_FALSE(overlapped);
}

TEST_CASE("an exception in a block reaches the caller") {
    const auto fail_at_500 = [](std::size_t begin, std::size_t) {
        if (begin == 500) throw std::runtime_error("block 500");
    };
    CHECK_THROWS_WITH(parallel_blocks(1000, 1, fail_at_500), "block 500");
}
