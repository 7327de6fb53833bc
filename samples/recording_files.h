// SPDX-License-Identifier: GPL-3.0-or-later
// A simulated recording as a folder of files, by the recording contract of libinspect/formats/recording.h.
//
// Written: recording.toml, tiles.csv, tiles/NNNNNN.tif, and where the settings ask for them dark.tif,
// flat.tif, el.csv, spectra.csv. With the truth: truth.csv (row, col, kind, pattern, rsh_ohm, el,
// wavelength_nm, then the relative PL of each channel, all free of noise; rsh_ohm is "inf" without a shunt)
// and truth.toml (seed, pose, true middle of each tile). Where the surface of dies is simulated, truth.csv
// goes on with appearance (class of the damage, or good), appearance_fails (1: by it the die fails the EL
// test), size_um, area_share, pad_share and sigmas (how strong it is in the picture; see FaceRenderer),
// truth.toml has the limits of that test, and each channel of reflected light has dark_NAME.tif and
// flat_NAME.tif.
#pragma once

#include "drivers/simulated/physics/recording_generator.h"

#include <filesystem>
#include <functional>
#include <string>

namespace waferglow::samples {

struct WriteOptions {
    bool truth = true;
    std::function<void(std::size_t done, std::size_t total)>
        on_tile;  ///< called from worker threads, one at a time
};

/// Writes into `folder`, which is made where it is missing; throws Error(usage) where it holds a
/// recording.toml already, Error(job) where something can't be written. recording.toml comes last: a folder
/// without it is unfinished.
void write_recording_files(const simulated::SimulatedRecording& recording,
                           const std::filesystem::path& folder, const WriteOptions& options = {});

}  // namespace waferglow::samples
