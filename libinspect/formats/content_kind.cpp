// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/formats/internal/content_kind.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace waferglow {
namespace {

using namespace std::string_view_literals;

struct Magic {
    std::string_view bytes;
    std::size_t offset;
    std::string_view name;
};

constexpr std::string_view kHdf5 = "\x89HDF\r\n\x1a\n"sv;

constexpr std::array kMagic{
    Magic{kHdf5, 0, "an HDF5 file (a wafer file?)"},
    Magic{"PK\x03\x04"sv, 0, "a zip archive (or an Excel or OpenDocument file)"},
    Magic{"PK\x05\x06"sv, 0, "an empty zip archive"},
    Magic{"\x1F\x8B\x08"sv, 0, "a gzip file"},
    Magic{"1AY&SY"sv, 4, "a bzip2 file"},  // behind "BZh" and the size of its blocks
    Magic{"\xFD"
          "7zXZ\0"sv,
          0, "an xz file"},
    Magic{"\x28\xB5\x2F\xFD"sv, 0, "a Zstandard file"},
    Magic{"\x04\x22\x4D\x18"sv, 0, "an LZ4 file"},
    Magic{"7z\xBC\xAF\x27\x1C"sv, 0, "a 7-Zip archive"},
    Magic{"Rar!\x1A\x07"sv, 0, "a RAR archive"},
    Magic{"\x1F\x9D"sv, 0, "a file packed by compress"},
    Magic{"ustar"sv, 257, "a tar archive"},
    Magic{"%PDF-"sv, 0, "a PDF document"},
    Magic{"%!PS"sv, 0, "a PostScript document"},
    Magic{"{\\rtf"sv, 0, "an RTF document"},
    Magic{"II*\0"sv, 0, "a TIFF image"},
    Magic{"MM\0*"sv, 0, "a TIFF image"},
    Magic{"II+\0"sv, 0, "a TIFF image"},
    Magic{"MM\0+"sv, 0, "a TIFF image"},
    Magic{"\x89PNG\r\n\x1a\n"sv, 0, "a PNG image"},
    Magic{"\xFF\xD8\xFF"sv, 0, "a JPEG image"},
    Magic{"GIF8"sv, 0, "a GIF image"},
    Magic{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv, 0, "an old Excel or Word file"},
    Magic{"SQLite format 3\0"sv, 0, "an SQLite database"},
    Magic{"PAR1"sv, 0, "a Parquet file"},
    Magic{"\x93NUMPY"sv, 0, "a NumPy array"},
    Magic{"MATLAB 5.0 MAT-file"sv, 0, "a MATLAB file"},
    Magic{"SIMPLE  ="sv, 0, "a FITS image"},
    Magic{"\x7F"
          "ELF"sv,
          0, "a program"},
};

bool has(std::string_view text, std::string_view bytes, std::size_t offset) {
    return text.size() >= offset && text.substr(offset).starts_with(bytes);
}

/// HDF5 allows a block of the user's own in front, whose size is 512 or a power of two beyond.
bool is_hdf5_behind_user_block(std::string_view text) {
    for (std::size_t offset = 512; offset < text.size(); offset *= 2) {
        if (has(text, kHdf5, offset)) return true;
    }
    return false;
}

/// Characters that no text has: not tab, line ends, form feed, and the end mark of CP/M and DOS.
bool is_control(char c) {
    const auto code = static_cast<unsigned char>(c);
    const bool borne = (code >= '\t' && code <= '\r') || code == 0x1AU;
    return (code < 0x20U && !borne) || code == 0x7FU;
}

}  // namespace

std::string_view known_binary_format(std::string_view beginning) {
    for (const Magic& magic : kMagic) {
        if (has(beginning, magic.bytes, magic.offset)) return magic.name;
    }
    return is_hdf5_behind_user_block(beginning) ? kMagic.front().name : std::string_view();
}

std::string what_is_no_text(std::string_view beginning) {
    if (const std::string_view known = known_binary_format(beginning); !known.empty())
        return std::string(known);
    if (beginning.starts_with("\xFF\xFE") || beginning.starts_with("\xFE\xFF"))
        return "UTF-16 text (save it as UTF-8)";
    // Damage of a few bytes is for the reader to name with its line; a stray control character is no reason.
    constexpr std::ptrdiff_t kStray = 3;
    constexpr std::ptrdiff_t kMostShare = 32;
    const auto controls = std::ranges::count_if(beginning, is_control);
    if (controls == 0) return {};
    if (const std::size_t zero = beginning.find('\0'); zero != std::string_view::npos)
        return fmt::format("binary data, UTF-16 without its mark, or a damaged file (byte {} is zero)", zero);
    if (controls > kStray && controls > static_cast<std::ptrdiff_t>(beginning.size()) / kMostShare)
        return fmt::format("binary data ({} of its first {} bytes are control characters)", controls,
                           beginning.size());
    return {};
}

}  // namespace waferglow
