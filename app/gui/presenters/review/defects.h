// SPDX-License-Identifier: GPL-3.0-or-later
// The defects of an opened wafer as the review page lists, counts and stacks them.
#pragma once

#include "app/gui/presenters/wafer/wafer_document.h"
#include "libinspect/finding/finding.h"

#include <cstdint>
#include <string>
#include <vector>

namespace waferglow::gui {

/// A defect on one die. Lengths in um; NaN: not known.
struct DefectRow {
    std::size_t finding = 0;  ///< position in the wafer's list of defects
    std::string channel;
    std::int32_t defect = 0;  ///< number: a line over several dies has the same on each
    DieIndex die;
    std::string class_name;
    bool fails = false;
    std::string region;
    std::string reason;
    double x_um = 0.0;  ///< from the die's centre, y up
    double y_um = 0.0;
    double length_um = 0.0;
    double width_um = 0.0;
    double sigma = 0.0;
};

/// In the order of the file; none where nobody looked.
[[nodiscard]] std::vector<DefectRow> defect_rows(const WaferDocument& document);

struct DefectCount {
    std::string class_name;
    std::int64_t defects = 0;  ///< a line over several dies is one
    std::int64_t dies = 0;
    std::int64_t failing_dies = 0;
    double cumulative = 0.0;  ///< share of all defects in this and the classes before
};

/// Classes from frequent to rare; of equals in the order of their names.
[[nodiscard]] std::vector<DefectCount> count_defects(const std::vector<DefectRow>& rows);

/// What a defect of this wafer may be called: the classes of its recipe's rules in their order, "anomaly",
/// and the false alarm. Throws Error(input) where the file's recipe can't be read.
[[nodiscard]] std::vector<std::string> class_choices(const WaferDocument& document);

}  // namespace waferglow::gui
