// SPDX-License-Identifier: GPL-3.0-or-later
// Exactly one answer of a device suffers, at every place of a day's work in turn: lost, half, late, or noise.
// Each step ends right or with a device's fault, never with a wrong state that nobody is told of. What is
// true is asked of the emulator, past its line.
#include "tests/drivers/conformance/fixtures.h"

#include <functional>

#include <catch2/catch.hpp>

using namespace waferglow;
using namespace waferglow::drivers;
using namespace waferglow::test;

namespace {

// Too short at times where the machine is busy, which is one more fault to be told.
constexpr std::chrono::milliseconds kSoon(20);
constexpr std::chrono::milliseconds kPatient(5000);
const SettleRule kRule{2.0, std::chrono::milliseconds(0), std::chrono::seconds(20)};

/// True where `work` returned; a fault of the device is told, anything else is a failure.
bool done(const std::function<void()>& work) {
    try {
        work();
        return true;
    } catch (const Error& error) {
        INFO(error.what());
        REQUIRE(error.kind() == ErrorKind::device);
        return false;
    }
}

/// The part of a stage's day that all stages share; positions in um.
template <class Work>
void check_moves(Stage& stage, Work&& truth) {
    if (!done([&] { stage.home({}); })) return;
    CHECK(stage.is_homed());
    for (const double x_um : {1234.5, -5000.0}) {
        const bool started = done([&] { stage.start_move({{x_um, 300.0}, {}, {}}); });
        if (started) CHECK(truth().target_x_um == Approx(x_um));
        if (done([&] { stage.wait_in_position(kRule, {}); })) {
            CHECK(started);
            CHECK(truth().x_um == Approx(x_um).margin(kRule.window_um));
        }
        double told_um = 0.0;
        if (done([&] { told_um = stage.position().xy_um.x; }) && started)
            CHECK(told_um == Approx(truth().x_um));
    }
    (void)done([&] { stage.halt(); });
}

struct StageTruth {
    double x_um;
    double target_x_um;
};

struct GcsDay {
    GcsEmulator emulator;
    EmulatorServer server{emulator, LineKind::tcp};
    std::chrono::milliseconds patience = kSoon;
    void work() {
        const auto stage = make_gcs_stage(open_tcp("127.0.0.1", server.port(), std::chrono::seconds(5)),
                                          {.answer_timeout = patience});
        check_moves(*stage, [&] { return StageTruth{1e3 * emulator.x_mm, 1e3 * emulator.target_x_mm}; });
        emulator.joystick = true;
        CHECK_FALSE(done([&] { stage->start_move({{77.0, 0.0}, {}, {}}); }));
        CHECK_FALSE(done([&] { stage->wait_in_position(kRule, {}); }));
        emulator.joystick = false;
    }
};

struct AsiDay {
    AsiEmulator emulator;
    EmulatorServer server{emulator, LineKind::tcp};
    std::chrono::milliseconds patience = kSoon;
    void work() {
        const auto stage = make_asi_stage(open_tcp("127.0.0.1", server.port(), std::chrono::seconds(5)),
                                          {.answer_timeout = patience});
        check_moves(*stage, [&] { return StageTruth{0.1 * emulator.x, 0.1 * emulator.target_x}; });
        emulator.refuses_moves = true;
        CHECK_FALSE(done([&] { stage->start_move({{77.0, 0.0}, {}, {}}); }));
        CHECK_FALSE(done([&] { stage->wait_in_position(kRule, {}); }));
        emulator.refuses_moves = false;
    }
};

struct ObisDay {
    ObisEmulator emulator;
    EmulatorServer server{emulator, LineKind::tcp};
    std::chrono::milliseconds patience = kSoon;
    void work() {
        const auto light = make_obis_laser(open_tcp("127.0.0.1", server.port(), std::chrono::seconds(5)),
                                           {patience, std::chrono::seconds(5)});
        CHECK_FALSE(emulator.on);
        if (done([&] { light->set_power_mw(12.5); })) CHECK(1e3 * emulator.power_w == Approx(12.5));
        double told_mw = 0.0;
        if (done([&] { told_mw = light->power_set_mw(); })) CHECK(told_mw == Approx(1e3 * emulator.power_w));
        const bool lit = done([&] { light->switch_on(); });
        CHECK(emulator.on == lit);
        if (done([&] { told_mw = light->power_measured_mw(); }))
            CHECK(told_mw == Approx(lit ? 1010.0 * emulator.power_w : 0.0).epsilon(1e-3));
        const bool off = done([&] { light->switch_off(); });
        if (off) CHECK_FALSE(emulator.on);
        emulator.refuses_power = true;
        CHECK_FALSE(done([&] { light->set_power_mw(20.0); }));
        emulator.refuses_power = false;
        emulator.interlock_closed = false;
        CHECK_FALSE(done([&] { light->switch_on(); }));
        CHECK_FALSE(emulator.on);
        emulator.interlock_closed = true;
    }
};

struct ObpDay {
    ObpEmulator emulator;
    EmulatorServer server{emulator, LineKind::tcp};
    std::chrono::milliseconds patience = kSoon;
    void work() {
        const auto device = make_obp_spectrometer(
            open_tcp("127.0.0.1", server.port(), std::chrono::seconds(5)), {.answer_timeout = patience});
        const auto acquire = [&] {
            std::vector<double> counts;
            if (!done([&] { counts = device->acquire({}); })) return;
            // They were taken with the settings that the driver tells.
            const double integration_ms = device->settings().integration_ms;
            CHECK(counts.at(7) == ObpEmulator::counts(7, static_cast<std::uint32_t>(1e3 * integration_ms)));
            CHECK(emulator.scans == static_cast<std::uint32_t>(device->settings().averages));
        };
        for (const SpectrometerSettings& wanted : {SpectrometerSettings{20.0, 1}, {31.0, 2}}) {
            if (done([&] { device->configure(wanted); })) CHECK(device->settings() == wanted);
            acquire();
        }
        emulator.refuses_settings = true;
        CHECK_FALSE(done([&] { device->configure({50.0, 1}); }));
        emulator.refuses_settings = false;
        acquire();
    }
};

struct Fw102cDay {
    Fw102cEmulator emulator;
    EmulatorServer server{emulator, LineKind::tcp};
    std::chrono::milliseconds patience = kSoon;
    void work() {
        const auto wheel = make_fw102c_wheel(open_tcp("127.0.0.1", server.port(), std::chrono::seconds(5)),
                                             {.answer_timeout = patience});
        CHECK(emulator.sensors == 0);
        for (const int wanted : {4, 2, 6}) {
            if (done([&] { wheel->move_to(wanted, patience, {}); })) CHECK(emulator.position == wanted);
            int told = 0;
            if (done([&] { told = wheel->position(); })) CHECK(told == emulator.position);
        }
        emulator.refuses_moves = true;
        CHECK_FALSE(done([&] { wheel->move_to(1, patience, {}); }));
        emulator.refuses_moves = false;
        emulator.stuck = true;
        CHECK_FALSE(done([&] { wheel->move_to(1, kSoon, {}); }));
        emulator.stuck = false;
    }
};

}  // namespace

