// SPDX-License-Identifier: GPL-3.0-or-later
// One model: its fit, its text, its verdicts.
#include "libinspect/base/error.h"
#include "libinspect/correlation/apply_model.h"
#include "libinspect/correlation/model_text.h"
#include "tests/correlation/taught_scene.h"

#include <cmath>
#include <random>
#include <stop_token>
#include <thread>
#include <vector>

using namespace waferglow;
using namespace waferglow::test;

namespace {

/// Dies of three features, bad where the first two together are low.
Examples random_examples(std::size_t count) {
    Examples examples;
    examples.table.features = 3;
    std::mt19937_64 random(7);
    for (std::size_t i = 0; i < count; ++i) {
        float sum = 0.0F;
        for (int f = 0; f < 3; ++f) {
            examples.table.values.push_back(static_cast<float>(random() % 1000) / 1000.0F);
            if (f < 2) sum += examples.table.values.back();
        }
        examples.bad.push_back(sum < 0.6F ? 1 : 0);
    }
    return examples;
}

LearnedModel blank_model() {
    LearnedModel model;
    model.features = {"a", "b", "c"};
    model.fill = {0.5, 0.5, 0.5};
    return model;
}

std::vector<Tree> forest_of(const Examples& examples, std::uint64_t seed) {
    LearnedModel model = blank_model();
    fit_forest(model, examples, seed);
    return model.trees;
}

}  // namespace

TEST_CASE("trees written as text come back bit for bit", "[correlation]") {
    const Tree tree{{.feature = 3, .split = 0.1F, .left = 1, .right = 2, .value = 0.3F},
                    {.feature = -1, .value = 1e-7F},
                    {.feature = -1, .value = -0.7F}};
    CHECK(parse_tree(tree_text(tree)) == tree);
    for (const char* broken : {"f3<=0.1:1:2", "x", "f-1<=0:1:2:0", "=1 =", "f3<=0.1:1:2:0.3z"}) {
        INFO(broken);
        CHECK_THROWS_AS(parse_tree(broken), Error);
    }
}

TEST_CASE("models that do not fit together are refused", "[correlation]") {
    LearnedModel model;
    model.kind = ModelKind::forest;
    model.features = {"slope"};
    model.fill = {0.0};
    model.trees = {{{.feature = 0, .split = 0.0F, .left = 0, .right = 0, .value = 0.0F}}};  // leads to itself
    CHECK_THROWS_AS(check_model(model), Error);
    model.trees = {
        {{.feature = 1, .split = 0.0F, .left = 1, .right = 2}, {}, {}}};  // a feature that is not there
    CHECK_THROWS_AS(check_model(model), Error);
    model.trees = {{{.feature = 0, .split = 0.0F, .left = 1, .right = 2}, {}, {}}};
    CHECK_NOTHROW(check_model(model));
}

TEST_CASE("a model turns verdicts both ways and leaves the bins that it agrees with", "[correlation]") {
    LearnedModel model;
    std::array<bool, 256> passes{};
    passes[1] = true;
    std::vector<std::uint8_t> bins{1, 1, 4, 4, 255, 1};
    const std::vector<float> probabilities{0.1F, 0.9F, 0.9F, 0.1F, 0.9F, kNoData};
    override_bins(model, probabilities, passes, bins);
    CHECK(bins == std::vector<std::uint8_t>{1, kElFailCode, 4, kElPassCode, 255, 1});
}

TEST_CASE("the contributions of a logistic model add up to its distance from a typical die",
          "[correlation]") {
    const TaughtScene scene = make_scene(8);
    const WaferLearning learning = learn_wafer(scene.view(), {}, 1800, only(ModelKind::logistic));
    const LearnedModel& model = learning.result.model;
    const DieFeatures features(scene.map, kChannels, scene.view().rules);
    const ModelReader reader(model, features);
    std::vector<float> values(model.features.size());
    std::vector<float> typical(model.fill.begin(), model.fill.end());
    const auto logit = [&](std::span<const float> x) {
        const double p = (fail_probability(model, x) - model.floor) / (1.0 - model.floor);
        return std::log(p / (1.0 - p));
    };
    for (std::size_t cell = 0; cell < 400; ++cell) {
        reader.read(cell, values);
        double sum = 0.0;
        for (const double part : contributions(model, values)) sum += part;
        if (std::abs(logit(values)) < 10.0) CHECK(sum == Approx(logit(values) - logit(typical)).margin(0.01));
    }
}

TEST_CASE("a forest is the same whatever its thread fitted before, and another for another seed",
          "[correlation]") {
    const Examples examples = random_examples(400);
    const std::vector<Tree> first = forest_of(examples, 1);
    CHECK(first.size() == 100);
    CHECK(first[0] != first[1]);
    CHECK(forest_of(examples, 2) != first);
    CHECK(forest_of(examples, 1) == first);
    std::vector<Tree> elsewhere;
    std::jthread([&] { elsewhere = forest_of(examples, 1); }).join();
    CHECK(elsewhere == first);
}

TEST_CASE("every kind of fit ends on a stop", "[correlation]") {
    const Examples examples = random_examples(400);
    std::stop_source stop;
    stop.request_stop();
    LearnedModel model = blank_model();
    const auto cancelled = [](const auto& fit) {
        try {
            fit();
        } catch (const Error& error) {
            return error.kind() == ErrorKind::cancelled;
        }
        return false;
    };
    CHECK(cancelled([&] { fit_thresholds(model, examples, stop.get_token()); }));
    CHECK(cancelled([&] { fit_logistic(model, examples, stop.get_token()); }));
    CHECK(cancelled([&] { fit_forest(model, examples, 1, stop.get_token()); }));
    CHECK(cancelled([&] { fit_boosted(model, examples, 1, stop.get_token()); }));
    fit_thresholds(model, examples);
    CHECK(cancelled([&] { static_cast<void>(feature_importance(model, examples, 1, stop.get_token())); }));
}

TEST_CASE("layers that may as well be shuffled decide nothing", "[correlation]") {
    const std::vector<FeatureImportance> importance{{"pl_low_rel", 2.0, 5.0},
                                                    {"pl_high_rel", 0.0, 1.0},
                                                    {"leak_share", 0.0, 0.0},
                                                    {"pl_slope", -1.0, -2.0}};
    const std::vector<FeatureImportance> decided = decisive(importance);
    REQUIRE(decided.size() == 2);
    CHECK(decided[0].feature == "pl_low_rel");
    CHECK(decided[1].feature == "pl_high_rel");
    CHECK(decisive(std::vector<FeatureImportance>{{"leak_share", 0.0, 0.0}}).empty());
}

TEST_CASE("a stop ends the judging of a whole wafer by a model", "[correlation]") {
    const TaughtScene scene = make_scene(1);
    const WaferLearning learning = learn_wafer(scene.view(), {}, 1800, only(ModelKind::thresholds));
    const TaughtWafer view = scene.view();
    const DieFeatures features(*view.map, view.channels, view.rules);
    const ModelReader reader(learning.result.model, features);
    std::stop_source stop;
    stop.request_stop();
    CHECK_THROWS_AS(fail_probabilities(reader, features, view.map->grid().cells(), stop.get_token()), Error);
}
