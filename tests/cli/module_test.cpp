// SPDX-License-Identifier: GPL-3.0-or-later
// Display modules on the command line: what is printed, exported and refused.
#include "drivers/simulated/physics/module_presets.h"
#include "drivers/simulated/physics/module_recording.h"
#include "samples/module_files.h"
#include "tests/cli/run_program.h"

#include <fstream>
#include <sstream>

#include <nlohmann/json.hpp>

using namespace waferglow;
using namespace waferglow::test;
using nlohmann::json;

namespace {

std::filesystem::path make_module_recording(const TemporaryFolder& folder) {
    simulated::ModuleSettings settings = simulated::module_preset("module");
    settings.module.grid.rows = 60;
    settings.module.grid.cols = 96;
    settings.uneven.lines.clear();
    settings.faults.dead = 0.002;
    samples::write_module_files(simulated::ModuleRecording(settings), folder / "module");
    return folder / "module";
}

std::string start_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::string line;
    std::getline(file, line);
    return line;
}

}  // namespace

TEST_CASE("a module goes through the verbs", "[cli][module]") {
    const TemporaryFolder folder;
    const std::string recording = make_module_recording(folder).string();
    const std::string module = folder / "m.h5";
    const json inspected = json_of(run_cli({"inspect", recording, "--out", module, "--json"}));
    CHECK(inspected.at("object") == "module");
    CHECK(inspected.at("dies") == 60 * 96);
    CHECK(inspected.at("measured") == 60 * 96);
    CHECK(inspected.at("verdict") == "fail");
    CHECK(inspected.at("reasons").size() >= 1);
    CHECK(inspected.at("bins").at("dead").get<int>() > 0);
    CHECK(inspected.at("registration").at("k1").is_number());
    CHECK(inspected.at("demura").at("spread_before") > inspected.at("demura").at("spread_after"));
    for (const char* key : {"module_id", "tiles", "seconds", "pixels", "yield", "channels", "faults", "lines",
                            "seams", "mura", "uniformity", "gray"})
        CHECK(inspected.contains(key));

    CHECK(json_of(run_cli({"verify", module, "--json"})).at("sound") == true);
    const json info = json_of(run_cli({"info", module, "--json"}));
    CHECK(info.at("bins") == inspected.at("bins"));
    CHECK(info.at("reasons") == inspected.at("reasons"));
    CHECK(json_of(run_cli({"analyse", module, "--json"})).at("bins") == inspected.at("bins"));

    for (const char* format : {"csv", "faults", "png", "e142"}) {
        INFO(format);
        CHECK(run_cli({"export", module, "--format", format, "--out", folder / format}).exit_code == 0);
    }
    CHECK(start_of(folder / "csv").starts_with("row,col,subpixel,x_um,y_um,measured,bin,pass,"));
    CHECK(start_of(folder / "faults") == "row,col,subpixel,x_um,y_um,bin,rel,black");
    for (const char* name : {"d.png", "d.csv"})
        CHECK(run_cli({"export", module, "--format", "demura", "--out", folder / name}).exit_code == 0);
    CHECK(start_of(folder / "d.csv").starts_with("row,col,"));
    CHECK(run_cli({"report", module, "--out", folder / "m.html"}).exit_code == 0);
    CHECK(run_cli({"report", module, "--out", folder / "m.pdf"}).exit_code == 0);
    const json gauge = json_of(run_cli({"gauge", module, module, "--json"}));
    CHECK(gauge.at("same_bin") == 60 * 96);
}

TEST_CASE("what is made for wafers refuses a module in one sentence", "[cli][module]") {
    const TemporaryFolder folder;
    const std::string recording = make_module_recording(folder).string();
    const std::string module = folder / "m.h5";
    REQUIRE(run_cli({"inspect", recording, "--out", module}).exit_code == 0);
    for (const char* format : {"klarf", "sinf"}) {
        const Outcome refused = run_cli({"export", module, "--format", format, "--out", folder / "x"});
        CHECK(refused.exit_code == 2);
        CHECK(refused.err.find("--format faults") != std::string::npos);
        CHECK_FALSE(std::filesystem::exists(folder / "x"));
    }
    std::ofstream(folder / "el.csv") << "row,col,current_a\n0,0,1\n";
    const Outcome refused = run_cli({"correlate", module, "--el", folder / "el.csv"});
    CHECK(refused.exit_code == 3);
    CHECK(refused.err.find("display module") != std::string::npos);
    std::ofstream(folder / "leaks.toml") << "[leakage]\nabsorbed_share = 0.3\n";
    const Outcome leaks = run_cli({"analyse", module, "--recipe", folder / "leaks.toml"});
    CHECK(leaks.exit_code == 3);
    CHECK(leaks.err.find("[leakage]") != std::string::npos);
}
