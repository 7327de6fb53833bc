// SPDX-License-Identifier: GPL-3.0-or-later
// The ledger of a scan: what became of every tile. A wafer file is complete only when each is accounted for.
#pragma once

#include "libinspect/geometry/frames.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace waferglow {

enum class TileStatus : std::uint8_t {
    expected,  ///< planned, nothing known yet
    written,   ///< its results are in the layers
    dropped,   ///< left out on purpose or lost by the camera; `message` says why
    failed,    ///< could not be read or measured; `message` says why
};

/// Where the shift of a tile against the reported stage position comes from.
enum class ShiftSource : std::uint8_t {
    none,       ///< the tile was not registered
    own,        ///< from its own image
    borrowed,   ///< from a stronger channel at the same position, because its own image is too dim
    predicted,  ///< from the pose of the whole grid alone
};

/// One tile. `index` and `file` are those of the recording or plan, `channel` counts in WaferFile::channels.
struct LedgerEntry {
    std::int32_t index = 0;
    std::int32_t channel = 0;
    std::string file;
    StagePoint reported;  ///< middle of the image as the stage reported it, um
    TileStatus status = TileStatus::expected;
    std::string message;  ///< empty unless there is something to say
    ShiftSource source = ShiftSource::none;
    double shift_x_um = 0.0;  ///< true minus reported position
    double shift_y_um = 0.0;
    double sigma_um = 0.0;  ///< standard error of the shift
    std::int32_t lit_dies = 0;
    std::uint64_t pixels = 0;  ///< digest of some of its pixels: equal for equal images; 0: not known
    friend bool operator==(const LedgerEntry&, const LedgerEntry&) = default;
};

struct LedgerCounts {
    std::int64_t expected = 0;  ///< not accounted for
    std::int64_t written = 0;
    std::int64_t dropped = 0;
    std::int64_t failed = 0;

    [[nodiscard]] std::int64_t total() const { return expected + written + dropped + failed; }
    friend bool operator==(const LedgerCounts&, const LedgerCounts&) = default;
};

[[nodiscard]] LedgerCounts count_tiles(std::span<const LedgerEntry> ledger);

[[nodiscard]] std::string_view to_string(TileStatus status);
[[nodiscard]] std::string_view to_string(ShiftSource source);
/// Throw Error(input) for a word that is none of them.
[[nodiscard]] TileStatus parse_tile_status(std::string_view word);
[[nodiscard]] ShiftSource parse_shift_source(std::string_view word);

}  // namespace waferglow
