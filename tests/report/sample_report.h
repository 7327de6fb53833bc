// SPDX-License-Identifier: GPL-3.0-or-later
// A small inspected wafer with EL data of known agreement, for tests of reports.
#pragma once

#include "libinspect/report/build_report.h"
#include "libinspect/store/wafer_content.h"

#include <string>

namespace waferglow::test {

/// 40 x 40 dies in two PL channels, all on the wafer. Of the 1600: 1500 good by both, 60 bad by both, 25
/// overkill, 15 escapes.
[[nodiscard]] WaferFile report_wafer();

[[nodiscard]] Document report_of(const WaferFile& file);

/// All text of a document in reading order, one piece a line.
[[nodiscard]] std::string all_text(const Document& document);

}  // namespace waferglow::test
