// SPDX-License-Identifier: GPL-3.0-or-later
// Every fault of every simulated device, early and late in a scan, once and for ever: the scan goes on or
// ends as documented, the tool is safe, and what was measured is resumed to the layers of an undisturbed
// scan. Likewise in the calibrations of spectrometer and lights. Devices, modes and commands are asked of the
// simulated tool, so that none is forgotten.
#include "app/tool/calibration_steps.h"
#include "app/tool/tool_scan.h"
#include "drivers/simulated/physics/presets.h"
#include "drivers/simulated/simulated_tool.h"
#include "libinspect/base/error.h"
#include "tests/cli/run_program.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include <fmt/format.h>

using namespace waferglow;
using namespace waferglow::tool;
using namespace waferglow::drivers;
using namespace waferglow::test;

namespace {

constexpr RetryPolicy kRetry{
    .attempts = 3, .first_wait = std::chrono::milliseconds(1), .patience = std::chrono::milliseconds(4)};

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

/// The same frames are seen in every run.
std::shared_ptr<FrameMemory> shared_memory() {
    static const auto kMemory = std::make_shared<FrameMemory>();
    return kMemory;
}

struct Station {
    SimulatedTool simulated;
    ScanTool view;
    Recipe recipe;

    explicit Station(const SimulatedSettings& settings = small_wafer()) : simulated(settings) {
        const SimulatedSettings& s = simulated.bench->settings();
        if (settings == small_wafer()) simulated.bench->remember_frames(shared_memory());
        view.stage = &simulated.stage;
        view.camera = &simulated.camera;
        view.spectrometer = &simulated.spectrometer;
        view.filter_wheel = &simulated.filter_wheel;
        view.filters = simulated.filter_wheel.capabilities().names;
        view.lights = {{.name = "laser",
                        .use = {ChannelKind::pl},
                        .source = &simulated.laser,
                        .spot_cm2 = s.laser.illuminated_area_cm2,
                        .default_mw = 0.0},
                       {.name = "lamp",
                        .use = {ChannelKind::reflected},
                        .source = &simulated.lamp,
                        .spot_cm2 = 0.0,
                        .default_mw = s.lamp.max_power_mw},
                       {.name = "hg",
                        .use = drivers::kWavelengthLines,
                        .source = &simulated.lines,
                        .spot_cm2 = 0.0,
                        .default_mw = 0.0}};
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
                                                 .kind = ChannelKind::pl,
                                                 .excitation_w_cm2 = w_cm2,
                                                 .exposure_ms = 5.0},
                                     .light = {},
                                     .gain = 1.0});
        scan.channels.back().filter = "sloped";
        scan.spectra.every_nth = 600;
        recipe.scan = scan;
    }

    ScanOutcome scan(const std::filesystem::path& output, bool resume) {
        ScanControl control;
        ScanMonitor monitor;
        return scan_wafer(view, recipe, {.output = output, .resume = resume, .retry = kRetry}, control,
                          monitor);
    }

    [[nodiscard]] FaultPlan& faults(std::size_t member) const { return simulated.members()[member].faults; }
};

void check_same_layers(const WaferFile& a, const WaferFile& b) {
    REQUIRE(a.map.layers().size() == b.map.layers().size());
    for (std::size_t i = 0; i < a.map.layers().size(); ++i) {
        INFO(a.map.layers()[i].name);
        CHECK(same_bytes(a.map.layers()[i], b.map.layers()[i]));
    }
    CHECK(a.bins == b.bins);
}

/// What became of a run with a fault: how it ended, and how the tool was left.
struct Ending {
    bool complete = false;
    std::string message;
};

template <class Run>
Ending run_faulty(Station& station, std::size_t member, const Fault& fault, const Run& run) {
    Ending ending;
    station.faults(member).add(fault);
    try {
        ending.message = run(station);
        ending.complete = ending.message.empty();
    } catch (const Error& error) {
        CHECK(error.kind() == ErrorKind::device);
        ending.message = full_message(error);
        CHECK_FALSE(ending.message.empty());
    }
    CHECK_FALSE(station.simulated.bench->any_light_on());
    CHECK_FALSE(station.simulated.bench->stage_moving());
    CHECK(ending.message.find('\n') == std::string::npos);
    if (fault.times > 0) CHECK(ending.complete);
    return ending;
}

/// Calls `sweep` for every fault that can strike a device of which `undisturbed` has counted the commands;
/// returns how many there were.
int for_every_fault(const Station& undisturbed, std::size_t member,
                    const std::function<void(const Fault&, int number)>& sweep) {
    const SimulatedTool::Member device = undisturbed.simulated.members()[member];
    int number = 0;
    for (const char* command : commands_of(device.kind)) {
        const std::int64_t count = device.faults.commands(command);
        if (count == 0) continue;
        for (const FaultMode mode : fault_modes(device.kind)) {
            // Once: early and late in turn. For ever: from the middle on.
            const std::int64_t once_after = number / 2 % 2 == 0 ? 0 : count - 1;
            for (const std::int64_t times : {1, 0}) {
                const Fault fault{.mode = mode,
                                  .command = command,
                                  .after = times == 1 ? once_after : count / 2,
                                  .times = times,
                                  .delay_ms = 3000.0,
                                  .reconnects = times};
                INFO(device.name << ": " << name_of(mode) << " at " << command << " " << fault.after << " of "
                                 << count << ", " << (times == 0 ? "for ever" : "once"));
                sweep(fault, number++);
            }
        }
    }
    return number;
}

