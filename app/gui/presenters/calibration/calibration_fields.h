// SPDX-License-Identifier: GPL-3.0-or-later
// What people may choose before each kind of calibration, and what is wrong with their choice.
#pragma once

#include "app/tool/calibration_runs.h"

#include <optional>
#include <string>

namespace waferglow::gui {

/// True: the kind goes by it.
struct CalibrationFields {
    std::optional<drivers::LightUse> light{};  ///< of the lights that fit; none: no light is chosen
    bool exposure = false;
    bool frames = false;
    bool diameter = false;
    bool focus = false;  ///< middle and range of the heights
    bool line_list = false;
    bool degree = false;
    bool lamp = false;    ///< temperature or spectrum
    bool filter = false;  ///< name of a filter of the wheel
};
[[nodiscard]] CalibrationFields fields_of(tool::CalibrationKind kind);

/// Why the files that `options` name can't serve `kind`, with file and line; empty where they can. Reads
/// them.
[[nodiscard]] std::string problem_of(tool::CalibrationKind kind, const tool::CalibrationOptions& options);

}  // namespace waferglow::gui
