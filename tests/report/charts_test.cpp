// SPDX-License-Identifier: GPL-3.0-or-later
// Where charts put what they show: lengths in proportion to the numbers.
#include "libinspect/report/internal/charts.h"

#include "libinspect/report/internal/el_charts.h"
#include "libinspect/report/internal/plot.h"
#include "tests/report/drawing.h"

#include <algorithm>
#include <cmath>
#include <limits>

using namespace waferglow;
using namespace waferglow::test;

namespace {

StoredBin bin(std::uint8_t code, const std::string& name, bool pass, std::int64_t dies) {
    return {.code = code, .name = name, .rgb = {1, 2, 3}, .pass = pass, .description = "", .dies = dies};
}

}  // namespace

TEST_CASE("a plot maps its axes to its area and holds what is beyond at its edge", "[charts]") {
    Figure figure{.width = 148.0, .height = 136.0};
    const Plot plot(figure, {.low = 10.0, .high = 20.0}, {.low = -1.0, .high = 1.0}, {40.0, 6.0, 8.0, 30.0});
    CHECK(plot.at(10.0, -1.0).x == 40.0);
    CHECK(plot.at(10.0, -1.0).y == 106.0);
    CHECK(plot.at(20.0, 1.0).x == 140.0);
    CHECK(plot.at(20.0, 1.0).y == 6.0);
    CHECK(plot.at(12.5, 0.5).x == Approx(65.0));
    CHECK(plot.at(12.5, 0.5).y == Approx(31.0));
    CHECK(plot.at(99.0, -7.0).x == 140.0);
    CHECK(plot.at(99.0, -7.0).y == 106.0);
    CHECK(plot.at(std::nan(""), std::nan("")).x == 40.0);
    CHECK(plot.at(std::nan(""), std::nan("")).y == 106.0);
}

TEST_CASE("decades of a logarithmic axis are equally long", "[charts]") {
    Figure figure{.width = 348.0, .height = 100.0};
    Plot plot(figure, {.low = 1e-3, .high = 1.0, .label = "dose", .log = true, .percent = true}, {},
              {.left = 40.0, .right = 8.0});
    CHECK(plot.at(1e-2, 0.0).x == Approx(140.0));
    CHECK(plot.at(1e-1, 0.0).x == Approx(240.0));
    CHECK(plot.at(0.0, 0.0).x == 40.0);
    CHECK(plot.at(-5.0, 0.0).x == 40.0);
    plot.draw_grid();
    for (const char* tick : {"0.1\u00A0%", "1\u00A0%", "10\u00A0%", "100\u00A0%", "dose"}) {
        CAPTURE(tick);
        CHECK(says(figure, tick));
    }
}

TEST_CASE("bars of a histogram are as high as their counts, side by side from edge to edge", "[charts]") {
    const Histogram counts{.low = 0.0, .high = 4.0, .counts = {10, 0, 40, 20}, .below = 1, .above = 1234};
    LayerSummary summary;
    summary.median = 2.5;
    const Figure figure = histogram_figure(counts, summary, "light", 222.0, 112.0);
    const std::vector<RectShape> bars = shapes_of<RectShape>(figure);
    REQUIRE(bars.size() == 3);  // no bar of no dies
    CHECK(bars[1].height == Approx(4.0 * bars[0].height));
    CHECK(bars[2].height == Approx(2.0 * bars[0].height));
    const double bottom = bars[0].y + bars[0].height;
    for (const RectShape& bar : bars) CHECK(bar.y + bar.height == Approx(bottom));
    const double step = bars[2].x - bars[1].x;
    CHECK(bars[1].x - bars[0].x == Approx(2.0 * step));
    CHECK(bars[0].width < step);
    const std::vector<PathShape> marks = lines_of(figure, ink::kAlarm);
    REQUIRE(marks.size() == 1);
    CHECK(marks[0].points[0].x == Approx(bars[0].x + 2.5 * step));
    CHECK(says(figure, "median 2.500"));
    CHECK(figure.caption == "Beyond the axis: 1 dies below, 1\u202F234 above.");
}

TEST_CASE("a histogram of nothing is an empty frame", "[charts]") {
    const Figure figure =
        histogram_figure({.counts = std::vector<std::int64_t>(5, 0)}, {}, "light", 200.0, 100.0);
    CHECK(shapes_of<RectShape>(figure).empty());
    CHECK(figure.caption.empty());
}

