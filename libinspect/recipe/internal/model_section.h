// SPDX-License-Identifier: GPL-3.0-or-later
// The section [model] of a recipe: a model learnt from EL, as model_text.h writes it.
#pragma once

#include "libinspect/correlation/learned_model.h"
#include "libinspect/formats/toml_reader.h"

namespace waferglow {

/// Throws TomlError for what is missing, unknown or does not fit together.
[[nodiscard]] LearnedModel read_model(const TomlTable& section);

}  // namespace waferglow
