// SPDX-License-Identifier: GPL-3.0-or-later
// A recording with a reflected channel through the whole of `inspect`.
#include "drivers/simulated/physics/presets.h"
#include "libinspect/finding/finding_kinds.h"
#include "libinspect/map/derived_layers.h"
#include "libinspect/scan/inspect.h"
#include "libinspect/store/journal.h"
#include "libinspect/store/picture_reader.h"
#include "samples/recording_files.h"
#include "tests/formats/support.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include <catch2/catch.hpp>

using namespace waferglow;
using Catch::Contains;

namespace {

simulated::RecordingSettings settings_with_reflected() {
    simulated::RecordingSettings s = simulated::preset("example");
    s.channels.push_back({.channel = {.name = "surface", .kind = ChannelKind::reflected, .exposure_ms = 2.0},
                          .electrons_per_px = 3000.0});
    s.spectra.share = 0.0;
    return s;
}

const Recording& recording() {
    static const test::TempFolder folder;
    static const Recording kRecording = [] {
        samples::write_recording_files(simulated::SimulatedRecording{settings_with_reflected()}, folder / "r",
                                       {.truth = false, .on_tile = {}});
        return read_recording(folder / "r");
    }();
    return kRecording;
}

InspectOptions options_for(const std::filesystem::path& output, int threads) {
    InspectOptions options;
    options.output = output;
    options.threads = threads;
    options.log = {"2026-01-01T00:00:00Z", "test", "inspect", ""};
    return options;
}

std::int64_t values_of(const WaferFile& file, const char* layer) {
    const Layer* found = file.map.find(layer);
    if (found == nullptr) return 0;
    return std::ranges::count_if(found->values, [](float value) { return !std::isnan(value); });
}

}  // namespace

TEST_CASE("dies of a recording with a reflected channel are inspected for their appearance", "[scan]") {
    const test::TempFolder folder;
    const WaferFile file = inspect_recording(recording(), {}, options_for(folder / "w.h5", 2)).file;
    REQUIRE(file.appearance.size() == 1);
    INFO(file.appearance[0].fault);
    CHECK(file.appearance[0].fault.empty());
    CHECK(file.appearance[0].golden_dies >= 100);
    const auto dies = static_cast<double>(file.map.presence().count());
    CHECK(static_cast<double>(values_of(file, kAppearanceBinLayer)) > 0.95 * dies);
    CHECK(values_of(file, kBodyContrastLayer) == values_of(file, kAppearanceBinLayer));
    CHECK(find_list(file.findings, kDefects) != nullptr);
}

TEST_CASE("a recipe that turns appearance off gives the file that there was before", "[scan]") {
    const test::TempFolder folder;
    Recipe recipe;
    recipe.appearance.enabled = false;
    const WaferFile file = inspect_recording(recording(), recipe, options_for(folder / "w.h5", 2)).file;
    CHECK(file.appearance.empty());
    CHECK(find_list(file.findings, kDefects) == nullptr);
    CHECK(file.map.find(kPlBinLayer) == nullptr);
}

TEST_CASE("images of PL and of reflected light that are exchanged are refused", "[scan]") {
    const test::TempFolder folder;
    simulated::RecordingSettings settings = settings_with_reflected();
    settings.population.shares.dead = 0.02;
    samples::write_recording_files(simulated::SimulatedRecording{settings}, folder / "r",
                                   {.truth = false, .on_tile = {}});
    Recording exchanged = read_recording(folder / "r");
    const auto number = [&](const char* name) {
        return static_cast<int>(std::ranges::find(exchanged.channels, name, &Channel::name) -
                                exchanged.channels.begin());
    };
    const int surface = number("surface");
    const int strong = number("pl_high");
    for (TileEntry& tile : exchanged.tiles)
        tile.channel = tile.channel == surface ? strong : tile.channel == strong ? surface : tile.channel;
    CHECK_THROWS_WITH(inspect_recording(exchanged, {}, options_for(folder / "w.h5", 2)),
                      Contains("are the images of these channels exchanged?"));
}

