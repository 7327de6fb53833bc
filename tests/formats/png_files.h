// SPDX-License-Identifier: GPL-3.0-or-later
// PNG files of any kind, written with libpng.
#pragma once

#include "libinspect/geometry/image.h"

#include <cstdio>
#include <filesystem>
#include <stdexcept>
#include <vector>

#include <png.h>

namespace waferglow::test {

struct PngKind {
    int bits = 16;
    int kind = PNG_COLOR_TYPE_GRAY;  ///< others than grey get zeros for pixels
    bool interlaced = false;
    bool with_gamma = false;
};

inline void write_png(const std::filesystem::path& path, const Image& image, const PngKind& as = {}) {
    std::FILE* file = std::fopen(path.c_str(), "wb");
    if (file == nullptr) throw std::runtime_error("can't write " + path.string());
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
    png_infop info = png_create_info_struct(png);
    png_init_io(png, file);
    png_set_IHDR(png, info, static_cast<png_uint_32>(image.width()), static_cast<png_uint_32>(image.height()),
                 as.bits, as.kind, as.interlaced ? PNG_INTERLACE_ADAM7 : PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    if (as.with_gamma) png_set_gAMA(png, info, 0.45455);
    if (as.kind == PNG_COLOR_TYPE_PALETTE) {
        const png_color black{0, 0, 0};
        png_set_PLTE(png, info, &black, 1);
    }
    png_write_info(png, info);
    const std::size_t row_bytes = png_get_rowbytes(png, info);
    std::vector<png_byte> pixels(row_bytes * static_cast<std::size_t>(image.height()));
    if (as.kind == PNG_COLOR_TYPE_GRAY && as.bits >= 8) {
        std::size_t at = 0;
        for (const std::uint16_t value : image.pixels()) {
            if (as.bits == 16) pixels[at++] = static_cast<png_byte>(value >> 8U);  // PNG is big-endian
            pixels[at++] = static_cast<png_byte>(value & 0xFFU);
        }
    }
    std::vector<png_bytep> rows;
    for (std::size_t y = 0; y < static_cast<std::size_t>(image.height()); ++y) {
        rows.push_back(pixels.data() + y * row_bytes);
    }
    png_write_image(png, rows.data());
    png_write_end(png, info);
    png_destroy_write_struct(&png, &info);
    std::fclose(file);
}

}  // namespace waferglow::test
