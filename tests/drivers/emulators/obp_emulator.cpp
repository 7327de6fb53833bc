// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/drivers/emulators/obp_emulator.h"

#include <array>
#include <bit>

namespace waferglow::test {
namespace {

std::uint32_t number_at(const std::string& bytes, std::size_t at, int size) {
    std::uint32_t value = 0;
    for (int i = size - 1; i >= 0; --i) {
        value = value * 256 + static_cast<unsigned char>(bytes[at + static_cast<std::size_t>(i)]);
    }
    return value;
}

std::string number_of(std::uint32_t value, int size) {
    std::string bytes;
    for (int i = 0; i < size; ++i, value /= 256) bytes += static_cast<char>(value % 256);
    return bytes;
}

/// Header, payload, checksum block and footer of an answer. Offsets as on pages 9 and 10 of the sheet.
std::string message(const std::string& request, std::uint32_t flags, std::uint32_t error,
                    const std::string& data, bool bad_checksum) {
    std::string bytes = "\xC1\xC0";
    bytes += request.substr(2, 2);        // protocol version
    bytes += number_of(flags, 2);         // flags
    bytes += number_of(error, 2);         // error number
    bytes += request.substr(8, 4);        // message type
    bytes += request.substr(12, 4);       // regarding
    bytes += std::string(6, '\0');        // reserved
    bytes += bad_checksum ? '\1' : '\0';  // checksum type
    const bool immediate = data.size() <= 16;
    bytes += static_cast<char>(immediate ? data.size() : 0);
    std::string block = immediate ? data : std::string();
    block.resize(16, '\0');
    bytes += block;
    bytes += number_of(static_cast<std::uint32_t>(20 + (immediate ? 0 : data.size())), 4);  // bytes remaining
    if (!immediate) bytes += data;
    return bytes + std::string(16, '\0') + "\xC5\xC4\xC3\xC2";
}

}  // namespace

bool ObpEmulator::next(std::string& bytes, std::string& answer) {
    if (bytes.size() < 44) return false;
    const std::size_t size = 44 + number_at(bytes, 40, 4);
    if (bytes.size() < size) return false;
    const std::string request = bytes.substr(0, size);
    bytes.erase(0, size);
    answer = answer_to(request);
    if (!answer.empty() && defers) answer = message(request, 1, 255, {}, false) + answer;
    if (!answer.empty() && stale_answers > 0) {
        --stale_answers;
        std::string older = request;
        older[12] = static_cast<char>(older[12] - 1);
        answer = message(older, 1, 0, "older", false) + answer;
    }
    return true;
}

std::string ObpEmulator::answer_to(const std::string& request) {
    constexpr std::uint32_t kResponse = 1;
    constexpr std::uint32_t kAck = 2;
    constexpr std::uint32_t kNack = 8;
    const std::string data = request.substr(24, static_cast<std::size_t>(request[23]));
    const auto reply = [&](const std::string& text) {
        return message(request, kResponse, 0, text, bad_checksum);
    };
    const auto done = [&] {
        const bool ack_requested = (number_at(request, 4, 2) & 4U) != 0;
        return ack_requested ? message(request, kResponse | kAck, 0, {}, bad_checksum) : std::string();
    };
    switch (number_at(request, 8, 4)) {
        case 0x00000090:
            return reply(std::string("\x23\x01", 2));  // 1.23 in binary coded decimal
        case 0x00000100:
            return reply("S12345");
        case 0x00110000:
            return reply(number_of(integration_us, 4));
        case 0x00110010:
            if (refuses_settings) return message(request, kNack, 7, {}, false);
            if (data.size() != 4) return message(request, kNack, 5, {}, false);
            if (number_at(data, 0, 4) < 10) return message(request, kNack, 6, {}, false);
            integration_us = number_at(data, 0, 4);
            return done();
        case 0x00120010:
            if (!averages) return message(request, kNack, 2, {}, false);
            if (data.size() != 2) return message(request, kNack, 5, {}, false);
            scans = number_at(data, 0, 2);
            return done();
        case 0x00180101: {
            constexpr std::array<float, 4> kCoefficients{340.0F, 0.47F, -1.2e-5F, -2.0e-9F};
            const auto index = static_cast<std::size_t>(data.empty() ? 9 : data[0]);
            if (index >= kCoefficients.size()) return message(request, kNack, 12, {}, false);
            return reply(number_of(std::bit_cast<std::uint32_t>(kCoefficients[index]), 4));
        }
        case 0x00101000: {
            if (never_done) return {};
            std::string spectrum;
            for (int p = 0; p < kPixels; ++p) {
                spectrum += number_of(static_cast<std::uint32_t>(counts(p, integration_us)), 2);
            }
            return reply(spectrum);
        }
        default:
            return message(request, kNack, 2, {}, false);
    }
}

}  // namespace waferglow::test
