// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/store/ledger.h"

#include "libinspect/base/error.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace waferglow {

namespace {

constexpr std::array<std::string_view, 4> kStatusWords{"expected", "written", "dropped", "failed"};
constexpr std::array<std::string_view, 4> kSourceWords{"none", "own", "borrowed", "predicted"};

template <class Enum>
Enum parse(std::string_view word, const std::array<std::string_view, 4>& words, const char* what) {
    const auto found = std::ranges::find(words, word);
    if (found == words.end())
        throw Error(ErrorKind::input, fmt::format("the ledger has no {} '{}'", what, word));
    return static_cast<Enum>(found - words.begin());
}

}  // namespace

LedgerCounts count_tiles(std::span<const LedgerEntry> ledger) {
    LedgerCounts counts;
    for (const LedgerEntry& entry : ledger) {
        switch (entry.status) {
            case TileStatus::expected:
                ++counts.expected;
                break;
            case TileStatus::written:
                ++counts.written;
                break;
            case TileStatus::dropped:
                ++counts.dropped;
                break;
            case TileStatus::failed:
                ++counts.failed;
                break;
        }
    }
    return counts;
}

std::string_view to_string(TileStatus status) {
    return kStatusWords[static_cast<std::size_t>(status)];
}

std::string_view to_string(ShiftSource source) {
    return kSourceWords[static_cast<std::size_t>(source)];
}

TileStatus parse_tile_status(std::string_view word) {
    return parse<TileStatus>(word, kStatusWords, "status");
}

ShiftSource parse_shift_source(std::string_view word) {
    return parse<ShiftSource>(word, kSourceWords, "shift source");
}

}  // namespace waferglow
