// SPDX-License-Identifier: GPL-3.0-or-later
// What the desk tells of a file that it opens.
#include "tests/gui/desk_for_tests.h"
#include "tests/gui/wafer_files.h"
#include "tests/store/foreign_content.h"

#include <algorithm>

using namespace waferglow;
using namespace waferglow::gui;
using namespace waferglow::test;

TEST_CASE("a layer of another program's shape is passed over with a warning in the log") {
    const ScratchFolder folder;
    const auto path = folder / "w.h5";
    write_judged_wafer(path);
    {
        const ForeignEditor editor(path);
        editor.matrix("/entry/map/theirs", 3, 5);
    }
    PostedCalls calls;
    Desk desk(calls.poster(), no_clock);
    desk.open(path);
    REQUIRE(calls.run_until([&] { return desk.document() != nullptr; }));
    const auto& lines = desk.log().lines();
    const auto told = std::ranges::find_if(lines, [](const station::LogLine& line) {
        return line.happening && line.happening->event == station::Event::passed_over;
    });
    REQUIRE(told != lines.end());
    CHECK(told->severity == station::Severity::warning);
    CHECK(told->text.find("/entry/map/theirs") != std::string::npos);
}
