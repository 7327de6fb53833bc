// SPDX-License-Identifier: GPL-3.0-or-later
// The sections of a report, each made from the same facts. For build_report alone.
#pragma once

#include "libinspect/report/build_report.h"
#include "libinspect/report/el_view.h"
#include "libinspect/report/internal/layer_summary.h"

#include <optional>
#include <vector>

namespace waferglow {

/// What several sections need, made once.
struct ReportFacts {
    const ReportInput* input = nullptr;
    const WaferFile* file = nullptr;
    std::int64_t measured = 0;  ///< dies with a bin
    std::int64_t passed = 0;
    std::vector<const Layer*>
        main_layers;  ///< relative light of the PL channels, weak first, and spectral layers
    std::vector<const Layer*> other_layers;     ///< the rest, constant ones left out
    std::vector<std::string> constant_layers;   ///< "pl_low_hot_px (0 everywhere)"
    std::vector<LayerSummary> main_summaries;   ///< of main_layers
    std::vector<LayerSummary> other_summaries;  ///< of other_layers
    std::optional<ElView> el;
    const Layer* weakest = nullptr;    ///< relative light of the channel of lowest dose; null: none
    const Layer* strongest = nullptr;  ///< and of the highest
};

[[nodiscard]] ReportFacts collect_facts(const ReportInput& input);

[[nodiscard]] Section overview_section(const ReportFacts& facts);
[[nodiscard]] Section bins_section(const ReportFacts& facts);
[[nodiscard]] Section layers_section(const ReportFacts& facts);
/// Nothing where the file has no leakage layers.
[[nodiscard]] std::optional<Section> leakage_section(const ReportFacts& facts);
/// Nothing where nobody looked at the appearance of dies.
[[nodiscard]] std::optional<Section> appearance_section(const ReportFacts& facts);
[[nodiscard]] Section other_layers_section(const ReportFacts& facts);
[[nodiscard]] Section agreement_section(const ReportFacts& facts);
/// Whether the dies judged by both prove 99 % of agreement.
[[nodiscard]] std::string claim_words(const Confusion& confusion);
/// Regression and differences of EL and PL values; nothing where EL has verdicts only.
[[nodiscard]] std::optional<Table> el_values_table(const ReportFacts& facts);
[[nodiscard]] Section disagreement_section(const ReportFacts& facts);
[[nodiscard]] Section method_section(const ReportFacts& facts);
[[nodiscard]] Section traceability_section(const ReportFacts& facts);
[[nodiscard]] Section signature_section();
/// Of a file that holds a recipe.
[[nodiscard]] Section recipe_section(const ReportFacts& facts);

}  // namespace waferglow
