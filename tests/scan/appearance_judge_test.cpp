// SPDX-License-Identifier: GPL-3.0-or-later
// From findings to classes and the merged verdict: what fails is never hidden by what passes, codes of bins
// don't collide, other rules and fewer false alarms need no pixels.
#include "libinspect/base/error.h"
#include "libinspect/finding/finding_kinds.h"
#include "libinspect/map/channel_layers.h"
#include "libinspect/map/derived_layers.h"
#include "libinspect/scan/evaluate.h"
#include "libinspect/scan/inspect.h"
#include "tests/formats/support.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

using namespace waferglow;
using namespace waferglow::appearance;
using Catch::Contains;

namespace {

constexpr std::int32_t kSide = 40;
const std::vector<Channel> kChannels{
    {.name = "pl", .kind = ChannelKind::pl, .excitation_w_cm2 = 10.0, .exposure_ms = 1.0},
    {.name = "top", .kind = ChannelKind::reflected, .excitation_w_cm2 = 0.0, .exposure_ms = 1.0}};

/// Healthy dies but for a dark one at row 20, col 20; die (0, 0) has no PL.
DieMap measured_map() {
    DieMap map(standard_wafer(2), {.rows = kSide,
                                   .cols = kSide,
                                   .x0_um = -50.0 * (kSide - 1),
                                   .y0_um = 50.0 * (kSide - 1),
                                   .pitch_x_um = 100.0,
                                   .pitch_y_um = 100.0,
                                   .die_width_um = 50.0,
                                   .die_height_um = 50.0});
    add_channel_layers(map, kChannels);
    for (std::size_t cell = 1; cell < map.grid().cells(); ++cell) {
        const auto put = [&](Quantity quantity, float value) {
            map.find(layer_name(kChannels[0], quantity))->values[cell] = value;
        };
        const bool dark = cell == map.grid().cell({20, 20});
        put(Quantity::sum, dark ? 10.0F : 1000.0F + static_cast<float>(cell % 7));
        put(Quantity::background, 10.0F);
        put(Quantity::noise, 5.0F);
        put(Quantity::nonuniformity, 0.05F);
        put(Quantity::saturated_px, 0.0F);
        put(Quantity::hot_px, 0.0F);
    }
    map.add(kAppearanceScoreLayer, "", "").values.assign(map.grid().cells(), 0.5F);
    return map;
}

FoundDefect spot(DieIndex die, int number, double share, double over = 2.0) {
    FoundDefect found{
        .die = die, .defect = number, .tile = 3, .region = "body", .features = {}, .over = over};
    found.sigma = 12.0;
    found.x_um = 5.0;
    found.y_um = -2.0;
    DefectFeatures& f = found.features;
    f.polarity = Polarity::dark;
    f.touches = Touches::corner;
    f[Feature::share] = share;
    f[Feature::length_um] = 10.0;
    f[Feature::width_um] = 4.0;
    f[Feature::area_um2] = 40.0;
    f[Feature::contrast] = -0.5;
    f[Feature::street_like] = 0.9;
    f[Feature::straightness] = 0.1;
    f[Feature::spans_dies] = 1.0;
    return found;
}

AppearanceEvidence evidence_with(std::vector<FoundDefect> found) {
    AppearanceEvidence evidence;
    evidence.channel = "top";
    evidence.false_alarms_per_million = 1000.0;
    for (TestThreshold& test : evidence.tests) {
        test.tail = {.middle = 3.0, .power = 1.0, .scale = 0.5, .dies = 1000};
        test.threshold = test.tail.threshold(1000e-6 / kTests);
    }
    evidence.found = std::move(found);
    return evidence;
}

struct Judged {
    DieMap map = measured_map();
    Evaluation evaluation;

    Judged(const std::vector<AppearanceEvidence>& evidence, const Recipe& recipe) {
        evaluation = evaluate(map, kChannels, recipe, standard_judges(), evidence);
    }
    [[nodiscard]] std::string name_of(std::uint8_t code) const {
        const auto at = std::ranges::find(evaluation.definitions, code, &BinDefinition::code);
        return at == evaluation.definitions.end() ? "none" : at->name;
    }
    [[nodiscard]] std::string bin(DieIndex die) const {
        return name_of(evaluation.bins[map.grid().cell(die)]);
    }
    [[nodiscard]] std::string layer(const char* name, DieIndex die) const {
        return name_of(static_cast<std::uint8_t>(map.at(name).values[map.grid().cell(die)]));
    }
};

Recipe with(const std::string& toml) {
    return parse_recipe(toml, "test");
}

}  // namespace

