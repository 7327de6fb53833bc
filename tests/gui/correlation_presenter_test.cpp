// SPDX-License-Identifier: GPL-3.0-or-later
// EL loaded, laid on the wafer, compared, stored and signed off, without a window.
#include "app/gui/presenters/correlation/correlation_presenter.h"

#include "tests/gui/desk_for_tests.h"
#include "tests/gui/wafer_files.h"

#include <algorithm>
#include <vector>

#include <catch2/catch.hpp>

using namespace waferglow;
using namespace waferglow::gui;
using namespace waferglow::test;

namespace {

constexpr int kEscapes = 6;

struct Scene {
    ScratchFolder folder;
    PostedCalls posted;
    Desk desk{posted.poster(), no_clock};
    std::filesystem::path reported;
    CorrelationPresenter presenter{
        desk, [this](const std::filesystem::path& wafer, const std::filesystem::path&) { reported = wafer; },
        [] {}};

    Scene() {
        write_judged_wafer(folder / "w.h5");
        write_mirrored_el(folder / "el.csv", kEscapes);
        desk.open(folder / "w.h5");
        REQUIRE(posted.run_until([this] { return desk.document() != nullptr; }));
    }
    void load() {
        presenter.load(folder / "el.csv");
        REQUIRE(posted.run_until([this] { return presenter.ready(); }));
    }
    void settle(const std::function<bool()>& done) { REQUIRE(posted.run_until(done)); }
};

}  // namespace

TEST_CASE("a mirrored table that counts from 1 is laid on its wafer", "[gui][correlation]") {
    Scene scene;
    scene.load();
    CHECK(scene.presenter.input()->doubt.empty());
    const Confusion& c = scene.presenter.result()->confusion;
    CHECK(c.fn == kEscapes);
    CHECK(c.fp == 0);
    CHECK(c.tp > 20);
    CHECK(scene.presenter.result()->disagreements.size() == static_cast<std::size_t>(kEscapes));
}

TEST_CASE("people overrule the alignment, and the figures follow", "[gui][correlation]") {
    Scene scene;
    scene.load();
    const double found = scene.presenter.result()->confusion.mcc();
    const ComparisonPtr first = scene.presenter.result();
    scene.presenter.set_transform({});
    CHECK_FALSE(scene.presenter.ready());
    scene.settle([&] { return scene.presenter.ready(); });
    CHECK(scene.presenter.result()->confusion.mcc() < 0.5 * found);
    scene.presenter.set_transform(scene.presenter.input()->search->best.transform);
    scene.settle([&] { return scene.presenter.ready(); });
    CHECK(scene.presenter.result()->confusion.mcc() == found);
}

TEST_CASE("each figure has its denominator and an interval that holds it", "[gui][correlation]") {
    Scene scene;
    scene.load();
    const ElComparison& result = *scene.presenter.result();
    REQUIRE(result.figures.size() == kRates.size());
    for (const RateFigure& figure : result.figures) {
        if (figure.whole == 0) continue;
        CHECK(figure.value == Approx(static_cast<double>(figure.part) / static_cast<double>(figure.whole)));
        REQUIRE(figure.interval.has_value());
        CHECK(figure.interval->contains(figure.value));
    }
    CHECK(result.figures[3].rate == Rate::outgoing);
    CHECK(result.figures[3].whole == result.confusion.fn + result.confusion.tn);
}

TEST_CASE("what is stored is found again when the wafer is opened", "[gui][correlation]") {
    Scene scene;
    scene.load();
    const DocumentPtr before = scene.desk.document();
    scene.presenter.store();
    scene.settle([&] { return scene.desk.document() != before; });
    CHECK(scene.presenter.stored());
    CHECK(scene.presenter.ready());  // nothing was lost by reading the file again

    Desk other_desk(scene.posted.poster(), no_clock);
    CorrelationPresenter other(other_desk, {}, [] {});
    other_desk.open(scene.folder / "w.h5");
    scene.settle([&] { return other.ready(); });
    CHECK(other.result()->confusion.fn == kEscapes);
    CHECK(other.input()->used == ElTransform{});
}

TEST_CASE("a report is written from a file that has the EL data in it", "[gui][correlation]") {
    Scene scene;
    scene.load();
    scene.presenter.export_report(scene.folder / "r.html");
    scene.settle([&] { return scene.presenter.stored(); });
    CHECK(scene.reported == scene.folder / "w.h5");
    CHECK(read_wafer_file(scene.folder / "w.h5").el.has_value());
}

