// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/aravis/frame_ids.h"

#include <catch2/catch.hpp>

using waferglow::drivers::FrameIds;

TEST_CASE("ids count from 0, and a gap shows") {
    FrameIds ids(true);
    CHECK(ids.next(1) == 0);
    CHECK(ids.next(2) == 1);
    CHECK(ids.next(5) == 4);
    CHECK(ids.missing() == 2);
}

TEST_CASE("a 16-bit block id passes from 65535 to 1 without a gap") {
    FrameIds ids(true);
    CHECK(ids.next(65534) == 0);
    CHECK(ids.next(65535) == 1);
    CHECK(ids.next(1) == 2);
    CHECK(ids.next(3) == 4);
    CHECK(ids.missing() == 1);
}

TEST_CASE("64-bit ids go on beyond 65535") {
    FrameIds ids(false);
    CHECK(ids.next(65535) == 0);
    CHECK(ids.next(65536) == 1);
    CHECK(ids.missing() == 0);
}
