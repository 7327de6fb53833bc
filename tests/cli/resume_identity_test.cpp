// SPDX-License-Identifier: GPL-3.0-or-later
// --resume goes on with its own job and nothing else: neither verb passes another's result off as this one's,
// or replaces it.
#include "libinspect/store/wafer_file.h"
#include "tests/cli/run_program.h"
#include "tests/cli/scan_files.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>

#include <nlohmann/json.hpp>

using namespace waferglow;
using namespace waferglow::test;
using Catch::Matchers::Contains;

namespace {

std::string bytes_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// A verb, what it reads, and how another wafer, job or recipe is told to it.
struct Verb {
    std::vector<std::string> command;
    std::string out;
    std::function<void()> other_wafer;
    std::function<void()> other_job;
    std::function<void()> other_recipe;

    [[nodiscard]] Outcome run(std::vector<std::string> more = {}) const {
        std::vector<std::string> all = command;
        all.insert(all.end(), more.begin(), more.end());
        return run_cli(all);
    }
};

/// Each tile takes the image of the next one.
void exchange_tiles(const std::filesystem::path& recording) {
    std::vector<std::filesystem::path> tiles;
    for (const auto& entry : std::filesystem::directory_iterator(recording / "tiles"))
        tiles.push_back(entry.path());
    std::ranges::sort(tiles);
    const std::filesystem::path aside = recording / "aside.tif";
    std::filesystem::rename(tiles.front(), aside);
    for (std::size_t i = 1; i < tiles.size(); ++i) std::filesystem::rename(tiles[i], tiles[i - 1]);
    std::filesystem::rename(aside, tiles.back());
}

Verb inspect_verb(const TemporaryFolder& folder) {
    const std::filesystem::path recording = make_small_recording(folder);
    const std::string recipe = folder / "recipe.toml";
    const std::string out = folder / "w.h5";
    std::ofstream(recipe) << "name = \"one\"\n[bins]\nweak_below = 0.8\n";
    const std::filesystem::path toml = recording / "recording.toml";
    return {{"inspect", recording.string(), "--recipe", recipe, "--json", "--out", out},
            out,
            [=] { edit(toml, "\nid = \"", "\nid = \"OTHER-"); },
            [=] { edit(toml, "pixel_um = 10", "pixel_um = 9.9999"); },
            [=] { edit(recipe, "weak_below = 0.8", "weak_below = 0.5"); }};
}

Verb scan_verb(const TemporaryFolder& folder) {
    const std::string recipe = write_scan_recipe(folder);
    edit(recipe, "every_nth = 300\nsuspects = 5\n", "");
    edit(recipe, "[scan]", "[bins]\nweak_below = 0.8\n[scan]");
    const std::string out = folder / "w.h5";
    return {{"scan", "--recipe", recipe, "--tool", write_tool(folder), "--json", "--out", out},
            out,
            [=] { edit(recipe, "wafer_id = \"", "wafer_id = \"OTHER-"); },
            [=] {
                edit(recipe, "excitation_w_cm2 = 1\nexposure_ms = 5",
                     "excitation_w_cm2 = 1\nexposure_ms = 6");
            },
            [=] { edit(recipe, "weak_below = 0.8", "weak_below = 0.5"); }};
}

Verb either_verb(const TemporaryFolder& folder, bool scans) {
    return scans ? scan_verb(folder) : inspect_verb(folder);
}

void mark_incomplete(const std::string& path) {
    WaferFile file = read_wafer_file(path);
    file.status = FileStatus::incomplete;
    write_wafer_file(path, file, {.force = true});
}

}  // namespace

TEST_CASE("resuming a finished job says so; another wafer, job or recipe is refused", "[cli]") {
    const bool scans = GENERATE(false, true);
    INFO((scans ? "scan" : "inspect"));
    const TemporaryFolder folder;
    const Verb verb = either_verb(folder, scans);
    const Outcome first = verb.run();
    INFO(first.err);
    REQUIRE(first.exit_code == 0);
    const std::string before = bytes_of(verb.out);

    const Outcome again = verb.run({"--resume"});
    CHECK(again.exit_code == 0);
    CHECK_THAT(again.err, Contains("nothing to resume"));
    CHECK(nlohmann::json::parse(again.out)["yield"] == nlohmann::json::parse(first.out)["yield"]);

    verb.other_recipe();
    const Outcome recipe = verb.run({"--resume"});
    CHECK(recipe.exit_code == 1);
    CHECK_THAT(recipe.err, Contains("judged by another recipe") && Contains("analyse"));
    CHECK_FALSE(nlohmann::json::parse(recipe.out).contains("yield"));

    verb.other_job();
    const Outcome job = verb.run({"--resume"});
    CHECK(job.exit_code == 1);
    CHECK_THAT(job.err, Contains("another job"));

    verb.other_wafer();
    const Outcome wafer = verb.run({"--resume"});
    CHECK(wafer.exit_code == 1);
    CHECK_THAT(wafer.err, Contains("OTHER-") && Contains("holds wafer"));
    CHECK(bytes_of(verb.out) == before);
}

