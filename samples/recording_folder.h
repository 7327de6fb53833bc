// SPDX-License-Identifier: GPL-3.0-or-later
// What all writers of simulated recordings do.
#pragma once

#include "libinspect/geometry/image.h"
#include "samples/recording_files.h"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>

namespace waferglow::samples {

/// Makes `folder` and its folder of tiles; throws Error(usage) where it holds a recording already, Error(job)
/// where it can't be made.
void make_recording_folder(const std::filesystem::path& folder);

/// Where the image of a tile lies in the folder.
[[nodiscard]] std::filesystem::path tile_file(int index);

/// Writes the images `make_tile(i)` of tiles numbered `index_of(i)`, on all threads.
void write_tile_files(const std::filesystem::path& folder, std::size_t count,
                      const std::function<int(std::size_t)>& index_of,
                      const std::function<Image(std::size_t)>& make_tile, const WriteOptions& options);

/// Writes a calibration frame where there is one; its entry in the recording.
[[nodiscard]] std::optional<std::filesystem::path> write_frame_file(const std::filesystem::path& folder,
                                                                    const std::optional<Image>& frame,
                                                                    const std::string& name);

}  // namespace waferglow::samples
