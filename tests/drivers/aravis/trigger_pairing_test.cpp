// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/aravis/trigger_pairing.h"

#include <catch2/catch.hpp>

using waferglow::drivers::TriggerPairing;
using Verdict = TriggerPairing::Verdict;

TEST_CASE("one trigger, one frame") {
    TriggerPairing pairing;
    for (std::uint64_t id = 0; id < 3; ++id) {
        pairing.triggered();
        CHECK(pairing.judge(id) == Verdict::wanted);
    }
}

TEST_CASE("a frame that comes after its trigger was given up is stale, and the next is the wanted one") {
    TriggerPairing pairing;
    pairing.triggered();
    CHECK(pairing.judge(0) == Verdict::wanted);
    pairing.triggered();  // whose frame is late
    pairing.triggered();
    CHECK(pairing.judge(1) == Verdict::stale);
    CHECK(pairing.judge(2) == Verdict::wanted);
    pairing.triggered();
    CHECK(pairing.judge(3) == Verdict::wanted);
}

TEST_CASE("a frame that is lost for good leaves the next one wanted") {
    TriggerPairing pairing;
    pairing.triggered();
    CHECK(pairing.judge(0) == Verdict::wanted);
    pairing.triggered();  // frame 1 is lost
    pairing.triggered();
    CHECK(pairing.judge(2) == Verdict::wanted);
}

TEST_CASE("several late frames are all stale") {
    TriggerPairing pairing;
    pairing.triggered();
    CHECK(pairing.judge(0) == Verdict::wanted);
    for (int i = 0; i < 3; ++i) pairing.triggered();
    CHECK(pairing.judge(1) == Verdict::stale);
    CHECK(pairing.judge(2) == Verdict::stale);
    CHECK(pairing.judge(3) == Verdict::wanted);
}

TEST_CASE("frames that no trigger asked for are told") {
    TriggerPairing pairing;
    CHECK(pairing.judge(0) == Verdict::unasked);
    pairing.triggered();
    CHECK(pairing.judge(0) == Verdict::wanted);
    CHECK(pairing.judge(1) == Verdict::unasked);
    pairing.triggered();
    CHECK(pairing.judge(2) == Verdict::unasked);
}

TEST_CASE("where the first frames were given up nobody knows whose the next is") {
    TriggerPairing pairing;
    CHECK_FALSE(pairing.ambiguous());
    pairing.triggered();
    CHECK(pairing.ambiguous());
    CHECK(pairing.judge(0) == Verdict::wanted);
    pairing.triggered();
    CHECK_FALSE(pairing.ambiguous());
}
