// SPDX-License-Identifier: GPL-3.0-or-later
// Bad input gets one clear error and the right exit code: 1 the job failed, 2 usage, 3 invalid input.
#include "libinspect/formats/image_io.h"
#include "tests/cli/run_program.h"

#include <cstdlib>
#include <fstream>

#include <nlohmann/json.hpp>
#include <sys/wait.h>

using namespace waferglow;
using namespace waferglow::test;
using Catch::Matchers::Contains;

namespace {

/// `inspect` on the recording; what it says on failure.
Outcome inspect(const std::filesystem::path& recording, const TemporaryFolder& folder,
                const std::vector<std::string>& more = {}) {
    std::vector<std::string> arguments{"inspect", recording.string(), "--out", (folder / "w.h5").string()};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run_cli(arguments);
}

void check_failure(const Outcome& outcome, int exit_code, const std::string& named) {
    CHECK(outcome.exit_code == exit_code);
    CHECK_THAT(outcome.err, Contains(named));
    CHECK_THAT(outcome.err, Contains("waferglow-cli: "));
    CHECK(outcome.out.empty());
}

void write_text(const std::filesystem::path& path, const std::string& text) {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << text;
}

}  // namespace

TEST_CASE("wrong usage exits with 2", "[cli]") {
    CHECK(run_cli({}).exit_code == 2);
    CHECK(run_cli({"inspekt"}).exit_code == 2);
    CHECK(run_cli({"inspect"}).exit_code == 2);
    CHECK(run_cli({"inspect", "x", "--out", "y", "--threads", "-3"}).exit_code == 2);
    CHECK(run_cli({"export", "w.h5", "--format", "gif", "--out", "x"}).exit_code == 2);
}

TEST_CASE("every verb explains itself", "[cli]") {
    for (const char* verb : {"inspect", "analyse", "info", "verify", "export", "correlate"}) {
        const Outcome help = run_cli({verb, "--help"});
        CHECK(help.exit_code == 0);
        CHECK_THAT(help.out, Contains("--json"));
        CHECK_THAT(help.out, Contains("--threads"));
    }
}

TEST_CASE("a recording that is not there exits with 3 and names it", "[cli]") {
    const TemporaryFolder folder;
    check_failure(inspect(folder / "nothing", folder), 3, "nothing");
}

TEST_CASE("damaged recordings exit with 3 and say what is wrong and where", "[cli]") {
    const TemporaryFolder folder;
    const std::filesystem::path recording = make_small_recording(folder);
    const std::filesystem::path toml = recording / "recording.toml";
    const std::filesystem::path tiles = recording / "tiles.csv";

    SECTION("a truncated tile") {
        const std::filesystem::path tile = recording / "tiles/000001.tif";
        std::filesystem::resize_file(tile, std::filesystem::file_size(tile) / 2);
        check_failure(inspect(recording, folder), 3, "000001.tif");
    }
    SECTION("a tile of another size") {
        write_tiff(recording / "tiles/000001.tif", Image(100, 80, 7).view(), TiffCompression::none);
        check_failure(inspect(recording, folder), 3, "000001.tif");
    }
    SECTION("an 8-bit flat with 16-bit tiles") {
        write_tiff(recording / "flat.tif", Image(320, 240, 200).view(), TiffCompression::none, 8);
        check_failure(inspect(recording, folder), 3, "flat.tif");
    }
    SECTION("text where a number should be") {
        edit(tiles, ",pl_high,", ",pl_high,abc");
        check_failure(inspect(recording, folder), 3, "tiles.csv");
    }
    SECTION("NaN where a number should be") {
        edit(tiles, "0,tiles/000000.tif,pl_high,",
             "0,tiles/000000.tif,pl_high,nan,0\n0,tiles/000000.tif,pl_high,");
        check_failure(inspect(recording, folder), 3, "tiles.csv");
    }
    SECTION("a tile index that occurs twice") {
        edit(tiles, "\n1,", "\n0,");
        check_failure(inspect(recording, folder), 3, "tiles.csv");
    }
    SECTION("an unknown channel") {
        edit(tiles, ",pl_low,", ",pl_lwo,");
        check_failure(inspect(recording, folder), 3, "pl_low");
    }
    SECTION("a negative pitch") {
        edit(toml, "pitch_x_um = ", "pitch_x_um = -");
        check_failure(inspect(recording, folder), 3, "pitch_x_um");
    }
    SECTION("a wafer of 7.3 inch") {
        edit(toml, "diameter_mm = 50.8", "diameter_mm = 185.42");
        check_failure(inspect(recording, folder), 3, "7.3 inch");
    }
}

TEST_CASE("an unknown recipe key exits with 3 and names the nearest one", "[cli]") {
    const TemporaryFolder folder;
    const std::filesystem::path recording = make_small_recording(folder);
    write_text(folder / "recipe.toml", "[normalise]\nwindow_radius_dice = 5\n");
    check_failure(inspect(recording, folder, {"--recipe", (folder / "recipe.toml").string()}), 3,
                  "window_radius_dice");
}

TEST_CASE("a mistyped key of a recording's grid is told in a note, with the nearest one", "[cli]") {
    const TemporaryFolder folder;
    const std::filesystem::path recording = make_small_recording(folder);
    edit(recording / "recording.toml", "pitch_x_um = ", "feild_cols = 4\npitch_x_um = ");
    const Outcome outcome = inspect(recording, folder, {"--json"});
    CHECK(outcome.exit_code == 0);
    const std::string note = nlohmann::json::parse(outcome.out).at("note");
    CHECK_THAT(note, Contains("[grid] 'feild_cols' is unknown (did you mean 'field_cols'?)"));
    CHECK_THAT(outcome.err, Contains("feild_cols"));
}

