// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/formats/internal/tiff_reader.h"

#include "libinspect/base/error.h"
#include "libinspect/formats/internal/tiff_unmapped.h"

#include <algorithm>
#include <array>
#include <cstdarg>
#include <cstdio>
#include <cstring>
#include <vector>

#include <fmt/format.h>
#include <tiffio.h>

namespace waferglow {
namespace {

using Source = TiffReader::Source;

tmsize_t read_source(thandle_t handle, void* into, tmsize_t bytes) {
    auto& source = *static_cast<Source*>(handle);
    const std::ptrdiff_t got = source.file->read_at(source.position, into, static_cast<std::size_t>(bytes));
    if (got > 0) source.position += static_cast<std::uint64_t>(got);
    return got;
}

tmsize_t refuse_write(thandle_t /*handle*/, void* /*from*/, tmsize_t /*bytes*/) {
    return -1;
}

toff_t seek_source(thandle_t handle, toff_t offset, int whence) {
    auto& source = *static_cast<Source*>(handle);
    if (whence == SEEK_CUR) offset += source.position;
    if (whence == SEEK_END) offset += source.file->size();
    return source.position = offset;
}

int close_source(thandle_t /*handle*/) {
    return 0;
}

toff_t size_of_source(thandle_t handle) {
    return static_cast<Source*>(handle)->file->size();
}

/// Keeps libtiff's first errors for our message; returning 1 keeps them from stderr.
int keep_error(TIFF* /*handle*/, void* user, const char* /*module*/, const char* format, va_list values) {
    constexpr std::size_t kEnough = 200;
    std::string& complaints = static_cast<Source*>(user)->complaints;
    if (complaints.size() > kEnough) return 1;
    std::array<char, kEnough> text{};
    std::vsnprintf(text.data(), text.size(), format, values);
    if (!complaints.empty()) complaints += "; ";
    complaints += text.data();
    return 1;
}

/// Warnings (unknown camera tags and the like) say nothing on the pixels.
int drop_warning(TIFF* /*handle*/, void* /*user*/, const char* /*module*/, const char* /*format*/,
                 va_list /*values*/) {
    return 1;
}

TIFF* open_source(Source& source) {
    const std::unique_ptr<TIFFOpenOptions, void (*)(TIFFOpenOptions*)> options(TIFFOpenOptionsAlloc(),
                                                                               TIFFOpenOptionsFree);
    // Tables in memory may be wider than in the file, but not by much: a header can't claim gigabytes.
    constexpr std::uint64_t kAllowance = 64U << 20U;
    TIFFOpenOptionsSetMaxSingleMemAlloc(options.get(),
                                        static_cast<tmsize_t>(4 * source.file->size() + kAllowance));
    TIFFOpenOptionsSetErrorHandlerExtR(options.get(), keep_error, &source);
    TIFFOpenOptionsSetWarningHandlerExtR(options.get(), drop_warning, &source);
    // r: read, m: don't map, c: don't chop large strips into small ones.
    return TIFFClientOpenExt(source.file->path().c_str(), "rmc", &source, read_source, refuse_write,
                             seek_source, close_source, size_of_source, refuse_map, ignore_unmap,
                             options.get());
}

template <class T>
T tag(TIFF* handle, std::uint32_t number, T otherwise) {
    T value{};
    return TIFFGetFieldDefaulted(handle, number, &value) == 1 ? value : otherwise;
}

/// Most bytes that one stored byte can become. PackBits: 128 from two. LZW: 12-bit codes whose strings grow
/// by one. Deflate: 258 from two bits. The others: as Zstandard, whose four-byte block can stand for 128 KiB.
std::uint64_t most_expansion(std::uint16_t compression) {
    switch (compression) {
        case COMPRESSION_NONE:
            return 1;
        case COMPRESSION_PACKBITS:
            return 64;
        case COMPRESSION_LZW:
            return 1500;
        case COMPRESSION_DEFLATE:
        case COMPRESSION_ADOBE_DEFLATE:
            return 1100;
        default:
            return 40'000;
    }
}

}  // namespace

TiffReader::TiffReader(const InputFile& file)
    : source_{.file = &file, .complaints = {}}, handle_(open_source(source_), TIFFClose) {
    if (!handle_) throw failure("truncated or damaged TIFF", "copy or export it again");
    check_kind();
    find_blocks();
    check_blocks();
}

TiffReader::~TiffReader() = default;

Error TiffReader::failure(std::string_view what, std::string_view remedy) const {
    const std::string detail = source_.complaints.empty() ? "" : fmt::format(" ({})", source_.complaints);
    return {ErrorKind::input,
            fmt::format("{}: {}{}; {}", source_.file->path().string(), what, detail, remedy)};
}

void TiffReader::check_kind() {
    TIFF* const handle = handle_.get();
    const auto refuse_unless = [this](bool good, const std::string& what, std::string_view remedy) {
        if (!good) throw failure(what, remedy);
    };
    const auto width = tag<std::uint32_t>(handle, TIFFTAG_IMAGEWIDTH, 0);
    const auto height = tag<std::uint32_t>(handle, TIFFTAG_IMAGELENGTH, 0);
    const auto samples = tag<std::uint16_t>(handle, TIFFTAG_SAMPLESPERPIXEL, 1);
    const auto bits = tag<std::uint16_t>(handle, TIFFTAG_BITSPERSAMPLE, 1);
    const auto format = tag<std::uint16_t>(handle, TIFFTAG_SAMPLEFORMAT, SAMPLEFORMAT_UINT);
    const auto photometric = tag<std::uint16_t>(handle, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISBLACK);
    const auto orientation = tag<std::uint16_t>(handle, TIFFTAG_ORIENTATION, ORIENTATION_TOPLEFT);
    const auto compression = tag<std::uint16_t>(handle, TIFFTAG_COMPRESSION, COMPRESSION_NONE);

    refuse_unless(samples == 1, fmt::format("TIFF with {} channels", samples),
                  "export a single grey channel");
    refuse_unless(photometric != PHOTOMETRIC_MINISWHITE, "TIFF with white as zero (MinIsWhite)",
                  "export it with black as zero (MinIsBlack)");
    refuse_unless(photometric == PHOTOMETRIC_MINISBLACK,
                  fmt::format("TIFF that is not grey (photometric interpretation {})", photometric),
                  "export a single grey channel");
    refuse_unless(format == SAMPLEFORMAT_UINT || format == SAMPLEFORMAT_VOID,
                  format == SAMPLEFORMAT_IEEEFP ? "TIFF with floating-point pixels"
                                                : "TIFF with signed or complex pixels",
                  "export 8- or 16-bit unsigned pixels");
    refuse_unless(bits == 8 || bits == 16, fmt::format("TIFF with {} bits a pixel", bits),
                  "export 8- or 16-bit unsigned pixels");
    refuse_unless(orientation == ORIENTATION_TOPLEFT,
                  fmt::format("TIFF with turned rows (orientation {})", orientation),
                  "export it with the first row on top (orientation 1)");
    refuse_unless(TIFFLastDirectory(handle) != 0, "TIFF with several pages", "export one image a file");
    refuse_unless(TIFFIsCODECConfigured(compression) != 0,
                  fmt::format("TIFF with compression {}, which is not supported", compression),
                  "export it uncompressed, or with LZW or deflate");
    refuse_unless(width > 0 && height > 0, fmt::format("TIFF of {} x {} pixels", width, height),
                  "export it again");
    refuse_unless(static_cast<std::uint64_t>(width) * height <= static_cast<std::uint64_t>(kMaxImagePixels),
                  fmt::format("TIFF that claims {} x {} pixels, more than 2^29", width, height),
                  "it is damaged or no camera image");
    info_ = {static_cast<int>(width), static_cast<int>(height), bits};
}

void TiffReader::find_blocks() {
    TIFF* const handle = handle_.get();
    const auto width = static_cast<std::uint32_t>(info_.width);
    const auto height = static_cast<std::uint32_t>(info_.height);
    if (TIFFIsTiled(handle) != 0) {
        blocks_ = {.kind = "tile",
                   .count = TIFFNumberOfTiles(handle),
                   .width = tag<std::uint32_t>(handle, TIFFTAG_TILEWIDTH, 0),
                   .height = tag<std::uint32_t>(handle, TIFFTAG_TILELENGTH, 0)};
    } else {
        blocks_ = {.kind = "strip",
                   .count = TIFFNumberOfStrips(handle),
                   .width = width,
                   .height = std::min(tag<std::uint32_t>(handle, TIFFTAG_ROWSPERSTRIP, height), height)};
    }
    const auto pieces = [](std::uint64_t whole, std::uint64_t part) {
        return part == 0 ? 0 : (whole + part - 1) / part;
    };
    const std::uint64_t block_pixels = static_cast<std::uint64_t>(blocks_.width) * blocks_.height;
    const std::uint64_t needed = pieces(width, blocks_.width) * pieces(height, blocks_.height);
    if (needed == 0 || needed != blocks_.count ||
        block_pixels > static_cast<std::uint64_t>(kMaxImagePixels)) {
        throw failure(fmt::format("damaged TIFF: {} {}s of {} x {} pixels for an image of {} x {}",
                                  blocks_.count, blocks_.kind, blocks_.width, blocks_.height, width, height),
                      "export it again");
    }
}

void TiffReader::check_blocks() {
    TIFF* const handle = handle_.get();
    const std::uint64_t file_size = source_.file->size();
    const std::uint64_t expansion =
        most_expansion(tag<std::uint16_t>(handle, TIFFTAG_COMPRESSION, COMPRESSION_NONE));
    const std::uint64_t row_bytes =
        static_cast<std::uint64_t>(blocks_.width) * static_cast<std::uint64_t>(info_.bits / 8);
    for (std::uint32_t block = 0; block < blocks_.count; ++block) {
        const std::uint64_t offset = TIFFGetStrileOffset(handle, block);
        const std::uint64_t stored = TIFFGetStrileByteCount(handle, block);
        if (offset > file_size || stored > file_size - offset) {
            throw failure(fmt::format("truncated TIFF: {} {} of {} has {} bytes at {}, the file {}",
                                      blocks_.kind, block + 1, blocks_.count, stored, offset, file_size),
                          "copy or export it again");
        }
        // The last strip may be lower than the others; tiles are always whole.
        std::uint64_t rows = blocks_.height;
        if (TIFFIsTiled(handle) == 0) {
            rows = std::min<std::uint64_t>(rows, static_cast<std::uint64_t>(info_.height) - block * rows);
        }
        if (rows * row_bytes > stored * expansion) {
            throw failure(fmt::format("damaged TIFF: {} {} of {} stores {} bytes, too few for {} x {} pixels",
                                      blocks_.kind, block + 1, blocks_.count, stored, blocks_.width, rows),
                          "copy or export it again");
        }
    }
}

void TiffReader::decode(Image& image) {
    image.resize(info_.width, info_.height);
    const int block_height = static_cast<int>(blocks_.height);
    const int block_width = static_cast<int>(blocks_.width);
    const std::size_t pixel_bytes = static_cast<std::size_t>(info_.bits) / 8;
    const bool tiled = TIFFIsTiled(handle_.get()) != 0;
    std::vector<std::uint8_t> decoded;
    std::uint32_t block = 0;
    for (int y = 0; y < info_.height; y += block_height) {
        const int rows = std::min(block_height, info_.height - y);
        for (int x = 0; x < info_.width; x += block_width, ++block) {
            const std::size_t row_bytes = static_cast<std::size_t>(block_width) * pixel_bytes;
            const std::size_t bytes = row_bytes * static_cast<std::size_t>(tiled ? block_height : rows);
            if (!tiled && info_.bits == 16) {
                decode_block(block, image.row(y), bytes);
                continue;
            }
            decoded.resize(bytes);
            decode_block(block, decoded.data(), bytes);
            const int cols = std::min(block_width, info_.width - x);
            for (int i = 0; i < rows; ++i) {
                const std::uint8_t* from = decoded.data() + static_cast<std::size_t>(i) * row_bytes;
                std::uint16_t* to = image.row(y + i) + x;
                if (info_.bits == 8) {
                    std::copy_n(from, cols, to);
                } else {
                    std::memcpy(to, from, static_cast<std::size_t>(cols) * pixel_bytes);
                }
            }
        }
    }
}

void TiffReader::decode_block(std::uint32_t block, void* into, std::size_t bytes) {
    TIFF* const handle = handle_.get();
    const auto wanted = static_cast<tmsize_t>(bytes);
    const tmsize_t got = TIFFIsTiled(handle) != 0 ? TIFFReadEncodedTile(handle, block, into, wanted)
                                                  : TIFFReadEncodedStrip(handle, block, into, wanted);
    if (got != wanted) {
        throw failure(
            fmt::format("damaged TIFF: {} {} of {} can't be decoded", blocks_.kind, block + 1, blocks_.count),
            "copy or export it again");
    }
}

}  // namespace waferglow
