// SPDX-License-Identifier: GPL-3.0-or-later
// Items in order from one source, worked on in parallel within a bound.
#include "libinspect/base/internal/parallel_stream.h"

#include <algorithm>
#include <atomic>
#include <stdexcept>
#include <vector>

using namespace waferglow;

namespace {

/// Counts from 0 to `count`, without any lock of its own.
auto count_to(std::size_t& next, std::size_t count) {
    return [&next, count]() -> std::optional<std::size_t> {
        if (next == count) return std::nullopt;
        return next++;
    };
}

}  // namespace

TEST_CASE("a stream works on every item exactly once") {
    constexpr std::size_t kItems = 3'001;
    std::vector<std::atomic<int>> visits(kItems);
    std::size_t next = 0;
    parallel_stream(7, count_to(next, kItems), [&](std::size_t item) { ++visits[item]; });
    CHECK(std::ranges::all_of(visits, [](const std::atomic<int>& n) { return n == 1; }));
}

TEST_CASE("a stream has no more items in flight than it may") {
    std::atomic<int> running{0};
    std::atomic<int> most{0};
    std::size_t next = 0;
    parallel_stream(1, count_to(next, 500), [&](std::size_t) {
        const int together = ++running;
        if (together > most) most = together;
        --running;
    });
    CHECK(most == 1);
}

TEST_CASE("a stream without items calls nothing") {
    std::size_t next = 0;
    int calls = 0;
    parallel_stream(4, count_to(next, 0), [&](std::size_t) { ++calls; });
    CHECK(calls == 0);
}

TEST_CASE("what an item throws ends the stream and reaches the caller") {
    std::size_t next = 0;
    const auto fail_at_20 = [](std::size_t item) {
        if (item == 20) throw std::runtime_error("item 20");
    };
    CHECK_THROWS_WITH(parallel_stream(2, count_to(next, 1'000'000), fail_at_20), "item 20");
    CHECK(next < 1'000'000);
}
