// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/registry/families.h"
#include "drivers/simulated/physics/presets.h"
#include "drivers/simulated/simulated_tool.h"

#include <cmath>

namespace waferglow::drivers {
namespace {

using Model = SimulatedSettings;

/// A number of the model and what a tool file calls it.
struct NumberOf {
    const char* name;
    double& (*of)(Model&);
    double file_per_model;  // 1e3 for mrad
    const char* unit;
    const char* help;
    double min;
    double max;
};

constexpr double kBig = 1e9;
constexpr double kOfTheSize = -1.0;  // a length that the wafer's size gives

const std::vector<NumberOf>& numbers() {
    static const std::vector<NumberOf> kNumbers{
        {"edge_exclusion_mm", [](Model& m) -> double& { return m.wafer.wafer.edge_exclusion_mm; }, 1, "mm",
         "rim without dies", 0, 50},
        {"pitch_x_um", [](Model& m) -> double& { return m.wafer.grid.pitch_x_um; }, 1, "um",
         "from die to die along a row", 1, 1e5},
        {"pitch_y_um", [](Model& m) -> double& { return m.wafer.grid.pitch_y_um; }, 1, "um",
         "from die to die along a column", 1, 1e5},
        {"die_width_um", [](Model& m) -> double& { return m.wafer.grid.die_width_um; }, 1, "um", "of a die",
         1, 1e5},
        {"die_height_um", [](Model& m) -> double& { return m.wafer.grid.die_height_um; }, 1, "um", "of a die",
         1, 1e5},
        {"stagger_x_um", [](Model& m) -> double& { return m.wafer.grid.steps.stagger_x_um; }, 1, "um",
         "odd rows lie so far to the right", -1e5, 1e5},
        {"stagger_y_um", [](Model& m) -> double& { return m.wafer.grid.steps.stagger_y_um; }, 1, "um",
         "odd columns lie so far up", -1e5, 1e5},
        {"field_gap_x_um", [](Model& m) -> double& { return m.wafer.grid.steps.field_gap_x_um; }, 1, "um",
         "added to the street between stepper fields", 0, 1e5},
        {"field_gap_y_um", [](Model& m) -> double& { return m.wafer.grid.steps.field_gap_y_um; }, 1, "um",
         "added to the street between stepper fields", 0, 1e5},
        {"rotation_mrad", [](Model& m) -> double& { return m.wafer.scan.pose.rotation_rad; }, 1e3, "mrad",
         "of the grid against the stage", -20, 20},
        {"scale", [](Model& m) -> double& { return m.wafer.scan.pose.scale; }, 1, "",
         "of the grid against its drawing", 0.99, 1.01},
        {"offset_x_um", [](Model& m) -> double& { return m.wafer.scan.pose.offset_x_um; }, 1, "um",
         "of the grid from its place", -1e4, 1e4},
        {"offset_y_um", [](Model& m) -> double& { return m.wafer.scan.pose.offset_y_um; }, 1, "um",
         "of the grid from its place", -1e4, 1e4},
        {"pixel_um", [](Model& m) -> double& { return m.wafer.camera.pixel_um; }, 1, "um",
         "nominal size of a pixel on the wafer", 0.01, 1000},
        {"reference_w_cm2",
         [](Model& m) -> double& { return m.wafer.channels.front().channel.excitation_w_cm2; }, 1, "W/cm2",
         "excitation for which reference_electrons holds", 1e-3, 1e4},
        {"reference_exposure_ms",
         [](Model& m) -> double& { return m.wafer.channels.front().channel.exposure_ms; }, 1, "ms",
         "exposure for which reference_electrons holds", 1e-3, 1e5},
        {"reference_electrons", [](Model& m) -> double& { return m.wafer.channels.front().electrons_per_px; },
         1, "e", "in a pixel on a nominal healthy die", 0, 1e7},
        {"srh_a_per_s", [](Model& m) -> double& { return m.wafer.population.epi.srh_a_per_s; }, 1, "1/s",
         "Shockley-Read-Hall coefficient A", 0, 1e12},
        {"wavelength_nm", [](Model& m) -> double& { return m.wafer.population.wavelength_nm; }, 1, "nm",
         "of a nominal die", 200, 2000},
        {"wavelength_map_nm", [](Model& m) -> double& { return m.wafer.population.wavelength_map_nm; }, 1,
         "nm", "alloy gradient over the wafer", 0, 50},
        {"shunt_share", [](Model& m) -> double& { return m.wafer.population.shares.shunt; }, 1, "",
         "share of the dies with a shunt", 0, 1},
        {"dead_share", [](Model& m) -> double& { return m.wafer.population.shares.dead; }, 1, "",
         "share of the dies that are dead", 0, 1},
        {"open_contact_share", [](Model& m) -> double& { return m.wafer.population.shares.open_contact; }, 1,
         "", "share of the dies good to PL, dark to EL", 0, 1},
        {"psf_sigma_px", [](Model& m) -> double& { return m.wafer.optics.psf_sigma_px; }, 1, "px",
         "blur in best focus", 0, 50},
        {"vignetting", [](Model& m) -> double& { return m.wafer.optics.vignetting; }, 1, "",
         "loss of light in the corners", 0, 0.99},
        {"stray", [](Model& m) -> double& { return m.wafer.optics.stray; }, 1, "",
         "even background over the light of a die", 0, 10},
        {"gain_dn_per_e", [](Model& m) -> double& { return m.wafer.sensor.gain_dn_per_e; }, 1, "DN/e",
         "of the sensor", 1e-3, 1e3},
        {"read_noise_e", [](Model& m) -> double& { return m.wafer.sensor.read_noise_e; }, 1, "e",
         "of the sensor", 0, 1e4},
        {"full_well_e", [](Model& m) -> double& { return m.wafer.sensor.full_well_e; }, 1, "e",
         "of a pixel; 0: no limit", 0, 1e7},
        {"hot_share", [](Model& m) -> double& { return m.wafer.sensor.hot_share; }, 1, "",
         "of pixels that are hot", 0, 0.1},
        {"stage_speed_um_s", [](Model& m) -> double& { return m.stage.speed_um_s; }, 1, "um/s",
         "of the stage", 1, 1e7},
        {"stage_jitter_um", [](Model& m) -> double& { return m.stage.jitter_um; }, 1, "um",
         "true minus reported position, at most", 0, 1000},
        {"stage_backlash_um", [](Model& m) -> double& { return m.stage.backlash_um; }, 1, "um", "lost motion",
         0, 1000},
        {"camera_rotation_mrad", [](Model& m) -> double& { return m.camera.rotation_rad; }, 1e3, "mrad",
         "of the camera against the stage", -100, 100},
        {"camera_scale", [](Model& m) -> double& { return m.camera.scale; }, 1, "",
         "true size of a pixel over the nominal", 0.9, 1.1},
        {"camera_readout_ms", [](Model& m) -> double& { return m.camera.readout_ms; }, 1, "ms", "of a frame",
         0, 1e4},
        {"focus_z0_um", [](Model& m) -> double& { return m.focus.z0_um; }, 1, "um",
         "best focus at the middle", -500, 500},
        {"focus_tilt_x_urad", [](Model& m) -> double& { return m.focus.tilt_x_rad; }, 1e6, "urad",
         "of the wafer", -1e4, 1e4},
        {"focus_tilt_y_urad", [](Model& m) -> double& { return m.focus.tilt_y_rad; }, 1e6, "urad",
         "of the wafer", -1e4, 1e4},
        {"focus_bow_um", [](Model& m) -> double& { return m.focus.bow_um; }, 1, "um", "rise at the edge",
         -500, 500},
        {"filter_centre_nm", [](Model& m) -> double& { return m.filter_wheel.sloped.centre_nm; }, 1, "nm",
         "middle of the sloped filter's edge", 200, 2000},
        {"filter_width_nm", [](Model& m) -> double& { return m.filter_wheel.sloped.width_nm; }, 1, "nm",
         "of the sloped filter's edge: an error function of this width", 0.1, 500},
        {"filter_low", [](Model& m) -> double& { return m.filter_wheel.sloped.low; }, 1, "",
         "transmission of the sloped filter below its edge", 0, 1},
        {"filter_high", [](Model& m) -> double& { return m.filter_wheel.sloped.high; }, 1, "",
         "transmission of the sloped filter above its edge", 0, 1},
        {"filter_n_eff", [](Model& m) -> double& { return m.filter_wheel.sloped.n_eff; }, 1, "",
         "effective index of the sloped filter: how far it shifts with the angle", 1.01, 10},
        {"filter_corner_sin", [](Model& m) -> double& { return m.filter_wheel.corner_sin_theta; }, 1, "",
         "sine of the angle at which light of a corner passes the wheel", 0, 0.9},
        {"laser_max_power_mw", [](Model& m) -> double& { return m.laser.max_power_mw; }, 1, "mW",
         "0: what gives 60 W/cm2", 0, kBig},
        {"illuminated_area_cm2", [](Model& m) -> double& { return m.laser.illuminated_area_cm2; }, 1, "cm2",
         "lit by the laser; 0: 1.3 fields of the camera", 0, 1e4},
        {"laser_bend", [](Model& m) -> double& { return m.laser.bend; }, 1, "",
         "how far the power curve is from a line", -0.9, 0.9}};
    return kNumbers;
}

std::vector<SettingInfo> shared_settings() {
    Model standard = default_simulated_settings();
    std::vector<std::string> presets;
    for (const simulated::PresetInfo& preset : simulated::presets()) presets.push_back(preset.name);
    std::vector<SettingInfo> infos{
        {"preset", std::string("example"), "", "what the other settings start from", {}, {}, presets},
        {"seed", std::int64_t{1}, "", "of everything random", 0, {}},
        {"wafer_inch", std::int64_t{4}, "inch", "2, 3, 4, 5, 6, 8 or 12", 2, 12},
        {"wafer_id", standard.wafer.wafer.id, "", "name of the wafer"},
        {"rows", std::int64_t{0}, "", "of dies; 0: as many as fit", 0, 1000000},
        {"cols", std::int64_t{0}, "", "of dies; 0: as many as fit", 0, 1000000},
        {"field_rows", std::int64_t{0}, "", "of dies of a stepper field; 0: no fields", 0, 1000000},
        {"field_cols", std::int64_t{0}, "", "of dies of a stepper field; 0: no fields", 0, 1000000},
        {"field_row0", std::int64_t{0}, "", "place of row 0 or column 0 in its field", 0, 1000000},
        {"field_col0", std::int64_t{0}, "", "place of row 0 or column 0 in its field", 0, 1000000},
        {"primary_flat_mm", kOfTheSize, "mm", "length; -1: that of the size", -1, 200},
        {"secondary_flat_mm", kOfTheSize, "mm", "length; -1: that of the size", -1, 200},
        {"notch_depth_mm", kOfTheSize, "mm", "-1: that of the size", -1, 10},
        {"flat_exclusion_mm", kOfTheSize, "mm", "rim without dies at flats; -1: as the edge", -1, 50},
        {"layout", std::string(), "", "layout file: which cells of the grid are dies; empty: all"},
        {"width_px", std::int64_t{standard.wafer.camera.width_px}, "px", "of the camera", 16, 20000},
        {"height_px", std::int64_t{standard.wafer.camera.height_px}, "px", "of the camera", 16, 20000},
        {"camera_mirrored", false, "", "left and right exchanged"},
        {"camera_quarter_turns", std::int64_t{0}, "",
         "of the picture, clockwise; width_px runs along x still", 0, 3},
        {"time",
         std::string("virtual"),
         "",
         "virtual: as fast as frames can be rendered",
         {},
         {},
         {"virtual", "wall"}},
        {"surface",
         std::string("plain"),
         "",
         "appearance: reflected light shows pads, grain and damage of dies; plain: as the preset",
         {},
         {},
         {"plain", "appearance"}},
        {"render",
         std::string("exact"),
         "",
         "repeated: ready-made frames, for throughput",
         {},
         {},
         {"exact", "repeated"}}};
    for (const NumberOf& number : numbers())
        infos.push_back({number.name, number.file_per_model * number.of(standard), number.unit, number.help,
                         number.min, number.max});
    return infos;
}

/// The simulated world of a tool, with all of its fault plans.
struct World {
    std::shared_ptr<SimulatedBench> bench;
};

World& world_of(const Shared& shared) {
    return *std::static_pointer_cast<World>(shared);
}

/// The wafer of the size, with what is said otherwise.
Wafer wafer_of(const Settings& s, double edge_exclusion_mm) {
    Wafer wafer = standard_wafer(static_cast<int>(s.integer("wafer_inch")));
    wafer.id = s.text("wafer_id");
    wafer.edge_exclusion_mm = edge_exclusion_mm;
    const auto take = [&s](const char* name, double& length_mm) {
        if (s.number(name) >= 0.0) length_mm = s.number(name);
    };
    take("primary_flat_mm", wafer.primary_flat_mm);
    take("secondary_flat_mm", wafer.secondary_flat_mm);
    take("notch_depth_mm", wafer.notch_depth_mm);
    if (s.number("flat_exclusion_mm") >= 0.0) wafer.flat_exclusion_mm = s.number("flat_exclusion_mm");
    return wafer;
}

Shared open_shared(const Settings& s) {
    Model model = default_simulated_settings();
    Model standard = model;
    // Where a preset is named, what the file leaves standard is the preset's.
    if (s.text("preset") != "example") {
        const Wafer wafer = model.wafer.wafer;
        model.wafer = simulated::preset(s.text("preset"));
        model.wafer.wafer = wafer;
        model.wafer.grid.rows = model.wafer.grid.cols = 0;
    }
    model.wafer.wafer = wafer_of(s, model.wafer.wafer.edge_exclusion_mm);
    model.wafer.seed = static_cast<std::uint64_t>(s.integer("seed"));
    model.wafer.grid.rows = static_cast<std::int32_t>(s.integer("rows"));
    model.wafer.grid.cols = static_cast<std::int32_t>(s.integer("cols"));
    model.wafer.grid.steps.field_rows = static_cast<std::int32_t>(s.integer("field_rows"));
    model.wafer.grid.steps.field_cols = static_cast<std::int32_t>(s.integer("field_cols"));
    model.wafer.grid.steps.field_row0 = static_cast<std::int32_t>(s.integer("field_row0"));
    model.wafer.grid.steps.field_col0 = static_cast<std::int32_t>(s.integer("field_col0"));
    model.wafer.layout.file = s.text("layout");
    if (s.integer("width_px") != standard.wafer.camera.width_px)
        model.wafer.camera.width_px = static_cast<int>(s.integer("width_px"));
    if (s.integer("height_px") != standard.wafer.camera.height_px)
        model.wafer.camera.height_px = static_cast<int>(s.integer("height_px"));
    if (s.text("surface") == "appearance") model.wafer.face.enabled = true;
    model.camera.mirrored = s.flag("camera_mirrored");
    model.camera.quarter_turns = static_cast<int>(s.integer("camera_quarter_turns"));
    model.render = s.text("render") == "repeated" ? RenderMode::repeated : RenderMode::exact;
    for (const NumberOf& number : numbers()) {
        const double value = s.number(number.name);
        if (value != number.file_per_model * number.of(standard))
            number.of(model) = value / number.file_per_model;
    }
    std::shared_ptr<TimeSource> time;
    if (s.text("time") == "wall")
        time = std::make_shared<WallTime>();
    else
        time = std::make_shared<VirtualTime>();
    return std::make_shared<World>(World{std::make_shared<SimulatedBench>(model, std::move(time))});
}

ToolFacts facts(const Shared& shared) {
    const std::shared_ptr<SimulatedBench> bench = world_of(shared).bench;
    const SimulatedSettings& s = bench->settings();
    // Beside the wafer lies nothing but the even chuck.
    const double field_um = s.wafer.camera.width_px * s.wafer.camera.pixel_um;
    return {.camera = sensor_of(s),
            .laser_spot_cm2 = s.laser.illuminated_area_cm2,
            .lamp_mw = s.lamp.max_power_mw,
            .flat_position = StagePoint{s.wafer.wafer.radius_um() + field_um, 0.0},
            .write_el_reference = [bench](const std::filesystem::path& path) {
                write_el_reference(bench->wafer(), path);
            }};
}

SettingInfo faults_setting() {
    return {"faults", std::vector<std::string>{}, "",
            "faults on purpose: \"MODE[@COMMAND][+AFTER][xTIMES]\""};
}

std::shared_ptr<FaultPlan> faults_of(const Settings& s, DeviceKind kind) {
    auto plan = std::make_shared<FaultPlan>();
    for (const std::string& text : s.list("faults")) plan->add(parse_fault(text, kind));
    return plan;
}

LightKind light_kind(const std::string& source) {
    if (source == "lamp") return LightKind::lamp;
    return source == "mercury-argon" ? LightKind::lines : LightKind::laser;
}

}  // namespace

DriverFamily simulated_family() {
    DriverFamily family{.name = "simulated", .help = "a virtual wafer behind a tool in software"};
    family.shared_settings = shared_settings();
    family.open_shared = open_shared;
    family.facts = facts;
    family.stage = {{faults_setting()}, [](const Settings& s, const Shared& shared) {
                        return std::make_unique<SimulatedStage>(world_of(shared).bench,
                                                                faults_of(s, DeviceKind::stage));
                    }};
    family.camera = {{faults_setting()}, [](const Settings& s, const Shared& shared) {
                         return std::make_unique<SimulatedCamera>(world_of(shared).bench,
                                                                  faults_of(s, DeviceKind::camera));
                     }};
    family.spectrometer = {{faults_setting()}, [](const Settings& s, const Shared& shared) {
                               return std::make_unique<SimulatedSpectrometer>(
                                   world_of(shared).bench, faults_of(s, DeviceKind::spectrometer));
                           }};
    family.filter_wheel = {{faults_setting()}, [](const Settings& s, const Shared& shared) {
                               return std::make_unique<SimulatedFilterWheel>(
                                   world_of(shared).bench, faults_of(s, DeviceKind::filter_wheel));
                           }};
    family.light = {{faults_setting(),
                     {"source",
                      std::string("laser"),
                      "",
                      "which light of the simulated tool",
                      {},
                      {},
                      {"laser", "lamp", "mercury-argon"}}},
                    [](const Settings& s, const Shared& shared) {
                        return std::make_unique<SimulatedLight>(light_kind(s.text("source")),
                                                                world_of(shared).bench,
                                                                faults_of(s, DeviceKind::light));
                    }};
    return family;
}

}  // namespace waferglow::drivers
