// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/base/error.h"
#include "libinspect/base/version.h"
#include "libinspect/formats/klarf.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace waferglow {
namespace {

Klarf head_of(const DieMap& map, const KlarfJob& job) {
    const Wafer& wafer = map.wafer();
    const DieGrid& grid = map.grid();
    Klarf klarf;
    klarf.version = "1.2";
    klarf.time = job.time;
    klarf.station = {"WaferGlow", "PL", kVersion};
    klarf.lot_id = job.lot_id;
    klarf.device_id = job.device_id;
    klarf.step_id = job.step_id;
    klarf.recipe_id = job.recipe_id;
    klarf.diameter_mm = wafer.diameter_mm;
    klarf.pitch_x_um = grid.pitch_x_um;
    klarf.pitch_y_um = grid.pitch_y_um;
    klarf.mark_type = wafer.notch_depth_mm > 0.0 ? "NOTCH" : "FLAT";
    klarf.mark_location = "DOWN";
    return klarf;
}

}  // namespace

Klarf klarf_of(const DieMap& map, const BinColumn& bins, const KlarfJob& job) {
    const DieGrid& grid = map.grid();
    if (bins.codes.size() != grid.cells()) {
        throw Error(ErrorKind::usage, fmt::format("KLARF export: {} bin codes for a map of {} cells",
                                                  bins.codes.size(), grid.cells()));
    }
    Klarf klarf = head_of(map, job);
    for (const BinLabel& label : bins.labels) klarf.classes.push_back({label.code, label.name});
    KlarfWafer& wafer = klarf.wafers.emplace_back();
    wafer.wafer_id = map.wafer().id;
    wafer.slot = job.slot;
    // Lower left corner of die (0, 0), from the wafer's centre, with its sign turned; of a uniform grid, from
    // whose cells XREL and YREL lead to where fields and staggers move a die.
    DieGrid uniform = grid;
    uniform.steps = {};
    const WaferPoint lowest = uniform.center({grid.rows - 1, 0});
    wafer.center_x_um = 0.5 * grid.pitch_x_um - lowest.x;
    wafer.center_y_um = 0.5 * grid.pitch_y_um - lowest.y;
    wafer.defects.columns = {"DEFECTID", "XREL",           "YREL",       "XINDEX", "YINDEX",
                             "XSIZE",    "YSIZE",          "DEFECTAREA", "DSIZE",  "CLASSNUMBER",
                             "TEST",     "ROUGHBINNUMBER", "IMAGECOUNT"};
    const std::array<bool, 256> passes = passing_codes(bins.labels);
    KlarfTest test;
    std::int64_t measured = 0;
    double id = 0.0;
    for (std::int32_t row = 0; row < grid.rows; ++row) {
        for (const ColumnSpan& span : map.presence().runs(row)) {
            for (std::int32_t col = span.begin; col < span.end; ++col) {
                const std::uint8_t code = bins.codes[grid.cell({row, col})];
                if (code == kNoBinCode) continue;
                ++measured;
                const KlarfDie die{col, grid.rows - 1 - row};
                if (job.test_plan) test.dies.push_back(die);
                if (passes[code]) continue;
                const double area = grid.die_width_um * grid.die_height_um;
                const std::array<double, 13> values{++id,
                                                    0.5 * grid.pitch_x_um + grid.steps.right_um({row, col}),
                                                    0.5 * grid.pitch_y_um + grid.steps.up_um({row, col}),
                                                    static_cast<double>(die.x),
                                                    static_cast<double>(die.y),
                                                    grid.die_width_um,
                                                    grid.die_height_um,
                                                    area,
                                                    std::max(grid.die_width_um, grid.die_height_um),
                                                    static_cast<double>(code),
                                                    1.0,
                                                    static_cast<double>(code),
                                                    0.0};
                wafer.defects.values.insert(wafer.defects.values.end(), values.begin(), values.end());
            }
        }
    }
    const auto dies = static_cast<double>(measured);
    test.area_um2 = dies * grid.pitch_x_um * grid.pitch_y_um;
    const double density = test.area_um2 > 0.0 ? id / (test.area_um2 * 1e-8) : 0.0;  // a square centimetre
    wafer.tests.push_back(std::move(test));
    wafer.summary.columns = {"TESTNO", "NDEFECT", "DEFDENSITY", "NDIE", "NDEFDIE"};
    wafer.summary.values = {1.0, id, density, dies, id};
    return klarf;
}

}  // namespace waferglow
