// SPDX-License-Identifier: GPL-3.0-or-later
// The recipe as a form: the reader of recipes is the judge of every field.
#include "app/gui/presenters/recipe/recipe_draft.h"

#include "libinspect/base/error.h"
#include "libinspect/formats/toml_reader.h"

#include <catch2/catch.hpp>
#include <fmt/format.h>

using namespace waferglow;
using namespace waferglow::gui;

namespace {

void put(RecipeDraft& draft, const FieldPlace& place, const std::string& text) {
    *draft.find(place) = text;
}

/// A draft in which every section is there and right.
RecipeDraft full_draft() {
    RecipeDraft draft = draft_of(Recipe{});
    for (const char* section : {"scan", "scan.region", "scan.spectra", "appearance", "colour", "module"})
        set_section(draft, section, true);
    // Without rows and columns the place of the first die is not read.
    put(draft, {"colour", "filter_wavelength_nm", -1}, "450, 460");
    put(draft, {"colour", "filter_transmission", -1}, "0.1, 0.9");
    put(draft, {"scan.grid", "rows", -1}, "9");
    put(draft, {"scan.grid", "cols", -1}, "9");
    draft.lists["scan.spectra.region"].push_back(default_texts("scan.spectra.region"));
    for (const char* list : {"bins.custom", "appearance.region", "appearance.rule", "module.class"})
        draft.lists[list].push_back(default_texts(list));
    put(draft, {"bins.custom", "layer", 0}, "pl_rel");
    put(draft, {"bins.custom", "below", 0}, "0.5");
    return draft;
}

FieldPlace place_of(const SectionInfo& section, const KeyInfo& key) {
    return {section.name, key.key, section.kind == SectionKind::list ? 0 : -1};
}

DraftCheck with(RecipeDraft draft, const FieldPlace& place, const std::string& text) {
    put(draft, place, text);
    return check(draft);
}

}  // namespace

TEST_CASE("a draft with every section is a recipe", "[gui][recipe]") {
    const DraftCheck found = check(full_draft());
    INFO(found.general << (found.messages.empty() ? "" : found.messages.begin()->second));
    REQUIRE(found.recipe.has_value());
    CHECK(found.recipe->scan->spectra.regions.size() == 1);
    CHECK(found.recipe->rules.custom.size() == 1);
}

TEST_CASE("a recipe goes through the form unchanged", "[gui][recipe]") {
    const Recipe recipe = *check(full_draft()).recipe;
    CHECK(check(draft_of(recipe)).recipe == recipe);
    CHECK(check(draft_of(Recipe{})).recipe == Recipe{});
}

TEST_CASE("a learnt model is carried through an edit of the rules", "[gui][recipe]") {
    Recipe recipe;
    LearnedModel model;
    model.kind = ModelKind::thresholds;
    model.features = {"pl_high_rel"};
    model.fill = {1.0};
    model.limits = {{0, false, 0.8}};
    recipe.model = model;
    RecipeDraft draft = draft_of(recipe);
    put(draft, {"bins", "dead_below", -1}, "0.2");
    const DraftCheck found = check(draft);
    INFO(found.general);
    REQUIRE(found.recipe.has_value());
    REQUIRE(found.recipe->model.has_value());
    CHECK(found.recipe->model->limits == model.limits);
}

TEST_CASE("the limits beside a field are those that the reader enforces", "[gui][recipe]") {
    for (const SectionInfo& section : recipe_schema()) {
        for (const KeyInfo& key : section.keys) {
            if (!key.bounded()) continue;
            const FieldPlace place = place_of(section, key);
            INFO(section.name << '.' << key.key);
            // Neighbouring fields may object to a value at its limit, but not this one.
            const auto at = [&](double value) { return with(full_draft(), place, fmt::format("{}", value)); };
            const auto complains = [&](const DraftCheck& result) {
                const auto message = result.messages.find(place);
                return message != result.messages.end() &&
                       message->second.find("must be") != std::string::npos;
            };
            const double step = key.kind == ValueKind::whole ? 1.0 : 0.01 * std::abs(key.most) + 0.001;
            const bool bound_by_pitch = place.key == "die_width_um" || place.key == "die_height_um";
            if (!bound_by_pitch) CHECK_FALSE(complains(at(key.most)));
            CHECK_FALSE(complains(at(key.least)));
            CHECK_FALSE(at(key.most + step).recipe.has_value());
            CHECK_FALSE(at(key.least - (key.least > 0 ? 0.5 * key.least : step)).recipe.has_value());
        }
    }
}

TEST_CASE("further rows of a list have names and numbers of their own", "[gui][recipe]") {
    RecipeDraft draft = full_draft();
    for (const char* list : {"bins.custom", "scan.channel"}) {
        for (int i = 0; i < 2; ++i) draft.lists[list].push_back(next_row(draft, list));
    }
    for (FieldTexts& bin : draft.lists["bins.custom"]) {
        bin["layer"] = "pl_rel";
        bin["below"] = "0.5";
    }
    const DraftCheck found = check(draft);
    INFO(found.general << (found.messages.empty() ? "" : found.messages.begin()->second));
    REQUIRE(found.recipe.has_value());
    CHECK(found.recipe->rules.custom.back().code == 12);
    CHECK(found.recipe->scan->channels.size() == 3);
}

