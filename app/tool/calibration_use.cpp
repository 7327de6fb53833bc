// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tool/calibration_use.h"

#include "calibration/focus_surface.h"
#include "calibration/power_curve.h"
#include "calibration/wavelength_axis.h"
#include "libinspect/base/error.h"
#include "libinspect/geometry/channel_order.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <utility>

#include <fmt/format.h>

namespace waferglow::tool {
namespace {

using calibration::Record;

std::string origin_of(const StoredCalibration& stored) {
    return fmt::format("{} of {}, sha256 {}", stored.file.filename().string(), stored.record->measured,
                       stored.record->digest);
}

double number_of(const std::string& text) {
    double value = 0.0;
    (void)std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

/// The dark frame grows with the exposure: it has to be that of the channel which is measured first.
void check_dark(const StoredCalibration& stored, const Recipe& recipe, const OpenTool& tool,
                const std::filesystem::path& folder) {
    if (!recipe.scan) return;
    std::vector<Channel> channels;
    for (const ScanChannel& channel : recipe.scan->channels) channels.push_back(channel.channel);
    const ScanChannel& strongest =
        recipe.scan->channels[needed_strongest(channels, &ChannelKindInfo::judged)];
    const Record& record = *stored.record;
    if (number_of(record.condition("exposure_ms")) == strongest.channel.exposure_ms) return;
    Record wanted = record;
    for (calibration::Condition& condition : wanted.conditions)
        if (condition.name == "exposure_ms")
            condition.value = fmt::format("{}", strongest.channel.exposure_ms);
    throw Error(ErrorKind::input, fmt::format("{}: it is of {} ms, channel '{}' takes {} ms; renew it by: {}",
                                              stored.file.string(), record.condition("exposure_ms"),
                                              strongest.channel.name, strongest.channel.exposure_ms,
                                              renewal(info_of(stored.kind), tool, folder, &wanted)));
}

/// Numbers and values of a record as the wafer file keeps them: several lists become several entries.
void store(const StoredCalibration& stored, std::vector<CalibrationEntry>& entries) {
    const Record& record = *stored.record;
    const auto name_of = [&](std::string name) {
        for (char& c : name)
            if (std::isalnum(static_cast<unsigned char>(c)) == 0) c = '_';
        return fmt::format("{}_{}", record.kind, name);
    };
    for (const calibration::Value& value : record.values)
        entries.push_back({name_of(value.name), origin_of(stored), record.digest, value.unit, {value.value}});
    for (const calibration::Numbers& numbers : record.numbers)
        entries.push_back(
            {name_of(numbers.name), origin_of(stored), record.digest, numbers.unit, numbers.values});
}

/// Tiles that lie off by much of a pitch can be taken for their neighbours', and in an image that is off by
/// half a pixel light is counted to the wrong die.
void check_axes(const StoredCalibration& stored, const calibration::PixelsPerUm& matrix, const Recipe& recipe,
                const ScanTool& view) {
    constexpr double kMostInImagePx = 0.5;
    constexpr double kMostOfPitch = 1.0 / 3.0;
    if (!recipe.scan) return;
    const ScanRecipe& scan = *recipe.scan;
    const double pitch_um = std::min(scan.grid.pitch_x_um, scan.grid.pitch_y_um);
    const MountError error = mount_error(matrix, view.camera_info.width_px, view.camera_info.height_px,
                                         0.5e3 * scan.wafer.diameter_mm);
    if (error.in_image_px <= kMostInImagePx && error.on_wafer_um <= kMostOfPitch * pitch_um) return;
    const calibration::StageAffine affine = calibration::describe_affine(matrix);
    throw Error(
        ErrorKind::input,
        fmt::format(
            "{}: the axes of camera and stage are {:.3g} mrad from a right angle and differ by {:.3g} "
            "ppm in scale, which a scan does not correct: dies would lie off by up to {:.2g} px in an "
            "image (limit {} px) and {:.3g} um at the wafer's edge (limit {:.3g} um, a third of the "
            "pitch); have the stage's axes squared and scaled, then renew it by: waferglow-cli "
            "calibrate stage",
            stored.file.string(), 1e3 * affine.shear_rad, 1e6 * affine.anisotropy, error.in_image_px,
            kMostInImagePx, error.on_wafer_um, kMostOfPitch * pitch_um));
}

/// Frames are brought upright from here on, and their size and axes told to whoever plans.
void apply_stage(const StoredCalibration& stored, const Recipe& recipe, ScanTool& view) {
    const std::vector<double>& m = stored.record->numbers_of("matrix");
    if (m.size() != 4)
        throw Error(ErrorKind::input,
                    fmt::format("{}: 'matrix' has {} numbers, not 4", stored.file.string(), m.size()));
    const calibration::PixelsPerUm matrix{m[0], m[1], m[2], m[3]};
    check_axes(stored, matrix, recipe, view);
    const MountedCamera mounted = mounted_camera(matrix);
    view.camera_info.pixel_um = stored.record->value("pixel size");
    view.camera_info.turn_rad = mounted.turn_rad;
    view.mount = mounted.mount;
    if (mounted.mount.swap_xy) std::swap(view.camera_info.width_px, view.camera_info.height_px);
}

/// The frame of a record as the camera gave it.
Image upright_frame(const Record& record, const CameraMount& mount) {
    Image frame = record.image("mean");
    Image scratch;
    bring_upright(frame, mount, scratch);
    return frame;
}

/// A gain is that of the camera's setting at which it was measured, 1.
bool all_of_unit_gain(const Recipe& recipe) {
    return !recipe.scan || std::ranges::all_of(recipe.scan->channels, [](const ScanChannel& channel) {
        return channel.gain == 1.0;
    });
}

/// `stored`: any kind but the camera's mount, which the frames of others are brought upright by.
void apply(const StoredCalibration& stored, const Recipe& recipe, ScanTool& view, ScanRequest& request) {
    const Record& record = *stored.record;
    switch (stored.kind) {
        case CalibrationKind::dark:
            request.dark_frame = upright_frame(record, view.mount);
            request.dark_origin = origin_of(stored);
            break;
        case CalibrationKind::flat:
            request.flat_frame = upright_frame(record, view.mount);
            request.flat_origin = origin_of(stored);
            break;
        case CalibrationKind::stage:
        case CalibrationKind::colour:  // its table is the recipe's to name
            break;
        case CalibrationKind::focus: {
            const std::vector<double>& c = record.numbers_of("surface");
            if (c.size() != 5) break;
            view.focus_um = [surface = calibration::FocusSurface{.z0_um = c[0],
                                                                 .tilt_x_rad = c[1],
                                                                 .tilt_y_rad = c[2],
                                                                 .bow_um = c[3],
                                                                 .radius_um = c[4],
                                                                 .rms_um = 0.0,
                                                                 .residual_um = {}}](StagePoint p) {
                return surface(p);
            };
            break;
        }
        case CalibrationKind::wavelength:
            view.wavelengths_nm = wavelengths_of(record, view);
            break;
        case CalibrationKind::power: {
            const calibration::PowerCurve curve{.coefficients = record.numbers_of("polynomial"),
                                                .least_mw = record.value("lowest set-point"),
                                                .most_mw = record.value("highest set-point")};
            for (ToolLight& light : view.lights)
                if (light.name == record.condition("light"))
                    light.set_for_mw = [curve](double power_mw) { return curve.set_for_mw(power_mw); };
            break;
        }
        case CalibrationKind::photon_transfer:
            if (!all_of_unit_gain(recipe)) break;
            view.camera_info.gain_e_per_dn = record.value("gain");
            view.camera_info.read_noise_e = record.value("read noise");
            break;
        case CalibrationKind::response:
            view.response = ResponseTable{.wavelength_nm = record.numbers_of("wavelength"),
                                          .response = record.numbers_of("response")};
            break;
    }
}

}  // namespace

std::vector<calibration::DeviceName> device_names(const ScanTool& tool) {
    std::vector<calibration::DeviceName> names;
    for (const NamedDevice& named : tool.devices()) {
        const drivers::Identity id = named.device->identity();
        names.push_back({named.name, fmt::format("{} {} {}", id.vendor, id.model, id.serial_number)});
    }
    return names;
}

std::string renewal(const CalibrationKindInfo& info, const OpenTool& tool,
                    const std::filesystem::path& folder, const Record* record) {
    std::string command = "waferglow-cli calibrate " + info.name;
    if (!tool.file().empty()) command += fmt::format(" --tool {}", tool.file().string());
    command += fmt::format(" --out {}", folder.string());
    if (record != nullptr && info.kind == CalibrationKind::dark)
        command += fmt::format(" --exposure-ms {}", record->condition("exposure_ms"));
    if (record != nullptr && info.kind == CalibrationKind::colour)
        command += fmt::format(" --filter {}", record->condition("filter"));
    return command;
}

std::vector<double> wavelengths_of(const Record& record, const ScanTool& tool) {
    const calibration::WavelengthAxis axis{.coefficients = record.numbers_of("polynomial"), .matched = {}};
    return axis.wavelengths_nm(static_cast<std::size_t>(tool.spectrometer->capabilities().pixels));
}

void use_calibrations(const OpenTool& tool, const std::filesystem::path& folder, const Recipe& recipe,
                      ScanTool& view, ScanRequest& request, std::chrono::system_clock::time_point now) {
    if (!std::filesystem::is_directory(folder))
        throw Error(ErrorKind::input,
                    fmt::format("there is no folder of calibrations {}; make it by: {}", folder.string(),
                                renewal(calibration_kinds().front(), tool, folder, nullptr)));
    const std::vector<StoredCalibration> all = survey_calibrations(tool, folder, now);
    for (const StoredCalibration& stored : all) {
        if (stored.state == CalibrationState::missing) continue;
        if (stored.state != CalibrationState::valid) throw Error(ErrorKind::input, stored.message);
        if (stored.kind == CalibrationKind::dark) check_dark(stored, recipe, tool, folder);
        if (stored.kind == CalibrationKind::stage) apply_stage(stored, recipe, view);
    }
    for (const StoredCalibration& stored : all) {
        const bool of_spectrometer = stored.kind == CalibrationKind::wavelength ||
                                     stored.kind == CalibrationKind::response ||
                                     stored.kind == CalibrationKind::colour;
        if (stored.state == CalibrationState::missing) continue;
        if (of_spectrometer && view.spectrometer == nullptr) continue;
        apply(stored, recipe, view, request);
        store(stored, request.calibrations);
    }
}

}  // namespace waferglow::tool
