// SPDX-License-Identifier: GPL-3.0-or-later
// Editing a recipe and judging a wafer by it, without a window.
#include "app/gui/presenters/recipe/recipe_presenter.h"

#include "tests/gui/desk_for_tests.h"
#include "tests/gui/wafer_files.h"

#include <filesystem>
#include <fstream>

#include <catch2/catch.hpp>

using namespace waferglow;
using namespace waferglow::gui;
using namespace waferglow::test;

namespace {

const FieldPlace kDead{"bins", "dead_below", -1};
const FieldPlace kWeak{"bins", "weak_below", -1};

struct Scene {
    ScratchFolder folder;
    PostedCalls posted;
    Desk desk{posted.poster(), no_clock};
    RecipePresenter presenter{desk, [] {}};

    void open_wafer() {
        write_judged_wafer(folder / "w.h5");
        desk.open(folder / "w.h5");
        REQUIRE(posted.run_until([this] { return presenter.has_wafer(); }));
    }
    void apply() {
        const DocumentPtr before = desk.document();
        presenter.apply();
        REQUIRE(posted.run_until([&] { return desk.document() != before; }));
    }
};

}  // namespace

TEST_CASE("undo takes back a whole word of typing, redo brings it again", "[gui][recipe]") {
    Scene scene;
    for (const char* text : {"0", "0.", "0.2"}) scene.presenter.set_text(kDead, text);
    scene.presenter.set_text(kWeak, "0.7");
    scene.presenter.undo();
    CHECK(*scene.presenter.draft().find(kWeak) == "auto");
    CHECK(*scene.presenter.draft().find(kDead) == "0.2");
    scene.presenter.undo();
    CHECK(*scene.presenter.draft().find(kDead) == "0.1");
    CHECK_FALSE(scene.presenter.can_undo());
    scene.presenter.redo();
    scene.presenter.redo();
    CHECK(*scene.presenter.draft().find(kWeak) == "0.7");
    CHECK_FALSE(scene.presenter.can_redo());
}

TEST_CASE("an untouched draft follows the opened wafer, an edited one stays", "[gui][recipe]") {
    Scene scene;
    SECTION("untouched") {
        scene.open_wafer();
        CHECK_FALSE(scene.presenter.modified());
        CHECK(*scene.presenter.draft().find(kWeak) != "auto");  // resolved from the data
    }
    SECTION("edited") {
        scene.presenter.set_text(kDead, "0.2");
        scene.open_wafer();
        CHECK(*scene.presenter.draft().find(kDead) == "0.2");
    }
}

TEST_CASE("applying a recipe changes the yield, and its log says by whom", "[gui][recipe]") {
    Scene scene;
    scene.open_wafer();
    const double before = scene.presenter.yield();
    scene.presenter.set_text({"bins.pass", "covered", -1}, "false");  // the dies at 0.6 in both channels
    scene.apply();
    CHECK(scene.presenter.yield() < before - 0.01);
    CHECK(scene.presenter.yield_before() == before);
    CHECK(scene.desk.document()->header().log.back().user == scene.desk.session().user());
    scene.presenter.undo();
    scene.apply();
    CHECK(scene.presenter.yield() == before);
}

TEST_CASE("a draft with a fault is neither saved nor applied", "[gui][recipe]") {
    Scene scene;
    scene.open_wafer();
    scene.presenter.set_text(kDead, "much");
    scene.presenter.save(scene.folder / "r.toml");
    scene.presenter.apply();
    const DocumentPtr before = scene.desk.document();
    scene.desk.reload();
    REQUIRE(scene.posted.run_until([&] { return scene.desk.document() != before; }));
    CHECK(scene.desk.document()->header().log == before->header().log);
    CHECK_FALSE(std::filesystem::exists(scene.folder / "r.toml"));
}

TEST_CASE("a saved recipe reads back, and the draft counts as saved", "[gui][recipe]") {
    Scene scene;
    scene.presenter.set_text(kDead, "0.2");
    CHECK(scene.presenter.modified());
    scene.presenter.save(scene.folder / "r.toml");
    REQUIRE(scene.posted.run_until([&] { return !scene.presenter.modified(); }));
    CHECK(read_recipe(scene.folder / "r.toml").rules.dead_below == 0.2);
    CHECK(scene.presenter.path() == scene.folder / "r.toml");
}

TEST_CASE("a recipe that can't be read leaves the draft and says why", "[gui][recipe]") {
    Scene scene;
    const RecipeDraft before = scene.presenter.draft();
    scene.presenter.open(scene.folder / "none.toml");
    REQUIRE(scene.posted.run_until([&] { return !scene.desk.log().lines().empty(); }));
    CHECK(scene.desk.log().lines().back().severity == station::Severity::error);
    CHECK(scene.presenter.draft() == before);
}

TEST_CASE("an operator changes no recipe; an engineer's changes are in the audit log", "[gui][recipe]") {
    ScratchFolder folder;
    PostedCalls posted;
    Desk desk(posted.poster(), no_clock, {.config_folder = folder / "config"});
    RecipePresenter presenter(desk, [] {});
    CHECK_FALSE(presenter.may_edit());
    presenter.save(folder / "r.toml");
    CHECK(desk.log().lines().back().severity == station::Severity::error);
    desk.session().set_up("ann", "correct horse");
    CHECK(presenter.may_edit());
    presenter.save(folder / "r.toml");
    REQUIRE(posted.run_until([&] { return !presenter.path().empty(); }));
    const station::AuditTrail trail = desk.session().trail();
    CHECK(trail.entries.back().action == "recipe");
    CHECK(trail.entries.back().user == "ann");
}

TEST_CASE("a locked recipe is never saved over, and nothing is recorded as saved", "[gui][recipe]") {
    Scene scene;
    const auto file = scene.folder / "released.toml";
    std::ofstream(file) << "name = 'released'\n";
    std::filesystem::permissions(file, std::filesystem::perms::owner_read);
    scene.presenter.set_text(kDead, "0.2");
    scene.presenter.save(file);
    scene.posted.run_waiting();
    const station::LogLine& last = scene.desk.log().lines().back();
    CHECK(last.severity == station::Severity::error);
    CHECK(last.text.find("locked") != std::string::npos);
    CHECK(read_recipe(file).name == "released");
    CHECK(scene.presenter.modified());
    CHECK(scene.presenter.path().empty());
}

TEST_CASE("an operator can neither save over a recipe nor judge a wafer by one", "[gui][recipe]") {
    ScratchFolder folder;
    PostedCalls posted;
    std::filesystem::create_directories(folder / "config");
    Desk desk{posted.poster(), no_clock, station::Workplace{.config_folder = folder / "config"}};
    RecipePresenter presenter{desk, [] {}};
    write_judged_wafer(folder / "w.h5");
    const auto written = std::filesystem::last_write_time(folder / "w.h5");
    std::ofstream(folder / "r.toml") << "name = 'kept'\n";
    desk.open(folder / "w.h5");
    // The answer comes before the runner has laid its task aside.
    REQUIRE(posted.run_until([&] { return presenter.has_wafer() && !desk.files().busy(); }));
    REQUIRE_FALSE(presenter.may_edit());
    presenter.save(folder / "r.toml");
    presenter.apply();
    CHECK_FALSE(desk.files().busy());
    CHECK_FALSE(desk.work().busy());
    posted.run_waiting();
    CHECK(desk.log().lines().back().severity == station::Severity::error);
    CHECK(read_recipe(folder / "r.toml").name == "kept");
    CHECK(std::filesystem::last_write_time(folder / "w.h5") == written);
}
