// SPDX-License-Identifier: GPL-3.0-or-later
// Every driver with its device behind it, and the faults that all of them can act out.
#pragma once

#include "drivers/asi/asi_stage.h"
#include "drivers/fw102c/fw102c_wheel.h"
#include "drivers/gcs/gcs_stage.h"
#include "drivers/obis/obis_laser.h"
#include "drivers/obp/obp_spectrometer.h"
#include "drivers/simulated/simulated_tool.h"
#include "libinspect/base/error.h"
#include "tests/drivers/emulators/asi_emulator.h"
#include "tests/drivers/emulators/fw102c_emulator.h"
#include "tests/drivers/emulators/gcs_emulator.h"
#include "tests/drivers/emulators/obis_emulator.h"
#include "tests/drivers/emulators/obp_emulator.h"

namespace waferglow::test {

constexpr std::chrono::milliseconds kAnswer(100);

/// A driver before an emulator on a line of its own.
template <class DeviceEmulator>
struct EmulatedBench {
    DeviceEmulator emulator;
    EmulatorServer server{emulator, LineKind::tcp};
    std::unique_ptr<drivers::Link> link() {
        return drivers::open_tcp("127.0.0.1", server.port(), std::chrono::seconds(5));
    }
    void drop_link() { server.faults.drop_after_commands = 0; }
    void fall_silent() { server.faults.silent = true; }
    void speak_again() { server.faults.silent = false; }
    void speak_garbage() { server.faults.garbage_answers = 1000; }
};

struct GcsStageBench : EmulatedBench<GcsEmulator> {
    std::unique_ptr<drivers::Stage> owned = drivers::make_gcs_stage(link(), {.answer_timeout = kAnswer});
    drivers::Stage& device() { return *owned; }
    void stall() { emulator.stalled = true; }
};

struct AsiStageBench : EmulatedBench<AsiEmulator> {
    std::unique_ptr<drivers::Stage> owned = drivers::make_asi_stage(link(), {.answer_timeout = kAnswer});
    drivers::Stage& device() { return *owned; }
    void stall() { emulator.stalled = true; }
};

struct ObisLaserBench : EmulatedBench<ObisEmulator> {
    std::unique_ptr<drivers::LightSource> owned =
        drivers::make_obis_laser(link(), {kAnswer, std::chrono::seconds(5)});
    drivers::LightSource& device() { return *owned; }
    void open_interlock() { emulator.interlock_closed = false; }
};

struct ObpSpectrometerBench : EmulatedBench<ObpEmulator> {
    std::unique_ptr<drivers::Spectrometer> owned =
        drivers::make_obp_spectrometer(link(), {.answer_timeout = kAnswer});
    drivers::Spectrometer& device() { return *owned; }
};

struct Fw102cWheelBench : EmulatedBench<Fw102cEmulator> {
    std::unique_ptr<drivers::FilterWheel> owned =
        drivers::make_fw102c_wheel(link(), {.answer_timeout = kAnswer});
    drivers::FilterWheel& device() { return *owned; }
    void stall() { emulator.stuck = true; }
    void miss() { emulator.lands_off_by = 1; }
};

/// A device of the simulated tool.
struct SimulatedBenchBase {
    drivers::SimulatedTool tool{drivers::default_simulated_settings()};
    std::shared_ptr<drivers::FaultPlan> plan;
    void add(drivers::FaultMode mode, int times) { plan->add({.mode = mode, .command = {}, .times = times}); }
    void drop_link() { add(drivers::FaultMode::link_dropped, 1); }
    void fall_silent() { add(drivers::FaultMode::no_answer, 1); }
    void speak_again() { plan->clear(); }
    void speak_garbage() { add(drivers::FaultMode::garbage, 1); }
};

struct SimulatedStageBench : SimulatedBenchBase {
    SimulatedStageBench() { plan = tool.stage_faults; }
    drivers::Stage& device() { return tool.stage; }
    void stall() { add(drivers::FaultMode::stall, 1); }
};

struct SimulatedFilterWheelBench : SimulatedBenchBase {
    SimulatedFilterWheelBench() { plan = tool.filter_wheel_faults; }
    drivers::FilterWheel& device() { return tool.filter_wheel; }
    void stall() { add(drivers::FaultMode::stall, 1); }
    void miss() { add(drivers::FaultMode::wrong_position, 1); }
};

struct SimulatedPatternSourceBench : SimulatedBenchBase {
    SimulatedPatternSourceBench() { plan = tool.pattern_source_faults; }
    drivers::PatternSource& device() { return tool.pattern_source; }
    void stall() { add(drivers::FaultMode::stall, 1); }
    void miss() { add(drivers::FaultMode::wrong_position, 1); }
};

struct SimulatedLaserBench : SimulatedBenchBase {
    SimulatedLaserBench() { plan = tool.laser_faults; }
    drivers::LightSource& device() { return tool.laser; }
    void open_interlock() { add(drivers::FaultMode::interlock_open, 0); }
};

struct SimulatedSpectrometerBench : SimulatedBenchBase {
    SimulatedSpectrometerBench() { plan = tool.spectrometer_faults; }
    drivers::Spectrometer& device() { return tool.spectrometer; }
};

/// What `work` throws must be an Error of this kind; returns its message.
template <class Work>
std::string message_of(ErrorKind kind, Work&& work) {
    try {
        work();
    } catch (const Error& error) {
        CHECK(error.kind() == kind);
        return error.what();
    }
    FAIL("nothing was thrown");
    return {};
}

}  // namespace waferglow::test
