// SPDX-License-Identifier: GPL-3.0-or-later
// An EL table as it was loaded, how it lies on the wafer, and what goes into the wafer file.
#pragma once

#include "app/gui/presenters/correlation/el_comparison.h"
#include "libinspect/correlation/el_alignment.h"
#include "libinspect/formats/el_table.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

namespace waferglow::gui {

/// Immutable; another transform makes another input.
struct ElInput {
    std::filesystem::path path;             ///< empty: the table stored in the wafer file
    std::string format;                     ///< "CSV", "STDF", ...; empty for a stored table
    std::shared_ptr<const ElTable> table;   ///< labels as given
    std::optional<AlignmentSearch> search;  ///< none for a stored table, which is aligned
    ElTransform used;
    std::string doubt;  ///< why people should look at the alignment; empty: no reason
};
using ElInputPtr = std::shared_ptr<const ElInput>;

/// Reads a table of any known format (`mapping` may be empty) and finds how it lies on the wafer. Blocking.
/// Throws as the readers do; a doubtful alignment is no error but a `doubt`.
[[nodiscard]] ElInput load_el(const std::filesystem::path& path, const std::filesystem::path& mapping,
                              const DieMap& map, const BinData& bins);

/// The table stored in a wafer file.
[[nodiscard]] ElInput stored_input(const DieTable& el);

/// The records with the labels of the wafer. Records that `transform` throws off every wafer keep far labels.
[[nodiscard]] ElTable on_wafer(const ElInput& input);

/// The result as the JSON text that a wafer file keeps, with the keys of `waferglow-cli correlate --json`.
[[nodiscard]] std::string correlation_json(const ElComparison& result, const ElInput& input);

}  // namespace waferglow::gui
