// SPDX-License-Identifier: GPL-3.0-or-later
// Defects and pictures of an opened wafer, and classes given by hand, without a window.
#include "app/gui/presenters/review/gallery.h"

#include "app/gui/presenters/review/reclass.h"
#include "app/gui/presenters/wafer/golden_scene.h"
#include "tests/gui/appearance_wafer.h"
#include "tests/gui/desk_for_tests.h"

#include <algorithm>

#include <catch2/catch.hpp>

using namespace waferglow;
using namespace waferglow::gui;
using namespace waferglow::test;

namespace {

struct GalleryScene {
    ScratchFolder folder;
    PostedCalls posted;
    station::Workplace workplace{.config_folder = folder / "config"};
    Desk desk{posted.poster(), no_clock, workplace};

    GalleryScene() {
        write_wafer_with_defects(folder / "w.h5");
        desk.open(folder / "w.h5");
        REQUIRE(posted.run_until([this] { return desk.document() != nullptr; }));
    }
    void sign_in(station::Role role) {
        desk.session().set_up("ann", "a long password");
        desk.session().add_user("bob", role, "another password");
        REQUIRE(desk.session().sign_in("bob", "another password"));
    }
    [[nodiscard]] DefectRow defect_on(DieIndex die) const {
        const std::vector<DefectRow> rows = defect_rows(*desk.document());
        const auto at = std::ranges::find(rows, die, &DefectRow::die);
        REQUIRE(at != rows.end());
        return *at;
    }
    [[nodiscard]] std::string bin_of(DieIndex die) const {
        const DocumentPtr& document = desk.document();
        return document->bins->find(document->bins->code(document->grid().cell(die)))->name;
    }
    void reclass_and_wait(DieIndex die, const std::string& to) {
        const DocumentPtr before = desk.document();
        reclass(desk, before, defect_on(die), to);
        REQUIRE(posted.run_until([&] { return desk.document() != before; }));
    }
    [[nodiscard]] std::size_t audited(const std::string& action) const {
        const std::vector<station::AuditEntry> entries = desk.session().trail().entries;
        return static_cast<std::size_t>(std::ranges::count(entries, action, &station::AuditEntry::action));
    }
};

}  // namespace

TEST_CASE("the gallery shows failing dies with a defect first, then passing ones, then PL's own fails",
          "[gui][gallery]") {
    const GalleryScene scene;
    const GalleryPtr gallery = load_gallery(scene.folder / "w.h5");
    REQUIRE(gallery != nullptr);
    const std::vector<GalleryItem> items = gallery_items(gallery->pictures, *scene.desk.document());
    REQUIRE(items.size() == 4);
    CHECK(items[0].die == kChippedDie);
    CHECK(items[0].class_name == "chipped");
    CHECK(items[0].fails);
    CHECK(items[1].die == kPeeledDie);
    CHECK(items[1].class_name == "metal_missing");
    CHECK(items[2].die == kDirtyDie);  // its particle is stronger, but passes
    CHECK_FALSE(items[2].fails);
    CHECK(items[3].die == kDarkDie);
    CHECK(items[3].class_name == "dead");
    CHECK_FALSE(items[3].defect.has_value());
    CHECK(gallery_classes(items).size() == 4);
}

TEST_CASE("pictures of a channel share one grey scale", "[gui][gallery]") {
    const GalleryScene scene;
    const GalleryPtr gallery = load_gallery(scene.folder / "w.h5");
    const auto brightness = [&](std::size_t picture) {
        const std::vector<std::uint8_t> grey = grey_picture(*gallery, 0, picture);
        REQUIRE(grey.size() == 96);
        CHECK(std::ranges::count(grey, grey.front()) == 96);
        return static_cast<int>(grey.front());
    };
    CHECK(brightness(0) < brightness(1));
    CHECK(brightness(2) < brightness(3));
    // 500 to 1500 DN are black to white.
    CHECK(brightness(0) == 128);
}

TEST_CASE("a wafer without reflected light has no gallery", "[gui][gallery]") {
    const ScratchFolder folder;
    write_judged_wafer(folder / "pl.h5");
    CHECK(load_gallery(folder / "pl.h5") == nullptr);
}

