// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/formats/png_writer.h"

#include "libinspect/base/atomic_file.h"
#include "libinspect/base/error.h"

#include <csetjmp>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <png.h>

namespace waferglow {
namespace {

/// What libpng made, appended piece by piece.
void append_png(png_structp png, png_bytep bytes, png_size_t count) {
    auto* out = static_cast<std::string*>(png_get_io_ptr(png));
    out->append(reinterpret_cast<const char*>(bytes), count);
}

/// libpng leaves this function by longjmp where it fails: nothing in it needs a destructor.
bool encode_png(std::string& out, const std::vector<png_bytep>& rows, int width, int bits, int color) {
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
    if (png == nullptr) return false;
    png_infop info = png_create_info_struct(png);
    if (info == nullptr || setjmp(png_jmpbuf(png)) != 0) {
        png_destroy_write_struct(&png, &info);
        return false;
    }
    png_set_write_fn(png, &out, append_png, nullptr);
    png_set_IHDR(png, info, static_cast<png_uint_32>(width), static_cast<png_uint_32>(rows.size()), bits,
                 color, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_write_info(png, info);
    if (bits == 16) png_set_swap(png);  // samples are little-endian in memory
    for (png_bytep row : rows) png_write_row(png, row);
    png_write_end(png, info);
    png_destroy_write_struct(&png, &info);
    return true;
}

template <class Sample>
void write_samples(const std::filesystem::path& path, std::span<const Sample> samples, int width, int height,
                   int samples_per_pixel) {
    const auto line = static_cast<std::size_t>(width) * static_cast<std::size_t>(samples_per_pixel);
    if (width < 1 || height < 1 || (samples_per_pixel != 1 && samples_per_pixel != 3) ||
        samples.size() != line * static_cast<std::size_t>(height))
        throw Error(ErrorKind::usage,
                    fmt::format("{} samples are no PNG of {} x {} pixels", samples.size(), width, height));
    std::vector<Sample> copy(samples.begin(), samples.end());  // libpng takes no constant rows
    std::vector<png_bytep> rows;
    for (int r = 0; r < height; ++r)
        rows.push_back(reinterpret_cast<png_bytep>(copy.data() + static_cast<std::size_t>(r) * line));
    std::string bytes;
    const int color = samples_per_pixel == 1 ? PNG_COLOR_TYPE_GRAY : PNG_COLOR_TYPE_RGB;
    if (!encode_png(bytes, rows, width, static_cast<int>(8 * sizeof(Sample)), color))
        throw Error(ErrorKind::job, fmt::format("{}: can't be made: libpng failed", path.string()));
    AtomicFile file(path, {.durable = false});
    file.write(bytes);
    file.commit();
}

}  // namespace

void write_png(const std::filesystem::path& path, std::span<const std::uint16_t> samples, int width,
               int height, int samples_per_pixel) {
    write_samples(path, samples, width, height, samples_per_pixel);
}

void write_png(const std::filesystem::path& path, std::span<const std::uint8_t> samples, int width,
               int height, int samples_per_pixel) {
    write_samples(path, samples, width, height, samples_per_pixel);
}

}  // namespace waferglow
