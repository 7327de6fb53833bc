// SPDX-License-Identifier: GPL-3.0-or-later
// Files that people pick by mistake: each reader of text names what they seem to be and what it reads.
#include "libinspect/formats/internal/content_kind.h"

#include "libinspect/formats/el_source.h"
#include "libinspect/formats/recording.h"
#include "libinspect/formats/spectra_table.h"
#include "libinspect/formats/toml_reader.h"
#include "tests/formats/fab_maps.h"

#include <utility>
#include <vector>

#include <fmt/format.h>

using namespace waferglow;
using namespace waferglow::test;
using namespace std::string_literals;
using Catch::Contains;

namespace {

constexpr DieGrid kGrid{.rows = 3,
                        .cols = 4,
                        .x0_um = -300.0,
                        .y0_um = 250.0,
                        .pitch_x_um = 200.0,
                        .pitch_y_um = 250.5,
                        .die_width_um = 150.0,
                        .die_height_um = 200.0};

/// Beginnings as the formats' specifications have them, and what is said of them.
const std::vector<std::pair<std::string, std::string>> kForeign{
    {"\x89HDF\r\n\x1a\n\0\0\0"s, "an HDF5 file"},
    {std::string(512, '#') + "\x89HDF\r\n\x1a\n"s, "an HDF5 file"},
    {"PK\x03\x04\x14\0\6\0"s, "zip archive (or an Excel or OpenDocument file)"},
    {"BZh91AY&SY\x1c\xc8"s, "a bzip2 file"},
    {"\xFD"
     "7zXZ\0\0\4"s,
     "an xz file"},
    {"\x28\xB5\x2F\xFD\x04\x58"s, "a Zstandard file"},
    {"%PDF-1.7\n%\xE2\xE3"s, "a PDF document"},
    {"II*\0\x08\0\0\0"s, "a TIFF image"},
    {"MM\0*\0\0\0\x08"s, "a TIFF image"},
    {"\x89PNG\r\n\x1a\n\0\0"s, "a PNG image"},
    {"\xFF\xD8\xFF\xE0\0\x10JFIF"s, "a JPEG image"},
    {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0"s, "an old Excel or Word file"},
    {"\xFF\xFEr\0o\0w\0,\0"s, "UTF-16 text (save it as UTF-8)"},
    {"r\0o\0w\0,\0c\0o\0l\0"s, "byte 1 is zero"},
    {"\x0b\x30\x55\x7a\x9f\xc4\xe9\x0e\x01\x02\x03\x04\x05\x06\x07"s, "control characters"},
};

}  // namespace

TEST_CASE("content that is no text is named, and never called a table", "[content_kind]") {
    const TempFolder folder;
    for (const auto& [content, name] : kForeign) {
        CAPTURE(name);
        CHECK_THAT(what_is_no_text(content), Contains(name));
        for (const auto& path : {folder.write("f", content), write_gzip(folder / "packed", content)}) {
            const auto lines = [](const std::string& text) { return std::ranges::count(text, '\n'); };
            const std::string el = input_error([&] { (void)read_el(path, kGrid); });
            CHECK_THAT(el, Contains(name) && Contains("EL data is read from CSV") && Contains("KLARF"));
            CHECK(lines(el) == 0);
            CHECK_THAT(input_error([&] { (void)el_format(path); }), Contains(name));
            CHECK_THAT(input_error([&] { (void)CsvReader(path); }),
                       Contains(name) && Contains("is no table"));
            CHECK_THAT(input_error([&] { (void)SpectraReader(path); }), Contains(name));
            CHECK_THAT(input_error([&] { (void)read_el_mapping(path); }), Contains(name) && Contains("TOML"));
            CHECK_THAT(input_error([&] { (void)read_recording(path); }),
                       Contains(name) && Contains("a folder with recording.toml"));
        }
    }
}

TEST_CASE("text with accents, form feeds, an end mark of DOS or a stray control character is text",
          "[content_kind]") {
    for (const char* text : {"", "row,col\n", "\xEF\xBB\xBFrow,col\n", "W\xB5,\xE9t\xE9\n", "a,b\n1,2\n\x1a",
                             "\f1\n", "BZh", "PK", "row,col,note\n1,2,\x01\n"}) {
        CAPTURE(text);
        CHECK(what_is_no_text(text).empty());
    }
}

TEST_CASE("UTF-16 is no reason to refuse XML", "[content_kind]") {
    const TempFolder folder;
    CHECK(el_format(folder.write("x", "\xFF\xFE<\0M\0"s)) == ElFormat::e142);
    CHECK(el_format(folder.write("x", "\0<\0M"s)) == ElFormat::e142);
}

TEST_CASE("a folder where a file is wanted is told to be one, a recording by its name", "[content_kind]") {
    const TempFolder folder;
    CHECK_THAT(input_error([&] { (void)read_el(folder.path(), kGrid); }),
               Contains("is a folder, not a file"));
    folder.write("recording.toml", "");
    CHECK_THAT(input_error([&] { (void)read_el(folder.path(), kGrid); }),
               Contains("a recording; name the file in it") && Contains("el.csv"));
}
