// SPDX-License-Identifier: GPL-3.0-or-later
// Opening an HDF5 file for reading, with what hinders it told apart: another program, rights, the system, a
// network folder, and damage last. Internal to this room.
#pragma once

#include "libinspect/store/internal/hdf5_handle.h"

#include <filesystem>

namespace waferglow::hdf5 {

/// Throws Error(input). Only what can be opened and is no whole HDF5 file is called damaged.
[[nodiscard]] File open_file(const std::filesystem::path& path);

/// Throws Error(input) where another program has the file open for writing. What can't be known, as on file
/// systems without locks, is no reason to refuse.
void require_not_open_elsewhere(const std::filesystem::path& path);

}  // namespace waferglow::hdf5
