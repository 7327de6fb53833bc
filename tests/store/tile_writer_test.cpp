// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/store/internal/tile_writer.h"

#include "libinspect/base/error.h"
#include "sample_wafer.h"

#include <atomic>
#include <csignal>
#include <set>
#include <thread>
#include <vector>

#include <catch2/catch.hpp>
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

using namespace waferglow;
using namespace waferglow::test;
namespace fs = std::filesystem;

namespace {

std::set<std::uint32_t> tiles_in(const fs::path& path) {
    std::set<std::uint32_t> tiles;
    static_cast<void>(read_journal(
        path, "job",
        [&](std::uint32_t tile, std::span<const std::byte> /*payload*/) { tiles.insert(tile); }));
    return tiles;
}

/// Lowers the file-size limit so that every append fails, until it goes out of scope.
class NoRoom {
  public:
    NoRoom() {
        handler_ = std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &before_);
        const rlimit limit{1, before_.rlim_max};
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~NoRoom() {
        setrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, handler_);
    }
    NoRoom(const NoRoom&) = delete;
    NoRoom& operator=(const NoRoom&) = delete;

  private:
    rlimit before_{};
    void (*handler_)(int) = nullptr;
};

}  // namespace

TEST_CASE("all records of several producers reach the journal") {
    const ScratchFolder folder;
    constexpr std::uint32_t kProducers = 4;
    constexpr std::uint32_t kEach = 200;
    TileWriter writer(JournalWriter::create(folder / "j", "job"), 1000);
    {
        std::vector<std::jthread> producers;
        for (std::uint32_t producer = 0; producer < kProducers; ++producer) {
            producers.emplace_back([&writer, producer] {
                for (std::uint32_t i = 0; i < kEach; ++i) {
                    writer.push(producer * kEach + i, std::vector<std::byte>(i % 300));
                }
            });
        }
    }
    writer.finish();
    CHECK(writer.written() == kProducers * kEach);
    CHECK(tiles_in(folder / "j").size() == kProducers * kEach);
}

TEST_CASE("a record larger than the queue is taken") {
    const ScratchFolder folder;
    TileWriter writer(JournalWriter::create(folder / "j", "job"), 10);
    CHECK(writer.push(1, std::vector<std::byte>(100000)));
    CHECK(writer.push(2, std::vector<std::byte>(100000)));
    writer.finish();
    CHECK(tiles_in(folder / "j") == std::set<std::uint32_t>{1, 2});
}

TEST_CASE("records that were taken are written without finish too") {
    const ScratchFolder folder;
    {
        TileWriter writer(JournalWriter::create(folder / "j", "job"), 1U << 20U);
        for (std::uint32_t tile = 0; tile < 50; ++tile) writer.push(tile, std::vector<std::byte>(100));
    }
    CHECK(tiles_in(folder / "j").size() == 50);
}

TEST_CASE("after a stop every record that was taken is in the journal, and no other") {
    const ScratchFolder folder;
    std::stop_source stop;
    std::set<std::uint32_t> taken;
    TileWriter writer(JournalWriter::create(folder / "j", "job"), 2000, stop.get_token());
    for (std::uint32_t tile = 0; tile < 500; ++tile) {
        if (tile == 100) stop.request_stop();
        if (writer.push(tile, std::vector<std::byte>(1500))) taken.insert(tile);
    }
    writer.finish();
    CHECK(tiles_in(folder / "j") == taken);
    CHECK(taken.size() >= 100);
}

TEST_CASE("the writer's error reaches producers and finish") {
    const ScratchFolder folder;
    TileWriter writer(JournalWriter::create(folder / "j", "job"), 100);
    const NoRoom no_room;
    const auto push_many = [&writer] {
        for (std::uint32_t tile = 0; tile < 1000; ++tile) writer.push(tile, std::vector<std::byte>(90));
    };
    CHECK_THROWS_AS(push_many(), Error);
    CHECK_THROWS_AS(writer.finish(), Error);
    CHECK_NOTHROW(writer.finish());
}

TEST_CASE("pushing to a finished writer is refused") {
    const ScratchFolder folder;
    TileWriter writer(JournalWriter::create(folder / "j", "job"), 100);
    writer.finish();
    CHECK_THROWS_AS(writer.push(1, {}), std::logic_error);
}
