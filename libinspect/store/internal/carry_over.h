// SPDX-License-Identifier: GPL-3.0-or-later
// What others put into a wafer file, carried over when the file is replaced. Internal to this room.
#pragma once

#include "libinspect/store/internal/hdf5_handle.h"
#include "libinspect/store/wafer_content.h"

#include <set>
#include <string>
#include <vector>

namespace waferglow::hdf5 {

/// Brings into the file `to` what the file `from` has and `to` lacks: groups, datasets as they are stored
/// (their filters need not be there), attributes, soft, external and hard links. Objects that `to` has
/// already keep what they are and get the attributes and members that they lack. Paths in `dropped`, and all
/// below them, are left out. Returns what could not come along, for people: references, which would point
/// into the old file. Throws Error(input) where something else can't be copied.
[[nodiscard]] std::vector<PassedOver> carry_over(hid_t from, hid_t to, const std::set<std::string>& dropped);

}  // namespace waferglow::hdf5
