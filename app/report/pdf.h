// SPDX-License-Identifier: GPL-3.0-or-later
// A report as a PDF: vector figures, page numbers, wafer and digest on every page.
#pragma once

#include "app/report/report_file.h"
#include "libinspect/report/document.h"

#include <string>

namespace waferglow {

/// The file's bytes. Creation date and file identifier come from the document, so that the same document
/// gives the same bytes on one machine (fonts are the machine's). Needs no display. To be called from one
/// thread.
[[nodiscard]] std::string render_pdf(const Document& document, PaperSize paper);

}  // namespace waferglow
