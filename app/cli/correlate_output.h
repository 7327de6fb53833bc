// SPDX-License-Identifier: GPL-3.0-or-later
// What `correlate` says, as JSON for programs and as text for people.
#pragma once

#include "libinspect/correlation/agreement_figures.h"
#include "libinspect/correlation/learn_wafer.h"
#include "libinspect/formats/el_table.h"
#include "libinspect/store/wafer_content.h"

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace waferglow::cli {

/// The figures, each with an exact interval (`_ci95`) where it is a share and one by blocks (`_block_ci95`),
/// and what it is a share of in words ("denominators").
[[nodiscard]] nlohmann::ordered_json figures_json(const AgreementFigures& figures);
[[nodiscard]] std::string figures_text(const AgreementFigures& figures);

/// Records that made no comparison; the first hundred of each kind are listed by (row, col).
[[nodiscard]] nlohmann::ordered_json left_out_json(const ElJoin& join, const JudgedDies& judged,
                                                   const ElTable& el);
[[nodiscard]] std::string left_out_text(const ElJoin& join, const JudgedDies& judged);

/// How a model was chosen and what it looks at. `untouched` are the figures of the recipe on the same unseen
/// dies.
[[nodiscard]] nlohmann::ordered_json learning_json(const WaferLearning& learning,
                                                   const AgreementFigures& untouched);
[[nodiscard]] std::string learning_text(const WaferLearning& learning, const AgreementFigures& untouched);

}  // namespace waferglow::cli
