// SPDX-License-Identifier: GPL-3.0-or-later
// What a report says of leaks whose size is known.
#include "libinspect/defect/leak_map.h"
#include "tests/report/drawing.h"
#include "tests/report/sample_report.h"

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

using namespace waferglow;
using namespace waferglow::test;
using Catch::Contains;

namespace {

/// The sample wafer with these shunts (cell to ohm) and no other.
WaferFile leaky_wafer(const std::map<std::size_t, float>& shunts) {
    WaferFile file = report_wafer();
    std::mt19937 random(2);
    std::normal_distribution<float> scatter(1.0F, 0.01F);
    for (float& value : file.map.find("pl_low_rel")->values) value *= scatter(random);
    // Sixty times the light for thirty times the density, exposures of 5 and 50 ms.
    for (const auto& [name, light] : {std::pair{"pl_high", 30'000.0F}, {"pl_low", 5'000.0F}}) {
        const std::vector<float> relative = file.map.at(std::string(name) + "_rel").values;
        std::vector<float>& sum = file.map.add(name, "DN", "light").values;
        std::ranges::transform(relative, sum.begin(), [light](float v) { return light * v; });
    }
    find_leaks(file.map, file.channels, {});
    for (const char* name : {kShuntLayer, kShuntSigmaLayer, kLeakShareLayer}) {
        Layer* layer = file.map.find(name);
        REQUIRE(layer != nullptr);
        std::ranges::fill(layer->values, kNoData);
    }
    for (const auto& [cell, ohm] : shunts) {
        file.map.find(kShuntLayer)->values[cell] = ohm;
        file.map.find(kShuntSigmaLayer)->values[cell] = 0.1F * ohm;
        file.map.find(kLeakShareLayer)->values[cell] = 0.25F;
    }
    return file;
}

const Section* leakage_of(const Document& document) {
    const auto found = std::ranges::find(document.sections, "Leakage", &Section::title);
    return found == document.sections.end() ? nullptr : &*found;
}

}  // namespace

TEST_CASE("leaks are counted, the largest first, in the unit that suits them", "[leakage]") {
    const Document document =
        report_of(leaky_wafer({{100, 4200.0F}, {200, 3.3e6F}, {300, 47.0F}, {400, 8.2e9F}, {500, 1.5e15F}}));
    REQUIRE(leakage_of(document) != nullptr);
    const std::string text = all_text(document);
    CHECK_THAT(text, Contains("5 of 1\u202F600 measured dies (0.31\u00A0%) leak"));
    CHECK_THAT(text, Contains("The median equivalent shunt is 3.30\u00A0M\u03A9."));
    // Cells of rows of 40.
    CHECK_THAT(text, Contains("row 7, col 20\n47.0\u00A0\u03A9\n4.70\u00A0\u03A9\n25\u00A0%\n"
                              "row 2, col 20\n4.20\u00A0k\u03A9\n420\u00A0\u03A9\n25\u00A0%\n"
                              "row 5, col 0\n3.30\u00A0M\u03A9\n330\u00A0k\u03A9\n25\u00A0%\n"
                              "row 10, col 0\n8.20\u00A0G\u03A9\n820\u00A0M\u03A9\n25\u00A0%\n"
                              "row 12, col 20\n1500\u00A0T\u03A9\n150\u00A0T\u03A9\n25\u00A0%\n"));
    CHECK_THAT(text, Contains("The 5 lowest of 5."));
}

TEST_CASE("of many leaks ten are listed", "[leakage]") {
    std::map<std::size_t, float> shunts;
    for (std::size_t i = 0; i < 25; ++i) shunts[40 * i] = 1000.0F * static_cast<float>(i + 1);
    const std::string text = all_text(report_of(leaky_wafer(shunts)));
    CHECK_THAT(text, Contains("The 10 lowest of 25."));
    CHECK_THAT(text, Contains("row 9, col 0\n10.0\u00A0k\u03A9"));
    CHECK_THAT(text, !Contains("row 10, col 0\n11.0\u00A0k\u03A9"));
}

TEST_CASE("every leak is in the histogram of decades", "[leakage]") {
    const Document document =
        report_of(leaky_wafer({{100, 100.0F}, {200, 100.0F}, {300, 100.0F}, {400, 1e5F}}));
    const Section* section = leakage_of(document);
    REQUIRE(section != nullptr);
    const FigureBeside* pair = nullptr;
    for (const Block& block : section->blocks) {
        if (const auto* one = std::get_if<FigureBeside>(&block)) pair = one;
    }
    REQUIRE(pair != nullptr);
    const std::vector<RectShape> bars = shapes_of<RectShape>(pair->figure);
    REQUIRE(bars.size() == 2);
    CHECK(bars[0].height == Approx(3.0 * bars[1].height));
    CHECK(pair->figure.caption.empty());  // none beyond the axis
}

TEST_CASE("without a leak there is what could have been seen, no map and no list", "[leakage]") {
    const Document document = report_of(leaky_wafer({}));
    const Section* section = leakage_of(document);
    REQUIRE(section != nullptr);
    for (const Block& block : section->blocks) {
        CHECK_FALSE(std::holds_alternative<FigureRow>(block));
        CHECK_FALSE(std::holds_alternative<FigureBeside>(block));
    }
    CHECK_THAT(all_text(document), Contains("0 of 1\u202F600 measured dies (0.00\u00A0%) leak") &&
                                       Contains("What could be seen") && !Contains("Largest leaks"));
}

TEST_CASE("the recipe as applied says what ohms rest on; one that can't be read leaves the defaults",
          "[leakage]") {
    WaferFile file = leaky_wafer({{100, 4200.0F}});
    file.recipe_toml = "[leakage]\nexcitation_nm = 375.5\nvoltage_v = 2.625\n";
    CHECK_THAT(all_text(report_of(file)), Contains("light of 375.5 nm and 2.625 V"));
    file.recipe_toml = "[leakage\nexcitation_nm = 375.5";
    CHECK_THAT(all_text(report_of(file)), !Contains("light of 375.5 nm"));
}

TEST_CASE("a file without layers of leaks, or with one channel, has no section of them", "[leakage]") {
    CHECK(leakage_of(report_of(report_wafer())) == nullptr);
    WaferFile file = leaky_wafer({{100, 4200.0F}});
    file.map.remove(kShuntSigmaLayer);
    CHECK(leakage_of(report_of(file)) == nullptr);
    file = leaky_wafer({{100, 4200.0F}});
    file.channels.pop_back();
    CHECK(leakage_of(report_of(file)) == nullptr);
}
