// SPDX-License-Identifier: GPL-3.0-or-later
// STDF files for tests, written field by field after the specification's tables.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace waferglow::test {

/// Collects records in one byte order.
class StdfBytes {
  public:
    explicit StdfBytes(bool big_endian, char version = 4) : big_(big_endian) {
        record(0, 10, std::string{big_ ? '\1' : '\2', version});
    }

    template <class Number>
    [[nodiscard]] std::string number(Number value) const {
        std::string bytes(sizeof(Number), '\0');
        std::memcpy(bytes.data(), &value, sizeof(Number));
        if (big_) std::reverse(bytes.begin(), bytes.end());
        return bytes;
    }
    [[nodiscard]] static std::string text(std::string_view value) {
        return static_cast<char>(value.size()) + std::string(value);
    }
    static std::string byte(int value) { return std::string(1, static_cast<char>(value)); }

    void record(int type, int sub, const std::string& fields) {
        bytes_ += number(static_cast<std::uint16_t>(fields.size())) + byte(type) + byte(sub) + fields;
    }

    void lot(std::string_view id) {
        record(1, 10,
               number(0U) + number(0U) + byte(1) + "P  " + number(std::uint16_t{65535}) + " " + text(id) +
                   text("TYPE") + text("NODE") + text("TESTER") + text("JOB"));
    }
    void wafer(std::string_view id) { record(2, 10, byte(1) + byte(255) + number(0U) + text(id)); }
    void wafer_end(std::uint32_t parts, std::string_view id) {
        const std::string none = number(4294967295U);
        record(2, 20,
               byte(1) + byte(255) + number(0U) + number(parts) + none + none + none + none + text(id));
    }
    void orientation(char flat, char x, char y) {
        record(2, 30,
               number(100.0F) + number(1.0F) + number(1.0F) + byte(3) + byte(flat) + number(std::int16_t{0}) +
                   number(std::int16_t{0}) + byte(x) + byte(y));
    }
    void begin(int site = 1) { record(5, 10, byte(1) + byte(site)); }
    void result(std::uint32_t test, float value, std::string_view name = {}, std::string_view unit = {},
                int flags = 0, int site = 1) {
        std::string fields = number(test) + byte(1) + byte(site) + byte(flags) + byte(0) + number(value);
        if (!name.empty())
            fields += text(name) + text("") + byte(0) + byte(0) + byte(0) + byte(0) + number(0.0F) +
                      number(0.0F) + text(unit);
        record(15, 10, fields);
    }
    void part(int x, int y, int hard_bin, int flags, int site = 1) {
        record(5, 20,
               byte(1) + byte(site) + byte(flags) + number(std::uint16_t{1}) +
                   number(static_cast<std::uint16_t>(hard_bin)) +
                   number(static_cast<std::uint16_t>(hard_bin)) + number(static_cast<std::int16_t>(x)) +
                   number(static_cast<std::int16_t>(y)) + number(0U) + text("id") + text("") + byte(0));
    }
    void hard_bin(int bin, char verdict) {
        record(1, 40,
               byte(255) + byte(0) + number(static_cast<std::uint16_t>(bin)) + number(4294967295U) +
                   byte(verdict) + text("name"));
    }
    void end() { record(1, 20, number(0U)); }

    [[nodiscard]] const std::string& bytes() const { return bytes_; }

  private:
    bool big_;
    std::string bytes_;
};

}  // namespace waferglow::test
