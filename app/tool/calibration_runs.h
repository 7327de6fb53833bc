// SPDX-License-Identifier: GPL-3.0-or-later
// Calibrations run with an open tool: for `waferglow-cli calibrate` and the desktop's calibration page.
//
// A run moves, lights and exposes by itself, hands what it measured to a procedure of calibration/, and
// stores the result where that keeps its limits. However it ends, all lights are off and the stage stands.
#pragma once

#include "app/tool/open_tool.h"
#include "app/tool/tile_taker.h"
#include "calibration/record.h"

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace waferglow::tool {

enum class CalibrationKind { dark, flat, photon_transfer, stage, wavelength, response, colour, power, focus };

/// What people should know of a kind before they start it.
struct CalibrationKindInfo {
    CalibrationKind kind = CalibrationKind::dark;
    std::string name;     ///< as in commands and file names: "photon-transfer"
    std::string title;    ///< "Photon transfer"
    std::string purpose;  ///< what it finds, in a sentence
    std::string needs;    ///< what has to stand ready: cap, reference, lamp, wafer
    int valid_days = 0;   ///< unless the options say otherwise
    int frames = 0;       ///< exposures or spectra averaged, unless the options say otherwise
};

/// In the order in which a tool wants them.
[[nodiscard]] const std::vector<CalibrationKindInfo>& calibration_kinds();
[[nodiscard]] const CalibrationKindInfo& info_of(CalibrationKind kind);
/// Throws Error(usage) that names the nearest.
[[nodiscard]] CalibrationKind calibration_kind(std::string_view name);

/// What is left open is chosen by the run.
struct CalibrationOptions {
    std::filesystem::path folder{};  ///< where the result goes, made where missing; empty: it is not stored
    std::chrono::system_clock::time_point now{};  ///< of the measurement; the epoch: the clock's
    std::optional<int> valid_days{};
    std::optional<int> frames{};
    std::optional<double> exposure_ms{};  ///< dark: the scan's; others: from the light found
    std::string light{};                  ///< by name; empty: the only one of the fitting kind
    std::optional<StagePoint> at{};       ///< wafer point to measure at, where that matters
    std::filesystem::path line_list{};    ///< wavelength: lines in air; empty: mercury and argon
    int degree = 3;                       ///< wavelength: of the polynomial
    double lamp_temperature_k = 2856.0;   ///< response: of the lamp; CIE illuminant A
    std::filesystem::path lamp_file{};    ///< response: lamp's spectrum instead, "wavelength_nm,photons"
    double diameter_mm = 100.0;           ///< focus, stage, colour: of the wafer that lies there
    double focus_middle_um = 0.0;         ///< focus: where to begin to look
    double focus_range_um = 60.0;         ///< focus: how far up and down
    std::string filter{};                 ///< colour: by name; empty: the only one of the wheel
    RetryPolicy retry{};
};

struct CalibrationProgress {
    double share = 0.0;  ///< done, 0 to 1
    std::string step;    ///< "exposure 3 of 12"
};
/// Called by the thread that runs the calibration.
using OnCalibrationProgress = std::function<void(const CalibrationProgress&)>;

struct CalibrationOutcome {
    CalibrationKind kind = CalibrationKind::dark;
    calibration::Record record;    ///< values with units and limits; series to plot; images
    bool passed = false;           ///< every value keeps its limits
    std::filesystem::path file{};  ///< where it is stored; empty where it is not: not wanted, or not passed
    std::string summary;           ///< one line for people
};

/// Runs one calibration with the devices of `tool`; blocks. Throws Error: usage where tool or options lack
/// something, device where a device fails for good, job where what was seen allows no result (no light, no
/// structure), cancelled. A result beyond its limits is an outcome with `passed` false; what was stored
/// before stays.
[[nodiscard]] CalibrationOutcome run_calibration(CalibrationKind kind, OpenTool& tool,
                                                 const CalibrationOptions& options,
                                                 const std::stop_token& stop = {},
                                                 const OnCalibrationProgress& progress = {});

enum class CalibrationState {
    missing,       ///< no file: the scan does without, or measures by itself
    valid,         ///< may be used
    expired,       ///< older than it may be
    other_device,  ///< of another device than the one that answers
    damaged,       ///< changed or not readable
};
[[nodiscard]] const char* to_string(CalibrationState state);

/// One kind in a folder of calibrations.
struct StoredCalibration {
    CalibrationKind kind = CalibrationKind::dark;
    CalibrationState state = CalibrationState::missing;
    std::filesystem::path file;
    std::string message;  ///< why it can't be used, and the command that renews it; empty where valid
    std::optional<calibration::Record> record{};  ///< as far as it could be read; with images where valid
};

/// All kinds, in the order of calibration_kinds(); asks the devices who they are. `now` as in the options.
[[nodiscard]] std::vector<StoredCalibration> survey_calibrations(
    const OpenTool& tool, const std::filesystem::path& folder,
    std::chrono::system_clock::time_point now = {});

/// The folder that the tool's file names ([calibration] folder), relative to that file; else "calibrations"
/// beside that file, or in the working folder for the built-in tool. `tool_file` empty: built in.
[[nodiscard]] std::filesystem::path default_calibration_folder(const std::filesystem::path& tool_file);

}  // namespace waferglow::tool
