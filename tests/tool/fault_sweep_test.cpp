// SPDX-License-Identifier: GPL-3.0-or-later
// Every fault of every simulated device, early and late in a scan, once and for ever: the scan goes on or
// ends as documented, the tool is safe, and what was measured is resumed to the layers of an undisturbed
// scan.
#include "app/tool/tool_scan.h"
#include "drivers/simulated/simulated_tool.h"
#include "libinspect/base/error.h"
#include "samples/presets.h"
#include "tests/cli/run_program.h"

#include <fmt/format.h>

using namespace waferglow;
using namespace waferglow::tool;
using namespace waferglow::drivers;
using namespace waferglow::test;

namespace {

/// Small dies under a small camera: 20 positions, more than the alignment takes.
SimulatedSettings small_wafer() {
    SimulatedSettings s = default_simulated_settings();
    s.wafer.grid = {.rows = 36,
                    .cols = 50,
                    .pitch_x_um = 70.0,
                    .pitch_y_um = 60.0,
                    .die_width_um = 50.0,
                    .die_height_um = 40.0};
    s.wafer.camera.width_px = 96;
    s.wafer.camera.height_px = 80;
    s.wafer.optics.psf_sigma_px = 0.3;  // sharp: windows are planned in a third of the time
    s.focus.blur_px_per_um = 0.0;
    s.spectrometer.pixels = 128;
    s.spectrometer.true_nm = {400.0, 1.0, 0.0, 0.0};
    return s;
}

struct Station {
    SimulatedTool simulated{small_wafer()};
    ScanTool view;
    Recipe recipe;

    Station() {
        const SimulatedSettings& s = simulated.bench->settings();
        view.stage = &simulated.stage;
        view.camera = &simulated.camera;
        view.spectrometer = &simulated.spectrometer;
        view.lights = {{.name = "laser",
                        .kind = "pl",
                        .source = &simulated.laser,
                        .spot_cm2 = s.laser.illuminated_area_cm2,
                        .default_mw = 0.0},
                       {.name = "lamp",
                        .kind = "reflected",
                        .source = &simulated.lamp,
                        .spot_cm2 = 0.0,
                        .default_mw = s.lamp.max_power_mw}};
        view.camera_info = s.wafer.camera;
        view.flat_position = StagePoint{60000.0, 0.0};
        ScanRecipe scan;
        scan.wafer = s.wafer.wafer;
        scan.grid = s.wafer.grid;
        scan.margin_um = 40.0;
        scan.dark_frames = 2;
        scan.flat_frames = 2;
        for (const double w_cm2 : {30.0, 1.0})
            scan.channels.push_back({.channel = {.name = w_cm2 > 10.0 ? "pl_high" : "pl_low",
                                                 .kind = "pl",
                                                 .excitation_w_cm2 = w_cm2,
                                                 .exposure_ms = 5.0},
                                     .light = {},
                                     .gain = 1.0});
        scan.spectra.every_nth = 600;
        recipe.scan = scan;
    }

    ScanOutcome scan(const std::filesystem::path& output, bool resume) {
        ScanControl control;
        ScanMonitor monitor;
        return scan_wafer(view, recipe,
                          {.output = output,
                           .resume = resume,
                           .retry = {.attempts = 3,
                                     .first_wait = std::chrono::milliseconds(1),
                                     .patience = std::chrono::milliseconds(4)}},
                          control, monitor);
    }

    [[nodiscard]] FaultPlan& faults(DeviceKind kind) const {
        switch (kind) {
            case DeviceKind::stage:
                return *simulated.stage_faults;
            case DeviceKind::camera:
                return *simulated.camera_faults;
            case DeviceKind::spectrometer:
                return *simulated.spectrometer_faults;
            case DeviceKind::light:
                break;
        }
        return *simulated.laser_faults;
    }
};

void check_same_layers(const WaferFile& a, const WaferFile& b) {
    REQUIRE(a.map.layers().size() == b.map.layers().size());
    for (std::size_t i = 0; i < a.map.layers().size(); ++i) {
        INFO(a.map.layers()[i].name);
        CHECK(same_bytes(a.map.layers()[i], b.map.layers()[i]));
    }
    CHECK(a.bins == b.bins);
}

/// Scans with `fault`, checks how it ended, and resumes with the fault gone.
void sweep_one(DeviceKind kind, const Fault& fault, const std::string& output, const WaferFile& expected) {
    bool complete = false;
    std::string message;
    {
        Station station;
        station.faults(kind).add(fault);
        try {
            message = station.scan(output, false).inspect.fault;
            complete = message.empty();
            CHECK((read_wafer_file(output).status == FileStatus::complete) == complete);
        } catch (const Error& error) {
            CHECK(error.kind() == ErrorKind::device);
            message = full_message(error);
        }
        CHECK_FALSE(station.simulated.bench->any_light_on());
        CHECK_FALSE(station.simulated.bench->stage_moving());
        CHECK(message.find('\n') == std::string::npos);
    }
    INFO("message: " << message);
    CHECK((complete || !message.empty()));
    if (fault.times > 0) CHECK(complete);
    if (!complete) {
        Station repaired;
        CHECK(repaired.scan(output, true).inspect.file.status == FileStatus::complete);
    }
    check_same_layers(read_wafer_file(output), expected);
}

}  // namespace

TEST_CASE("every fault of every device at every command of a scan", "[tool]") {
    const DeviceKind kind =
        GENERATE(DeviceKind::stage, DeviceKind::camera, DeviceKind::spectrometer, DeviceKind::light);
    const TemporaryFolder folder;
    Station undisturbed;
    const std::string expected_file = folder / "expected.h5";
    REQUIRE(undisturbed.scan(expected_file, false).inspect.fault.empty());
    const WaferFile expected = read_wafer_file(expected_file);
    int number = 0;
    for (const char* command : commands_of(kind)) {
        const std::int64_t count = undisturbed.faults(kind).commands(command);
        if (count == 0) continue;
        for (const FaultMode mode : fault_modes(kind)) {
            // Once: early and late in turn. For ever: from the middle on.
            const std::int64_t once_after = number / 2 % 2 == 0 ? 0 : count - 1;
            for (const std::int64_t times : {1, 0}) {
                const Fault fault{.mode = mode,
                                  .command = command,
                                  .after = times == 1 ? once_after : count / 2,
                                  .times = times,
                                  .delay_ms = 3000.0,
                                  .reconnects = times};
                INFO(name_of(kind) << ": " << name_of(mode) << " at " << command << " " << fault.after
                                   << " of " << count << ", " << (times == 0 ? "for ever" : "once"));
                sweep_one(kind, fault, folder / fmt::format("w{}.h5", number++), expected);
            }
        }
    }
    CHECK(number > 40);
}
