// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/asi/asi_protocol.h"

#include "drivers/transport/number_text.h"

#include <algorithm>
#include <cmath>

namespace waferglow::drivers {
namespace {

/// The next word of `text`, which is shortened; empty at its end.
std::string_view next_word(std::string_view& text) {
    text = trimmed(text);
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(end);
    return word;
}

}  // namespace

std::optional<int> asi_error_code(std::string_view answer) {
    answer = trimmed(answer);
    if (!answer.starts_with(":N-")) return std::nullopt;
    const std::optional<double> code = to_number(answer.substr(3));
    return code ? static_cast<int>(std::lround(*code)) : 6;
}

std::string asi_error_text(int code) {
    switch (code) {  // "ASI Tiger System Instruction Manual", "Error Codes", which the MS-2000 shares
        case 1:
            return "unknown command";
        case 2:
            return "unrecognised axis; check that the controller drives this axis";
        case 3:
            return "missing parameters";
        case 4:
            return "parameter out of range";
        case 5:
            return "operation failed";
        case 7:
            return "invalid card address";
        case 21:
            return "halted by the HALT command";
        default:
            return "undefined error";
    }
}

bool asi_is_done(std::string_view answer) {
    return trimmed(answer) == ":A";
}

bool asi_is_words(std::string_view answer) {
    if (next_word(answer) != ":A") return false;
    const std::string_view word = next_word(answer);
    return !word.empty() && !to_number(word) && word.find('=') == std::string_view::npos;
}

std::vector<double> asi_numbers(std::string_view answer) {
    if (next_word(answer) != ":A") return {};
    std::vector<double> numbers;
    for (std::string_view word = next_word(answer); !word.empty(); word = next_word(answer)) {
        const std::optional<double> number = to_number(word);
        if (!number) return {};
        numbers.push_back(*number);
    }
    return numbers;
}

std::optional<double> asi_value(std::string_view answer, char axis) {
    if (!answer.starts_with(':')) return std::nullopt;
    const std::size_t at = answer.find(std::string(1, axis) + "=");
    if (at == std::string_view::npos) return std::nullopt;
    std::string_view rest = answer.substr(at + 2);
    return to_number(next_word(rest));
}

}  // namespace waferglow::drivers