TEST_CASE("an unfinished file of another wafer is not replaced by resuming", "[cli]") {
    const bool scans = GENERATE(false, true);
    INFO((scans ? "scan" : "inspect"));
    const TemporaryFolder folder;
    const Verb verb = either_verb(folder, scans);
    REQUIRE(verb.run().exit_code == 0);
    mark_incomplete(verb.out);
    const std::string before = bytes_of(verb.out);
    verb.other_wafer();
    const Outcome other = verb.run({"--resume"});
    CHECK(other.exit_code == 1);
    CHECK_THAT(other.err, Contains("OTHER-"));
    CHECK(bytes_of(verb.out) == before);
}

TEST_CASE("a file that is no wafer file is not replaced by resuming, with a journal beside it or not",
          "[cli]") {
    const bool scans = GENERATE(false, true);
    const bool journal = GENERATE(false, true);
    INFO((scans ? "scan" : "inspect") << (journal ? " with a journal" : ""));
    const TemporaryFolder folder;
    const Verb verb = either_verb(folder, scans);
    std::ofstream(verb.out) << "my notes\n";
    if (journal) std::ofstream(verb.out + ".journal") << "";
    const Outcome outcome = verb.run({"--resume"});
    CHECK(outcome.exit_code == 3);
    CHECK_THAT(outcome.err, Contains("not an HDF5 file"));
    CHECK(bytes_of(verb.out) == "my notes\n");
}

TEST_CASE("a finished recording of another scan is not gone on with", "[cli]") {
    const TemporaryFolder folder;
    const Verb verb = scan_verb(folder);
    const std::string recording = folder / "recording";
    REQUIRE(verb.run({"--record", recording}).exit_code == 0);
    const std::string tiles = bytes_of(recording + "/tiles.csv");
    verb.other_wafer();
    std::filesystem::remove(verb.out);
    for (const bool resume : {false, true}) {
        const Outcome other = verb.run(resume ? std::vector<std::string>{"--record", recording, "--resume"}
                                              : std::vector<std::string>{"--record", recording});
        CHECK(other.exit_code == 1);
        CHECK_THAT(other.err, Contains("holds a recording already"));
    }
    CHECK(bytes_of(recording + "/tiles.csv") == tiles);
    CHECK_FALSE(std::filesystem::exists(verb.out));
}

TEST_CASE("an interrupted run does not go on with the images of another wafer", "[cli]") {
    const TemporaryFolder folder;
    const std::filesystem::path recording = make_small_recording(folder);
    const std::string out = folder / "w.h5";
    REQUIRE(run_cli({"inspect", recording, "--out", out}, 20'000).exit_code == 1);
    exchange_tiles(recording);
    const Outcome resumed = run_cli({"inspect", recording, "--out", out, "--resume"});
    CHECK(resumed.exit_code == 3);
    CHECK_THAT(resumed.err, Contains("measured another image as"));
    CHECK_FALSE(std::filesystem::exists(out));
}

TEST_CASE("a finished run is not the result of other images under the same names", "[cli]") {
    const TemporaryFolder folder;
    const std::filesystem::path recording = make_small_recording(folder);
    const std::string out = folder / "w.h5";
    REQUIRE(run_cli({"inspect", recording, "--out", out}).exit_code == 0);
    const std::string before = bytes_of(out);
    exchange_tiles(recording);
    const Outcome resumed = run_cli({"inspect", recording, "--out", out, "--resume"});
    CHECK(resumed.exit_code == 3);
    CHECK_THAT(resumed.err, Contains("the finished run measured another image as"));
    CHECK(bytes_of(out) == before);
}

TEST_CASE("a run that is refused before its first tile leaves no journal", "[cli]") {
    const TemporaryFolder folder;
    const std::filesystem::path recording = make_small_recording(folder);
    edit(recording / "recording.toml", "pixel_um = 10", "pixel_um = 6");
    REQUIRE(run_cli({"inspect", recording, "--out", folder / "w.h5"}).exit_code == 1);
    for (const auto& entry : std::filesystem::directory_iterator(folder / ""))
        CHECK(entry.path().filename().string().rfind("w.h5", 0) != 0);
}
