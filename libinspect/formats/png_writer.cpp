// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/formats/png_writer.h"

#include "libinspect/base/atomic_file.h"
#include "libinspect/base/error.h"

#include <string>

#include <fmt/format.h>
#include <png.h>

namespace waferglow {
namespace {

template <class Sample>
void write_samples(const std::filesystem::path& path, std::span<const Sample> samples, int width, int height,
                   int samples_per_pixel) {
    const auto line = static_cast<std::size_t>(width) * static_cast<std::size_t>(samples_per_pixel);
    if (width < 1 || height < 1 || (samples_per_pixel != 1 && samples_per_pixel != 3) ||
        samples.size() != line * static_cast<std::size_t>(height))
        throw Error(ErrorKind::usage,
                    fmt::format("{} samples are no PNG of {} x {} pixels", samples.size(), width, height));
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = static_cast<png_uint_32>(width);
    image.height = static_cast<png_uint_32>(height);
    image.format = (samples_per_pixel == 3 ? PNG_FORMAT_FLAG_COLOR : 0U) |
                   (sizeof(Sample) == 2 ? PNG_FORMAT_FLAG_LINEAR : 0U);
    png_alloc_size_t size = 0;
    std::string bytes;
    bool made = png_image_write_get_memory_size(image, size, 0, samples.data(), 0, nullptr) != 0;
    if (made) {
        bytes.resize(size);
        made = png_image_write_to_memory(&image, bytes.data(), &size, 0, samples.data(), 0, nullptr) != 0;
        bytes.resize(size);
    }
    if (!made)
        throw Error(ErrorKind::job, fmt::format("{}: can't be made: {}", path.string(), image.message));
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
