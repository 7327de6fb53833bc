// SPDX-License-Identifier: GPL-3.0-or-later
// correlate: what it learns, what it stores, and how it lays EL data on the wafer.
#include "libinspect/store/wafer_file.h"
#include "tests/cli/run_program.h"

#include <fstream>
#include <sstream>

#include <nlohmann/json.hpp>

using namespace waferglow;
using namespace waferglow::test;
using nlohmann::json;

namespace {

struct Inspected {
    TemporaryFolder folder;
    std::filesystem::path recording = make_small_recording(folder);
    std::string wafer = folder / "w.h5";
    std::string el = (recording / "el.csv").string();
    Inspected() { json_of(run_cli({"inspect", recording.string(), "--out", wafer, "--json"})); }
};

/// el.csv with every (row, col) passed through `label`.
template <class Label>
std::string relabelled(const Inspected& job, const std::string& name, const Label& label) {
    std::ifstream in(job.el);
    const std::string path = job.folder / name;
    std::ofstream out(path);
    std::string line;
    std::getline(in, line);
    out << line << '\n';
    while (std::getline(in, line)) {
        std::istringstream cells(line);
        std::string row;
        std::string col;
        std::string rest;
        std::getline(cells, row, ',');
        std::getline(cells, col, ',');
        std::getline(cells, rest);
        out << label(std::stoi(row), std::stoi(col)) << ',' << rest << '\n';
    }
    return path;
}

}  // namespace

TEST_CASE("learning measures unseen dies only, stores its model, and analyse applies it", "[cli]") {
    const Inspected job;
    const std::string recipe = job.folder / "learnt.toml";
    const json learnt =
        json_of(run_cli({"correlate", job.wafer, "--el", job.el, "--learn", "--train-fraction", "0.6",
                         "--model", "logistic", "--recipe-out", recipe, "--json"}));
    const json& learn = learnt.at("learn");
    CHECK(learnt.at("claim").at("disagreements") ==
          learnt.at("confusion").at("fp").get<long>() + learnt.at("confusion").at("fn").get<long>());
    CHECK(learnt.at("matched").get<long>() + learn.at("trained_dies").get<long>() == 30 * 28);
    CHECK(learn.at("trained_dies").get<long>() <= 504);
    CHECK(learn.at("untouched_recipe").at("matched") == learnt.at("matched"));
    for (const char* key :
         {"accuracy", "overkill", "escape", "outgoing_ppm", "balanced_accuracy", "mcc", "kappa"}) {
        INFO(key);
        CHECK(learnt.contains(std::string(key) + "_ci95"));
        CHECK(learnt.at("denominators").contains(key));
    }
    const json again = json_of(run_cli({"correlate", job.wafer, "--el", job.el, "--learn", "--train-fraction",
                                        "0.6", "--model", "logistic", "--json"}));
    CHECK(again.at("confusion") == learnt.at("confusion"));

    const json judged = json_of(run_cli({"analyse", job.wafer, "--recipe", recipe, "--json"}));
    CHECK(judged.at("bins").contains("el_fail"));
    CHECK(judged.at("bins").contains("el_pass"));
    const json after = json_of(run_cli({"correlate", job.wafer, "--el", job.el, "--json"}));
    CHECK(after.at("trained_dies_left_out") == learn.at("trained_dies"));
    CHECK(after.at("confusion") == learnt.at("confusion"));
}

TEST_CASE("EL labels that are turned, mirrored and counted from 1 are found or told", "[cli]") {
    const Inspected job;
    const json plain = json_of(run_cli({"correlate", job.wafer, "--el", job.el, "--json"}));
    const std::string turned = relabelled(job, "turned.csv", [](int row, int col) {
        return std::to_string(-col + 7) + "," + std::to_string(row + 1);  // a quarter turn, and other origins
    });
    const json found = json_of(run_cli({"correlate", job.wafer, "--el", turned, "--json"}));
    CHECK(found.at("confusion") == plain.at("confusion"));
    CHECK(found.at("alignment").at("used").at("quarter_turns").get<int>() % 2 == 1);
    CHECK(found.at("alignment").contains("runner_up"));
    const std::string based = relabelled(job, "based.csv", [](int row, int col) {
        return std::to_string(row + 1) + "," + std::to_string(col + 1);
    });
    const json told =
        json_of(run_cli({"correlate", job.wafer, "--el", based, "--align", "row=-1,col=-1", "--json"}));
    CHECK(told.at("confusion") == plain.at("confusion"));
    CHECK(run_cli({"correlate", job.wafer, "--el", based, "--align", "sideways"}).exit_code == 2);
}

TEST_CASE("EL records by x and y find their dies", "[cli]") {
    const Inspected job;
    const json plain = json_of(run_cli({"correlate", job.wafer, "--el", job.el, "--json"}));
    const WaferFile file = read_wafer_file(job.wafer, ReadOptions::header_only());
    const DieGrid& grid = file.map.grid();
    const std::string by_place = relabelled(job, "places.csv", [&](int row, int col) {
        const WaferPoint p = grid.center({row, col});
        return std::to_string(p.x) + "," + std::to_string(p.y);
    });
    std::ifstream in(by_place);
    std::stringstream text;
    text << in.rdbuf();
    std::string content = text.str();
    content.replace(0, 7, "x_um,y_um");
    std::ofstream(by_place) << content;
    for (const char* align : {"auto", "xy"}) {
        INFO(align);
        const json placed =
            json_of(run_cli({"correlate", job.wafer, "--el", by_place, "--align", align, "--json"}));
        CHECK(placed.at("confusion") == plain.at("confusion"));
    }
}

TEST_CASE("duplicate and off-wafer EL records are counted and listed", "[cli]") {
    const Inspected job;
    std::ifstream in(job.el);
    std::stringstream text;
    text << in.rdbuf();
    const std::string header = text.str().substr(0, text.str().find('\n'));
    const auto columns = std::count(header.begin(), header.end(), ',') + 1;
    std::string pad;
    for (long i = 3; i < columns; ++i) pad += ",";
    const std::string path = job.folder / "more.csv";
    std::ofstream(path) << text.str() << "3,3" << pad << ",0\n500,500" << pad << ",1\n";
    const json counted =
        json_of(run_cli({"correlate", job.wafer, "--el", path, "--align", "rowcol", "--json"}));
    CHECK(counted.at("el_duplicates") == 1);
    CHECK(counted.at("el_outside_grid") == 1);
    CHECK(counted.at("el_outside_list").at(0) == json::array({500, 500}));
}

TEST_CASE("anchored layers predict the EL of every die with a stated uncertainty", "[cli]") {
    const Inspected job;
    const json anchored = json_of(run_cli({"correlate", job.wafer, "--el", job.el, "--anchor", "--json"}));
    CHECK(anchored.at("anchor").at("el_intensity").at("sigma").get<double>() > 0.0);
    const Layer predicted = read_layer(job.wafer, "el_intensity_predicted");
    const Layer sigma = read_layer(job.wafer, "el_intensity_sigma");
    CHECK(predicted.values[400] == Approx(1.0).margin(0.5));
    CHECK(sigma.values[400] > 0.0F);
}
