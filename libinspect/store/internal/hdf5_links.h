// SPDX-License-Identifier: GPL-3.0-or-later
// What stands behind a name of a group, and whether its values can be had here: told without opening it, so
// that what others put into a file is not taken for damage. Internal to this room.
#pragma once

#include "libinspect/store/internal/hdf5_handle.h"

#include <string>

namespace waferglow::hdf5 {

struct Link {
    enum class Kind { hard, soft, external, other };
    Kind kind = Kind::hard;
    std::string file;    ///< of an external link
    std::string target;  ///< path of a soft or external link
};

/// Throws Error(input) where the group has no such name.
[[nodiscard]] Link read_link(hid_t group, const std::string& name);
/// Makes the link `name` anew; `link` is soft or external. Throws Error(job).
void make_link(hid_t group, const std::string& name, const Link& link);
/// "/entry/map/pl" or "other.h5:/entry/map/pl", for messages.
[[nodiscard]] std::string describe(const Link& link);
/// An object can be reached by `name`; a hard link always claims so.
[[nodiscard]] bool leads_somewhere(hid_t group, const std::string& name);

/// A filter that `dataset` was packed with and that is not there: "'lzf' (number 32000)"; empty: none.
[[nodiscard]] std::string missing_filter(hid_t dataset);
/// What to tell about a dataset with a `missing_filter`.
[[nodiscard]] std::string missing_filter_text(const std::string& filter);

}  // namespace waferglow::hdf5
