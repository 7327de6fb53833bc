// SPDX-License-Identifier: GPL-3.0-or-later
// Learning which dies fail EL: the model, its split into blocks, its text, and what it does to bins.
#include "libinspect/base/error.h"
#include "libinspect/correlation/apply_model.h"
#include "libinspect/correlation/learn_wafer.h"
#include "libinspect/correlation/model_text.h"
#include "libinspect/map/channel_layers.h"

#include <algorithm>
#include <cmath>
#include <random>
#include <set>
#include <stop_token>
#include <thread>

using namespace waferglow;

namespace {

const std::vector<Channel> kChannels{{"high", ChannelKind::pl, 30.0, 5.0},
                                     {"low", ChannelKind::pl, 1.0, 5.0}};

/// Shunted dies lose light under weak excitation; EL fails where less than 0.4 of it is left. The rules
/// reject below 0.6: they overkill. `hidden` dies fail for reasons that no layer shows.
struct Scene {
    DieMap map;
    std::vector<std::uint8_t> bins;
    std::array<bool, 256> passes{};
    std::vector<std::uint8_t> bad;
    [[nodiscard]] TaughtWafer view() const {
        return {.map = &map, .channels = kChannels, .rules = {.bins = bins, .passes = passes}, .bad = bad};
    }
};

Scene make_scene(std::uint64_t seed, int across = 60, double hidden = 0.002) {
    Wafer wafer;
    wafer.id = "W1";
    wafer.diameter_mm = across * 0.1 * 1.5;
    const DieGrid grid{.rows = across,
                       .cols = across,
                       .x0_um = -50.0 * (across - 1),
                       .y0_um = 50.0 * (across - 1),
                       .pitch_x_um = 100,
                       .pitch_y_um = 100,
                       .die_width_um = 60,
                       .die_height_um = 60};
    Scene scene;
    scene.map = DieMap(wafer, grid);
    scene.map.add("high_rel", "", "");
    scene.map.add("low_rel", "", "");
    std::vector<float>& high = scene.map.find("high_rel")->values;
    std::vector<float>& low = scene.map.find("low_rel")->values;
    scene.passes[1] = true;
    std::mt19937_64 random(seed);
    const auto uniform = [&random] { return static_cast<double>(random() >> 11U) * 0x1p-53; };
    for (std::size_t cell = 0; cell < grid.cells(); ++cell) {
        const double noise = 0.02 * (uniform() + uniform() + uniform() - 1.5);
        const double left = uniform() < 0.12 ? uniform() : 1.0;
        high[cell] = static_cast<float>(0.9 + 0.1 * left + noise);
        low[cell] = static_cast<float>(left * high[cell] * (1.0 + 0.01 * (uniform() - 0.5)));
        scene.bins.push_back(left < 0.6 ? 4 : 1);
        scene.bad.push_back(left < 0.4 || uniform() < hidden ? 1 : 0);
    }
    return scene;
}

Confusion on_unseen(const Scene& scene, const WaferLearning& learning, std::span<const std::uint8_t> bins) {
    Confusion confusion;
    for (std::size_t cell = 0; cell < bins.size(); ++cell) {
        if (!learning.trained[cell]) confusion.add(scene.bad[cell] == 1, !learning.passes[bins[cell]]);
    }
    return confusion;
}

LearnOptions only(ModelKind kind) {
    LearnOptions options;
    options.only = kind;
    return options;
}

}  // namespace

TEST_CASE("every kind of model learns away the overkill of rules, on dies it has not seen", "[correlation]") {
    const Scene scene = make_scene(1);
    for (const ModelKind kind :
         {ModelKind::thresholds, ModelKind::logistic, ModelKind::forest, ModelKind::boosted}) {
        INFO(name_of(kind));
        const WaferLearning learning = learn_wafer(scene.view(), {}, 1800, only(kind));
        const Confusion rules = on_unseen(scene, learning, scene.bins);
        const Confusion learnt = on_unseen(scene, learning, learning.bins);
        CHECK(rules.overkill() > 0.015);
        CHECK(learnt.overkill() < 0.008);
        CHECK(learnt.accuracy() > 0.99);
        CHECK(learning.importance.size() == learning.result.model.features.size());
        CHECK(learning.gain.gains());
        CHECK(learning.gain.dies == learning.unseen_dies);
        CHECK(learning.gain.saved() ==
              Approx(1000.0 * static_cast<double>(rules.fn + rules.fp - learnt.fn - learnt.fp) /
                     static_cast<double>(learning.unseen_dies)));
    }
}

