// SPDX-License-Identifier: GPL-3.0-or-later
// Where exports go: a file, standard output, or a pipe; what is no regular file is never replaced.
#include "tests/cli/run_program.h"

#include <fstream>
#include <sstream>

#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <sys/stat.h>
#include <unistd.h>

using namespace waferglow::test;
using Catch::Matchers::Contains;

namespace {

namespace fs = std::filesystem;

std::string content_of(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream content;
    content << file.rdbuf();
    return content.str();
}

}  // namespace

TEST_CASE("export writes to standard output by either name, and nothing else with it", "[cli]") {
    const TemporaryFolder folder;
    const std::string wafer = folder / "w.h5";
    REQUIRE(run_cli({"inspect", make_small_recording(folder), "--out", wafer}).exit_code == 0);
    const std::string csv = folder / "w.csv";
    REQUIRE(run_cli({"export", wafer, "--format", "csv", "--out", csv}).exit_code == 0);
    const std::string expected = content_of(csv);
    REQUIRE(expected.size() > 1000);

    for (const char* name : {"-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"}) {
        INFO(name);
        const Outcome outcome = run_cli({"export", wafer, "--format", "csv", "--out", name});
        CHECK(outcome.exit_code == 0);
        CHECK(outcome.out == expected);
        const Outcome both = run_cli({"export", wafer, "--format", "csv", "--out", name, "--json"});
        CHECK(both.exit_code == 2);
        CHECK_THAT(both.err, Contains("standard output"));
    }
    CHECK_FALSE(fs::exists("-"));

    for (const char* format : {"klarf", "e142", "sinf", "png"}) {
        INFO(format);
        const std::string file = folder / format;
        REQUIRE(run_cli({"export", wafer, "--format", format, "--out", file}).exit_code == 0);
        CHECK(run_cli({"export", wafer, "--format", format, "--out", "-"}).out == content_of(file));
    }
}

TEST_CASE("export writes through a pipe, replaces behind a link and refuses a folder", "[cli]") {
    const TemporaryFolder folder;
    const std::string wafer = folder / "w.h5";
    REQUIRE(run_cli({"inspect", make_small_recording(folder), "--out", wafer}).exit_code == 0);
    const auto export_to = [&](const fs::path& path) {
        return run_cli({"export", wafer, "--format", "sinf", "--out", path.string()});
    };
    const fs::path plain = folder / "plain";
    REQUIRE(export_to(plain).exit_code == 0);
    const std::string expected = content_of(plain);

    const fs::path pipe = folder / "pipe";
    REQUIRE(mkfifo(pipe.c_str(), 0600) == 0);
    const int reader = open(pipe.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    CHECK(export_to(pipe).exit_code == 0);
    std::string through(expected.size() + 100, '\0');
    through.resize(static_cast<std::size_t>(read(reader, through.data(), through.size())));
    close(reader);
    CHECK(through == expected);
    CHECK(fs::is_fifo(pipe));

    const fs::path link = folder / "link";
    fs::create_symlink("target", link);
    CHECK(export_to(link).exit_code == 0);
    CHECK(fs::is_symlink(link));
    CHECK(content_of(folder / "target") == expected);

    fs::create_directory(folder / "folder");
    const Outcome refused = export_to(folder / "folder");
    CHECK(refused.exit_code == 1);
    CHECK_THAT(refused.err, Contains("is a folder"));
    CHECK(export_to("/dev/full").exit_code == 1);
    CHECK(fs::is_character_file("/dev/full"));
    CHECK(export_to("/dev/null").exit_code == 0);
    CHECK(fs::is_character_file("/dev/null"));
}

TEST_CASE("a wafer file never takes the place of a device", "[cli]") {
    const TemporaryFolder folder;
    const Outcome outcome =
        run_cli({"inspect", make_small_recording(folder), "--out", "/dev/null", "--force"});
    CHECK(outcome.exit_code == 1);
    CHECK_THAT(outcome.err, Contains("is a pipe or a device"));
    CHECK(fs::is_character_file("/dev/null"));
}

TEST_CASE("what a job reads is never replaced by what it writes", "[cli]") {
    const TemporaryFolder folder;
    const fs::path recording = make_small_recording(folder);
    const std::string wafer = folder / "w.h5";
    REQUIRE(run_cli({"inspect", recording, "--out", wafer}).exit_code == 0);
    const std::string el = recording / "el.csv";
    const auto size = fs::file_size(wafer);
    const auto refused = [&](const std::vector<std::string>& arguments) {
        const Outcome outcome = run_cli(arguments);
        CHECK(outcome.exit_code == 2);
        CHECK_THAT(outcome.err, Contains("is what the job reads"));
        CHECK(fs::file_size(wafer) == size);
    };
    refused({"correlate", wafer, "--el", el, "--learn", "--recipe-out", wafer});
    refused({"correlate", wafer, "--el", el, "--learn", "--recipe-out", el});
    const fs::path link = folder / "link.html";
    fs::create_symlink(wafer, link);
    refused({"report", wafer, "--out", link});
    refused({"export", wafer, "--format", "csv", "--out", wafer});
    const Outcome tile = run_cli({"inspect", recording, "--out", recording / "tiles.csv", "--force"});
    CHECK(tile.exit_code == 1);
    CHECK_THAT(tile.err, Contains("is no wafer file, and only these are replaced"));
}
