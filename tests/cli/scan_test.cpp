// SPDX-License-Identifier: GPL-3.0-or-later
// scan and devices: exit codes, JSON, a recording that gives the same layers by each way, and a scan that is
// killed again and again.
#include "libinspect/store/wafer_file.h"
#include "tests/cli/run_program.h"
#include "tests/cli/scan_files.h"

#include <algorithm>
#include <cmath>
#include <csignal>
#include <fstream>
#include <limits>
#include <memory>
#include <random>

#include <nlohmann/json.hpp>
#include <sys/wait.h>
#include <zlib.h>

using namespace waferglow;
using namespace waferglow::test;
using Catch::Matchers::Contains;

namespace {

/// That tool with its camera mounted mirrored, on its side and crookedly, and with the calibrations that
/// put it right in the folder that its file names.
std::string write_calibrated_tool(const TemporaryFolder& folder) {
    const std::string tool = write_tool(folder, "crooked.toml");
    edit(tool, "[simulated]\n",
         "[calibration]\nfolder = \"cal\"\n[simulated]\nstage_jitter_um = 0.5\ncamera_rotation_mrad = 9\n"
         "camera_mirrored = true\ncamera_quarter_turns = 1\n");
    std::ofstream(tool, std::ios::app) << "[[light]]\nname = \"hg\"\nkind = \"wavelength\"\ndriver = "
                                          "\"simulated\"\nsource = \"mercury-argon\"\n";
    for (const std::vector<std::string>& kind : {std::vector<std::string>{"stage", "--diameter-mm", "12"},
                                                 {"photon-transfer", "--frames", "4"},
                                                 {"wavelength"},
                                                 {"response"},
                                                 {"power"}}) {
        std::vector<std::string> arguments{"calibrate", "--tool", tool};
        arguments.insert(arguments.end(), kind.begin(), kind.end());
        const Outcome outcome = run_cli(arguments);
        INFO(kind.front() << ": " << outcome.out << outcome.err);
        REQUIRE(outcome.exit_code == 0);
    }
    return tool;
}

std::string write_replay_tool(const TemporaryFolder& folder, const std::string& recording) {
    const std::string path = folder / "replay.toml";
    std::ofstream(path) << "format = \"waferglow-tool\"\nversion = 1\n[replay]\nrecording = \"" << recording
                        << R"("
[stage]
driver = "replay"
[camera]
driver = "replay"
[spectrometer]
driver = "replay"
[[light]]
driver = "replay"
[[light]]
name = "lamp"
kind = "reflected"
driver = "replay"
source = "lamp"
)";
    return path;
}

void check_same_measured_layers(const WaferFile& a, const WaferFile& b) {
    REQUIRE(a.map.layers().size() == b.map.layers().size());
    for (std::size_t i = 0; i < a.map.layers().size(); ++i) {
        INFO(a.map.layers()[i].name);
        CHECK(same_bytes(a.map.layers()[i], b.map.layers()[i]));
    }
    CHECK(a.bins == b.bins);
    CHECK(a.registration == b.registration);
}

/// Bytes of journal and images that a scan to `output` has left so far.
std::uintmax_t bytes_kept(const std::filesystem::path& output) {
    std::error_code gone;  // files come and go while they are counted
    std::uintmax_t bytes = 0;
    const auto add = [&](const std::filesystem::path& file) {
        const std::uintmax_t size = std::filesystem::file_size(file, gone);
        if (!gone) bytes += size;
    };
    add(output.string() + ".journal");
    std::filesystem::recursive_directory_iterator file(output.string() + ".images", gone);
    for (; !gone && file != std::filesystem::recursive_directory_iterator(); file.increment(gone)) {
        if (file->is_regular_file(gone)) add(file->path());
    }
    return bytes;
}

/// Runs a scan to its end, or kills it once it has kept so many bytes; true where it was killed. `most` is
/// raised to what it kept at any time.
bool kill_scan(const std::vector<std::string>& arguments, std::uintmax_t bytes, std::uintmax_t& most) {
    const std::filesystem::path output = arguments.back();
    const pid_t pid = start_cli(arguments);
    int status = 0;
    while (waitpid(pid, &status, WNOHANG) == 0) {
        const std::uintmax_t kept = bytes_kept(output);
        most = std::max(most, kept);
        if (kept >= bytes) {
            kill(pid, SIGKILL);
            return finish(pid) == 128 + SIGKILL;
        }
    }
    return false;
}

