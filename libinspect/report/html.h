// SPDX-License-Identifier: GPL-3.0-or-later
// A report as one HTML file that needs nothing else: no script, no network, no fonts of its own.
#pragma once

#include "libinspect/report/document.h"

#include <string>

namespace waferglow {

/// The whole file as UTF-8. Style for screens and for print (A4 or Letter, page breaks, wafer and page number
/// in the margin). All text of the document is escaped. Same document, same bytes.
[[nodiscard]] std::string render_html(const Document& document);

}  // namespace waferglow
