// SPDX-License-Identifier: GPL-3.0-or-later
// `correlate --learn`: a model from this wafer's blocks or from other wafers.
#pragma once

#include "app/cli/correlate_el.h"
#include "libinspect/scan/el_lesson.h"
#include "libinspect/store/wafer_file.h"

#include <stop_token>
#include <string>
#include <vector>

namespace waferglow::cli {

struct LearnRequest {
    TrainingShare share;
    std::vector<std::string> from;  ///< "W2.h5=EL2.csv": other wafers to learn from
    std::string model;              ///< kind to be used; empty: the best
    LearnOptions options;
};

/// `file` with all its layers. Throws Error(cancelled) after a stop.
[[nodiscard]] WaferLearning learn(const WaferFile& file, const RuleVerdicts& rules, const ElJoin& join,
                                  const ElTable& el, const LearnRequest& request, bool quiet,
                                  const std::stop_token& stop);

}  // namespace waferglow::cli
