// SPDX-License-Identifier: GPL-3.0-or-later
// A recording with a colour channel through the whole of `inspect`, and `analyse` of what it leaves.
#include "libinspect/scan/inspect.h"
#include "libinspect/store/wafer_file.h"
#include "samples/recording_files.h"
#include "tests/formats/support.h"
#include "tests/scan/coloured_wafer.h"

#include <cstring>

#include <catch2/catch.hpp>

using namespace waferglow;

namespace {

/// A fifth of the preset's dies, more spectra among them.
simulated::RecordingSettings small_settings() {
    simulated::RecordingSettings s = test::colour_settings(3, 700.0);
    s.grid.rows = 120;
    s.grid.cols = 90;
    s.spectra.share = 0.08;
    return s;
}

const simulated::SimulatedRecording& simulated_wafer() {
    static const simulated::SimulatedRecording kRecording{small_settings()};
    return kRecording;
}

const Recording& colour_recording() {
    static const test::TempFolder folder;
    static const Recording kRecording = [] {
        samples::write_recording_files(simulated_wafer(), folder / "r", {.truth = false, .on_tile = {}});
        return read_recording(folder / "r");
    }();
    return kRecording;
}

WaferFile inspected(const std::filesystem::path& output, int threads) {
    InspectOptions options;
    options.output = output;
    options.threads = threads;
    options.log = {"2026-01-01T00:00:00Z", "test", "inspect", ""};
    return inspect_recording(colour_recording(), {}, options).file;
}

}  // namespace

TEST_CASE("images tell wavelengths better than their scatter, sigma holds, wrong colours are found",
          "[colour]") {
    const test::TempFolder folder;
    const WaferFile file = inspected(folder / "w.h5", 0);
    REQUIRE(file.colours.size() == 1);
    REQUIRE(file.colours.front().summary.fault.empty());
    WaferFile again = file;
    const Evaluation judged = evaluate(again, {});
    const test::ColourFigures f = test::colour_figures(simulated_wafer(), again, judged);
    CAPTURE(f.rms_nm, f.scatter_nm, f.correlation, f.coverage_95, f.found, f.false_share);
    CHECK(f.rms_nm < 0.8 * f.scatter_nm);
    CHECK(f.correlation > 0.7);
    CHECK(f.coverage_95 > 0.93);
    CHECK(f.coverage_95 < 0.975);
    CHECK(f.found >= 0.97);
    CHECK(f.false_share <= 0.0005);
    CHECK(f.el_agreement > test::el_agreement_without(simulated_wafer(), again));
}

TEST_CASE("one thread and several write the same file with colours, and analyse repeats it", "[colour]") {
    const test::TempFolder folder;
    static_cast<void>(inspected(folder / "one.h5", 1));
    const WaferFile file = inspected(folder / "two.h5", 4);
    CHECK(test::content_of(folder / "one.h5") == test::content_of(folder / "two.h5"));
    const WaferFile anew = analyse_wafer_file(folder / "two.h5", {}, file.log.front(), 2);
    for (const char* name : kColourJudged) {
        const std::vector<float>& before = file.map.at(name).values;
        const std::vector<float>& after = anew.map.at(name).values;
        CHECK(std::memcmp(before.data(), after.data(), before.size() * sizeof(float)) == 0);
    }
    CHECK(anew.bins == file.bins);
    const WaferFile stored = read_wafer_file(folder / "two.h5");
    REQUIRE(stored.colours.size() == 1);
    CHECK(stored.colours.front().of == "pl_high");
    CHECK(stored.colours.front().summary.dies == file.colours.front().summary.dies);
    CHECK(stored.colours.front().summary.curve_nm == file.colours.front().summary.curve_nm);
    CHECK(stored.channels == file.channels);
}