TEST_CASE("what is no number is told at its field, in the reader's words", "[gui][recipe]") {
    const FieldPlace place{"bins", "dead_below", -1};
    for (const char* text : {"", "abc", "0,5", "nan", "1e999", "0.5 0.6", "\"0.5\"", "0.5\ndead = 1"}) {
        const DraftCheck found = with(draft_of(Recipe{}), place, text);
        INFO(text);
        REQUIRE(found.messages.contains(place));
        CHECK(found.messages.at(place).find("must be a number") != std::string::npos);
        CHECK(found.messages.size() == 1);
    }
}

TEST_CASE("all faults are told at once, each at its field", "[gui][recipe]") {
    RecipeDraft draft = full_draft();
    put(draft, {"bins", "dead_below", -1}, "2");
    put(draft, {"scan", "retries", -1}, "-1");
    put(draft, {"scan.channel", "exposure_ms", 0}, "fast");
    put(draft, {"bins.custom", "code", 0}, "7");
    const DraftCheck found = check(draft);
    CHECK_FALSE(found.recipe.has_value());
    CHECK(found.messages.size() == 4);
    CHECK(found.messages.contains({"scan.channel", "exposure_ms", 0}));
    CHECK(found.messages.contains({"bins.custom", "code", 0}));
}

TEST_CASE("a die wider than its pitch is told at the die", "[gui][recipe]") {
    const DraftCheck found = with(full_draft(), {"scan.grid", "die_width_um", -1}, "250");
    CHECK(found.messages.contains({"scan.grid", "die_width_um", -1}));
}

TEST_CASE("a diameter that no wafer has is told at the diameter, and only there", "[gui][recipe]") {
    const FieldPlace place{"scan", "diameter_mm", -1};
    for (const char* text : {"wide", "120", "-1"}) {
        const DraftCheck found = with(full_draft(), place, text);
        INFO(text);
        REQUIRE(found.messages.contains(place));
        CHECK(found.messages.size() == 1);
        CHECK(found.messages.at(place).find("recipe") == std::string::npos);  // no place within a place
    }
}

TEST_CASE("the reader of recipes tells line, section, key and fault apart", "[gui][recipe]") {
    const auto complaint = [](const char* toml) -> TomlComplaint {
        try {
            static_cast<void>(parse_recipe(toml, "here: 5"));
        } catch (const TomlError& error) {
            return error.complaint();
        }
        return {};
    };
    const TomlComplaint rule = complaint("name = 'x'\n[bins]\ndead_below = 2\n");
    CHECK(rule.line == 3);
    CHECK(rule.section == "bins");
    CHECK(rule.key == "dead_below");
    CHECK(rule.text == "= 2 must be from 0 to 1");
    const TomlComplaint scan =
        complaint("[scan]\ndiameter_mm = 100.0\nretries = 3\n[scan.grid]\npitch_x_um = 1\n");
    CHECK(scan.section == "scan.grid");
    CHECK(scan.key == "pitch_y_um");
    CHECK(scan.text.find("missing") != std::string::npos);
}

TEST_CASE("two bins of one name are told at the second", "[gui][recipe]") {
    RecipeDraft draft = full_draft();
    draft.lists["bins.custom"].push_back(draft.lists["bins.custom"].front());
    const DraftCheck found = check(draft);
    REQUIRE(found.messages.size() == 1);
    CHECK(found.messages.begin()->first.index == 1);
}

TEST_CASE("a threshold left to the data is written as auto", "[gui][recipe]") {
    const DraftCheck found = with(draft_of(Recipe{}), {"bins", "weak_below", -1}, "auto");
    REQUIRE(found.recipe.has_value());
    CHECK_FALSE(found.recipe->rules.weak_below.has_value());
    CHECK(with(draft_of(Recipe{}), {"bins", "weak_below", -1}, "0.8").recipe->rules.weak_below == 0.8);
}

TEST_CASE("a text may hold quotes and non-ASCII letters", "[gui][recipe]") {
    const std::string name = "µLED \"A\" 'b' \\ #1";
    const DraftCheck found = with(draft_of(Recipe{}), {"", "name", -1}, name);
    REQUIRE(found.recipe.has_value());
    CHECK(found.recipe->name == name);
}

TEST_CASE("taking the scan away takes what belongs to it", "[gui][recipe]") {
    RecipeDraft draft = full_draft();
    set_section(draft, "scan", false);
    CHECK_FALSE(draft.has("scan.grid"));
    CHECK_FALSE(draft.has("scan.spectra"));
    CHECK_FALSE(draft.lists.contains("scan.channel"));
    REQUIRE(check(draft).recipe.has_value());
    CHECK_FALSE(check(draft).recipe->scan.has_value());
}

TEST_CASE("differences name the keys that differ, not those written otherwise", "[gui][recipe]") {
    const RecipeDraft stored = draft_of(Recipe{});
    RecipeDraft draft = stored;
    put(draft, {"bins", "dead_below", -1}, "0.10");
    put(draft, {"bins", "weak_below", -1}, "0.9");
    int differing = 0;
    for (const RecipeDifference& difference : compare_drafts(stored, draft)) {
        if (!difference.differs()) continue;
        ++differing;
        CHECK(difference.place == FieldPlace{"bins", "weak_below", -1});
        CHECK(difference.stored == "auto");
        CHECK(difference.draft == "0.9");
    }
    CHECK(differing == 1);
}
