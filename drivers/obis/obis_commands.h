// SPDX-License-Identifier: GPL-3.0-or-later
// Every command that the laser is told, and whether it may be sent twice (see obis_laser.h for the source).
#pragma once

#include "drivers/transport/exchange.h"

namespace waferglow::drivers::obis {

// They read what stays as it is.
inline const Repeatable kIdentity("*IDN?");
inline const Repeatable kModel("SYSTem:INFormation:MODel?");
inline const Repeatable kSerialNumber("SYSTem:INFormation:SNUMber?");
inline const Repeatable kFirmware("SYSTem:INFormation:FVERsion?");
inline const Repeatable kWavelength("SYSTem:INFormation:WAVelength?");
inline const Repeatable kLowPower("SOURce:POWer:LIMit:LOW?");
inline const Repeatable kHighPower("SOURce:POWer:LIMit:HIGH?");
inline const Repeatable kPower("SOURce:POWer:LEVel?");
inline const Repeatable kPowerSet("SOURce:POWer:LEVel:IMMediate:AMPLitude?");
inline const Repeatable kState("SOURce:AM:STATe?");
inline const Repeatable kInterlock("SYSTem:LOCK?");
inline const Repeatable kStatus("SYSTem:STATus?");
inline const Repeatable kFaults("SYSTem:FAULt?");

// Settings: the same one twice leaves the laser as one does.
inline const Repeatable kHandshakingOn("SYSTem:COMMunicate:HANDshaking ON");
inline const Repeatable kPromptOff("SYSTem:COMMunicate:PROMpt OFF");
inline const Repeatable kAutostartOff("SYSTem:AUTostart OFF");
inline const Repeatable kConstantPower("SOURce:AM:INTernal CWP");
inline const Repeatable kSetPower("SOURce:POWer:LEVel:IMMediate:AMPLitude");
inline const Repeatable kOff("SOURce:AM:STATe OFF");

/// Light: somebody may have put it out, or opened the interlock, between a first and a second command.
inline const OnceOnly kOn("SOURce:AM:STATe ON");

}  // namespace waferglow::drivers::obis
