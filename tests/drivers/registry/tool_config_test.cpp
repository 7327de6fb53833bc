// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/registry/tool_config.h"

#include "libinspect/base/error.h"

#include <regex>

namespace waferglow::drivers {
namespace {

using Catch::Matchers::Contains;

/// The default tool file with one piece of text replaced.
std::string changed(const std::string& from, const std::string& to) {
    std::string text(default_tool_toml());
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

TEST_CASE("an unknown key is an error that names its line and the nearest key") {
    const std::string text = changed("[simulated]\n", "[simulated]\nsed = 3\n");
    CHECK_THROWS_WITH(
        parse_tool_config(text, "t.toml"),
        Contains("t.toml [simulated] line 6: sed is no setting") && Contains("did you mean 'seed'"));
    CHECK_THROWS_WITH(parse_tool_config(changed("[stage]\n", "[stage]\nsetle_ms = 3\n"), "t.toml"),
                      Contains("did you mean 'settle_ms'"));
    CHECK_THROWS_WITH(parse_tool_config(changed("[camera]", "[camrea]"), "t.toml"),
                      Contains("did you mean 'camera'"));
}

TEST_CASE("an unknown driver is an error that names the nearest and lists all") {
    CHECK_THROWS_WITH(parse_tool_config(changed("driver = \"simulated\"", "driver = \"simulatd\""), "t.toml"),
                      Contains("t.toml [stage]") && Contains("did you mean 'simulated'") && Contains("gcs"));
}

TEST_CASE("a driver that has no such device is refused") {
    CHECK_THROWS_WITH(
        parse_tool_config(changed("[camera]\ndriver = \"simulated\"", "[camera]\ndriver = \"gcs\""), "t"),
        Contains("'gcs' has no such device") && Contains("aravis"));
}

TEST_CASE("values of the wrong type or beyond the limits are refused with the limits") {
    CHECK_THROWS_WITH(parse_tool_config(changed("[simulated]\n", "[simulated]\nvignetting = 2\n"), "t"),
                      Contains("vignetting = 2 must be between 0 and 0.99"));
    CHECK_THROWS_WITH(parse_tool_config(changed("[simulated]\n", "[simulated]\nseed = \"one\"\n"), "t"),
                      Contains("seed must be of type integer"));
    CHECK_THROWS_WITH(parse_tool_config(changed("[simulated]\n", "[simulated]\ntime = \"real\"\n"), "t"),
                      Contains("virtual, wall"));
}

TEST_CASE("a whole number will do for a number") {
    const ToolConfig config =
        parse_tool_config(changed("[simulated]\n", "[simulated]\nstage_jitter_um = 3\n"), "t");
    CHECK(config.shared.at("simulated").number("stage_jitter_um") == 3.0);
}

TEST_CASE("lights need names of their own") {
    CHECK_THROWS_WITH(parse_tool_config(changed("name = \"lamp\"", "name = \"laser\""), "t"),
                      Contains("two lights are named 'laser'"));
}

TEST_CASE("a broken file is told with its line") {
    CHECK_THROWS_WITH(parse_tool_config("format = \"waferglow-tool\"\nversion = = 1\n", "t.toml"),
                      Contains("t.toml line 2"));
    CHECK_THROWS_WITH(parse_tool_config("", "t.toml"), Contains("no tool file"));
}

TEST_CASE("every setting of every driver can be shown in a form") {
    for (const DriverFamily& family : driver_families()) {
        std::vector<SettingInfo> all = family.shared_settings;
        const auto add = [&](const auto& driver) {
            if (driver) all.insert(all.end(), driver->settings.begin(), driver->settings.end());
        };
        add(family.stage);
        add(family.camera);
        add(family.spectrometer);
        add(family.filter_wheel);
        add(family.light);
        for (const SettingInfo& info : all) {
            INFO(family.name << " " << info.name);
            CHECK(std::regex_match(info.name, std::regex("[a-z][a-z0-9_]*")));
            CHECK_FALSE(info.help.empty());
            if (info.type() == SettingType::number && info.min && info.max) {
                CHECK(std::get<double>(info.standard) >= *info.min);
                CHECK(std::get<double>(info.standard) <= *info.max);
            }
        }
    }
}

}  // namespace
}  // namespace waferglow::drivers
