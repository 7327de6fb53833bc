// SPDX-License-Identifier: GPL-3.0-or-later
// What the agreement with EL proves, and how the measured values of PL and EL go together.
#include "libinspect/correlation/regression.h"
#include "libinspect/correlation/sample_size.h"
#include "libinspect/map/derived_layers.h"
#include "libinspect/report/internal/numbers.h"
#include "libinspect/report/internal/sections.h"

#include <fmt/format.h>

namespace waferglow {
namespace {

std::string with_error(double value, double error, int digits) {
    return fmt::format("{} \u00B1 {}", fixed_text(value, digits), fixed_text(error, digits));
}

/// An EL column beside a PL layer, die by die; NaN where either has none.
struct ValuePairs {
    std::vector<float> pl;
    std::vector<float> el;
};

ValuePairs pairs_of(const ElView& el, const StoredColumn& column, const Layer& layer) {
    ValuePairs pairs;
    for (std::size_t cell = 0; cell < layer.values.size(); ++cell) {
        if (el.join.record_of_cell[cell] < 0) continue;
        pairs.pl.push_back(layer.values[cell]);
        pairs.el.push_back(el.value(column, cell));
    }
    return pairs;
}

void add_intensity(const ReportFacts& facts, Table& table) {
    if (facts.el->intensity == nullptr || facts.strongest == nullptr) return;
    const ValuePairs pairs = pairs_of(*facts.el, *facts.el->intensity, *facts.strongest);
    const LineFit line = relative_deming_regression(pairs.pl, pairs.el);
    if (line.pairs == 0) return;
    table.rows.push_back({{"intensity, over its median", std::nullopt, true},
                          {count_text(line.pairs)},
                          {with_error(line.slope, line.slope_error, 4)},
                          {with_error(line.intercept, line.intercept_error, 4)},
                          {kNone},
                          {kNone}});
}

void add_wavelength(const ReportFacts& facts, Table& table) {
    const StoredColumn* column = find_column(*facts.file->el, "wavelength_nm");
    const Layer* layer = facts.file->map.find(kPeakWavelengthLayer);
    if (column == nullptr || layer == nullptr) return;
    const ValuePairs pairs = pairs_of(*facts.el, *column, *layer);
    const LineFit line = deming_regression(pairs.pl, pairs.el);
    const BlandAltman difference = bland_altman(pairs.pl, pairs.el);
    if (difference.pairs == 0) return;
    table.rows.push_back({{"peak wavelength, nm", std::nullopt, true},
                          {count_text(difference.pairs)},
                          {with_error(line.slope, line.slope_error, 4)},
                          {with_error(line.intercept, line.intercept_error, 2)},
                          {fixed_text(difference.bias, 3)},
                          {fmt::format("{} to {}", fixed_text(difference.limits.low, 3),
                                       fixed_text(difference.limits.high, 3))}});
}

}  // namespace

std::string claim_words(const Confusion& confusion) {
    const std::int64_t disagreements = confusion.fp + confusion.fn;
    const std::int64_t allowed = failures_allowed(kClaimedAgreement, kClaimConfidence, confusion.matched());
    const std::string seen =
        fmt::format("{} of {} dies disagree", count_text(disagreements), count_text(confusion.matched()));
    const std::string claim =
        fmt::format("That PL and EL agree on at least {:g} % of such dies", 100.0 * kClaimedAgreement);
    if (disagreements <= allowed) {
        return fmt::format("{} is proven at {:g} % confidence: {}, up to {} may (exact, dies independent).",
                           claim, 100.0 * kClaimConfidence, seen, count_text(allowed));
    }
    return fmt::format(
        "{} is not proven at {:g} % confidence: {}; with as many disagreements it takes {} dies (exact, dies "
        "independent).",
        claim, 100.0 * kClaimConfidence, seen,
        count_text(dies_to_claim(kClaimedAgreement, kClaimConfidence, disagreements)));
}

std::optional<Table> el_values_table(const ReportFacts& facts) {
    Table table{.columns = {{"EL over PL", false, 1.9},
                            {"dies", true, 0.9},
                            {"slope", true, 1.5},
                            {"intercept", true, 1.7},
                            {"EL minus PL, mean", true, 1.4},
                            {"95 % of the dies", true, 1.6}},
                .title = "Values measured by PL and EL"};
    add_intensity(facts, table);
    add_wavelength(facts, table);
    if (table.rows.empty()) return std::nullopt;
    table.note =
        "Slope and intercept: Deming regression, which lets both sides err alike; standard errors by "
        "jackknife. "
        "Differences: Bland\u2013Altman limits, mean \u00B1 1.96 sigma. Defective dies take part.";
    return table;
}

}  // namespace waferglow