TEST_CASE("of models that chance can't tell apart, the one that starts from the rules is chosen",
          "[correlation]") {
    const Scene scene = make_scene(2);
    const WaferLearning learning = learn_wafer(scene.view(), {}, 1800, {});
    REQUIRE(learning.result.candidates.size() == kModelKinds.size());
    const auto& candidates = learning.result.candidates;
    const auto chosen = std::ranges::find(candidates, learning.result.model.kind, &CandidateScore::kind);
    const double least = std::ranges::min_element(candidates, {}, &CandidateScore::cost)->cost;
    CHECK(chosen->cost <= least + 1.5 * chosen->cost_error);
    const auto logistic = std::ranges::find(candidates, ModelKind::logistic, &CandidateScore::kind);
    CHECK((chosen->kind == ModelKind::logistic) == (logistic->cost <= least + 1.5 * logistic->cost_error));
    CHECK(chosen->kind != ModelKind::recipe);
}

namespace {

float feature(const DieFeatures& features, const std::string& name, std::size_t cell) {
    std::vector<float> values(features.names().size());
    features.read(cell, values);
    const auto found = std::ranges::find(features.names(), name);
    REQUIRE(found != features.names().end());
    return values[static_cast<std::size_t>(found - features.names().begin())];
}

/// Spectra of all dies whose light is the picture's with errors of 3 %, the picture's own noise `noise_dn`.
void add_spectra(Scene& scene, double noise_dn) {
    std::mt19937_64 random(5);
    std::normal_distribution<float> normal;
    const std::vector<float> high = scene.map.find("high_rel")->values;
    for (const char* layer : {"high", "high_noise", "integrated_counts_nm"}) scene.map.add(layer, "", "");
    for (std::size_t cell = 0; cell < high.size(); ++cell) {
        scene.map.find("high")->values[cell] = 1000.0F * high[cell];
        scene.map.find("high_noise")->values[cell] = static_cast<float>(noise_dn);
        scene.map.find("integrated_counts_nm")->values[cell] =
            50.0F * high[cell] * (1.0F + 0.03F * normal(random));
    }
}

}  // namespace

