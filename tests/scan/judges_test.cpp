// SPDX-License-Identifier: GPL-3.0-or-later
// Judges and what follows from what they declare: what is stored, made anew, taken away and refused.
#include "libinspect/base/error.h"
#include "libinspect/finding/finding_kinds.h"
#include "libinspect/map/channel_layers.h"
#include "libinspect/map/derived_layers.h"
#include "libinspect/scan/evaluate.h"
#include "libinspect/scan/inspect.h"
#include "tests/formats/support.h"

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

using namespace waferglow;
using Catch::Contains;

namespace {

constexpr const char* kOwnLayer = "light_times";
constexpr std::int32_t kSide = 40;

Channel pl() {
    return {.name = "pl", .kind = ChannelKind::pl, .excitation_w_cm2 = 10.0, .exposure_ms = 1.0};
}

/// One channel on square dies; one of a hundred is dark.
WaferFile measured_wafer() {
    WaferFile file;
    Wafer wafer = standard_wafer(2);
    wafer.id = "J";
    file.map = DieMap(wafer, {.rows = kSide,
                              .cols = kSide,
                              .x0_um = -50.0 * (kSide - 1),
                              .y0_um = 50.0 * (kSide - 1),
                              .pitch_x_um = 100.0,
                              .pitch_y_um = 100.0,
                              .die_width_um = 50.0,
                              .die_height_um = 50.0});
    file.channels = {pl()};
    add_channel_layers(file.map, file.channels);
    for (std::size_t cell = 0; cell < file.map.grid().cells(); ++cell) {
        const auto put = [&](Quantity quantity, float value) {
            file.map.find(layer_name(pl(), quantity))->values[cell] = value;
        };
        const auto ripple = static_cast<float>(cell % 7);
        put(Quantity::sum, cell % 100 == 50 ? 10.0F : 1000.0F + ripple);
        put(Quantity::background, 10.0F);
        put(Quantity::noise, 5.0F);
        put(Quantity::nonuniformity, 0.05F);
        put(Quantity::saturated_px, 0.0F);
        put(Quantity::hot_px, 0.0F);
    }
    file.camera = {2.0, 640, 480, 4095};
    file.status = FileStatus::complete;
    return file;
}

/// What the judge of this test makes of the light; 0: nothing.
float factor = 2.0F;

void multiply(const Judgement& wafer) {
    if (factor == 0.0F) return;
    const std::vector<float>& light = wafer.map.at("pl").values;
    std::vector<float> values;
    for (const float value : light) values.push_back(factor * value);
    wafer.map.add(kOwnLayer, "DN", "light, several times").values = std::move(values);
}

Judge own_judge() {
    return {.name = "multiply",
            .reads = [](std::span<const Channel>, const Recipe&) { return std::vector<std::string>{"pl"}; },
            .makes = [](std::span<const Channel>) { return std::vector<std::string>{kOwnLayer}; },
            .finds = [](const Judgement&) { return std::vector<std::string>{}; },
            .judge = multiply};
}

std::vector<Judge> with_own() {
    const auto standard = standard_judges();
    std::vector<Judge> judges(standard.begin(), standard.end());
    judges.push_back(own_judge());
    return judges;
}

std::vector<std::string> layers_in(const std::filesystem::path& path) {
    std::vector<std::string> names;
    for (const LayerInfo& layer : read_wafer_info(path).layers) names.push_back(layer.name);
    return names;
}

bool has(const std::vector<std::string>& names, const std::string& name) {
    return std::ranges::find(names, name) != names.end();
}

std::string refusal(const std::vector<Judge>& judges, ErrorKind kind) {
    DieMap map = measured_wafer().map;
    const std::vector<Channel> channels{pl()};
    try {
        static_cast<void>(evaluate(map, channels, {}, judges));
    } catch (const Error& error) {
        CHECK(error.kind() == kind);
        return error.what();
    }
    return "nothing";
}

}  // namespace

