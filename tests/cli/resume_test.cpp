// SPDX-License-Identifier: GPL-3.0-or-later
// Killed or interrupted at any moment, a scan goes on with --resume and ends in the same layers.
#include "libinspect/store/wafer_file.h"
#include "tests/cli/run_program.h"

#include <chrono>
#include <csignal>
#include <thread>

using namespace waferglow;
using namespace waferglow::test;

namespace {

/// Sends `signal` to a running inspect once its journal has `bytes` bytes (or the run is over); its exit
/// code.
int interrupt_inspect(const std::filesystem::path& recording, const std::string& wafer, int signal,
                      std::uintmax_t bytes, bool resume) {
    std::vector<std::string> arguments{"inspect", recording.string(), "--out", wafer, "--threads", "1"};
    if (resume) arguments.emplace_back("--resume");
    const pid_t pid = start_cli(arguments);
    const std::filesystem::path journal = wafer + ".journal";
    while (kill(pid, 0) == 0 && !std::filesystem::exists(wafer)) {
        std::error_code missing;
        const std::uintmax_t size = std::filesystem::file_size(journal, missing);
        if (!missing && size >= bytes) break;
        std::this_thread::yield();
    }
    kill(pid, signal);
    return finish(pid);
}

void check_same_layers(const WaferFile& a, const WaferFile& b) {
    REQUIRE(a.map.layers().size() == b.map.layers().size());
    for (std::size_t i = 0; i < a.map.layers().size(); ++i) {
        INFO(a.map.layers()[i].name);
        CHECK(same_bytes(a.map.layers()[i], b.map.layers()[i]));
    }
    CHECK(a.bins == b.bins);
    CHECK(a.ledger == b.ledger);
    CHECK(a.registration == b.registration);
}

}  // namespace

TEST_CASE("a killed inspect goes on with --resume and gives the same layers", "[cli]") {
    const TemporaryFolder folder;
    const std::filesystem::path recording = make_small_recording(folder);
    const std::string undisturbed = folder / "undisturbed.h5";
    REQUIRE(run_cli({"inspect", recording.string(), "--out", undisturbed}).exit_code == 0);
    const WaferFile expected = read_wafer_file(undisturbed);

    for (const std::uintmax_t bytes : {0U, 1U, 100U, 20'000U, 60'000U, 200'000U}) {
        INFO("killed after " << bytes << " journal bytes");
        const std::string wafer = folder / ("killed" + std::to_string(bytes) + ".h5");
        interrupt_inspect(recording, wafer, SIGKILL, bytes, false);
        interrupt_inspect(recording, wafer, SIGKILL, 2 * bytes + 1, true);
        const Outcome resumed = run_cli({"inspect", recording.string(), "--out", wafer, "--resume"});
        INFO(resumed.err);
        REQUIRE(resumed.exit_code == 0);
        const WaferFile finished = read_wafer_file(wafer);
        check_same_layers(finished, expected);
        CHECK(finished.calibration == expected.calibration);
        CHECK_FALSE(std::filesystem::exists(wafer + ".journal"));
    }
}

TEST_CASE("Ctrl-C exits with 5 and leaves a readable, resumable file", "[cli]") {
    const TemporaryFolder folder;
    const std::filesystem::path recording = make_small_recording(folder);
    const std::string undisturbed = folder / "undisturbed.h5";
    REQUIRE(run_cli({"inspect", recording.string(), "--out", undisturbed}).exit_code == 0);
    const std::string wafer = folder / "w.h5";
    if (interrupt_inspect(recording, wafer, SIGINT, 1, false) == 5 && std::filesystem::exists(wafer)) {
        CHECK(read_wafer_file(wafer).status == FileStatus::incomplete);
        CHECK(run_cli({"verify", wafer}).exit_code == 0);
    }
    REQUIRE(run_cli({"inspect", recording.string(), "--out", wafer, "--resume"}).exit_code == 0);
    check_same_layers(read_wafer_file(wafer), read_wafer_file(undisturbed));
}

TEST_CASE("a finished file of another wafer is not taken for this one's", "[cli]") {
    const TemporaryFolder folder;
    const std::filesystem::path recording = make_small_recording(folder);
    const std::string wafer = folder / "w.h5";
    REQUIRE(run_cli({"inspect", recording.string(), "--out", wafer}).exit_code == 0);
    CHECK(run_cli({"inspect", recording.string(), "--out", wafer, "--resume"}).exit_code == 0);
    edit(recording / "recording.toml", "\nid = \"", "\nid = \"OTHER-");
    const Outcome other = run_cli({"inspect", recording.string(), "--out", wafer, "--resume"});
    CHECK(other.exit_code == 1);
    CHECK_THAT(other.err, Catch::Matchers::Contains("OTHER-"));
}

TEST_CASE("an interrupted job is neither mixed with another nor overwritten by accident", "[cli]") {
    const TemporaryFolder folder;
    const std::filesystem::path recording = make_small_recording(folder);
    const std::string wafer = folder / "w.h5";
    interrupt_inspect(recording, wafer, SIGKILL, 1, false);
    if (std::filesystem::exists(wafer)) return;  // too quick to be killed
    const Outcome again = run_cli({"inspect", recording.string(), "--out", wafer});
    CHECK(again.exit_code == 1);
    CHECK_THAT(again.err, Catch::Matchers::Contains("--resume"));

    edit(recording / "recording.toml", "pixel_um = 10", "pixel_um = 9.9999");
    const Outcome other = run_cli({"inspect", recording.string(), "--out", wafer, "--resume"});
    CHECK(other.exit_code == 1);
    CHECK_THAT(other.err, Catch::Matchers::Contains("job"));
}
