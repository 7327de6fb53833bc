// SPDX-License-Identifier: GPL-3.0-or-later
// Whole simulated wafers: what is found, under which name, and how many false alarms that costs.
#include "libinspect/appearance/internal/resolvable.h"
#include "libinspect/appearance/internal/visible_size.h"
#include "tests/appearance/learnt_wafer.h"

#include <algorithm>
#include <cmath>
#include <map>

#include <catch2/catch.hpp>

using namespace waferglow;
using namespace waferglow::appearance;

namespace {

/// How often dies with a strong defect of this kind get each name.
std::map<std::string, int> names_of(const test::InspectedWafer& wafer, double least_sigmas) {
    std::map<std::string, int> names;
    for (const auto& tile : wafer.rendered.tiles) {
        for (const auto& [die, defect] : tile.defects) {
            if (defect.kind == "neighbour" || defect.sigmas < least_sigmas) continue;
            ++names[wafer.bin(die)];
        }
    }
    return names;
}

int total(const std::map<std::string, int>& names) {
    int sum = 0;
    for (const auto& [name, count] : names) sum += count;
    return sum;
}

test::ReflectedSettings only(const std::string& kind) {
    test::ReflectedSettings s = test::quick_wafer();
    s.kinds = {kind};
    s.bad_share = 0.06;
    return s;
}

}  // namespace

TEST_CASE("Strong defects are found, and most get their name") {
    struct Kind {
        const char* name;
        double named;  // share that must get it
    };
    const Kind kind = GENERATE(values<Kind>({{"missing", 1.0},
                                             {"misplaced", 0.97},
                                             {"metal_missing", 0.95},
                                             {"contact_residue", 0.8},
                                             {"metal_partial", 0.7},
                                             {"chipped", 0.6},
                                             {"particle", 0.45},
                                             {"discoloured", 0.8}}));
    INFO(kind.name);
    const test::InspectedWafer wafer(only(kind.name));
    // Whole pads and bodies are counted against how dies differ anyway: fewer sigmas, and no less clear.
    const bool whole = std::string(kind.name) == "contact_residue" || std::string(kind.name) == "discoloured";
    const std::map<std::string, int> names = names_of(wafer, whole ? 8.0 : 25.0);
    REQUIRE(total(names) > 15);
    const auto missed = names.find("good");
    CHECK((missed == names.end() ? 0 : missed->second) <= total(names) / 20);
    const auto named = names.find(kind.name);
    REQUIRE(named != names.end());
    CHECK(named->second >= kind.named * total(names));
}

TEST_CASE("Defects of 12 to 25 sigmas are mostly found at 0.1 % of false alarms") {
    test::ReflectedSettings settings = test::quick_wafer();
    settings.tiles_y = 4;
    const test::InspectedWafer wafer(settings);
    int all = 0;
    int found = 0;
    for (const auto& tile : wafer.rendered.tiles) {
        for (const auto& [die, defect] : tile.defects) {
            if (defect.kind == "neighbour" || defect.sigmas < 12.0 || defect.sigmas >= 25.0) continue;
            ++all;
            found += wafer.bin(die) != "good" ? 1 : 0;
        }
    }
    REQUIRE(all > 40);
    CHECK(found > 0.7 * all);
    const auto [good, called] = wafer.good_and_called();
    CHECK(called <= 10);
    REQUIRE(good > 2000);
}

TEST_CASE("A line over several dies is counted once and listed for each") {
    test::ReflectedSettings settings = test::quick_wafer();
    settings.bad_share = 0.0;
    settings.scratches_per_tile = 1.0;
    const test::InspectedWafer wafer(settings);
    int on_dies = 0;
    std::map<int, int> dies_of;
    for (const AppearanceDefect& d : wafer.result.defects) {
        if (d.name != "scratched") continue;
        ++on_dies;
        ++dies_of[d.defect];
    }
    CHECK(dies_of.size() >= 4);  // of six
    CHECK(dies_of.size() <= 8);
    CHECK(on_dies >= 3 * static_cast<int>(dies_of.size()));
    CHECK(wafer.result.distinct_defects < static_cast<int>(wafer.result.defects.size()));
}

TEST_CASE("The order of tiles and what buffers held before change nothing") {
    const test::RenderedWafer rendered(test::quick_wafer());
    const AppearanceModel model = rendered.learn();
    const std::vector<ReflectedTile> views = rendered.views();
    std::vector<TileLook> forwards(views.size());
    std::vector<TileLook> backwards(views.size());
    InspectBuffers buffers;
    for (std::size_t t = 0; t < views.size(); ++t) forwards[t] = inspect_tile(model, views[t], buffers);
    for (std::size_t t = views.size(); t-- > 0;) {
        InspectBuffers fresh;
        backwards[t] = inspect_tile(model, views[t], fresh);
    }
    const WaferAppearance a = finish_appearance(model, forwards, rendered.simulated.grid());
    const WaferAppearance b = finish_appearance(model, backwards, rendered.simulated.grid());
    CHECK(a.bin == b.bin);
    REQUIRE(a.defects.size() == b.defects.size());
    for (std::size_t i = 0; i < a.defects.size(); ++i) CHECK(a.defects[i].sigma == b.defects[i].sigma);
}

