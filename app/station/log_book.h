// SPDX-License-Identifier: GPL-3.0-or-later
// What happened since the program started, for whoever shows or passes it on.
#pragma once

#include "app/station/happening.h"
#include "app/station/trouble.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace waferglow::station {

enum class Severity : std::uint8_t { info, warning, error };

struct LogLine {
    std::string time;  ///< ISO 8601, UTC: "2026-11-25T16:40:00Z"
    Severity severity = Severity::info;
    std::string source;                    ///< "review", "run", ...
    std::string text;                      ///< one sentence, English
    std::optional<ErrorKind> kind{};       ///< of a failure, where it is known
    std::string task{};                    ///< that failed or succeeded; empty: none in particular
    std::optional<Happening> happening{};  ///< what `text` says, where it can be said in any language
};

/// Whether `news` makes `shown` out of date: what failed has succeeded since.
[[nodiscard]] bool settles(const LogLine& news, const LogLine& shown);

/// Keeps the last `kMost` lines. Confined to one thread, in the desktop the window's. The clock is given, so
/// tests have none.
class LogBook {
  public:
    static constexpr std::size_t kMost = 10'000;

    explicit LogBook(std::function<std::string()> now) : now_(std::move(now)) {}

    /// `task` of what succeeded: settles its earlier failures.
    void add(Severity severity, const std::string& source, const std::string& text,
             const std::string& task = {});
    void add(Severity severity, const std::string& source, const Happening& happening,
             const std::string& task = {});
    void add(const std::string& source, const Trouble& trouble);
    [[nodiscard]] std::string now() const { return now_(); }
    [[nodiscard]] const std::vector<LogLine>& lines() const { return lines_; }
    /// Called with every new line, in the order of adding listeners.
    void add_listener(std::function<void(const LogLine&)> listener) {
        listeners_.push_back(std::move(listener));
    }

  private:
    void add(LogLine line);

    std::function<std::string()> now_;
    std::vector<LogLine> lines_;
    std::vector<std::function<void(const LogLine&)>> listeners_;
};

}  // namespace waferglow::station
