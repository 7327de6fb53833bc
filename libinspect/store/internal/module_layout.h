// SPDX-License-Identifier: GPL-3.0-or-later
// The places of a module file, and how its parts are written and read. Internal to this room.
#pragma once

#include "libinspect/store/internal/hdf5_arrays.h"
#include "libinspect/store/internal/hdf5_handle.h"
#include "libinspect/store/module_file.h"

#include <string>

namespace waferglow::hdf5 {

inline constexpr const char* kModuleDefinition = "waferglow-module";

/// "r255_g": a layer of light.
[[nodiscard]] std::string plane_name(const module::ModuleLight& light, std::size_t pattern,
                                     std::size_t sub_pixel);

void write_module(hid_t entry, const ArrayWriter& arrays, const module::ModuleLight& light);
void write_module_registration(hid_t entry, const ArrayWriter& arrays, const module::ModuleLight& light);
/// An NXdata over the pixels: data[row, col].
template <class T>
void write_pixel_layer(hid_t parent, hid_t entry, const ArrayWriter& arrays, const std::string& name,
                       const DieGrid& grid, std::span<const T> values, T fill, std::string_view title,
                       std::string_view unit);
void write_quality(hid_t entry, const ArrayWriter& arrays, const module::ModuleLight& light,
                   const module::ModuleQuality& quality);

/// Module, patterns, registration and notes; no planes.
[[nodiscard]] module::ModuleLight read_module(hid_t entry);
void read_planes(hid_t entry, module::ModuleLight& light);

}  // namespace waferglow::hdf5
