// SPDX-License-Identifier: GPL-3.0-or-later
// The pictures of dies in a wafer file, read without the rest of it.
#pragma once

#include "libinspect/appearance/die_pictures.h"

#include <filesystem>
#include <optional>

namespace waferglow {

/// All of them; none where the file has no pictures. Throws as read_wafer_file does.
[[nodiscard]] std::optional<appearance::DiePictures> read_die_pictures(const std::filesystem::path& path);

}  // namespace waferglow
