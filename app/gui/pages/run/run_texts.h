// SPDX-License-Identifier: GPL-3.0-or-later
// What the run page says: phases, alarms with what to do, durations.
#pragma once

#include "app/station/scan_run.h"

#include <QCoreApplication>
#include <QString>

namespace waferglow::gui {

class RunTexts {
    Q_DECLARE_TR_FUNCTIONS(RunTexts)
  public:
    /// Rich text: what it is and what to do, then the full English text in small.
    [[nodiscard]] static QString alarm(const station::Alarm& alarm, bool running);
    /// `held`: it stands still until somebody acts on an alarm.
    [[nodiscard]] static QString phase(station::RunStage stage, const tool::ScanState& scan, bool held);
    /// "12 min 05 s"; a dash where it is not known.
    [[nodiscard]] static QString duration(double seconds);

  private:
    static QString lead(const station::Alarm& alarm);
    static QString fault(const station::Alarm& alarm);
    static QString device(const std::string& name);
    static QString remedy(station::Remedy remedy, bool running);
};

}  // namespace waferglow::gui
