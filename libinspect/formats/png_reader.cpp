// SPDX-License-Identifier: GPL-3.0-or-later
// libpng rather than OpenCV's codec: that one lets libpng print its complaints to stderr.
#include "libinspect/formats/internal/png_reader.h"

#include "libinspect/base/error.h"

#include <bit>
#include <vector>

#include <fmt/format.h>
#include <png.h>

namespace waferglow {
namespace {

using PngSource = PngReader::Source;

void read_source(png_structp png, png_bytep into, std::size_t bytes) {
    auto& source = *static_cast<PngSource*>(png_get_io_ptr(png));
    const std::ptrdiff_t got = source.file->read_at(source.position, into, bytes);
    if (got != static_cast<std::ptrdiff_t>(bytes)) png_error(png, "the file ends too early");
    source.position += bytes;
}

}  // namespace

PngReader::PngReader(const InputFile& file) : source_{.file = &file} {
    png_ = png_create_read_struct(PNG_LIBPNG_VER_STRING, &complaint_, keep_png_error, drop_png_warning);
    if (png_ != nullptr) header_ = png_create_info_struct(png_);
    try {
        if (header_ == nullptr) fail();
        png_set_read_fn(png_, &source_, read_source);
        read_header();
        check_kind();
    } catch (...) {
        png_destroy_read_struct(&png_, &header_, nullptr);
        throw;
    }
}

PngReader::~PngReader() {
    png_destroy_read_struct(&png_, &header_, nullptr);
}

void PngReader::fail() const {
    throw Error(ErrorKind::input, fmt::format("{}: truncated or damaged PNG ({}); copy or export it again",
                                              source_.file->path().string(), complaint_.text.data()));
}

void PngReader::read_header() {
    if (!png_completes(png_, [this] { png_read_info(png_, header_); })) fail();
    info_ = {static_cast<int>(png_get_image_width(png_, header_)),
             static_cast<int>(png_get_image_height(png_, header_)), png_get_bit_depth(png_, header_)};
}

void PngReader::check_kind() const {
    const auto refuse_unless = [this](bool good, const std::string& what) {
        if (!good) throw Error(ErrorKind::input, fmt::format("{}: {}", source_.file->path().string(), what));
    };
    refuse_unless(png_get_color_type(png_, header_) == PNG_COLOR_TYPE_GRAY,
                  "PNG that is not grey, or has a transparency channel; export a single grey channel");
    refuse_unless(info_.bits == 8 || info_.bits == 16,
                  fmt::format("PNG with {} bits a pixel; export 8- or 16-bit pixels", info_.bits));
    const std::uint64_t pixels =
        static_cast<std::uint64_t>(info_.width) * static_cast<std::uint64_t>(info_.height);
    refuse_unless(
        pixels <= static_cast<std::uint64_t>(kMaxImagePixels),
        fmt::format("PNG that claims {} x {} pixels, more than 2^29; it is damaged or no camera image",
                    info_.width, info_.height));
    constexpr std::uint64_t kMostExpansion = 1100;  // deflate: 258 bytes from two bits
    const std::uint64_t bytes = pixels * static_cast<std::uint64_t>(info_.bits) / 8;
    refuse_unless(
        bytes / kMostExpansion <= source_.file->size(),
        fmt::format("truncated or damaged PNG: {} bytes can't hold {} x {} pixels; copy or export it again",
                    source_.file->size(), info_.width, info_.height));
}

void PngReader::decode(Image& image) {
    image.resize(info_.width, info_.height);
    std::vector<png_bytep> rows;
    rows.reserve(static_cast<std::size_t>(info_.height));
    for (int y = 0; y < info_.height; ++y) rows.push_back(reinterpret_cast<png_bytep>(image.row(y)));
    const bool good = png_completes(png_, [this, &rows] {
        if (info_.bits == 16 && std::endian::native == std::endian::little) png_set_swap(png_);
        png_set_interlace_handling(png_);
        png_read_update_info(png_, header_);
        png_read_image(png_, rows.data());
        png_read_end(png_, nullptr);  // what follows the pixels must be whole too: its checksum, the end mark
    });
    if (!good) fail();
    if (info_.bits == 8) {
        // The bytes lie in the first half of each row; widen from the right, so that none is overwritten
        // unread.
        for (int y = 0; y < info_.height; ++y) {
            const png_byte* narrow = rows[static_cast<std::size_t>(y)];
            std::uint16_t* wide = image.row(y);
            for (int x = info_.width - 1; x >= 0; --x) wide[x] = narrow[x];
        }
    }
}

}  // namespace waferglow
