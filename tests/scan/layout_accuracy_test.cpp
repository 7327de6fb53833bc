// SPDX-License-Identifier: GPL-3.0-or-later
// Wafers as they are laid out: test structures, stepper fields, staggered rows, several products, flats. Each
// is compared with the same wafer without them: same dies, same light, same verdicts of the tester.
#include "drivers/simulated/physics/presets.h"
#include "drivers/simulated/physics/recording_generator.h"
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
        for (std::size_t cell = 0; cell < evaluation.bins.size(); ++cell) {
            if (evaluation.bins[cell] == kNoBinCode) continue;
            const DieIndex die = die_of(cell);
            REQUIRE(scan.map.presence().exists(die));
            confusion.add(!recording.el(die).pass, !evaluation.applied.rules.passes[evaluation.bins[cell]]);
        }
        return confusion;
    }

    [[nodiscard]] DieIndex die_of(std::size_t cell) const {
        const auto cols = static_cast<std::size_t>(scan.map.grid().cols);
        return {static_cast<std::int32_t>(cell / cols), static_cast<std::int32_t>(cell % cols)};
    }
};

/// The example, large enough for some fields.
simulated::RecordingSettings plain_wafer() {
    simulated::RecordingSettings settings = simulated::preset("example");
    settings.seed = 77;
    return settings;
}

GridSteps fields() {
    return {.field_rows = 8,
            .field_cols = 10,
            .field_gap_x_um = 40.0,
            .field_gap_y_um = 40.0,
            .field_row0 = 3,
            .field_col0 = 4};
}

void check_pose(const Inspected& wafer) {
    const GridPose& truth = wafer.recording.settings().scan.pose;
    const double pixel_um = wafer.recording.settings().camera.pixel_um;
    CHECK(wafer.scan.pose.pose.rotation_rad == Approx(truth.rotation_rad).margin(0.1e-3));
    CHECK(wafer.scan.pose.pose.scale == Approx(truth.scale).margin(60e-6));
    CHECK(wafer.scan.pose.pose.offset_x_um == Approx(truth.offset_x_um).margin(0.5 * pixel_um));
    CHECK(wafer.scan.pose.pose.offset_y_um == Approx(truth.offset_y_um).margin(0.5 * pixel_um));
    CHECK(wafer.scan.pose.rms_um < 0.15 * pixel_um);
}

/// Every die counted and judged as well as on the same wafer without fields and the like.
void check_like(const Inspected& wafer, const Inspected& plain) {
    check_pose(wafer);
    const Confusion agreement = wafer.agreement();
    CHECK(agreement.matched() == wafer.scan.map.presence().count());
    const auto wrong = agreement.fp + agreement.fn;
    const Confusion before = plain.agreement();
    // 0.05 points of the dies, and a die or two of these small wafers.
    CHECK(static_cast<double>(wrong) <= static_cast<double>(before.fp + before.fn) +
                                            0.0005 * static_cast<double>(agreement.matched()) + 1.5);
}

/// Mean over healthy dies at the edges of fields against that of those inside.
void check_edges(const Inspected& wafer) {
    const GridSteps& steps = wafer.scan.map.grid().steps;
    const Channel channel = wafer.recording.settings().channels.front().channel;
    const Layer& relative = wafer.scan.map.at(relative_layer_name(channel));
    double sum[2] = {0.0, 0.0};
    double count[2] = {0.0, 0.0};
    wafer.scan.map.presence().for_each([&](DieIndex die) {
        if (wafer.recording.truth(die).kind != simulated::DieKind::healthy) return;
        const bool edge = steps.field_of_col(die.col - 1) != steps.field_of_col(die.col + 1) ||
                          steps.field_of_row(die.row - 1) != steps.field_of_row(die.row + 1);
        const double light = static_cast<double>(relative.values[wafer.scan.map.grid().cell(die)]) /
                             wafer.recording.truth(die).pl[0] * wafer.recording.truth(die).map;
        if (std::abs(light - 1.0) > 0.3) return;
        sum[edge] += light;
        count[edge] += 1.0;
    });
    REQUIRE(count[0] > 1000.0);
    REQUIRE(count[1] > 500.0);
    CHECK(sum[1] / count[1] == Approx(sum[0] / count[0]).epsilon(0.002));
}

}  // namespace

TEST_CASE("stepper fields, test structures, brick rows and two products are judged like a plain wafer",
          "[scan]") {
    const Inspected plain(plain_wafer());
    SECTION("fields with a wider street between them") {
        simulated::RecordingSettings settings = plain_wafer();
        settings.grid.steps = fields();
        const Inspected wafer(settings);
        check_like(wafer, plain);
        check_edges(wafer);
    }
    SECTION("2 % test structures, dark") {
        simulated::RecordingSettings settings = plain_wafer();
        settings.layout.pcm_share = 0.02;
        settings.layout.marks = 2;
        const Inspected wafer(settings);
        CHECK(wafer.scan.map.presence().count() < plain.scan.map.presence().count());
        check_like(wafer, plain);
    }
    SECTION("brick rows") {
        simulated::RecordingSettings settings = plain_wafer();
        settings.grid.steps.stagger_x_um = 0.5 * settings.grid.pitch_x_um;
        check_like(Inspected(settings), plain);
    }
    SECTION("two products") {
        simulated::RecordingSettings settings = plain_wafer();
        settings.layout.groups = 2;
        check_like(Inspected(settings), plain);
    }
    SECTION("all of them") {
        simulated::RecordingSettings settings = plain_wafer();
        settings.grid.steps = fields();
        settings.grid.steps.stagger_x_um = 0.5 * settings.grid.pitch_x_um;
        settings.layout = {.file = {}, .pcm_share = 0.02, .pcm_light = 0.5, .marks = 2, .groups = 2};
        const Inspected wafer(settings);
        check_like(wafer, plain);
        check_edges(wafer);
    }
}

TEST_CASE("dies beyond a flat are neither planned nor measured nor judged", "[scan]") {
    simulated::RecordingSettings settings = plain_wafer();
    settings.wafer = standard_wafer(2);
    settings.wafer.edge_exclusion_mm = 1.0;
    settings.wafer.primary_flat_mm = 49.2;  // cuts deep into this small grid
    const Inspected wafer(settings);
    const double lowest_um = -1000.0 * (std::sqrt(25.4 * 25.4 - 24.6 * 24.6) - 1.0);
    const DieGrid& grid = wafer.scan.map.grid();
    REQUIRE(wafer.scan.map.presence().count() < static_cast<std::int64_t>(grid.cells()));
    for (std::size_t cell = 0; cell < grid.cells(); ++cell) {
        const bool beyond = grid.center(wafer.die_of(cell)).y - 0.5 * grid.die_height_um < lowest_um;
        if (beyond) CHECK(wafer.evaluation.bins[cell] == kNoBinCode);
    }
    check_pose(wafer);
    CHECK(wafer.agreement().matched() == wafer.scan.map.presence().count());
}
