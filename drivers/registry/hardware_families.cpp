// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/aravis/aravis_camera.h"
#include "drivers/asi/asi_stage.h"
#include "drivers/fw102c/fw102c_wheel.h"
#include "drivers/gcs/gcs_stage.h"
#include "drivers/obis/obis_laser.h"
#include "drivers/obp/obp_spectrometer.h"
#include "drivers/registry/families.h"
#include "drivers/transport/link.h"

namespace waferglow::drivers {
namespace {

std::vector<SettingInfo> with_link(std::int64_t baud, std::vector<SettingInfo> own) {
    std::vector<SettingInfo> all{
        {"host", std::string(), "", "network name or address; empty: a serial port"},
        {"port", std::int64_t{0}, "", "TCP port of the host", 0, 65535},
        {"path", std::string(), "", "serial port, e.g. /dev/ttyUSB0"},
        {"baud", baud, "", "speed of the serial port", 300, 4000000},
        {"answer_timeout_ms", std::int64_t{1000}, "ms", "how long an answer may take", 10, 600000}};
    all.insert(all.end(), own.begin(), own.end());
    return all;
}

std::unique_ptr<Link> link_of(const Settings& s) {
    return open_link({.host = s.text("host"),
                      .port = static_cast<int>(s.integer("port")),
                      .path = s.text("path"),
                      .baud = static_cast<int>(s.integer("baud"))});
}

std::chrono::milliseconds ms(const Settings& s, std::string_view name) {
    return std::chrono::milliseconds(s.integer(name));
}

}  // namespace

DriverFamily gcs_family() {
    const GcsSettings d;
    DriverFamily family{.name = "gcs", .help = "Physik Instrumente stage controllers, GCS 2.0"};
    family.stage = {
        with_link(115200, {{"x_axis", d.x_axis, "", "axis that moves the wafer in x"},
                           {"y_axis", d.y_axis, "", "axis that moves the wafer in y"},
                           {"z_axis", d.z_axis, "", "focus axis; empty: none"},
                           {"theta_axis", d.theta_axis, "", "rotation axis, in degrees; empty: none"},
                           {"um_per_unit", d.um_per_unit, "um", "physical unit of x, y and z", 1e-6, 1e6},
                           {"axis_resolution_um", d.resolution_um, "um", "smallest step of the mechanics",
                            1e-6, 1000.0},
                           {"home_timeout_ms", std::int64_t{d.home_timeout.count()}, "ms",
                            "how long homing may take", 1, 3600000}}),
        [](const Settings& s, const Shared&) {
            GcsSettings settings;
            settings.x_axis = s.text("x_axis");
            settings.y_axis = s.text("y_axis");
            settings.z_axis = s.text("z_axis");
            settings.theta_axis = s.text("theta_axis");
            settings.um_per_unit = s.number("um_per_unit");
            settings.resolution_um = s.number("axis_resolution_um");
            settings.answer_timeout = ms(s, "answer_timeout_ms");
            settings.home_timeout = ms(s, "home_timeout_ms");
            return make_gcs_stage(link_of(s), settings);
        }};
    return family;
}

DriverFamily asi_family() {
    const AsiSettings d;
    DriverFamily family{.name = "asi", .help = "ASI MS-2000 and RM-2000 microscope stages"};
    family.stage = {
        with_link(115200, {{"has_z", d.has_z, "", "the controller drives the focus"},
                           {"flip_x", d.flip_x, "", "the stage's x runs against the wafer's"},
                           {"flip_y", d.flip_y, "", "the stage's y runs against the wafer's"},
                           {"home_x_um", d.home_x_um, "um", "where the stage stands after homing"},
                           {"home_y_um", d.home_y_um, "um", "where the stage stands after homing"},
                           {"home_timeout_ms", std::int64_t{d.home_timeout.count()}, "ms",
                            "how long homing may take", 1, 3600000}}),
        [](const Settings& s, const Shared&) {
            AsiSettings settings;
            settings.has_z = s.flag("has_z");
            settings.flip_x = s.flag("flip_x");
            settings.flip_y = s.flag("flip_y");
            settings.home_x_um = s.number("home_x_um");
            settings.home_y_um = s.number("home_y_um");
            settings.answer_timeout = ms(s, "answer_timeout_ms");
            settings.home_timeout = ms(s, "home_timeout_ms");
            return make_asi_stage(link_of(s), settings);
        }};
    return family;
}

DriverFamily aravis_family() {
    const AravisSettings d;
    DriverFamily family{.name = "aravis", .help = "GenICam cameras: GigE Vision and USB3 Vision"};
    family.camera = {
        {{"camera", d.camera, "", "device id, serial number or address; empty: the first found"},
         {"packet_socket", d.packet_socket, "", "off for a camera on loopback"},
         {"packet_size", std::int64_t{d.packet_size}, "bytes", "0: as the camera has it", 0, 65535},
         {"trigger_line", d.trigger_line, "", "input of the hardware trigger"},
         {"exposure_margin_ms", d.exposure_margin_ms, "ms", "added to the exposure before the stage moves",
          0.0, 1000.0},
         {"reconnect_timeout_s", d.reconnect_timeout_s, "s", "how long a lost camera is looked for", 0.0,
          3600.0}},
        [](const Settings& s, const Shared&) {
            AravisSettings settings;
            settings.camera = s.text("camera");
            settings.packet_socket = s.flag("packet_socket");
            settings.packet_size = static_cast<int>(s.integer("packet_size"));
            settings.trigger_line = s.text("trigger_line");
            settings.exposure_margin_ms = s.number("exposure_margin_ms");
            settings.reconnect_timeout_s = s.number("reconnect_timeout_s");
            return make_aravis_camera(settings);
        }};
    return family;
}

DriverFamily obp_family() {
    const ObpSettings d;
    DriverFamily family{.name = "obp", .help = "Ocean Insight spectrometers, Ocean Binary Protocol"};
    family.spectrometer = {
        with_link(9600,
                  {{"model", d.model, "", "name shown; the protocol does not tell it"},
                   {"protocol_version", std::int64_t{d.protocol_version}, "", "4352 (0x1100); Ventana: 4096",
                    0, 65535},
                   {"with_checksum", d.with_checksum, "", "send MD5 checksums"},
                   {"min_integration_ms", d.min_integration_ms, "ms", "shortest integration", 1e-3, 1e6},
                   {"max_integration_ms", d.max_integration_ms, "ms", "longest integration", 1e-3, 1e7},
                   {"max_averages", std::int64_t{d.max_averages}, "", "most spectra averaged", 1, 1000000},
                   {"saturation_counts", d.saturation_counts, "", "of its converter", 1.0, 1e9}}),
        [](const Settings& s, const Shared&) {
            ObpSettings settings;
            settings.model = s.text("model");
            settings.protocol_version = static_cast<std::uint16_t>(s.integer("protocol_version"));
            settings.with_checksum = s.flag("with_checksum");
            settings.min_integration_ms = s.number("min_integration_ms");
            settings.max_integration_ms = s.number("max_integration_ms");
            settings.max_averages = static_cast<int>(s.integer("max_averages"));
            settings.saturation_counts = s.number("saturation_counts");
            settings.answer_timeout = ms(s, "answer_timeout_ms");
            return make_obp_spectrometer(link_of(s), settings);
        }};
    return family;
}

DriverFamily obis_family() {
    const ObisSettings d;
    DriverFamily family{.name = "obis", .help = "Coherent OBIS lasers"};
    family.light = {
        with_link(115200, {{"emission_timeout_ms", std::int64_t{d.emission_timeout.count()}, "ms",
                            "how long the light may take to come on", 1, 600000},
                           {"remote_place", std::int64_t{d.remote_place}, "",
                            "place at an OBIS Remote or laser box; 0: the laser's own port", 0, 9}}),
        [](const Settings& s, const Shared&) {
            ObisSettings settings;
            settings.answer_timeout = ms(s, "answer_timeout_ms");
            settings.emission_timeout = ms(s, "emission_timeout_ms");
            settings.remote_place = static_cast<int>(s.integer("remote_place"));
            return make_obis_laser(link_of(s), settings);
        }};
    return family;
}

DriverFamily fw102c_family() {
    const Fw102cSettings d;
    constexpr const char* kInput = "input";
    constexpr const char* kOutput = "output";
    DriverFamily family{.name = "fw102c", .help = "Thorlabs filter wheels FW102C and FW212C"};
    family.filter_wheel = {
        with_link(115200,
                  {{"positions", std::int64_t{d.positions}, "",
                    "6 or 12: the wheel is told so; 0: as many as it says", 0, 12},
                   {"fast", d.fast, "", "else it turns slowly, for heavy filters"},
                   {"trigger",
                    std::string(d.trigger_output ? kOutput : kInput),
                    "",
                    "whether the trigger connector takes a pulse, which turns the wheel, or gives one",
                    {},
                    {},
                    {kInput, kOutput}},
                   {"sensors_always_on", d.sensors_always_on, "",
                    "their infrared light reaches the camera; else they are off while the wheel "
                    "stands"}}),
        [kOutput](const Settings& s, const Shared&) {
            Fw102cSettings settings;
            settings.positions = static_cast<int>(s.integer("positions"));
            settings.fast = s.flag("fast");
            settings.trigger_output = s.text("trigger") == kOutput;
            settings.sensors_always_on = s.flag("sensors_always_on");
            settings.answer_timeout = ms(s, "answer_timeout_ms");
            return make_fw102c_wheel(link_of(s), settings);
        }};
    return family;
}

}  // namespace waferglow::drivers
