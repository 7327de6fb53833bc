// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tool/open_tool.h"

#include "drivers/simulated/simulated_tool.h"
#include "libinspect/base/error.h"

#include <fmt/format.h>

namespace waferglow::tool {

struct OpenTool::Impl {
    drivers::SimulatedTool simulated;
    ScanTool view;

    explicit Impl(const drivers::SimulatedSettings& settings) : simulated(settings) {
        const drivers::SimulatedSettings& s = simulated.bench->settings();
        view.stage = &simulated.stage;
        view.camera = &simulated.camera;
        view.spectrometer = &simulated.spectrometer;
        view.lights = {{.name = "laser",
                        .kind = "pl",
                        .source = &simulated.laser,
                        .spot_cm2 = s.laser.illuminated_area_cm2,
                        .default_mw = 0.0},
                       {.name = "lamp",
                        .kind = "reflected",
                        .source = &simulated.lamp,
                        .spot_cm2 = 0.0,
                        .default_mw = s.lamp.max_power_mw}};
        view.camera_info = s.wafer.camera;
        // Beside the wafer lies nothing but the even chuck.
        const double field_um = s.wafer.camera.width_px * s.wafer.camera.pixel_um;
        view.flat_position = StagePoint{s.wafer.wafer.radius_um() + field_um, 0.0};
    }
};

OpenTool::OpenTool(const std::filesystem::path& file) {
    if (!file.empty())
        throw Error(
            ErrorKind::usage,
            fmt::format("{}: tool files are not supported yet; leave --tool out for the simulated tool",
                        file.string()));
    impl_ = std::make_unique<Impl>(drivers::default_simulated_settings());
    SafeState::enter(impl_->view.devices());
}

OpenTool::~OpenTool() {
    SafeState::enter(impl_->view.devices());
}

const ScanTool& OpenTool::view() const {
    return impl_->view;
}

void OpenTool::complete(ScanRequest& request) const {
    request.tool_settings.push_back({"tool", "simulated"});
}

std::vector<DeviceReport> OpenTool::report() const {
    return report_devices(impl_->view, "simulated");
}

void OpenTool::write_el_reference(const std::filesystem::path& file) const {
    drivers::write_el_reference(impl_->simulated.bench->wafer(), file);
}

}  // namespace waferglow::tool