void gzip_file(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    const std::string text(std::istreambuf_iterator<char>(in), {});
    const std::unique_ptr<gzFile_s, decltype(&gzclose)> out(gzopen(path.c_str(), "wb"), &gzclose);
    REQUIRE(gzwrite(out.get(), text.data(), static_cast<unsigned>(text.size())) ==
            static_cast<int>(text.size()));
}

}  // namespace

TEST_CASE("a scan, its recording inspected, and the recording played give the same layers", "[cli]") {
    const bool calibrated = GENERATE(false, true);
    INFO((calibrated ? "by calibrations" : "without calibrations"));
    const TemporaryFolder folder;
    const std::string recipe = write_scan_recipe(folder);
    const std::string tool = calibrated ? write_calibrated_tool(folder) : write_tool(folder);
    const std::string recording = folder / "recording";
    const std::string scanned = folder / "w.h5";
    const Outcome whole = run_cli(
        {"scan", "--recipe", recipe, "--tool", tool, "--record", recording, "--json", "--out", scanned});
    INFO(whole.err);
    REQUIRE(whole.exit_code == 0);
    const auto json = nlohmann::json::parse(whole.out);
    CHECK(json["status"] == "complete");
    CHECK(json["tiles"] == json["tiles_total"]);
    CHECK(json["measured"] == 60 * 56);
    CHECK(json["acquisition"]["tiles_per_s"] > 0.0);
    CHECK(json["acquisition"]["overlap_share"] >= 0.0);
    CHECK(json["acquisition"]["spectra"] > 10);
    CHECK(json["plan"]["estimated_s"] > 0.0);
    const WaferFile expected = read_wafer_file(scanned);
    CHECK((expected.camera.gain_e_per_dn > 0.0) == calibrated);
    CHECK((std::abs(expected.camera.turn_rad) > 5e-3) == calibrated);

    // Spectra may be gzip'd, to all who read them.
    if (calibrated) gzip_file(std::filesystem::path(recording) / "spectra.csv");
    REQUIRE(expected.map.find("peak_wavelength_nm") != nullptr);
    const std::string inspected = folder / "inspected.h5";
    REQUIRE(run_cli({"inspect", recording, "--out", inspected}).exit_code == 0);
    check_same_measured_layers(read_wafer_file(inspected), expected);

    const std::string played = folder / "played.h5";
    const Outcome play = run_cli(
        {"scan", "--recipe", recipe, "--tool", write_replay_tool(folder, recording), "--out", played});
    INFO(play.err);
    REQUIRE(play.exit_code == 0);
    check_same_measured_layers(read_wafer_file(played), expected);
}

TEST_CASE("a scan killed at random moments is resumed to the same layers", "[cli]") {
    const TemporaryFolder folder;
    const std::string recipe = write_scan_recipe(folder);
    const std::string tool = write_calibrated_tool(folder);
    const std::string undisturbed = folder / "w.h5";
    std::uintmax_t most = 0;
    REQUIRE_FALSE(kill_scan({"scan", "--recipe", recipe, "--tool", tool, "--out", undisturbed},
                            std::numeric_limits<std::uintmax_t>::max(), most));
    const WaferFile expected = read_wafer_file(undisturbed);
    REQUIRE(most > 0);

    const std::uint64_t seed = std::random_device()();
    INFO("seed " << seed);
    std::mt19937_64 random(seed);
    std::vector<double> shares(6);
    for (double& share : shares) share = std::uniform_real_distribution(0.0, 0.98)(random);
    std::ranges::sort(shares);
    const std::string killed = folder / "killed.h5";
    int kills = 0;
    std::vector<std::string> arguments{"scan", "--recipe", recipe, "--tool", tool, "--out", killed};
    for (const double share : shares) {
        const auto bytes = static_cast<std::uintmax_t>(share * static_cast<double>(most));
        if (kill_scan(arguments, bytes, most)) ++kills;
        if (std::filesystem::exists(killed + ".images") && arguments.size() == 7)
            arguments.insert(arguments.begin() + 1, "--resume");
    }
    CHECK(kills >= 2);
    const Outcome resumed =
        run_cli({"scan", "--recipe", recipe, "--tool", tool, "--resume", "--out", killed});
    INFO(resumed.err);
    REQUIRE(resumed.exit_code == 0);
    check_same_measured_layers(read_wafer_file(killed), expected);
    CHECK_FALSE(std::filesystem::exists(killed + ".journal"));
    CHECK_FALSE(std::filesystem::exists(killed + ".images"));
}

