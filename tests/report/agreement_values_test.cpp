// SPDX-License-Identifier: GPL-3.0-or-later
// What the agreement proves, and lines through values that were made by one.
#include "libinspect/report/internal/sections.h"
#include "tests/report/sample_report.h"

#include <cmath>

using namespace waferglow;
using namespace waferglow::test;
using Catch::Contains;

namespace {

/// Probability of at most `k` failures among `n` dies that fail with probability `p`.
double binomial_below(std::int64_t k, std::int64_t n, double p) {
    const auto dies = static_cast<double>(n);
    double sum = 0.0;
    for (std::int64_t i = 0; i <= k; ++i) {
        const auto failing = static_cast<double>(i);
        sum += std::exp(std::lgamma(dies + 1.0) - std::lgamma(failing + 1.0) -
                        std::lgamma(dies - failing + 1.0) + failing * std::log(p) +
                        (dies - failing) * std::log1p(-p));
    }
    return sum;
}

std::vector<std::string> row_of(const Table& table, const std::string& name) {
    for (const auto& row : table.rows) {
        if (row.front().text != name) continue;
        std::vector<std::string> cells;
        for (const Cell& cell : row) cells.push_back(cell.text);
        return cells;
    }
    return {};
}

/// "1.2340 ± 0.0010" as its value.
double value_of(std::string text) {
    const std::string minus = "\u2212";
    if (text.rfind(minus, 0) == 0) text = "-" + text.substr(minus.size());
    return std::stod(text);
}

}  // namespace

TEST_CASE("99 % of agreement is proven where chance gives so few disagreements once in twenty",
          "[agreement]") {
    for (const std::int64_t dies : {100, 299, 1000, 5000}) {
        for (const std::int64_t wrong : {0, 1, 3, 12, 38, 60}) {
            if (wrong > dies) continue;
            const Confusion confusion{.tp = 0, .fp = wrong / 2, .tn = dies - wrong, .fn = wrong - wrong / 2};
            const bool proven = binomial_below(wrong, dies, 0.01) <= 0.05;
            CAPTURE(dies, wrong);
            CHECK_THAT(claim_words(confusion),
                       Contains(proven ? "is proven at 95 %" : "is not proven at 95 %"));
        }
    }
    // -log(0.05) / -log(0.99) = 298.07.
    CHECK_THAT(claim_words({.tn = 298}), Contains("it takes 299 dies"));
    CHECK_THAT(claim_words({.tn = 299}), Contains("is proven"));
}

TEST_CASE("the line through EL over PL is the one that made the values", "[agreement]") {
    WaferFile file = report_wafer();
    std::vector<float>& el = file.el->columns.front().values;
    const std::vector<float>& pl = file.map.at("pl_high_rel").values;
    for (std::size_t i = 0; i < el.size(); ++i) el[i] = 3.0F * pl[i];
    ReportInput input{&file, "w.h5", ""};
    const ReportFacts facts = collect_facts(input);
    const std::optional<Table> table = el_values_table(facts);
    REQUIRE(table);
    // Proportional values over their medians are equal.
    const std::vector<std::string> row = row_of(*table, "intensity, over its median");
    REQUIRE(row.size() == 6);
    CHECK(value_of(row[2]) == Approx(1.0).margin(2e-4));
    CHECK(value_of(row[3]) == Approx(0.0).margin(2e-4));
}

TEST_CASE("wavelengths by PL and EL differ by what was added to them", "[agreement]") {
    WaferFile file = report_wafer();
    std::vector<float>& peak = file.map.add("peak_wavelength_nm", "nm", "peak").values;
    StoredColumn column{
        .name = "wavelength_nm", .unit = "nm", .title = "", .values = std::vector<float>(peak.size())};
    for (std::size_t i = 0; i < peak.size(); ++i) {
        peak[i] = 450.0F + 0.01F * static_cast<float>(i % 400);
        column.values[i] = peak[i] + (i % 2 == 0 ? 1.5F : 2.5F);
    }
    column.values[7] = kNoData;
    peak[8] = kNoData;
    file.el->columns.push_back(column);
    ReportInput input{&file, "w.h5", ""};
    const ReportFacts facts = collect_facts(input);
    const std::optional<Table> table = el_values_table(facts);
    REQUIRE(table);
    const std::vector<std::string> row = row_of(*table, "peak wavelength, nm");
    REQUIRE(row.size() == 6);
    CHECK(row[1] == "1\u202F598");
    CHECK(value_of(row[4]) == Approx(2.0).margin(0.002));
    // Half of the differences lie half a nanometre to each side: 2 -+ 1.96 * 0.5.
    CHECK_THAT(row[5], Contains("1.02") && Contains("2.98"));
}

TEST_CASE("verdicts alone, and values of no die with both, make no table of values", "[agreement]") {
    WaferFile file = report_wafer();
    file.el->columns.erase(file.el->columns.begin());
    ReportInput input{&file, "w.h5", ""};
    CHECK_FALSE(el_values_table(collect_facts(input)));
    file = report_wafer();
    std::ranges::fill(file.el->columns.front().values, kNoData);
    CHECK_FALSE(el_values_table(collect_facts(input)));
}
