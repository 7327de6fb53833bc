// SPDX-License-Identifier: GPL-3.0-or-later
// The keys of [[appearance.rule]]: which findings a rule names, and whether they fail their die.
#pragma once

#include "libinspect/appearance/class_rules.h"
#include "libinspect/formats/internal/key_table.h"

#include <string>
#include <vector>

namespace waferglow {

[[nodiscard]] KeyTable<appearance::ClassRule> class_rule_keys();

/// One row. `fail_over` may be a table, { share = 0.10 }, or a list of texts, ["share = 0.10"], as forms
/// write it. Throws TomlError.
[[nodiscard]] appearance::ClassRule read_class_rule(const TomlTable& from,
                                                    const KeyTable<appearance::ClassRule>& keys);
/// Its lines, with `fail_over` as a table.
[[nodiscard]] std::string class_rule_as_toml(const appearance::ClassRule& rule,
                                             const KeyTable<appearance::ClassRule>& keys);

/// "= 'x' is unknown (did you mean ...?); known are ...".
[[nodiscard]] std::string unknown_choice(const KeyValue& value, const std::vector<std::string>& choices);

}  // namespace waferglow
