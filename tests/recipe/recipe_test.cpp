// SPDX-License-Identifier: GPL-3.0-or-later
// Recipes are read strictly: what is not understood is refused with file, line and the nearest key.
#include "libinspect/recipe/recipe.h"

#include "libinspect/base/error.h"

#include <filesystem>
#include <fstream>

using namespace waferglow;
using Catch::Matchers::Contains;

namespace {

Recipe parse(const std::string& text) {
    return parse_recipe(text, "r.toml");
}

}  // namespace

TEST_CASE("an empty recipe is the default one", "[recipe]") {
    CHECK(parse("") == Recipe{});
}

TEST_CASE("the sample recipes are recipes, and read back as they are written", "[recipe]") {
    int read = 0;
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(WAFERGLOW_SOURCE_DIR "/samples/recipes")) {
        if (entry.path().extension() != ".toml") continue;
        INFO(entry.path().string());
        const Recipe recipe = read_recipe(entry.path());
        CHECK(parse(to_toml(recipe)) == recipe);
        ++read;
    }
    CHECK(read > 0);
}

TEST_CASE("a filter's numbers are those of its file, and read back without it", "[recipe]") {
    const std::filesystem::path folder =
        std::filesystem::temp_directory_path() / "waferglow_filter_recipe_test";
    std::filesystem::create_directories(folder);
    std::ofstream(folder / "f.csv") << "wavelength_nm,transmission\n440,0.1\n460,0.9\n";
    std::ofstream(folder / "r.toml") << "[colour]\nfilter = \"f.csv\"\n";
    const Recipe recipe = read_recipe(folder / "r.toml");
    std::filesystem::remove_all(folder);
    CHECK(recipe.colour.filter_wavelength_nm == std::vector<double>{440.0, 460.0});
    CHECK(recipe.colour.filter_transmission == std::vector<double>{0.1, 0.9});
    CHECK(parse(to_toml(recipe)) == recipe);
}

TEST_CASE("a filter that is none is refused at its key", "[recipe]") {
    const auto refusal = [](const std::string& keys) {
        try {
            static_cast<void>(parse("[colour]\n" + keys));
        } catch (const Error& error) {
            return std::string(error.what());
        }
        return std::string("nothing");
    };
    CHECK_THAT(refusal("filter = \"nowhere.csv\""), Contains("colour.filter") && Contains("nowhere.csv"));
    CHECK_THAT(refusal("filter_wavelength_nm = [440, 450]\nfilter_transmission = [0.1]"),
               Contains("2 wavelengths and 1 transmissions"));
    CHECK_THAT(refusal("filter_wavelength_nm = [450, 440]\nfilter_transmission = [0.1, 0.9]"),
               Contains("must rise"));
}

TEST_CASE("what holds between sections of a scan is refused at its key", "[recipe]") {
    const std::string scan = "[scan]\ndiameter_mm = 100\n";
    const std::string grid =
        "[scan.grid]\npitch_x_um = 200\npitch_y_um = 150\ndie_width_um = 120\ndie_height_um = 80\n";
    const std::string channel = "[[scan.channel]]\nname = \"pl\"\nexcitation_w_cm2 = 30\nexposure_ms = 5\n";
    CHECK_NOTHROW(parse(scan + grid + channel));
    CHECK_THROWS_WITH(parse(scan + channel), Contains("'scan.grid' is missing: give a section [scan.grid]"));
    CHECK_THROWS_WITH(parse(scan + grid), Contains("give at least one [[scan.channel]]"));
    CHECK_THROWS_WITH(parse(scan + grid + channel + "[scan.channels]\n"), Contains("'channel'"));
    CHECK_THROWS_WITH(parse(scan + "rows = 5\n" + grid + channel), Contains("'scan.rows' is unknown"));
    CHECK_THROWS_WITH(parse(scan + grid + "rows = 5\n" + channel), Contains("rows' and cols go together"));
    CHECK_THROWS_WITH(parse(scan + grid + "field_gap_x_um = 1e12\n" + channel), Contains("0 to 1000000"));
}