TEST_CASE("an output that exists is refused without --force and left as it is", "[cli]") {
    const TemporaryFolder folder;
    const std::filesystem::path recording = make_small_recording(folder);
    write_text(folder / "w.h5", "precious");
    check_failure(inspect(recording, folder), 1, "--force");
    check_failure(inspect(recording, folder, {"--force"}), 1, "is no wafer file");
    CHECK(std::filesystem::file_size(folder / "w.h5") == 8);
    write_text(folder / "w.h5", "\x89HDF\r\n\x1a\n");
    CHECK(inspect(recording, folder, {"--force", "--quiet"}).exit_code == 0);
    CHECK(std::filesystem::file_size(folder / "w.h5") > 1000);
}

TEST_CASE("a full disk exits with 1, says so and leaves a scan that can be resumed", "[cli]") {
    const TemporaryFolder folder;
    const std::filesystem::path recording = make_small_recording(folder);
    const std::string output = folder / "w.h5";
    constexpr std::uint64_t kTooLittle = 20'000;
    const Outcome full = run_cli({"inspect", recording.string(), "--out", output}, kTooLittle);
    CHECK(full.exit_code == 1);
    CHECK_FALSE(std::filesystem::exists(output));
    CHECK_THAT(full.err, Contains("w.h5"));
    CHECK(run_cli({"inspect", recording.string(), "--out", output, "--resume", "--quiet"}).exit_code == 0);
    CHECK(run_cli({"verify", output}).exit_code == 0);
}

TEST_CASE("files that are no wafer files exit with 3", "[cli]") {
    const TemporaryFolder folder;
    write_text(folder / "w.h5", "this is not HDF5");
    for (const char* verb : {"info", "verify", "analyse"}) {
        check_failure(run_cli({verb, (folder / "w.h5").string()}), 3, "w.h5");
        check_failure(run_cli({verb, (folder / "missing.h5").string()}), 3, "missing.h5");
    }
}

TEST_CASE("with --json wrong usage is one JSON object too", "[cli]") {
    const Outcome outcome = run_cli({"inspect", "recording", "--json"});
    CHECK(outcome.exit_code == 2);
    const nlohmann::json error = nlohmann::json::parse(outcome.out)["error"];
    CHECK(error["exit_code"] == 2);
    CHECK_THAT(error["message"].get<std::string>(), Contains("--out"));
}

TEST_CASE("an export onto the wafer file itself is refused and leaves it whole", "[cli]") {
    const TemporaryFolder folder;
    const std::filesystem::path recording = make_small_recording(folder);
    REQUIRE(inspect(recording, folder, {"--quiet"}).exit_code == 0);
    const std::string wafer = folder / "w.h5";
    for (const char* format : {"csv", "png", "sinf"})
        check_failure(run_cli({"export", wafer, "--format", format, "--out", wafer}), 2, "w.h5");
    CHECK(run_cli({"verify", wafer}).exit_code == 0);
}

TEST_CASE("a full disk leaves no part of a picture behind", "[cli]") {
    const TemporaryFolder folder;
    const std::filesystem::path recording = make_small_recording(folder);
    REQUIRE(inspect(recording, folder, {"--quiet"}).exit_code == 0);
    const std::filesystem::path png = folder / "w.png";
    constexpr std::uint64_t kTooLittle = 1'000;
    check_failure(run_cli({"export", folder / "w.h5", "--format", "png", "--out", png}, kTooLittle), 1,
                  "w.png");
    CHECK_FALSE(std::filesystem::exists(png));
}

TEST_CASE("with --json a failure is one JSON object too", "[cli]") {
    const Outcome outcome = run_cli({"info", "/nonexistent/w.h5", "--json"});
    CHECK(outcome.exit_code == 3);
    CHECK_THAT(outcome.out, Contains("\"error\""));
}

TEST_CASE("a job ends as it would have ended where standard error can't be written", "[cli]") {
    const TemporaryFolder folder;
    const std::string none = (folder / "none.h5").string();
    for (const char* error : {"2>/dev/full", "2>&-"}) {
        CAPTURE(error);
        const std::string command = std::string(WAFERGLOW_CLI) + " info '" + none + "' --json ";
        const std::string said = (folder / "said.json").string();
        const int status = std::system((command + ">'" + said + "' " + error).c_str());
        REQUIRE(WIFEXITED(status));
        CHECK(WEXITSTATUS(status) == 3);
        CHECK(nlohmann::json::parse(std::ifstream(said)).at("error").at("exit_code") == 3);
    }
}

TEST_CASE("with --keep-going a tile that is missing is a failed one, without it an error", "[cli]") {
    const TemporaryFolder folder;
    const std::filesystem::path recording = make_small_recording(folder);
    std::filesystem::remove(recording / "tiles/000001.tif");
    check_failure(inspect(recording, folder), 3, "is missing");
    const Outcome outcome = inspect(recording, folder, {"--keep-going", "--json"});
    CHECK(outcome.exit_code == 0);
    CHECK(nlohmann::json::parse(outcome.out).at("tiles_failed") == 1);
}
