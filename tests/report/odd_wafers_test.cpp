// SPDX-License-Identifier: GPL-3.0-or-later
// Reports of wafers that lack what most have, or have more of it: every section says what is so, and no
// number that is none.
#include "libinspect/finding/finding_kinds.h"
#include "libinspect/report/html.h"
#include "libinspect/report/internal/sections.h"
#include "libinspect/report/internal/svg.h"
#include "tests/report/sample_report.h"

#include <cmath>
#include <regex>

using namespace waferglow;
using namespace waferglow::test;
using Catch::Contains;

namespace {

/// No text and no drawing may show what is no number.
void check_sound(const WaferFile& file) {
    static const std::regex kNoNumber("(^|[^A-Za-z])-?(nan|inf)([^A-Za-z]|$)");
    const Document document = report_of(file);
    const std::string text = all_text(document);
    std::smatch found;
    const bool bad = std::regex_search(text, found, kNoNumber);
    INFO(
        (bad ? found.prefix().str().substr(std::max<long>(0, found.prefix().length() - 60)) : std::string()));
    CHECK_FALSE(bad);
    for (const Section& section : document.sections) {
        for (const Block& block : section.blocks) {
            std::vector<Figure> figures;
            if (const auto* row = std::get_if<FigureRow>(&block)) figures = row->figures;
            if (const auto* pair = std::get_if<FigureBeside>(&block)) figures = {pair->figure};
            for (const Figure& figure : figures) {
                for (const Shape& shape : figure.shapes) {
                    const std::string svg = render_svg({.width = 1, .height = 1, .shapes = {shape}});
                    if (!std::holds_alternative<PictureShape>(shape))
                        CHECK_FALSE(std::regex_search(svg, kNoNumber));
                }
            }
        }
    }
    CHECK_THAT(render_html(document), Contains("</html>"));
}

/// The sample wafer cut down to the dies of the upper left corner.
WaferFile corner(std::int32_t rows, std::int32_t cols) {
    WaferFile file = report_wafer();
    DieGrid grid = file.map.grid();
    grid.rows = rows;
    grid.cols = cols;
    DieMap map(file.map.wafer(), grid);
    for (const char* name : {"pl_high_rel", "pl_low_rel"}) {
        for (float& value : map.add(name, "", name).values) value = 1.0F;
    }
    file.map = std::move(map);
    file.bins.assign(grid.cells(), 1);
    file.bin_table = {{1, "good", {143, 203, 155}, true, "", static_cast<std::int64_t>(grid.cells())},
                      {2, "dead", {26, 26, 26}, false, "", 0}};
    file.el.reset();
    return file;
}

std::string text_of(const WaferFile& file) {
    return all_text(report_of(file));
}

}  // namespace

TEST_CASE("a wafer of one die", "[odd_wafers]") {
    const WaferFile file = corner(1, 1);
    check_sound(file);
    // binom.test(1, 1) of R: 0.025 to 1.
    CHECK_THAT(text_of(file),
               Contains("1 of 1 measured dies pass: 100.00\u00A0% (95 % interval 2.50 to 100.00\u00A0%)"));
    CHECK_THAT(text_of(file), Contains("no die failed"));
}

TEST_CASE("a wafer on which nothing was measured", "[odd_wafers]") {
    WaferFile file = corner(6, 6);
    file.bins.assign(36, kNoBinCode);
    file.bin_table[0].dies = 0;
    for (const char* name : {"pl_high_rel", "pl_low_rel"})
        std::ranges::fill(file.map.find(name)->values, kNoData);
    check_sound(file);
    const std::string text = text_of(file);
    CHECK_THAT(text, Contains("yield by PL\n\u2013\n0 of 0 measured"));
    CHECK_THAT(text, Contains("not measured\nno verdict\n36"));
}

TEST_CASE("layers with infinities, a single value, and one value throughout", "[odd_wafers]") {
    WaferFile file = corner(8, 8);
    std::vector<float>& high = file.map.find("pl_high_rel")->values;
    std::ranges::fill(high, std::numeric_limits<float>::infinity());
    high[9] = 0.7F;
    Layer& single = file.map.add("pl_high_noise", "DN", "noise");
    single.values[3] = 5.0F;
    file.map.add("pl_high_hot_px", "px", "hot pixels");
    check_sound(file);
    CHECK_THAT(text_of(file),
               Contains("pl_high_noise (5.000 everywhere)") && Contains("pl_high_hot_px (no data)"));
}

TEST_CASE("layers of huge and of tiny values", "[odd_wafers]") {
    WaferFile file = corner(8, 8);
    for (std::size_t i = 0; i < 64; ++i) {
        file.map.find("pl_high_rel")->values[i] = 1e30F * static_cast<float>(i + 1);
        file.map.find("pl_low_rel")->values[i] = 1e-30F * static_cast<float>(i);
    }
    check_sound(file);
}

