// SPDX-License-Identifier: GPL-3.0-or-later
// The section [model] of a recipe: a model learnt from EL, as model_text.h writes it.
#pragma once

#include "libinspect/correlation/learned_model.h"

#include <filesystem>

#include <toml++/toml.h>

namespace waferglow {

/// Throws Error(input) that names `source`, key and remedy for what is missing, unknown or does not fit
/// together.
[[nodiscard]] LearnedModel read_model(const toml::table& section, const std::filesystem::path& source);

}  // namespace waferglow
