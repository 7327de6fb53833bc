// SPDX-License-Identifier: GPL-3.0-or-later
// Lines of the logs in the language of the window: what the desktop did is said in it, what the engine or a
// device said stays as it is.
#pragma once

#include "app/station/audit_log.h"
#include "app/station/log_book.h"

#include <QString>
#include <string>

namespace waferglow::gui {

class LogWords {
  public:
    [[nodiscard]] static QString text(const station::Happening& happening);
    /// A failure: what to do first, then what was said.
    [[nodiscard]] static QString text(const station::LogLine& line);
    [[nodiscard]] static QString text(const station::AuditEntry& entry);
    /// "run", "recipe", ... of LogLine
    [[nodiscard]] static QString source(const std::string& name);
    /// "sign-off", "analyse", ... of AuditEntry and LogEntry
    [[nodiscard]] static QString action(const std::string& name);
    [[nodiscard]] static QString role(const std::string& name);
};

}  // namespace waferglow::gui
