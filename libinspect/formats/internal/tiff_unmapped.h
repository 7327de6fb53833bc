// SPDX-License-Identifier: GPL-3.0-or-later
// The callbacks that tell libtiff that a source of ours can't be mapped into memory.
#pragma once

#include <tiffio.h>

namespace waferglow {

inline int refuse_map(thandle_t /*handle*/, void** /*base*/, toff_t* /*size*/) {
    return 0;
}

inline void ignore_unmap(thandle_t /*handle*/, void* /*base*/, toff_t /*size*/) {}

}  // namespace waferglow
