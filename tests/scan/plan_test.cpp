// SPDX-License-Identifier: GPL-3.0-or-later
// Plans: every die lies whole in a tile wherever the grid lies within the margin; the [scan] section's
// errors.
#include "libinspect/scan/plan.h"

#include "libinspect/base/error.h"
#include "libinspect/recipe/recipe.h"

#include <algorithm>
#include <cmath>

using namespace waferglow;
using Catch::Matchers::Contains;

namespace {

const std::string kScan = R"([scan]
wafer_id = "W7"
diameter_mm = 50.8
edge_exclusion_mm = 2
margin_um = 60
[scan.grid]
pitch_x_um = 400
pitch_y_um = 300
die_width_um = 300
die_height_um = 200
[[scan.channel]]
name = "pl_low"
excitation_w_cm2 = 1
exposure_ms = 5
[[scan.channel]]
name = "pl_high"
excitation_w_cm2 = 30
exposure_ms = 5
light = "laser"
)";

constexpr CameraInfo kCamera{.pixel_um = 10.0, .width_px = 640, .height_px = 480};

ScanRecipe scan_of(const std::string& toml) {
    return parse_recipe(toml, "test.toml").scan.value();
}

/// True where a die whose centre really lies at (x, y) is whole inside of a tile of `channel`.
bool covered(const ScanPlan& plan, int channel, double x, double y) {
    const DieGrid& grid = plan.job.grid;
    return std::ranges::any_of(plan.job.tiles, [&](const ScanTile& tile) {
        return tile.channel == channel && std::abs(tile.position.x - x) + 0.5 * grid.die_width_um <= 3200.0 &&
               std::abs(tile.position.y - y) + 0.5 * grid.die_height_um <= 2400.0;
    });
}

}  // namespace

TEST_CASE("a plan covers every die in every channel, wherever the grid lies within the margin", "[scan]") {
    CameraInfo camera = kCamera;
    camera.turn_rad = GENERATE(0.0, 0.02, -0.005);
    const ScanPlan plan = make_plan(scan_of(kScan), camera);
    const DiePresence presence(plan.job.grid, plan.job.wafer);
    CHECK(plan.dies == presence.count());
    std::int64_t missed = 0;
    for (std::int32_t row = 0; row < presence.rows(); ++row) {
        for (std::int32_t col = presence.reach(row).begin; col < presence.reach(row).end; ++col) {
            const WaferPoint p = plan.job.grid.center({row, col});
            for (const auto& [dx, dy] : {std::pair{60.0, 60.0}, {-60.0, -60.0}, {60.0, -60.0}, {0.0, 0.0}}) {
                const StagePoint seen = along_camera({p.x + dx, p.y + dy}, camera.turn_rad);
                missed += covered(plan, 0, seen.x, seen.y) ? 0 : 1;
                missed += covered(plan, 1, seen.x, seen.y) ? 0 : 1;
            }
        }
    }
    CHECK(missed == 0);
}

TEST_CASE("positions along the axes of a turned camera are turned back for the stage", "[scan]") {
    // A camera turned counter-clockwise sees what lies on the stage's x axis below its own.
    const StagePoint seen = along_camera({1000.0, 0.0}, 0.01);
    CHECK(seen.x == Approx(1000.0 * std::cos(0.01)));
    CHECK(seen.y == Approx(-1000.0 * std::sin(0.01)));
    const StagePoint back = along_stage(seen, 0.01);
    CHECK(back.x == Approx(1000.0));
    CHECK(back.y == Approx(0.0).margin(1e-9));
    CameraInfo crooked = kCamera;
    crooked.turn_rad = 0.04;
    CHECK_THROWS_WITH(make_plan(scan_of(kScan), crooked),
                      Contains("40.0 mrad") && Contains("calibrate stage"));
}

TEST_CASE("a plan goes through all channels at a position, strongest first, then to a neighbour", "[scan]") {
    const ScanPlan plan = make_plan(scan_of(kScan), kCamera);
    REQUIRE(plan.job.tiles.size() == 2 * static_cast<std::size_t>(plan.positions));
    for (std::size_t i = 0; i < plan.job.tiles.size(); i += 2) {
        CHECK(plan.job.channels[static_cast<std::size_t>(plan.job.tiles[i].channel)].name == "pl_high");
        CHECK(plan.job.tiles[i].position == plan.job.tiles[i + 1].position);
        if (i == 0) continue;
        // Within a row one step to the side; between rows one step down and, on a round wafer, a few aside.
        const StagePoint a = plan.job.tiles[i - 1].position;
        const StagePoint b = plan.job.tiles[i].position;
        const bool same_row = a.y == b.y;
        CHECK(std::abs(a.x - b.x) <= (same_row ? 1.0 : 4.0) * 6400.0);
        CHECK((same_row || a.y > b.y));
    }
}

TEST_CASE("a region takes only the tiles that reach into it", "[scan]") {
    const ScanPlan whole = make_plan(scan_of(kScan), kCamera);
    const ScanPlan part = make_plan(
        scan_of(kScan + "[scan.region]\nx_um = 5000\ny_um = -3000\nwidth_um = 4000\nheight_um = 2000\n"),
        kCamera);
    CHECK(part.positions < whole.positions / 4);
    for (const ScanTile& tile : part.job.tiles) {
        CHECK(std::abs(tile.position.x - 5000.0) < 0.5 * (4000.0 + 6400.0));
        CHECK(std::abs(tile.position.y + 3000.0) < 0.5 * (2000.0 + 4800.0));
    }
    CHECK_THROWS_AS(
        make_plan(scan_of(kScan + "[scan.region]\nx_um = 90000\ny_um = 0\nwidth_um = 10\nheight_um = 10\n"),
                  kCamera),
        Error);
}

