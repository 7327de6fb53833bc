// SPDX-License-Identifier: GPL-3.0-or-later
// The layers and bins of a wafer as CSV: row,col,x_um,y_um,measured,bin,pass, then one column a layer.
#pragma once

#include "libinspect/defect/bins.h"
#include "libinspect/map/die_map.h"

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace waferglow {

struct BinLabel {
    std::uint8_t code = 0;
    std::string name;
    bool pass = false;
};

/// The bin of every cell of a grid, row-major, kNoBinCode where there is none, and what the codes mean.
/// `codes` may be empty: no bins at all.
struct BinColumn {
    std::span<const std::uint8_t> codes;
    std::vector<BinLabel> labels;
};

/// Writes one row for each existing die, in row-major order. x_um, y_um: nominal centre. measured: 1 where
/// the die has a bin, or without bins where any layer has a value. bin: its name. pass: 0 or 1; both empty
/// where there is no bin. Layers: the shortest text that reads back as the same float, empty for NaN; of
/// layers that hold bin codes (holds_bin_codes) the name. The file appears whole or not at all. Throws
/// Error(job) where it can't be written and Error(usage) for codes of another size or without a label.
void write_map_csv(const std::filesystem::path& path, const DieMap& map, const BinColumn& bins);

}  // namespace waferglow
