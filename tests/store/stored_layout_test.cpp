// SPDX-License-Identifier: GPL-3.0-or-later
// What a wafer file keeps of a wafer's layout.
#include "libinspect/store/wafer_file.h"
#include "sample_wafer.h"

#include <vector>

#include <catch2/catch.hpp>

using namespace waferglow;
using namespace waferglow::test;

TEST_CASE("fields, staggers, flats and the layout are kept") {
    const ScratchFolder folder;
    const WaferFile plain = sample_wafer(20, 30);
    Wafer shape = plain.map.wafer();
    shape.flat_exclusion_mm = 4.5;
    DieGrid grid = plain.map.grid();
    grid.steps = {.stagger_x_um = 50.0,
                  .field_rows = 8,
                  .field_cols = 10,
                  .field_gap_x_um = 40.0,
                  .field_gap_y_um = 30.0,
                  .field_row0 = 2,
                  .field_col0 = 7};
    const std::vector<LayoutCell> cells{
        {{3, 4}, CellKind::pcm, ""}, {{5, 6}, CellKind::mark, ""}, {{7, 8}, CellKind::die, "caf\u00e9"}};
    WaferFile wafer = plain;
    wafer.map = DieMap(shape, grid, WaferLayout(grid, cells));
    for (const Layer& layer : plain.map.layers()) wafer.map.add(layer.name, layer.unit, layer.title) = layer;
    write_wafer_file(folder / "w.h5", wafer);
    const WaferFile again = read_wafer_file(folder / "w.h5");
    CHECK(again.map.wafer() == shape);
    CHECK(again.map.grid() == grid);
    CHECK(again.map.layout() == wafer.map.layout());
    CHECK(again.map.presence().count() == plain.map.presence().count() - 2);
}
