// SPDX-License-Identifier: GPL-3.0-or-later
// [appearance] and [verdict] of a recipe.
#include "libinspect/base/error.h"
#include "libinspect/recipe/recipe.h"

#include <catch2/catch.hpp>

using namespace waferglow;
using namespace waferglow::appearance;
using Catch::Contains;

namespace {

constexpr const char* kWhole = R"(
[appearance]
false_alarms_per_million = 200

[[appearance.region]]
name = "left pad"
kind = "metal"
rect_um = [-10.0, -4.0, 6.0, 8.0]
sensitivity = 2.0

[[appearance.rule]]
class = "chipped"
polarity = "dark"
touches = "edge|corner"
min_share = 0.02
fail_over = { share = 0.10, pad_share = 0.35 }

[[appearance.rule]]
class = "spotted"
max_length_um = 3.0
verdict = "fail"

[verdict]
order = ["dead", "spotted", "chipped", "weak"]
)";

std::string error_of(const std::string& toml) {
    try {
        static_cast<void>(parse_recipe(toml, "r.toml"));
    } catch (const Error& error) {
        CHECK(error.kind() == ErrorKind::input);
        return error.what();
    }
    return {};
}

}  // namespace

TEST_CASE("a recipe's rules of appearance are read as they stand, before the standard ones", "[recipe]") {
    const Recipe recipe = parse_recipe(kWhole, "r.toml");
    const AppearanceSettings settings = settings_of(recipe.appearance);
    CHECK(settings.false_alarms_per_million == 200.0);
    REQUIRE(settings.regions.size() == 1);
    CHECK(settings.regions[0].kind == RegionKind::metal);
    CHECK(settings.regions[0].left_um == -10.0);
    CHECK(settings.regions[0].height_um == 8.0);
    const ClassRule& chipped = settings.rules.at(0);
    CHECK(chipped.touches == std::vector<Touches>{Touches::edge, Touches::corner});
    REQUIRE(chipped.ranges.size() == 1);
    CHECK(chipped.ranges[0].least == 0.02);
    REQUIRE(chipped.fail_over.size() == 2);
    CHECK(settings.rules.at(1).verdict == AppearanceVerdict::fail);
    CHECK(settings.rules.size() == 2 + default_class_rules().size());
    CHECK(recipe.verdict_order.front() == "dead");
}

TEST_CASE("a recipe with rules of appearance is written so that it reads back the same", "[recipe]") {
    const Recipe recipe = parse_recipe(kWhole, "r.toml");
    const std::string written = to_toml(recipe);
    INFO(written);
    CHECK(parse_recipe(written, "written") == recipe);
    CHECK_THAT(written, Contains("fail_over = { ") && Contains("share = 0.1"));
}

TEST_CASE("a recipe that says nothing of appearance is written without it", "[recipe]") {
    CHECK_THAT(to_toml(Recipe{}), !Contains("appearance") && !Contains("verdict]"));
}

TEST_CASE("limits of a rule may be a list of texts, as a form writes them", "[recipe]") {
    const Recipe recipe = parse_recipe(
        "[appearance]\n[[appearance.rule]]\nclass = \"a\"\nfail_over = [\"share = 0.1\"]\n", "r.toml");
    REQUIRE(recipe.appearance.rules.at(0).fail_over.size() == 1);
    CHECK(recipe.appearance.rules[0].fail_over[0].over == 0.1);
}

TEST_CASE("what is wrong with a rule of appearance is told with key and line", "[recipe]") {
    const auto rule = [](const std::string& keys) {
        return "[appearance]\n[[appearance.rule]]\nclass = \"a\"\n" + keys + "\n";
    };
    CHECK_THAT(error_of(rule("polarity = \"drak\"")),
               Contains("r.toml:4") && Contains("polarity") && Contains("dark"));
    CHECK_THAT(error_of(rule("fail_over = { shaer = 0.1 }")), Contains("shaer") && Contains("share"));
    CHECK_THAT(error_of(rule("min_share = 0.5\nmax_share = 0.1")), Contains("min_share") && Contains("0.1"));
    CHECK_THAT(error_of(rule("verdict = \"maybe\"")), Contains("verdict") && Contains("fail"));
    CHECK_THAT(error_of(rule("min_sahre = 0.5")), Contains("min_share"));
    CHECK_THAT(error_of(rule("verdict = \"fail\"\nfail_over = { share = 0.1 }")), Contains("verdict"));
    CHECK_THAT(error_of("[[appearance.region]]\nname = \"a\"\nkind = \"body\"\nrect_um = [1, 2]\n"),
               Contains("rect_um") && Contains("four"));
}

TEST_CASE("an order of names with one that no bin and no class has is refused", "[recipe]") {
    CHECK_THAT(error_of("[verdict]\norder = [\"dead\", \"chiped\"]\n"),
               Contains("chiped") && Contains("chipped"));
}
