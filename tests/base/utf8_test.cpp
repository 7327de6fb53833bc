// SPDX-License-Identifier: GPL-3.0-or-later
// UTF-8 as Unicode's table 3-7 has it, and what becomes of bytes that are none.
#include "libinspect/base/internal/utf8.h"

#include <array>
#include <tuple>
#include <utility>

using namespace waferglow;

TEST_CASE("overlong forms, surrogates, half characters and codes beyond the last are no UTF-8", "[utf8]") {
    for (const char* text :
         {"\xC0\xAF", "\xE0\x80\xAF", "\xF0\x80\x80\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80",
          "\xF5\x80\x80\x80", "\x80", "\xC3", "\xE2\x82", "\xF0\x9F\x98", "\xC3(", "\xFF"}) {
        CAPTURE(text);
        CHECK(utf8_sequence(text) == 0);
        CHECK_FALSE(is_utf8(text));
        CHECK(is_utf8(to_utf8(std::string_view(text))));
    }
}

TEST_CASE("valid UTF-8 stays as it is", "[utf8]") {
    for (const char* text : {"", "plain", "\xC2\xB5m", "\xE2\x82\xAC", "\xED\x9F\xBF", "\xEE\x80\x80",
                             "\xF0\x9F\x98\x80", "\xF4\x8F\xBF\xBF"}) {
        CAPTURE(text);
        CHECK(is_utf8(text));
        CHECK(to_utf8(std::string_view(text)) == text);
    }
}

TEST_CASE("Latin-1 and Windows-1252 bytes become their characters", "[utf8]") {
    for (const auto& [bytes, utf8] : {std::pair{"TEMP_\xB0"
                                                "C",
                                                "TEMP_\xC2\xB0"
                                                "C"},
                                      {"\xB5m", "\xC2\xB5m"},
                                      {"\x80 5", "\xE2\x82\xAC 5"},
                                      {"M\xFCller \x96 x", "M\xC3\xBCller \xE2\x80\x93 x"},
                                      {"\x81", "\xC2\x81"},
                                      {"\xC2\xB5 and \xB5", "\xC2\xB5 and \xC2\xB5"}}) {
        CAPTURE(bytes);
        CHECK(to_utf8(std::string_view(bytes)) == utf8);
    }
}

TEST_CASE("a stray byte is found at any place of a long text", "[utf8]") {
    for (std::size_t at = 0; at < 40; ++at) {
        std::string text(40, 'x');
        text[at] = '\xB5';
        CHECK_FALSE(is_utf8(text));
        CHECK(to_utf8(text) == text.substr(0, at) + "\xC2\xB5" + text.substr(at + 1));
    }
}

TEST_CASE("every byte goes to UTF-8 and back", "[utf8]") {
    for (int byte = 0; byte < 256; ++byte) {
        const std::string text = std::string("x") + static_cast<char>(byte);
        CAPTURE(byte);
        CHECK(is_utf8(to_utf8(text)));
        CHECK(to_windows_1252(to_utf8(text)) == text);
    }
    CHECK_FALSE(to_windows_1252("\xE6\xBC\xA2").has_value());
    CHECK_FALSE(to_windows_1252("\xF0\x9F\x98\x80").has_value());
    CHECK_FALSE(to_windows_1252("\xB5").has_value());
    CHECK_FALSE(to_windows_1252("\xC2\x80").has_value());
}
