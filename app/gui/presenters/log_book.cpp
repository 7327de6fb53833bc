// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/presenters/log_book.h"

namespace waferglow::gui {

void LogBook::add(Severity severity, const std::string& source, const std::string& text) {
    if (lines_.size() >= kMost)
        lines_.erase(lines_.begin(), lines_.begin() + static_cast<std::ptrdiff_t>(kMost / 10));
    lines_.push_back({now_(), severity, source, text});
    const LogLine line = lines_.back();  // a listener may add a line itself
    for (const auto& listener : listeners_) listener(line);
}

}  // namespace waferglow::gui