TEST_CASE("appearance gives the same bytes on one thread and on several", "[scan]") {
    const test::TempFolder folder;
    static_cast<void>(inspect_recording(recording(), {}, options_for(folder / "one.h5", 1)));
    static_cast<void>(inspect_recording(recording(), {}, options_for(folder / "many.h5", 16)));
    CHECK(test::content_of(folder / "one.h5") == test::content_of(folder / "many.h5"));
}

TEST_CASE("a scan that was stopped and resumed finds the same", "[scan]") {
    const test::TempFolder folder;
    static_cast<void>(inspect_recording(recording(), {}, options_for(folder / "whole.h5", 2)));
    InspectOptions options = options_for(folder / "parts.h5", 1);
    std::stop_source stop;
    options.stop = stop.get_token();
    int tiles = 0;
    options.observer = [&](const TileRecord&) {
        if (++tiles == static_cast<int>(recording().tiles.size()) / 2) stop.request_stop();
        return true;
    };
    CHECK(inspect_recording(recording(), {}, options).cancelled);
    options.stop = {};
    options.observer = {};
    options.resume = true;
    CHECK(inspect_recording(recording(), {}, options).resumed);
    CHECK(test::content_of(folder / "parts.h5") == test::content_of(folder / "whole.h5"));
}

namespace {

/// The mean of the middle of a picture, over the light of a good die.
double middle_light(const appearance::DiePictures& pictures, const appearance::ChannelPictures& channel,
                    std::size_t i) {
    const std::span<const std::uint16_t> pixels = pictures.of(channel, i);
    double sum = 0.0;
    int count = 0;
    const int middle_x = static_cast<int>(std::lround(channel.center_x_px[i]));
    const int middle_y = static_cast<int>(std::lround(channel.center_y_px[i]));
    for (int y = middle_y - 1; y <= middle_y + 1; ++y) {
        for (int x = middle_x - 1; x <= middle_x + 1; ++x) {
            sum += pixels[static_cast<std::size_t>(y * pictures.width + x)] + appearance::kPictureOffset_dn;
            ++count;
        }
    }
    return sum / count / channel.level_dn;
}

std::string bin_name(const WaferFile& file, DieIndex die) {
    const auto at = std::ranges::find(file.bin_table, file.bins[file.map.grid().cell(die)], &StoredBin::code);
    return at == file.bin_table.end() ? std::string() : at->name;
}

}  // namespace

TEST_CASE("the worst dies have pictures in reflected light and in PL of both strengths", "[scan][pictures]") {
    const test::TempFolder folder;
    const WaferFile file = inspect_recording(recording(), {}, options_for(folder / "w.h5", 2)).file;
    const std::optional<appearance::DiePictures> pictures = read_die_pictures(folder / "w.h5");
    REQUIRE(pictures.has_value());
    REQUIRE(pictures->channels.size() == 3);
    CHECK(pictures->channels[0].channel == "surface");
    CHECK(pictures->channels[1].channel == "pl_high");
    CHECK(pictures->channels[2].channel == "pl_low");
    CHECK(pictures->size() > 20);
    CHECK(pictures->size() <= 2000);
    int dead = 0;
    int bright = 0;
    const std::vector<float>& relative = file.map.at("pl_high_rel").values;
    for (std::size_t i = 0; i < pictures->size(); ++i) {
        const DieIndex die{pictures->row[i], pictures->col[i]};
        if (pictures->channels[1].tile[i] < 0) continue;
        const double light = middle_light(*pictures, pictures->channels[1], i);
        const float measured = relative[file.map.grid().cell(die)];
        if (bin_name(file, die) == "dead") {
            ++dead;
            CHECK(light < 0.5);
        } else if (measured > 0.9F && measured < 1.1F) {
            ++bright;
            CHECK(light > 0.6);
        }
    }
    CHECK(dead > 5);
    CHECK(bright > 5);
}

