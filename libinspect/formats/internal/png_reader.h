// SPDX-License-Identifier: GPL-3.0-or-later
// One grey PNG image through libpng; what is read and refused stands in image_io.h.
#pragma once

#include "libinspect/formats/image_io.h"
#include "libinspect/formats/input_file.h"
#include "libinspect/formats/internal/png_call.h"

#include <cstdint>

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

    /// What libpng's callbacks see: the file and the position in it.
    struct Source {
        const InputFile* file;
        std::uint64_t position = 0;
    };

  private:
    void read_header();
    void check_kind() const;
    [[noreturn]] void fail() const;

    Source source_;
    PngComplaint complaint_;
    png_struct_def* png_ = nullptr;
    png_info_def* header_ = nullptr;
    ImageInfo info_;
};

}  // namespace waferglow
