// SPDX-License-Identifier: GPL-3.0-or-later
// What a model sees of a die: light of several channels and of the spectrum, as features.
#include "libinspect/correlation/apply_model.h"
#include "tests/correlation/taught_scene.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

using namespace waferglow;
using namespace waferglow::test;

namespace {

float feature(const DieFeatures& features, const std::string& name, std::size_t cell) {
    std::vector<float> values(features.names().size());
    features.read(cell, values);
    const auto found = std::ranges::find(features.names(), name);
    REQUIRE(found != features.names().end());
    return values[static_cast<std::size_t>(found - features.names().begin())];
}

}  // namespace

TEST_CASE("the ratio of weak to strong light does not care what lies on a die", "[correlation]") {
    TaughtScene scene = make_scene(4);
    const auto values = [&](std::size_t cell, float high, float low) {
        scene.map.find("high_rel")->values[cell] = high;
        scene.map.find("low_rel")->values[cell] = low;
    };
    values(100, 1.0F, 0.9F);
    values(101, 0.3F, 0.27F);
    values(102, 0.3F, 0.0F);
    const DieFeatures features(scene.map, kChannels, scene.view().rules);
    CHECK(feature(features, "weak_to_strong", 100) == Approx(0.9));
    CHECK(feature(features, "weak_to_strong", 101) == Approx(0.9));
    CHECK(feature(features, "weak_to_strong", 102) == Approx(0.0));
}

TEST_CASE("the light of a noisy picture is mended by the spectrum's, that of a clear one is not",
          "[correlation]") {
    for (const auto& [noise_dn, share] : {std::pair{0.5, 0.0}, std::pair{100.0, 1.0}}) {
        TaughtScene scene = make_scene(4);
        add_spectra(scene, noise_dn);
        scene.map.find("high_rel")->values[100] = 0.5F;
        scene.map.find("integrated_counts_nm")->values[100] = 50.0F;  // as a healthy one's
        const DieFeatures features(scene.map, kChannels, scene.view().rules);
        const float sigma = std::max(0.01F, static_cast<float>(noise_dn) / 1000.0F);
        const float picture = noise_aware_log(0.5F, sigma);
        const float spectrum = noise_aware_log(1.0F, sigma);
        const float both = (feature(features, kLightOfBoth, 100) - picture) / (spectrum - picture);
        INFO(noise_dn << ": " << both);
        CHECK(std::abs(static_cast<double>(both) - share) < 0.15);
        scene.map.find("integrated_counts_nm")->values[100] = kNoData;
        CHECK(feature(features, kLightOfBoth, 100) == Approx(picture).margin(1e-3));
    }
}

TEST_CASE("a model learnt with spectra judges a wafer without them", "[correlation]") {
    TaughtScene taught = make_scene(1);
    add_spectra(taught, 20.0);
    const WaferLearning learning = learn_wafer(taught.view(), {}, 1800, only(ModelKind::logistic));
    const TaughtScene other = make_scene(2);
    const DieFeatures features(other.map, kChannels, other.view().rules);
    const ModelReader reader(learning.result.model, features);
    const auto probabilities = fail_probabilities(reader, features, other.map.grid().cells());
    std::vector<std::uint8_t> bins = other.bins;
    override_bins(learning.result.model, probabilities, other.passes, bins);
    Confusion confusion;
    for (std::size_t cell = 0; cell < bins.size(); ++cell)
        confusion.add(other.bad[cell] == 1, !learning.passes[bins[cell]]);
    CHECK(confusion.accuracy() > 0.985);
}

TEST_CASE("a noise-aware logarithm is the logarithm of what is bright and finite for what is dark",
          "[correlation]") {
    CHECK(noise_aware_log(0.5F, 0.01F) == Approx(std::log(0.5)).margin(1e-3));
    CHECK(std::isfinite(noise_aware_log(-0.1F, 0.05F)));
    CHECK(noise_aware_log(0.0F, 0.05F) < noise_aware_log(0.02F, 0.05F));
}
