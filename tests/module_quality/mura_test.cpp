// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/module_quality/module_quality.h"
#include "tests/module_quality/lit_module.h"

#include <algorithm>
#include <cmath>

using namespace waferglow;
using namespace waferglow::module;
using namespace waferglow::test;

namespace {

struct PutMura {
    MuraKind kind;
    double row;
    double col;
    double sigma;
    double contrast;
};

/// Of a matched filter: what an object has over the module's own spread.
double snr_of(const PutMura& mura, const LitModule& lit) {
    const double spread =
        std::hypot(lit.set.spread, lit.set.error) / std::sqrt(static_cast<double>(lit.own.size()));
    const double pi = 3.14159265358979;
    if (mura.kind == MuraKind::spot) return std::abs(mura.contrast) * std::sqrt(pi) * mura.sigma / spread;
    const double length = mura.kind == MuraKind::band_row ? lit.set.cols : lit.set.rows;
    return std::abs(mura.contrast) * std::sqrt(std::sqrt(pi) * mura.sigma * length) / spread;
}

bool found(const PutMura& put, const std::vector<MuraObject>& objects) {
    return std::ranges::any_of(objects, [&](const MuraObject& object) {
        const bool row = put.kind == MuraKind::band_col || std::abs(object.row - put.row) < put.sigma;
        const bool col = put.kind == MuraKind::band_row || std::abs(object.col - put.col) < put.sigma;
        return object.kind == put.kind && row && col && object.contrast * put.contrast > 0.0;
    });
}

double field_error(const LitModule& lit, const std::vector<float>& field) {
    double mean = 0.0;
    for (const double value : lit.field) mean += value / static_cast<double>(lit.cells());
    double squares = 0.0;
    for (std::size_t i = 0; i < lit.cells(); ++i) {
        const double off = static_cast<double>(field[i]) / (lit.field[i] / mean) - 1.0;
        squares += off * off;
    }
    return std::sqrt(squares / static_cast<double>(lit.cells()));
}

void bend(LitModule& lit) {
    for (std::int32_t r = 0; r < lit.set.rows; ++r) {
        for (std::int32_t c = 0; c < lit.set.cols; ++c) {
            const double x = 2.0 * c / lit.set.cols - 1.0;
            const double y = 2.0 * r / lit.set.rows - 1.0;
            lit.field[lit.at(r, c)] *= 1.0 - 0.08 * (x * x + y * y);
        }
    }
}

}  // namespace

TEST_CASE("every mura of signal 10 and more is found, with few ghosts", "[module]") {
    LitSettings settings;
    settings.seed = GENERATE(1U, 2U, 3U, 4U);
    LitModule lit(settings);
    bend(lit);
    const std::vector<PutMura> put{
        {MuraKind::spot, 40, 60, 4, -0.06},     {MuraKind::spot, 120, 80, 7, 0.04},
        {MuraKind::spot, 60, 180, 12, -0.025},  {MuraKind::spot, 130, 250, 20, 0.03},
        {MuraKind::band_row, 95, 0, 6, -0.012}, {MuraKind::band_col, 0, 290, 5, 0.015}};
    for (const PutMura& mura : put) {
        REQUIRE(snr_of(mura, lit) > 10.0);
        if (mura.kind == MuraKind::spot)
            lit.add_spot(mura.row, mura.col, mura.sigma, mura.contrast);
        else
            lit.add_band(mura.kind == MuraKind::band_row,
                         mura.kind == MuraKind::band_row ? mura.row : mura.col, mura.sigma, mura.contrast);
    }
    lit.scatter(200, 0.0);
    lit.add_line(true, 20, 0, 0, 320, 0.0);
    const Mura mura = judge(lit.light(), {}).mura;
    for (const PutMura& one : put) {
        INFO(name_of(one.kind) << " at " << one.row << ", " << one.col);
        CHECK(found(one, mura.objects));
    }
    CHECK(mura.objects.size() <= put.size() + 4);
}

TEST_CASE("a module without mura has none", "[module]") {
    LitSettings settings;
    settings.seed = GENERATE(31U, 32U, 33U, 34U);
    LitModule lit(settings);
    bend(lit);
    lit.scatter(300, 0.0);
    CHECK(judge(lit.light(), {}).mura.objects.empty());
}

TEST_CASE("the smooth field is near the true one", "[module]") {
    LitModule lit(LitSettings{});
    bend(lit);
    lit.add_spot(60, 100, 20, 0.04);
    CHECK(field_error(lit, judge(lit.light(), {}).mura.field) < 0.0020);

    LitModule rgb({.rows = 270, .cols = 480, .colours = {"r", "g", "b"}});
    bend(rgb);
    CHECK(field_error(rgb, judge(rgb.light(), {}).mura.field) < 0.0013);
}

TEST_CASE("light that rises from side to side is a gradient", "[module]") {
    LitModule lit(LitSettings{});
    for (std::size_t i = 0; i < lit.cells(); ++i)
        lit.field[i] *= std::exp(0.05 * (static_cast<double>(i % 320) / 160.0 - 1.0));
    const Mura mura = judge(lit.light(), {}).mura;
    REQUIRE(mura.objects.size() == 1);
    CHECK(mura.objects[0].kind == MuraKind::gradient);
    CHECK(mura.objects[0].contrast == Approx(std::expm1(0.10)).epsilon(0.05));
    CHECK_FALSE(mura.objects[0].jnd.has_value());
}

TEST_CASE("place, size and contrast of a spot are measured", "[module]") {
    LitSettings settings;
    settings.rows = settings.cols = 200;
    LitModule lit(settings);
    lit.add_spot(70.3, 120.6, 10, -0.05);
    const Mura mura = judge(lit.light(), {}).mura;
    REQUIRE(mura.objects.size() == 1);
    CHECK(mura.objects[0].row == Approx(70.3).margin(2.0));
    CHECK(mura.objects[0].col == Approx(120.6).margin(2.0));
    CHECK(mura.objects[0].sigma_px == Approx(10).epsilon(0.15));
    CHECK(mura.objects[0].contrast == Approx(-0.05).epsilon(0.12));
    CHECK(mura.objects[0].semu > 1.0);
    CHECK(mura.objects[0].jnd > 1.0);
}
