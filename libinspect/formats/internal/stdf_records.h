// SPDX-License-Identifier: GPL-3.0-or-later
// STDF's records one by one, and the fields in them.
#pragma once

#include "libinspect/base/internal/utf8.h"
#include "libinspect/formats/byte_stream.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace waferglow {

/// Type and sub-type of a record as one number.
[[nodiscard]] constexpr unsigned stdf_code(unsigned type, unsigned sub) {
    return type << 8U | sub;
}

/// Reads the fields of one record in order. Fields behind the record's end are missing: they read as zero or
/// as the value given. A view into the record.
class StdfFields {
  public:
    StdfFields(std::span<const char> bytes, bool swap) : bytes_(bytes), swap_(swap) {}

    [[nodiscard]] bool at_end() const { return bytes_.empty(); }

    template <class Number>
    Number take(Number missing = {}) {
        if (bytes_.size() < sizeof(Number)) {
            bytes_ = {};
            return missing;
        }
        char raw[sizeof(Number)];
        std::memcpy(raw, bytes_.data(), sizeof(Number));
        if (swap_) std::reverse(raw, raw + sizeof(Number));
        bytes_ = bytes_.subspan(sizeof(Number));
        Number value;
        std::memcpy(&value, raw, sizeof(Number));
        return value;
    }

    /// A text with its length in front, as UTF-8; zero bytes that fill its end are none of it.
    std::string text() {
        const std::size_t size = std::min<std::size_t>(take<std::uint8_t>(), bytes_.size());
        std::string_view value(bytes_.data(), size);
        bytes_ = bytes_.subspan(size);
        while (value.ends_with('\0')) value.remove_suffix(1);
        return to_utf8(value);
    }

    void skip(std::size_t bytes) { bytes_ = bytes_.subspan(std::min(bytes, bytes_.size())); }

  private:
    std::span<const char> bytes_;
    bool swap_;
};

/// Confined to one thread. The fields of a record are valid until the next.
class StdfRecords {
  public:
    /// Reads FAR and takes the byte order from it. Throws Error(input) where it is not there.
    explicit StdfRecords(const std::filesystem::path& path);

    /// The next record; false at the end. Throws Error(input) where the file ends within a record.
    bool next();
    [[nodiscard]] unsigned code() const { return code_; }
    [[nodiscard]] StdfFields fields() const { return {{buffer_.data() + at_, size_}, swap_}; }
    [[nodiscard]] bool big_endian() const { return big_endian_; }
    /// Offset of the record at hand in the unpacked file.
    [[nodiscard]] std::uint64_t offset() const { return offset_; }

  private:
    bool have(std::size_t bytes);

    ByteStream stream_;
    std::vector<char> buffer_;
    std::size_t begin_ = 0;  // [begin_, end_) of the buffer is not yet consumed
    std::size_t end_ = 0;
    std::size_t at_ = 0;
    std::size_t size_ = 0;
    unsigned code_ = 0;
    std::uint64_t offset_ = 0;
    std::uint64_t consumed_ = 0;
    bool big_endian_ = false;
    bool swap_ = false;
};

/// The first bytes of a file: do they begin an STDF file of any version?
[[nodiscard]] bool looks_like_stdf(std::string_view beginning);

}  // namespace waferglow
