// SPDX-License-Identifier: GPL-3.0-or-later
// A tool file as forms: read, checked while typed, saved so that it reads back.
#include "app/gui/presenters/devices/devices_presenter.h"

#include "tests/gui/desk_for_tests.h"
#include "tests/station/small_tool.h"

#include <algorithm>

#include <catch2/catch.hpp>

using namespace waferglow;
using namespace waferglow::gui;
using namespace waferglow::test;
using Catch::Matchers::Contains;

namespace {

struct Bench {
    SmallTool tool;
    PostedCalls calls;
    Desk desk{calls.poster(), no_clock, tool.workplace()};
    DevicesPresenter devices{desk, [] {}};

    Bench() { devices.open(tool.workplace().tool_file); }
    std::size_t form(const std::string& title) const {
        const auto found = std::ranges::find(devices.forms(), title, &ToolForm::title);
        REQUIRE(found != devices.forms().end());
        return static_cast<std::size_t>(found - devices.forms().begin());
    }
    std::size_t field(std::size_t in, const std::string& name) const {
        const auto& fields = devices.forms()[in].fields;
        const auto found =
            std::ranges::find_if(fields, [&](const ToolField& f) { return f.info.name == name; });
        REQUIRE(found != fields.end());
        return static_cast<std::size_t>(found - fields.begin());
    }
    void type(const std::string& title, const std::string& name, const std::string& text) {
        const std::size_t in = form(title);
        devices.set_text(in, field(in, name), text);
    }
};

}  // namespace

TEST_CASE("forms hold what the file says and the standard for the rest") {
    const Bench bench;
    const auto& forms = bench.devices.forms();
    CHECK(bench.devices.name() == "Small");
    const std::size_t shared = bench.form("simulated");
    CHECK(forms[shared].fields[bench.field(shared, "rows")].text == "60");
    const std::size_t stage = bench.form("stage");
    CHECK(forms[stage].fields[bench.field(stage, "settle_ms")].text == "20");
    CHECK(bench.devices.problem().empty());
}

TEST_CASE("a value out of range and one of the wrong type are told at once") {
    Bench bench;
    bench.type("stage", "settle_ms", "-1");
    CHECK_THAT(bench.devices.problem(), Contains("settle_ms") && Contains("0"));
    bench.type("stage", "settle_ms", "soon");
    CHECK_FALSE(bench.devices.problem().empty());
    bench.type("stage", "settle_ms", "25");
    CHECK(bench.devices.problem().empty());
}

TEST_CASE("what is saved reads back with the values typed") {
    Bench bench;
    bench.desk.session().set_up("ann", "correct horse");
    bench.type("stage", "settle_ms", "25");
    bench.type("laser", "name", "blue \"one\"");
    const auto path = bench.tool.folder() / "saved.toml";
    bench.devices.save(path);
    const drivers::ToolConfig config = drivers::read_tool_config(path);
    CHECK(config.stage.common.integer("settle_ms") == 25);
    CHECK(config.lights.front().common.text("name") == "blue \"one\"");
    CHECK(config.shared.at("simulated").integer("rows") == 60);
    CHECK(bench.desk.workplace().tool_file == path);
    CHECK(bench.desk.session().trail().entries.back().action == "tool");
}

TEST_CASE("the filter wheel is a form of its own, answers when it is asked and is saved as its section") {
    Bench bench;
    bench.desk.session().set_up("ann", "correct horse");
    bench.tool.write_tool({}, "[filter_wheel]\ndriver = \"simulated\"\nnames = [\"clear\", \"edge\"]\n");
    bench.devices.open(bench.tool.workplace().tool_file);
    bench.type("filter_wheel", "move_timeout_ms", "2500");
    CHECK(bench.devices.problem().empty());
    const auto path = bench.tool.folder() / "saved.toml";
    bench.devices.save(path);
    const drivers::ToolConfig config = drivers::read_tool_config(path);
    REQUIRE(config.filter_wheel);
    CHECK(config.filter_wheel->common.integer("move_timeout_ms") == 2500);
    CHECK(config.filter_wheel->common.list("names") == std::vector<std::string>{"clear", "edge"});
    bench.devices.survey();
    REQUIRE(bench.calls.run_until([&] { return !bench.devices.asking(); }));
    const auto& report = bench.devices.forms()[bench.form("filter_wheel")].report;
    REQUIRE(report);
    CHECK(report->identity.model == "simulated filter wheel");
}

TEST_CASE("an operator saves no tool") {
    Bench bench;
    const auto path = bench.tool.folder() / "saved.toml";
    bench.devices.save(path);
    CHECK_FALSE(std::filesystem::exists(path));
}

TEST_CASE("asked, every simulated device says who it is") {
    Bench bench;
    bench.devices.survey();
    REQUIRE(bench.calls.run_until([&] { return !bench.devices.asking(); }));
    for (const ToolForm& form : bench.devices.forms()) {
        if (!form.is_device) continue;
        INFO(form.title);
        REQUIRE(form.report);
        CHECK(form.report->reachable);
    }
}
