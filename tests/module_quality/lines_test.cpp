// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/module_quality/module_quality.h"
#include "tests/module_quality/lit_module.h"

#include <algorithm>
#include <cmath>

using namespace waferglow;
using namespace waferglow::module;
using namespace waferglow::test;

namespace {

struct PutLine {
    bool row;
    std::int32_t index;
    int colour;  // -1: all
    std::int32_t begin;
    std::int32_t end;
    double factor;
};

/// Mean log of the own light of a line's sub-pixels: what the module's spread makes of its contrast.
double true_contrast(const LitModule& lit, const PutLine& line) {
    double sum = 0.0;
    int count = 0;
    for (std::size_t s = 0; s < lit.own.size(); ++s) {
        if (line.colour >= 0 && s != static_cast<std::size_t>(line.colour)) continue;
        for (std::int32_t k = line.begin; k < line.end; ++k) {
            sum += std::log(lit.own[s][line.row ? lit.at(line.index, k) : lit.at(k, line.index)]);
            ++count;
        }
    }
    return line.factor * std::exp(sum / count) - 1.0;
}

void check_lines(LitModule& lit, const std::vector<PutLine>& put) {
    for (const PutLine& line : put)
        lit.add_line(line.row, line.index, line.colour, line.begin, line.end, line.factor);
    const ModuleQuality quality = judge(lit.light(), {});
    CHECK(quality.lines.size() == put.size());
    for (const PutLine& line : put) {
        INFO((line.row ? "row " : "col ") << line.index << " factor " << line.factor);
        const auto found = std::ranges::find_if(quality.lines, [&](const Line& other) {
            return other.axis == (line.row ? Axis::row : Axis::col) && other.index == line.index;
        });
        REQUIRE(found != quality.lines.end());
        const std::size_t colour = line.colour < 0 ? kAllSubPixels : static_cast<std::size_t>(line.colour);
        CHECK(found->sub_pixel == colour);
        CHECK(std::abs(found->begin - line.begin) <= 2);
        CHECK(std::abs(found->end - line.end) <= 2);
        CHECK(found->contrast == Approx(true_contrast(lit, line)).margin(0.005));
    }
}

}  // namespace

TEST_CASE("lines of a module of one colour are all found, and no other", "[module]") {
    LitSettings settings;
    settings.seed = GENERATE(1U, 2U, 3U, 4U);
    LitModule lit(settings);
    lit.add_spot(100, 200, 20, 0.04);
    lit.add_band(true, 140, 7, -0.02);
    check_lines(lit, {{true, 40, 0, 0, 320, 0.0},
                      {false, 100, 0, 60, 180, 0.0},
                      {true, 90, 0, 0, 320, 0.97},
                      {false, 250, 0, 0, 180, 1.05},
                      {true, 120, 0, 200, 320, 0.7},
                      {false, 30, 0, 0, 180, 0.96},
                      {true, 0, 0, 0, 320, 1.04}});
}

TEST_CASE("lines of one colour and of all are told apart", "[module]") {
    LitSettings settings{.rows = 135, .cols = 240, .colours = {"r", "g", "b"}, .seed = 9};
    LitModule lit(settings);
    check_lines(lit, {{true, 20, 1, 0, 240, 0.0},
                      {true, 60, -1, 100, 240, 0.0},
                      {false, 50, -1, 0, 135, 0.975},
                      {false, 90, 2, 0, 135, 0.96},
                      {false, 150, 0, 0, 135, 1.25}});
}

TEST_CASE("a module without lines has none", "[module]") {
    LitSettings settings;
    settings.seed = GENERATE(11U, 12U, 13U, 14U, 15U, 16U);
    LitModule lit(settings);
    lit.scatter(600, 0.0);
    lit.add_band(false, 200, 4, 0.03);
    lit.add_spot(80, 80, 7, -0.06);
    CHECK(judge(lit.light(), {}).lines.empty());
}

TEST_CASE("sub-pixels of a strong line are in its bin, those of a weak one are good", "[module]") {
    LitModule lit(LitSettings{});
    lit.add_line(true, 40, 0, 0, 320, 0.0);
    lit.add_line(true, 90, 0, 0, 320, 0.97);
    const ModuleQuality quality = judge(lit.light(), {});
    CHECK(quality.count(ModuleBin::line) == 320);
    CHECK(quality.bins[0][lit.at(90, 100)] == ModuleBin::good);
    CHECK(quality.relative[0][lit.at(41, 100)] == Approx(lit.own[0][lit.at(41, 100)]).epsilon(0.03));
}