TEST_CASE("what a judge makes is stored by analyse, made anew, and gone when it is not made again",
          "[scan]") {
    const test::TempFolder folder;
    const std::filesystem::path path = folder / "w.h5";
    write_wafer_file(path, measured_wafer());
    const std::vector<Judge> judges = with_own();

    factor = 2.0F;
    static_cast<void>(analyse_wafer_file(path, {}, {}, 1, {}, judges));
    CHECK(read_layer(path, kOwnLayer).values[0] == 2000.0F);
    CHECK(has(layers_in(path), "pl_rel"));

    factor = 3.0F;
    static_cast<void>(analyse_wafer_file(path, {}, {}, 1, {}, judges));
    CHECK(read_layer(path, kOwnLayer).values[0] == 3000.0F);

    factor = 0.0F;
    static_cast<void>(analyse_wafer_file(path, {}, {}, 1, {}, judges));
    CHECK_FALSE(has(layers_in(path), kOwnLayer));
    CHECK(has(layers_in(path), "pl_rel"));
}

TEST_CASE("a judge finds nothing that an earlier evaluation left", "[scan]") {
    WaferFile file = measured_wafer();
    file.map.add(kOwnLayer, "", "").values.assign(file.map.grid().cells(), 7.0F);
    factor = 0.0F;
    static_cast<void>(evaluate(file.map, file.channels, {}, with_own()));
    CHECK(file.map.find(kOwnLayer) == nullptr);
}

TEST_CASE("dies are judged, and clusters of failing ones found, by the standard judges", "[scan]") {
    WaferFile file = measured_wafer();
    Recipe recipe;
    recipe.cluster_min_dies = 1;
    const Evaluation evaluation = evaluate(file.map, file.channels, recipe);
    const auto dark = static_cast<std::size_t>(std::ranges::count(evaluation.bins, std::uint8_t{2}));
    CHECK(dark == kSide * kSide / 100);
    const FindingList* clusters = find_list(evaluation.findings, kClusters);
    REQUIRE(clusters != nullptr);
    CHECK(clusters->findings.size() == dark);  // none beside another
}

TEST_CASE("a judge that makes what it does not declare is refused", "[scan]") {
    factor = 1.0F;
    Judge silent = own_judge();
    silent.makes = [](std::span<const Channel>) { return std::vector<std::string>{}; };
    CHECK_THAT(refusal({silent}, ErrorKind::usage), Contains("multiply") && Contains(kOwnLayer));
    Judge empty_handed = own_judge();
    empty_handed.finds = [](const Judgement&) { return std::vector<std::string>{kClusters}; };
    CHECK_THAT(refusal({empty_handed}, ErrorKind::usage), Contains(kClusters));
}

TEST_CASE("a layer that is made only afterwards can't be judged by", "[scan]") {
    factor = 1.0F;
    Judge early = own_judge();
    early.reads = [](std::span<const Channel>, const Recipe&) { return std::vector<std::string>{"pl_rel"}; };
    const Judge normalise = standard_judges().front();
    CHECK_THAT(refusal({early, normalise}, ErrorKind::input), Contains("pl_rel") && Contains("normalise"));
}

TEST_CASE("a recipe's own bin can't ask what the learnt model says afterwards", "[scan]") {
    WaferFile file = measured_wafer();
    Recipe recipe;
    recipe.rules.custom = {{.code = kFirstCustomCode,
                            .name = "likely",
                            .layer = kFailProbabilityLayer,
                            .below = {},
                            .above = 0.5}};
    CHECK_THROWS_WITH(evaluate(file.map, file.channels, recipe), Contains(kFailProbabilityLayer));
}

TEST_CASE("analyse refuses a wafer whose measured layer can't be read, whichever judge asks for it",
          "[scan]") {
    const std::vector<Channel> channels{pl()};
    const std::vector<std::string> needed = layers_needed(with_own(), channels, {});
    for (const char* layer : {"pl", "pl_noise", "pl_nonuniformity", "pl_saturated_px", kPeakWavelengthLayer})
        CHECK(has(needed, layer));
    CHECK_FALSE(has(needed, "pl_rel"));         // made again
    CHECK_FALSE(has(needed, "pl_background"));  // only a learnt model asks for it
}
