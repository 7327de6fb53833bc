// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/store/digest.h"

#include <string>

#include <catch2/catch.hpp>

using namespace waferglow;

namespace {

std::span<const std::byte> bytes_of(const std::string& text) {
    return std::as_bytes(std::span(text));
}

}  // namespace

// Values of FIPS 180-4's example file "SHA256.pdf" and of the NIST test vectors.
TEST_CASE("SHA-256 gives the published digests") {
    CHECK(sha256_hex(bytes_of("")) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(sha256_hex(bytes_of("abc")) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(sha256_hex(bytes_of("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")) ==
          "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    CHECK(sha256_hex(bytes_of(std::string(1000000, 'a'))) ==
          "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("SHA-256 does not depend on how the bytes are cut into pieces") {
    const std::string text(200, 'x');
    const std::string whole = sha256_hex(bytes_of(text));
    for (std::size_t cut = 0; cut <= text.size(); ++cut) {
        Sha256 digest;
        digest.add(text.substr(0, cut));
        static_cast<void>(digest.hex());
        digest.add(text.substr(cut));
        REQUIRE(digest.hex() == whole);
    }
}

// The check value of CRC-32/ISO-HDLC in the catalogue of parametrised CRC algorithms.
TEST_CASE("CRC-32 gives the catalogue's check value, also in pieces") {
    CHECK(crc32_of(bytes_of("123456789")) == 0xCBF43926U);
    CHECK(crc32_of(bytes_of("6789"), crc32_of(bytes_of("12345"))) == 0xCBF43926U);
    CHECK(crc32_of({}, 0xCBF43926U) == 0xCBF43926U);
}
