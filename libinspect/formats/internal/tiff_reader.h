// SPDX-License-Identifier: GPL-3.0-or-later
// One grey TIFF image through libtiff; what is read and refused stands in image_io.h.
#pragma once

#include "libinspect/base/error.h"
#include "libinspect/formats/image_io.h"
#include "libinspect/formats/input_file.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

struct tiff;  // libtiff's TIFF

namespace waferglow {

/// Confined to one thread; several readers may work at the same time. `file` must outlive it.
class TiffReader {
  public:
    /// Opens the file and checks that it holds one page of the kind we read, of a plausible size.
    explicit TiffReader(const InputFile& file);
    ~TiffReader();
    TiffReader(const TiffReader&) = delete;
    TiffReader& operator=(const TiffReader&) = delete;

    [[nodiscard]] ImageInfo info() const { return info_; }
    void decode(Image& image);

    /// What libtiff's callbacks see: the file, the position in it, and what was complained about.
    struct Source {
        const InputFile* file;
        std::uint64_t position = 0;
        std::string complaints;
    };

  private:
    /// The strips or tiles of the image; a strip is a block as wide as the image.
    struct Blocks {
        const char* kind = "strip";
        std::uint32_t count = 0;
        std::uint32_t width = 0;
        std::uint32_t height = 0;
    };

    void check_kind();
    void find_blocks();
    void check_blocks();
    void decode_block(std::uint32_t block, void* into, std::size_t bytes);
    [[nodiscard]] Error failure(std::string_view what, std::string_view remedy) const;

    Source source_;
    std::unique_ptr<tiff, void (*)(tiff*)> handle_;
    ImageInfo info_;
    Blocks blocks_;
};

}  // namespace waferglow
