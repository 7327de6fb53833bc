// SPDX-License-Identifier: GPL-3.0-or-later
// What calibration runs ask of a tool: frames and spectra under a light, with the patience of a scan.
#pragma once

#include "app/tool/calibration_runs.h"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace waferglow::tool {

/// How frames are taken.
struct Shot {
    const ToolLight* light = nullptr;  ///< none: all lights off
    double power_mw = 0.0;
    double exposure_ms = 1.0;
    StagePoint at{};               ///< wafer point under the camera
    std::optional<double> z_um{};  ///< none: z is left alone
};

/// How spectra are taken.
struct SpectrumShot {
    const ToolLight* light = nullptr;  ///< none: all lights off
    double integration_ms = 1.0;
    int averages = 1;
    int filter = kNoWheel;  ///< position of the tool's filter wheel
};

/// Confined to the thread that runs the calibration. Everything is made safe when it goes out of scope.
class CalibrationBench {
  public:
    CalibrationBench(const ScanTool& tool, const CalibrationOptions& options, std::stop_token stop,
                     OnCalibrationProgress progress);

    [[nodiscard]] const ScanTool& tool() const { return tool_; }
    [[nodiscard]] const CalibrationOptions& options() const { return options_; }
    [[nodiscard]] const std::stop_token& stop() const { return stop_; }

    /// Tells how far it is; throws Error(cancelled) where a stop is requested.
    void step(double share, const std::string& what) const;

    /// The light of the options' name, or the only one of the kind. Throws Error(usage).
    [[nodiscard]] const ToolLight& light(const drivers::LightUse& use) const;
    /// Its power for calibrations: the standard one, or half of what it can.
    [[nodiscard]] static double power_mw(const ToolLight& light);

    void take(const Shot& shot, int frames, const std::function<void(const Image&)>& visit) const;
    [[nodiscard]] Image take_one(const Shot& shot) const;
    /// Mean of the middle of a frame, half its width and height, in DN.
    [[nodiscard]] static double middle_level(const Image& image);
    /// The exposure at which the middle is lit to `share` of the camera's range, between the camera's limits.
    /// Throws Error(job) where there is no light.
    [[nodiscard]] double exposure_for(Shot shot, double share) const;

    /// Mean spectrum of `averages`; `light` none: all off.
    [[nodiscard]] std::vector<double> spectrum(const ToolLight* light, double integration_ms,
                                               int averages) const;
    /// Mean spectrum at each of the wafer points, which the stage goes to one after the other.
    [[nodiscard]] std::vector<std::vector<double>> spectra(const SpectrumShot& shot,
                                                           std::span<const StagePoint> places) const;
    /// As the spectrometer believes them to be.
    [[nodiscard]] std::vector<double> device_wavelengths() const;
    /// The integration at which the highest pixel reaches 70 % of the range.
    [[nodiscard]] double integration_for(const ToolLight* light) const;
    /// Likewise, of the brightest of these places; Error(job) where all are dark.
    [[nodiscard]] double integration_for(SpectrumShot shot, std::span<const StagePoint> places) const;

  private:
    [[nodiscard]] std::vector<double> mean_spectrum(TileTaker& taker, const SpectrumShot& shot,
                                                    const StagePoint* at) const;
    [[nodiscard]] double integration_by(
        const std::function<std::vector<double>(double integration_ms)>& probe) const;
    [[nodiscard]] ChannelSetup setup_of(const SpectrumShot& shot) const;

    const ScanTool& tool_;
    const CalibrationOptions& options_;
    std::stop_token stop_;
    OnCalibrationProgress progress_;
    SafeState safe_;
};

}  // namespace waferglow::tool
