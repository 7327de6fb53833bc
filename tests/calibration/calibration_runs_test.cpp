// SPDX-License-Identifier: GPL-3.0-or-later
// Calibrations run on the simulated tool come back with its truth, which the tool file states; and what a
// scan does with them.
#include "app/tool/calibration_runs.h"

#include "app/tool/calibration_use.h"
#include "app/tool/camera_mount.h"
#include "calibration/record_file.h"
#include "drivers/simulated/physics/sensor.h"
#include "drivers/simulated/physics/sloped_filter.h"
#include "drivers/simulated/simulated_tool.h"
#include "libinspect/base/error.h"
#include "tests/cli/run_program.h"

#include <cmath>
#include <fstream>
#include <set>

using namespace waferglow;
using namespace waferglow::tool;
using Catch::Matchers::Contains;
using waferglow::test::TemporaryFolder;

namespace {

const std::chrono::system_clock::time_point kNow{std::chrono::seconds(1795625000)};

/// A tool of small frames; `more` goes into [simulated].
std::string tool_toml(const std::string& more = {}, const std::string& seed = "7") {
    return "format = \"waferglow-tool\"\nversion = 1\nname = \"bench\"\n[calibration]\nfolder = \"cal\"\n"
           "[simulated]\nwafer_inch = 2\nseed = " +
           seed + "\n" +
           (more.find("width_px") == std::string::npos ? "width_px = 200\nheight_px = 160\n" : "") + more +
           "\n[stage]\ndriver = \"simulated\"\n[camera]\ndriver = \"simulated\"\n"
           "[spectrometer]\ndriver = \"simulated\"\n[filter_wheel]\ndriver = \"simulated\"\n"
           "[[light]]\nname = \"laser\"\nkind = \"pl\"\ndriver = \"simulated\"\nsource = \"laser\"\n"
           "[[light]]\nname = \"lamp\"\nkind = \"reflected\"\ndriver = \"simulated\"\nsource = \"lamp\"\n"
           "[[light]]\nname = \"hg\"\nkind = \"wavelength\"\ndriver = \"simulated\"\nsource = "
           "\"mercury-argon\"\n";
}

struct Bench {
    explicit Bench(const std::string& more = {}) {
        std::ofstream(folder / "tool.toml") << tool_toml(more);
        opened = std::make_unique<OpenTool>(folder / "tool.toml");
    }
    CalibrationOutcome run(CalibrationKind kind, CalibrationOptions options = {}) {
        options.now = kNow;
        options.folder = folder / "cal";
        options.diameter_mm = 50.0;
        CalibrationOutcome outcome = run_calibration(kind, *opened, options);
        INFO(outcome.summary);
        CHECK(outcome.passed);
        CHECK(std::filesystem::exists(outcome.file));
        for (const ToolLight& light : opened->view().lights) CHECK_FALSE(light.source->is_on());
        return outcome;
    }
    const StoredCalibration stored(CalibrationKind kind, std::chrono::system_clock::time_point now = kNow) {
        for (StoredCalibration& one : survey_calibrations(*opened, folder / "cal", now))
            if (one.kind == kind) return one;
        return {};
    }
    const TemporaryFolder folder;
    std::unique_ptr<OpenTool> opened;
};

Recipe recipe_of(double exposure_ms) {
    Recipe recipe;
    recipe.scan.emplace();
    recipe.scan->channels.push_back({.channel = {.name = "pl",
                                                 .kind = ChannelKind::pl,
                                                 .excitation_w_cm2 = 30.0,
                                                 .exposure_ms = exposure_ms},
                                     .light = {},
                                     .gain = 1.0});
    return recipe;
}

}  // namespace

TEST_CASE("run: gain and read noise within 2 %", "[calibration]") {
    Bench bench("gain_dn_per_e = 0.8\nread_noise_e = 3.0\nfull_well_e = 3000");
    const auto record = bench.run(CalibrationKind::photon_transfer, {.frames = 16}).record;
    UNSCOPED_INFO("gain " << record.value("gain") << " read noise " << record.value("read noise")
                          << " full well " << record.value("full well"));
    CHECK(record.value("gain") == Approx(1.25).epsilon(0.02));
    CHECK(record.value("read noise") == Approx(3.0).epsilon(0.02));
    CHECK(record.value("full well") == Approx(3000.0).epsilon(0.02));
}

TEST_CASE("run: dark of the sensor", "[calibration]") {
    Bench bench;
    const auto record = bench.run(CalibrationKind::dark).record;
    CHECK(record.value("level") == Approx(100.0).margin(0.5));
    CHECK(record.value("temporal noise") == Approx(std::hypot(1.9, std::sqrt(1.0 / 12.0))).epsilon(0.03));
    CHECK(record.value("fixed pattern") == Approx(2.1).epsilon(0.03));
}

