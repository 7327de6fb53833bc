// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/obp/obp_spectrometer.h"

#include "libinspect/base/error.h"
#include "tests/drivers/emulators/obp_emulator.h"

#include <catch2/catch.hpp>

using namespace waferglow;
using namespace waferglow::drivers;
using namespace waferglow::test;
using Catch::Contains;

namespace {

struct Bench {
    ObpEmulator device;
    EmulatorServer server{device, LineKind::tcp};
    ObpSettings settings;
    std::unique_ptr<Spectrometer> open() {
        settings.answer_timeout = std::chrono::milliseconds(200);
        return make_obp_spectrometer(open_tcp("127.0.0.1", server.port(), std::chrono::seconds(5)), settings);
    }
};

}  // namespace

TEST_CASE("serial number and firmware come from the device, 0x0123 is 1.23") {
    Bench bench;
    const auto spectrometer = bench.open();
    CHECK(spectrometer->identity().serial_number == "S12345");
    CHECK(spectrometer->identity().firmware == "1.23");
    CHECK(spectrometer->capabilities().pixels == ObpEmulator::kPixels);
}

TEST_CASE("wavelengths follow the cubic of the device") {
    Bench bench;
    const std::vector<double> nm = bench.open()->wavelengths_nm();
    CHECK(nm[0] == Approx(340.0));
    CHECK(nm[1000] == Approx(340.0 + 470.0 - 12.0 - 2.0).epsilon(1e-6));
}

TEST_CASE("a spectrum has the counts of the device at the integration time that was set") {
    Bench bench;
    const auto spectrometer = bench.open();
    spectrometer->configure({25.0, 4});
    CHECK(bench.device.integration_us == 25000);
    CHECK(bench.device.scans == 4);
    const std::vector<double> counts = spectrometer->acquire({});
    REQUIRE(counts.size() == 1024);
    CHECK(counts[0] == 25.0);
    CHECK(counts[1023] == 1048.0);
}

TEST_CASE("an answer to an older request, and noise between messages, are skipped") {
    Bench bench;
    const auto spectrometer = bench.open();
    bench.device.stale_answers = 1;
    bench.server.faults.noise_before = true;
    CHECK(spectrometer->acquire({})[0] == 10.0);
}

TEST_CASE("a checksum that stays wrong is an error that says so") {
    Bench bench;
    const auto spectrometer = bench.open();
    bench.device.bad_checksum = true;
    REQUIRE_THROWS_WITH(spectrometer->acquire({}), Contains("obp spectrometer: tcp") &&
                                                       Contains("get corrected spectrum") &&
                                                       Contains("checksum"));
}

TEST_CASE("what the device refuses is told with its error number") {
    Bench bench;
    bench.settings.min_integration_ms = 0.001;
    const auto spectrometer = bench.open();
    REQUIRE_THROWS_WITH(spectrometer->configure({0.005, 1}), Contains("set integration time") &&
                                                                 Contains("error 6") &&
                                                                 Contains("payload data invalid"));
}

TEST_CASE("settings beyond the limits are refused before anything is sent") {
    Bench bench;
    const auto spectrometer = bench.open();
    const std::string before = bench.server.received();
    CHECK_THROWS_WITH(spectrometer->configure({20000.0, 1}), Contains("integration_ms = 20000"));
    CHECK_THROWS_WITH(spectrometer->configure({10.0, 0}), Contains("averages = 0"));
    CHECK(bench.server.received() == before);
}

TEST_CASE("a request to stop ends a long exposure, and the next spectrum is right") {
    Bench bench;
    const auto spectrometer = bench.open();
    bench.device.never_done = true;
    spectrometer->configure({10000.0, 1});
    std::stop_source source;
    source.request_stop();
    try {
        (void)spectrometer->acquire(source.get_token());
        FAIL("returned");
    } catch (const Error& error) {
        CHECK(error.kind() == ErrorKind::cancelled);
    }
    bench.device.never_done = false;
    CHECK(spectrometer->acquire({})[0] == 10000.0);
}

TEST_CASE("an answer that is deferred is waited for") {
    Bench bench;
    const auto spectrometer = bench.open();
    bench.device.defers = true;
    spectrometer->configure({25.0, 2});
    CHECK(bench.device.scans == 2);
    CHECK(spectrometer->acquire({})[0] == 25.0);
}

TEST_CASE("a model that can't average is never asked to") {
    Bench bench;
    bench.device.averages = false;
    CHECK_THROWS_WITH(bench.open(), Contains("set scans to average") && Contains("unknown message type"));
    bench.settings.max_averages = 1;
    const auto spectrometer = bench.open();
    spectrometer->configure({25.0, 1});
    CHECK(spectrometer->acquire({})[0] == 25.0);
    CHECK_THROWS_WITH(spectrometer->configure({25.0, 2}), Contains("averages = 2"));
}