std::size_t member_count() {
    static const std::size_t kCount = Station().simulated.members().size();
    return kCount;
}

/// A calibration that needs neither camera nor wafer, by its name: what it finds.
struct SpectralRun {
    const char* name = "";
    calibration::Record (*run)(const CalibrationBench& bench) = nullptr;
    const char* value = "";
    double within = 0.0;
};

const std::vector<SpectralRun>& spectral_runs() {
    static const std::vector<SpectralRun> kRuns{
        {"wavelength", [](const CalibrationBench& bench) { return run_wavelength(bench, 4); },
         "shift against the device's axis", 0.03},
        {"response", [](const CalibrationBench& bench) { return run_response(bench, 4, {}); }, "best at",
         15.0},
        {"colour filter", [](const CalibrationBench& bench) { return run_colour(bench, 2, {}); },
         "change over the light", 5.0},
        {"power", [](const CalibrationBench& bench) { return run_power(bench, 2); },
         "largest deviation from the set-point", 0.3}};
    return kRuns;
}

SimulatedSettings with_whole_spectrometer() {
    SimulatedSettings s = small_wafer();
    s.spectrometer = default_simulated_settings().spectrometer;
    return s;
}

calibration::Record calibrate(const Station& station, const SpectralRun& run) {
    constexpr double kDiesMm = 2.0;
    const CalibrationOptions options{.diameter_mm = kDiesMm, .retry = kRetry};
    const CalibrationBench bench(station.view, options, {}, {});
    return run.run(bench);
}

}  // namespace

TEST_CASE("every fault of every device at every command of a scan", "[tool]") {
    const auto member = GENERATE(range(std::size_t{0}, member_count()));
    const TemporaryFolder folder;
    Station undisturbed;
    const std::string expected_file = folder / "expected.h5";
    REQUIRE(undisturbed.scan(expected_file, false).inspect.fault.empty());
    const WaferFile expected = read_wafer_file(expected_file);
    const int faults = for_every_fault(undisturbed, member, [&](const Fault& fault, int number) {
        const std::string output = folder / fmt::format("w{}.h5", number);
        Station station;
        const Ending ending = run_faulty(station, member, fault, [&](Station& faulty) {
            std::string message = faulty.scan(output, false).inspect.fault;
            CHECK((read_wafer_file(output).status == FileStatus::complete) == message.empty());
            return message;
        });
        INFO("message: " << ending.message);
        if (!ending.complete) {
            Station repaired;
            CHECK(repaired.scan(output, true).inspect.file.status == FileStatus::complete);
        }
        check_same_layers(read_wafer_file(output), expected);
    });
    CHECK(faults >= 2 * static_cast<int>(fault_modes(undisturbed.simulated.members()[member].kind).size()));
}

TEST_CASE("every fault of lights and spectrometer at every command of their calibrations", "[tool]") {
    const SpectralRun run = GENERATE(from_range(spectral_runs()));
    INFO(run.name);
    const Station undisturbed(with_whole_spectrometer());
    const calibration::Record expected = calibrate(undisturbed, run);
    const std::vector<SimulatedTool::Member> members = undisturbed.simulated.members();
    for (std::size_t member = 0; member < members.size(); ++member) {
        (void)for_every_fault(undisturbed, member, [&](const Fault& fault, int) {
            Station station(with_whole_spectrometer());
            calibration::Record record;
            const Ending ending = run_faulty(station, member, fault, [&](Station& faulty) {
                record = calibrate(faulty, run);
                return std::string();
            });
            INFO("message: " << ending.message);
            if (ending.complete)
                CHECK(record.value(run.value) == Approx(expected.value(run.value)).margin(run.within));
        });
    }
}

TEST_CASE("the sweeps reach every mode and every command that simulated devices know", "[tool]") {
    const TemporaryFolder folder;
    Station scanned;
    REQUIRE(scanned.scan(folder / "w.h5", false).inspect.fault.empty());
    const Station calibrated(with_whole_spectrometer());
    for (const SpectralRun& run : spectral_runs()) (void)calibrate(calibrated, run);
    std::map<DeviceKind, std::set<std::string>> told;
    std::set<FaultMode> modes;
    for (const Station* station : {static_cast<const Station*>(&scanned), &calibrated}) {
        for (const SimulatedTool::Member& member : station->simulated.members()) {
            std::int64_t named = 0;
            for (const char* command : commands_of(member.kind)) {
                named += member.faults.commands(command);
                if (member.faults.commands(command) > 0) told[member.kind].insert(command);
            }
            INFO(member.name);
            CHECK(named == member.faults.commands());  // a command without a name here has no faults either
            modes.insert(fault_modes(member.kind).begin(), fault_modes(member.kind).end());
        }
    }
    for (const auto& [kind, commands] : told) {
        INFO(name_of(kind) << ": " << fmt::format("{}", fmt::join(commands, " ")));
        // A stage is halted only where something else failed before.
        const std::size_t spared = kind == DeviceKind::stage ? 1 : 0;
        CHECK(commands.size() + spared == commands_of(kind).size());
        CHECK_FALSE((kind == DeviceKind::stage && commands.contains("halt")));
    }
    CHECK(told.size() == 5);
    CHECK(modes == std::set<FaultMode>(all_fault_modes().begin(), all_fault_modes().end()));
}