TEST_CASE("run: flat within 0.3 % rms", "[calibration]") {
    Bench bench;
    const auto record = bench.run(CalibrationKind::flat, {.frames = 200}).record;
    drivers::SimulatedSettings settings = drivers::default_simulated_settings();
    settings.wafer.wafer = standard_wafer(2);
    settings.wafer.seed = 7;
    settings.wafer.camera.width_px = 200;
    settings.wafer.camera.height_px = 160;
    const drivers::VirtualWafer wafer(drivers::resolve(settings));
    const simulated::Sensor sensor(wafer.settings().wafer.camera, wafer.settings().wafer.sensor, 7);
    const StagePoint at = bench.opened->view().flat_position.value();
    const std::vector<float> light =
        wafer.electrons({at, 0.0, 0.0}, {.excitation_w_cm2 = 0.0, .lamp_share = 1.0, .lines_share = 0.0},
                        std::stod(record.condition("exposure_ms")));
    const Image truth = sensor.mean_frame(light, 100000000, 1);
    const Image truth_dark = sensor.mean_frame(std::vector<float>(light.size(), 0.0F), 100000000, 2);
    const Image& flat = record.image("mean");
    const Image& dark = record.image("dark");
    double want_level = 0.0;
    double got_level = 0.0;
    for (std::size_t i = 0; i < light.size(); ++i) {
        want_level += truth.pixels()[i] - truth_dark.pixels()[i];
        got_level += flat.pixels()[i] - dark.pixels()[i];
    }
    double squares = 0.0;
    for (std::size_t i = 0; i < light.size(); ++i) {
        const double want = (truth.pixels()[i] - truth_dark.pixels()[i]) / want_level;
        const double got = (flat.pixels()[i] - dark.pixels()[i]) / got_level;
        squares += (got / want - 1.0) * (got / want - 1.0);
    }
    const double rms = std::sqrt(squares / static_cast<double>(light.size()));
    UNSCOPED_INFO("rms " << 100.0 * rms << " %");
    CHECK(rms < 0.003);
}

TEST_CASE("run: camera against stage within 0.1 mrad and 50 ppm", "[calibration]") {
    const bool mirrored = GENERATE(false, true);
    Bench bench(std::string("width_px = 640\nheight_px = 480\ncamera_rotation_mrad = 1.7\ncamera_scale = "
                            "1.0003\nstage_jitter_um = 1.5\n") +
                (mirrored ? "camera_mirrored = true" : ""));
    const auto record = bench.run(CalibrationKind::stage).record;
    UNSCOPED_INFO("rotation " << record.value("rotation") << " mrad, scale " << record.value("scale")
                              << " ppm");
    CHECK(record.value("rotation") == Approx(1.7).margin(0.1));
    CHECK(record.value("scale") == Approx(300.0).margin(50.0));
    CHECK(record.value("mirrored") == (mirrored ? 1.0 : 0.0));
}

TEST_CASE("run: wavelengths within 0.05 nm rms, response by them", "[calibration]") {
    Bench bench;
    const auto record = bench.run(CalibrationKind::wavelength).record;
    const drivers::VirtualWafer truth(drivers::resolve(drivers::default_simulated_settings()));
    const std::vector<double> want = truth.true_wavelengths_nm();
    const std::vector<double> got = wavelengths_of(record, bench.opened->view());
    REQUIRE(want.size() == got.size());
    double squares = 0.0;
    for (std::size_t i = 0; i < want.size(); ++i) squares += (want[i] - got[i]) * (want[i] - got[i]);
    const double rms = std::sqrt(squares / static_cast<double>(want.size()));
    UNSCOPED_INFO("rms " << rms << " nm");
    CHECK(rms < 0.05);

    const auto response = bench.run(CalibrationKind::response).record;
    const std::vector<double>& seen = response.numbers_of("response");
    const auto at_500 =
        static_cast<std::size_t>(std::lower_bound(want.begin(), want.end(), 500.0) - want.begin());
    const auto at_700 =
        static_cast<std::size_t>(std::lower_bound(want.begin(), want.end(), 700.0) - want.begin());
    CHECK(seen[at_500] / seen[at_700] ==
          Approx(truth.spectral_response(500.0) / truth.spectral_response(700.0)).epsilon(0.02));
}

