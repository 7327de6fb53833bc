// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/simulated/physics/die_table.h"

#include "libinspect/base/atomic_file.h"

#include <fmt/format.h>

namespace waferglow::simulated {

void write_die_table(const std::filesystem::path& path, const std::string& header,
                     const SimulatedRecording& recording,
                     const std::function<std::string(DieIndex)>& row_of) {
    AtomicFile file(path);
    file.write(header + "\n");
    const DiePresence& presence = recording.presence();
    for (std::int32_t row = 0; row < presence.rows(); ++row) {
        std::string lines;
        for (const ColumnSpan& span : presence.runs(row)) {
            for (std::int32_t col = span.begin; col < span.end; ++col) lines += row_of(DieIndex{row, col});
        }
        file.write(lines);
    }
    file.commit();
}

void write_el(const SimulatedRecording& recording, const std::filesystem::path& path) {
    write_die_table(path, "row,col,el_intensity,ir_ua,wavelength_nm,pass", recording, [&](DieIndex die) {
        const ElMeasurement el = recording.el(die);
        return fmt::format("{},{},{:.4f},{:.5g},{:.3f},{}\n", die.row, die.col, el.intensity, el.ir_ua,
                           el.wavelength_nm, el.pass ? 1 : 0);
    });
}

}  // namespace waferglow::simulated
