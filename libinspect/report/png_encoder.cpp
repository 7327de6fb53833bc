// SPDX-License-Identifier: GPL-3.0-or-later
// Chunks by hand (W3C PNG, 5.2): a palette picture needs five of them, and libdeflate packs better than zlib
// does behind libpng.
#include "libinspect/report/internal/png_encoder.h"

#include "libinspect/base/error.h"
#include "libinspect/store/digest.h"

#include <array>
#include <memory>
#include <new>

#include <fmt/format.h>
#include <libdeflate.h>

namespace waferglow {
namespace {

constexpr int kDeflateLevel = 8;

std::string big_endian(std::uint32_t value) {
    std::string bytes(4, '\0');
    for (std::size_t i = 0; i < 4; ++i) bytes[i] = static_cast<char>(value >> (24U - 8U * i) & 0xFFU);
    return bytes;
}

void append_chunk(std::string& png, std::string_view type, std::string_view content) {
    std::string checked(type);
    checked += content;
    png += big_endian(static_cast<std::uint32_t>(content.size()));
    png += checked;
    png += big_endian(crc32_of(std::as_bytes(std::span(checked))));
}

std::string zlib_of(const std::string& bytes) {
    const std::unique_ptr<libdeflate_compressor, void (*)(libdeflate_compressor*)> compressor(
        libdeflate_alloc_compressor(kDeflateLevel), libdeflate_free_compressor);
    if (!compressor) throw std::bad_alloc();
    std::string packed(libdeflate_zlib_compress_bound(compressor.get(), bytes.size()), '\0');
    packed.resize(
        libdeflate_zlib_compress(compressor.get(), bytes.data(), bytes.size(), packed.data(), packed.size()));
    return packed;
}

void check(const Raster& raster) {
    const bool fits = raster.width > 0 && raster.height > 0 && !raster.palette.empty() &&
                      raster.palette.size() <= 256 &&
                      raster.pixels.size() ==
                          static_cast<std::size_t>(raster.width) * static_cast<std::size_t>(raster.height);
    if (!fits) {
        throw Error(ErrorKind::usage,
                    fmt::format("raster: {} x {} pixels do not fit {} stored, {} colours", raster.width,
                                raster.height, raster.pixels.size(), raster.palette.size()));
    }
}

}  // namespace

std::string encode_png(const Raster& raster) {
    check(raster);
    std::string header = big_endian(static_cast<std::uint32_t>(raster.width)) +
                         big_endian(static_cast<std::uint32_t>(raster.height));
    header += std::string("\x08\x03\x00\x00\x00", 5);  // 8 bits, palette, deflate, no filter, no interlace
    std::string palette;
    for (const std::uint32_t rgb : raster.palette) palette += big_endian(rgb).substr(1);
    std::string lines;
    const auto width = static_cast<std::size_t>(raster.width);
    lines.reserve(raster.pixels.size() + static_cast<std::size_t>(raster.height));
    for (std::size_t begin = 0; begin < raster.pixels.size(); begin += width) {
        lines += '\0';
        lines.append(reinterpret_cast<const char*>(raster.pixels.data()) + begin, width);
    }
    std::string png = "\x89PNG\r\n\x1A\n";
    append_chunk(png, "IHDR", header);
    append_chunk(png, "PLTE", palette);
    append_chunk(png, "tRNS", std::string(1, '\0'));
    append_chunk(png, "IDAT", zlib_of(lines));
    append_chunk(png, "IEND", {});
    return png;
}

std::string base64(std::string_view bytes) {
    static constexpr std::string_view kDigits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        std::uint32_t group = 0;
        for (std::size_t k = 0; k < 3; ++k) {
            group = group << 8U | (i + k < bytes.size() ? static_cast<unsigned char>(bytes[i + k]) : 0U);
        }
        for (std::size_t k = 0; k < 4; ++k) {
            text += k <= bytes.size() - i ? kDigits[group >> (18U - 6U * k) & 63U] : '=';
        }
    }
    return text;
}

}  // namespace waferglow
