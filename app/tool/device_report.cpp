// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tool/open_tool.h"
#include "libinspect/base/error.h"

#include <fmt/format.h>

namespace waferglow::tool {
namespace {

using Limits = std::vector<std::pair<std::string, std::string>>;

std::string range(double least, double most) {
    return fmt::format("{:.6g} to {:.6g}", least, most);
}

Limits stage_limits(const drivers::Stage& stage) {
    const drivers::StageCapabilities can = stage.capabilities();
    Limits limits{{"x_um", range(can.x_um.min, can.x_um.max)}, {"y_um", range(can.y_um.min, can.y_um.max)}};
    if (can.z_um) limits.emplace_back("z_um", range(can.z_um->min, can.z_um->max));
    if (can.theta_rad) limits.emplace_back("theta_rad", range(can.theta_rad->min, can.theta_rad->max));
    limits.emplace_back("speed_um_s", fmt::format("{:.6g}", can.max_speed_um_s));
    limits.emplace_back("resolution_um", fmt::format("{:.6g}", can.resolution_um));
    return limits;
}

Limits camera_limits(const drivers::Camera& camera) {
    const drivers::CameraCapabilities can = camera.capabilities();
    return {{"sensor_px", fmt::format("{} x {}", can.sensor_width_px, can.sensor_height_px)},
            {"exposure_ms", range(can.min_exposure_ms, can.max_exposure_ms)},
            {"gain", range(can.min_gain, can.max_gain)},
            {"pixel_formats", fmt::format("{}", fmt::join(can.pixel_formats, ", "))}};
}

Limits spectrometer_limits(const drivers::Spectrometer& spectrometer) {
    const drivers::SpectrometerCapabilities can = spectrometer.capabilities();
    const std::vector<double> nm = spectrometer.wavelengths_nm();
    Limits limits{{"pixels", fmt::format("{}", can.pixels)},
                  {"integration_ms", range(can.min_integration_ms, can.max_integration_ms)},
                  {"averages", fmt::format("1 to {}", can.max_averages)}};
    if (!nm.empty()) limits.emplace_back("wavelength_nm", range(nm.front(), nm.back()));
    return limits;
}

Limits filter_wheel_limits(const drivers::FilterWheel& wheel, const std::vector<std::string>& filters) {
    const auto at = static_cast<std::size_t>(wheel.position());
    return {{"positions", fmt::format("{}", wheel.capabilities().positions)},
            {"names", fmt::format("{}", fmt::join(filters, ", "))},
            {"stands_at", at <= filters.size() ? filters[at - 1] : fmt::format("{}", at)}};
}

Limits light_limits(const drivers::NamedLight& light) {
    const drivers::LightCapabilities can = light.source->capabilities();
    Limits limits{{"for", name_of(light.use)}, {"power_mw", range(can.min_power_mw, can.max_power_mw)}};
    if (can.wavelength_nm > 0.0)
        limits.emplace_back("wavelength_nm", fmt::format("{:.6g}", can.wavelength_nm));
    if (light.spot_cm2 > 0.0)
        limits.emplace_back("excitation_w_cm2", range(1e-3 * can.min_power_mw / light.spot_cm2,
                                                      1e-3 * can.max_power_mw / light.spot_cm2));
    if (can.has_interlock)
        limits.emplace_back("interlock", light.source->interlock_closed() ? "closed" : "open");
    return limits;
}

}  // namespace

std::vector<DeviceReport> report_devices(const drivers::Tool& tool, const drivers::Unreachable& unreachable) {
    std::vector<DeviceReport> reports;
    const auto ask = [&](const std::string& name, const std::string& label, const std::string& kind,
                         const std::string& driver, const drivers::Device* device, const auto& limits) {
        DeviceReport report{.name = name,
                            .kind = kind,
                            .label = label,
                            .driver = driver,
                            .reachable = false,
                            .error = {},
                            .interlock_open = false,
                            .identity = {},
                            .limits = {}};
        try {
            if (device == nullptr) throw Error(ErrorKind::device, unreachable.at(label));
            report.identity = device->identity();
            report.limits = limits();
            report.reachable = true;
        } catch (const Error& error) {
            report.error = full_message(error);
        }
        reports.push_back(std::move(report));
    };
    ask("stage", "stage", "stage", tool.stage_driver, tool.stage.get(),
        [&] { return stage_limits(*tool.stage); });
    ask("camera", "camera", "camera", tool.camera_driver, tool.camera.get(),
        [&] { return camera_limits(*tool.camera); });
    if (!tool.spectrometer_driver.empty())
        ask("spectrometer", "spectrometer", "spectrometer", tool.spectrometer_driver, tool.spectrometer.get(),
            [&] { return spectrometer_limits(*tool.spectrometer); });
    if (!tool.filter_wheel_driver.empty())
        ask("filter wheel", "filter wheel", "filter_wheel", tool.filter_wheel_driver, tool.filter_wheel.get(),
            [&] { return filter_wheel_limits(*tool.filter_wheel, tool.filters); });
    for (const drivers::NamedLight& light : tool.lights) {
        ask(light.name, "light '" + light.name + "'", "light", light.driver, light.source.get(),
            [&] { return light_limits(light); });
        DeviceReport& report = reports.back();
        try {
            report.interlock_open = report.reachable && !light.source->interlock_closed();
        } catch (const Error& error) {
            report.reachable = false;
            report.error = full_message(error);
        }
    }
    return reports;
}

}  // namespace waferglow::tool
