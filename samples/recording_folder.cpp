// SPDX-License-Identifier: GPL-3.0-or-later
#include "samples/recording_folder.h"

#include "libinspect/base/error.h"
#include "libinspect/base/parallel.h"
#include "libinspect/formats/image_io.h"

#include <mutex>
#include <system_error>

#include <fmt/format.h>

namespace waferglow::samples {

namespace fs = std::filesystem;

void make_recording_folder(const fs::path& folder) {
    if (fs::exists(folder / "recording.toml")) {
        throw Error(ErrorKind::usage,
                    fmt::format("{} holds a recording already; name another folder", folder.string()));
    }
    std::error_code error;
    fs::create_directories(folder / "tiles", error);
    if (error) {
        throw Error(ErrorKind::job,
                    fmt::format("can't make the folder {}: {}", folder.string(), error.message()));
    }
}

fs::path tile_file(int index) {
    return fs::path("tiles") / fmt::format("{:06}.tif", index);
}

void write_tile_files(const fs::path& folder, std::size_t count,
                      const std::function<int(std::size_t)>& index_of,
                      const std::function<Image(std::size_t)>& make_tile, const WriteOptions& options) {
    std::mutex listener;
    std::size_t done = 0;
    parallel_blocks(count, 1, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            write_tiff(folder / tile_file(index_of(i)), make_tile(i).view(), TiffCompression::deflate, 16,
                       {.durable = false});  // the seed makes it again
            if (!options.on_tile) continue;
            const std::lock_guard lock(listener);
            options.on_tile(++done, count);
        }
    });
}

std::optional<fs::path> write_frame_file(const fs::path& folder, const std::optional<Image>& frame,
                                         const std::string& name) {
    if (!frame) return std::nullopt;
    write_tiff(folder / name, frame->view(), TiffCompression::deflate);
    return name;
}

}  // namespace waferglow::samples