TEST_CASE("a Pareto chart orders failing bins by count and sums them up to all", "[charts]") {
    const std::vector<StoredBin> table{bin(1, "good", true, 900), bin(2, "dim", false, 10),
                                       bin(3, "none", false, 0), bin(4, "leaky", false, 70),
                                       bin(5, "dead", false, 20)};
    const Figure figure = pareto_figure(table, 400.0, 170.0);
    const std::vector<RectShape> bars = shapes_of<RectShape>(figure);
    REQUIRE(bars.size() == 3);
    CHECK(bars[0].height == Approx(7.0 * bars[2].height));
    CHECK(bars[1].height == Approx(2.0 * bars[2].height));
    std::vector<std::string> names;
    for (const TextShape& text : shapes_of<TextShape>(figure)) {
        if (text.text == "leaky" || text.text == "dead" || text.text == "dim" || text.text == "good" ||
            text.text == "none")
            names.push_back(text.text);
    }
    CHECK(names == std::vector<std::string>{"leaky", "dead", "dim"});
    const std::vector<DotsShape> dots = shapes_of<DotsShape>(figure);
    REQUIRE(dots.size() == 1);
    const double bottom = bars[0].y + bars[0].height;
    std::vector<double> heights;
    for (const PointPt& p : dots[0].centers) heights.push_back(bottom - p.y);
    REQUIRE(heights.size() == 3);
    CHECK(heights[0] == Approx(0.7 * heights[2]));
    CHECK(heights[1] == Approx(0.9 * heights[2]));
    CHECK(dots[0].centers[0].x == Approx(bars[0].x + 0.5 * bars[0].width));
}

TEST_CASE("of many failing bins twelve are shown, their share is still of all", "[charts]") {
    std::vector<StoredBin> table;
    for (int i = 0; i < 20; ++i)
        table.push_back(bin(static_cast<std::uint8_t>(i), "b" + std::to_string(i), false, 5));
    const Figure figure = pareto_figure(table, 496.0, 170.0);
    CHECK(shapes_of<RectShape>(figure).size() == 12);
    const std::vector<PointPt> line = shapes_of<DotsShape>(figure).at(0).centers;
    const double one = shapes_of<RectShape>(figure)[0].y + shapes_of<RectShape>(figure)[0].height - line[0].y;
    CHECK(one * 20.0 == Approx(170.0 - 14.0 - 30.0));  // a twentieth of the plot's height
    CHECK(says(pareto_figure({bin(1, "good", true, 5)}, 400.0, 170.0), "no die failed"));
}

TEST_CASE("a radial profile draws its median within its band, empty rings left out", "[charts]") {
    std::vector<RingSummary> rings(4);
    for (std::size_t i = 0; i < 4; ++i)
        rings[i] = {.radius_mm = 5.0 + 10.0 * static_cast<double>(i),
                    .dies = 9,
                    .median = 1.0,
                    .low = 0.9,
                    .high = 1.3};
    rings[2] = {.radius_mm = 25.0, .dies = 0};
    const Figure figure = radial_figure(rings, "light", 222.0, 112.0);
    const PathShape line = lines_of(figure, ink::kAccent).at(0);
    REQUIRE(line.points.size() == 3);
    // Rings at 5, 15 and 35 mm.
    CHECK(line.points[2].x - line.points[1].x == Approx(2.0 * (line.points[1].x - line.points[0].x)));
    const std::vector<PathShape> paths = shapes_of<PathShape>(figure);
    const auto band =
        std::ranges::find_if(paths, [](const PathShape& p) { return p.fill == ink::kAccentPale; });
    REQUIRE(band != paths.end());
    REQUIRE(band->points.size() == 6);
    const double above = line.points[0].y - band->points[0].y;
    const double below = band->points[5].y - line.points[0].y;
    CHECK(above == Approx(3.0 * below));
    CHECK(shapes_of<PathShape>(radial_figure({}, "light", 222.0, 112.0)).size() > 2);  // the frame
}