TEST_CASE("a camera that fails for ever ends the scan with 4; with the camera repaired it resumes", "[cli]") {
    const TemporaryFolder folder;
    const std::string recipe = write_scan_recipe(folder);
    const std::string output = folder / "w.h5";
    const std::string broken = write_tool(folder, "broken.toml", "faults = [\"frame_dropped@frame+55x0\"]\n");
    const Outcome ended = run_cli({"scan", "--recipe", recipe, "--tool", broken, "--out", output, "--json"});
    CHECK(ended.exit_code == 4);
    CHECK_THAT(ended.err, Contains("camera") && Contains("--resume"));
    CHECK(nlohmann::json::parse(ended.out)["status"] == "incomplete");
    const Outcome resumed =
        run_cli({"scan", "--recipe", recipe, "--tool", write_tool(folder), "--resume", "--out", output});
    INFO(resumed.err);
    CHECK(resumed.exit_code == 0);
    CHECK(read_wafer_file(output).status == FileStatus::complete);
}

TEST_CASE("a disk that fills in mid-scan: what was taken is kept, and the way on is told", "[cli]") {
    const TemporaryFolder folder;
    const std::string recipe = write_scan_recipe(folder);
    const std::string output = folder / "w.h5";
    const std::vector<std::string> arguments{"scan",  "--recipe", recipe, "--tool", write_tool(folder),
                                             "--out", output};
    constexpr std::uint64_t kLessThanATile = 100'000;
    const Outcome full = run_cli(arguments, kLessThanATile);
    CHECK(full.exit_code == 1);
    CHECK_THAT(full.err, Contains("--resume"));
    std::vector<std::string> again = arguments;
    again.emplace_back("--resume");
    const Outcome resumed = run_cli(again);
    INFO(resumed.err);
    CHECK(resumed.exit_code == 0);
}

TEST_CASE("devices lists every device with its identity and limits", "[cli]") {
    const Outcome outcome = run_cli({"devices", "--json"});
    REQUIRE(outcome.exit_code == 0);
    const auto devices = nlohmann::json::parse(outcome.out)["devices"];
    REQUIRE(devices.size() >= 4);
    CHECK(devices[0]["kind"] == "stage");
    for (const auto& device : devices) {
        CHECK(device["reachable"] == true);
        CHECK_FALSE(device["identity"]["model"].get<std::string>().empty());
        CHECK_FALSE(device["limits"].empty());
    }
}

TEST_CASE("devices of a tool file: one that can't be reached is told, with its exit code", "[cli]") {
    const TemporaryFolder folder;
    const std::string tool = write_tool(folder);
    edit(tool, "[[light]]\ndriver = \"simulated\"",
         "[[light]]\ndriver = \"obis\"\npath = \"" + (folder / "no-such-port").string() +
             "\"\nspot_cm2 = 0.01");
    const Outcome outcome = run_cli({"devices", "--tool", tool, "--json"});
    CHECK(outcome.exit_code == 4);
    INFO(outcome.out << outcome.err);
    const auto devices = nlohmann::json::parse(outcome.out)["devices"];
    REQUIRE(devices.size() == 5);
    CHECK(devices[3]["driver"] == "obis");
    CHECK(devices[3]["reachable"] == false);
    CHECK_THAT(devices[3]["error"].get<std::string>(), Contains("no-such-port"));
    CHECK(devices[4]["reachable"] == true);
    edit(tool, "obis", "obiss");
    const Outcome wrong = run_cli({"devices", "--tool", tool});
    CHECK(wrong.exit_code == 3);
    CHECK_THAT(wrong.err, Contains("obiss") && Contains("obis"));
}

TEST_CASE("a scan that can't be asked for so exits with 2 or 3", "[cli]") {
    const TemporaryFolder folder;
    const std::string recipe = write_scan_recipe(folder);
    const std::string output = folder / "w.h5";
    CHECK(run_cli({"scan", "--out", output}).exit_code == 2);
    CHECK(run_cli({"scan", "--recipe", folder / "none.toml", "--out", output}).exit_code == 3);
    edit(recipe, "excitation_w_cm2 = 30", "excitation_w_cm2 = 3000");
    const Outcome strong = run_cli({"scan", "--recipe", recipe, "--out", output});
    CHECK(strong.exit_code == 2);
    CHECK_THAT(strong.err, Contains("pl_high") && Contains("3000"));
    std::ofstream(recipe) << "name = \"no scan\"\n";
    CHECK(run_cli({"scan", "--recipe", recipe, "--out", output}).exit_code == 2);
    CHECK_FALSE(std::filesystem::exists(output));
}
