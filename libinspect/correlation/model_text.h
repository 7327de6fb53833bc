// SPDX-License-Identifier: GPL-3.0-or-later
// A learned model as the section [model] of a recipe, exact to the last bit of each number.
#pragma once

#include "libinspect/correlation/learned_model.h"

#include <string>
#include <string_view>

namespace waferglow {

/// TOML, beginning with "[model]".
[[nodiscard]] std::string to_toml(const LearnedModel& model);

/// A tree as one line: "f3<=0.25:1:2:0.5 =0.125 ...", one word a node; `=value` is a leaf.
[[nodiscard]] std::string tree_text(const Tree& tree);
/// Throws Error(input) for text that is no tree.
[[nodiscard]] Tree parse_tree(std::string_view text);

}  // namespace waferglow
