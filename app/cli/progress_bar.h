// SPDX-License-Identifier: GPL-3.0-or-later
// Progress on a terminal: one line that is redrawn a few times a second.
#pragma once

#include "libinspect/scan/progress.h"

#include <chrono>
#include <string>

namespace waferglow::cli {

/// "12.3 s", "4 min 05 s", "2 h 07 min".
[[nodiscard]] std::string format_duration(double seconds);

/// One line of at most `width` columns: stage, bar, tiles, dies, Mpx/s and remaining time.
[[nodiscard]] std::string progress_line(const ScanProgress& progress, double elapsed_s, int width);

/// Draws on stderr where that is a terminal, else stays silent. One call at a time (the scan guarantees it).
class ProgressBar : public ProgressListener {
  public:
    explicit ProgressBar(bool enabled);
    ~ProgressBar() override;
    void on_progress(const ScanProgress& progress) override;

  private:
    using Clock = std::chrono::steady_clock;
    bool enabled_;
    bool drawn_ = false;
    Clock::time_point start_ = Clock::now();
    Clock::time_point last_draw_;
};

}  // namespace waferglow::cli