TEST_CASE("products of a layout have yields of their own", "[odd_wafers]") {
    WaferFile file = report_wafer();
    const DieGrid& grid = file.map.grid();
    std::vector<LayoutCell> cells;
    for (std::int32_t col = 0; col < 10; ++col) {
        cells.push_back({{0, col}, CellKind::die, "A<1>"});
        cells.push_back({{39, col + 30}, CellKind::die, "B"});
        cells.push_back({{20, col}, CellKind::pcm, ""});
    }
    cells.push_back({{21, 0}, CellKind::mark, ""});
    DieMap map(file.map.wafer(), grid, WaferLayout(grid, cells));
    for (const Layer& layer : file.map.layers())
        map.add(layer.name, layer.unit, layer.title).values = layer.values;
    file.map = std::move(map);
    for (std::size_t cell = 800; cell < 810; ++cell) file.bins[cell] = kNoBinCode;
    file.bins[840] = kNoBinCode;
    file.bins[0] = kNoBinCode;  // one of A was not measured
    check_sound(file);
    const std::string text = text_of(file);
    CHECK_THAT(text, Contains("product A<1>\nyield\n9 of 9\n100.00\u00A0%"));
    // Cells 1590 to 1599: rejected are those below 1585.
    CHECK_THAT(text, Contains("product B\nyield\n10 of 10\n100.00\u00A0%"));
    CHECK_THAT(text, Contains("test structures\n10") && Contains("alignment marks\n1"));
    CHECK_THAT(render_html(report_of(file)), Contains("product A&lt;1&gt;"));
}

TEST_CASE("staggers and fields of the grid are told", "[odd_wafers]") {
    WaferFile file = corner(6, 6);
    DieGrid grid = file.map.grid();
    grid.steps = {.stagger_x_um = -30.0,
                  .field_rows = 3,
                  .field_cols = 2,
                  .field_gap_x_um = 40.0,
                  .field_gap_y_um = 50.0};
    file.map = DieMap(file.map.wafer(), grid);
    CHECK_THAT(text_of(file), Contains("fields of 3 \u00D7 2 dies with 40 \u00D7 50 \u00B5m more street, odd "
                                       "rows -30 \u00B5m to the right"));
    check_sound(file);
}

TEST_CASE("EL that calls all dies good has no escape, and says of what", "[odd_wafers]") {
    WaferFile file = report_wafer();
    for (float& verdict : file.el->columns.back().values) verdict = 1.0F;
    check_sound(file);
    CHECK_THAT(text_of(file), Contains("escape\n\u2013\n\u2013\n\u2013\n0 of 0 dies bad by EL were passed"));
}

TEST_CASE("EL and PL that agree on all dies differ on none", "[odd_wafers]") {
    WaferFile file = report_wafer();
    std::vector<float>& pass = file.el->columns.back().values;
    for (std::size_t cell = 0; cell < pass.size(); ++cell) pass[cell] = file.bins[cell] == 1 ? 1.0F : 0.0F;
    check_sound(file);
    const std::string text = text_of(file);
    CHECK_THAT(text, Contains("Dies that PL and EL judge differently\nThere is none."));
    CHECK_THAT(text, Contains("is proven at 95 % confidence: 0 of 1\u202F600 dies disagree"));
}

TEST_CASE("of many clusters the largest are listed, all are counted", "[odd_wafers]") {
    WaferFile file = report_wafer();
    FindingList clusters{.kind = &finding_kind(kClusters), .findings = {}};
    for (std::int32_t id = 1; id <= 20; ++id)
        clusters.findings.push_back(
            {.number = id,
             .code = 4,
             .place = {1230.0, -10.0},
             .dies = 3 * id,
             .on = {.row_begin = id, .row_end = id + 1, .col_begin = 0, .col_end = 6}});
    file.findings.push_back(clusters);
    const std::string text = text_of(file);
    CHECK_THAT(text, Contains("Clusters of failing dies: 20, together 630 dies\n"));
    CHECK_THAT(text, Contains("20\nleaky\n60\n20\u201320\n0\u20135\n1.230\n\u22120.010"));
    CHECK_THAT(text, Contains("The largest 15 are listed."));
    CHECK_THAT(text, !Contains("5\nleaky\n15\n5\u20135"));
    file.findings.back().findings.back().code = 99;  // of a bin that the table does not have
    check_sound(file);
}

TEST_CASE("tiles that were not measured are named, of many the first ones", "[odd_wafers]") {
    WaferFile file = report_wafer();
    for (std::int32_t i = 0; i < 30; ++i)
        file.ledger.push_back({.index = i,
                               .file = "t" + std::to_string(i) + ".tif",
                               .reported = {},
                               .status = i % 2 == 0 ? TileStatus::written : TileStatus::failed,
                               .message = i % 2 == 0 ? "" : "torn",
                               .source = i == 4 ? ShiftSource::borrowed : ShiftSource::own});
    const std::string text = text_of(file);
    CHECK_THAT(text, Contains("15 of 30 measured, 0 dropped, 15 failed"));
    CHECK_THAT(text, Contains("1\nt1.tif\nfailed\ntorn"));
    CHECK_THAT(text, Contains("And 3 more;"));
    CHECK_THAT(text, !Contains("t0.tif") && !Contains("t25.tif"));
    CHECK_THAT(text, Contains("registered by another channel\n1 tiles"));
}

TEST_CASE("spectra give their mean, empty ones nothing", "[odd_wafers]") {
    WaferFile file = report_wafer();
    file.spectra = StoredSpectra{.wavelength_nm = {440.0, 450.0, 460.0},
                                 .counts = {0.0F, 10.0F, 2.0F, 0.0F, 30.0F, 4.0F},
                                 .dies = {.row = {0, 1}, .col = {0, 0}, .columns = {}}};
    CHECK_THAT(text_of(file), Contains("Mean of 2 spectra"));
    check_sound(file);
    file.spectra = StoredSpectra{};
    CHECK_THAT(text_of(file), !Contains("Mean of"));
}

TEST_CASE("a file with nothing but a grid gives a report", "[odd_wafers]") {
    WaferFile file;
    file.map = DieMap(standard_wafer(4), report_wafer().map.grid());
    check_sound(file);
    CHECK_THAT(text_of(file), Contains("Traceability") && !Contains("Yield and bins"));
}
