// SPDX-License-Identifier: GPL-3.0-or-later
// What a report says of a wafer whose truth is known.
#include "libinspect/base/error.h"
#include "libinspect/base/parallel.h"
#include "libinspect/report/html.h"
#include "tests/report/sample_report.h"

using namespace waferglow;
using namespace waferglow::test;
using Catch::Contains;

namespace {

/// The cells of the row of any table whose first cell is `name`.
std::vector<std::string> row_named(const Document& document, const std::string& name) {
    for (const Section& section : document.sections) {
        for (const Block& block : section.blocks) {
            const auto* table = std::get_if<Table>(&block);
            if (table == nullptr) continue;
            for (const auto& row : table->rows) {
                if (row.front().text != name) continue;
                std::vector<std::string> cells;
                for (const Cell& cell : row) cells.push_back(cell.text);
                return cells;
            }
        }
    }
    return {};
}

}  // namespace

TEST_CASE("a report without a file is refused", "[report]") {
    CHECK_THROWS_AS(build_report({}), Error);
}

TEST_CASE("agreement comes with its denominators and exact intervals", "[report]") {
    const Document document = report_of(report_wafer());
    const std::vector<std::string> escape = row_named(document, "escape");
    REQUIRE(escape.size() == 5);
    CHECK(escape[1] == "20.00\u00A0%");
    // binom.test(15, 75) of R: 0.11646 to 0.30835.
    CHECK(escape[3] == "11.65 to 30.83");
    CHECK(escape[4] == "15 of 75 dies bad by EL were passed");
    const std::vector<std::string> outgoing = row_named(document, "bad among passed");
    REQUIRE(outgoing.size() == 5);
    CHECK(outgoing[1] == "9901\u00A0ppm");  // 15 of 1515
    CHECK(row_named(document, "overkill").at(4) == "25 of 1\u202F525 dies good by EL were rejected");
    CHECK(row_named(document, "agreement").at(1) == "97.50\u00A0%");
    // (60 * 1500 - 25 * 15) / sqrt(85 * 75 * 1525 * 1515)
    CHECK(row_named(document, "MCC").at(1) == "0.7385");
    CHECK(row_named(document, "balanced accuracy").at(1) == "0.8918");
}

TEST_CASE("a claim of 99 % that the dies do not prove says how many would", "[report]") {
    // scipy.stats.beta.cdf(0.99, n - 40, 41) <= 0.05 from n = 5201 on.
    CHECK_THAT(all_text(report_of(report_wafer())),
               Contains("not proven at 95 % confidence: 40 of 1\u202F600 dies disagree") &&
                   Contains("it takes 5\u202F201 dies"));
}

TEST_CASE("values of PL and EL come with a line through both", "[report]") {
    const std::vector<std::string> line = row_named(report_of(report_wafer()), "intensity, over its median");
    REQUIRE(line.size() == 6);
    CHECK(line[1] == "1\u202F600");
    CHECK(row_named(report_of(report_wafer()), "peak wavelength, nm").empty());
}

TEST_CASE("calling all good is named as the bar to beat", "[report]") {
    CHECK_THAT(all_text(report_of(report_wafer())),
               Contains("calling every die good would reach 95.31\u00A0%"));
}

TEST_CASE("without EL data nothing is said of agreement", "[report]") {
    WaferFile file = report_wafer();
    file.el.reset();
    const std::string text = all_text(report_of(file));
    CHECK_THAT(text, !Contains("Agreement with EL") && !Contains("Escapes"));
    CHECK_THAT(text, Contains("94.69\u00A0%"));  // 1515 of 1600 pass
}

TEST_CASE("EL data without verdicts is no agreement", "[report]") {
    WaferFile file = report_wafer();
    file.el->columns.pop_back();
    CHECK_THAT(all_text(report_of(file)), !Contains("Agreement with EL"));
}

TEST_CASE("EL records that judge no measured die are accounted for", "[report]") {
    WaferFile file = report_wafer();
    for (float& verdict : file.el->columns.back().values) verdict = kNoData;
    const std::string text = all_text(report_of(file));
    CHECK_THAT(text, Contains("No die was judged by both"));
    CHECK_THAT(text, Contains("without a verdict\n1\u202F600"));
}

TEST_CASE("a cancelled scan says so on the first page", "[report]") {
    WaferFile file = report_wafer();
    file.status = FileStatus::incomplete;
    const Document document = report_of(file);
    const auto* warning = std::get_if<Paragraph>(&document.sections.front().blocks.at(1));
    REQUIRE(warning != nullptr);
    CHECK(warning->role == TextRole::warning);
}

TEST_CASE("a file without bins, layers, log or calibrations gives a report still", "[report]") {
    WaferFile file;
    file.map = report_wafer().map;
    file.map.remove("pl_high_rel");
    file.map.remove("pl_low_rel");
    file.map.remove("pl_low_hot_px");
    const std::string text = all_text(report_of(file));
    CHECK_THAT(text, Contains("No calibration is recorded"));
    CHECK_THAT(text, !Contains("nan") && !Contains("inf\n"));
}

TEST_CASE("layers that are the same everywhere are named, not drawn", "[report]") {
    WaferFile file = report_wafer();
    const std::vector<float> values = file.map.at("pl_low_rel").values;
    file.map.add("pl_low_noise", "DN", "noise").values = values;
    CHECK_THAT(all_text(report_of(file)), Contains("pl_low_hot_px (0 everywhere)"));
}

TEST_CASE("calibrations show source and digest", "[report]") {
    const std::vector<std::string> dark = row_named(report_of(report_wafer()), "dark");
    REQUIRE(dark.size() == 4);
    CHECK(dark[1] == "dark.tif");
    CHECK(dark[3] == std::string(64, 'a'));
}

TEST_CASE("a dark frame is told by its size and range, whose pixels need not be loaded", "[report]") {
    WaferFile file = report_wafer();
    file.calibration[0].image = CalibrationImage{640, 480, 89, 946, 100.01, {}};
    CHECK(row_named(report_of(file), "dark").at(2) == "640 x 480 pixels from 89 to 946, mean 100.01 DN");
}

TEST_CASE("figures side by side fit the column", "[report]") {
    for (const Section& section : report_of(report_wafer()).sections) {
        for (const Block& block : section.blocks) {
            const auto* row = std::get_if<FigureRow>(&block);
            if (row == nullptr) continue;
            double width = 0.0;
            for (const Figure& figure : row->figures) width += figure.width;
            CHECK(width <= kColumnPt + 1e-6);
        }
    }
}

TEST_CASE("one thread and four give the same report", "[report]") {
    const WaferFile file = report_wafer();
    std::vector<std::string> reports;
    for (const int threads : {1, 4}) {
        const ThreadLimit limit(threads);
        reports.push_back(render_html(report_of(file)));
    }
    CHECK(reports[0] == reports[1]);
}

TEST_CASE("the lines to sign do not come last, where they could stand on a page of their own", "[report]") {
    const Document document = report_of(report_wafer());
    REQUIRE(document.sections.size() > 2);
    CHECK(std::holds_alternative<SignatureBlock>(document.sections.rbegin()[1].blocks.front()));
    CHECK(document.sections.back().title == "Appendix: recipe as applied");
}
