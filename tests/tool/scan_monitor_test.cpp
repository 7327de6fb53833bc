// SPDX-License-Identifier: GPL-3.0-or-later
// Events between the looks at a scan.
#include "app/tool/scan_monitor.h"

#include <catch2/catch.hpp>

using namespace waferglow::tool;
using Texts = std::vector<std::string>;

TEST_CASE("every event is told once, also one between a look at the state and one at the events", "[tool]") {
    ScanMonitor monitor;
    monitor.add_event("first");
    (void)monitor.state();
    monitor.add_event("second");  // after the look at the state
    const ScanEvents look = monitor.events_since(0);
    CHECK(look.texts == Texts{"first", "second"});
    CHECK(monitor.events_since(look.next).texts.empty());
    monitor.add_event("third");
    const ScanEvents later = monitor.events_since(look.next);
    CHECK(later.texts == Texts{"third"});
    CHECK(monitor.events_since(later.next).texts.empty());
}

TEST_CASE("numbers go on where old events were dropped", "[tool]") {
    ScanMonitor monitor;
    constexpr int kMany = 25000;
    for (int i = 0; i < kMany; ++i) monitor.add_event(std::to_string(i));
    const ScanEvents look = monitor.events_since(kMany - 2);
    CHECK(look.texts == Texts{std::to_string(kMany - 2), std::to_string(kMany - 1)});
    CHECK(look.next == kMany);
}
