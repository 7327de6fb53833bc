// SPDX-License-Identifier: GPL-3.0-or-later
// Which die of the wafer a KLARF's die is: indices are sure, positions only tell where die (0, 0) lies.
#include "libinspect/formats/klarf.h"
#include "tests/formats/klarf_verdicts.h"

#include <cmath>

using namespace waferglow;
using namespace waferglow::test;
using Catch::Contains;

namespace {

/// 80 x 100 dies of 600 x 500 um around the centre of a wafer of 2 inches.
const DieGrid kGrid{.rows = 100,
                    .cols = 80,
                    .x0_um = -23'700.0,
                    .y0_um = 24'750.0,
                    .pitch_x_um = 600.0,
                    .pitch_y_um = 500.0,
                    .die_width_um = 420.0,
                    .die_height_um = 340.0};
constexpr double kRadius = 25'400.0;

/// All dies of the grid whose corners lie on the wafer, every 17th of them bad.
KlarfText disc() {
    KlarfText text;
    text.diameter_mm = 50.8;
    text.pitch_x = 600.0;
    text.pitch_y = 500.0;
    text.center_x = 24'000.0;
    text.center_y = 25'000.0;
    for (int y = 0; y < kGrid.rows; ++y) {
        for (int x = 0; x < kGrid.cols; ++x) {
            const WaferPoint at = kGrid.center({kGrid.rows - 1 - y, x});
            if (std::hypot(std::abs(at.x) + 210.0, std::abs(at.y) + 170.0) < kRadius)
                text.plan.emplace_back(x, y);
        }
    }
    for (std::size_t i = 0; i < text.plan.size(); i += 17) text.bad.push_back(text.plan[i]);
    return text;
}

ElTable read(const std::string& text) {
    return read_el_text(text, kGrid);
}

std::size_t differing(const ElTable& table, const Verdicts& truth) {
    const Verdicts found = verdicts(table);
    std::size_t count = 0;
    for (const auto& [die, pass] : truth) {
        const auto at = found.find(die);
        count += at == found.end() || at->second != pass ? 1 : 0;
    }
    return count + (found.size() > truth.size() ? found.size() - truth.size() : 0);
}

}  // namespace

TEST_CASE("a pitch that differs by up to some percent moves no die", "[klarf]") {
    KlarfText text = disc();
    const Verdicts truth = truth_of(text, kGrid.rows);
    const double x_share = GENERATE(0.0, 0.0025, -0.005, 0.0167, -0.05);
    const double y_share = GENERATE(0.0, 0.004, 0.01, -0.03, 0.08);
    text.pitch_x *= 1.0 + x_share;
    text.pitch_y *= 1.0 + y_share;
    INFO(x_share << " " << y_share);
    // Whether the centre was measured with the other scale too or not.
    const bool scaled = GENERATE(false, true);
    if (scaled) {
        text.center_x *= 1.0 + x_share;
        text.center_y *= 1.0 + y_share;
    }
    for (const std::string& file : {text.v12(), text.v18()}) {
        const ElTable table = read(file);
        CHECK(differing(table, truth) == 0);
        // Half a die, 0.5 / 80 columns and 0.5 / 100 rows, is where position and index part.
        const bool parts = std::abs(x_share) > 0.5 / 80 || std::abs(y_share) > 0.5 / 100;
        CHECK(warns(table.warnings, "dies are placed by index from die (0, 0)") == parts);
    }
}

TEST_CASE("die (0, 0) may lie anywhere, indices may be negative", "[klarf]") {
    KlarfText text = disc();
    const Verdicts truth = truth_of(text, kGrid.rows);
    for (KlarfText::Die& die : text.plan) die = {die.first - 40, die.second - 50};
    for (KlarfText::Die& die : text.bad) die = {die.first - 40, die.second - 50};
    text.center_x = 0.0;
    text.center_y = 0.0;
    CHECK(differing(read(text.v12()), truth) == 0);
    text.pitch_x = 620.0;  // die (0, 0) is at the centre: nothing adds up there
    CHECK(differing(read(text.v18()), truth) == 0);
}

TEST_CASE("a place of die (0, 0) that no die speaks for is told", "[klarf]") {
    KlarfText text = disc();
    std::erase_if(text.plan, [](const KlarfText::Die& die) { return die.first < 30 || die.first > 40; });
    text.bad = {text.plan.front()};
    text.pitch_x = 620.0;
    const ElTable table = read(text.v12());
    CHECK(warns(table.warnings, "whose place is not sure"));
    CHECK(differing(table, truth_of(text, kGrid.rows)) == 0);
}

TEST_CASE("a pitch of another thing or unit says nothing about places", "[klarf]") {
    KlarfText text = disc();
    const Verdicts truth = truth_of(text, kGrid.rows);
    text.pitch_x = 0.6;
    const ElTable table = read(text.v12());
    CHECK(warns(table.warnings, "placed by index, not by position"));
    CHECK(differing(table, truth) == 0);
}

TEST_CASE("dies of a test plan that lie off the wafer are told, defects or not", "[klarf]") {
    KlarfText text = disc();
    if (GENERATE(true, false)) text.bad.clear();
    text.center_x = kRadius;
    text.center_y = kRadius;
    for (const std::string& file : {text.v12(), text.v18()}) {
        const ElTable table = read(file);
        CHECK(
            warns(table.warnings, "SampleCenterLocation is the wafer's radius, so it was measured from the"));
        CHECK(warns(table.warnings, "lie off the wafer's grid of dies"));
    }
    text.center_x = 12'000.0;
    CHECK(warns(read(text.v12()).warnings,
                "dies of the test plan lie outside of the wafer of 50.8 mm (SampleCenter"));
    CHECK(read(disc().v12()).warnings.empty());
}

TEST_CASE("dies half a die beside the wafer's are told", "[klarf]") {
    KlarfText text = disc();
    text.center_x += 200.0;
    const ElTable table = read(text.v12());
    CHECK(warns(table.warnings, "lie -200 um in x and 0 um in y beside the wafer's"));
    CHECK(differing(table, truth_of(text, kGrid.rows)) == 0);
}

TEST_CASE("a DieOrigin that is not zero is told and not added", "[klarf]") {
    KlarfText text = disc();
    std::string file = text.v12();
    file.insert(file.find("WaferID"), "DieOrigin 300 250;\n");
    const ElTable table = read(file);
    CHECK(warns(table.warnings, "DieOrigin 300 250 um is not added"));
    CHECK(differing(table, truth_of(text, kGrid.rows)) == 0);
}
