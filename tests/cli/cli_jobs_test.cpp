// SPDX-License-Identifier: GPL-3.0-or-later
// The jobs of the command line end to end: what they print and what they leave behind.
#include "libinspect/formats/image_io.h"
#include "libinspect/formats/recording.h"
#include "libinspect/store/wafer_file.h"
#include "tests/cli/run_program.h"

#include <cmath>
#include <fstream>
#include <sstream>

#include <nlohmann/json.hpp>

using namespace waferglow;
using namespace waferglow::test;
using nlohmann::json;

namespace {

std::string first_line(const std::filesystem::path& path) {
    std::ifstream file(path);
    std::string line;
    std::getline(file, line);
    return line;
}

long lines_of(const std::filesystem::path& path) {
    std::ifstream file(path);
    long lines = 0;
    for (std::string line; std::getline(file, line);) ++lines;
    return lines;
}

}  // namespace

TEST_CASE("the jobs run end to end on one wafer", "[cli]") {
    const TemporaryFolder folder;
    const std::filesystem::path recording = make_small_recording(folder);
    const std::string wafer = folder / "w.h5";
    const json inspected = json_of(run_cli({"inspect", recording.string(), "--out", wafer, "--json"}));

    // What programs written against the command line rely on.
    CHECK(inspected.at("dies") == 30 * 28);
    CHECK(inspected.at("measured") == 30 * 28);
    CHECK(inspected.at("tiles").get<int>() > 1);
    CHECK(inspected.at("seconds").get<double>() > 0.0);
    CHECK(inspected.at("pixels") == inspected.at("tiles").get<long>() * 320 * 240);
    CHECK(inspected.at("wafer_id").is_string());
    CHECK(inspected.at("channels").size() == 2);
    CHECK(inspected.at("yield").get<double>() > 0.5);
    long binned = 0;
    for (const auto& [name, count] : inspected.at("bins").items()) binned += count.get<long>();
    CHECK(binned == 30 * 28);
    for (const char* key : {"rotation_mrad", "scale_ppm", "offset_x_um", "offset_y_um", "rms_um"}) {
        CHECK(inspected.at("registration").at(key).is_number());
    }
    CHECK_FALSE(std::filesystem::exists(wafer + ".journal"));
    CHECK_FALSE(std::filesystem::exists(wafer + ".waferglow-part"));

    CHECK(json_of(run_cli({"verify", wafer, "--json"})).at("sound") == true);
    const json info = json_of(run_cli({"info", wafer, "--json"}));
    CHECK(info.at("status") == "complete");
    CHECK(info.at("bins") == inspected.at("bins"));
    CHECK(info.at("calibrations").at(0).at("name") == "dark");
    CHECK(info.at("calibrations").at(0).at("width_px") == read_recording(recording).camera.width_px);
    const WaferFile stored = read_wafer_file(wafer);
    Image dark;
    (void)read_image(recording / "dark.tif", dark);
    REQUIRE(stored.calibration.at(0).image);
    CHECK(stored.calibration[0].image->pixels.pixels() == dark.pixels());

    const json agreement =
        json_of(run_cli({"correlate", wafer, "--el", (recording / "el.csv").string(), "--json"}));
    CHECK(agreement.at("matched") == 30 * 28);
    CHECK(agreement.at("accuracy").get<double>() > 0.98);
    CHECK(agreement.at("accuracy_ci95").at(0) < agreement.at("accuracy"));
    CHECK(agreement.at("confusion").at("tn").get<long>() > 700);
    CHECK(agreement.at("pearson").get<double>() > 0.5);

    const std::string csv = folder / "dies.csv";
    CHECK(run_cli({"export", wafer, "--format", "csv", "--out", csv}).exit_code == 0);
    CHECK(first_line(csv).starts_with("row,col,x_um,y_um,measured,bin,pass,"));
    CHECK(first_line(csv).find(",pl_low_rel") != std::string::npos);
    CHECK(lines_of(csv) == 1 + 30 * 28);

    const std::string png = folder / "bins.png";
    CHECK(run_cli({"export", wafer, "--format", "png", "--out", png}).exit_code == 0);
    CHECK(std::filesystem::file_size(png) > 5000);
    CHECK(run_cli({"export", wafer, "--format", "png", "--out", png, "--layer", "pl_lwo_rel"}).exit_code ==
          2);

    const json again = json_of(run_cli({"analyse", wafer, "--json"}));
    CHECK(again.at("bins") == inspected.at("bins"));
}

