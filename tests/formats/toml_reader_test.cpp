// SPDX-License-Identifier: GPL-3.0-or-later
// Settings read key by key: every complaint names file, line, table, key and value.
#include "libinspect/formats/toml_reader.h"

#include "tests/formats/support.h"

using namespace waferglow;
using namespace waferglow::test;
using Catch::Contains;

namespace {

/// The error of `read` on the top table of a file with this content.
template <class Read>
std::string toml_error(std::string_view content, const Read& read) {
    const TempFolder folder;
    return input_error([&] {
        const TomlFile file(folder.write("settings.toml", content));
        read(file.top());
    });
}

void read_nothing(const TomlTable& /*top*/) {}

}  // namespace

TEST_CASE("broken grammar is told with line and column") {
    CHECK_THAT(toml_error("a = 1\nb = = 2\n", read_nothing), Contains("settings.toml line 2, column 5"));
}

TEST_CASE("a key written twice is broken grammar") {
    CHECK_THAT(toml_error("a = 1\na = 2\n", read_nothing), Contains("settings.toml line 2"));
}

TEST_CASE("bytes that are no text are refused") {
    CHECK_THAT(toml_error(std::string_view("\x89PNG\r\n\x1a\n\0\0", 10), read_nothing),
               Contains("settings.toml"));
}

TEST_CASE("a file too large to be settings is refused") {
    CHECK_THAT(toml_error(std::string((1U << 20U) + 1, '\n'), read_nothing),
               Contains("too large for a file of settings"));
}

TEST_CASE("tables nested as deep as a stack is high are refused") {
    std::string key = "a";
    for (int i = 0; i < 100'000; ++i) key += ".a";
    CHECK_THAT(toml_error(key.append(" = 1\n"), read_nothing), Contains("too large for a file of settings"));
}

TEST_CASE("a missing key is named with its table, and with the key that looks like it") {
    CHECK_THAT(toml_error("[grid]\nrow = 5\n",
                          [](const TomlTable& top) { (void)top.table("grid").integer("rows", 1, 9); }),
               Contains("line 1: [grid] rows is missing; there is 'row'"));
    CHECK_THAT(toml_error("x = 1\n", [](const TomlTable& top) { (void)top.text("version"); }),
               Contains("version is missing"));
}

TEST_CASE("a value of the wrong type is shown") {
    const char* content = "[t]\ntext = \"abc\"\nwhole = 5\nfraction = 5.5\nlist = [1, 2]\n";
    const auto error = [&](auto&& read) {
        return toml_error(content, [&](const TomlTable& top) { read(top.table("t")); });
    };
    CHECK_THAT(error([](const TomlTable& t) { (void)t.number("text"); }),
               Contains("line 2: [t] text: ''abc'' is not a number") ||
                   Contains("line 2: [t] text: '\"abc\"' is not a number"));
    CHECK_THAT(error([](const TomlTable& t) { (void)t.integer("fraction", 0, 9); }),
               Contains("line 4: [t] fraction: '5.5' is not a whole number"));
    CHECK_THAT(error([](const TomlTable& t) { (void)t.text("whole"); }),
               Contains("line 3: [t] whole: '5' is not a text"));
    CHECK_THAT(error([](const TomlTable& t) { (void)t.number("list"); }), Contains("is not a number"));
    CHECK_THAT(error([](const TomlTable& t) { (void)t.table("whole"); }), Contains("must be a table"));
    CHECK_THAT(error([](const TomlTable& t) { (void)t.tables("list"); }),
               Contains("must be tables, each written [[list]]"));
}

TEST_CASE("numbers must be finite") {
    for (const char* value : {"nan", "inf", "-inf"}) {
        CHECK_THAT(
            toml_error(std::string("x = ") + value, [](const TomlTable& top) { (void)top.number("x"); }),
            Contains("is not a finite number"));
    }
}

TEST_CASE("whole numbers must lie in their range") {
    const auto read = [](const TomlTable& top) { (void)top.integer("x", 1, 100); };
    CHECK_THAT(toml_error("x = 0", read), Contains("0 must lie between 1 and 100"));
    CHECK_THAT(toml_error("x = 9223372036854775807", read), Contains("must lie between 1 and 100"));
}

TEST_CASE("whole numbers serve as numbers") {
    const TempFolder folder;
    const TomlFile file(folder.write("settings.toml", "a = 200\nb = 1_000.5\n"));
    CHECK(file.top().number("a") == 200.0);
    CHECK(file.top().number("b") == 1000.5);
}

TEST_CASE("optional keys may be missing but not of the wrong type") {
    CHECK_THAT(toml_error("x = \"5\"", [](const TomlTable& top) { (void)top.optional_number("x"); }),
               Contains("is not a number"));
    const TempFolder folder;
    const TomlFile file(folder.write("settings.toml", ""));
    CHECK_FALSE(file.top().optional_number("x").has_value());
    CHECK_FALSE(file.top().optional_text("x").has_value());
}

TEST_CASE("tables of an array are numbered in messages") {
    CHECK_THAT(toml_error("[[channel]]\nname = \"a\"\n[[channel]]\nkind = \"pl\"\n",
                          [](const TomlTable& top) { (void)top.tables("channel").at(1).text("name"); }),
               Contains("[[channel]] 2 name is missing"));
}
