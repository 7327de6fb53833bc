// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tool/spectral_plan.h"

#include "app/tool/patiently.h"
#include "app/tool/spectra_file.h"
#include "libinspect/base/atomic_file.h"
#include "libinspect/base/error.h"
#include "libinspect/formats/recording.h"
#include "libinspect/geometry/channel_order.h"
#include "libinspect/map/channel_layers.h"
#include "libinspect/scan/evaluate.h"

#include <algorithm>
#include <functional>
#include <utility>

#include <fmt/format.h>

namespace waferglow::tool {
namespace {

/// Dies that fail by intensity, of all cells.
std::vector<std::size_t> suspects_of(const WaferFile& measured, const Recipe& recipe) {
    DieMap map = measured.map;
    const Evaluation evaluation = evaluate(map, measured.channels, recipe, standard_judges(),
                                           measured.appearance, taken_tiles(measured));
    std::vector<std::size_t> cells;
    for (std::size_t cell = 0; cell < evaluation.bins.size(); ++cell) {
        const std::uint8_t bin = evaluation.bins[cell];
        if (bin != kNoBinCode && !evaluation.applied.rules.passes[bin]) cells.push_back(cell);
    }
    return cells;
}

/// Where the stage stood for each die, along the axes of tiles, for those who play the recording.
void write_places(const std::filesystem::path& path, const std::vector<DieIndex>& dies,
                  const std::function<StagePoint(DieIndex)>& place_of) {
    std::string text = "row,col,x_um,y_um\n";
    for (const DieIndex die : dies) {
        const StagePoint at = place_of(die);
        text += fmt::format("{},{},{},{}\n", die.row, die.col, at.x, at.y);
    }
    AtomicFile file(path);
    file.write(text);
    file.commit();
}

}  // namespace

std::vector<DieIndex> spectral_plan(const WaferFile& measured, const Recipe& recipe) {
    const SpectraRecipe& wanted = recipe.scan.value().spectra;
    const DieGrid& grid = measured.map.grid();
    const DiePresence& presence = measured.map.presence();
    const std::size_t brightest = needed_strongest(measured.channels, &ChannelKindInfo::judged);
    const Layer& light = measured.map.at(layer_name(measured.channels[brightest], Quantity::sum));
    std::vector<bool> chosen(grid.cells(), false);
    if (wanted.suspects > 0) {
        const std::vector<std::size_t> suspects = suspects_of(measured, recipe);
        const auto most = static_cast<std::size_t>(wanted.suspects);
        const std::size_t count = std::min(most, suspects.size());
        for (std::size_t i = 0; i < count; ++i) chosen[suspects[i * suspects.size() / count]] = true;
    }
    std::int64_t number = 0;
    std::vector<DieIndex> dies;
    for (std::int32_t row = 0; row < grid.rows; ++row) {
        std::vector<DieIndex> line;
        for (const ColumnSpan& span : presence.runs(row)) {
            for (std::int32_t col = span.begin; col < span.end; ++col) {
                const DieIndex die{row, col};
                const std::size_t cell = grid.cell(die);
                const bool nth = wanted.every_nth > 0 && number++ % wanted.every_nth == 0;
                const bool named = std::ranges::any_of(wanted.regions, [&](const ScanRegion& region) {
                    return region.contains(grid.center(die));
                });
                const bool known = light.values[cell] == light.values[cell];
                if (known && (nth || named || chosen[cell])) line.push_back(die);
            }
        }
        if (row % 2 != 0) std::ranges::reverse(line);
        dies.insert(dies.end(), line.begin(), line.end());
    }
    return dies;
}

SpectraOutcome take_spectra(TileTaker& taker, const WaferFile& measured, const std::vector<DieIndex>& dies,
                            const SpectraRecipe& spectra, std::size_t channel,
                            const std::filesystem::path& file, ScanControl& control, ScanMonitor& monitor) {
    SpectraOutcome outcome;
    const ScanTool& tool = taker.tool();
    const SafeState safe(tool);
    const std::stop_token stop = control.token();
    const auto to_stage = measured.registration.value().pose.transform();
    const auto place_of = [&](DieIndex die) -> StagePoint {
        const StagePoint at = to_stage(measured.map.grid().center(die));
        const StagePoint offset = along_camera(tool.spectrometer_offset, tool.camera_info.turn_rad);
        return {at.x - offset.x, at.y - offset.y};
    };
    // A spectrometer that was connected anew has forgotten its settings.
    const auto configure = [&] {
        tool.spectrometer->configure(
            {.integration_ms = spectra.integration_ms, .averages = static_cast<int>(spectra.averages)});
    };
    try {
        const std::vector<double> nm = patiently(taker, "the spectrometer's wavelengths", stop, [&] {
            configure();
            return tool.wavelengths_nm.empty() ? tool.spectrometer->wavelengths_nm() : tool.wavelengths_nm;
        });
        SpectraFile output(file, nm);
        std::optional<SpectralCorrection> correction;
        if (tool.response) correction.emplace(nm, *tool.response);
        outcome.file = file;
        write_places(file.parent_path() / kSpectraPlacesFile, dies, place_of);
        std::int64_t done = 0;
        for (const DieIndex die : dies) {
            monitor.on_spectrum(done++, static_cast<std::int64_t>(dies.size()));
            if (output.has(die)) continue;
            if (control.paused()) {
                taker.lights_off();
                control.wait_while_paused([&taker] { taker.look(); });
            }
            if (stop.stop_requested()) throw Error(ErrorKind::cancelled, "the scan was stopped");
            std::vector<double> counts = patiently(taker, "a spectrum", stop, [&, again = false]() mutable {
                if (std::exchange(again, true)) configure();
                taker.look_through(tool.filter_position({}));
                taker.light_channel(channel);
                taker.go_to(place_of(die), stop);
                std::vector<double> taken = tool.spectrometer->acquire(stop);
                taker.check_light();
                taker.check_filter();
                return taken;
            });
            if (correction) correction->apply(counts);
            output.add(die, counts);
        }
        output.sync();
        monitor.on_spectrum(done, static_cast<std::int64_t>(dies.size()));
    } catch (const Error& error) {
        if (error.kind() == ErrorKind::cancelled) {
            outcome.cancelled = true;
        } else if (error.kind() == ErrorKind::device) {
            outcome.fault = full_message(error);
        } else {
            throw;
        }
    }
    return outcome;
}

}  // namespace waferglow::tool
