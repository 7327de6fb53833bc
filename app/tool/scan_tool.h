// SPDX-License-Identifier: GPL-3.0-or-later
// The instruments of one scan, and what is known of how they stand to each other.
#pragma once

#include "app/tool/camera_mount.h"
#include "app/tool/spectral_correction.h"
#include "drivers/interfaces/camera.h"
#include "drivers/interfaces/filter_wheel.h"
#include "drivers/interfaces/light_source.h"
#include "drivers/interfaces/spectrometer.h"
#include "drivers/interfaces/stage.h"
#include "drivers/registry/light_use.h"
#include "libinspect/geometry/camera.h"

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace waferglow::tool {

/// A light source of the tool and what it is for.
struct ToolLight {
    std::string name;
    drivers::LightUse use;
    drivers::LightSource* source = nullptr;
    double spot_cm2 = 0.0;    ///< lit area on the wafer: W/cm2 = mW * 1e-3 / spot_cm2
    double default_mw = 0.0;  ///< for channels without an excitation density
    std::function<double(double power_mw)> set_for_mw{};  ///< set-point for a power; empty: the power itself
};

/// Any device under the name it has in messages.
struct NamedDevice {
    std::string name;
    drivers::Device* device = nullptr;
};

/// In place of a position where the tool has no filter wheel.
inline constexpr int kNoWheel = 0;

/// A view of a tool: whoever owns the devices keeps them alive longer. The scan's acquisition thread alone
/// calls them while it runs.
struct ScanTool {
    drivers::Stage* stage = nullptr;
    drivers::Camera* camera = nullptr;
    drivers::Spectrometer* spectrometer = nullptr;    ///< none: no spectra
    drivers::FilterWheel* filter_wheel = nullptr;     ///< none: nothing is ever in the light path
    std::vector<std::string> filters{};               ///< names of the wheel's positions, from 1 on
    std::chrono::milliseconds filter_timeout{10000};  ///< for a turn of the wheel
    std::vector<ToolLight> lights;
    CameraInfo camera_info;   ///< of frames brought upright; `pixel_um` is the pixel's size on the wafer
    CameraMount mount;        ///< brings them upright
    StagePoint wafer_center;  ///< where the stage stands when the wafer's centre is under the camera
    StagePoint spectrometer_offset;  ///< from the camera's middle to the spectrometer's spot, um
    /// A place that is evenly bright under the light for reflected channels, as a wafer point: for the flat
    /// frame.
    std::optional<StagePoint> flat_position{};
    drivers::SettleRule settle;
    std::chrono::milliseconds frame_timeout{2000};  ///< beyond the exposure
    int frame_buffers = 8;
    std::string pixel_format = "Mono16";
    std::function<double(StagePoint)> focus_um{};  ///< z for a wafer point; empty: z is left alone
    std::vector<double> wavelengths_nm{};     ///< of the spectrometer's pixels, in air; empty: as it believes
    std::optional<ResponseTable> response{};  ///< of the spectrometer; none: counts stay as they are

    [[nodiscard]] std::vector<NamedDevice> devices() const;
    /// The light of that name, or the only one for that use; throws Error(usage) that lists the lights.
    [[nodiscard]] const ToolLight& light(const std::string& name, const drivers::LightUse& use) const;
    /// The wheel's position of that name, from 1 on; of an empty one the position called "open", else the
    /// first. Without a wheel kNoWheel for an empty name. Throws Error(usage) that lists the filters.
    [[nodiscard]] int filter_position(const std::string& name) const;
    /// The filter at a position, for people.
    [[nodiscard]] std::string filter_name(int position) const;
};

/// Brings every device of a tool to its safe state when it goes out of scope, whatever the way.
class SafeState {
  public:
    explicit SafeState(const ScanTool& tool) : devices_(tool.devices()) {}
    ~SafeState() { enter(devices_); }
    SafeState(const SafeState&) = delete;
    SafeState& operator=(const SafeState&) = delete;

    /// Lights first: nothing else can hurt anybody.
    static void enter(const std::vector<NamedDevice>& devices) noexcept;

  private:
    std::vector<NamedDevice> devices_;
};

}  // namespace waferglow::tool
