// SPDX-License-Identifier: GPL-3.0-or-later
// What a scan needs: every copy of the wafer's layers that is held at once counts.
#include "app/tool/scan_estimate.h"

#include "libinspect/map/channel_layers.h"
#include "tests/tool/fake_tool.h"

using namespace waferglow;
using namespace waferglow::tool;

namespace {

ScanRecipe recipe_of(std::int64_t suspects) {
    ScanRecipe scan;
    scan.wafer = standard_wafer(2);
    scan.grid = centered_grid(scan.wafer, 20.0, 20.0, 16.0, 16.0);
    scan.channels = {
        {.channel = {.name = "high", .excitation_w_cm2 = 30.0, .exposure_ms = 5.0}, .light = {}, .gain = 1.0},
        {.channel = {.name = "low", .excitation_w_cm2 = 1.0, .exposure_ms = 5.0}, .light = {}, .gain = 1.0}};
    scan.spectra.suspects = suspects;
    return scan;
}

std::uint64_t memory_of(const ScanRecipe& scan, bool resume) {
    const test::FakeTool fake;
    const CameraInfo camera{.pixel_um = 2.0, .width_px = 2000, .height_px = 2000};
    return estimate_scan(make_plan(scan, camera), scan, fake.view, {.resume = resume}).memory_bytes;
}

std::uint64_t bytes_of_measured_layers(const ScanRecipe& scan) {
    return scan.channels.size() * kQuantities * sizeof(float) * scan.grid.cells();
}

}  // namespace

TEST_CASE("what is measured lies in memory at least once", "[tool]") {
    const ScanRecipe scan = recipe_of(0);
    CHECK(memory_of(scan, false) > bytes_of_measured_layers(scan));
}

TEST_CASE("looking for suspects judges a copy of all layers", "[tool]") {
    CHECK(memory_of(recipe_of(1), false) >=
          memory_of(recipe_of(0), false) + bytes_of_measured_layers(recipe_of(0)));
}

TEST_CASE("a scan that is resumed holds the records of the earlier run beside the layers", "[tool]") {
    CHECK(memory_of(recipe_of(0), true) > 2 * bytes_of_measured_layers(recipe_of(0)));
    CHECK(memory_of(recipe_of(1), true) >= memory_of(recipe_of(1), false));
}
