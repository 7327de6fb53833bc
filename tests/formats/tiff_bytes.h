// SPDX-License-Identifier: GPL-3.0-or-later
// TIFF files put together byte by byte after the TIFF 6.0 specification, right and wrong ones.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

namespace waferglow::test {

enum TiffType : std::uint16_t { kShort = 3, kLong = 4 };

/// One directory entry with a single value; `offset_of_pixels` stands for where the pixels start.
struct TiffEntry {
    std::uint16_t tag;
    TiffType type;
    std::uint32_t value;
};
inline constexpr std::uint32_t kPixelsStart = 8;

/// An uncompressed image of one strip: header, pixel bytes, then the directory.
struct TiffBytes {
    bool big_endian = false;
    std::vector<TiffEntry> entries;
    std::string pixels;
    std::uint32_t next_directory = 0;

    /// Sets the value of a tag, in place of an earlier one.
    TiffBytes& set(std::uint16_t tag, std::uint32_t value, TiffType type = kShort) {
        std::erase_if(entries, [tag](const TiffEntry& entry) { return entry.tag == tag; });
        entries.push_back({tag, type, value});
        return *this;
    }
    TiffBytes& drop(std::uint16_t tag) {
        std::erase_if(entries, [tag](const TiffEntry& entry) { return entry.tag == tag; });
        return *this;
    }

    [[nodiscard]] std::string bytes() const {
        std::string out = big_endian ? "MM" : "II";
        append(out, 42, 2);
        append(out, static_cast<std::uint32_t>(kPixelsStart + pixels.size()), 4);
        out += pixels;
        std::vector<TiffEntry> sorted = entries;
        std::ranges::sort(sorted, {}, &TiffEntry::tag);
        append(out, static_cast<std::uint32_t>(sorted.size()), 2);
        for (const TiffEntry& entry : sorted) {
            append(out, entry.tag, 2);
            append(out, entry.type, 2);
            append(out, 1, 4);
            const int size = entry.type == kShort ? 2 : 4;
            append(out, entry.value, size);
            out.append(static_cast<std::size_t>(4 - size), '\0');
        }
        append(out, next_directory, 4);
        return out;
    }

    void append(std::string& out, std::uint32_t value, int size) const {
        for (int i = 0; i < size; ++i) {
            const int shift = 8 * (big_endian ? size - 1 - i : i);
            out += static_cast<char>((value >> shift) & 0xFFU);
        }
    }
};

/// A right file: 3 x 2 pixels of 16 bit with the values 1, 2, 3, 256, 4095, 65535.
inline TiffBytes small_tiff(bool big_endian = false) {
    TiffBytes tiff{.big_endian = big_endian, .entries = {}, .pixels = {}};
    for (const std::uint32_t value : {1U, 2U, 3U, 256U, 4095U, 65535U}) tiff.append(tiff.pixels, value, 2);
    tiff.set(256, 3).set(257, 2).set(258, 16).set(259, 1).set(262,
                                                              1);  // width, height, bits, compression, grey
    tiff.set(273, kPixelsStart, kLong)
        .set(277, 1)
        .set(278, 2)
        .set(279, 12, kLong);  // offset, samples, rows, bytes
    return tiff;
}

}  // namespace waferglow::test