TEMPLATE_TEST_CASE("one answer that suffers, whichever, is mended or told", "", GcsDay, AsiDay, ObisDay,
                   ObpDay, Fw102cDay) {
    const AnswerFault fault = GENERATE(AnswerFault::lost, AnswerFault::half, AnswerFault::half_late,
                                       AnswerFault::late, AnswerFault::garbage);
    constexpr int kMostAnswers = 500;
    constexpr int kSure =
        3;  // days in a row without the fault: on a busy machine one may end early by itself
    int answer = 0;
    for (int without = 0; without < kSure; ++answer) {
        REQUIRE(answer < kMostAnswers);
        INFO("fault " << static_cast<int>(fault) << " at answer " << answer);
        TestType day;
        day.server.faults.strike = fault;
        day.server.faults.strike_after = answer;
        (void)done([&] { day.work(); });
        const bool struck = day.server.faults.strike_after < 0;
        without = struck ? 0 : without + 1;
    }
    CHECK(answer > 15 + kSure);  // the day has no fewer answers, and each has suffered
}

TEMPLATE_TEST_CASE("a day without faults is all right", "", GcsDay, AsiDay, ObisDay, ObpDay, Fw102cDay) {
    TestType day;
    day.patience = kPatient;
    CHECK(done([&] { day.work(); }));
}
