// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/transport/text_port.h"

#include "drivers/transport/link_error.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace waferglow::drivers {
namespace {

constexpr std::chrono::milliseconds kQuiet(50);
constexpr int kMostLateLines = 100;

}  // namespace

TextPort::TextPort(std::unique_ptr<Link> link, TextPortSettings settings)
    : link_(std::move(link)), settings_(std::move(settings)) {}

std::chrono::milliseconds TextPort::quiet() const {
    return std::min(kQuiet, settings_.timeout);
}

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
        line_ = line_ == Line::fresh ? Line::fresh : Line::unsettled;
        const std::string message = error.what();
        if (message.starts_with(settings_.device + ": ")) throw;
        throw Error(error.kind(), settings_.device + ": " + message);
    }
}

std::string TextPort::read_line(const std::string& command,
                                std::optional<std::chrono::milliseconds> timeout) {
    return link_->read_until(settings_.end_read, {command, timeout.value_or(settings_.timeout)});
}

void TextPort::synchronise() {
    guarded([&] {
        const Marker& marker = settings_.marker;
        link_->drain(quiet(), call(marker.query));
        if (marker.is_answer) {
            line_ = Line::unsettled;
            link_->write(marker.query + settings_.end_sent, call(marker.query));
            // What stands before it answers commands that were given up.
            for (int line = 0; !marker.is_answer(read_line(marker.query)); ++line) {
                if (line == kMostLateLines)
                    throw fault(marker.query, "the device talks without being asked; is it this device?");
            }
            for (int line = 0; line < marker.lines_after; ++line) (void)read_line(marker.query);
        }
        line_ = Line::settled;
    });
}

void TextPort::start(const std::string& bytes, const std::string& command) {
    if (line_ == Line::unsettled)
        synchronise();
    else
        link_->drain(line_ == Line::fresh ? quiet() : std::chrono::milliseconds(0), call(command));
    if (!settings_.marker.is_answer) line_ = Line::settled;
    link_->write(bytes, call(command));
}

std::string TextPort::exchange(const std::string& command, const AnswerForm& form) {
    const std::string bytes = form.raw ? command : command + settings_.end_sent;
    if (form.urgent && line_ != Line::settled) link_->write(bytes, call(command));
    start(bytes, command);
    std::string answer = read_line(command, form.timeout);
    std::string last = answer;
    while (form.more && form.more(last)) {
        last = read_line(command, form.timeout);
        answer += '\n' + last;
    }
    if (form.good && !form.good(answer))
        throw fault(command, fmt::format("unexpected answer '{}'", printable(answer)));
    return answer;
}

std::string TextPort::ask(const Repeatable& command, const AnswerForm& form) {
    return guarded([&] {
        try {
            return guarded([&] { return exchange(command.text(), form); });
        } catch (const Error& error) {
            if (error.kind() != ErrorKind::device) throw;
        }
        return exchange(command.text(), form);
    });
}

std::string TextPort::ask(const OnceOnly& command, const AnswerForm& form) {
    return guarded([&] { return exchange(command.text(), form); });
}

void TextPort::send(const OnceOnly& command) {
    guarded([&] { start(command.text() + settings_.end_sent, command.text()); });
}

void TextPort::send_urgently(std::string_view bytes) {
    guarded([&] { link_->write(bytes, call(bytes)); });
}

void TextPort::reopen() {
    guarded([&] {
        link_->reopen();
        line_ = Line::fresh;
    });
}

}  // namespace waferglow::drivers
