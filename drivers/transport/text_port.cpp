// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/transport/text_port.h"

#include "drivers/transport/link_error.h"

#include <fmt/format.h>

namespace waferglow::drivers {
namespace {

constexpr std::chrono::milliseconds kQuiet(50);

}  // namespace

TextPort::TextPort(std::unique_ptr<Link> link, TextPortSettings settings)
    : link_(std::move(link)), settings_(std::move(settings)) {}

LinkCall TextPort::call(std::string_view command) const {
    return {std::string(command), settings_.timeout};
}

Error TextPort::fault(std::string_view command, const std::string& what) const {
    return link_error(settings_.device + ": " + link_->name(), std::string(command), what);
}

template <class Work>
auto TextPort::guarded(Work&& work) {
    const auto held = hold();
    try {
        return work();
    } catch (const Error& error) {
        unsettled_ = true;
        const std::string message = error.what();
        if (message.starts_with(settings_.device + ": ")) throw;
        throw Error(error.kind(), settings_.device + ": " + message);
    }
}

void TextPort::start(std::string_view command, bool raw) {
    link_->drain(unsettled_ ? kQuiet : std::chrono::milliseconds(0), call(command));
    unsettled_ = false;
    link_->write(std::string(command) + (raw ? std::string() : settings_.end_sent), call(command));
}

void TextPort::send(std::string_view command, bool raw) {
    guarded([&] { start(command, raw); });
}

std::string TextPort::next_line(std::string_view command) {
    return guarded([&] { return link_->read_until(settings_.end_read, call(command)); });
}

std::string TextPort::tell(std::string_view command) {
    return guarded([&] {
        start(command, false);
        return link_->read_until(settings_.end_read, call(command));
    });
}

std::string TextPort::ask(std::string_view command, const std::function<bool(const std::string&)>& good,
                          const std::function<bool(const std::string&)>& more, bool raw) {
    const auto once = [&] {
        start(command, raw);
        std::string answer = next_line(command);
        std::string last = answer;
        while (more && more(last)) {
            last = next_line(command);
            answer += '\n' + last;
        }
        if (good && !good(answer))
            throw fault(command, fmt::format("unexpected answer '{}'", printable(answer)));
        return answer;
    };
    return guarded([&] {
        try {
            return once();
        } catch (const Error& error) {
            if (error.kind() != ErrorKind::device) throw;
            unsettled_ = true;
        }
        return once();
    });
}

void TextPort::reopen() {
    guarded([&] {
        link_->reopen();
        unsettled_ = true;
    });
}

}  // namespace waferglow::drivers
