// SPDX-License-Identifier: GPL-3.0-or-later
// The summary of an inspected wafer, as JSON for programs and as text for people.
#pragma once

#include "libinspect/store/wafer_content.h"

#include <span>
#include <string>

#include <nlohmann/json.hpp>

namespace waferglow::cli {

/// JSON has no NaN: null instead.
[[nodiscard]] nlohmann::ordered_json number_or_null(double value);

/// Dies of the grid that have a bin, and those of them that pass, from the counts of the bin table.
struct YieldCounts {
    std::int64_t measured = 0;
    std::int64_t passed = 0;
    [[nodiscard]] double yield() const;  ///< passed / measured, NaN where nothing was measured
};
[[nodiscard]] YieldCounts count_yield(const WaferFile& file);

/// What was passed over in the wafer file `path`: to stderr unless `quiet`, and as `passed_over` into `json`;
/// neither where there is nothing.
void tell_passed_over(const std::string& path, std::span<const PassedOver> parts, bool quiet,
                      nlohmann::ordered_json& json);

/// wafer_id, status, dies, measured, tiles, yield, bins{name: count}, appearance{...} and colour{...} where
/// there are such channels, channels[], registration{...}.
[[nodiscard]] nlohmann::ordered_json wafer_json(const WaferFile& file, const LedgerCounts& tiles);
/// refused[{tile, file, channel, reason}]: the frames of a ledger that can't be images of the wafer.
[[nodiscard]] nlohmann::ordered_json frames_json(const WaferFile& file);
[[nodiscard]] std::string wafer_text(const WaferFile& file, const LedgerCounts& tiles);

}  // namespace waferglow::cli
