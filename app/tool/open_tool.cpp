// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tool/open_tool.h"

#include "libinspect/base/error.h"

#include <fmt/format.h>

namespace waferglow::tool {
namespace {

drivers::ToolConfig config_of(const std::filesystem::path& file) {
    return file.empty() ? drivers::default_tool_config() : drivers::read_tool_config(file);
}

ScanTool view_of(const drivers::Tool& tool) {
    ScanTool view;
    view.stage = tool.stage.get();
    view.camera = tool.camera.get();
    view.spectrometer = tool.spectrometer.get();
    for (const drivers::NamedLight& light : tool.lights)
        view.lights.push_back({.name = light.name,
                               .use = light.use,
                               .source = light.source.get(),
                               .spot_cm2 = light.spot_cm2,
                               .default_mw = light.default_mw});
    view.filter_wheel = tool.filter_wheel.get();
    view.filters = tool.filters;
    view.filter_timeout = tool.filter_timeout;
    view.camera_info = tool.camera_info;
    view.wafer_center = tool.wafer_center;
    view.spectrometer_offset = tool.spectrometer_offset;
    view.flat_position = tool.flat_position;
    view.settle = tool.settle;
    view.frame_timeout = tool.frame_timeout;
    view.frame_buffers = tool.frame_buffers;
    view.pixel_format = tool.pixel_format;
    return view;
}

}  // namespace

OpenTool::OpenTool(const std::filesystem::path& file, const drivers::DeviceLog& log)
    : OpenTool(file, config_of(file), log) {}

OpenTool::OpenTool(const std::filesystem::path& file, const drivers::ToolConfig& config,
                   const drivers::DeviceLog& log)
    : file_(file),
      calibration_folder_(config.calibration_folder.empty() ? std::filesystem::path()
                                                            : file.parent_path() / config.calibration_folder),
      tool_(drivers::open_tool(config, log)),
      view_(view_of(tool_)) {
    SafeState::enter(view_.devices());
}

OpenTool::~OpenTool() {
    SafeState::enter(view_.devices());
}

void OpenTool::complete(ScanRequest& request) const {
    request.tool_settings.push_back({"tool", tool_.name});
    if (tool_.dark_frame) request.dark_frame = tool_.dark_frame;
    if (tool_.flat_frame) request.flat_frame = tool_.flat_frame;
    request.channel_frames = tool_.channel_frames;
    if (tool_.dark_frame || tool_.flat_frame) request.frames_origin = "recording";
}

void OpenTool::write_el_reference(const std::filesystem::path& file) const {
    if (!tool_.write_el_reference)
        throw Error(
            ErrorKind::usage,
            fmt::format("tool '{}' has no EL reference: only a simulated wafer knows its own", tool_.name));
    tool_.write_el_reference(file);
}

std::vector<DeviceReport> survey_devices(const std::filesystem::path& file) {
    drivers::Unreachable unreachable;
    const drivers::Tool tool = drivers::open_tool(config_of(file), {}, &unreachable);
    return report_devices(tool, unreachable);
}

}  // namespace waferglow::tool
