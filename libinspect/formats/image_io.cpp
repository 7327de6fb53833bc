// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/formats/image_io.h"

#include "libinspect/base/error.h"
#include "libinspect/formats/input_file.h"
#include "libinspect/formats/internal/png_reader.h"
#include "libinspect/formats/internal/tiff_reader.h"

#include <array>
#include <cstring>
#include <string_view>

#include <fmt/format.h>

namespace waferglow {
namespace {

using namespace std::string_view_literals;

enum class Format { tiff, png };

Format format_of(const InputFile& file) {
    std::array<char, 8> head{};
    if (file.read_at(0, head.data(), head.size()) < 0) {
        throw Error(ErrorKind::input, fmt::format("{}: can't be read; check the disk", file.path().string()));
    }
    const std::string_view start(head.data(), head.size());
    if (start == "\x89PNG\r\n\x1a\n"sv) return Format::png;
    for (const std::string_view magic : {"II*\0"sv, "MM\0*"sv, "II+\0"sv, "MM\0+"sv}) {
        if (start.starts_with(magic)) return Format::tiff;
    }
    throw Error(
        ErrorKind::input,
        fmt::format("{}: neither TIFF nor PNG ({} bytes); export images as 8- or 16-bit grey TIFF or PNG",
                    file.path().string(), file.size()));
}

}  // namespace

ImageInfo read_image_info(const std::filesystem::path& path) {
    const InputFile file(path);
    return format_of(file) == Format::png ? PngReader(file).info() : TiffReader(file).info();
}

ImageInfo read_image(const std::filesystem::path& path, Image& image) {
    const InputFile file(path);
    const auto decode = [&image](auto&& reader) {
        reader.decode(image);
        return reader.info();
    };
    return format_of(file) == Format::png ? decode(PngReader(file)) : decode(TiffReader(file));
}

DecodedImage read_image(const std::filesystem::path& path) {
    DecodedImage decoded;
    decoded.bits = read_image(path, decoded.image).bits;
    return decoded;
}

}  // namespace waferglow