TEST_CASE("a grid is centred unless its first die has a place, flats are those of the size", "[recipe]") {
    const std::string text =
        "[scan]\ndiameter_mm = 100\nsecondary_flat_mm = 0\n[scan.grid]\nrows = 3\ncols = 5\npitch_x_um = "
        "200\n"
        "pitch_y_um = 150\ndie_width_um = 120\ndie_height_um = 80\ny0_um = 70\n"
        "[[scan.channel]]\nname = \"pl\"\nexcitation_w_cm2 = 30\nexposure_ms = 5\n";
    const Recipe recipe = parse(text);
    CHECK(recipe.scan->grid.x0_um == -400.0);
    CHECK(recipe.scan->grid.y0_um == 70.0);
    CHECK(recipe.scan->wafer.primary_flat_mm == 32.5);
    CHECK(recipe.scan->wafer.secondary_flat_mm == 0.0);
    CHECK(recipe.scan->wafer.edge_exclusion_mm == 3.0);
    const std::string written = to_toml(recipe);
    CHECK_THAT(written, Contains("secondary_flat_mm = 0") && !Contains("primary_flat_mm = "));
    CHECK(parse(written) == recipe);
}

TEST_CASE("what is written is read back the same", "[recipe]") {
    Recipe recipe;
    recipe.name = "blue \"20 um\" \\ line\n2";
    recipe.normalise.window_radius_dies = 17;
    recipe.rules.leaky_below = 0.123456789012345;
    recipe.rules.wavelength_tolerance_nm = 2.5;
    recipe.rules.passes[static_cast<std::size_t>(Bin::covered)] = false;
    recipe.cluster_min_dies = 9;
    CHECK(parse(to_toml(recipe)) == recipe);
    CHECK(parse(to_toml(Recipe{})) == Recipe{});
}

TEST_CASE("an unknown key is refused with its line and the nearest one", "[recipe]") {
    CHECK_THROWS_WITH(parse("[bins]\n\nleeky_below = 0.2\n"),
                      Contains("r.toml:3") && Contains("bins.leeky_below") && Contains("'leaky_below'"));
    CHECK_THROWS_WITH(parse("[normalize]\n"), Contains("'normalise'"));
    CHECK_THROWS_WITH(parse("[bins.pass]\nleak = true\n"), Contains("bins.pass.leak"));
}

TEST_CASE("values of the wrong type or out of range are refused", "[recipe]") {
    CHECK_THROWS_WITH(parse("[bins]\ndead_below = \"low\"\n"), Contains("bins.dead_below"));
    CHECK_THROWS_WITH(parse("[bins]\ndead_below = 1.5\n"), Contains("from 0 to 1"));
    CHECK_THROWS_WITH(parse("[bins]\ndead_below = nan\n"), Contains("bins.dead_below"));
    CHECK_THROWS_WITH(parse("[normalise]\nrounds = 2.5\n"), Contains("whole number"));
    CHECK_THROWS_WITH(parse("bins = 3\n"), Contains("section"));
    CHECK_THROWS_WITH(parse("[bins.pass]\ngood = 1\n"), Contains("true or false"));
    CHECK_THROWS_WITH(parse("name = 3\n"), Contains("text"));
}

TEST_CASE("a recipe's own bins are read and written back", "[recipe]") {
    const Recipe recipe = parse(R"([[bins.custom]]
code = 20
name = "edge \"dim\""
color = "#1A7F37"
pass = true
layer = "pl_low_rel"
below = 0.5
above = 2
)");
    REQUIRE(recipe.rules.custom.size() == 1);
    const CustomBin& bin = recipe.rules.custom.front();
    CHECK(bin.name == "edge \"dim\"");
    CHECK(bin.rgb == 0x1A7F37U);
    CHECK(bin.below == 0.5);
    CHECK(bin.above == 2.0);
    CHECK(recipe.rules.passes[20]);
    CHECK(parse(to_toml(recipe)) == recipe);
}

TEST_CASE("a recipe's own bin that makes no sense is refused", "[recipe]") {
    const std::string fine = "[[bins.custom]]\ncode = 20\nname = \"a\"\nlayer = \"x\"\nbelow = 1\n";
    CHECK_NOTHROW(parse(fine));
    CHECK_THROWS_WITH(parse(fine + fine), Contains("r.toml:8") && Contains("taken"));
    CHECK_THROWS_WITH(parse("[[bins.custom]]\ncode = 20\nname = \"dead\"\nlayer = \"x\"\nbelow = 1\n"),
                      Contains("taken"));
    CHECK_THROWS_WITH(parse("[[bins.custom]]\ncode = 5\nname = \"a\"\nlayer = \"x\"\nbelow = 1\n"),
                      Contains("from 10 to 254"));
    CHECK_THROWS_WITH(parse("[[bins.custom]]\ncode = 20\nname = \"a\"\nlayer = \"x\"\n"), Contains("above"));
    CHECK_THROWS_WITH(parse("[[bins.custom]]\ncode = 20\nlayer = \"x\"\nbelow = 1\n"),
                      Contains("'bins.custom.name' is missing"));
    CHECK_THROWS_WITH(parse(fine + "color = \"red\"\n"), Contains("#1A7F37"));
    CHECK_THROWS_WITH(parse(fine + "belo = 1\n"), Contains("'below'"));
    CHECK_THROWS_WITH(parse("[bins]\ncustom = 3\n"), Contains("[[bins.custom]]"));
}

