// SPDX-License-Identifier: GPL-3.0-or-later
// A scan by calibrations on a simulated tool that is mounted crookedly: the map, the noise and the spectra
// come out as the virtual wafer truly is.
#include "app/tool/calibration_runs.h"
#include "app/tool/calibration_use.h"
#include "app/tool/spectral_correction.h"
#include "calibration/record_file.h"
#include "drivers/simulated/simulated_tool.h"
#include "libinspect/base/error.h"
#include "libinspect/formats/recording.h"
#include "libinspect/map/channel_layers.h"
#include "tests/cli/run_program.h"

#include <algorithm>
#include <cmath>
#include <fstream>

using namespace waferglow;
using namespace waferglow::tool;
using Catch::Matchers::Contains;
using waferglow::test::TemporaryFolder;

namespace {

constexpr int kRows = 60;
constexpr int kCols = 56;

std::string tool_toml(const std::string& more) {
    return "format = \"waferglow-tool\"\nversion = 1\nname = \"crooked\"\n"
           "[simulated]\nwafer_inch = 2\nseed = 7\nrows = 60\ncols = 56\nwidth_px = 320\nheight_px = 240\n"
           "stage_jitter_um = 0.5\n" +
           more +
           "\n[stage]\ndriver = \"simulated\"\n[camera]\ndriver = \"simulated\"\n"
           "[spectrometer]\ndriver = \"simulated\"\n"
           "[[light]]\nname = \"laser\"\nkind = \"pl\"\ndriver = \"simulated\"\nsource = \"laser\"\n"
           "[[light]]\nname = \"lamp\"\nkind = \"reflected\"\ndriver = \"simulated\"\nsource = \"lamp\"\n";
}

Recipe recipe_of_wafer() {
    Recipe recipe;
    ScanRecipe scan;
    scan.wafer = standard_wafer(2);
    scan.wafer.id = "SIMULATED";
    scan.wafer.edge_exclusion_mm = 3.0;
    scan.grid = {.rows = kRows,
                 .cols = kCols,
                 .x0_um = -0.5 * (kCols - 1) * 200.0,
                 .y0_um = 0.5 * (kRows - 1) * 150.0,
                 .pitch_x_um = 200.0,
                 .pitch_y_um = 150.0,
                 .die_width_um = 120.0,
                 .die_height_um = 80.0};
    scan.margin_um = 60.0;
    scan.dark_frames = 2;
    scan.flat_frames = 2;
    scan.channels.push_back(
        {.channel = {.name = "pl", .kind = ChannelKind::pl, .excitation_w_cm2 = 30.0, .exposure_ms = 5.0},
         .light = {},
         .gain = 1.0});
    recipe.scan = scan;
    return recipe;
}

/// The tool of a file, its calibrations and scans by them.
struct Station {
    explicit Station(const std::string& more) {
        std::ofstream(folder / "tool.toml") << tool_toml(more);
        opened = std::make_unique<OpenTool>(folder / "tool.toml");
    }
    void calibrate(CalibrationKind kind, CalibrationOptions options = {}) {
        options.folder = folder / "cal";
        options.diameter_mm = 12.0;  // where there are dies
        const CalibrationOutcome outcome = run_calibration(kind, *opened, options);
        INFO(outcome.summary);
        REQUIRE(outcome.passed);
    }
    WaferFile scan(const Recipe& recipe, bool calibrated) {
        ScanRequest request;
        request.output = folder / (calibrated ? "by.h5" : "without.h5");
        request.record = folder / (calibrated ? "by" : "without");
        request.force = true;
        ScanTool view = opened->view();
        if (calibrated) use_calibrations(*opened, folder / "cal", recipe, view, request);
        ScanControl control;
        ScanMonitor monitor;
        const ScanOutcome outcome = scan_wafer(view, recipe, request, control, monitor);
        REQUIRE(outcome.inspect.fault.empty());
        return outcome.inspect.file;
    }
    const TemporaryFolder folder;
    std::unique_ptr<OpenTool> opened;
};

/// The same wafer, before no tool at all.
drivers::VirtualWafer wafer_of(double wavelength_nm) {
    drivers::SimulatedSettings s = drivers::default_simulated_settings();
    s.wafer.wafer = standard_wafer(2);
    s.wafer.wafer.edge_exclusion_mm = 3.0;
    s.wafer.seed = 7;
    s.wafer.grid.rows = kRows;
    s.wafer.grid.cols = kCols;
    s.wafer.population.wavelength_nm = wavelength_nm;
    return drivers::VirtualWafer(drivers::resolve(s));
}

const drivers::VirtualWafer& truth() {
    static const drivers::VirtualWafer kWafer = wafer_of(455.0);
    return kWafer;
}

/// Of a line above a tenth of its height, as the spectrum's analysis has it.
double centroid_of(const drivers::LineShape& line) {
    double sum = 0.0;
    double moment = 0.0;
    for (double d = -40.0; d < 40.0; d += 0.01) {
        const double sigma = d < 0.0 ? line.short_sigma_nm : line.long_sigma_nm;
        const double light = std::exp(-0.5 * d * d / (sigma * sigma));
        if (light < 0.1) continue;
        sum += light;
        moment += light * d;
    }
    return line.peak_nm + moment / sum;
}

/// Share of the dies whose light is within 3 % of a nominal die's of the truth, over the median of all.
double share_right(const WaferFile& file) {
    const Layer& light = file.map.at(layer_name(file.channels.front(), Quantity::sum));
    std::vector<double> ratio;
    std::vector<double> want;
    std::vector<double> got;
    for (std::int32_t row = 0; row < kRows; ++row) {
        for (std::int32_t col = 0; col < kCols; ++col) {
            want.push_back(truth().truth({row, col}, 30.0).pl[0]);
            got.push_back(static_cast<double>(light.values[file.map.grid().cell({row, col})]));
            if (got.back() > 0.0 && want.back() > 0.5) ratio.push_back(got.back() / want.back());
        }
    }
    if (ratio.empty()) return 0.0;
    const auto middle = ratio.begin() + static_cast<std::ptrdiff_t>(ratio.size() / 2);
    std::nth_element(ratio.begin(), middle, ratio.end());
    std::size_t right = 0;
    for (std::size_t i = 0; i < want.size(); ++i)
        if (std::abs(got[i] / *middle - want[i]) < 0.03) ++right;
    return static_cast<double>(right) / static_cast<double>(want.size());
}

/// What quadrants of the tiles are off the grid, um rms; and the share of dies that are right.
struct Quality {
    double misfit_um = 1e9;
    double right = 0.0;
};

Quality quality_of(const WaferFile& file) {
    return {file.registration.value().rms_um, share_right(file)};
}

/// What a scan without the calibration gives; the worst where it fails.
Quality quality_without(Station& station, const Recipe& recipe) {
    try {
        return quality_of(station.scan(recipe, false));
    } catch (const Error&) {
        return {};
    }
}

}  // namespace