TEST_CASE("run: the filter of the wheel within its error, as a table for recipes", "[calibration]") {
    const simulated::SlopedFilter truth{
        .centre_nm = 452.0, .width_nm = 20.0, .low = 0.1, .high = 0.8, .n_eff = 1.8};
    Bench bench("filter_centre_nm = 452\nfilter_width_nm = 20\nfilter_low = 0.1\nfilter_high = 0.8");
    (void)bench.run(CalibrationKind::wavelength);
    const auto record = bench.run(CalibrationKind::colour).record;
    CHECK(record.condition("filter") == "sloped");
    CHECK_THAT(record.condition("wavelengths"), Contains("by calibration"));
    CHECK(record.value("light from") < 435.0);
    CHECK(record.value("light to") > 475.0);
    const std::vector<double>& nm = record.numbers_of("wavelength");
    const std::vector<double>& found = record.numbers_of("transmission");
    const std::vector<double>& error = record.numbers_of("error");
    REQUIRE(found.size() > 80);
    double squares = 0.0;
    for (std::size_t i = 0; i < nm.size(); ++i) {
        const double off = found[i] - truth.transmission(nm[i], 0.0);
        CHECK(std::abs(off) < 0.01 + 5.0 * error[i]);
        squares += off * off;
    }
    CHECK(std::sqrt(squares / static_cast<double>(nm.size())) < 0.005);
    std::ifstream table(bench.folder / "cal/colour-transmission.csv");
    std::string header;
    std::getline(table, header);
    CHECK(header == "wavelength_nm,transmission");
    std::size_t lines = 0;
    for (std::string line; std::getline(table, line);) ++lines;
    CHECK(lines == nm.size());
    CHECK(bench.opened->view().filter_wheel->position() == 1);
    CHECK(bench.stored(CalibrationKind::colour).state == CalibrationState::valid);
}

TEST_CASE("a colour filter that can't be measured is refused, each reason by itself", "[calibration]") {
    const TemporaryFolder folder;
    const auto refused = [&](const std::string& toml, const std::string& filter = {},
                             std::optional<StagePoint> at = {}) {
        std::ofstream(folder / "t.toml") << toml;
        OpenTool opened(folder / "t.toml");
        CalibrationOptions options{.folder = folder / "cal", .now = kNow, .diameter_mm = 50.0};
        options.filter = filter;
        options.frames = 2;
        options.at = at;
        try {
            const CalibrationOutcome outcome = run_calibration(CalibrationKind::colour, opened, options);
            CHECK_FALSE(outcome.passed);
            CHECK(outcome.file.empty());
            return outcome.summary;
        } catch (const Error& error) {
            for (const ToolLight& light : opened.view().lights) CHECK_FALSE(light.source->is_on());
            return full_message(error);
        }
    };
    const auto without = [](const std::string& section) {
        std::string toml = tool_toml();
        const std::string text = "[" + section + "]\ndriver = \"simulated\"\n";
        const std::size_t at = toml.find(text);
        REQUIRE(at != std::string::npos);
        return toml.erase(at, text.size());
    };
    CHECK_THAT(refused(without("filter_wheel")), Contains("no filter wheel") && Contains("[filter_wheel]"));
    CHECK_THAT(refused(without("spectrometer")), Contains("no spectrometer"));
    CHECK_THAT(refused(tool_toml(), "open"), Contains("'open' is the open position"));
    CHECK_THAT(refused(tool_toml("filter_low = 0\nfilter_high = 0")),
               Contains("no light comes through the filter"));
    CHECK_THAT(refused(tool_toml("filter_low = 0.5\nfilter_high = 0.5")),
               Contains("change over the light") && Contains("beyond its limit"));
    CHECK_THAT(refused(tool_toml(), {}, StagePoint{60000.0, 0.0}), Contains("the spectrometer sees nothing"));
}

TEST_CASE("run: power's bend and the focus surface", "[calibration]") {
    Bench bench("laser_bend = 0.04\nfocus_z0_um = 5\nfocus_tilt_x_urad = 120\nfocus_bow_um = 4");
    const auto power = bench.run(CalibrationKind::power).record;
    CHECK(power.value("largest deviation from the set-point") == Approx(1.0).margin(0.15));
    const auto focus = bench.run(CalibrationKind::focus).record;
    CHECK(focus.value("height in the middle") == Approx(5.0).margin(1.0));
    CHECK(focus.value("tilt along x") == Approx(120.0).margin(40.0));
    CHECK(focus.value("bow") == Approx(4.0).margin(1.5));
}

TEST_CASE("a calibration is valid, then expired, and of one device only", "[calibration]") {
    Bench bench;
    CHECK(bench.stored(CalibrationKind::dark).state == CalibrationState::missing);
    (void)bench.run(CalibrationKind::dark, {.valid_days = 10, .frames = 4});
    CHECK(bench.stored(CalibrationKind::dark).state == CalibrationState::valid);
    const StoredCalibration old = bench.stored(CalibrationKind::dark, kNow + std::chrono::hours(24 * 11));
    CHECK(old.state == CalibrationState::expired);
    CHECK_THAT(old.message, Contains("waferglow-cli calibrate dark --tool ") && Contains("--exposure-ms 5"));

    calibration::Record other = *bench.stored(CalibrationKind::dark).record;
    other.devices[0].identity = "Somebody else's camera";
    (void)calibration::write_record(bench.folder / "cal", other);
    const StoredCalibration foreign = bench.stored(CalibrationKind::dark);
    CHECK(foreign.state == CalibrationState::other_device);
    CHECK_THAT(foreign.message, Contains("Somebody else's camera") && Contains("calibrate dark"));
}

