// SPDX-License-Identifier: GPL-3.0-or-later
// Which dies of a measured wafer get a spectrum, and the spectra taken of them.
#pragma once

#include "app/tool/scan_control.h"
#include "app/tool/scan_monitor.h"
#include "app/tool/tile_taker.h"
#include "libinspect/recipe/recipe.h"
#include "libinspect/scan/inspect.h"

#include <filesystem>
#include <vector>

namespace waferglow::tool {

/// The dies that `recipe.scan->spectra` asks for, in serpentine order: every n-th die of the wafer, those of
/// the named regions, and suspects: dies that fail by the intensity of `measured` alone, evenly picked from
/// all of them where they are more than asked for. Dies that were not measured are left out.
[[nodiscard]] std::vector<DieIndex> spectral_plan(const WaferFile& measured, const Recipe& recipe);

/// Takes a spectrum of each die under the light of `channel` and appends it to `file` (spectra.csv) at once,
/// but for the dies that are in it already: a scan that was interrupted goes on. A die that can't be taken
/// after all retries ends it, see SpectraOutcome::fault. Called by the thread that owns the devices then.
[[nodiscard]] SpectraOutcome take_spectra(TileTaker& taker, const WaferFile& measured,
                                          const std::vector<DieIndex>& dies, const SpectraRecipe& spectra,
                                          std::size_t channel, const std::filesystem::path& file,
                                          ScanControl& control, ScanMonitor& monitor);

}  // namespace waferglow::tool