TEST_CASE("a camera that sees less than the overlap is refused with both numbers", "[scan]") {
    const CameraInfo tiny{.pixel_um = 1.0, .width_px = 640, .height_px = 480};
    CHECK_THROWS_WITH(make_plan(scan_of(kScan), tiny), Contains("640 x 480 um") && Contains("820 um"));
}

TEST_CASE("the scan section reads back what it was written from", "[scan]") {
    Recipe recipe = parse_recipe(kScan + R"([scan.spectra]
every_nth = 50
suspects = 20
integration_ms = 12.5
averages = 3
channel = "pl_low"
[[scan.spectra.region]]
x_um = 1
y_um = 2
width_um = 3
height_um = 4
)",
                                 "test.toml");
    REQUIRE(recipe.scan->spectra.regions.size() == 1);
    CHECK(recipe.scan->channels[1].light == "laser");
    const Recipe again = parse_recipe(to_toml(recipe), "again.toml");
    CHECK(again == recipe);
}

TEST_CASE("mistakes in the scan section name file, key and remedy", "[scan]") {
    const auto with = [](const std::string& from, const std::string& to) {
        std::string text = kScan;
        text.replace(text.find(from), from.size(), to);
        return text;
    };
    const auto complaint = [](const std::string& toml) -> std::string {
        try {
            (void)parse_recipe(toml, "test.toml");
        } catch (const Error& error) {
            CHECK(error.kind() == ErrorKind::input);
            return error.what();
        }
        return "nothing";
    };
    CHECK_THAT(complaint(with("margin_um", "margn_um")), Contains("test.toml") && Contains("margin_um"));
    CHECK_THAT(complaint(with("diameter_mm = 50.8", "diameter_mm = 51.9")), Contains("diameter_mm"));
    CHECK_THAT(complaint(with("excitation_w_cm2 = 1\n", "")), Contains("excitation_w_cm2"));
    CHECK_THAT(complaint(with("\"pl_low\"", "\"pl_high\"")),
               Contains("'pl_high' names another channel already"));
    CHECK_THAT(
        complaint(with("\"pl_low\"", "\"leak_share\"")),
        Contains("test.toml:12: recipe key 'scan.channel.name'") && Contains("a layer that is worked out"));
    CHECK_THAT(complaint(with("\"pl_low\"", "\"pl_high_rel\"")),
               Contains("test.toml:16: recipe key 'scan.channel.name'") &&
                   Contains("both would have a layer 'pl_high_rel'"));
    CHECK_THAT(complaint(with("\"pl_low\"", "\"pl low\"")), Contains("letters, digits"));
    CHECK_THAT(complaint(with("die_width_um = 300", "die_width_um = 500")), Contains("500"));
    CHECK_THAT(complaint(kScan + "[scan.spectra]\nchannel = \"blue\"\n"), Contains("'blue'"));
    CHECK_THAT(complaint("[scan]\ndiameter_mm = 100\n"), Contains("grid"));
    const auto kind = [&](const std::string& name) {
        return complaint(with("name = \"pl_low\"\n", "name = \"pl_low\"\nkind = \"" + name + "\"\n"));
    };
    CHECK_THAT(kind("refected"), Contains("test.toml:13: recipe key 'scan.channel.kind'") &&
                                     Contains("did you mean 'reflected'?") &&
                                     Contains("pl, reflected, colour, lit, dic"));
    CHECK_THAT(kind("lit"), Contains("can't be scanned by this version, which takes pl, reflected, colour"));
    std::string surface_only = kScan.substr(0, kScan.find("[[scan.channel]]"));
    surface_only += "[[scan.channel]]\nname = \"surface\"\nkind = \"reflected\"\nexposure_ms = 5\n";
    CHECK_THAT(complaint(surface_only), Contains("no channel is of the kind pl"));
}

TEST_CASE("channels seen through a filter have a pass of their own, backwards, after the others", "[scan]") {
    const std::string filtered = kScan +
                                 "[[scan.channel]]\nname = \"pl_filtered\"\nexcitation_w_cm2 = 30\n"
                                 "exposure_ms = 5\nfilter = \"sloped\"\n";
    const ScanPlan plain = make_plan(scan_of(kScan), kCamera);
    const ScanPlan plan = make_plan(scan_of(filtered), kCamera);
    CHECK(plain.passes == 1);
    CHECK(plain.job.filters.empty());
    CHECK(plan.passes == 2);
    CHECK(plan.job.filters == std::vector<std::string>{"", "", "sloped"});
    CHECK(plan.positions == plain.positions);
    CHECK(plan.travel_um == Approx(2.0 * plain.travel_um));
    const std::size_t first_of_pass = plain.job.tiles.size();
    REQUIRE(plan.job.tiles.size() == first_of_pass + static_cast<std::size_t>(plan.positions));
    for (std::size_t i = 0; i < plan.job.tiles.size(); ++i) {
        const ScanTile& tile = plan.job.tiles[i];
        CHECK(tile.pass == (i < first_of_pass ? 0 : 1));
        CHECK((tile.channel == 2) == (tile.pass == 1));
    }
    CHECK(plan.job.tiles[first_of_pass].position == plan.job.tiles[first_of_pass - 1].position);
    CHECK(plan.job.tiles.back().position == plan.job.tiles.front().position);
}

TEST_CASE("the open position is no filter: its channels go with the others", "[scan]") {
    const ScanPlan plan = make_plan(scan_of(kScan + "filter = \"open\"\n"), kCamera);
    CHECK(plan.passes == 1);
    CHECK(plan.job.filters.empty());
}
