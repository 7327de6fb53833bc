// SPDX-License-Identifier: GPL-3.0-or-later
// A recording with a reflected channel through the whole of `inspect`.
#include "drivers/simulated/physics/presets.h"
#include "libinspect/finding/finding_kinds.h"
#include "libinspect/map/derived_layers.h"
#include "libinspect/scan/inspect.h"
#include "libinspect/store/journal.h"
#include "samples/recording_files.h"
#include "tests/formats/support.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include <catch2/catch.hpp>

using namespace waferglow;

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
