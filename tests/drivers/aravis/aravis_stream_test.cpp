// SPDX-License-Identifier: GPL-3.0-or-later
// A long stream from Aravis's own fake GigE Vision camera, which gives 25 frames a second whatever it is
// told.
#include "tests/drivers/aravis/loopback_camera.h"

#include <catch2/catch.hpp>

using namespace waferglow::drivers;
using namespace waferglow::test;
using Catch::Contains;

TEST_CASE(
    "1,000 frames stream, each accounted for; the camera's process is killed, started again and found") {
    FakeCamera process;
    const auto camera = open_camera();
    camera->configure(small_and_fast());
    camera->start(32);
    Frame frame;
    std::uint64_t last_id = 0;
    for (int i = 0; i < 1000; ++i) {
        camera->next_frame(frame, kLong);
        if (i > 0) REQUIRE(frame.id > last_id);
        last_id = frame.id;
    }
    CHECK(frame.image.width() == 128);
    CHECK(frame.image.height() == 128);
    const StreamStatistics statistics = camera->statistics();
    CHECK(statistics.delivered == 1000);
    CHECK(statistics.delivered + statistics.dropped + statistics.incomplete == last_id + 1);
    CHECK_THROWS_WITH(camera->configure(small_and_fast()), Contains("stop it first"));

    process.kill();
    REQUIRE_THROWS_WITH(
        [&] {
            for (int i = 0; i < 1000; ++i) camera->next_frame(frame, std::chrono::milliseconds(300));
        }(),
        Contains("aravis camera Aravis-Fake-GV50") && Contains("'next_frame'"));
    process.start();
    camera->reconnect();
    camera->configure(small_and_fast());
    camera->start(32);
    for (int i = 0; i < 50; ++i) camera->next_frame(frame, kLong);
    CHECK(camera->statistics().delivered == 50);
    camera->stop();
}
