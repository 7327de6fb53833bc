// SPDX-License-Identifier: GPL-3.0-or-later
// Every GCS command that the stage uses, and whether it may be sent twice (MS249E chapter 8).
#pragma once

#include "drivers/transport/exchange.h"

namespace waferglow::drivers::gcs {

// They read what stays as it is.
inline const Repeatable kIdentity("*IDN?");
inline const Repeatable kLowLimits("TMN?");
inline const Repeatable kHighLimits("TMX?");
inline const Repeatable kSpeeds("VEL?");
inline const Repeatable kReferenced("FRF?");
inline const Repeatable kPositions("POS?");
inline const Repeatable kMoving("\x05");  ///< #5, without a line end

/// Reading sets the error to 0, so a second question would get "no error" for a command that was refused.
inline const OnceOnly kError("ERR?");
// They have no answer: what became of them is told by kError only.
inline const OnceOnly kServo("SVO");
inline const OnceOnly kReference("FRF");
inline const OnceOnly kMove("MOV");

/// #24, all axes stop. Without an answer, and harmless however often.
inline constexpr const char* kStop = "\x18";

}  // namespace waferglow::drivers::gcs
