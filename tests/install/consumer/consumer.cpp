// SPDX-License-Identifier: GPL-3.0-or-later
// What a program of somebody else does: stores a wafer of its own numbers, has it judged, reads it back.
#include "libinspect/map/channel_layers.h"
#include "libinspect/scan/inspect.h"
#include "libinspect/store/wafer_file.h"

#include <cstdio>

using namespace waferglow;

int main(int, char** argv) {
    Wafer wafer = standard_wafer(2);
    wafer.id = "OWN";
    const DieGrid grid{40, 40, -3900.0, 3900.0, 200.0, 200.0, 120.0, 120.0, {}};
    WaferFile file;
    file.map = DieMap(wafer, grid);
    file.channels = {{"pl", ChannelKind::pl, 30.0, 5.0}};
    add_channel_layers(file.map, file.channels);
    const auto fill = [&](Quantity quantity, float value) {
        Layer& layer = *file.map.find(layer_name(file.channels[0], quantity));
        file.map.presence().for_each([&](DieIndex die) { layer.values[grid.cell(die)] = value; });
    };
    fill(Quantity::sum, 1000.0F);
    fill(Quantity::background, 10.0F);
    fill(Quantity::noise, 5.0F);
    fill(Quantity::nonuniformity, 0.05F);
    fill(Quantity::saturated_px, 0.0F);
    fill(Quantity::hot_px, 0.0F);
    const DieIndex dark{20, 20};
    file.map.find(layer_name(file.channels[0], Quantity::sum))->values[grid.cell(dark)] = 5.0F;
    file.status = FileStatus::complete;
    write_wafer_file(argv[1], file);
    const LogEntry log{"2026-01-01T00:00:00Z", "somebody", "analyse", ""};
    static_cast<void>(analyse_wafer_file(argv[1], Recipe{}, log, 1));

    const WaferFile judged = read_wafer_file(argv[1]);
    std::int64_t failing = 0;
    for (const StoredBin& bin : judged.bin_table) failing += bin.pass ? 0 : bin.dies;
    std::printf("%lld of %lld dies fail\n", static_cast<long long>(failing),
                static_cast<long long>(judged.map.presence().count()));
    return failing == 1 ? 0 : 1;
}