TEST_CASE("a camera mounted mirrored, on its side and crookedly gives the right map", "[tool]") {
    const std::string mount =
        GENERATE("camera_rotation_mrad = 24", "camera_rotation_mrad = -12\ncamera_mirrored = true",
                 "camera_rotation_mrad = 7\ncamera_quarter_turns = 1",
                 "camera_rotation_mrad = 3\ncamera_quarter_turns = 2\nrotation_mrad = -4",
                 "camera_rotation_mrad = -6\ncamera_mirrored = true\ncamera_quarter_turns = 3");
    INFO(mount);
    Station station(mount);
    station.calibrate(CalibrationKind::stage);
    const WaferFile file = station.scan(recipe_of_wafer(), true);
    const Quality by = quality_of(file);
    CHECK(by.right > 0.99);
    CHECK(by.misfit_um < 0.5);  // a twentieth of a pixel
    CHECK(std::abs(file.camera.turn_rad) > 2e-3);
    const Quality without = quality_without(station, recipe_of_wafer());
    CHECK((without.right < by.right - 0.02 || without.misfit_um > 5.0 * by.misfit_um));
}

TEST_CASE("gain and read noise go into the noise of a scan and into its recording", "[tool]") {
    Station station("gain_dn_per_e = 0.5\nread_noise_e = 3");
    station.calibrate(CalibrationKind::photon_transfer, {.frames = 8});
    const Recipe recipe = recipe_of_wafer();
    const WaferFile file = station.scan(recipe, true);
    CHECK(file.camera.gain_e_per_dn == Approx(2.0).epsilon(0.03));
    CHECK(file.camera.read_noise_e == Approx(3.0).epsilon(0.05));
    CHECK(read_wafer_file(station.folder / "by.h5").camera == file.camera);
    CHECK(read_recording(station.folder / "by").camera == file.camera);

    const auto scan_with = [&](const std::string& name, double factor) {
        const std::filesystem::path stored = station.folder / "cal" / "photon-transfer.toml";
        calibration::Record right = calibration::read_record(stored);
        calibration::Record wrong = right;
        for (calibration::Value& value : wrong.values)
            if (value.name == name) value.value *= factor;
        static_cast<void>(calibration::write_record(station.folder / "cal", wrong));
        WaferFile scanned = station.scan(recipe, true);
        static_cast<void>(calibration::write_record(station.folder / "cal", right));
        return scanned;
    };
    const auto noise_of = [](const WaferFile& wafer) {
        std::vector<float> values = wafer.map.at(layer_name(wafer.channels.front(), Quantity::noise)).values;
        std::erase_if(values, [](float v) { return std::isnan(v); });
        std::ranges::sort(values);
        return static_cast<double>(values[values.size() / 2]);
    };
    // The noise of bright dies is that of their light: of a gain that is wrong by four it is half.
    CHECK(noise_of(scan_with("gain", 4.0)) < 0.75 * noise_of(file));
    // Streets that look quieter than the sensor is are not believed.
    CHECK(noise_of(scan_with("read noise", 10.0)) > 1.5 * noise_of(file));

    // Another gain of the camera is another gain than the calibrated one.
    Recipe brighter = recipe;
    brighter.scan->channels.front().gain = 2.0;
    ScanTool view = station.opened->view();
    ScanRequest request;
    use_calibrations(*station.opened, station.folder / "cal", brighter, view, request);
    CHECK(view.camera_info.gain_e_per_dn == 0.0);
}

