// SPDX-License-Identifier: GPL-3.0-or-later
// The whole chain on simulated wafers of known truth: pose, intensities and verdicts.
#include "drivers/simulated/physics/presets.h"
#include "drivers/simulated/physics/recording_generator.h"
#include "libinspect/base/parallel.h"
#include "libinspect/correlation/confusion.h"
#include "libinspect/map/channel_layers.h"
#include "libinspect/scan/evaluate.h"
#include "libinspect/scan/scan.h"
#include "samples/simulated_tiles.h"

#include <cmath>

using namespace waferglow;

namespace {

struct Inspected {
    simulated::SimulatedRecording recording;
    ScanResult scan;
    Evaluation evaluation;

    explicit Inspected(const simulated::RecordingSettings& settings) : recording(settings) {
        samples::SimulatedTileSource source(recording);
        scan = run_scan(source, {}, {}, {});
        evaluation = evaluate(scan.map, source.job().channels, {});
    }

    [[nodiscard]] Confusion agreement() const {
        Confusion confusion;
        const DieGrid& grid = scan.map.grid();
        for (std::int32_t row = 0; row < grid.rows; ++row) {
            for (std::int32_t col = 0; col < grid.cols; ++col) {
                if (!scan.map.presence().exists({row, col})) continue;
                const std::uint8_t bin = evaluation.bins[grid.cell({row, col})];
                if (bin == kNoBinCode) continue;
                confusion.add(!recording.el({row, col}).pass, !evaluation.applied.rules.passes[bin]);
            }
        }
        return confusion;
    }
};

void check_pose(const Inspected& wafer) {
    const GridPose& truth = wafer.recording.settings().scan.pose;
    const double pixel_um = wafer.recording.settings().camera.pixel_um;
    CHECK(wafer.scan.pose.pose.rotation_rad == Approx(truth.rotation_rad).margin(0.1e-3));
    CHECK(wafer.scan.pose.pose.scale == Approx(truth.scale).margin(60e-6));
    CHECK(wafer.scan.pose.rms_um < 0.15 * pixel_um);
}

}  // namespace

TEST_CASE("a wafer like the example is measured, located and judged", "[scan]") {
    const Inspected wafer(simulated::preset("example"));
    check_pose(wafer);
    const Confusion agreement = wafer.agreement();
    CHECK(agreement.matched() == wafer.scan.map.presence().count());
    CHECK(agreement.accuracy() > 0.99);
    CHECK(agreement.overkill() < 0.005);
}

TEST_CASE("dies of 4 x 4 pixels with few photons are judged", "[scan]") {
    const Inspected wafer(simulated::preset("dim"));
    check_pose(wafer);
    const Confusion agreement = wafer.agreement();
    CHECK(agreement.matched() == wafer.scan.map.presence().count());
    CHECK(agreement.accuracy() > 0.985);
    CHECK(agreement.overkill() < 0.008);
}

TEST_CASE("a grid turned by milliradians is followed", "[scan]") {
    const Inspected wafer(simulated::preset("tilted"));
    check_pose(wafer);
    CHECK(wafer.agreement().accuracy() > 0.985);
}

TEST_CASE("a scan that is stopped keeps what it has and says what is missing", "[scan]") {
    const simulated::SimulatedRecording recording(simulated::preset("example"));
    samples::SimulatedTileSource source(recording);
    std::stop_source stop;
    int tiles = 0;
    const RecordSink stop_after_three = [&](const TileRecord&) {
        if (++tiles == 3) stop.request_stop();
        return true;
    };
    const ThreadLimit one(1);
    const ScanResult scan = run_scan(source, {}, stop_after_three, {.stop = stop.get_token()});
    CHECK_FALSE(scan.complete);
    const LedgerCounts counts = count_tiles(scan.ledger);
    CHECK(counts.written >= 3);
    CHECK(counts.expected == counts.total() - counts.written);
}

TEST_CASE("records of an earlier run are taken over without their images", "[scan]") {
    const simulated::SimulatedRecording recording(simulated::preset("example"));
    samples::SimulatedTileSource source(recording);
    std::vector<TileRecord> records;
    const ThreadLimit one(1);
    const ScanResult first = run_scan(source, {},
                                      [&](const TileRecord& record) {
                                          records.push_back(record);
                                          return true;
                                      },
                                      {});
    records.resize(records.size() / 2);
    const ScanResult second = run_scan(source, records, {}, {});
    CHECK(second.complete);
    CHECK(second.ledger == first.ledger);
    for (const Layer& layer : first.map.layers()) {
        const Layer& again = second.map.at(layer.name);
        bool same = true;
        for (std::size_t i = 0; i < layer.values.size(); ++i) {
            same = same && (layer.values[i] == again.values[i] || std::isnan(layer.values[i]));
        }
        INFO(layer.name);
        CHECK(same);
    }
}
