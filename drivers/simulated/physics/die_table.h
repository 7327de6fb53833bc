// SPDX-License-Identifier: GPL-3.0-or-later
// Tables of a simulated wafer with a line for each die.
#pragma once

#include "drivers/simulated/physics/recording_generator.h"

#include <filesystem>
#include <functional>
#include <string>

namespace waferglow::simulated {

/// Calls `row_of(die)` for all dies in row-major order and writes the lines that it gives. Throws Error(job)
/// where they can't be written.
void write_die_table(const std::filesystem::path& path, const std::string& header,
                     const SimulatedRecording& recording,
                     const std::function<std::string(DieIndex die)>& row_of);

/// el.csv: row, col, el_intensity, ir_ua, wavelength_nm, pass of every die, with the EL tester's own noise.
void write_el(const SimulatedRecording& recording, const std::filesystem::path& path);

}  // namespace waferglow::simulated
