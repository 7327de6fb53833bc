// SPDX-License-Identifier: GPL-3.0-or-later
// One grey PNG image through libpng; what is read and refused stands in image_io.h.
#pragma once

#include "libinspect/formats/image_io.h"
#include "libinspect/formats/input_file.h"

#include <array>
#include <cstdint>

struct png_struct_def;  // libpng's png_struct
struct png_info_def;

namespace waferglow {

/// Confined to one thread; several readers may work at the same time. `file` must outlive it.
class PngReader {
  public:
    /// Opens the file and checks that it holds an image of the kind we read, of a plausible size.
    explicit PngReader(const InputFile& file);
    ~PngReader();
    PngReader(const PngReader&) = delete;
    PngReader& operator=(const PngReader&) = delete;

    [[nodiscard]] ImageInfo info() const { return info_; }
    void decode(Image& image);

    /// What libpng's callbacks see: the file, the position in it, and the error.
    struct Source {
        const InputFile* file;
        std::uint64_t position = 0;
        std::array<char, 160> complaint{};
    };

  private:
    void read_header();
    void check_kind() const;
    [[noreturn]] void fail() const;

    Source source_;
    png_struct_def* png_ = nullptr;
    png_info_def* header_ = nullptr;
    ImageInfo info_;
};

}  // namespace waferglow
