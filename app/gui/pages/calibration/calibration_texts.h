// SPDX-License-Identifier: GPL-3.0-or-later
// What the calibration page says: kinds, states and what to do, values with units, times.
#pragma once

#include "app/tool/calibration_runs.h"

#include <QCoreApplication>
#include <QString>
#include <string>

namespace waferglow::gui {

class CalibrationTexts {
    Q_DECLARE_TR_FUNCTIONS(CalibrationTexts)
  public:
    /// A title, purpose or need of calibration_kinds() in the language of the window.
    [[nodiscard]] static QString kind(const std::string& text);
    /// "valid"; a word or two for the list.
    [[nodiscard]] static QString state(tool::CalibrationState state);
    /// What to know and to do where it is not valid; else empty.
    [[nodiscard]] static QString remedy(const tool::StoredCalibration& stored);
    /// "0 to 80", "at least 2"; empty: no limits.
    [[nodiscard]] static QString limits(const calibration::Value& value);
    /// Units as they are written: "um" is "µm".
    [[nodiscard]] static QString unit(const std::string& unit);
    /// Begins with a capital, as titles do.
    [[nodiscard]] static QString title(const std::string& text);
    /// "signal (DN)"
    [[nodiscard]] static QString axis(const std::string& name, const std::string& unit);
    /// A time of a record, which is UTC, as the clock on the wall shows it: "2026-11-25 18:03".
    [[nodiscard]] static QString local_time(const std::string& utc);
};

}  // namespace waferglow::gui
