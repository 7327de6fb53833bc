// SPDX-License-Identifier: GPL-3.0-or-later
// Packed and plain files read in order: what is packed is seen in the content, bombs and damage are refused.
#include "libinspect/formats/byte_stream.h"

#include "tests/formats/fab_maps.h"

using namespace waferglow;
using namespace waferglow::test;
using Catch::Contains;

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

TEST_CASE("a byte-order mark is taken off, UTF-16 and zero bytes are refused", "[byte_stream]") {
    const TempFolder folder;
    CHECK(read_text(folder.write("bom", "\xEF\xBB\xBFtext")) == "text");
    const auto wide = folder.write("wide", std::string_view("\xFF\xFEt\0", 4));
    CHECK_THAT(input_error([&] { (void)read_text(wide); }), Contains("UTF-16"));
    const auto zero = folder.write("zero", std::string_view("a\0b", 3));
    CHECK_THAT(input_error([&] { (void)read_text(zero); }), Contains("byte 1 is zero"));
}