TEST_CASE("a die that fails by appearance fails, and PL's own verdict is kept", "[scan]") {
    const Judged judged({evidence_with({spot({5, 5}, 1, 0.2)})}, {});
    CHECK(judged.bin({5, 5}) == "chipped");
    CHECK(judged.layer(kPlBinLayer, {5, 5}) == "good");
    CHECK(judged.layer(kAppearanceBinLayer, {5, 5}) == "chipped");
    CHECK(judged.bin({5, 6}) == "good");
    CHECK(judged.map.at(kDefectShareLayer).values[judged.map.grid().cell({5, 5})] == Approx(0.2));
}

TEST_CASE("defects of a class that pass have a bin that passes, under the class's name among the classes",
          "[scan]") {
    const Judged judged({evidence_with({spot({5, 5}, 1, 0.02)})}, {});
    CHECK(judged.bin({5, 5}) == "chipped_pass");
    CHECK(judged.layer(kAppearanceBinLayer, {5, 5}) == "chipped");
    const std::uint8_t code = judged.evaluation.bins[judged.map.grid().cell({5, 5})];
    CHECK(judged.evaluation.applied.rules.passes[code]);
}

TEST_CASE("a class that passes never hides a die that PL fails, whatever the order says", "[scan]") {
    const Judged judged({evidence_with({spot({20, 20}, 1, 0.02)})},
                        with("[verdict]\norder = [\"chipped\"]\n"));
    CHECK(judged.bin({20, 20}) == "dead");
}

TEST_CASE("where PL and appearance both fail a die the order gives the name, PL's without it", "[scan]") {
    const std::vector<AppearanceEvidence> evidence{evidence_with({spot({20, 20}, 1, 0.2)})};
    CHECK(Judged(evidence, {}).bin({20, 20}) == "dead");
    CHECK(Judged(evidence, with("[verdict]\norder = [\"chipped\", \"dead\"]\n")).bin({20, 20}) == "chipped");
}

TEST_CASE("a die that PL did not measure has no bin, whatever is seen on it", "[scan]") {
    const Judged judged({evidence_with({spot({0, 0}, 1, 0.2)})}, {});
    CHECK(judged.evaluation.bins[0] == kNoBinCode);
    CHECK(judged.layer(kAppearanceBinLayer, {0, 0}) == "chipped");
}

TEST_CASE("bins of classes take codes that no bin of the recipe has", "[scan]") {
    const Recipe recipe = with(
        "[[bins.custom]]\ncode = 249\nname = \"mine\"\nlayer = \"pl_rel\"\nbelow = 0.1\n"
        "[[bins.custom]]\ncode = 247\nname = \"chipped\"\nlayer = \"pl_rel\"\nbelow = 0.1\n");
    const Judged judged({evidence_with({spot({5, 5}, 1, 0.2)})}, recipe);
    std::vector<int> codes;
    std::vector<std::string> names;
    for (const BinDefinition& bin : judged.evaluation.definitions) {
        codes.push_back(bin.code);
        names.push_back(bin.name);
    }
    std::ranges::sort(codes);
    std::ranges::sort(names);
    CHECK(std::ranges::adjacent_find(codes) == codes.end());
    CHECK(std::ranges::adjacent_find(names) == names.end());
    CHECK(judged.bin({5, 5}) == "appearance_chipped");
}

TEST_CASE("a recipe without appearance judges by PL alone and leaves an empty list of defects", "[scan]") {
    const Judged judged({evidence_with({spot({5, 5}, 1, 0.2)})}, with("[appearance]\nenabled = false\n"));
    CHECK(judged.bin({5, 5}) == "good");
    CHECK(judged.map.find(kPlBinLayer) == nullptr);
    const FindingList* list = find_list(judged.evaluation.findings, kDefects);
    REQUIRE(list != nullptr);
    CHECK(list->findings.empty());
}

TEST_CASE("other rules name stored findings anew", "[scan]") {
    const Recipe recipe = with(
        "[appearance]\n[[appearance.rule]]\nclass = \"corner bite\"\ntouches = \"corner\"\nverdict = "
        "\"pass\"\n");
    CHECK(Judged({evidence_with({spot({5, 5}, 1, 0.2)})}, recipe).bin({5, 5}) == "corner bite");
}

TEST_CASE("fewer false alarms leave out what answers least, more of them need the pixels", "[scan]") {
    const std::vector<AppearanceEvidence> evidence{
        evidence_with({spot({5, 5}, 1, 0.2, 1.05), spot({6, 6}, 2, 0.2, 3.0)})};
    const Judged strict(evidence, with("[appearance]\nfalse_alarms_per_million = 10\n"));
    CHECK(strict.bin({5, 5}) == "good");
    CHECK(strict.bin({6, 6}) == "chipped");
    CHECK_THROWS_WITH(Judged(evidence, with("[appearance]\nfalse_alarms_per_million = 5000\n")),
                      Contains("false_alarms_per_million = 5000") && Contains("inspect the recording anew"));
}

