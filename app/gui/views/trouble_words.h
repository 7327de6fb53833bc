// SPDX-License-Identifier: GPL-3.0-or-later
// One sentence in the language of the window for what went wrong; the full text stays English, below it.
#pragma once

#include "app/station/log_book.h"

#include <QCoreApplication>
#include <QString>

namespace waferglow::gui {

class TroubleWords {
    Q_DECLARE_TR_FUNCTIONS(TroubleWords)
  public:
    [[nodiscard]] static QString of(station::Cause cause);
    /// Empty where the line is no failure of a known kind.
    [[nodiscard]] static QString of(const station::LogLine& line);
};

}  // namespace waferglow::gui