TEST_CASE("the ratio of weak to strong light does not care what lies on a die", "[correlation]") {
    Scene scene = make_scene(4);
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
        Scene scene = make_scene(4);
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
    Scene taught = make_scene(1);
    add_spectra(taught, 20.0);
    const WaferLearning learning = learn_wafer(taught.view(), {}, 1800, only(ModelKind::logistic));
    const Scene other = make_scene(2);
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

TEST_CASE("where escapes cost more, fewer are let through", "[correlation]") {
    const Scene scene = make_scene(3);
    LearnOptions options = only(ModelKind::logistic);
    options.costs = {.escape = 50.0, .overkill = 1.0};
    const WaferLearning dear = learn_wafer(scene.view(), {}, 1800, options);
    const WaferLearning even = learn_wafer(scene.view(), {}, 1800, only(ModelKind::logistic));
    CHECK(on_unseen(scene, dear, dear.bins).fn <= on_unseen(scene, even, even.bins).fn);
    CHECK(on_unseen(scene, dear, dear.bins).fp > on_unseen(scene, even, even.bins).fp);
}

TEST_CASE("training takes whole blocks, no more dies than asked, and the same ones for the same seed",
          "[correlation]") {
    const Scene scene = make_scene(4);
    const std::vector<std::size_t> cells = judged_cells(scene.view());
    const DieGrid& grid = scene.map.grid();
    const TrainingRecord record = draw_training_blocks(grid, cells, 1000, 9);
    const std::vector<bool> trained = trained_on(record, grid, cells);
    std::set<std::int32_t> in;
    std::set<std::int32_t> out;
    for (std::size_t i = 0; i < cells.size(); ++i)
        (trained[i] ? in : out).insert(block_of(grid, record.block_dies, cells[i]));
    const auto count = std::count(trained.begin(), trained.end(), true);
    CHECK(count <= 1000);
    CHECK(count > 900);
    for (const std::int32_t block : in) CHECK(out.count(block) == 0);
    CHECK(draw_training_blocks(grid, cells, 1000, 9) == record);
    CHECK_FALSE(draw_training_blocks(grid, cells, 1000, 10) == record);
}

TEST_CASE("cross-validation keeps groups whole and spreads bad dies over the folds", "[correlation]") {
    std::vector<std::int32_t> groups;
    std::vector<std::uint8_t> bad;
    for (int i = 0; i < 1000; ++i) {
        groups.push_back(i / 20);
        bad.push_back(i % 40 == 0 ? 1 : 0);
    }
    const std::vector<int> folds = deal_folds(groups, bad, 5, 1);
    std::array<int, 5> bad_in{};
    for (int i = 0; i < 1000; ++i) {
        CHECK(folds[static_cast<std::size_t>(i)] == folds[static_cast<std::size_t>(i / 20 * 20)]);
        bad_in[static_cast<std::size_t>(folds[static_cast<std::size_t>(i)])] +=
            bad[static_cast<std::size_t>(i)];
    }
    for (const int count : bad_in) CHECK(count == 5);
}

TEST_CASE("with other wafers to learn from, every die of this one is unseen", "[correlation]") {
    const Scene scene = make_scene(5);
    const Scene a = make_scene(6, 40);
    const Scene b = make_scene(7, 40);
    const WaferLearning learning =
        learn_wafer(scene.view(), std::vector<TaughtWafer>{a.view(), b.view()}, 0, only(ModelKind::logistic));
    CHECK(learning.unseen_dies == 3600);
    CHECK(learning.result.folds == 2);
    CHECK(learning.result.model.trained.size() == 2);
    CHECK(on_unseen(scene, learning, learning.bins).accuracy() > 0.99);
}

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
    const Scene scene = make_scene(8);
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

TEST_CASE("too few bad dies to learn from are refused with their number", "[correlation]") {
    Scene scene = make_scene(9);
    for (std::size_t cell = 10; cell < scene.bad.size(); ++cell) scene.bad[cell] = 0;
    CHECK_THROWS_WITH(learn_wafer(scene.view(), {}, 1800, {}), Catch::Matchers::Contains("bad"));
}

TEST_CASE("a noise-aware logarithm is the logarithm of what is bright and finite for what is dark",
          "[correlation]") {
    CHECK(noise_aware_log(0.5F, 0.01F) == Approx(std::log(0.5)).margin(1e-3));
    CHECK(std::isfinite(noise_aware_log(-0.1F, 0.05F)));
    CHECK(noise_aware_log(0.0F, 0.05F) < noise_aware_log(0.02F, 0.05F));
}

TEST_CASE("a fit that is watched tells its share, the same model comes of it", "[correlation]") {
    const Scene scene = make_scene(1);
    std::vector<double> shares;
    LearnWatch watch;
    watch.progress = [&](double share) { shares.push_back(share); };
    const WaferLearning watched = learn_wafer(scene.view(), {}, 1800, only(ModelKind::logistic), watch);
    CHECK(std::ranges::is_sorted(shares));
    REQUIRE(shares.size() >= 10);  // a fold of the recipe and of the model each
    CHECK(shares.back() > 0.7);
    CHECK(shares.back() <= 1.0);
    CHECK(watched.result.model ==
          learn_wafer(scene.view(), {}, 1800, only(ModelKind::logistic)).result.model);
}

TEST_CASE("a stop ends a fit between its steps", "[correlation]") {
    const Scene scene = make_scene(1);
    std::stop_source stop;
    int told = 0;
    LearnWatch watch{.stop = stop.get_token(), .progress = [&](double) {
                         ++told;
                         stop.request_stop();
                     }};
    try {
        static_cast<void>(learn_wafer(scene.view(), {}, 1800, only(ModelKind::boosted), watch));
        FAIL("it went on to the end");
    } catch (const Error& error) {
        CHECK(error.kind() == ErrorKind::cancelled);
    }
    CHECK(told <= 5);  // those folds that had begun
}

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

TEST_CASE("a stop ends the judging of a whole wafer by a model", "[correlation]") {
    const Scene scene = make_scene(1);
    const WaferLearning learning = learn_wafer(scene.view(), {}, 1800, only(ModelKind::thresholds));
    const TaughtWafer view = scene.view();
    const DieFeatures features(*view.map, view.channels, view.rules);
    const ModelReader reader(learning.result.model, features);
    std::stop_source stop;
    stop.request_stop();
    CHECK_THROWS_AS(fail_probabilities(reader, features, view.map->grid().cells(), stop.get_token()), Error);
}