TEST_CASE("a line goes through its points; without two there is none", "[charts]") {
    const Figure figure =
        line_figure({400.0, 450.0, 500.0}, {0.0, 100.0, 50.0}, "nm", "counts", 300.0, 130.0);
    const PathShape line = lines_of(figure, ink::kAccent).at(0);
    REQUIRE(line.points.size() == 3);
    CHECK(line.points[1].x == Approx(0.5 * (line.points[0].x + line.points[2].x)));
    CHECK(line.points[0].y - line.points[1].y == Approx(2.0 * (line.points[0].y - line.points[2].y)));
    CHECK(line_figure({400.0}, {1.0}, "nm", "counts", 300.0, 130.0).shapes.empty());
    CHECK(line_figure({400.0, 500.0}, {1.0}, "nm", "counts", 300.0, 130.0).shapes.empty());
}

TEST_CASE("the four counts stand where their verdicts cross", "[charts]") {
    const Figure figure = confusion_figure({.tp = 60, .fp = 25, .tn = 1500, .fn = 15}, 290.0);
    const auto place = [&](const std::string& text) {
        for (const TextShape& words : shapes_of<TextShape>(figure)) {
            if (words.text == text) return PointPt{words.x, words.y};
        }
        FAIL(text << " is not there");
        return PointPt{};
    };
    CHECK(place("1\u202F500").x == place("passed by PL").x);
    CHECK(place("15").x == place("passed by PL").x);
    CHECK(place("25").x == place("rejected by PL").x);
    CHECK(place("60").x == place("rejected by PL").x);
    CHECK(place("15").y == place("60").y);
    CHECK(place("1\u202F500").y == place("25").y);
    CHECK(place("good by EL").y < place("bad by EL").y);
    CHECK(place("25").y < place("15").y);
    CHECK(place("overkill").x == place("25").x);
    CHECK(place("escape").y > place("overkill").y);
}

TEST_CASE("a receiver operating characteristic runs in steps, its area is a probability", "[charts]") {
    const std::vector<float> score{0.9F, 0.8F, 0.7F, 0.2F};
    const std::vector<std::uint8_t> bad{1, 0, 1, 0};
    // Pairs of a bad and a good die: (0.9, 0.8), (0.9, 0.2), (0.7, 0.2) in order, (0.7, 0.8) not.
    const Figure figure =
        roc_figure({{"layer", roc_curve(score, bad)}}, {.tp = 1, .fp = 1, .tn = 1, .fn = 1}, 242.0, 190.0);
    CHECK(says(figure, "layer: area 0.7500"));
    const std::vector<PathShape> curves = lines_of(figure, ink::kAccent);
    REQUIRE(curves.size() == 1);
    const std::vector<PointPt>& p = curves[0].points;
    for (std::size_t i = 1; i < p.size(); ++i) {
        CHECK((p[i].x == p[i - 1].x || p[i].y == p[i - 1].y));
        CHECK(p[i].x >= p[i - 1].x);
        CHECK(p[i].y <= p[i - 1].y);
    }
    // The bins reject half of the bad and half of the good: 3.7 of 4 decades to the right, half way up.
    const DotsShape dot = shapes_of<DotsShape>(figure).back();
    CHECK(dot.centers[0].x == Approx(44.0 + (242.0 - 8.0 - 44.0) * (4.0 + std::log10(0.5)) / 4.0));
    CHECK(dot.centers[0].y == Approx(0.5 * (16.0 + 190.0 - 30.0)));
}

TEST_CASE("moved shapes keep their form", "[charts]") {
    std::vector<Shape> shapes{PathShape{.points = {{1.0, 2.0}, {3.0, 5.0}}},
                              RectShape{.x = 1.0, .y = 2.0, .width = 7.0, .height = 9.0},
                              DotsShape{.centers = {{4.0, 4.0}}}, TextShape{.x = 0.0, .y = 1.0},
                              PictureShape{.x = 3.0, .y = 3.0}};
    for (Shape& shape : shapes) move_shape(shape, 10.0, -1.0);
    CHECK(std::get<PathShape>(shapes[0]).points[1].x == 13.0);
    CHECK(std::get<PathShape>(shapes[0]).points[1].y == 4.0);
    CHECK(std::get<RectShape>(shapes[1]).x == 11.0);
    CHECK(std::get<RectShape>(shapes[1]).width == 7.0);
    CHECK(std::get<DotsShape>(shapes[2]).centers[0].y == 3.0);
    CHECK(std::get<TextShape>(shapes[3]).x == 10.0);
    CHECK(std::get<PictureShape>(shapes[4]).y == 2.0);
}
