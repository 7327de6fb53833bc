// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/base/atomic_file.h"
#include "libinspect/base/error.h"
#include "libinspect/formats/image_io.h"
#include "libinspect/formats/internal/tiff_unmapped.h"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <tiffio.h>

namespace waferglow {
namespace {

/// The file while libtiff, which goes back to patch what it wrote, builds it.
struct Memory {
    std::string bytes;
    std::size_t position = 0;
};

tmsize_t read_memory(thandle_t handle, void* into, tmsize_t bytes) {
    auto& memory = *static_cast<Memory*>(handle);
    if (memory.position >= memory.bytes.size()) return 0;
    const std::size_t got =
        memory.bytes.copy(static_cast<char*>(into), static_cast<std::size_t>(bytes), memory.position);
    memory.position += got;
    return static_cast<tmsize_t>(got);
}

tmsize_t write_memory(thandle_t handle, void* from, tmsize_t bytes) {
    auto& memory = *static_cast<Memory*>(handle);
    const std::size_t end = memory.position + static_cast<std::size_t>(bytes);
    if (end > memory.bytes.size()) memory.bytes.resize(end);
    std::memcpy(memory.bytes.data() + memory.position, from, static_cast<std::size_t>(bytes));
    memory.position = end;
    return bytes;
}

toff_t seek_memory(thandle_t handle, toff_t offset, int whence) {
    auto& memory = *static_cast<Memory*>(handle);
    if (whence == SEEK_CUR) offset += memory.position;
    if (whence == SEEK_END) offset += memory.bytes.size();
    return memory.position = offset;
}

int close_memory(thandle_t /*handle*/) {
    return 0;
}

toff_t size_of_memory(thandle_t handle) {
    return static_cast<Memory*>(handle)->bytes.size();
}

std::uint16_t scheme_of(TiffCompression compression) {
    switch (compression) {
        case TiffCompression::lzw:
            return COMPRESSION_LZW;
        case TiffCompression::deflate:
            return COMPRESSION_ADOBE_DEFLATE;
        case TiffCompression::none:
            break;
    }
    return COMPRESSION_NONE;
}

/// Rows [y, y + rows) packed as the file holds them; libtiff's predictor changes this copy.
void pack(ImageView image, int y, int rows, int bits, std::vector<std::uint8_t>& packed) {
    const auto width = static_cast<std::size_t>(image.width);
    const std::size_t row_bytes = width * static_cast<std::size_t>(bits) / 8;
    packed.resize(row_bytes * static_cast<std::size_t>(rows));
    for (int i = 0; i < rows; ++i) {
        const std::uint16_t* from = image.row(y + i);
        std::uint8_t* to = packed.data() + static_cast<std::size_t>(i) * row_bytes;
        if (bits == 16) {
            std::memcpy(to, from, row_bytes);
        } else {
            std::transform(from, from + width, to,
                           [](std::uint16_t v) { return static_cast<std::uint8_t>(v); });
        }
    }
}

void check(const std::filesystem::path& path, ImageView image, int bits) {
    const auto refuse = [&path](const std::string& what) {
        throw Error(ErrorKind::usage, fmt::format("{}: can't write {}", path.string(), what));
    };
    if (image.width <= 0 || image.height <= 0)
        refuse(fmt::format("an image of {} x {} pixels", image.width, image.height));
    if (bits != 8 && bits != 16) refuse(fmt::format("{} bits a pixel; use 8 or 16", bits));
    for (int y = 0; bits == 8 && y < image.height; ++y) {
        const std::uint16_t highest = *std::max_element(image.row(y), image.row(y) + image.width);
        if (highest > 255) refuse(fmt::format("the value {} with 8 bits; use 16", highest));
    }
}

void encode(ImageView image, TiffCompression compression, int bits, Memory& memory) {
    const std::unique_ptr<TIFF, void (*)(TIFF*)> owner(
        TIFFClientOpen("tile", "wl", &memory, read_memory, write_memory, seek_memory, close_memory,
                       size_of_memory, refuse_map, ignore_unmap),
        TIFFClose);
    TIFF* const handle = owner.get();
    constexpr int kStripBytes = 256 * 1024;
    const int rows_per_strip = std::clamp(kStripBytes / (image.width * bits / 8 + 1), 1, image.height);
    TIFFSetField(handle, TIFFTAG_IMAGEWIDTH, static_cast<std::uint32_t>(image.width));
    TIFFSetField(handle, TIFFTAG_IMAGELENGTH, static_cast<std::uint32_t>(image.height));
    TIFFSetField(handle, TIFFTAG_BITSPERSAMPLE, bits);
    TIFFSetField(handle, TIFFTAG_SAMPLESPERPIXEL, 1);
    TIFFSetField(handle, TIFFTAG_SAMPLEFORMAT, SAMPLEFORMAT_UINT);
    TIFFSetField(handle, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISBLACK);
    TIFFSetField(handle, TIFFTAG_ROWSPERSTRIP, static_cast<std::uint32_t>(rows_per_strip));
    TIFFSetField(handle, TIFFTAG_COMPRESSION, scheme_of(compression));
    if (compression != TiffCompression::none) {
        TIFFSetField(handle, TIFFTAG_PREDICTOR, PREDICTOR_HORIZONTAL);
    }
    std::vector<std::uint8_t> packed;
    std::uint32_t strip = 0;
    for (int y = 0; y < image.height; y += rows_per_strip, ++strip) {
        pack(image, y, std::min(rows_per_strip, image.height - y), bits, packed);
        TIFFWriteEncodedStrip(handle, strip, packed.data(), static_cast<tmsize_t>(packed.size()));
    }
}

}  // namespace

void write_tiff(const std::filesystem::path& path, ImageView image, TiffCompression compression, int bits,
                const AtomicFileOptions& options) {
    check(path, image, bits);
    Memory memory;
    encode(image, compression, bits, memory);
    AtomicFile file(path, options);
    file.write(memory.bytes);
    file.commit();
}

}  // namespace waferglow
