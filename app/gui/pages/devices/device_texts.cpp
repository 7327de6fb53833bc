// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/pages/devices/device_texts.h"

#include "app/gui/views/key_names.h"

#include <algorithm>
#include <cstring>

namespace waferglow::gui {
namespace {

constexpr const char* kSettingContext = "DeviceSettings";

struct Title {
    const char* name;
    const char* title;
};

constexpr Title kSettingTitles[] = {
    {"host", QT_TRANSLATE_NOOP("DeviceSettings", "Host")},
    {"port", QT_TRANSLATE_NOOP("DeviceSettings", "Port")},
    {"path", QT_TRANSLATE_NOOP("DeviceSettings", "Serial port")},
    {"baud", QT_TRANSLATE_NOOP("DeviceSettings", "Baud rate")},
    {"answer_timeout_ms", QT_TRANSLATE_NOOP("DeviceSettings", "Answer timeout")},
    {"x_axis", QT_TRANSLATE_NOOP("DeviceSettings", "X axis")},
    {"y_axis", QT_TRANSLATE_NOOP("DeviceSettings", "Y axis")},
    {"z_axis", QT_TRANSLATE_NOOP("DeviceSettings", "Z axis")},
    {"theta_axis", QT_TRANSLATE_NOOP("DeviceSettings", "Theta axis")},
    {"um_per_unit", QT_TRANSLATE_NOOP("DeviceSettings", "Length of a unit")},
    {"axis_resolution_um", QT_TRANSLATE_NOOP("DeviceSettings", "Axis resolution")},
    {"home_timeout_ms", QT_TRANSLATE_NOOP("DeviceSettings", "Homing timeout")},
    {"has_z", QT_TRANSLATE_NOOP("DeviceSettings", "Has z")},
    {"flip_x", QT_TRANSLATE_NOOP("DeviceSettings", "Flip x")},
    {"flip_y", QT_TRANSLATE_NOOP("DeviceSettings", "Flip y")},
    {"home_x_um", QT_TRANSLATE_NOOP("DeviceSettings", "Home x")},
    {"home_y_um", QT_TRANSLATE_NOOP("DeviceSettings", "Home y")},
    {"center_x_um", QT_TRANSLATE_NOOP("DeviceSettings", "Centre x")},
    {"center_y_um", QT_TRANSLATE_NOOP("DeviceSettings", "Centre y")},
    {"settle_window_um", QT_TRANSLATE_NOOP("DeviceSettings", "Settling window")},
    {"settle_ms", QT_TRANSLATE_NOOP("DeviceSettings", "Settling time")},
    {"settle_timeout_ms", QT_TRANSLATE_NOOP("DeviceSettings", "Settling timeout")},
    {"camera", QT_TRANSLATE_NOOP("DeviceSettings", "Camera")},
    {"packet_socket", QT_TRANSLATE_NOOP("DeviceSettings", "Packet socket")},
    {"packet_size", QT_TRANSLATE_NOOP("DeviceSettings", "Packet size")},
    {"trigger_line", QT_TRANSLATE_NOOP("DeviceSettings", "Trigger line")},
    {"exposure_margin_ms", QT_TRANSLATE_NOOP("DeviceSettings", "Exposure margin")},
    {"reconnect_timeout_s", QT_TRANSLATE_NOOP("DeviceSettings", "Reconnect timeout")},
    {"pixel_size_um", QT_TRANSLATE_NOOP("DeviceSettings", "Pixel size")},
    {"saturation_dn", QT_TRANSLATE_NOOP("DeviceSettings", "Saturation")},
    {"pixel_format", QT_TRANSLATE_NOOP("DeviceSettings", "Pixel format")},
    {"frame_timeout_ms", QT_TRANSLATE_NOOP("DeviceSettings", "Frame timeout")},
    {"frame_buffers", QT_TRANSLATE_NOOP("DeviceSettings", "Frame buffers")},
    {"model", QT_TRANSLATE_NOOP("DeviceSettings", "Model")},
    {"protocol_version", QT_TRANSLATE_NOOP("DeviceSettings", "Protocol version")},
    {"with_checksum", QT_TRANSLATE_NOOP("DeviceSettings", "With checksum")},
    {"min_integration_ms", QT_TRANSLATE_NOOP("DeviceSettings", "Shortest integration")},
    {"max_integration_ms", QT_TRANSLATE_NOOP("DeviceSettings", "Longest integration")},
    {"max_averages", QT_TRANSLATE_NOOP("DeviceSettings", "Most averages")},
    {"saturation_counts", QT_TRANSLATE_NOOP("DeviceSettings", "Saturation counts")},
    {"offset_x_um", QT_TRANSLATE_NOOP("DeviceSettings", "Offset x")},
    {"offset_y_um", QT_TRANSLATE_NOOP("DeviceSettings", "Offset y")},
    {"emission_timeout_ms", QT_TRANSLATE_NOOP("DeviceSettings", "Emission timeout")},
    {"remote_place", QT_TRANSLATE_NOOP("DeviceSettings", "Place at the remote")},
    {"names", QT_TRANSLATE_NOOP("DeviceSettings", "Names of positions")},
    {"move_timeout_ms", QT_TRANSLATE_NOOP("DeviceSettings", "Turning timeout")},
    {"positions", QT_TRANSLATE_NOOP("DeviceSettings", "Positions")},
    {"fast", QT_TRANSLATE_NOOP("DeviceSettings", "Fast")},
    {"trigger", QT_TRANSLATE_NOOP("DeviceSettings", "Trigger connector")},
    {"sensors_always_on", QT_TRANSLATE_NOOP("DeviceSettings", "Sensors always on")},
    {"filter_centre_nm", QT_TRANSLATE_NOOP("DeviceSettings", "Filter edge")},
    {"filter_width_nm", QT_TRANSLATE_NOOP("DeviceSettings", "Filter edge width")},
    {"filter_low", QT_TRANSLATE_NOOP("DeviceSettings", "Transmission below the edge")},
    {"filter_high", QT_TRANSLATE_NOOP("DeviceSettings", "Transmission above the edge")},
    {"filter_n_eff", QT_TRANSLATE_NOOP("DeviceSettings", "Effective index of the filter")},
    {"filter_corner_sin", QT_TRANSLATE_NOOP("DeviceSettings", "Filter angle at the corners")},
    {"stands_at", QT_TRANSLATE_NOOP("DeviceSettings", "Stands at")},
    {"name", QT_TRANSLATE_NOOP("DeviceSettings", "Name")},
    {"kind", QT_TRANSLATE_NOOP("DeviceSettings", "Kind")},
    {"spot_cm2", QT_TRANSLATE_NOOP("DeviceSettings", "Spot area")},
    {"default_mw", QT_TRANSLATE_NOOP("DeviceSettings", "Default power")},
    {"source", QT_TRANSLATE_NOOP("DeviceSettings", "Source")},
    {"recording", QT_TRANSLATE_NOOP("DeviceSettings", "Recording")},
    {"faults", QT_TRANSLATE_NOOP("DeviceSettings", "Faults")},
    {"preset", QT_TRANSLATE_NOOP("DeviceSettings", "Preset")},
    {"seed", QT_TRANSLATE_NOOP("DeviceSettings", "Seed")},
    {"wafer_inch", QT_TRANSLATE_NOOP("DeviceSettings", "Wafer size")},
    {"wafer_id", QT_TRANSLATE_NOOP("DeviceSettings", "Wafer ID")},
    {"rows", QT_TRANSLATE_NOOP("DeviceSettings", "Rows")},
    {"cols", QT_TRANSLATE_NOOP("DeviceSettings", "Columns")},
    {"width_px", QT_TRANSLATE_NOOP("DeviceSettings", "Picture width")},
    {"height_px", QT_TRANSLATE_NOOP("DeviceSettings", "Picture height")},
    {"camera_mirrored", QT_TRANSLATE_NOOP("DeviceSettings", "Camera mirrored")},
    {"camera_quarter_turns", QT_TRANSLATE_NOOP("DeviceSettings", "Camera quarter turns")},
    {"time", QT_TRANSLATE_NOOP("DeviceSettings", "Time")},
    {"render", QT_TRANSLATE_NOOP("DeviceSettings", "Rendering")},
    {"edge_exclusion_mm", QT_TRANSLATE_NOOP("DeviceSettings", "Edge exclusion")},
    {"pitch_x_um", QT_TRANSLATE_NOOP("DeviceSettings", "Pitch x")},
    {"pitch_y_um", QT_TRANSLATE_NOOP("DeviceSettings", "Pitch y")},
    {"die_width_um", QT_TRANSLATE_NOOP("DeviceSettings", "Die width")},
    {"die_height_um", QT_TRANSLATE_NOOP("DeviceSettings", "Die height")},
    {"stagger_x_um", QT_TRANSLATE_NOOP("DeviceSettings", "Stagger x")},
    {"stagger_y_um", QT_TRANSLATE_NOOP("DeviceSettings", "Stagger y")},
    {"field_rows", QT_TRANSLATE_NOOP("DeviceSettings", "Field rows")},
    {"field_cols", QT_TRANSLATE_NOOP("DeviceSettings", "Field columns")},
    {"field_gap_x_um", QT_TRANSLATE_NOOP("DeviceSettings", "Field gap x")},
    {"field_gap_y_um", QT_TRANSLATE_NOOP("DeviceSettings", "Field gap y")},
    {"field_row0", QT_TRANSLATE_NOOP("DeviceSettings", "First row in its field")},
    {"field_col0", QT_TRANSLATE_NOOP("DeviceSettings", "First column in its field")},
    {"primary_flat_mm", QT_TRANSLATE_NOOP("DeviceSettings", "Primary flat")},
    {"secondary_flat_mm", QT_TRANSLATE_NOOP("DeviceSettings", "Secondary flat")},
    {"notch_depth_mm", QT_TRANSLATE_NOOP("DeviceSettings", "Notch depth")},
    {"flat_exclusion_mm", QT_TRANSLATE_NOOP("DeviceSettings", "Flat exclusion")},
    {"layout", QT_TRANSLATE_NOOP("DeviceSettings", "Layout file")},
    {"surface", QT_TRANSLATE_NOOP("DeviceSettings", "Reflected light shows")},
    {"rotation_mrad", QT_TRANSLATE_NOOP("DeviceSettings", "Rotation")},
    {"scale", QT_TRANSLATE_NOOP("DeviceSettings", "Scale")},
    {"pixel_um", QT_TRANSLATE_NOOP("DeviceSettings", "Pixel")},
    {"reference_w_cm2", QT_TRANSLATE_NOOP("DeviceSettings", "Reference excitation")},
    {"reference_exposure_ms", QT_TRANSLATE_NOOP("DeviceSettings", "Reference exposure")},
    {"reference_electrons", QT_TRANSLATE_NOOP("DeviceSettings", "Reference electrons")},
    {"srh_a_per_s", QT_TRANSLATE_NOOP("DeviceSettings", "SRH coefficient A")},
    {"wavelength_nm", QT_TRANSLATE_NOOP("DeviceSettings", "Wavelength")},
    {"wavelength_map_nm", QT_TRANSLATE_NOOP("DeviceSettings", "Wavelength gradient")},
    {"shunt_share", QT_TRANSLATE_NOOP("DeviceSettings", "Shunted share")},
    {"dead_share", QT_TRANSLATE_NOOP("DeviceSettings", "Dead share")},
    {"open_contact_share", QT_TRANSLATE_NOOP("DeviceSettings", "Open contact share")},
    {"psf_sigma_px", QT_TRANSLATE_NOOP("DeviceSettings", "Blur (sigma)")},
    {"vignetting", QT_TRANSLATE_NOOP("DeviceSettings", "Vignetting")},
    {"stray", QT_TRANSLATE_NOOP("DeviceSettings", "Stray light")},
    {"gain_dn_per_e", QT_TRANSLATE_NOOP("DeviceSettings", "Gain")},
    {"read_noise_e", QT_TRANSLATE_NOOP("DeviceSettings", "Read noise")},
    {"full_well_e", QT_TRANSLATE_NOOP("DeviceSettings", "Full well")},
    {"hot_share", QT_TRANSLATE_NOOP("DeviceSettings", "Hot share")},
    {"stage_speed_um_s", QT_TRANSLATE_NOOP("DeviceSettings", "Stage speed")},
    {"stage_jitter_um", QT_TRANSLATE_NOOP("DeviceSettings", "Stage jitter")},
    {"stage_backlash_um", QT_TRANSLATE_NOOP("DeviceSettings", "Stage backlash")},
    {"camera_rotation_mrad", QT_TRANSLATE_NOOP("DeviceSettings", "Camera rotation")},
    {"camera_scale", QT_TRANSLATE_NOOP("DeviceSettings", "Camera scale")},
    {"camera_readout_ms", QT_TRANSLATE_NOOP("DeviceSettings", "Camera readout")},
    {"focus_z0_um", QT_TRANSLATE_NOOP("DeviceSettings", "Focus in the middle")},
    {"focus_tilt_x_urad", QT_TRANSLATE_NOOP("DeviceSettings", "Focus tilt x")},
    {"focus_tilt_y_urad", QT_TRANSLATE_NOOP("DeviceSettings", "Focus tilt y")},
    {"focus_bow_um", QT_TRANSLATE_NOOP("DeviceSettings", "Focus bow")},
    {"laser_max_power_mw", QT_TRANSLATE_NOOP("DeviceSettings", "Laser maximum power")},
    {"illuminated_area_cm2", QT_TRANSLATE_NOOP("DeviceSettings", "Illuminated area")},
    {"laser_bend", QT_TRANSLATE_NOOP("DeviceSettings", "Laser bend")},
    {"x_um", QT_TRANSLATE_NOOP("DeviceSettings", "X travel")},
    {"y_um", QT_TRANSLATE_NOOP("DeviceSettings", "Y travel")},
    {"z_um", QT_TRANSLATE_NOOP("DeviceSettings", "Z travel")},
    {"theta_rad", QT_TRANSLATE_NOOP("DeviceSettings", "Theta travel")},
    {"speed_um_s", QT_TRANSLATE_NOOP("DeviceSettings", "Speed")},
    {"resolution_um", QT_TRANSLATE_NOOP("DeviceSettings", "Resolution")},
    {"sensor_px", QT_TRANSLATE_NOOP("DeviceSettings", "Sensor")},
    {"exposure_ms", QT_TRANSLATE_NOOP("DeviceSettings", "Exposure")},
    {"gain", QT_TRANSLATE_NOOP("DeviceSettings", "Gain")},
    {"pixel_formats", QT_TRANSLATE_NOOP("DeviceSettings", "Pixel formats")},
    {"pixels", QT_TRANSLATE_NOOP("DeviceSettings", "Pixels")},
    {"integration_ms", QT_TRANSLATE_NOOP("DeviceSettings", "Integration")},
    {"averages", QT_TRANSLATE_NOOP("DeviceSettings", "Averages")},
    {"for", QT_TRANSLATE_NOOP("DeviceSettings", "Used for")},
    {"power_mw", QT_TRANSLATE_NOOP("DeviceSettings", "Power")},
    {"excitation_w_cm2", QT_TRANSLATE_NOOP("DeviceSettings", "Excitation")},
    {"interlock", QT_TRANSLATE_NOOP("DeviceSettings", "Interlock")},
};

QString translated(const char* text) {
    return QCoreApplication::translate(kSettingContext, text);
}

QString unit_of(const ReadableKey& key, const std::string& unit) {
    return unit.empty() ? key.unit
                        : translated(written_unit(QString::fromStdString(unit)).toUtf8().constData());
}

}  // namespace

QString DeviceTexts::title(const std::string& name) {
    const auto* const found =
        std::ranges::find_if(kSettingTitles, [&](const Title& title) { return name == title.name; });
    return found == std::end(kSettingTitles) ? readable_key(QString::fromStdString(name)).title
                                             : translated(found->title);
}

QString DeviceTexts::label(const drivers::SettingInfo& info) {
    const QString unit = unit_of(readable_key(QString::fromStdString(info.name)), info.unit);
    return unit.isEmpty() ? title(info.name) : QStringLiteral("%1 (%2)").arg(title(info.name), unit);
}

QString DeviceTexts::kind(const std::string& section) {
    std::string words = section;
    std::ranges::replace(words, '_', ' ');
    return word(words);
}

QString DeviceTexts::word(const std::string& text) {
    return text.empty() ? QString() : translated(text.c_str());
}

QString DeviceTexts::range(const drivers::SettingInfo& info) {
    if (info.min && info.max) return tr("%1 to %2").arg(*info.min, 0, 'g', 8).arg(*info.max, 0, 'g', 8);
    if (info.min) return tr("at least %1").arg(*info.min, 0, 'g', 8);
    if (info.max) return tr("at most %1").arg(*info.max, 0, 'g', 8);
    return {};
}

QString DeviceTexts::help(const drivers::SettingInfo& info) {
    const QString help = word(info.help);
    const QString limits = range(info);
    if (help.isEmpty() || limits.isEmpty()) return help + limits;
    return tr("%1; %2").arg(help, limits);
}

QString DeviceTexts::remedy(const drivers::SettingInfo& info) {
    const QString limits = range(info);
    switch (info.type()) {
        case drivers::SettingType::number:
            return limits.isEmpty() ? tr("Must be a number.") : tr("Must be a number: %1.").arg(limits);
        case drivers::SettingType::integer:
            return limits.isEmpty() ? tr("Must be a whole number.")
                                    : tr("Must be a whole number: %1.").arg(limits);
        case drivers::SettingType::text:
        case drivers::SettingType::flag:
            return tr("Must be a text of one line.");
        case drivers::SettingType::list:
            break;
    }
    return tr("Must be texts with commas between them.");
}

QString DeviceTexts::limit(const std::string& name, const std::string& value) {
    const QStringList ends = QString::fromStdString(value).split(QStringLiteral(" to "));
    const QString shown = ends.size() == 2 ? tr("%1 to %2").arg(ends[0], ends[1]) : word(value);
    const QString unit = readable_key(QString::fromStdString(name)).unit;
    return QStringLiteral("%1 %2 %3").arg(title(name), shown, unit).trimmed();
}

}  // namespace waferglow::gui
