// SPDX-License-Identifier: GPL-3.0-or-later
// Every command that the ASI stage uses, and whether it may be sent twice (see asi_stage.h for the sources).
#pragma once

#include "drivers/transport/exchange.h"

namespace waferglow::drivers::asi {

// They read what stays as it is.
inline const Repeatable kWho("N");
inline const Repeatable kVersion("V");
inline const Repeatable kLowLimit("SL");
inline const Repeatable kHighLimit("SU");
inline const Repeatable kSpeed("S");
inline const Repeatable kPosition("W");
inline const Repeatable kStatus("/");
/// A second one finds the stage halted already.
inline const Repeatable kHalt("\\");

// They act, and the answer says whether they were taken. A move that is sent again would start anew after
// somebody halted the first.
inline const OnceOnly kMove("M");
inline const OnceOnly kHome("!");
inline const OnceOnly kHere("H");

}  // namespace waferglow::drivers::asi
