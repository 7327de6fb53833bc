// SPDX-License-Identifier: GPL-3.0-or-later
// A simulated recording of a display module as a folder of files, by the recording contract of
// libinspect/formats/recording.h, version 2.
//
// Written: recording.toml, tiles.csv, tiles/NNNNNN.tif, and where the settings ask for them dark.tif and
// flat.tif. With the truth, free of noise:
//   truth_subpixels.csv  row, col, subpixel, class, factor (of the light by the fault; of an always_on one
//   its
//                        level in black), own (light at full gray relative to healthy neighbours), luminance
//                        (likewise relative to a nominal sub-pixel: own, mura, sub-panel), gamma, then
//                        light_<pattern>: DN of the whole emitter above dark, scattered light included,
//                        exposure gains left out
//   truth_lines.csv      axis, index, subpixel (a name or "all"), begin, end (one past the last), contrast
//   truth_seams.csv      axis, index (first row or column of the lower or right sub-panel), begin, end, step
//   truth_mura.csv       kind, row, col, sigma_px, contrast, snr, angle_deg (of a gradient: 0 is brighter to
//                        the right); numbers that a kind has not are empty
//   truth.toml           seed, [view] pose, k1, keystone, [optics] blur and tails, [[panel]] shifts,
//                        [[tile]] true middle and gain
#pragma once

#include "drivers/simulated/physics/module_recording.h"
#include "samples/recording_files.h"

#include <filesystem>

namespace waferglow::samples {

/// As write_recording_files of a wafer.
void write_module_files(const simulated::ModuleRecording& recording, const std::filesystem::path& folder,
                        const WriteOptions& options = {});

}  // namespace waferglow::samples
