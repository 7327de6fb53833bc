// SPDX-License-Identifier: GPL-3.0-or-later
// HTML from hostile text, and drawings as SVG.
#include "libinspect/report/html.h"

#include "libinspect/report/escape.h"
#include "libinspect/report/internal/svg.h"
#include "tests/report/sample_report.h"

#include <algorithm>

#include <pugixml.hpp>

using namespace waferglow;
using namespace waferglow::test;
using Catch::Contains;

namespace {

std::string html_of_wafer(const std::string& id) {
    WaferFile file = report_wafer();
    Wafer wafer = file.map.wafer();
    wafer.id = id;
    DieMap map(wafer, file.map.grid());
    for (const Layer& layer : file.map.layers())
        map.add(layer.name, layer.unit, layer.title).values = layer.values;
    file.map = std::move(map);
    return render_html(report_of(file));
}

}  // namespace

TEST_CASE("a wafer ID can't bring markup into a report", "[html]") {
    const std::string html = html_of_wafer("</style><script>alert(1)</script>\"'&");
    CHECK_THAT(html, !Contains("<script"));
    CHECK_THAT(html, Contains("&lt;/style&gt;&lt;script&gt;"));
    // The header of the printed page is a string in the style sheet: the one way out of it stays shut.
    CHECK(html.find("</style>") == html.rfind("</style>"));
}

TEST_CASE("a wafer ID can't end the CSS string of the page header", "[html]") {
    const std::string html = html_of_wafer("x\"}body{display:none}/*\n\\");
    const std::size_t begin = html.find("<style>");
    const std::string style = html.substr(begin, html.find("</style>") - begin);
    CHECK_THAT(style, !Contains("body{display"));
    CHECK(std::ranges::count(style, '{') == std::ranges::count(style, '}'));
    CHECK_THAT(html,
               Contains("Wafer x\\000022\\00007dbody\\00007bdisplay\\00003anone\\00007d\\00002f\\00002a"));
}

TEST_CASE("names of bins and layers, log and recipe are escaped", "[html]") {
    WaferFile file = report_wafer();
    file.bin_table[2].name = "<b>leaky</b>";
    file.bin_table[2].description = "<img src=x onerror=y>";
    file.log.front().text = "<iframe>";
    file.recipe_toml = "name = \"<object>\"";
    file.map.find("pl_low_rel")->title = "<svg onload=z>";
    file.calibration.front().source = "<embed>";
    file.el->columns.front().title = "<marquee>";
    const std::string html = render_html(report_of(file));
    for (const char* tag : {"<b>leaky", "<img", "<iframe", "<object", "<svg onload", "<embed", "<marquee"}) {
        CHECK_THAT(html, !Contains(tag));
    }
}

TEST_CASE("a report fetches nothing and runs nothing", "[html]") {
    const std::string html = html_of_wafer("W-07");
    for (const char* word : {"http://", "https://", "<script", "url(", "@import", "<link"}) {
        CHECK_THAT(html, !Contains(word));
    }
}

TEST_CASE("bytes that are no UTF-8 and control characters are replaced", "[html]") {
    CHECK(valid_utf8("a\xFF"
                     "b") == "a\uFFFDb");
    CHECK(valid_utf8("\xC0\xAF") == "\uFFFD\uFFFD");                      // overlong slash
    CHECK(valid_utf8("\xED\xA0\x80").find("\xED") == std::string::npos);  // surrogate
    CHECK(valid_utf8("\xE2\x82") == "\uFFFD\uFFFD");                      // cut off
    CHECK(valid_utf8(std::string("a\0b\x1B", 4)) == "a\uFFFDb\uFFFD");
    CHECK(valid_utf8("\u00B5m \U0001F4A1\n") == "\u00B5m \U0001F4A1\n");
}

TEST_CASE("every drawing of a report is well-formed XML", "[svg]") {
    WaferFile file = report_wafer();
    file.bin_table[2].name = "a<b>&\"'";
    int drawings = 0;
    for (const Section& section : report_of(file).sections) {
        for (const Block& block : section.blocks) {
            std::vector<Figure> figures;
            if (const auto* row = std::get_if<FigureRow>(&block)) figures = row->figures;
            if (const auto* pair = std::get_if<FigureBeside>(&block)) figures = {pair->figure};
            for (const Figure& figure : figures) {
                pugi::xml_document svg;
                const pugi::xml_parse_result parsed = svg.load_string(render_svg(figure).c_str());
                INFO(figure.title << ": " << parsed.description());
                CHECK(parsed);
                ++drawings;
            }
        }
    }
    CHECK(drawings > 8);
}

TEST_CASE("shapes keep their place", "[svg]") {
    Figure figure{.width = 100.0, .height = 50.0};
    figure.shapes.emplace_back(RectShape{.x = 1.5, .y = 2.0, .width = 3.25, .height = 4.0, .fill = 0x0B5A8A});
    figure.shapes.emplace_back(PathShape{.points = {{0.0, -0.001}, {10.0, 20.126}}});
    const std::string svg = render_svg(figure);
    CHECK_THAT(svg, Contains("viewBox=\"0 0 100 50\""));
    CHECK_THAT(svg, Contains(R"(<rect x="1.5" y="2" width="3.25" height="4" fill="#0B5A8A"/>)"));
    CHECK_THAT(svg, Contains("d=\"M0 0L10 20.13\""));
}
