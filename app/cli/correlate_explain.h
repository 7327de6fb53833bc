// SPDX-License-Identifier: GPL-3.0-or-later
// Why a learnt model judged one die as it did.
#pragma once

#include "app/cli/verb.h"
#include "libinspect/correlation/apply_model.h"

#include <string>

namespace waferglow::cli {

/// Adds "explanation" to the JSON and a table to the text: features with their values and contributions, the
/// strongest first. `die` is "ROW,COL". Throws Error(usage) for a die that is not on the grid or has no
/// verdict.
void explain_die(const std::string& die, const ModelReader& reader, const DieFeatures& features,
                 const DieGrid& grid, VerbResult& result);

}  // namespace waferglow::cli
