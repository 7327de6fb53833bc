// SPDX-License-Identifier: GPL-3.0-or-later
// A reflected channel beside PL, in a recording with and without dark frame: what PL says must not change.
#include "drivers/simulated/physics/presets.h"
#include "libinspect/correlation/confusion.h"
#include "libinspect/map/channel_layers.h"
#include "libinspect/scan/evaluate.h"
#include "libinspect/scan/internal/recording_source.h"
#include "libinspect/scan/scan.h"
#include "samples/recording_files.h"
#include "tests/formats/support.h"

#include <algorithm>
#include <bit>

#include <catch2/catch.hpp>

using namespace waferglow;
using Catch::Contains;

namespace {

/// Two PL channels and, listed first, a reflected one whose streets are far brighter than the dark level.
simulated::RecordingSettings settings_with_reflected() {
    simulated::RecordingSettings s = simulated::preset("example");
    s.channels.insert(s.channels.begin(),
                      {.channel = {.name = "surface", .kind = ChannelKind::reflected, .exposure_ms = 2.0},
                       .electrons_per_px = 2000.0});
    s.spectra.share = 0.0;
    return s;
}

struct Files {
    test::TempFolder folder;
    simulated::SimulatedRecording simulated{settings_with_reflected()};
    Recording recording;

    Files() {
        samples::write_recording_files(simulated, folder / "r", {.truth = false, .on_tile = {}});
        recording = read_recording(folder / "r");
    }
};

/// The same recording without its tiles and channels of that kind.
Recording without(Recording recording, ChannelKind kind) {
    std::erase_if(recording.tiles, [&](const TileEntry& tile) {
        return recording.channels[static_cast<std::size_t>(tile.channel)].kind == kind;
    });
    std::vector<int> number;
    std::vector<Channel> kept;
    for (const Channel& channel : recording.channels) {
        number.push_back(static_cast<int>(kept.size()));
        if (channel.kind != kind) kept.push_back(channel);
    }
    for (TileEntry& tile : recording.tiles) tile.channel = number[static_cast<std::size_t>(tile.channel)];
    recording.channels = kept;
    return recording;
}

struct Inspected {
    ScanResult scan;
    Evaluation evaluation;

    explicit Inspected(const Recording& recording) {
        RecordingSource source(recording);
        scan = run_scan(source, {}, {}, {});
        evaluation = evaluate(scan.map, source.job().channels, {});
    }

    [[nodiscard]] bool fails(std::size_t cell) const {
        return !evaluation.applied.rules.passes[evaluation.bins[cell]];
    }

    [[nodiscard]] Confusion agreement(const simulated::SimulatedRecording& truth) const {
        Confusion confusion;
        const DieGrid& grid = scan.map.grid();
        for (std::int32_t row = 0; row < grid.rows; ++row) {
            for (std::int32_t col = 0; col < grid.cols; ++col) {
                const std::size_t cell = grid.cell({row, col});
                if (!scan.map.presence().exists({row, col}) || evaluation.bins[cell] == kNoBinCode) continue;
                confusion.add(!truth.el({row, col}).pass, fails(cell));
            }
        }
        return confusion;
    }
};

}  // namespace

TEST_CASE("without a dark frame a reflected channel changes nothing of PL", "[scan]") {
    Files files;
    const Inspected with_dark(files.recording);
    files.recording.dark.reset();
    const Inspected both(files.recording);
    const Inspected pl_only(without(files.recording, ChannelKind::reflected));

    for (const Layer& layer : pl_only.scan.map.layers()) {
        INFO(layer.name);
        const std::vector<float>& same = both.scan.map.at(layer.name).values;
        CHECK(std::ranges::equal(layer.values, same, [](float a, float b) {
            return std::bit_cast<std::uint32_t>(a) == std::bit_cast<std::uint32_t>(b);
        }));
    }
    CHECK(both.evaluation.bins == pl_only.evaluation.bins);

    const Confusion wanted = with_dark.agreement(files.simulated);
    const Confusion found = both.agreement(files.simulated);
    CHECK(found.matched() == wanted.matched());
    CHECK(found.escape() == Approx(wanted.escape()).margin(0.005));
    CHECK(found.overkill() == Approx(wanted.overkill()).margin(0.001));
    std::size_t differing = 0;
    for (std::size_t cell = 0; cell < both.evaluation.bins.size(); ++cell)
        differing += both.fails(cell) == with_dark.fails(cell) ? 0 : 1;
    CHECK(differing <= both.evaluation.bins.size() / 1000);
}

TEST_CASE("channels of kinds that are not measured are left alone and named", "[scan]") {
    Files files;
    const Inspected plain(without(files.recording, ChannelKind::reflected));
    files.recording.channels[0].kind = ChannelKind::lit;
    const RecordingSource source(files.recording);
    CHECK(source.job().channels.size() == 2);
    CHECK(source.job().tiles.size() == files.recording.tiles.size() / 3 * 2);
    CHECK_THAT(source.note(), Contains("'surface' (kind lit, ") && Contains("pl, reflected, colour"));
    const Inspected coloured(files.recording);
    CHECK(coloured.evaluation.bins == plain.evaluation.bins);
    CHECK(coloured.scan.map.find("surface") == nullptr);
}

TEST_CASE("a recording without a channel to judge dies by is refused before it is measured", "[scan]") {
    Files files;
    const Recording recording = without(files.recording, ChannelKind::pl);
    CHECK_THAT(test::input_error([&] { const RecordingSource source(recording); }),
               Contains("no channel is of the kind pl") && Contains("'surface' (reflected)"));
}