TEST_CASE("a response takes the tilt off a spectrum and leaves its dark level", "[tool]") {
    std::vector<double> nm;
    std::vector<double> counts;
    ResponseTable table;
    constexpr double kDark = 900.0;
    const auto line = [](double l) { return 20000.0 * std::exp(-0.5 * std::pow((l - 620.0) / 20.0, 2)); };
    for (double l = 400.0; l < 800.0; l += 0.5) {
        nm.push_back(l);
        const double response = std::exp(-(l - 400.0) / 120.0);  // below a tenth from 676 nm on
        table.wavelength_nm.push_back(l + 0.2);                  // not the pixels' own wavelengths
        table.response.push_back(l < 420.0 ? std::nan("") : std::exp(-(l + 0.2 - 400.0) / 120.0));
        counts.push_back(kDark + response * line(l));
    }
    const std::vector<double> raw = counts;
    const SpectralCorrection correction(nm, table);
    correction.apply(counts);
    double worst = 0.0;
    for (std::size_t i = 0; i < nm.size(); ++i)
        if (nm[i] < 675.0) worst = std::max(worst, std::abs(counts[i] - kDark - line(nm[i])));
    CHECK(worst < 0.002 * 20000.0);
    CHECK(counts.front() == Approx(kDark).margin(0.5));
    const auto peak_of = [&](const std::vector<double>& c) {
        return nm[static_cast<std::size_t>(std::ranges::max_element(c) - c.begin())];
    };
    CHECK(peak_of(counts) == Approx(620.0).margin(0.5));
    CHECK(peak_of(raw) < 617.5);
    CHECK_THROWS_WITH(SpectralCorrection(nm, {}), Contains("renew"));
}

TEST_CASE("spectra of a scan are of the die's light: wavelength and response of the instrument taken off",
          "[tool]") {
    constexpr double kLineNm = 750.0;  // where the response falls steeply
    Station station("wavelength_nm = 750");
    std::ofstream(station.folder / "tool.toml", std::ios::app)
        << "[[light]]\nname = \"hg\"\nkind = \"wavelength\"\ndriver = \"simulated\"\nsource = "
           "\"mercury-argon\"\n";
    station.opened = std::make_unique<OpenTool>(station.folder / "tool.toml");
    station.calibrate(CalibrationKind::wavelength);
    station.calibrate(CalibrationKind::response, {.frames = 64});
    Recipe recipe = recipe_of_wafer();
    recipe.scan->spectra.every_nth = 20;
    recipe.scan->spectra.integration_ms = 100.0;
    const drivers::VirtualWafer wafer = wafer_of(kLineNm);
    const auto median_off_nm = [&](bool calibrated) {
        const WaferFile file = station.scan(recipe, calibrated);
        const Layer& centroid = file.map.at("centroid_nm");
        std::vector<double> off;
        for (std::int32_t row = 0; row < kRows; ++row) {
            for (std::int32_t col = 0; col < kCols; ++col) {
                const float got = centroid.values[file.map.grid().cell({row, col})];
                if (!std::isnan(got))
                    off.push_back(static_cast<double>(got) - centroid_of(wafer.line({row, col}, 30.0)));
            }
        }
        REQUIRE(off.size() > 50);
        std::ranges::sort(off);
        return off[off.size() / 2];
    };
    const double by_both = median_off_nm(true);
    std::filesystem::remove(station.folder / "cal" / "response.toml");
    const double by_wavelength = median_off_nm(true);
    const double without = median_off_nm(false);
    UNSCOPED_INFO("by both " << by_both << " nm off, by wavelength alone " << by_wavelength << ", without "
                             << without);
    CHECK(std::abs(by_both) < 0.06);
    CHECK(by_wavelength < -0.12);  // bluer: the red side is seen worse
    CHECK(without > 0.3);          // the device believes its axis to be redder
}