TEST_CASE("a recipe says how many dies have pictures, and whether any do", "[scan][pictures]") {
    const test::TempFolder folder;
    Recipe recipe;
    recipe.appearance.pictures = 7;
    static_cast<void>(inspect_recording(recording(), recipe, options_for(folder / "few.h5", 2)));
    const std::optional<appearance::DiePictures> few = read_die_pictures(folder / "few.h5");
    REQUIRE(few.has_value());
    CHECK(few->size() == 7);
    recipe.appearance.pictures = 0;
    static_cast<void>(inspect_recording(recording(), recipe, options_for(folder / "none.h5", 2)));
    CHECK_FALSE(read_die_pictures(folder / "none.h5").has_value());
}

TEST_CASE("a wafer judged anew keeps its pictures and the classes that people gave", "[scan][pictures]") {
    const test::TempFolder folder;
    const WaferFile file = inspect_recording(recording(), {}, options_for(folder / "w.h5", 2)).file;
    const FindingList* list = find_list(file.findings, kDefects);
    REQUIRE(list != nullptr);
    REQUIRE_FALSE(list->findings.empty());
    const int defect = list->findings.front().number;
    const DieIndex die{list->findings.front().on.row_begin, list->findings.front().on.col_begin};
    const LogEntry who{"2026-02-03T04:05:06Z", "ann", "class", "by hand"};
    const WaferFile called =
        reclass_wafer_file(folder / "w.h5", std::vector<ClassChange>{{"surface", defect, "speckle"}}, who);
    REQUIRE(called.appearance.front().by_hand.size() == 1);
    const auto class_of = [&](const WaferFile& of) {
        const FindingList* defects = find_list(of.findings, kDefects);
        const auto at = std::ranges::find(defects->findings, defect, &Finding::number);
        return defects->classes.at(static_cast<std::size_t>(at->code));
    };
    CHECK(class_of(called) == "speckle");

    const auto before = read_die_pictures(folder / "w.h5");
    static_cast<void>(analyse_wafer_file(folder / "w.h5", {}, who, 2));
    const WaferFile later = read_wafer_file(folder / "w.h5");
    CHECK(class_of(later) == "speckle");
    REQUIRE(later.appearance.front().by_hand.size() == 1);
    CHECK(later.appearance.front().by_hand.front().by == "ann");
    CHECK(later.appearance.front().by_hand.front().at == "2026-02-03T04:05:06Z");
    const auto after = read_die_pictures(folder / "w.h5");
    REQUIRE(after.has_value());
    CHECK(after->channels[0].pixels == before->channels[0].pixels);
    const auto bin =
        static_cast<std::uint8_t>(later.map.at(kAppearanceBinLayer).values[later.map.grid().cell(die)]);
    CHECK(std::ranges::count(later.bin_table, bin, &StoredBin::code) == 1);

    static_cast<void>(
        reclass_wafer_file(folder / "w.h5", std::vector<ClassChange>{{"surface", defect, ""}}, who));
    const WaferFile back = read_wafer_file(folder / "w.h5");
    CHECK(back.appearance.front().by_hand.empty());
    CHECK(class_of(back) == class_of(file));
}

TEST_CASE("a class for a defect that isn't there changes nothing", "[scan][pictures]") {
    const test::TempFolder folder;
    static_cast<void>(inspect_recording(recording(), {}, options_for(folder / "w.h5", 2)));
    const auto before = test::content_of(folder / "w.h5");
    const LogEntry who{"2026-02-03T04:05:06Z", "ann", "class", ""};
    const std::vector<ClassChange> unknown{{"surface", 1 << 20, "speckle"}};
    CHECK_THROWS_WITH(reclass_wafer_file(folder / "w.h5", unknown, who), Contains("there is no defect"));
    const std::vector<ClassChange> nameless{{"surface", 1, "two words"}};
    CHECK_THROWS_WITH(reclass_wafer_file(folder / "w.h5", nameless, who), Contains("can't be a class"));
    CHECK(test::content_of(folder / "w.h5") == before);
}
