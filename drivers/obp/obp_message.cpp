// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/obp/obp_message.h"

#include <stdexcept>

#include <boost/uuid/detail/md5.hpp>

namespace waferglow::drivers {
namespace {

constexpr std::string_view kFooter = "\xC5\xC4\xC3\xC2";
constexpr std::size_t kChecksumSize = 16;
// Offsets in the header.
constexpr std::size_t kVersionAt = 2;
constexpr std::size_t kFlagsAt = 4;
constexpr std::size_t kErrorAt = 6;
constexpr std::size_t kTypeAt = 8;
constexpr std::size_t kRegardingAt = 12;
constexpr std::size_t kChecksumTypeAt = 22;
constexpr std::size_t kImmediateLengthAt = 23;
constexpr std::size_t kImmediateAt = 24;
constexpr std::size_t kRemainingAt = 40;

}  // namespace

void put_little_endian(std::string& bytes, std::size_t at, std::size_t size, std::uint32_t value) {
    for (std::size_t i = 0; i < size; ++i) bytes[at + i] = static_cast<char>((value >> (8 * i)) & 0xFFU);
}

std::uint32_t little_endian(std::string_view bytes, std::size_t at, std::size_t size) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < size; ++i) {
        value |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at + i])) << (8 * i);
    }
    return value;
}

std::string md5(std::string_view bytes) {
    boost::uuids::detail::md5 hash;
    hash.process_bytes(bytes.data(), bytes.size());
    boost::uuids::detail::md5::digest_type digest;
    hash.get_digest(digest);
    // Boost 1.74 gives four words, whose highest bytes come first.
    std::string text;
    for (const unsigned word : digest) {
        for (const unsigned shift : {24U, 16U, 8U, 0U}) text += static_cast<char>((word >> shift) & 0xFFU);
    }
    return text;
}

std::string obp_bytes(const ObpMessage& message) {
    const bool immediate = message.data.size() <= kObpImmediateSize;
    std::string bytes(kObpHeaderSize, '\0');
    bytes.replace(0, kObpStart.size(), kObpStart);
    put_little_endian(bytes, kVersionAt, 2, message.version);
    put_little_endian(bytes, kFlagsAt, 2, message.flags);
    put_little_endian(bytes, kErrorAt, 2, message.error);
    put_little_endian(bytes, kTypeAt, 4, message.type);
    put_little_endian(bytes, kRegardingAt, 4, message.regarding);
    bytes[kChecksumTypeAt] = message.with_checksum ? '\1' : '\0';
    const std::size_t payload = immediate ? 0 : message.data.size();
    put_little_endian(bytes, kRemainingAt, 4, static_cast<std::uint32_t>(payload + kObpTrailerSize));
    if (immediate) {
        bytes[kImmediateLengthAt] = static_cast<char>(message.data.size());
        bytes.replace(kImmediateAt, message.data.size(), message.data);
    } else {
        bytes += message.data;
    }
    bytes += message.with_checksum ? md5(bytes) : std::string(kChecksumSize, '\0');
    bytes += kFooter;
    return bytes;
}

std::size_t obp_bytes_remaining(std::string_view header) {
    return little_endian(header, kRemainingAt, 4);
}

ObpMessage parse_obp(std::string_view bytes) {
    if (bytes.size() < kObpHeaderSize + kObpTrailerSize)
        throw std::invalid_argument("a message is cut short");
    if (!bytes.starts_with(kObpStart)) throw std::invalid_argument("a message does not start with C1 C0");
    if (kObpHeaderSize + obp_bytes_remaining(bytes) != bytes.size()) {
        throw std::invalid_argument("the length of a message is not that of its header");
    }
    if (!bytes.ends_with(kFooter)) throw std::invalid_argument("a message does not end with C5 C4 C3 C2");
    const std::size_t immediate = little_endian(bytes, kImmediateLengthAt, 1);
    if (immediate > kObpImmediateSize) throw std::invalid_argument("a message has too much immediate data");
    ObpMessage message;
    message.version = static_cast<std::uint16_t>(little_endian(bytes, kVersionAt, 2));
    message.flags = static_cast<std::uint16_t>(little_endian(bytes, kFlagsAt, 2));
    message.error = static_cast<std::uint16_t>(little_endian(bytes, kErrorAt, 2));
    message.type = little_endian(bytes, kTypeAt, 4);
    message.regarding = little_endian(bytes, kRegardingAt, 4);
    message.with_checksum = bytes[kChecksumTypeAt] == '\1';
    const std::size_t end = bytes.size() - kObpTrailerSize;
    if (message.with_checksum && md5(bytes.substr(0, end)) != bytes.substr(end, kChecksumSize)) {
        throw std::invalid_argument("the checksum of a message is wrong");
    }
    message.data = immediate > 0 ? bytes.substr(kImmediateAt, immediate)
                                 : bytes.substr(kObpHeaderSize, end - kObpHeaderSize);
    return message;
}

std::string obp_error_text(int error) {
    switch (error) {  // Ventana Data Sheet, page 10
        case 0:
            return "success";
        case 1:
            return "invalid or unsupported protocol";
        case 2:
            return "unknown message type";
        case 3:
            return "bad checksum";
        case 4:
            return "message too large";
        case 5:
            return "payload length does not match the message type";
        case 6:
            return "payload data invalid";
        case 7:
            return "device not ready for this message type";
        case 8:
            return "unknown checksum type";
        case 9:
            return "device reset unexpectedly";
        case 10:
            return "commands have come from too many interfaces";
        case 11:
            return "out of memory";
        case 12:
            return "the desired information does not exist";
        case 13:
            return "internal device error, may be unrecoverable";
        case 100:
            return "could not decrypt properly";
        case 101:
            return "firmware layout invalid";
        case 102:
            return "data packet of a wrong size, not 64 bytes";
        case 103:
            return "hardware revision does not go with the firmware";
        case 104:
            return "flash map does not go with the firmware";
        case kObpDeferred:
            return "operation deferred";
        default:
            return "unknown error";
    }
}

}  // namespace waferglow::drivers
