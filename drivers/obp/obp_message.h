// SPDX-License-Identifier: GPL-3.0-or-later
// Messages of the Ocean Binary Protocol (OBP): to bytes and back.
//
// Source: Ocean Optics, "Ventana Data Sheet", 891-00000-200-05-201305, pages 8 to 16, and "STS Data Sheet",
// 030-00000-003-05-201612 (protocol version 0x1100); message types also against Ocean Optics' own SeaBreeze
// (docs/devices.md). A message is a header of 44 bytes (start bytes 0xC1
// 0xC0, numbers little-endian), an optional payload, 16 bytes of checksum, and the footer 0xC5 0xC4 0xC3
// 0xC2. Up to 16 bytes of data ride in the header as immediate data instead of a payload.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace waferglow::drivers {

/// Error number of an answer that says that the true answer will take some time; it is neither ACK nor NACK.
constexpr std::uint16_t kObpDeferred = 255;

/// Message types: 0xXXXYYYZZ, feature, subcategory, command.
enum class ObpType : std::uint32_t {
    get_firmware_revision = 0x00000090,  ///< 16 bit, binary coded decimal
    get_serial_number = 0x00000100,
    get_corrected_spectrum = 0x00101000,  ///< 16-bit counts
    get_integration_time_us = 0x00110000,
    set_integration_time_us = 0x00110010,
    set_scans_to_average = 0x00120010,
    get_wavelength_coefficient = 0x00180101,  ///< index in, 32-bit float out
};

/// Whether a message may be sent twice: questions that read what stays as it is, settings that leave the
/// device as one of them does, and spectra, of which the later one counts.
[[nodiscard]] constexpr bool obp_is_repeatable(ObpType type) {
    switch (type) {  // without a default: a further message is a warning here until somebody decides
        case ObpType::get_firmware_revision:
        case ObpType::get_serial_number:
        case ObpType::get_corrected_spectrum:
        case ObpType::get_integration_time_us:
        case ObpType::set_integration_time_us:
        case ObpType::set_scans_to_average:
        case ObpType::get_wavelength_coefficient:
            return true;
    }
    return false;
}

constexpr std::uint16_t kObpResponse = 1U << 0;  ///< answer to a request
constexpr std::uint16_t kObpAck = 1U << 1;
constexpr std::uint16_t kObpAckRequested = 1U << 2;
constexpr std::uint16_t kObpNack = 1U << 3;       ///< refused, see the error number
constexpr std::uint16_t kObpException = 1U << 4;  ///< the hardware failed meanwhile, see the error number

constexpr std::size_t kObpHeaderSize = 44;
constexpr std::size_t kObpTrailerSize = 20;  ///< checksum and footer
constexpr std::size_t kObpImmediateSize = 16;
constexpr std::string_view kObpStart = "\xC1\xC0";

struct ObpMessage {
    std::uint16_t version = 0x1100;
    std::uint16_t flags = 0;
    std::uint16_t error = 0;
    std::uint32_t type = 0;
    std::uint32_t regarding = 0;  ///< the device gives it back, so an answer is known by it
    bool with_checksum = false;   ///< MD5 over header and payload; zeros otherwise
    std::string data;             ///< immediate data or payload
};

/// Data of up to 16 bytes goes as immediate data, more as payload.
[[nodiscard]] std::string obp_bytes(const ObpMessage& message);

/// How many bytes follow a header.
[[nodiscard]] std::size_t obp_bytes_remaining(std::string_view header);

/// Reads one whole message. Throws std::invalid_argument saying what is wrong: start bytes, lengths, footer,
/// checksum.
[[nodiscard]] ObpMessage parse_obp(std::string_view bytes);

/// The text of an error number.
[[nodiscard]] std::string obp_error_text(int error);

[[nodiscard]] std::string md5(std::string_view bytes);  ///< RFC 1321; 16 bytes

void put_little_endian(std::string& bytes, std::size_t at, std::size_t size, std::uint32_t value);
[[nodiscard]] std::uint32_t little_endian(std::string_view bytes, std::size_t at, std::size_t size);

}  // namespace waferglow::drivers
