// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/tool/rendered_tool.h"

#include "drivers/simulated/physics/presets.h"
#include "libinspect/geometry/tile_lattice.h"

#include <cmath>
#include <map>
#include <mutex>
#include <tuple>

namespace waferglow::test {
namespace {

simulated::RecordingSettings settings() {
    simulated::RecordingSettings s = simulated::preset("example");
    s.grid.rows = 30;
    s.grid.cols = 28;
    s.camera.width_px = 320;
    s.camera.height_px = 240;
    return s;
}

constexpr double kSpotCm2 = 2e-3;

}  // namespace

RenderedTool::RenderedTool()
    : recording_(settings()),
      renderer_(recording_.settings().camera, recording_.settings().optics),
      sensor_(recording_.settings().camera, recording_.settings().sensor, 7) {
    const simulated::RecordingSettings& s = recording_.settings();
    world.width_px = s.camera.width_px;
    world.height_px = s.camera.height_px;
    world.picture = [this](StagePoint at, double power_mw, Image& image) { render(at, power_mw, image); };
    view.camera_info = s.camera;
    view.lights[0].spot_cm2 = kSpotCm2;
    ScanRecipe scan;
    scan.wafer = s.wafer;
    scan.grid = s.grid;
    for (const simulated::ChannelSettings& channel : s.channels)
        scan.channels.push_back({.channel = channel.channel, .light = {}, .gain = 1.0});
    scan.dark_frames = 2;
    scan.margin_um = 60.0;
    scan.spectra.every_nth = 100;
    scan.spectra.suspects = 5;
    recipe_.scan = scan;
}

void RenderedTool::render(StagePoint at, double power_mw, Image& image) const {
    // Every tool of a test sees the same wafer: each picture is rendered once.
    static std::mutex mutex;
    static std::map<std::tuple<double, double, double>, Image> pictures;
    const std::lock_guard lock(mutex);
    Image& picture = pictures[{at.x, at.y, power_mw}];
    if (picture.empty()) picture = rendered(at, power_mw);
    image = picture;
}

Image RenderedTool::rendered(StagePoint at, double power_mw) const {
    const simulated::RecordingSettings& s = recording_.settings();
    const double excitation_w_cm2 = 1e-3 * power_mw / kSpotCm2;
    const std::size_t channel = excitation_w_cm2 > 10.0 ? 0 : 1;
    const double healthy = power_mw > 0.0 ? s.channels[channel].electrons_per_px : 0.0;
    const simulated::TileScene scene{.lattice = lattice_in_tile(s.grid, s.scan.pose, s.camera, at),
                                     .grid = s.grid,
                                     .light_of = [&](DieIndex die) -> simulated::DieLight {
                                         if (!recording_.presence().exists(die) || healthy == 0.0) return {};
                                         const simulated::DieTruth truth = recording_.truth(die);
                                         return {healthy * truth.pl[channel], truth.rim};
                                     },
                                     .rim_px = 0.2,
                                     .background_electrons_per_px = 0.03 * healthy};
    const auto number = static_cast<std::uint64_t>(std::llround(1e3 * (at.x + 1e5)) * 1'000'003 +
                                                   std::llround(1e3 * (at.y + 1e5)) + std::llround(power_mw));
    return sensor_.expose(renderer_.render(scene), number);
}

}  // namespace waferglow::test