TEST_CASE("evidence and defects are stored and read back, and analyse judges by them", "[scan]") {
    const test::TempFolder folder;
    const std::filesystem::path path = folder / "w.h5";
    WaferFile file;
    file.map = measured_map();
    file.channels = kChannels;
    file.camera = {2.0, 640, 480, 4095};
    file.status = FileStatus::complete;
    file.appearance = {evidence_with({spot({5, 5}, 1, 0.2)})};
    file.appearance[0].golden = {.width = 2,
                                 .height = 1,
                                 .light = {1.0F, 2.0F},
                                 .spread = {0.1F, 0.2F},
                                 .region = {1, 3},
                                 .part = {255, 0}};
    file.appearance[0].parts = {"pad 1"};
    file.appearance[0].not_resolved = {"cracked"};
    write_wafer_file(path, file);
    static_cast<void>(analyse_wafer_file(path, {}, {}, 1));
    const WaferFile read = read_wafer_file(path);
    REQUIRE(read.appearance.size() == 1);
    CHECK(read.appearance[0].not_resolved == std::vector<std::string>{"cracked"});
    CHECK(read.appearance[0].parts == std::vector<std::string>{"pad 1"});
    CHECK(read.appearance[0].golden.light == std::vector<float>{1.0F, 2.0F});
    CHECK(read.appearance[0].tests[0].threshold == file.appearance[0].tests[0].threshold);
    const FoundDefect& found = read.appearance[0].found.at(0);
    CHECK(found.features[Feature::share] == 0.2);
    CHECK(std::isnan(found.features[Feature::turn_deg]));
    CHECK(found.features.touches == Touches::corner);
    const FindingList* list = find_list(read.findings, kDefects);
    REQUIRE(list != nullptr);
    REQUIRE(list->findings.size() == 1);
    CHECK(list->classes.at(static_cast<std::size_t>(list->findings[0].code)) == "chipped");
    CHECK(list->findings[0].on.row_begin == 5);
    CHECK(list->column("area_um2")->numbers[0] == 40.0);
    CHECK_THAT(list->column("reason")->texts[0], Contains("touches the corner"));
    // Once more, with rules that pass it.
    static_cast<void>(analyse_wafer_file(
        path, with("[appearance]\n[[appearance.rule]]\nclass = \"fine\"\nverdict = \"pass\"\n"), {}, 1));
    CHECK(find_list(read_wafer_file(path).findings, kDefects)->column("verdict")->texts[0] == "pass");
}

TEST_CASE("a class that a person gave names the defect, and the rules give its verdict", "[scan]") {
    AppearanceEvidence evidence = evidence_with({spot({5, 5}, 1, 0.2), spot({6, 6}, 2, 0.2)});
    evidence.by_hand = {{1, "particle", "chipped", "ann", "2026-01-01T00:00:00Z"}};
    const Judged judged({evidence}, {});
    CHECK(judged.bin({5, 5}) == "particle");
    CHECK(judged.bin({6, 6}) == "chipped");
    const FindingList* list = find_list(judged.evaluation.findings, kDefects);
    CHECK_THAT(list->column("reason")->texts[0], Contains("called so by ann"));
    CHECK_THAT(list->column("reason")->texts[0], Contains("by the rules chipped"));
    CHECK(list->column("verdict")->texts[0] == "pass");
    CHECK(list->column("verdict")->texts[1] == "fail");
}

TEST_CASE("a class by hand fails its die where the class does", "[scan]") {
    AppearanceEvidence evidence = evidence_with({spot({5, 5}, 1, 0.01)});
    evidence.by_hand = {{1, "contact_residue", "chipped", "ann", "2026-01-01T00:00:00Z"}};
    CHECK(Judged({evidence}, {}).bin({5, 5}) == "contact_residue");
    const Recipe lenient = with("[[appearance.rule]]\nclass = \"contact_residue\"\nverdict = \"pass\"\n");
    const Judged judged({evidence}, lenient);
    CHECK(judged.bin({5, 5}).starts_with("contact_residue"));
    const auto code = judged.evaluation.bins[judged.map.grid().cell({5, 5})];
    CHECK(judged.evaluation.applied.rules.passes[code]);
}

TEST_CASE("a class by hand that no rule knows passes and has a bin, as has one that is not resolved",
          "[scan]") {
    AppearanceEvidence evidence = evidence_with({spot({5, 5}, 1, 0.2), spot({6, 6}, 2, 0.2)});
    evidence.not_resolved = {"cracked"};
    evidence.by_hand = {{1, "speckle", "chipped", "ann", ""}, {2, "cracked", "chipped", "ann", ""}};
    const Judged judged({evidence}, {});
    CHECK(judged.bin({5, 5}) == "speckle");
    CHECK(judged.bin({6, 6}) == "cracked");
}
