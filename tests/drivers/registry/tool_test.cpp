// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/registry/tool.h"

#include "drivers/simulated/simulated_tool.h"
#include "libinspect/base/error.h"

namespace waferglow::drivers {
namespace {

using Catch::Matchers::Contains;

ToolConfig small_tool(const std::string& camera_lines, const std::string& light_lines = "") {
    return parse_tool_config(
        "format = \"waferglow-tool\"\nversion = 1\n[simulated]\nwafer_inch = 2\nwidth_px = 160\nheight_px = "
        "120\n"
        "[stage]\ndriver = \"simulated\"\n[camera]\ndriver = \"simulated\"\n" +
            camera_lines + "\n[[light]]\ndriver = \"simulated\"\n" + light_lines,
        "test");
}

TEST_CASE("the default tool has everything, and knows its geometry") {
    const Tool tool = open_tool(default_tool_config());
    CHECK(tool.stage->identity().model == "simulated stage");
    CHECK(tool.camera_info.width_px == 640);
    CHECK(tool.camera_info.pixel_um == 10.0);
    CHECK(tool.camera_info.saturation_dn == 4095);
    REQUIRE(tool.spectrometer);
    REQUIRE(tool.filter_wheel);
    CHECK(tool.filters == std::vector<std::string>{"open", "sloped"});
    REQUIRE(tool.lights.size() == 3);
    CHECK(tool.lights[0].use == LightUse{ChannelKind::pl});
    // 1.3 fields of 6.4 x 4.8 mm.
    CHECK(tool.lights[0].spot_cm2 == Approx(1.3 * 0.64 * 0.48));
    CHECK(tool.lights[1].default_mw > 0.0);
    CHECK(tool.write_el_reference);
    CHECK(tool.flat_position);
}

TEST_CASE("a file's settings reach the devices") {
    const Tool tool = open_tool(small_tool("pixel_size_um = 9.5\nsaturation_dn = 4000\n"));
    CHECK(tool.camera->capabilities().sensor_width_px == 160);
    CHECK(tool.camera_info.pixel_um == 9.5);
    CHECK(tool.camera_info.saturation_dn == 4000);
    CHECK_FALSE(tool.spectrometer);
}

TEST_CASE("positions of the filter wheel are called as the file says, those that it leaves out by number") {
    const std::string wheel = "[filter_wheel]\ndriver = \"simulated\"\n";
    CHECK(open_tool(small_tool(wheel + "names = [\"clear\"]\n")).filters ==
          std::vector<std::string>{"clear", "2"});
    CHECK(open_tool(small_tool("")).filters.empty());
    CHECK_THROWS_WITH(open_tool(small_tool(wheel + "names = [\"a\", \"b\", \"c\"]\n")),
                      Contains("3 are given, and the wheel has 2 positions"));
    CHECK_THROWS_WITH(open_tool(small_tool(wheel + "names = [\"2\"]\n")),
                      Contains("two positions are named '2'"));
    CHECK_THROWS_WITH(open_tool(small_tool(wheel + "names = [\"\"]\n")), Contains("one of them is empty"));
}

TEST_CASE("a fault named in the file strikes; its error names the device, and the log has it") {
    std::string log;
    const Tool tool =
        open_tool(small_tool("", "faults = [\"garbage@on\"]\n"), [&](const DeviceNotice& notice) {
            if (notice.event == DeviceEvent::fault) log += notice.label + "|" + notice.message;
        });
    try {
        tool.lights[0].source->switch_on();
        FAIL("no fault");
    } catch (const Error& error) {
        CHECK(error.kind() == ErrorKind::device);
        CHECK_THAT(full_message(error), Contains("light 'laser': switch on: ") && Contains("makes no sense"));
    }
    CHECK_THAT(log, Contains("light 'laser'|switch on"));
    tool.lights[0].source->switch_on();
    CHECK(tool.lights[0].source->is_on());
}

TEST_CASE("a guarded light goes off with its wrapper, also while an exception flies") {
    auto bench =
        std::make_shared<SimulatedBench>(default_simulated_settings(), std::make_shared<VirtualTime>());
    const auto fly = [&] {
        const std::unique_ptr<LightSource> light =
            guarded(std::unique_ptr<LightSource>(std::make_unique<SimulatedLight>(
                        LightKind::laser, bench, std::make_shared<FaultPlan>())),
                    Guard{.label = "laser"});
        light->switch_on();
        REQUIRE(bench->any_light_on());
        throw Error(ErrorKind::job, "something else");
    };
    CHECK_THROWS_AS(fly(), Error);
    CHECK_FALSE(bench->any_light_on());
}

TEST_CASE("an interlock that opens is told by the light's own word, once, and that it is closed again") {
    std::vector<DeviceNotice> told;
    const Tool tool = open_tool(small_tool("",
                                           "faults = [\"interlock_open@state\", "
                                           "\"interlock_open@interlockx2\"]\n"),
                                [&](const DeviceNotice& notice) { told.push_back(notice); });
    LightSource& laser = *tool.lights[0].source;
    laser.switch_on();
    told.clear();
    CHECK_FALSE(laser.is_on());
    CHECK_FALSE(laser.interlock_closed());
    CHECK_FALSE(laser.interlock_closed());
    REQUIRE(told.size() == 2);
    CHECK(told[0].fault == DeviceFault::light_out);
    CHECK(told[1].fault == DeviceFault::interlock_open);
    CHECK(told[1].event == DeviceEvent::fault);
    CHECK(told[1].label == "light 'laser'");
    CHECK(laser.interlock_closed());
    REQUIRE(told.size() == 3);
    CHECK(told[2].event == DeviceEvent::over);
    CHECK(told[2].fault == DeviceFault::interlock_open);
    laser.switch_on();
    REQUIRE(told.size() == 4);
    CHECK(told[3].event == DeviceEvent::over);
    CHECK(told[3].fault == DeviceFault::light_out);
}

TEST_CASE("a failed command is over with the next that goes well; a refused wish is no fault") {
    std::vector<DeviceNotice> told;
    const Tool tool = open_tool(small_tool("", "faults = [\"garbage@state\"]\n"),
                                [&](const DeviceNotice& notice) { told.push_back(notice); });
    LightSource& laser = *tool.lights[0].source;
    CHECK_THROWS_AS(laser.set_power_mw(1e9), Error);
    CHECK(told.empty());
    CHECK_THROWS_AS(laser.is_on(), Error);
    (void)laser.capabilities();  // the driver knows them by itself
    CHECK(told.size() == 1);
    (void)laser.is_on();
    (void)laser.is_on();
    REQUIRE(told.size() == 2);
    CHECK(told[0].event == DeviceEvent::fault);
    CHECK(told[1].event == DeviceEvent::over);
    CHECK(told[1].fault == DeviceFault::command_failed);
}

TEST_CASE("what is no fault of a device keeps its kind") {
    const Tool tool = open_tool(small_tool(""));
    try {
        tool.stage->home({});
        tool.stage->start_move({{1e9, 0.0}, {}, {}});
        FAIL("no error");
    } catch (const Error& error) {
        CHECK(error.kind() == ErrorKind::usage);
        CHECK_THAT(full_message(error), Contains("stage: move: ") && Contains("soft limits"));
    }
}

}  // namespace
}  // namespace waferglow::drivers
