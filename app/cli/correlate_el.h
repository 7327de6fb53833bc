// SPDX-License-Identifier: GPL-3.0-or-later
// The EL records of `correlate`: read from whatever kind of file, and laid on the dies of the wafer.
#pragma once

#include "libinspect/correlation/el_alignment.h"
#include "libinspect/correlation/el_join.h"
#include "libinspect/formats/el_table.h"

#include <optional>
#include <string>

#include <nlohmann/json.hpp>

namespace waferglow::cli {

struct ElRequest {
    std::string file;
    std::string mapping;         ///< TOML; may be empty
    std::string wafer;           ///< which of several in the file; empty: the one with this wafer's id
    std::string align = "auto";  ///< see parse_align
};

/// How records find their dies.
struct AlignChoice {
    bool search = true;                    ///< the data may speak against the labels
    bool places = false;                   ///< by x_um and y_um
    std::optional<ElTransform> transform;  ///< as told
};

/// "auto", "rowcol", "xy", or a list like "turn=90,mirror,row=-1,col=+3". Throws Error(usage) for anything
/// else.
[[nodiscard]] AlignChoice parse_align(const std::string& text);

struct AlignedEl {
    ElTable table;  ///< row and col are those of the wafer
    nlohmann::ordered_json alignment;
    std::string text;  ///< the same for people, one line
};

/// Throws as the readers do, and Error(input) that names best and runner-up where it can't be told how the
/// records lie on the wafer. Warnings go to stderr unless `quiet`.
[[nodiscard]] AlignedEl load_el(const ElRequest& request, const DieMap& map, const BinVerdicts& pl,
                                bool quiet);

}  // namespace waferglow::cli
