// SPDX-License-Identifier: GPL-3.0-or-later
// Fault classes and the verdict. A module of 1000 x 1000 pixels would have the limits as they stand in the
// table; these have a fifth of that.
#include "libinspect/module_quality/module_quality.h"
#include "tests/module_quality/lit_module.h"

#include <algorithm>

using namespace waferglow;
using namespace waferglow::module;
using namespace waferglow::test;

namespace {

/// 400 x 500 pixels of three colours.
LitModule fifth() {
    return LitModule({.rows = 400, .cols = 500, .colours = {"r", "g", "b"}, .seed = 2});
}

ModuleQuality judged_with(LitModule& lit, const QualitySettings& settings = {}) {
    return judge(lit.light(), settings);
}

}  // namespace

TEST_CASE("a faultless module is of class 0 and passes", "[module]") {
    LitModule lit = fifth();
    const ModuleQuality quality = judged_with(lit);
    CHECK(quality.fault_class == "0");
    CHECK(quality.passes);
    CHECK(quality.reasons.empty());
}

TEST_CASE("types of faults are counted as the standard does", "[module]") {
    LitModule lit = fifth();
    for (std::size_t s = 0; s < 3; ++s) {
        lit.factor[s][lit.at(100, 100)] = 0.0;    // type 2
        lit.in_black[s][lit.at(200, 300)] = 0.5;  // type 1
    }
    lit.factor[1][lit.at(50, 400)] = 0.0;
    lit.factor[1][lit.at(52, 403)] = 0.0;  // within 5 x 5 of the other
    lit.in_black[2][lit.at(300, 100)] = 0.5;
    const ModuleQuality quality = judged_with(lit);
    CHECK(quality.faults.type1 == 1);
    CHECK(quality.faults.type2 == 1);
    CHECK(quality.faults.type3_bright == 1);
    CHECK(quality.faults.type3_dark == 2);
    CHECK(quality.faults.clusters_pixel == 0);
    CHECK(quality.faults.clusters_sub_pixel == 1);
    // For 0.2 million pixels class II allows 0.4: none of type 1; III one of type 1, three of type 2, ten of
    // type 3 and one cluster.
    CHECK(quality.fault_class == "III");
}

TEST_CASE("worse than all classes is none of them", "[module]") {
    LitModule lit = fifth();
    for (std::int32_t k = 0; k < 40; ++k) {
        for (std::size_t s = 0; s < 3; ++s) lit.factor[s][lit.at(10 + 9 * k, 20 + 11 * k)] = 0.0;
    }
    const ModuleQuality quality = judged_with(lit);
    CHECK(quality.faults.type2 == 40);
    CHECK(quality.fault_class == "none");
}

TEST_CASE("a recipe's own classes take the place of the standard ones", "[module]") {
    LitModule lit = fifth();
    lit.factor[0][lit.at(100, 100)] = 0.0;
    QualitySettings settings;
    settings.fault_classes = {{.name = "A", .type3 = 0}, {.name = "B", .type3 = 10}};
    settings.fault_class = "A";
    const ModuleQuality quality = judged_with(lit, settings);
    CHECK(quality.fault_class == "B");
    CHECK_FALSE(quality.passes);
    REQUIRE(quality.reasons.size() == 1);
    CHECK(quality.reasons[0] == "fault class B, at worst A is asked");
}

TEST_CASE("every limit that does not hold is a reason", "[module]") {
    LitModule lit = fifth();
    lit.scatter(120, 0.0);
    lit.add_line(true, 100, -1, 0, 500, 0.0);
    lit.add_spot(200, 200, 20, -0.05);
    const ModuleQuality quality = judged_with(lit);
    CHECK_FALSE(quality.passes);
    CHECK(quality.reasons.size() == 3);
    CHECK(quality.reasons[1] == "lines: 1, at most 0 is asked");
    CHECK(quality.limits.size() == 4);
}

TEST_CASE("a limit that could not be measured does not hold", "[module]") {
    LitModule lit = fifth();
    QualitySettings settings;
    settings.delta_uv_max = 0.01;
    const ModuleQuality quality = judged_with(lit, settings);
    CHECK_FALSE(quality.passes);
    REQUIRE(quality.reasons.size() == 1);
    CHECK(quality.reasons[0].find("could not be measured") != std::string::npos);
}
