// SPDX-License-Identifier: GPL-3.0-or-later
// Learning which dies fail EL: on dies that were not learnt from, in whole blocks, watched and stopped.
#include "libinspect/base/error.h"
#include "tests/correlation/taught_scene.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <set>
#include <stop_token>
#include <vector>

using namespace waferglow;
using namespace waferglow::test;

TEST_CASE("every kind of model learns away the overkill of rules, on dies it has not seen", "[correlation]") {
    const TaughtScene scene = make_scene(1);
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
    const TaughtScene scene = make_scene(2);
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

TEST_CASE("where escapes cost more, fewer are let through", "[correlation]") {
    const TaughtScene scene = make_scene(3);
    LearnOptions options = only(ModelKind::logistic);
    options.costs = {.escape = 50.0, .overkill = 1.0};
    const WaferLearning dear = learn_wafer(scene.view(), {}, 1800, options);
    const WaferLearning even = learn_wafer(scene.view(), {}, 1800, only(ModelKind::logistic));
    CHECK(on_unseen(scene, dear, dear.bins).fn <= on_unseen(scene, even, even.bins).fn);
    CHECK(on_unseen(scene, dear, dear.bins).fp > on_unseen(scene, even, even.bins).fp);
}

TEST_CASE("training takes whole blocks, no more dies than asked, and the same ones for the same seed",
          "[correlation]") {
    const TaughtScene scene = make_scene(4);
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
    const TaughtScene scene = make_scene(5);
    const TaughtScene a = make_scene(6, 40);
    const TaughtScene b = make_scene(7, 40);
    const WaferLearning learning =
        learn_wafer(scene.view(), std::vector<TaughtWafer>{a.view(), b.view()}, 0, only(ModelKind::logistic));
    CHECK(learning.unseen_dies == 3600);
    CHECK(learning.result.folds == 2);
    CHECK(learning.result.model.trained.size() == 2);
    CHECK(on_unseen(scene, learning, learning.bins).accuracy() > 0.99);
}

TEST_CASE("too few bad dies to learn from are refused with their number", "[correlation]") {
    TaughtScene scene = make_scene(9);
    for (std::size_t cell = 10; cell < scene.bad.size(); ++cell) scene.bad[cell] = 0;
    CHECK_THROWS_WITH(learn_wafer(scene.view(), {}, 1800, {}), Catch::Matchers::Contains("bad"));
}

TEST_CASE("a fit that is watched tells its share, the same model comes of it", "[correlation]") {
    const TaughtScene scene = make_scene(1);
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
    const TaughtScene scene = make_scene(1);
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
