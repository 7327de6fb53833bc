// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/station/log_book.h"

#include <utility>

namespace waferglow::station {

bool settles(const LogLine& news, const LogLine& shown) {
    return news.severity == Severity::info && !news.task.empty() && news.task == shown.task;
}

void LogBook::add(Severity severity, const std::string& source, const std::string& text,
                  const std::string& task) {
    add(LogLine{now_(), severity, source, text, std::nullopt, task});
}

void LogBook::add(Severity severity, const std::string& source, const Happening& happening,
                  const std::string& task) {
    add(LogLine{now_(), severity, source, in_english(happening), std::nullopt, task, happening});
}

void LogBook::add(const std::string& source, const Trouble& trouble) {
    add(LogLine{now_(), Severity::error, source, trouble.text, trouble.kind, trouble.task});
}

void LogBook::add(LogLine added) {
    if (lines_.size() >= kMost)
        lines_.erase(lines_.begin(), lines_.begin() + static_cast<std::ptrdiff_t>(kMost / 10));
    lines_.push_back(std::move(added));
    const LogLine line = lines_.back();  // a listener may add a line itself
    for (const auto& listener : listeners_) listener(line);
}

}  // namespace waferglow::station