TEST_CASE("a threshold can be left to the data by name", "[recipe]") {
    CHECK_FALSE(parse("[bins]\nweak_below = \"auto\"\n").rules.weak_below.has_value());
    CHECK(parse("[bins]\nweak_below = 0.5\n").rules.weak_below == 0.5);
    CHECK_THROWS_AS(parse("[bins]\ndead_below = \"auto\"\n"), Error);
}

TEST_CASE("what is no TOML is refused with its line", "[recipe]") {
    CHECK_THROWS_WITH(parse("\n[bins\n"), Contains("r.toml:2"));
    CHECK_THROWS_WITH(read_recipe("/nonexistent/r.toml"), Contains("/nonexistent/r.toml"));
}

TEST_CASE("a learnt model comes back from the recipe bit for bit, whatever its kind") {
    Recipe recipe;
    LearnedModel model;
    model.features = {"slope", "rejected_by_rules"};
    model.fill = {0.1, 0.0};
    model.costs = {.escape = 3.0, .overkill = 0.7};
    model.trained = {{"W \"1\"", 8, {0, 3, 17}}, {"W2", 0, {}}};
    model.trained_dies = 4321;
    model.seed = 9;
    SECTION("logistic") {
        model.kind = ModelKind::logistic;
        model.floor = 1.0 / 3.0;
        model.intercept = -5.5;
        model.mean = {1e-17, 2.0};
        model.scale = {0.3, 1.0};
        model.terms = {{0, -1, 1.0 / 7.0}, {0, 1, -2.0}};
    }
    SECTION("thresholds") {
        model.kind = ModelKind::thresholds;
        model.limits = {{0, true, 0.123456789012345678}, {1, false, -1.0}};
    }
    SECTION("forest") {
        model.kind = ModelKind::forest;
        model.trees = {{{.feature = 0, .split = 0.1F, .left = 1, .right = 2, .value = 0.5F},
                        {.feature = -1, .value = 0.25F},
                        {.feature = -1, .value = 1.0F}}};
    }
    recipe.model = model;
    recipe.rules.passes[251] = true;
    const Recipe back = parse_recipe(to_toml(recipe), "learnt.toml");
    CHECK(back.model == recipe.model);
    CHECK(back == recipe);
}

TEST_CASE("a model that is damaged is refused with its place") {
    const std::string head =
        "[model]\nkind = \"forest\"\nfeatures = [\"slope\"]\nfill = [0.0]\ncost_escape = 1.0\n"
        "cost_overkill = 1.0\ntrained_dies = 1\nseed = 1\n";
    for (const char* rest :
         {"trees = [\"f0<=0.5:0:0:0\"]\n", "trees = [\"f9<=0.5:1:2:0 =1 =0\"]\n", "trees = [\"?\"]\n",
          "trees = [\"=1\"]\nfloor = \"high\"\n", "trees = [\"=1\"]\nleaves = 3\n", ""}) {
        INFO(rest);
        CHECK_THROWS_AS(parse_recipe(head + rest, "r.toml"), Error);
    }
    CHECK_NOTHROW(parse_recipe(head + "trees = [\"=1\"]\n", "r.toml"));
}

TEST_CASE("limits of modules are read, and written only where they are set", "[recipe]") {
    CHECK(to_toml(Recipe{}).find("[module]") == std::string::npos);
    const Recipe recipe = parse_recipe(
        "[module]\nfaults_ppm = 20\nfault_class = \"A\"\n[[module.class]]\nname = \"A\"\ntype3 = 3\n",
        "r.toml");
    CHECK(recipe.module.faults_ppm == 20.0);
    REQUIRE(recipe.module.classes().size() == 1);
    CHECK(recipe.module.classes()[0].type3 == 3.0);
    CHECK(parse_recipe(to_toml(recipe), "again.toml") == recipe);
    CHECK(Recipe{}.module.classes().size() == 5);
}

TEST_CASE("a fault class that there is not is refused with those that there are", "[recipe]") {
    CHECK_THROWS_WITH(
        parse_recipe("[module]\nfault_class = \"V\"\n", "r.toml"),
        "r.toml:2: recipe key 'module.fault_class' = 'V' is unknown; known are 0, I, II, III, IV");
}