TEST_CASE("one thread and four give the same layers and bins", "[cli]") {
    const TemporaryFolder folder;
    const std::filesystem::path recording = make_small_recording(folder);
    std::vector<WaferFile> files;
    for (const char* threads : {"1", "4"}) {
        const std::string wafer = folder / (std::string("w") + threads + ".h5");
        REQUIRE(run_cli({"inspect", recording.string(), "--out", wafer, "--threads", threads}).exit_code ==
                0);
        files.push_back(read_wafer_file(wafer));
    }
    CHECK(files[0].bins == files[1].bins);
    REQUIRE(files[0].map.layers().size() == files[1].map.layers().size());
    for (std::size_t i = 0; i < files[0].map.layers().size(); ++i) {
        INFO(files[0].map.layers()[i].name);
        CHECK(same_bytes(files[0].map.layers()[i], files[1].map.layers()[i]));
    }
    CHECK(files[0].ledger == files[1].ledger);
}

TEST_CASE("what is exported for the fab correlates perfectly with the wafer it came from", "[cli]") {
    const TemporaryFolder folder;
    const std::filesystem::path recording = make_small_recording(folder);
    const std::string wafer = folder / "w.h5";
    const json inspected = json_of(run_cli({"inspect", recording.string(), "--out", wafer, "--json"}));
    const std::vector<std::vector<std::string>> formats{
        {"sinf"}, {"e142"}, {"klarf"}, {"klarf", "--klarf-version", "1.8"}};
    for (const std::vector<std::string>& format : formats) {
        INFO(format.back());
        const std::string out = folder / "for-the-fab";
        std::vector<std::string> arguments{"export", wafer, "--out",  out,
                                           "--lot",  "L1",  "--json", "--format"};
        arguments.insert(arguments.end(), format.begin(), format.end());
        json_of(run_cli(arguments));
        const json agreement = json_of(run_cli({"correlate", wafer, "--el", out, "--json"}));
        CHECK(agreement.at("matched") == inspected.at("measured"));
        CHECK(agreement.at("accuracy") == 1.0);
        CHECK(agreement.at("confusion").at("tp").get<long>() > 0);
    }
}

TEST_CASE("inspect and info say how many spectra give no peak, and why", "[cli]") {
    const TemporaryFolder folder;
    const std::filesystem::path recording = make_small_recording(folder);
    {
        // Two dies with a line, two in the dark.
        std::ofstream spectra(recording / "spectra.csv");
        spectra << "row,col";
        for (int p = 0; p < 120; ++p) spectra << ',' << 420.0 + 0.4 * p;
        for (int die = 0; die < 4; ++die) {
            spectra << "\n14," << 12 + die;
            for (int p = 0; p < 120; ++p) {
                const double t = (p - 60) / 20.0;
                spectra << ',' << std::lround(20.0 + (die < 2 ? 1000.0 * std::exp(-t * t) : 0.0));
            }
        }
        spectra << '\n';
    }
    const std::string wafer = folder / "w.h5";
    const json inspected = json_of(run_cli({"inspect", recording.string(), "--out", wafer, "--json"}));
    const json missing = inspected.at("spectra_without_peak");
    CHECK(missing.at("count") == 2);
    CHECK(missing.at("of") == 4);
    CHECK(missing.at("empty") == 2);
    CHECK(json_of(run_cli({"info", wafer, "--json"})).at("spectra_without_peak") == missing);
    CHECK_THAT(
        run_cli({"info", wafer}).out,
        Catch::Matchers::Contains("2 of 4 spectra give no peak wavelength: 2 have no line above the noise"));
}
