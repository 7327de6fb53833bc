// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/run_program.h"

#include "drivers/simulated/physics/presets.h"
#include "samples/recording_files.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <sstream>

#include <catch2/catch.hpp>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace waferglow::test {
namespace {

std::string read_text(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

pid_t spawn(const std::vector<std::string>& arguments, const std::string& out, const std::string& err,
            std::uint64_t max_file_bytes) {
    std::vector<std::string> words{WAFERGLOW_CLI};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> argv;
    argv.reserve(words.size() + 1);
    for (std::string& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    const pid_t pid = fork();
    REQUIRE(pid >= 0);
    if (pid == 0) {
        const int out_fd = open(out.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
        const int err_fd = open(err.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
        dup2(out_fd, STDOUT_FILENO);
        dup2(err_fd, STDERR_FILENO);
        if (max_file_bytes > 0) {
            const rlimit limit{max_file_bytes, max_file_bytes};
            setrlimit(RLIMIT_FSIZE, &limit);
        }
        execv(argv[0], argv.data());
        _exit(127);
    }
    return pid;
}

}  // namespace

int finish(pid_t pid) {
    int status = 0;
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

Outcome run_cli(const std::vector<std::string>& arguments, std::uint64_t max_file_bytes) {
    const TemporaryFolder folder;
    const std::string out = folder / "out";
    const std::string err = folder / "err";
    Outcome outcome;
    outcome.exit_code = finish(spawn(arguments, out, err, max_file_bytes));
    outcome.out = read_text(out);
    outcome.err = read_text(err);
    return outcome;
}

pid_t start_cli(const std::vector<std::string>& arguments) {
    return spawn(arguments, "/dev/null", "/dev/null", 0);
}

TemporaryFolder::TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "waferglow-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

std::filesystem::path make_small_recording(const TemporaryFolder& folder) {
    simulated::RecordingSettings settings = simulated::preset("example");
    settings.grid.rows = 30;
    settings.grid.cols = 28;
    settings.camera.width_px = 320;
    settings.camera.height_px = 240;
    settings.spectra.share = 0.1;
    const std::filesystem::path path = folder / "recording";
    samples::write_recording_files(simulated::SimulatedRecording(settings), path);
    return path;
}

bool same_bytes(const Layer& a, const Layer& b) {
    return a.name == b.name && a.values.size() == b.values.size() &&
           std::memcmp(a.values.data(), b.values.data(), a.values.size() * sizeof(float)) == 0;
}

void edit(const std::filesystem::path& file, const std::string& from, const std::string& to) {
    std::string text = read_text(file);
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    text.replace(at, from.size(), to);
    std::ofstream(file, std::ios::binary | std::ios::trunc) << text;
}

nlohmann::json json_of(const Outcome& outcome) {
    INFO(outcome.err);
    REQUIRE(outcome.exit_code == 0);
    return nlohmann::json::parse(outcome.out);
}

}  // namespace waferglow::test