TEST_CASE("a scan takes what is valid and refuses what is not", "[calibration]") {
    Bench bench;
    (void)bench.run(CalibrationKind::dark, {.frames = 4});
    (void)bench.run(CalibrationKind::wavelength);
    ScanTool view = bench.opened->view();
    ScanRequest request;
    use_calibrations(*bench.opened, bench.opened->calibration_folder(), recipe_of(5.0), view, request, kNow);
    REQUIRE(request.dark_frame);
    CHECK_FALSE(request.flat_frame);
    CHECK(view.wavelengths_nm.size() == 1024);
    CHECK_THAT(request.dark_origin, Contains("dark.toml"));
    CHECK(request.calibrations.size() > 5);
    std::set<std::string> names{"dark", "flat"};  // which the wafer file has by itself
    for (const CalibrationEntry& entry : request.calibrations) CHECK(names.insert(entry.name).second);
    CHECK_THROWS_WITH(
        use_calibrations(*bench.opened, bench.folder / "cal", recipe_of(8.0), view, request, kNow),
        Contains("calibrate dark") && Contains("--exposure-ms 8"));
    CHECK_THROWS_WITH(use_calibrations(*bench.opened, bench.folder / "cal", recipe_of(5.0), view, request,
                                       kNow + std::chrono::hours(24 * 40)),
                      Contains("expired") && Contains("waferglow-cli calibrate dark"));
}

TEST_CASE("a stopped calibration stores nothing and leaves all lights off", "[calibration]") {
    Bench bench;
    std::stop_source stop;
    CalibrationOptions options;
    options.folder = bench.folder / "cal";
    CHECK_THROWS_AS(run_calibration(CalibrationKind::flat, *bench.opened, options, stop.get_token(),
                                    [&](const CalibrationProgress& now) {
                                        if (now.share > 0.2) stop.request_stop();
                                    }),
                    Error);
    CHECK_FALSE(std::filesystem::exists(bench.folder / "cal" / "flat.toml"));
    for (const ToolLight& light : bench.opened->view().lights) CHECK_FALSE(light.source->is_on());
}

TEST_CASE("axes of camera and stage that are out of square are refused where they would misplace dies",
          "[calibration]") {
    Bench bench;
    ScanTool view = bench.opened->view();
    const double k = 1.0 / view.camera_info.pixel_um;
    const auto store = [&](double shear_rad, double anisotropy) {
        calibration::Record record;
        record.kind = "stage";
        record.measured = calibration::utc_text(kNow);
        record.valid_until = calibration::utc_text(kNow + std::chrono::hours(24));
        record.values = {{"pixel size", view.camera_info.pixel_um, "um", {}, {}}};
        record.numbers = {{"matrix", "px/um", {k * (1.0 + anisotropy), k * shear_rad, 0.0, -k}}};
        (void)calibration::write_record(bench.folder / "cal", record);
    };
    const auto use = [&] {
        ScanRequest request;
        ScanTool fresh = view;
        use_calibrations(*bench.opened, bench.folder / "cal", recipe_of(5.0), fresh, request, kNow);
        return fresh.mount.upright();
    };
    store(2e-5, -2e-5);
    CHECK(use());
    store(8e-3, 0.0);
    CHECK_THROWS_WITH(use(), Contains("stage.toml") && Contains("8 mrad from a right angle") &&
                                 Contains("a third of the pitch") && Contains("calibrate stage"));
    store(0.0, 8e-3);
    CHECK_THROWS_WITH(use(), Contains("ppm in scale"));
}

TEST_CASE("the error of a mount is that of its strain", "[calibration]") {
    // Half of a shear turns, the other half strains; 400 x 300 px have their corners 250 px from the middle.
    const MountError sheared = mount_error({0.5, 0.5 * 1e-3, 0.0, -0.5}, 400, 300, 50000.0);
    CHECK(sheared.in_image_px == Approx(0.125).epsilon(0.01));
    CHECK(sheared.on_wafer_um == Approx(25.0).epsilon(0.01));
    const MountError stretched = mount_error({0.5 * 1.002, 0.0, 0.0, -0.5}, 400, 300, 50000.0);
    CHECK(stretched.on_wafer_um == Approx(50.0).epsilon(0.01));
    // Turned, mirrored and laid on its side it is none.
    const MountError turned = mount_error({-0.3, 0.4, 0.4, 0.3}, 400, 300, 50000.0);
    CHECK(turned.in_image_px == Approx(0.0).margin(1e-9));
}
