// SPDX-License-Identifier: GPL-3.0-or-later
// The tables of keys: what a table with each kind of key reads, refuses and writes; and what holds for every
// key of a recipe.
#include "libinspect/recipe/schema.h"

#include "libinspect/base/error.h"
#include "libinspect/formats/internal/key_table.h"
#include "libinspect/recipe/recipe.h"

#include <set>

#include <fmt/format.h>

using namespace waferglow;
using Catch::Matchers::Contains;

namespace {

/// A row with lists, as sections of regions and rules have them.
struct Region {
    std::string name;
    std::vector<double> rect_um{};
    std::vector<std::string> classes{"chipped"};
    std::optional<double> sensitivity{};
    std::int64_t count = 3;
    bool on = true;
    std::uint32_t rgb = 0x0000FF;
    friend bool operator==(const Region&, const Region&) = default;
};

const KeyTable<Region>& region_keys() {
    static const KeyTable<Region> kKeys = with_defaults<Region>({
        key<Region>(&Region::name, {.key = "name", .presence = Presence::required, .help = "Of the region."}),
        key<Region>(&Region::rect_um,
                    {"rect_um", "um", -100, 100, Presence::required, "Rectangle", "x, y, width, height."}),
        key<Region>(&Region::classes, {.key = "classes", .choices = {"chipped", "cracked", "particle"}}),
        key<Region>(&Region::sensitivity, {"sensitivity", "", 0, 10, Presence::automatic, "", ""}),
        key<Region>(&Region::count, {"count", "", 1, 9, Presence::defaulted, "", ""}),
        key<Region>(&Region::on, {.key = "on"}),
        color_key<Region>(&Region::rgb, {.key = "color"}),
    });
    return kKeys;
}

Region read_region(const std::string& toml) {
    const toml::table table = toml::parse(toml);
    const std::filesystem::path file = "r.toml";
    Region region;
    read_keys(TomlTable(file, "[[region]]", table), region_keys(), region);
    return region;
}

}  // namespace

TEST_CASE("lists of numbers and of texts are read, and written so that they read back", "[recipe]") {
    const Region region = read_region(
        "name = \"pad\"\nrect_um = [0, -2.5, 10, 20]\nclasses = [\"cracked\", \"particle\"]\n"
        "sensitivity = 0.1\ncount = 5\non = false\ncolor = \"#12abEF\"\n");
    CHECK(region.rect_um == std::vector<double>{0.0, -2.5, 10.0, 20.0});
    CHECK(region.classes == std::vector<std::string>{"cracked", "particle"});
    CHECK(region.rgb == 0x12ABEFU);
    const std::string written = keys_as_toml(region_keys(), region, KeysWritten::needed);
    CHECK_THAT(written, Contains("classes = [\"cracked\", \"particle\"]") && Contains("# Of the region."));
    CHECK(read_region(written) == region);
}

TEST_CASE("what is left out is what a default object has, and the table tells it", "[recipe]") {
    const Region region = read_region("name = \"pad\"\nrect_um = []\nsensitivity = \"auto\"\n");
    CHECK(region == Region{.name = "pad"});
    std::vector<std::string> standards;
    for (const Key<Region>& key : region_keys()) standards.push_back(key.info.standard);
    CHECK(standards == std::vector<std::string>{"", "", "chipped", "auto", "3", "true", "#0000FF"});
}

TEST_CASE("a list with one wrong entry is refused with what it must be", "[recipe]") {
    const auto complaint = [](const std::string& toml) -> std::string {
        try {
            static_cast<void>(read_region("name = \"pad\"\n" + toml));
        } catch (const TomlError& error) {
            return error.what();
        }
        return "nothing";
    };
    CHECK_THAT(complaint("rect_um = [0, 1, 101, 2]"),
               Contains("r.toml line 2: [[region]] rect_um = 101 must be from -100 to 100"));
    CHECK_THAT(complaint("rect_um = [0, \"1\"]"), Contains("rect_um must be a list of numbers"));
    CHECK_THAT(complaint("rect_um = 5"), Contains("must be a list, written [1, 2]"));
    CHECK_THAT(complaint("rect_um = []\nclasses = [\"craked\"]"),
               Contains("did you mean 'cracked'?") && Contains("chipped, cracked, particle"));
    CHECK_THAT(complaint("rect_um = []\nclasses = \"cracked\""), Contains("written [\"a\", \"b\"]"));
    CHECK_THAT(complaint("rct_um = []"), Contains("rect_um is missing; there is 'rct_um'"));
    CHECK_THAT(complaint("rect_um = []\ncount = 2.0"), Contains("count must be a whole number"));
    CHECK_THAT(complaint("rect_um = []\non = 1"), Contains("on must be true or false"));
    CHECK_THAT(complaint("rect_um = []\nsensitivity = nan"), Contains("must be a finite number"));
}

TEST_CASE("every key of a recipe has a title, a help and its own name in its section", "[recipe]") {
    std::set<std::string> paths;
    for (const SectionInfo& section : recipe_schema()) {
        INFO(section.name);
        CHECK(std::string(section.title) != "");
        CHECK(std::string(section.page) != "");
        CHECK(find_section(section.parent()) != nullptr);
        for (const KeyInfo& key : section.keys) {
            INFO(key.key);
            CHECK(std::string(key.title) != "");
            CHECK(std::string(key.help).ends_with('.'));
            CHECK(std::string(key.help).find('\n') == std::string::npos);  // it is a comment behind its line
            CHECK(paths.insert(fmt::format("{}.{}", section.name, key.key)).second);
            CHECK(find_key(section.name, key.key) == &key);
            CHECK(key.least <= key.most);
            const bool number = key.kind == ValueKind::number || key.kind == ValueKind::whole;
            if (key.presence == Presence::defaulted && number) {
                CHECK(std::stod(key.standard) >= key.least);
                CHECK(std::stod(key.standard) <= key.most);
            }
        }
    }
    CHECK(paths.size() > 80);
}

TEST_CASE("every number of the top sections is refused beyond its range, with the range", "[recipe]") {
    int tried = 0;
    for (const SectionInfo& section : recipe_schema()) {
        if (section.kind != SectionKind::always || section.parent() == "scan") continue;
        for (const KeyInfo& key : section.keys) {
            if (!key.bounded()) continue;
            INFO(section.name << '.' << key.key);
            const auto with = [&](double value) {
                return fmt::format("{}\n{} = {}\n", heading_of(section), key.key, value);
            };
            CHECK_NOTHROW(parse_recipe(with(key.least), "r.toml"));
            CHECK_THROWS_WITH(parse_recipe(with(2 * std::abs(key.most)), "r.toml"),
                              Contains("r.toml:2") && Contains(range_text(key)));
            ++tried;
        }
    }
    CHECK(tried > 15);
}
