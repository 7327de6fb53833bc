// SPDX-License-Identifier: GPL-3.0-or-later
// waferglow-cli devices: what a tool has, what answers, and its limits.
#include "app/cli/verb.h"
#include "app/tool/open_tool.h"

#include <memory>

#include <fmt/format.h>

namespace waferglow::cli {
namespace {

struct DevicesArguments {
    std::string tool;
    std::string el_reference;
};

nlohmann::ordered_json device_json(const tool::DeviceReport& device) {
    nlohmann::ordered_json json{{"name", device.name},
                                {"kind", device.kind},
                                {"driver", device.driver},
                                {"reachable", device.reachable}};
    if (!device.reachable) json["error"] = device.error;
    json["identity"] = {{"vendor", device.identity.vendor},
                        {"model", device.identity.model},
                        {"serial_number", device.identity.serial_number},
                        {"firmware", device.identity.firmware}};
    json["limits"] = nlohmann::ordered_json::object();
    for (const auto& [name, value] : device.limits) json["limits"][name] = value;
    return json;
}

std::string device_text(const tool::DeviceReport& device) {
    std::string text = fmt::format("{} ({}, {})  {}\n", device.name, device.kind, device.driver,
                                   device.reachable ? "answers" : "NO ANSWER: " + device.error);
    if (!device.reachable) return text;
    const drivers::Identity& who = device.identity;
    text += fmt::format("    {} {}, serial {}, firmware {}\n", who.vendor, who.model, who.serial_number,
                        who.firmware);
    for (const auto& [name, value] : device.limits) text += fmt::format("    {:<18} {}\n", name, value);
    return text;
}

VerbResult devices(const DevicesArguments& arguments) {
    VerbResult result;
    result.json["tool"] = arguments.tool.empty() ? "simulated" : arguments.tool;
    result.json["devices"] = nlohmann::ordered_json::array();
    for (const tool::DeviceReport& device : tool::survey_devices(arguments.tool)) {
        result.json["devices"].push_back(device_json(device));
        result.text += device_text(device);
        if (!device.reachable) result.exit_code = kDeviceFault;
    }
    if (!arguments.el_reference.empty()) {
        tool::OpenTool(arguments.tool).write_el_reference(arguments.el_reference);
        result.json["el_reference"] = arguments.el_reference;
        result.text += fmt::format("EL reference of the simulated wafer: {}\n", arguments.el_reference);
    }
    return result;
}

}  // namespace

Verb add_devices(CLI::App& app) {
    auto arguments = std::make_shared<DevicesArguments>();
    CLI::App* command = app.add_subcommand("devices", "list the tool's devices: reachable, identity, limits");
    command->add_option("--tool", arguments->tool, "tool file (TOML); without it the simulated tool");
    command->add_option("--el-reference", arguments->el_reference,
                        "write the EL test of a simulated tool's wafer to this CSV file");
    return {command, [arguments](const VerbContext&) { return devices(*arguments); }};
}

}  // namespace waferglow::cli
