// SPDX-License-Identifier: GPL-3.0-or-later
// What reflected light shows of the virtual wafer: metal, streets, and dies that are damaged to look at.
#include "tests/drivers/simulated/test_tool.h"

#include <functional>
#include <optional>

namespace waferglow::drivers {
namespace {

/// A tool whose wafer has no fault but what `change` gives it.
SimulatedTool tool_with(const std::function<void(SimulatedSettings&)>& change) {
    SimulatedSettings s = ideal_settings();
    change(s);
    return SimulatedTool(s);
}

/// The first die of the wafer's middle for which `wanted` holds.
DieIndex find_die(const SimulatedTool& tool, const std::function<bool(DieIndex)>& wanted) {
    const DieGrid& grid = tool.bench->settings().wafer.grid;
    for (std::int32_t row = grid.rows / 3; row < 2 * grid.rows / 3; ++row) {
        for (std::int32_t col = grid.cols / 3; col < 2 * grid.cols / 3; ++col) {
            if (wanted({row, col})) return {row, col};
        }
    }
    FAIL("no such die");
    return {};
}

/// The die in the middle of a frame under the lamp.
struct DiePicture {
    Image image;
    double middle_x;
    double middle_y;

    DiePicture(SimulatedTool& tool, DieIndex die) {
        const WaferPoint at = tool.bench->settings().wafer.grid.center(die);
        go(tool, at.x, at.y);
        tool.lamp.set_power_mw(tool.bench->settings().lamp.max_power_mw);
        tool.lamp.switch_on();
        image = take(tool, 5.0);
        middle_x = 0.5 * (image.width() - 1);
        middle_y = 0.5 * (image.height() - 1);
    }
    /// Mean of 2 x 2 pixels around a place, in pixels right of and below the die's middle.
    [[nodiscard]] double at(double right, double down) const {
        const auto x = static_cast<int>(std::floor(middle_x + right));
        const auto y = static_cast<int>(std::floor(middle_y + down));
        return 0.25 * (image.row(y)[x] + image.row(y)[x + 1] + image.row(y + 1)[x] + image.row(y + 1)[x + 1]);
    }
};

constexpr double kCornerX = 4.5;  // inside of a die of 12 x 8 pixels
constexpr double kCornerY = 2.5;
constexpr double kStreet = -10.0;  // in the middle of the street to the left

simulated::DieKind kind_of(const SimulatedTool& tool, DieIndex die) {
    return tool.bench->wafer().truth(die, 30.0).kind;
}

TEST_CASE("under the lamp dies are bright metal in darker streets") {
    SimulatedTool tool = tool_with([](SimulatedSettings&) {});
    const DiePicture die(tool, find_die(tool, [](DieIndex) { return true; }));
    const double dark = 100.0;
    CHECK(die.at(0.0, 0.0) > 2.0 * die.at(kStreet, 0.0));
    CHECK(die.at(kStreet, 0.0) > dark);
}

TEST_CASE("a chipped corner shows the street, the other corners the metal") {
    SimulatedTool tool = tool_with([](SimulatedSettings& s) { s.appearance.chipped_share = 0.2; });
    const VirtualWafer& wafer = tool.bench->wafer();
    for (int corner = 0; corner < 4; ++corner) {
        const DiePicture die(
            tool, find_die(tool, [&](DieIndex d) { return wafer.appearance(d).chipped_corner == corner; }));
        const double metal = die.at(0.0, 0.0);
        int dark_corners = 0;
        for (const double right : {-kCornerX, kCornerX}) {
            for (const double down : {-kCornerY, kCornerY}) {
                if (die.at(right, down) < 0.6 * metal) ++dark_corners;
            }
        }
        CHECK(dark_corners == 1);
    }
}

TEST_CASE("a rotated die leaves its place at two corners") {
    SimulatedTool tool = tool_with([](SimulatedSettings& s) { s.appearance.rotated_share = 0.2; });
    const VirtualWafer& wafer = tool.bench->wafer();
    const DiePicture die(
        tool, find_die(tool, [&](DieIndex d) { return std::abs(wafer.appearance(d).rotation_rad) > 0.18; }));
    const double metal = die.at(0.0, 0.0);
    // A turn by 0.2 lifts the short edge's ends by a pixel: two opposite corners darken, two don't.
    const double falling = die.at(-5.0, -3.5) + die.at(5.0, 3.5);
    const double rising = die.at(-5.0, 3.5) + die.at(5.0, -3.5);
    CHECK(std::abs(falling - rising) > 0.15 * metal);
}

TEST_CASE("a missing die looks like street, a particle is darker than metal") {
    SimulatedTool tool = tool_with([](SimulatedSettings& s) {
        s.wafer.population.shares.missing = 0.05;
        s.wafer.population.shares.particle = 0.05;
    });
    const auto of_kind = [&](simulated::DieKind kind) {
        return find_die(tool, [&](DieIndex d) { return kind_of(tool, d) == kind; });
    };
    const DiePicture missing(tool, of_kind(simulated::DieKind::missing));
    CHECK(missing.at(0.0, 0.0) == Approx(missing.at(kStreet, 0.0)).epsilon(0.1));
    const DiePicture particle(tool, of_kind(simulated::DieKind::particle));
    const DiePicture healthy(tool, of_kind(simulated::DieKind::healthy));
    CHECK(particle.at(0.0, 0.0) < 0.7 * healthy.at(0.0, 0.0));
}

TEST_CASE("a scratch is a dark line over the dies that it crosses") {
    SimulatedTool scratched =
        tool_with([](SimulatedSettings& s) { s.wafer.population.patterns.scratches = 40; });
    SimulatedTool clean = tool_with([](SimulatedSettings&) {});
    const DieIndex die =
        find_die(scratched, [&](DieIndex d) { return kind_of(scratched, d) != simulated::DieKind::healthy; });
    const DiePicture with(scratched, die);
    const DiePicture without(clean, die);
    int darker = 0;
    for (std::size_t i = 0; i < with.image.size_px(); ++i)
        if (with.image.pixels()[i] < 0.8 * without.image.pixels()[i]) ++darker;
    CHECK(darker > 20);
    CHECK(darker < static_cast<int>(with.image.size_px()) / 2);
}

}  // namespace
}  // namespace waferglow::drivers
