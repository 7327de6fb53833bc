// SPDX-License-Identifier: GPL-3.0-or-later
// Packed and plain files read in order: what is packed is seen in the content, bombs and damage are refused.
#include "libinspect/formats/byte_stream.h"

#include "tests/formats/fab_maps.h"

#include <algorithm>
#include <cstdint>
#include <span>

#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>

using namespace waferglow;
using namespace waferglow::test;
using Catch::Contains;

namespace {

/// Text that packs the better the fewer bytes pass before it repeats.
std::string noise_over(std::size_t size, std::size_t different) {
    std::string text(size, ' ');
    std::uint32_t state = 1;
    for (std::size_t i = 0; i < size; ++i) {
        state = state * 1664525U + 1013904223U;
        text[i] = i < different ? static_cast<char>(state >> 24U) : text[i - different];
    }
    return text;
}

/// Memory whose end is the end of what may be touched: a byte behind it kills the program.
class GuardedBuffer {
  public:
    GuardedBuffer() : page_(static_cast<std::size_t>(::sysconf(_SC_PAGESIZE))) {
        void* const all =
            ::mmap(nullptr, most() + page_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (all == MAP_FAILED) throw std::runtime_error("no memory");
        begin_ = static_cast<char*>(all);
        if (::mprotect(begin_ + most(), page_, PROT_NONE) != 0) throw std::runtime_error("no guard");
    }
    ~GuardedBuffer() { ::munmap(begin_, most() + page_); }
    GuardedBuffer(const GuardedBuffer&) = delete;
    GuardedBuffer& operator=(const GuardedBuffer&) = delete;

    [[nodiscard]] std::size_t most() const { return 16 * page_; }
    /// The last bytes before the guard.
    [[nodiscard]] std::span<char> last(std::size_t bytes) const { return {begin_ + most() - bytes, bytes}; }

  private:
    std::size_t page_;
    char* begin_ = nullptr;
};

}  // namespace

TEST_CASE("gzip is seen in the content, not in the name", "[byte_stream]") {
    const TempFolder folder;
    CHECK(read_bytes(write_gzip(folder / "plain.txt", "hello")) == "hello");
    CHECK(read_bytes(folder.write("packed.gz", "hello")) == "hello");
}

TEST_CASE("members of a gzip file are joined, zero bytes behind them ignored", "[byte_stream]") {
    const TempFolder folder;
    const std::string one = content_of(write_gzip(folder / "1", "one "));
    const std::string two = content_of(write_gzip(folder / "2", "two"));
    CHECK(read_bytes(folder.write("both", one + two)) == "one two");
    CHECK(read_bytes(folder.write("padded", one + std::string(512, '\0'))) == "one ");
}

TEST_CASE("members behind padding are read, too", "[byte_stream]") {
    const TempFolder folder;
    const std::string one = content_of(write_gzip(folder / "1", "one "));
    const std::string two = content_of(write_gzip(folder / "2", "two"));
    const std::size_t padding = GENERATE(1U, 511U, 65536U, 200000U);
    const auto path =
        folder.write("both", one + std::string(padding, '\0') + two + std::string(padding, '\0'));
    CHECK(read_bytes(path) == "one two");
}

TEST_CASE("what was added behind gzip data without packing it is not left out", "[byte_stream]") {
    const TempFolder folder;
    const std::string one = content_of(write_gzip(folder / "1", "one "));
    for (const auto& added : {std::string("row,col\n"), std::string("\0\0x", 3)}) {
        const std::size_t zeros = added.find_first_not_of('\0');
        const auto path = folder.write("more", one + added);
        CHECK_THAT(
            input_error([&] { (void)read_bytes(path); }),
            Contains(fmt::format("from byte {} on it holds something that is not gzip", one.size() + zeros)));
    }
    const auto half = folder.write("half", one + "\x1F\x8B");
    CHECK_THAT(input_error([&] { (void)read_bytes(half); }), Contains("cut off"));
}

TEST_CASE("any ratio of packing gives back what was packed, all of it and its beginning", "[byte_stream]") {
    const TempFolder folder;
    for (const std::size_t different : {1U, 2U, 10U, 100U, 1000U, 100000U}) {
        for (const std::size_t size : {1U, 4095U, 4096U, 4097U, 65535U, 65536U, 65537U, 1000000U}) {
            CAPTURE(different, size);
            const std::string content = noise_over(size, different);
            const auto path = write_gzip(folder / "packed", content);
            CHECK(read_bytes(path) == content);
            for (const std::size_t asked : {0U, 1U, 4096U, 65536U, 2000000U}) {
                CAPTURE(asked);
                CHECK(read_beginning(path, asked) == content.substr(0, asked));
            }
        }
    }
}

TEST_CASE("no byte is written behind the buffer, however well a file packs", "[byte_stream]") {
    const TempFolder folder;
    const std::string content(3000000, 'x');  // a thousand to one
    const auto packed = write_gzip(folder / "packed", content);
    const auto plain = folder.write("plain", content);
    const GuardedBuffer buffer;
    for (const auto& path : {packed, plain}) {
        ByteStream stream(path);
        std::uint64_t all = 0;
        for (std::size_t bytes = 1;; bytes = (bytes + 997) % buffer.most() + 1) {
            const std::span<char> into = buffer.last(bytes);
            const std::size_t got = stream.read(into);
            all += got;
            CHECK(std::ranges::all_of(into.first(got), [](char c) { return c == 'x'; }));
            if (got < into.size()) break;
        }
        CHECK(all == content.size());
    }
}

TEST_CASE("a cut-off gzip file is refused", "[byte_stream]") {
    const TempFolder folder;
    const std::string whole = content_of(write_gzip(folder / "w", std::string(10000, 'x') + "tail"));
    for (std::size_t bytes = 3; bytes < whole.size(); ++bytes) {
        const auto path = folder.write("cut", whole.substr(0, bytes));
        CHECK_THAT(input_error([&] { (void)read_bytes(path); }), Contains("gzip data is"));
    }
}

TEST_CASE("damaged gzip data is refused with its place", "[byte_stream]") {
    const TempFolder folder;
    std::string bytes = content_of(write_gzip(folder / "w", "some text that is packed, and more of it"));
    bytes[20] = static_cast<char>(bytes[20] ^ 0x55);
    const auto path = folder.write("damaged", bytes);
    CHECK_THAT(input_error([&] { (void)read_bytes(path); }), Contains("damaged near byte"));
}

TEST_CASE("what unpacks to more than it may is refused", "[byte_stream]") {
    const TempFolder folder;
    const auto bomb = write_gzip(folder / "bomb", std::string(1U << 22U, '\0'));
    CHECK(std::filesystem::file_size(bomb) < 8192);
    CHECK_THAT(input_error([&] { (void)read_bytes(bomb, 1U << 20U); }), Contains("decompression bomb"));
}

TEST_CASE("bytes of a text that are no UTF-8 are taken as Windows-1252", "[byte_stream]") {
    const TempFolder folder;
    CHECK(read_text(folder.write("latin",
                                 "T = 20 \xB0"
                                 "C")) ==
          "T = 20 \xC2\xB0"
          "C");
    CHECK(read_text(write_gzip(folder / "packed", "\xB5m")) == "\xC2\xB5m");
}

TEST_CASE("a zero byte far into a text is found", "[byte_stream]") {
    const TempFolder folder;
    std::string text(200000, 'x');
    text[150000] = '\0';
    const auto path = folder.write("t", text);
    CHECK_THAT(input_error([&] { (void)read_text(path); }), Contains("byte 150000 is zero"));
}

TEST_CASE("a byte-order mark is taken off, UTF-16 and zero bytes are refused", "[byte_stream]") {
    const TempFolder folder;
    CHECK(read_text(folder.write("bom", "\xEF\xBB\xBFtext")) == "text");
    const auto wide = folder.write("wide", std::string_view("\xFF\xFEt\0", 4));
    CHECK_THAT(input_error([&] { (void)read_text(wide); }), Contains("UTF-16"));
    const auto zero = folder.write("zero", std::string_view("a\0b", 3));
    CHECK_THAT(input_error([&] { (void)read_text(zero); }), Contains("byte 1 is zero"));
}
