// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/drivers/conformance/fixtures.h"

#include <algorithm>

#include <catch2/catch.hpp>

using namespace waferglow;
using namespace waferglow::drivers;
using namespace waferglow::test;
using Catch::Contains;

#define EVERY_SPECTROMETER SimulatedSpectrometerBench, ObpSpectrometerBench

TEMPLATE_TEST_CASE("a spectrometer has one ascending wavelength a pixel", "", EVERY_SPECTROMETER) {
    TestType bench;
    CHECK_FALSE(bench.device().identity().serial_number.empty());
    const std::vector<double> nm = bench.device().wavelengths_nm();
    CHECK(static_cast<int>(nm.size()) == bench.device().capabilities().pixels);
    CHECK(std::is_sorted(nm.begin(), nm.end()));
    CHECK(nm.front() > 150.0);
    CHECK(nm.back() < 2500.0);
}

TEMPLATE_TEST_CASE("a spectrum has a count a pixel, none beyond saturation", "", EVERY_SPECTROMETER) {
    TestType bench;
    bench.device().configure({20.0, 2});
    CHECK(bench.device().settings() == SpectrometerSettings{20.0, 2});
    const std::vector<double> counts = bench.device().acquire({});
    REQUIRE(static_cast<int>(counts.size()) == bench.device().capabilities().pixels);
    CHECK(*std::max_element(counts.begin(), counts.end()) <= bench.device().capabilities().saturation_counts);
}

TEMPLATE_TEST_CASE("a spectrometer refuses settings beyond its limits and keeps the old ones", "",
                   EVERY_SPECTROMETER) {
    TestType bench;
    bench.device().configure({20.0, 2});
    const SpectrometerCapabilities can = bench.device().capabilities();
    message_of(ErrorKind::usage, [&] { bench.device().configure({2.0 * can.max_integration_ms, 1}); });
    message_of(ErrorKind::usage, [&] { bench.device().configure({20.0, 0}); });
    CHECK(bench.device().settings() == SpectrometerSettings{20.0, 2});
}

TEMPLATE_TEST_CASE("a request to stop ends a spectrum as cancelled", "", EVERY_SPECTROMETER) {
    TestType bench;
    bench.device().configure({1000.0, 1});
    std::stop_source source;
    source.request_stop();
    message_of(ErrorKind::cancelled, [&] { (void)bench.device().acquire(source.get_token()); });
}

TEMPLATE_TEST_CASE("a spectrometer whose link drops works again after a reconnect", "", EVERY_SPECTROMETER) {
    TestType bench;
    bench.drop_link();
    CHECK_THAT(message_of(ErrorKind::device,
                          [&] {
                              bench.device().configure({20.0, 1});
                          }),
               Contains("spectrometer") && Contains("'"));
    bench.device().reconnect();
    CHECK(static_cast<int>(bench.device().acquire({}).size()) == bench.device().capabilities().pixels);
}

TEMPLATE_TEST_CASE("a silent spectrometer is a device error with the command", "", EVERY_SPECTROMETER) {
    TestType bench;
    bench.fall_silent();
    CHECK_THAT(message_of(ErrorKind::device,
                          [&] {
                              bench.device().configure({20.0, 1});
                          }),
               Contains("spectrometer") && Contains("'"));
    bench.device().make_safe();
    bench.speak_again();
}
