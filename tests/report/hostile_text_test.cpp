// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever stands in a file comes out of a report as the text that it is: read back by an XML parser.
#include "libinspect/report/escape.h"
#include "libinspect/report/html.h"
#include "libinspect/report/internal/svg.h"
#include "tests/report/sample_report.h"

#include <regex>

#include <pugixml.hpp>

using namespace waferglow;
using namespace waferglow::test;
using Catch::Contains;

namespace {

const std::string kHostile =
    "<script>alert('x')</script> \"&amp;\" ]]> --> <!-- </style></svg> `${1}` \u202E\u00B5 \xF0\x9F\x92\xA1";

/// HTML as XML: the elements of ours that have no end are closed.
std::string as_xml(const std::string& html) {
    const std::string body = std::regex_replace(html, std::regex("<!DOCTYPE html>\n"), "");
    return std::regex_replace(body, std::regex("<(meta|col)( [^>]*)>"), "<$1$2/>");
}

pugi::xml_document parsed(const std::string& html) {
    pugi::xml_document document;
    const pugi::xml_parse_result result =
        document.load_string(as_xml(html).c_str(), pugi::parse_default | pugi::parse_ws_pcdata);
    INFO(result.description() << " at " << as_xml(html).substr(static_cast<std::size_t>(result.offset), 80));
    REQUIRE(result);
    return document;
}

/// How many elements have exactly this text.
int count_text(const pugi::xml_document& document, const std::string& text) {
    int count = 0;
    for (const pugi::xpath_node& node : document.select_nodes("//text()"))
        count += node.node().value() == text ? 1 : 0;
    return count;
}

}  // namespace

TEST_CASE("five characters become entities, all others stay", "[hostile]") {
    CHECK(escape_html("a & b < c > d \" e ' f") == "a &amp; b &lt; c &gt; d &quot; e &#39; f");
    CHECK(escape_html("&amp;") == "&amp;amp;");
    CHECK(escape_html("") == "");
    CHECK(escape_html("\u00B5m\t\n\u202F") == "\u00B5m\t\n\u202F");
    CHECK(escape_html(std::string("\0\x01\x7F", 3)) == "\uFFFD\uFFFD\uFFFD");
}

TEST_CASE("every byte alone and between letters comes back from a parser or is replaced", "[hostile]") {
    for (int code = 0; code < 256; ++code) {
        const std::string text = "a" + std::string(1, static_cast<char>(code)) + "b";
        pugi::xml_document document;
        CAPTURE(code);
        REQUIRE(
            document.load_string(("<t k=\"" + escape_html(text) + "\">" + escape_html(text) + "</t>").c_str(),
                                 pugi::parse_default | pugi::parse_ws_pcdata));
        const bool kept = (code >= 0x20 && code < 0x7F) || code == '\n' || code == '\t';
        const std::string expected = kept ? text : "a\uFFFDb";
        CHECK(document.child("t").text().get() == expected);
        // XML turns line ends and tabs of attributes into blanks.
        const std::string attribute = code == '\n' || code == '\t' ? "a b" : expected;
        CHECK(document.child("t").attribute("k").value() == attribute);
    }
}

TEST_CASE("a report is well-formed, and each hostile text in it is a text", "[hostile]") {
    WaferFile file = report_wafer();
    Wafer wafer = file.map.wafer();
    wafer.id = kHostile;
    DieMap map(wafer, file.map.grid());
    for (const Layer& layer : file.map.layers())
        map.add(layer.name, layer.unit, layer.title).values = layer.values;
    map.add(kHostile + "1", kHostile + "2", kHostile + "3").values = map.at("pl_low_rel").values;
    file.map = std::move(map);
    file.channels[0].name = kHostile + "4";
    file.bin_table[2].name = kHostile + "5";
    file.bin_table[2].description = kHostile + "6";
    file.recipe_toml = kHostile + "7";
    file.tool = {{kHostile + "8", kHostile + "9"}};
    file.calibration = {{kHostile + "10", kHostile + "11", kHostile + "12", kHostile + "13", {1.0}}};
    file.log = {{kHostile + "14", kHostile + "15", kHostile + "16", kHostile + "17"}};
    file.ledger = {{.index = 1,
                    .file = kHostile + "18",
                    .reported = {},
                    .status = TileStatus::failed,
                    .message = kHostile + "19"}};
    file.el->columns.front().title = kHostile + "20";
    const std::string html = render_html(build_report({&file, kHostile + "21", kHostile + "22"}));
    CHECK_THAT(html, !Contains("<script"));
    const pugi::xml_document document = parsed(html);
    CHECK(document.select_nodes("//script").empty());
    for (const int number : {5, 6, 7, 8, 9, 10, 11, 12, 14, 15, 16, 17, 18, 19, 21, 22}) {
        CAPTURE(number);
        CHECK(count_text(document, kHostile + std::to_string(number)) >= 1);
    }
    CHECK(count_text(document, kHostile) >= 1);
}

TEST_CASE("a plain report is well-formed, every row has a cell a column", "[hostile]") {
    const pugi::xml_document document = parsed(render_html(report_of(report_wafer())));
    int tables = 0;
    for (const pugi::xpath_node& table : document.select_nodes("//table")) {
        const std::size_t columns = table.node().select_nodes("thead/tr/th").size();
        CHECK(table.node().select_nodes("colgroup/col").size() == columns);
        for (const pugi::xpath_node& row : table.node().select_nodes("tbody/tr"))
            REQUIRE(row.node().select_nodes("td").size() == columns);
        ++tables;
    }
    CHECK(tables > 8);
    CHECK(document.select_nodes("//h2").size() >= 5);
    for (const pugi::xpath_node& image : document.select_nodes("//image"))
        CHECK(std::string(image.node().attribute("href").value()).rfind("data:image/png;base64,", 0) == 0);
}

TEST_CASE("words of a drawing come back from a parser as they went in, turned ones too", "[hostile]") {
    Figure figure{.width = 10.0, .height = 10.0, .title = "t", .alt = kHostile};
    figure.shapes.emplace_back(TextShape{
        .x = 1.0, .y = 2.0, .text = kHostile, .anchor = Anchor::end, .bold = true, .upwards = true});
    figure.shapes.emplace_back(PathShape{});  // of no points: nothing
    figure.shapes.emplace_back(DotsShape{});
    pugi::xml_document svg;
    REQUIRE(svg.load_string(render_svg(figure).c_str()));
    const pugi::xml_node text = svg.child("svg").child("text");
    CHECK(text.text().get() == kHostile);
    CHECK(std::string(text.attribute("transform").value()) == "rotate(-90 1 2)");
    CHECK(std::string(text.attribute("text-anchor").value()) == "end");
    CHECK(svg.child("svg").attribute("aria-label").value() == kHostile);
    CHECK(svg.select_nodes("//path").empty());
}
