// SPDX-License-Identifier: GPL-3.0-or-later
// Every command that the filter wheel is told, and whether it may be sent twice (see fw102c_wheel.h for the
// sources).
#pragma once

#include "drivers/transport/exchange.h"

#include <string>

namespace waferglow::drivers::fw102c {

// They read what stays as it is.
inline const Repeatable kIdentity("*idn?");
inline const Repeatable kPosition("pos?");
inline const Repeatable kPositions("pcount?");
inline const Repeatable kSpeed("speed?");
inline const Repeatable kTrigger("trig?");
inline const Repeatable kSensors("sensors?");

// Settings: the same one twice leaves the wheel as one does.
inline Repeatable set_positions(int count) {
    return Repeatable("pcount=" + std::to_string(count));
}
inline Repeatable set_speed(bool fast) {
    return Repeatable(fast ? "speed=1" : "speed=0");
}
inline Repeatable set_trigger(bool output) {
    return Repeatable(output ? "trig=1" : "trig=0");
}
inline Repeatable set_sensors(bool always_on) {
    return Repeatable(always_on ? "sensors=1" : "sensors=0");
}

/// It acts, and somebody may have turned the wheel by its buttons between a first and a second command.
inline OnceOnly move_to(int position) {
    return OnceOnly("pos=" + std::to_string(position));
}

}  // namespace waferglow::drivers::fw102c