TEST_CASE("a sign-off stands in the wafer's log until the dies are judged anew", "[gui][correlation]") {
    Scene scene;
    scene.load();
    CHECK_FALSE(scene.presenter.last_sign_off().has_value());
    DocumentPtr before = scene.desk.document();
    scene.presenter.sign_off("lot 7");
    scene.settle([&] { return scene.desk.document() != before; });
    REQUIRE(scene.presenter.last_sign_off().has_value());
    CHECK(scene.presenter.last_sign_off()->entry.user == scene.desk.session().user());
    CHECK(scene.presenter.last_sign_off()->entry.text.find("lot 7") != std::string::npos);
    CHECK_FALSE(scene.presenter.last_sign_off()->outdated);

    static_cast<void>(
        analyse_wafer_file(scene.folder / "w.h5", Recipe{}, {"2026-01-02T00:00:00Z", "e", "analyse", ""}, 1));
    before = scene.desk.document();
    scene.desk.reload();
    scene.settle([&] { return scene.desk.document() != before; });
    CHECK(scene.presenter.last_sign_off()->outdated);
}

TEST_CASE("the chosen threshold tells what it would do", "[gui][correlation]") {
    Scene scene;
    scene.load();
    scene.presenter.set_threshold(0.3);  // above the dark dies, below the dim ones
    REQUIRE(scene.presenter.at_threshold() != nullptr);
    CHECK(scene.presenter.at_threshold()->confusion.fp == 0);
    CHECK(scene.presenter.at_threshold()->confusion.fn == kEscapes);
}

TEST_CASE("a table that is none is refused in words, and nothing is shown", "[gui][correlation]") {
    Scene scene;
    std::ofstream(scene.folder / "bad.csv") << "row,col\nx,y\n";
    scene.presenter.load(scene.folder / "bad.csv");
    scene.settle([&] { return !scene.presenter.problem().empty(); });
    CHECK(scene.presenter.result() == nullptr);
    CHECK(scene.desk.log().lines().back().severity == station::Severity::error);
}

TEST_CASE("a sign-off is QA's", "[gui][correlation]") {
    ScratchFolder folder;
    PostedCalls posted;
    Desk desk(posted.poster(), no_clock, {.config_folder = folder / "config"});
    CorrelationPresenter presenter(desk, {}, [] {});
    CHECK_FALSE(presenter.may_sign_off());
    desk.session().set_up("ann", "correct horse");
    CHECK(presenter.may_sign_off());
}

TEST_CASE("what is learnt from half of the wafer changes nothing until it is applied", "[gui][correlation]") {
    Scene scene;
    scene.load();
    scene.presenter.learn({});
    const auto failed = [&] { return scene.desk.log().lines().back().severity == station::Severity::error; };
    scene.settle([&] { return scene.presenter.learning() != nullptr || failed(); });
    INFO(scene.desk.log().lines().back().text);
    REQUIRE(scene.presenter.learning() != nullptr);
    const ElLearning& learning = *scene.presenter.learning();
    CHECK(learning.trained_dies > 100);
    CHECK(learning.rules.matched() == learning.learned.matched());
    CHECK(learning.learned.matched() + learning.trained_dies ==
          scene.presenter.result()->confusion.matched());
    CHECK(read_wafer_info(scene.folder / "w.h5").header.log.size() == 1);
}

TEST_CASE("a model that is applied judges the dies, and those it learnt from leave the figures",
          "[gui][correlation]") {
    Scene scene;
    scene.load();
    const std::int64_t all = scene.presenter.result()->confusion.matched();
    scene.presenter.learn({});
    scene.settle([&] { return scene.presenter.learning() != nullptr; });
    const ElLearning learning = *scene.presenter.learning();
    const DocumentPtr before = scene.desk.document();
    scene.presenter.apply_learnt();
    scene.settle([&] { return scene.desk.document() != before && scene.presenter.ready(); });
    const ElComparison& result = *scene.presenter.result();
    CHECK(result.left_out.trained == learning.trained_dies);
    CHECK(result.confusion.matched() == all - learning.trained_dies);
    CHECK(result.confusion.fn == learning.learned.fn);
    CHECK(result.confusion.fp == learning.learned.fp);
}

TEST_CASE("learning tells how far it is", "[gui][correlation]") {
    Scene scene;
    scene.load();
    std::vector<double> shares;
    scene.presenter.on_learning = [&] { shares.push_back(*scene.presenter.learn_share()); };
    scene.presenter.learn({});
    CHECK(scene.presenter.learn_share().has_value());
    scene.settle([&] { return !scene.presenter.learn_share(); });
    REQUIRE(scene.presenter.learning() != nullptr);
    REQUIRE(shares.size() > 3);
    CHECK(std::ranges::is_sorted(shares));
    CHECK(shares.back() <= 1.0);
    CHECK(shares.back() > 0.7);
}

TEST_CASE("learning that is cancelled leaves no result and no error, and can be begun anew",
          "[gui][correlation]") {
    Scene scene;
    scene.load();
    scene.presenter.on_learning = [&] { scene.presenter.cancel_learning(); };
    scene.presenter.learn({});
    scene.settle([&] { return !scene.presenter.learn_share(); });
    scene.presenter.on_learning = {};
    CHECK(scene.presenter.learning() == nullptr);
    CHECK(scene.desk.log().lines().back().severity == station::Severity::info);
    scene.presenter.learn({});
    scene.settle([&] { return scene.presenter.learning() != nullptr; });
}
