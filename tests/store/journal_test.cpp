// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/store/journal.h"

#include "libinspect/base/error.h"
#include "sample_wafer.h"

#include <csignal>
#include <map>
#include <numeric>
#include <vector>

#include <catch2/catch.hpp>
#include <sys/resource.h>

using namespace waferglow;
using namespace waferglow::test;
namespace fs = std::filesystem;

namespace {

using Tiles = std::vector<std::pair<std::uint32_t, std::vector<std::byte>>>;

std::vector<std::byte> payload_of(std::uint32_t tile) {
    std::vector<std::byte> payload(tile * 13 % 50);
    for (std::size_t i = 0; i < payload.size(); ++i) payload[i] = static_cast<std::byte>(tile + i);
    return payload;
}

Tiles tiles_up_to(std::uint32_t count) {
    Tiles tiles;
    for (std::uint32_t tile = 0; tile < count; ++tile) tiles.emplace_back(tile, payload_of(tile));
    return tiles;
}

void write_tiles(const fs::path& path, std::uint32_t count) {
    JournalWriter writer = JournalWriter::create(path, "job 1");
    for (const auto& [tile, payload] : tiles_up_to(count)) writer.append(tile, payload);
}

struct Read {
    JournalState state;
    Tiles tiles;
};

Read read_all(const fs::path& path, const std::string& digest = "job 1") {
    Read read;
    read.state = read_journal(path, digest, [&](std::uint32_t tile, std::span<const std::byte> payload) {
        read.tiles.emplace_back(tile, std::vector<std::byte>(payload.begin(), payload.end()));
    });
    return read;
}

bool is_prefix(const Tiles& some, const Tiles& all) {
    return some.size() <= all.size() && std::equal(some.begin(), some.end(), all.begin());
}

}  // namespace

TEST_CASE("a journal gives back its records in order") {
    const ScratchFolder folder;
    write_tiles(folder / "j", 20);
    const Read read = read_all(folder / "j");
    CHECK(read.tiles == tiles_up_to(20));
    CHECK(read.state.records == 20);
    CHECK(read.state.cut_bytes == 0);
    CHECK(read.state.note.empty());
    CHECK(read.state.valid_bytes == fs::file_size(folder / "j"));
}

TEST_CASE("a journal cut at any byte gives the records before the cut and goes on from there") {
    const ScratchFolder folder;
    write_tiles(folder / "whole", 6);
    const std::string whole = read_bytes(folder / "whole");
    for (std::size_t length = 0; length <= whole.size(); ++length) {
        CAPTURE(length);
        write_bytes(folder / "j", whole.substr(0, length));
        const Read cut = read_all(folder / "j");
        REQUIRE(is_prefix(cut.tiles, tiles_up_to(6)));
        REQUIRE(cut.state.valid_bytes + cut.state.cut_bytes == length);
        REQUIRE(cut.state.note.empty() == (cut.state.cut_bytes == 0));

        JournalWriter writer = JournalWriter::resume(folder / "j", "job 1", cut.state);
        for (auto tile = static_cast<std::uint32_t>(cut.tiles.size()); tile < 6; ++tile) {
            writer.append(tile, payload_of(tile));
        }
        REQUIRE(read_bytes(folder / "j") == whole);
    }
}

TEST_CASE("a changed byte anywhere costs at most the records from there on") {
    const ScratchFolder folder;
    write_tiles(folder / "whole", 5);
    const std::string whole = read_bytes(folder / "whole");
    for (std::size_t at = 0; at < whole.size(); ++at) {
        CAPTURE(at);
        std::string bytes = whole;
        bytes[at] = static_cast<char>(bytes[at] ^ 0x41);
        write_bytes(folder / "j", bytes);
        try {
            const Read read = read_all(folder / "j");
            REQUIRE(is_prefix(read.tiles, tiles_up_to(5)));
            REQUIRE(read.state.cut_bytes > 0);
            REQUIRE(read.state.valid_bytes > 0);
        } catch (const Error&) {
            REQUIRE(at < 25);  // the header of 16 + 5 + 4 bytes
        }
    }
}

TEST_CASE("a journal of another job is refused") {
    const ScratchFolder folder;
    write_tiles(folder / "j", 2);
    const std::string digest = GENERATE("job 2", "job", "another job altogether", "");
    try {
        static_cast<void>(read_all(folder / "j", digest));
        FAIL("accepted");
    } catch (const Error& error) {
        CHECK(error.kind() == ErrorKind::job);
        CHECK_THAT(error.what(), Catch::Contains("another job") && Catch::Contains("--force"));
    }
}

TEST_CASE("a journal of a newer version, a foreign file and a missing one are refused") {
    const ScratchFolder folder;
    write_tiles(folder / "j", 2);
    std::string bytes = read_bytes(folder / "j");
    bytes[8] = 2;
    write_bytes(folder / "newer", bytes);
    CHECK_THROWS_WITH(read_all(folder / "newer"), Catch::Contains("version 2"));
    write_bytes(folder / "foreign", "something else");
    CHECK_THROWS_WITH(read_all(folder / "foreign"), Catch::Contains("not a journal"));
    CHECK_THROWS_WITH(read_all(folder / "none"), Catch::Contains("none"));
}

TEST_CASE("starting anew over an older journal needs leave") {
    const ScratchFolder folder;
    write_tiles(folder / "j", 3);
    CHECK_THROWS_WITH(JournalWriter::create(folder / "j", "job 1"), Catch::Contains("--resume"));
    CHECK(read_all(folder / "j").state.records == 3);
    { const JournalWriter writer = JournalWriter::create(folder / "j", "job 2", {.overwrite = true}); }
    CHECK(read_all(folder / "j", "job 2").state.records == 0);
}

TEST_CASE("two writers of one journal are kept apart") {
    const ScratchFolder folder;
    const JournalWriter first = JournalWriter::create(folder / "j", "job 1");
    CHECK_THROWS_WITH(JournalWriter::create(folder / "j", "job 1", {.overwrite = true}),
                      Catch::Contains("another run"));
}

TEST_CASE("a full disk keeps the records before and says how to go on") {
    const ScratchFolder folder;
    auto* before_handler = std::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    getrlimit(RLIMIT_FSIZE, &before);
    std::string message;
    {
        JournalWriter writer = JournalWriter::create(folder / "j", "job 1");
        writer.append(0, payload_of(1));
        const rlimit limit{100, before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &limit);
        try {
            writer.append(1, std::vector<std::byte>(1000));
        } catch (const Error& error) {
            message = error.what();
        }
        setrlimit(RLIMIT_FSIZE, &before);
    }
    std::signal(SIGXFSZ, before_handler);
    CHECK_THAT(message, Catch::Contains("limit") && Catch::Contains("--resume"));
    const Read read = read_all(folder / "j");
    CHECK(read.state.records == 1);
    CHECK(read.state.cut_bytes == 0);
}

TEST_CASE("the journal lies beside the output") {
    CHECK(journal_path("out/W.h5") == fs::path("out/W.h5.journal"));
}
