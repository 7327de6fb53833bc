// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/formats/internal/png_writer.h"

#include "libinspect/base/error.h"
#include "libinspect/formats/internal/png_call.h"

#include <bit>
#include <cstddef>
#include <new>

#include <fmt/format.h>

namespace waferglow {
namespace {

/// What libpng writes to: no exception may pass through it.
struct PngSink {
    std::string bytes;
    bool full = false;
};

void write_sink(png_structp png, png_bytep from, std::size_t count) {
    auto& sink = *static_cast<PngSink*>(png_get_io_ptr(png));
    try {
        sink.bytes.append(reinterpret_cast<const char*>(from), count);
    } catch (...) {
        sink.full = true;
    }
    if (sink.full) png_error(png, "out of memory");
}

void flush_sink(png_structp /*png*/) {}

/// libpng's structures of one file that is written.
class PngStructures {
  public:
    explicit PngStructures(PngComplaint& complaint)
        : png(png_create_write_struct(PNG_LIBPNG_VER_STRING, &complaint, keep_png_error, drop_png_warning)) {
        if (png != nullptr) info = png_create_info_struct(png);
        if (info == nullptr) {
            png_destroy_write_struct(&png, nullptr);
            throw std::bad_alloc();
        }
    }
    ~PngStructures() { png_destroy_write_struct(&png, &info); }
    PngStructures(const PngStructures&) = delete;
    PngStructures& operator=(const PngStructures&) = delete;

    png_structp png = nullptr;
    png_infop info = nullptr;
};

}  // namespace

std::string png16_bytes(std::span<const std::uint16_t> values, int width, int height, int channels) {
    const std::size_t row_values = static_cast<std::size_t>(width) * static_cast<std::size_t>(channels);
    if (width <= 0 || height <= 0 || (channels != 1 && channels != 3) ||
        values.size() != row_values * static_cast<std::size_t>(height))
        throw Error(ErrorKind::job, fmt::format("PNG: {} values don't fit {} x {} pixels of {} channels",
                                                values.size(), width, height, channels));
    constexpr int kBits = 16;
    PngComplaint complaint;
    PngSink sink;
    const PngStructures out(complaint);
    const bool done = png_completes(out.png, [&] {
        png_set_write_fn(out.png, &sink, write_sink, flush_sink);
        png_set_IHDR(out.png, out.info, static_cast<png_uint_32>(width), static_cast<png_uint_32>(height),
                     kBits, channels == 1 ? PNG_COLOR_TYPE_GRAY : PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
                     PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
        png_write_info(out.png, out.info);
        if constexpr (std::endian::native == std::endian::little) png_set_swap(out.png);
        for (int y = 0; y < height; ++y) {
            const std::uint16_t* row = values.data() + static_cast<std::size_t>(y) * row_values;
            png_write_row(out.png, reinterpret_cast<png_const_bytep>(row));
        }
        png_write_end(out.png, nullptr);
    });
    if (!done) throw Error(ErrorKind::job, fmt::format("PNG: can't be written: {}", complaint.text.data()));
    return std::move(sink.bytes);
}

}  // namespace waferglow
