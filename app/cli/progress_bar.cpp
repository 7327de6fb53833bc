// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/progress_bar.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace waferglow::cli {
namespace {

constexpr auto kRedrawInterval = std::chrono::milliseconds(100);

int terminal_width() {
    winsize size{};
    return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

}  // namespace

std::string format_duration(double seconds) {
    if (seconds < 60.0) return fmt::format("{:.1f} s", seconds);
    const long whole = std::lround(seconds);
    if (whole < 3600) return fmt::format("{} min {:02} s", whole / 60, whole % 60);
    return fmt::format("{} h {:02} min", whole / 3600, whole % 3600 / 60);
}

std::string progress_line(const ScanProgress& progress, double elapsed_s, int width) {
    const double share = progress.tiles_total > 0 ? static_cast<double>(progress.tiles_done) /
                                                        static_cast<double>(progress.tiles_total)
                                                  : 0.0;
    const std::string numbers = fmt::format(
        "{:3.0f} %  {}/{} tiles  {} dies  {:.0f} Mpx/s{}", 100.0 * share, progress.tiles_done,
        progress.tiles_total, progress.dies_measured,
        elapsed_s > 0.0 ? 1e-6 * static_cast<double>(progress.pixels) / elapsed_s : 0.0,
        share > 0.0 && share < 1.0 ? "  " + format_duration(elapsed_s * (1.0 - share) / share) + " left"
                                   : "");
    const std::string stage = fmt::format("{:<10} ", progress.stage);
    const int bar = std::clamp(width - static_cast<int>(stage.size() + numbers.size()) - 4, 0, 40);
    if (bar < 5) return (stage + numbers).substr(0, static_cast<std::size_t>(std::max(width - 1, 0)));
    const int filled = static_cast<int>(share * bar);
    return fmt::format("{}[{:=<{}}{: <{}}] {}", stage, "", filled, "", bar - filled, numbers);
}

ProgressBar::ProgressBar(bool enabled) : enabled_(enabled && isatty(STDERR_FILENO) == 1) {}

ProgressBar::~ProgressBar() {
    if (drawn_) std::fputs("\r\033[K", stderr);
}

void ProgressBar::on_progress(const ScanProgress& progress) {
    const Clock::time_point now = Clock::now();
    if (!enabled_ || (drawn_ && now - last_draw_ < kRedrawInterval)) return;
    last_draw_ = now;
    drawn_ = true;
    const double elapsed_s = std::chrono::duration<double>(now - start_).count();
    std::fputs(("\r\033[K" + progress_line(progress, elapsed_s, terminal_width())).c_str(), stderr);
    std::fflush(stderr);
}

}  // namespace waferglow::cli