TEST_CASE("Other rules and another rate need no pixels") {
    test::ReflectedSettings settings = only("particle");
    const test::InspectedWafer wafer(settings);
    AppearanceModel other = wafer.model;
    other.settings.rules = {{.name = "speck", .verdict = AppearanceVerdict::fail}};
    other.settings.false_alarms_per_million = 100.0;
    const WaferAppearance result = finish_appearance(other, wafer.looks, wafer.rendered.simulated.grid());
    CHECK(result.tests[0].threshold > wafer.result.tests[0].threshold);
    REQUIRE_FALSE(result.defects.empty());
    CHECK(result.defects.size() <= wafer.result.defects.size());
    CHECK(std::ranges::all_of(result.defects, [](const AppearanceDefect& d) { return d.name == "speck"; }));
    CHECK(std::ranges::count(result.failed, 1) > 0);
}

TEST_CASE("Every die of a tile that can't be placed is not judged, and the tile says why") {
    const test::RenderedWafer rendered(test::quick_wafer());
    const AppearanceModel model = rendered.learn();
    test::ReflectedWafer::Tile tile = rendered.tiles.front();
    std::ranges::fill(tile.image.pixels(), std::uint16_t{3000});
    InspectBuffers buffers;
    const TileLook look = inspect_tile(model, {tile.image.view(), tile.told, tile.dies}, buffers);
    CHECK_FALSE(look.placed);
    CHECK_FALSE(look.fault.empty());
    const WaferAppearance result = finish_appearance(model, {&look, 1}, rendered.simulated.grid());
    CHECK(result.judged == 0);
    CHECK(std::ranges::all_of(result.bin, [](std::int16_t bin) { return bin == -1; }));
}

TEST_CASE("Saturated pixels are no data") {
    test::ReflectedSettings settings = test::quick_wafer();
    settings.bad_share = 0.0;
    const test::RenderedWafer rendered(settings);
    const AppearanceModel model = rendered.learn();
    test::ReflectedWafer::Tile tile = rendered.tiles.front();
    const DieIndex die = tile.dies[tile.dies.size() / 2];
    const PixelPoint c = tile.truth.center(die);
    for (int y = 0; y < 3; ++y) {
        for (int x = 0; x < 3; ++x)
            tile.image.row(static_cast<int>(c.y) + y)[static_cast<int>(c.x) + x] = 65535;
    }
    InspectBuffers buffers;
    const TileLook look = inspect_tile(model, {tile.image.view(), tile.told, tile.dies}, buffers);
    const auto at = std::ranges::find(look.dies, die, &DieLook::die);
    REQUIRE(at != look.dies.end());
    CHECK(at->no_data_px == 9);
    CHECK(std::ranges::max(at->strongest) < 6.5F);
}

TEST_CASE("A smaller spot is visible where noise is less, and none where thresholds are infinite") {
    test::ReflectedSettings settings = test::quick_wafer();
    settings.bad_share = 0.0;
    const VisibleSize visible(test::RenderedWafer(settings).learn());
    const double usual = visible.smallest_um(6.0, 1.0, 0.9);
    CHECK(usual > 0.2);
    CHECK(usual < 3.0);
    CHECK(visible.smallest_um(6.0, 0.5, 0.9) < usual);
    CHECK(visible.smallest_um(6.0, 1.0, 1.5) > usual);
    CHECK(std::isnan(visible.smallest_um(std::numeric_limits<double>::infinity(), 1.0, 0.9)));
}

TEST_CASE("Classes that a die's size can't tell are listed") {
    CHECK(classes_not_resolved(32.0, 2.0).empty());
    const std::vector<std::string> middle = classes_not_resolved(20.0, 0.8);
    CHECK(std::ranges::find(middle, "cracked") != middle.end());
    CHECK(std::ranges::find(middle, "metal_broken") != middle.end());
    CHECK(std::ranges::find(middle, "chipped") == middle.end());
    const std::vector<std::string> tiny = classes_not_resolved(4.0, 0.0);
    CHECK(std::ranges::find(tiny, "metal_missing") != tiny.end());
    CHECK(std::ranges::find(tiny, "particle") == tiny.end());
}
