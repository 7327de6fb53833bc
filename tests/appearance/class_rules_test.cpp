// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/appearance/class_rules.h"

#include <catch2/catch.hpp>

using namespace waferglow::appearance;
using Catch::Contains;

namespace {

DefectFeatures spot(Polarity polarity, DefectRegion region, double contrast) {
    DefectFeatures f;
    f.polarity = polarity;
    f.region = region;
    f[Feature::contrast] = contrast;
    f[Feature::share] = 0.01;
    f[Feature::street_like] = 0.9;
    f[Feature::straightness] = 0.2;
    f[Feature::length_share] = 0.2;
    f[Feature::area_um2] = 12.0;
    f[Feature::spans_dies] = 1.0;
    return f;
}

}  // namespace

TEST_CASE("A chip fails a die over a tenth of its area, and the reason says so") {
    DefectFeatures f = spot(Polarity::dark, DefectRegion::rim, -0.6);
    f.touches = Touches::corner;
    f[Feature::share] = 0.041;
    const Classified small = classify(f, default_class_rules());
    CHECK(small.name == "chipped");
    CHECK(small.verdict == AppearanceVerdict::pass);
    CHECK_THAT(small.reason, Contains("dark, touches the corner, covers 4.1 % of the die"));
    f[Feature::share] = 0.12;
    CHECK(classify(f, default_class_rules()).verdict == AppearanceVerdict::fail);
}

TEST_CASE("What touches the edge and is darker than the street lies on the die: a particle, no chip") {
    DefectFeatures f = spot(Polarity::dark, DefectRegion::rim, -0.6);
    f.touches = Touches::edge;
    f[Feature::street_like] = 1.0;
    CHECK(classify(f, default_class_rules()).name == "chipped");
    f[Feature::street_like] = 1.6;
    CHECK(classify(f, default_class_rules()).name == "particle");
}

TEST_CASE("A pad that is darker than the body beside an edge that is gone went with the chip") {
    DefectFeatures f = spot(Polarity::dark, DefectRegion::metal, -0.8);
    f.extent = Extent::pad;
    f.touches = Touches::corner;
    f[Feature::pad_share] = 1.0;
    f[Feature::body_like] = 1.6;
    CHECK(classify(f, default_class_rules()).name == "chipped");
    CHECK(classify(f, default_class_rules()).verdict == AppearanceVerdict::fail);
    f[Feature::body_like] = 1.0;
    CHECK(classify(f, default_class_rules()).name == "metal_missing");
}

TEST_CASE("A dark point on metal is a particle, a dark part of a pad a stain, a faint one residue") {
    DefectFeatures f = spot(Polarity::dark, DefectRegion::metal, -0.3);
    f[Feature::pad_share] = 0.03;
    CHECK(classify(f, default_class_rules()).name == "particle");
    f[Feature::pad_share] = 0.2;
    f[Feature::body_like] = 0.5;
    CHECK(classify(f, default_class_rules()).name == "metal_stain");
    f[Feature::contrast] = -0.05;
    f[Feature::body_like] = 0.1;
    CHECK(classify(f, default_class_rules()).name == "residue");
}

TEST_CASE("A whole pad that is evenly darker is residue, one as bright as the body is missing") {
    DefectFeatures f = spot(Polarity::dark, DefectRegion::metal, -0.12);
    f.extent = Extent::pad;
    f[Feature::pad_share] = 1.0;
    f[Feature::body_like] = 0.25;
    CHECK(classify(f, default_class_rules()).name == "contact_residue");
    CHECK(classify(f, default_class_rules()).verdict == AppearanceVerdict::fail);
    f[Feature::contrast] = -0.48;
    f[Feature::body_like] = 0.97;
    CHECK(classify(f, default_class_rules()).name == "metal_missing");
}

TEST_CASE("A line over several dies is a scratch and fails where it takes a third of the metal's light") {
    DefectFeatures f = spot(Polarity::bright, DefectRegion::metal, 0.2);
    f[Feature::spans_dies] = 4.0;
    CHECK(classify(f, default_class_rules()).name == "scratched");
    CHECK(classify(f, default_class_rules()).verdict == AppearanceVerdict::pass);
    f[Feature::metal_loss] = 0.4;
    CHECK(classify(f, default_class_rules()).verdict == AppearanceVerdict::fail);
}

TEST_CASE("Dark spots pass as particles, faint ones as residue") {
    const std::vector<ClassRule> rules = default_class_rules();
    CHECK(classify(spot(Polarity::dark, DefectRegion::body, -0.5), rules).name == "particle");
    CHECK(classify(spot(Polarity::mixed, DefectRegion::body, -0.5), rules).name == "particle");
    CHECK(classify(spot(Polarity::dark, DefectRegion::body, -0.05), rules).name == "residue");
    CHECK(classify(spot(Polarity::dark, DefectRegion::body, -0.05), rules).verdict ==
          AppearanceVerdict::pass);
}

TEST_CASE("What no rule names is an anomaly") {
    CHECK(classify(spot(Polarity::bright, DefectRegion::body, 0.8), default_class_rules()).name == "anomaly");
    CHECK(classify(spot(Polarity::bright, DefectRegion::body, 0.8), {}).name == "anomaly");
}

TEST_CASE("A condition on a feature that a finding doesn't have never holds") {
    const DefectFeatures f = spot(Polarity::dark, DefectRegion::body, -0.5);
    const std::vector<ClassRule> rules{
        {.name = "on_pad", .ranges = {{.feature = Feature::pad_share, .most = 1.0}}}};
    CHECK(classify(f, rules).name == "anomaly");
}
