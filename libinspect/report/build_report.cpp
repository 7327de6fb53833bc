// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/report/build_report.h"

#include "libinspect/base/error.h"
#include "libinspect/base/version.h"
#include "libinspect/report/internal/sections.h"

#include <optional>
#include <utility>

#include <fmt/format.h>

namespace waferglow {

Document build_report(const ReportInput& input) {
    if (input.file == nullptr) throw Error(ErrorKind::usage, "report: no wafer file given");
    const ReportFacts facts = collect_facts(input);
    Document document;
    document.title = "Photoluminescence inspection report";
    document.wafer_id = input.file->map.wafer().id;
    document.digest = input.file_digest;
    document.program = fmt::format("WaferGlow {}", kVersion);
    if (!input.file->log.empty()) document.date = input.file->log.back().time;
    document.subtitle = fmt::format("Wafer {} \u00B7 {}{}", document.wafer_id, input.file_name,
                                    document.date.empty() ? "" : " \u00B7 as of " + document.date);
    document.sections.push_back(overview_section(facts));
    if (!input.file->bins.empty()) document.sections.push_back(bins_section(facts));
    if (!facts.main_layers.empty()) document.sections.push_back(layers_section(facts));
    if (std::optional<Section> leakage = leakage_section(facts))
        document.sections.push_back(*std::move(leakage));
    if (std::optional<Section> appearance = appearance_section(facts))
        document.sections.push_back(*std::move(appearance));
    if (facts.el) {
        document.sections.push_back(agreement_section(facts));
        document.sections.push_back(disagreement_section(facts));
    }
    if (!facts.other_layers.empty() || !facts.constant_layers.empty())
        document.sections.push_back(other_layers_section(facts));
    document.sections.push_back(method_section(facts));
    document.sections.push_back(traceability_section(facts));
    document.sections.push_back(signature_section());
    // Last, so that the lines to sign never stand on a page of their own.
    if (!input.file->recipe_toml.empty()) document.sections.push_back(recipe_section(facts));
    return document;
}

}  // namespace waferglow