TEST_CASE("defects are counted by class, a line over several dies once", "[gui][gallery]") {
    std::vector<DefectRow> rows;
    const auto add = [&](const char* name, std::int32_t number, DieIndex die, bool fails) {
        DefectRow& row = rows.emplace_back();
        row.channel = "top";
        row.defect = number;
        row.die = die;
        row.class_name = name;
        row.fails = fails;
    };
    add("scratched", 1, {1, 1}, true);
    add("scratched", 1, {1, 2}, false);
    add("particle", 2, {1, 1}, false);
    add("particle", 3, {1, 1}, false);
    const std::vector<DefectCount> counts = count_defects(rows);
    REQUIRE(counts.size() == 2);
    CHECK(counts[0].class_name == "particle");
    CHECK(counts[0].defects == 2);
    CHECK(counts[0].dies == 1);
    CHECK(counts[1].defects == 1);
    CHECK(counts[1].dies == 2);
    CHECK(counts[1].failing_dies == 1);
    CHECK(counts[0].cumulative == Approx(2.0 / 3.0));
    CHECK(counts[1].cumulative == Approx(1.0));
}

TEST_CASE("a place on the die is found again in the picture of the golden die", "[gui][gallery]") {
    const GalleryScene scene;
    REQUIRE(scene.desk.document()->golden.size() == 1);
    const GoldenScene& golden = *scene.desk.document()->golden.front();
    CHECK(golden.x_of(0.0) == Approx(20.0));
    CHECK(golden.y_of(0.0) == Approx(12.0));
    CHECK(golden.x_of(-30.0) == Approx(8.0));  // where the pad begins
    CHECK(golden.y_of(10.0) == Approx(8.0));   // up on the die is up in the picture
    CHECK(golden.x_um_of(golden.x_of(17.5)) == Approx(17.5));
    CHECK(golden.y_um_of(golden.y_of(-7.5)) == Approx(-7.5));
}

TEST_CASE("a class given by hand changes verdict and bin, and is in audit log and file", "[gui][reclass]") {
    GalleryScene scene;
    scene.sign_in(station::Role::engineering);
    CHECK(scene.bin_of(kChippedDie) == "chipped");
    scene.reclass_and_wait(kChippedDie, "particle");
    CHECK(scene.bin_of(kChippedDie) == "particle");
    CHECK(scene.defect_on(kChippedDie).class_name == "particle");
    CHECK_FALSE(scene.defect_on(kChippedDie).fails);
    REQUIRE(scene.audited("class") == 1);
    const std::vector<station::AuditEntry> entries = scene.desk.session().trail().entries;
    const auto entry = std::ranges::find(entries, "class", &station::AuditEntry::action);
    CHECK(entry->user == "bob");
    CHECK(entry->values[4] == "chipped");
    CHECK(entry->values[5] == "particle");
    const WaferFile file = read_wafer_file(scene.folder / "w.h5");
    REQUIRE(file.appearance.front().by_hand.size() == 1);
    CHECK(file.appearance.front().by_hand.front().by == "bob");
    CHECK(file.appearance.front().by_hand.front().was == "chipped");
    CHECK(file.log.back().user == "bob");
}

TEST_CASE("who may not change bins may not change classes either", "[gui][reclass]") {
    GalleryScene scene;
    scene.sign_in(station::Role::operating);
    CHECK_FALSE(may_reclass(scene.desk));
    reclass(scene.desk, scene.desk.document(), scene.defect_on(kChippedDie), "particle");
    scene.posted.run_waiting();
    CHECK_FALSE(scene.desk.files().busy());
    CHECK(scene.audited("class") == 0);
    CHECK(read_wafer_file(scene.folder / "w.h5").appearance.front().by_hand.empty());
}

TEST_CASE("what fails after it was audited is audited as not done", "[gui][reclass]") {
    GalleryScene scene;
    scene.sign_in(station::Role::engineering);
    DefectRow unknown = scene.defect_on(kChippedDie);
    unknown.defect = 99;
    reclass(scene.desk, scene.desk.document(), unknown, "particle");
    REQUIRE(scene.posted.run_until([&] { return scene.audited("class") == 2; }));
    CHECK(scene.bin_of(kChippedDie) == "chipped");
}

TEST_CASE("a defect may be called a false alarm", "[gui][reclass]") {
    GalleryScene scene;
    scene.sign_in(station::Role::quality);
    const std::vector<std::string> choices = class_choices(*scene.desk.document());
    CHECK(std::ranges::count(choices, std::string(appearance::kFalseAlarm)) == 1);
    CHECK(std::ranges::count(choices, "chipped") == 1);
    scene.reclass_and_wait(kPeeledDie, appearance::kFalseAlarm);
    CHECK(scene.bin_of(kPeeledDie) == "covered");  // a pass by PL, which names the die before the class
    CHECK_FALSE(scene.defect_on(kPeeledDie).fails);
}
