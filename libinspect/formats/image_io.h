// SPDX-License-Identifier: GPL-3.0-or-later
// Camera images as files: TIFF and PNG in, TIFF out.
//
// Read: TIFF (classic and BigTIFF, both byte orders, strips and tiles, any compression of libtiff) and PNG,
// one page, one grey channel of 8 or 16 bit unsigned, black as zero. The content decides the format, not the
// file name. Values are kept as stored (DN): 8-bit data is not scaled, gamma and colour profiles are not
// applied. Anything else is one Error(input) that names the file, what is wrong (with the library's own
// words) and what to do; nothing is printed. A size that the bytes of the file can't hold is refused before
// memory is taken for it. All functions are thread-safe.
#pragma once

#include "libinspect/base/atomic_file.h"
#include "libinspect/geometry/image.h"

#include <filesystem>

namespace waferglow {

/// Size of an image and the bits of a pixel as stored, 8 or 16.
struct ImageInfo {
    int width = 0;
    int height = 0;
    int bits = 0;
    friend bool operator==(const ImageInfo&, const ImageInfo&) = default;
};

/// Most pixels of one image: 2^29, four times the largest camera chips.
inline constexpr std::int64_t kMaxImagePixels = std::int64_t{1} << 29;

/// Reads the header only.
[[nodiscard]] ImageInfo read_image_info(const std::filesystem::path& path);

/// Decodes into `image` and reuses its memory. On error its content is unspecified.
ImageInfo read_image(const std::filesystem::path& path, Image& image);

struct DecodedImage {
    Image image;
    int bits = 0;
};
[[nodiscard]] DecodedImage read_image(const std::filesystem::path& path);

/// LZW is for trials of readers: Python's tifffile, scikit-image and imageio of Debian 12 can't unpack it.
enum class TiffCompression { none, lzw, deflate };

/// Writes a little-endian TIFF with one grey channel of `bits` 8 or 16; LZW and deflate use the horizontal
/// predictor. The file appears whole or not at all. Throws Error(job) where it can't be written (a full disk
/// is named), and Error(usage) for an empty image, other `bits`, or a value that 8 bits can't hold.
void write_tiff(const std::filesystem::path& path, ImageView image, TiffCompression compression,
                int bits = 16, const AtomicFileOptions& options = {});

}  // namespace waferglow
