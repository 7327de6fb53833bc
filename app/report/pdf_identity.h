// SPDX-License-Identifier: GPL-3.0-or-later
// Qt stamps every PDF with the clock and a random identifier; a report has neither.
#pragma once

#include <string>

namespace waferglow {

/// Replaces the creation date of a PDF by Qt with `iso_date` ("2026-11-24T03:31:23Z", anything else:
/// 2000-01-01) and its identifier with digits of `digest`, byte for byte in place, so that every offset in
/// the file stays right.
void fix_pdf_identity(std::string& pdf, const std::string& iso_date, const std::string& digest);

}  // namespace waferglow
