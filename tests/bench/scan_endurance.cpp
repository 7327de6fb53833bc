// SPDX-License-Identifier: GPL-3.0-or-later
// A scan of an 8-inch wafer by the simulated tool at the highest rate that its camera gives: more than 10,000
// tiles, some of whose frames are lost on purpose. Prints memory over time, tiles and pixels a second, and
// the share of the computing that ran while the tool was acquiring. Exits with 1 where memory grows, or a
// frame was lost of which the ledger does not tell.
//     scan_endurance [OUT.h5]
#include "app/tool/tool_scan.h"
#include "drivers/simulated/simulated_tool.h"
#include "libinspect/base/error.h"
#include "libinspect/store/wafer_file.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <vector>

#include <fmt/format.h>
#include <unistd.h>

namespace {

using namespace waferglow;

constexpr std::int64_t kEveryTiles = 1000;
constexpr int kDrops = 10;

drivers::SimulatedSettings large_wafer() {
    drivers::SimulatedSettings s = drivers::default_simulated_settings();
    s.wafer.wafer = standard_wafer(8);
    s.wafer.wafer.id = "ENDURANCE";
    s.wafer.wafer.edge_exclusion_mm = 3.0;
    s.wafer.grid.rows = s.wafer.grid.cols = 0;
    s.wafer.camera.width_px = 320;
    s.wafer.camera.height_px = 240;
    s.render = drivers::RenderMode::repeated;
    return s;
}

double resident_mb() {
    std::ifstream statm("/proc/self/statm");
    std::int64_t size = 0;
    std::int64_t resident = 0;
    statm >> size >> resident;
    return 1e-6 * static_cast<double>(resident) * static_cast<double>(sysconf(_SC_PAGESIZE));
}

/// Prints and keeps the memory that the process has, every so many tiles.
class MemoryWatch : public ProgressListener {
  public:
    void on_progress(const ScanProgress& progress) override {
        if (progress.tiles_done < next_) return;
        next_ += kEveryTiles;
        resident_mb_.push_back(resident_mb());
        fmt::print("{:6} tiles  {:6.0f} MB\n", progress.tiles_done, resident_mb_.back());
        std::fflush(stdout);
    }
    /// The largest of the second half over the largest of the first, both without the start.
    [[nodiscard]] double growth() const {
        const auto middle = resident_mb_.begin() + static_cast<std::ptrdiff_t>(resident_mb_.size() / 2);
        return *std::max_element(middle, resident_mb_.end()) /
               *std::max_element(resident_mb_.begin() + 1, middle);
    }
    [[nodiscard]] std::size_t samples() const { return resident_mb_.size(); }

  private:
    std::int64_t next_ = 0;
    std::vector<double> resident_mb_;
};

Recipe recipe_for(const drivers::SimulatedSettings& s) {
    ScanRecipe scan;
    scan.wafer = s.wafer.wafer;
    scan.grid = s.wafer.grid;
    scan.margin_um = 60.0;
    for (const double w_cm2 : {30.0, 1.0})
        scan.channels.push_back({.channel = {.name = w_cm2 > 10.0 ? "pl_high" : "pl_low",
                                             .kind = ChannelKind::pl,
                                             .excitation_w_cm2 = w_cm2,
                                             .exposure_ms = 5.0},
                                 .light = {},
                                 .gain = 1.0});
    Recipe recipe;
    recipe.scan = scan;
    return recipe;
}

int run(const std::filesystem::path& output) {
    drivers::SimulatedTool simulated(large_wafer());
    const drivers::SimulatedSettings& s = simulated.bench->settings();
    tool::ScanTool view;
    view.stage = &simulated.stage;
    view.camera = &simulated.camera;
    view.lights = {{.name = "laser",
                    .use = {ChannelKind::pl},
                    .source = &simulated.laser,
                    .spot_cm2 = s.laser.illuminated_area_cm2,
                    .default_mw = 0.0}};
    view.camera_info = s.wafer.camera;
    for (int i = 0; i < kDrops; ++i)
        simulated.camera_faults->add({.mode = drivers::FaultMode::frame_dropped,
                                      .command = "frame",
                                      .after = 500 + 1000 * i,
                                      .times = 1});
    tool::ScanControl control;
    tool::ScanMonitor monitor;
    MemoryWatch memory;
    monitor.forward_to(&memory);
    const tool::ScanOutcome scan =
        tool::scan_wafer(view, recipe_for(s), {.output = output, .force = true}, control, monitor);

    std::int64_t told = 0;
    for (const LedgerEntry& entry : scan.inspect.file.ledger)
        told += entry.message.find("taken again") == std::string::npos ? 0 : 1;
    const auto taken = static_cast<double>(scan.taken.taken);
    const double pixels = taken * s.wafer.camera.width_px * s.wafer.camera.height_px;
    fmt::print("{:.0f} tiles taken in {:.1f} s: {:.0f} tiles/s, {:.0f} Mpx/s\n", taken, scan.scan_s,
               taken / scan.scan_s, 1e-6 * pixels / scan.scan_s);
    fmt::print("acquiring {:.1f} s, computing {:.1f} s, {:.1f} % of it meanwhile\n",
               scan.activity.acquiring_s, scan.activity.computing_s, 100.0 * scan.activity.overlap_share());
    fmt::print("{} frames lost, {} taken again, {} tiles with a remark in the ledger; memory x {:.3f}\n",
               scan.taken.dropped, scan.taken.retaken, told, memory.growth());
    constexpr double kMostGrowth = 1.15;  // layers are touched as the scan goes on
    const bool complete = scan.inspect.file.status == FileStatus::complete && scan.inspect.fault.empty();
    const bool accounted = scan.taken.dropped == kDrops && told == kDrops;
    return complete && accounted && memory.samples() > 10 && memory.growth() < kMostGrowth ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
    try {
        return run(argc > 1 ? argv[1] : "/tmp/scan_endurance.h5");
    } catch (const Error& error) {
        fmt::print(stderr, "{}\n", full_message(error));
        return 2;
    }
}
