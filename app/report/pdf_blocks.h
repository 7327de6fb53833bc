// SPDX-License-Identifier: GPL-3.0-or-later
// Sets the blocks of a report on pages.
#pragma once

#include "app/report/page_flow.h"
#include "libinspect/report/document.h"

namespace waferglow {

/// A heading, kept with what follows it.
void set_heading(PageFlow& flow, const std::string& title);

/// Sets one block, breaking pages between rows of tables and lines of text, never inside a figure.
void set_block(PageFlow& flow, const Block& block);

}  // namespace waferglow
