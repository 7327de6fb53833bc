// SPDX-License-Identifier: GPL-3.0-or-later
// Byte for byte the two examples of the "Ventana Data Sheet" 891-00000-200-05-201305, pages 12 and 13; MD5 by
// RFC 1321, appendix A.5.
#include "drivers/obp/obp_message.h"

#include <stdexcept>

#include <catch2/catch.hpp>
#include <fmt/format.h>

using namespace waferglow::drivers;

namespace {

std::string hex(const std::string& bytes) {
    std::string text;
    for (const char c : bytes) text += fmt::format("{:02x}", static_cast<unsigned char>(c));
    return text;
}

ObpMessage ventana(std::uint32_t type) {
    ObpMessage message;
    message.version = 0x1000;
    message.type = type;
    message.regarding = 0x44332211;
    return message;
}

}  // namespace

TEST_CASE("get corrected spectrum has the bytes of the data sheet") {
    const std::string expected =
        "c1c0"  // start bytes
        "0010"
        "0000"
        "0000"  // protocol version, flags, error number
        "00101000"
        "11223344"  // message type 0x00101000, regarding
        "000000000000"
        "00"
        "00"                                // reserved, checksum type, immediate length
        "00000000000000000000000000000000"  // immediate data
        "14000000"                          // bytes remaining
        "00000000000000000000000000000000"  // checksum
        "c5c4c3c2";                         // footer
    CHECK(hex(obp_bytes(ventana(0x00101000))) == expected);
}

TEST_CASE("set integration time has the bytes of the data sheet: four bytes of immediate data") {
    ObpMessage message = ventana(0x00110010);
    message.data = std::string("\x10\x27\x00\x00", 4);  // 10,000 us
    const std::string expected =
        "c1c0"
        "0010"
        "0000"
        "0000"
        "10001100"
        "11223344"
        "000000000000"
        "00"
        "04"
        "10270000000000000000000000000000"
        "14000000"
        "00000000000000000000000000000000"
        "c5c4c3c2";
    CHECK(hex(obp_bytes(message)) == expected);
}

TEST_CASE("a setting and its refusal, with the checksum that another implementation of MD5 finds") {
    ObpMessage set;
    set.version = 0x1100;
    set.type = 0x00110010;
    set.flags = kObpAckRequested;
    set.regarding = 7;
    set.with_checksum = true;
    set.data = std::string("\x10\x27\x00\x00", 4);
    CHECK(hex(obp_bytes(set)) ==
          "c1c0001104000000"
          "1000110007000000"
          "0000000000000104"
          "10270000000000000000000000000000"
          "14000000"
          "4d1128974c8ffc7d3eee319d9888e051"
          "c5c4c3c2");
    // Flags: response and NACK; error 6.
    const std::string refusal =
        "c1c0001109000600"
        "1000110007000000"
        "0000000000000100"
        "00000000000000000000000000000000"
        "14000000"
        "4d971e9da730c2f6aaa422b3494c183f"
        "c5c4c3c2";
    std::string bytes;
    for (std::size_t i = 0; i < refusal.size(); i += 2)
        bytes += static_cast<char>(std::stoi(refusal.substr(i, 2), nullptr, 16));
    const ObpMessage back = parse_obp(bytes);
    CHECK(back.flags == (kObpResponse | kObpNack));
    CHECK(back.error == 6);
    CHECK(back.regarding == 7);
    CHECK(back.data.empty());
    CHECK(obp_error_text(back.error) == "payload data invalid");
    CHECK(hex(obp_bytes(back)) == refusal);
}

TEST_CASE("more than 16 bytes become a payload, and come back") {
    ObpMessage message = ventana(0x00101000);
    message.with_checksum = true;
    message.data = std::string(17, 'p');
    const std::string bytes = obp_bytes(message);
    CHECK(bytes.size() == 64 + 17);
    const ObpMessage back = parse_obp(bytes);
    CHECK(back.data == message.data);
    CHECK(back.type == message.type);
    CHECK(back.regarding == message.regarding);
}

TEST_CASE("MD5 agrees with RFC 1321") {
    CHECK(hex(md5("")) == "d41d8cd98f00b204e9800998ecf8427e");
    CHECK(hex(md5("abc")) == "900150983cd24fb0d6963f7d28e17f72");
    CHECK(hex(md5("12345678901234567890123456789012345678901234567890123456789012345678901234567890")) ==
          "57edf4a22be3c955ac49da2e2107b67a");
}

TEST_CASE("a checksum that does not fit is refused") {
    ObpMessage message = ventana(0x00000100);
    message.with_checksum = true;
    message.data = "S1";
    std::string bytes = obp_bytes(message);
    bytes[24] = 'X';
    CHECK_THROWS_WITH(parse_obp(bytes), Catch::Contains("checksum"));
}

TEST_CASE("messages cut short, without footer, or with a wrong length are refused") {
    const std::string whole = obp_bytes(ventana(0x00000100));
    CHECK_THROWS_AS(parse_obp(whole.substr(0, 63)), std::invalid_argument);
    CHECK_THROWS_AS(parse_obp(whole + "x"), std::invalid_argument);
    std::string damaged = whole;
    damaged.back() = '\0';
    CHECK_THROWS_WITH(parse_obp(damaged), Catch::Contains("C5 C4 C3 C2"));
    damaged = whole;
    damaged[0] = '\0';
    CHECK_THROWS_WITH(parse_obp(damaged), Catch::Contains("C1 C0"));
    damaged = whole;
    damaged[23] = 17;
    CHECK_THROWS_WITH(parse_obp(damaged), Catch::Contains("immediate"));
}

TEST_CASE("message types are those of the sheets and of SeaBreeze") {
    CHECK(static_cast<std::uint32_t>(ObpType::get_firmware_revision) == 0x00000090);
    CHECK(static_cast<std::uint32_t>(ObpType::get_serial_number) == 0x00000100);
    CHECK(static_cast<std::uint32_t>(ObpType::get_corrected_spectrum) == 0x00101000);
    CHECK(static_cast<std::uint32_t>(ObpType::get_integration_time_us) == 0x00110000);
    CHECK(static_cast<std::uint32_t>(ObpType::set_integration_time_us) == 0x00110010);
    CHECK(static_cast<std::uint32_t>(ObpType::set_scans_to_average) == 0x00120010);
    CHECK(static_cast<std::uint32_t>(ObpType::get_wavelength_coefficient) == 0x00180101);
}

TEST_CASE("every error number of the data sheet, page 10, has its words") {
    const std::pair<int, const char*> numbers[] = {{0, "success"},
                                                   {1, "protocol"},
                                                   {2, "unknown message type"},
                                                   {3, "checksum"},
                                                   {4, "too large"},
                                                   {5, "payload length"},
                                                   {6, "payload data invalid"},
                                                   {7, "not ready"},
                                                   {8, "unknown checksum type"},
                                                   {9, "reset unexpectedly"},
                                                   {10, "too many interfaces"},
                                                   {11, "out of memory"},
                                                   {12, "information does not exist"},
                                                   {13, "internal device error"},
                                                   {100, "decrypt"},
                                                   {101, "firmware layout"},
                                                   {102, "wrong size"},
                                                   {103, "hardware revision"},
                                                   {104, "flash map"},
                                                   {255, "deferred"}};
    for (const auto& [number, text] : numbers) CHECK_THAT(obp_error_text(number), Catch::Contains(text));
    CHECK(obp_error_text(14) == "unknown error");
}
