// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of recording.toml that are of display modules: see recording.h.
#pragma once

#include "libinspect/formats/recording.h"
#include "libinspect/formats/toml_reader.h"

#include <string>
#include <vector>

namespace waferglow {

/// Adds a note for each key of `table`, "[grid]", that is not among `known`: newer programs may write keys
/// that this one does not know, so they are no errors; a mistyped one would otherwise be left out without a
/// word.
void note_unknown_keys(const TomlTable& table, const char* name, const std::vector<std::string>& known,
                       std::vector<std::string>& notes);

/// Fills module, patterns, channels and notes; `file` is named in errors that are of no single key.
void read_module_part(const TomlTable& top, const std::string& file, Recording& recording);

/// "[module]", "[grid]" and each "[[subpixel]]".
[[nodiscard]] std::string module_as_toml(const Module& module);
/// The lines of a [[channel]] behind its name and kind.
[[nodiscard]] std::string pattern_as_toml(const LitPattern& pattern, const Module& module);

}  // namespace waferglow
